"""All pages of a plan to one table: rows cut by a page break re-joined cell by cell, merged cells carried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Cell, Column, ColumnSpec, Doubt, PlanTable, TableRow, Value, cell_doubt
from extract.table.body import Body
from extract.table.continuation import UNCERTAIN, carried_on, guessed, row_goes_on, undecided
from extract.table.meeting import Habit
from extract.table.meetings import meetings
from extract.table.one_header import under_one_header
from extract.table.remainders import without_remainders
from extract.table.sections import SECTION, sections
from extract.table.stitched import Row, Slot, absorb

ANCESTORS = (Column.NO, Column.COMPONENT, Column.ASPECT)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a plan's table is set all through, which tells what joins at a page break.

    ``ancestors`` tells which columns' blanks inherit, ``habits`` what each column does; ``bottom`` is where the fullest
    page ends, in points.
    """

    specs: tuple[ColumnSpec, ...]
    ancestors: tuple[bool, ...]
    habits: tuple[Habit, ...]
    bottom: float


def stitched(bodies: Sequence[Body], how: Manner) -> PlanTable:
    """Join the pages' rows, fold remainders into the rows above, and give each row its banner."""
    doubts: list[Doubt] = []
    rows: list[Row] = []
    for body in bodies:
        below = _rows(body)
        if rows and below:
            below = _weld(rows, below, how, _slack(rows, bodies, how.bottom), doubts)
        rows += below
    kept = list(without_remainders(rows, how.ancestors, doubts))
    nested = sections(kept, how.specs)
    columns = (*how.specs, SECTION) if nested.lower else how.specs
    columns, table_rows = under_one_header(columns, tuple(_table_rows(kept, nested.lower)))
    return PlanTable(
        columns=columns,
        rows=table_rows,
        cells=_cells(bodies, kept),
        pages=_pages(bodies),
        doubts=(*(d for body in bodies for d in body.doubts), *doubts, *nested.doubts),
    )


def _pages(bodies: Sequence[Body]) -> tuple[int, ...]:
    """The pages that the rows stand on: those of one part are several where a sheet is wider than its page."""
    return tuple(sorted({page for body in bodies for page in (body.page, *(cell.page for cell in body.cells))}))


def ancestor_columns(specs: Sequence[ColumnSpec]) -> tuple[bool, ...]:
    """Columns whose unspanned blanks inherit: component, aspect, and action where it stands before the indicator."""
    columns = [s.column for s in specs]
    indicator = columns.index(Column.INDICATOR) if Column.INDICATOR in columns else -1
    return tuple(
        c in ANCESTORS or (c is Column.ACTION and i < indicator) or (c is Column.EXTRA and i == 0)
        for i, c in enumerate(columns)
    )


def _slack(rows: Sequence[Row], bodies: Sequence[Body], bottom: float) -> float:
    """Free space under the last row's page, in lines of 12 points."""
    own = max((b.bottom for b in bodies if b.page == rows[-1].page), default=bottom)
    return (bottom - own) / 12.0


def _rows(body: Body) -> list[Row]:
    slots: dict[str, Slot] = {}

    def slot(cell: Cell | None) -> Slot | None:
        return slots.setdefault(cell.cell_id, Slot([cell])) if cell else None

    return [
        Row(row.page, [slot(c) for c in row.cells], list(row.starts), Slot(list(row.banner)) if row.banner else None)
        for row in body.rows
    ]


def _weld(rows: list[Row], below: list[Row], how: Manner, slack: float, doubts: list[Doubt]) -> list[Row]:
    """Join the page below to the rows above: the cut row's rest, or the merged cells that go on."""
    last, first = rows[-1], below[0]
    if last.banner or first.banner:
        return below
    met = meetings(last, first, how.specs, how.ancestors, how.habits)
    score = row_goes_on(met, slack)
    if abs(score) < UNCERTAIN:
        doubts += _uncertain(last, first, score)
    if score > 0:
        for column in range(len(how.specs)):
            absorb(last, first, below, column)
        return below[1:]
    carried = carried_on(met)
    for column in undecided(met, carried):
        doubts += _either(last, first, column, joined=column in carried)
    for column in carried:
        if guessed(met[column]):
            doubts.append(_guess(first, column))
        absorb(last, first, below, column)
        first.starts[column] = False
    return below


def _guess(first: Row, column: int) -> Doubt:
    slot = first.slots[column]
    cell = slot.cells[0] if slot else None
    return Doubt(
        code="merge_uncertain",
        message="the cell is blank at the top of a page: taken as the rest of the cell above, since this column merges"
        " cells and leaves none blank elsewhere",
        cell_id=cell.cell_id if cell else None,
        page=first.page,
        bbox=cell.bbox if cell else None,
    )


def _either(last: Row, first: Row, column: int, *, joined: bool) -> list[Doubt]:
    """Doubts on a text below the break and, where they were kept apart, on the merged cell's above it."""
    sides = [first.slots[column]] if joined else [last.slots[column], first.slots[column]]
    return [
        cell_doubt(
            "merge_uncertain",
            "whether the text on top of the page is a new one or the rest of the merged cell above is uncertain"
            f" ({'joined' if joined else 'kept apart'})",
            slot.cells[0],
        )
        for slot in sides
        if slot
    ]


def _uncertain(last: Row, first: Row, score: float) -> list[Doubt]:
    """Doubts on every text below the break; kept apart, the text above it may have lost its rest."""
    below = [slot for slot in first.slots if slot and slot.text]
    above = [last.slots[i] for i, slot in enumerate(first.slots) if slot and slot.text and score <= 0]
    return [
        cell_doubt(
            "row_break_uncertain",
            "whether this is a new row or the rest of the row before the page break is uncertain"
            f" ({'joined' if score > 0 else 'kept apart'})",
            slot.cells[0],
        )
        for slot in dict.fromkeys((*(slot for slot in above if slot and slot.text), *below))
    ]


def _table_rows(rows: Sequence[Row], lower: frozenset[int]) -> Iterator[TableRow]:
    """The rows under their banners; lower banners fill a column of their own."""
    banner: tuple[str, ...] = ()
    section = Value()
    for row in rows:
        if row.banner and id(row) in lower:
            section = Value(_ids(row.banner))
            continue
        if row.banner:
            banner, section = _ids(row.banner), Value()
            continue
        values = tuple(
            Value(_ids(slot), spanned=not start) if slot else Value()
            for slot, start in zip(row.slots, row.starts, strict=True)
        )
        yield TableRow(row.page, (*values, section) if lower else values, banner)
        section = replace(section, spanned=bool(section.cell_ids))


def _ids(slot: Slot) -> tuple[str, ...]:
    return tuple(cell.cell_id for cell in slot.cells)


def _cells(bodies: Sequence[Body], rows: Sequence[Row]) -> tuple[Cell, ...]:
    """Every printed cell in reading order, each knowing the part before the page break."""
    before: dict[str, str] = {}
    for row in rows:
        for slot in row.slots:
            for upper, lower in pairwise(slot.cells) if slot else ():
                before[lower.cell_id] = upper.cell_id
    return tuple(
        replace(cell, continues=before[cell.cell_id]) if cell.cell_id in before else cell
        for body in bodies
        for cell in sorted((*body.dropped, *body.cells), key=lambda c: (c.row, c.column, c.cell_id))
    )
