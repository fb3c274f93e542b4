"""Doubts and oddities to findings: one per record touched, in document order, each knowing where to look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.geometry import BBox
from extract.model import Cell, Doubt, PlanTable
from normalize.oddity import Oddity
from normalize.schema import Feed, Finding

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Concern:
    """An oddity with its place: the value concerned and the printed cells it was read from."""

    oddity: Oddity
    table: str | None
    record_id: str | None
    column: str | None
    cell_ids: tuple[str, ...] = ()
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """The decree that findings belong to."""

    decree_id: str
    year: int


def held_by(table: PlanTable, waiting: Iterable[Doubt]) -> tuple[tuple[Doubt, ...], tuple[Doubt, ...]]:
    """Doubts about the source whose cell or page a chapter holds, and those that wait for a later one."""
    cells, pages = {cell.cell_id for cell in table.cells}, set(table.pages)
    here: list[Doubt] = []
    later: list[Doubt] = []
    for doubt in waiting:
        held = doubt.cell_id in cells if doubt.cell_id else doubt.page in pages
        (here if held else later).append(doubt)
    return tuple(here), tuple(later)


def findings(owner: Owner, concerns: Iterable[Concern], cells: Mapping[str, Cell]) -> tuple[Finding, ...]:
    """One finding per concern, repeats dropped, ordered by page, place and id."""
    return ordered(_finding(owner, concern, cells) for concern in concerns)


def ordered(made: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by page, place and id, repeats dropped."""
    return tuple(sorted({finding.finding_id: finding for finding in made}.values(), key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    place = (finding.page or 0, finding.top or 0.0, finding.x0 or 0.0)
    return (*place, SEVERITIES.index(finding.severity), finding.finding_id)


def _finding(owner: Owner, concern: Concern, cells: Mapping[str, Cell]) -> Finding:
    printed = [cells[c] for c in concern.cell_ids if c in cells]
    cell = next((c for c in printed if not c.blank), printed[0] if printed else None)
    box = (cell.bbox if cell else None) or concern.bbox
    return Finding(
        decree_id=owner.decree_id,
        year=owner.year,
        finding_id=_key(concern, cell),
        code=concern.oddity.code,
        severity=concern.oddity.severity,
        status=concern.oddity.status,
        record_table=concern.table,
        record_id=concern.record_id,
        record_column=concern.column,
        cell_id=cell.cell_id if cell else None,
        message=concern.oddity.message,
        before=concern.oddity.before,
        after=concern.oddity.after,
        page=cell.page if cell else concern.page,
        x0=box.x0 if box else None,
        top=box.top if box else None,
        x1=box.x1 if box else None,
        bottom=box.bottom if box else None,
    )


def _key(concern: Concern, cell: Cell | None) -> str:
    """Hash of code, cell, record_table, record_id, column and before; the message may be reworded freely."""
    oddity = concern.oddity
    parts = (
        oddity.code,
        cell.cell_id if cell else None,
        concern.table,
        concern.record_id,
        concern.column,
        oddity.before,
    )
    return hashlib.sha256("\x1f".join(p or "" for p in parts).encode()).hexdigest()[:16]


def doubt_concerns(
    doubts: Sequence[Doubt], feeds: Mapping[str, tuple[Feed, ...]], cells: Mapping[str, Cell]
) -> Iterator[Concern]:
    """A doubt about a cell or an area of a page concerns every value that its cells feed."""
    for doubt in doubts:
        oddity = Oddity(doubt.code, doubt.message, doubt.severity, doubt.status, doubt.before, doubt.after)
        touched = [(cell_id, feed) for cell_id in _cells_of(doubt, cells) for feed in feeds.get(cell_id, ())]
        for cell_id, feed in touched:
            yield Concern(oddity, feed.record_table, feed.record_id, feed.record_column, (cell_id,))
        if not touched:
            ids = (doubt.cell_id,) if doubt.cell_id else ()
            yield Concern(oddity, None, None, None, ids, doubt.page, doubt.bbox)


def _cells_of(doubt: Doubt, cells: Mapping[str, Cell]) -> list[str]:
    """The cell a doubt names, else all cells of its page that its box touches."""
    if doubt.cell_id:
        return [doubt.cell_id]
    if doubt.bbox is None:
        return []
    box = doubt.bbox
    return [c.cell_id for c in cells.values() if c.page == doubt.page and c.bbox is not None and _overlap(c.bbox, box)]


def _overlap(one: BBox, other: BBox) -> bool:
    return one.x0 < other.x1 - 1 and other.x0 < one.x1 - 1 and one.top < other.bottom - 1 and other.top < one.bottom - 1
