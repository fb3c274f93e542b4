"""The indicators table: one row per indicator, with its evidence, its responsible unit and unknown columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extract.geometry import BBox
from normalize.actions import action_id
from normalize.built import Built, Notes
from normalize.evidence import evidence_items
from normalize.findings import Owner
from normalize.hierarchy import Lineage
from normalize.reading import Reading, Texts
from normalize.schema import Indicator


def indicator_id(owner: Owner, line: Lineage) -> str:
    """Key of the row's indicator."""
    return f"{owner.decree_id}/{line.indicator_path}"


def indicator_records(owner: Owner, lines: Sequence[Lineage], texts: Texts, before: int = 0) -> Built[Indicator]:
    """One record per indicator in document order; ``before`` counts those of the chapters before."""
    notes = Notes("indicators")
    records: list[Indicator] = []
    for _, group in groupby(lines, key=lambda line: line.indicator_path):
        records.append(_indicator(owner, list(group), before + len(records) + 1, texts, notes))
    return Built(tuple(records), tuple(notes.concerns), tuple(notes.feeds))


def _indicator(owner: Owner, rows: Sequence[Lineage], position: int, texts: Texts, notes: Notes) -> Indicator:
    line, key = rows[0], indicator_id(owner, rows[0])
    part = line.row.indicator
    evidence = _distinct([row.row.evidence for row in rows])
    responsible = _distinct([row.row.responsible for row in rows])
    notes.part(key, "indicator", part)
    for column, readings in (("evidence", evidence), ("responsible", responsible)):
        for reading in readings:
            notes.reading(key, column, reading)
    for extra in (e for row in rows for e in row.row.extra):
        notes.reading(key, "extra", extra.reading)
    box = _box(part.reading, texts)
    return Indicator(
        decree_id=owner.decree_id,
        year=owner.year,
        indicator_id=key,
        action_id=action_id(owner, line),
        position=position,
        indicator_no=part.no,
        indicator=part.text,
        evidence=_joined(evidence),
        evidence_items=tuple(item for reading in evidence for item in evidence_items(reading.lines, reading.text)),
        responsible=_joined(responsible),
        extra=_extra(rows),
        page=line.row.page,
        x0=box.x0 if box else None,
        top=box.top if box else None,
        x1=box.x1 if box else None,
        bottom=box.bottom if box else None,
    )


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    """Readings of different cells, blank ones kept only where all are blank."""
    by_cells = {reading.cell_ids: reading for reading in readings}
    return [r for r in by_cells.values() if r.text] or list(by_cells.values())[:1]


def _joined(readings: Sequence[Reading]) -> str | None:
    return "\n".join(r.text for r in readings if r.text) or None


def _extra(rows: Sequence[Lineage]) -> tuple[tuple[str, str], ...]:
    """Texts of unknown columns by printed header; a header printed twice keeps both texts."""
    texts: dict[str, list[str]] = {}
    for extra in (e for row in rows for e in row.row.extra):
        if extra.reading.text and extra.reading.text not in texts.setdefault(extra.header or "(tanpa judul)", []):
            texts[extra.header or "(tanpa judul)"].append(extra.reading.text)
    return tuple((header, "\n".join(parts)) for header, parts in texts.items() if parts)


def _box(reading: Reading, texts: Texts) -> BBox | None:
    cells = [texts.cells[c] for c in reading.cell_ids]
    return cells[0].bbox if cells else None
