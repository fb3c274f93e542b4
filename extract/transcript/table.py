"""Placed rows to the plan's table: one cell for each printed cell, or for each part of one that was run together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Cell, ColumnSpec, Doubt, PlanTable, TableRow, Value
from extract.transcript.banners import Banner
from extract.transcript.join import Row, Slot
from extract.transcript.lines import Field
from extract.transcript.placed import kept

# Room right of a line, in letters: transcripts do not break words at a line's end.
ROOM = 99.0
ENGINE = "transcript"


@dataclass(frozen=True, slots=True)
class Printed:
    """A slot's cells in reading order: ids and the pieces in each."""

    ids: tuple[str, ...]
    cells: tuple[tuple[Field, ...], ...]


def table_of(
    specs: Sequence[ColumnSpec],
    rows: Sequence[Row],
    printed: dict[int, Printed],
    dropped: Sequence[Field],
    banners: Sequence[Banner],
    doubts: Sequence[Doubt],
) -> PlanTable:
    """The table of placed rows and their ``printed_cells``; ``dropped``, headers and doubles, are cells without use.

    Each row stands under the last of the ``banners`` above it.
    """
    cells: dict[str, Cell] = {}
    for row in rows:
        for column, slot in enumerate(row.slots):
            if slot is not None and slot.placed:
                cells |= {cell.cell_id: cell for cell in _cells(printed[id(slot)], column)}
    for field in dropped:
        cells.setdefault(field.cell_id, _cell(field.cell_id, (field,), field.cell, None))
    cells |= {cell.cell_id: cell for banner in banners for cell in banner.cells()}
    table_rows = tuple(_table_rows(rows, printed, banners))
    ordered = tuple(sorted(cells.values(), key=lambda c: (c.page, c.row, c.column, c.cell_id)))
    pages = tuple(sorted({cell.page for cell in ordered}))
    return PlanTable(tuple(specs), table_rows, ordered, pages, tuple(doubts))


def printed_cells(rows: Sequence[Row]) -> dict[int, Printed]:
    """For every slot (by its identity) the cells it is made of; a cell shared by slots is one for each."""
    runs: dict[tuple[int, int, int], list[tuple[int, list[Field]]]] = {}
    slots = {id(slot): slot for row in rows for slot in row.slots if slot is not None}
    told = [(field, key) for key, slot in slots.items() for placed in slot.placed for field in kept(placed)]
    order = {id(field): place for place, (field, _) in enumerate(told)}
    pieces = sorted(told, key=lambda pair: (pair[0].block, pair[0].line, pair[0].cell, pair[0].part))
    for field, key in pieces:
        found = runs.setdefault((field.block, field.line, field.cell), [])
        if found and found[-1][0] == key:
            found[-1][1].append(field)
        else:
            found.append((key, [field]))
    made: dict[int, list[tuple[str, tuple[Field, ...]]]] = {key: [] for key in slots}
    for group in runs.values():
        for number, (key, fields) in enumerate(group):
            made[key].append((_id(fields[0], number), tuple(fields)))
    for parts in made.values():
        # What strayed into a header stands above its line and is read in its place there.
        parts.sort(key=lambda part: order[id(part[1][0])])
    return {key: Printed(*(tuple(zip(*parts, strict=True)) or ((), ()))) for key, parts in made.items()}


def _id(field: Field, number: int) -> str:
    return Field(field.block, field.line, field.cell, "", number).cell_id


def _cells(printed: Printed, column: int) -> Iterator[Cell]:
    before: str | None = None
    for cell_id, fields in zip(printed.ids, printed.cells, strict=True):
        yield _cell(cell_id, fields, column, before)
        before = cell_id


def _cell(cell_id: str, fields: tuple[Field, ...], column: int, continues: str | None) -> Cell:
    first = fields[0]
    lines = tuple(line for line in " ".join(field.text for field in fields).split("  ") if line)
    return Cell(
        cell_id=cell_id,
        page=first.block,
        row=first.line - 1,
        column=column,
        row_span=1,
        column_span=1,
        lines=lines,
        engine=ENGINE,
        room=(ROOM,) * len(lines),
        continues=continues,
    )


def _table_rows(rows: Sequence[Row], printed: dict[int, Printed], banners: Sequence[Banner]) -> Iterator[TableRow]:
    """The rows that print anything; a slot that serves several is spanned on those after its first."""
    seen: set[int] = set()
    for row in rows:
        if any(row.slots):
            banner = next((banner.ids for banner in reversed(banners) if banner.at < row.begins), ())
            yield TableRow(row.page, tuple(_value(slot, printed, id(slot) in seen) for slot in row.slots), banner)
            seen |= {id(slot) for slot in row.slots if slot is not None}


def _value(slot: Slot | None, printed: dict[int, Printed], spanned: bool) -> Value:
    return Value(printed[id(slot)].ids, spanned) if slot is not None else Value()
