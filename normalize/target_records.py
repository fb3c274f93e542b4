"""The targets table: one row per target, at least one for each indicator, with realisations beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from normalize.built import Built, Fed, Notes
from normalize.findings import Concern, Owner
from normalize.hierarchy import Lineage
from normalize.indicators import indicator_id
from normalize.schema import Feed, Target
from normalize.targets import RowTarget, percent_of, row_targets


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row's target with its key."""

    line: Lineage
    target: RowTarget
    target_id: str


def numbered_targets(owner: Owner, lines: Sequence[Lineage]) -> Iterator[Numbered]:
    """Every target with its key, in document order; a row that repeats all cells of the one above adds none."""
    for _, group in groupby(lines, key=lambda line: line.indicator_path):
        ordinal = 0
        seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        for line in group:
            for target in row_targets(line.row, owner.year):
                cells = (target.time_cells, target.target_cells)
                if line.again and cells in seen:
                    continue
                seen.add(cells)
                ordinal += 1
                yield Numbered(line, target, f"{indicator_id(owner, line)}.{ordinal}")


def target_records(owner: Owner, targets: Sequence[Numbered], before: int = 0) -> Built[Target]:
    """One record per target; ``before`` counts those of the chapters before."""
    notes = Notes("targets")
    served = _served(owner, targets)
    records = tuple(_target(owner, item, place, served, notes) for place, item in enumerate(targets, before + 1))
    return Built(records, tuple(notes.concerns), tuple(notes.feeds))


def unticked(targets: Sequence[Numbered]) -> Iterator[Fed]:
    """The empty cells of a row's periods, each with the time that a tick in it would be part of.

    A doubt about such a cell ("x" that the engines read as a stroke) is one about that time.
    """
    for item in targets:
        for period in item.line.row.periods:
            if not period.reading.text and not period.reading.shaded:
                for cell_id in period.reading.cell_ids:
                    yield Fed(cell_id, Feed("targets", item.target_id, "time_text"))


def _served(owner: Owner, targets: Sequence[Numbered]) -> Counter[str]:
    """How many indicators each printed cell serves."""
    pairs = {
        (cell, indicator_id(owner, item.line))
        for item in targets
        for cell in (*item.target.time_cells, *item.target.target_cells)
    }
    return Counter(cell for cell, _ in pairs)


def _target(owner: Owner, item: Numbered, position: int, served: Counter[str], notes: Notes) -> Target:
    target, row, key = item.target, item.line.row, item.target_id
    _note(target, key, notes)
    notes.reading(key, "realization_text", row.realization)
    notes.reading(key, "realization_percent", row.realization_percent)
    cells = (*target.time_cells, *target.target_cells)
    percent = percent_of(row.realization_percent.text)
    return Target(
        decree_id=owner.decree_id,
        year=owner.year,
        target_id=key,
        indicator_id=indicator_id(owner, item.line),
        position=position,
        target_text=target.target_text,
        comparator=target.reading.comparator,
        quantity=target.reading.quantity,
        quantity_words=target.reading.quantity_words,
        unit=target.reading.unit,
        quantity_basis=target.basis,
        time_text=target.time_text,
        frequency=target.schedule.frequency,
        start_on=target.schedule.start_on,
        end_on=target.schedule.end_on,
        due_on=target.schedule.due_on,
        shared=any(served[cell] > 1 for cell in cells),
        realization_text=row.realization.text or (row.realization_percent.text if percent is None else None),
        realization_percent=percent if percent is not None else percent_of(row.realization.text),
        page=row.page,
    )


def _note(target: RowTarget, key: str, notes: Notes) -> None:
    if target.time_text or target.time_cells != target.target_cells:
        notes.cells(key, "time_text", target.time_cells)
    if target.target_text or target.time_cells != target.target_cells:
        notes.cells(key, "target_text", target.target_cells)
    notes.concerns += [Concern(p.oddity, "targets", key, p.column, p.cell_ids) for p in target.oddities]
