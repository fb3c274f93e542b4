"""A place for every value: where a row has no printed cell in a column, a blank one with an id of its own.

So that a value that the source lost can be pointed at, and filled in by a correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell, Column, PlanTable, TableRow, Value
from normalize.fields import roles


def column_names(table: PlanTable) -> tuple[str, ...]:
    """A name for each column: the part it plays in this plan, with its place where several play the same."""
    played = {i: column.value for column, i in roles(table).places.items()}
    return tuple(played.get(i) or f"{spec.column.value}{i + 1}" for i, spec in enumerate(table.columns))


def with_lost_cells(table: PlanTable) -> PlanTable:
    """The table with a blank cell (``b3:l12:c1:+evidence``) wherever a row has none; rows without any stay.

    The number column needs none: a number may stand before its text.
    """
    names = column_names(table)
    known = {cell.cell_id: cell for cell in table.cells}
    rows, lost = [], list[Cell]()
    for row in table.rows:
        anchor = known.get(_anchor(row))
        if anchor is None or all(value.cell_ids for value in row.values):
            rows.append(row)
            continue
        wanted = (not v.cell_ids and names[i] != Column.NO for i, v in enumerate(row.values))
        cells = [lost_cell(anchor, names[i], i) if lost else None for i, lost in enumerate(wanted)]
        if any(cell and cell.cell_id in known for cell in cells):
            rows.append(row)
            continue
        known |= {cell.cell_id: cell for cell in cells if cell}
        lost += [cell for cell in cells if cell]
        values = (Value((c.cell_id,)) if c else v for c, v in zip(cells, row.values, strict=True))
        rows.append(replace(row, values=tuple(values)))
    return replace(table, rows=tuple(rows), cells=in_place(table.cells, lost))


def lost_cell(anchor: Cell, name: str, column: int) -> Cell:
    """A blank cell in the row of another; it has no box."""
    return Cell(
        cell_id=f"{anchor.cell_id}:+{name}",
        page=anchor.page,
        row=anchor.row,
        column=column,
        row_span=1,
        column_span=1,
        lines=(),
        engine=anchor.engine,
    )


def in_place(cells: Sequence[Cell], more: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells in reading order, each further one behind the cell whose id its own begins with."""
    behind: dict[str, list[Cell]] = {}
    for cell in more:
        behind.setdefault(cell.cell_id.rpartition(":+")[0], []).append(cell)
    return tuple(each for cell in cells for each in (cell, *behind.get(cell.cell_id, ())))


def _anchor(row: TableRow) -> str:
    """The first cell that begins in a row; a row in which none does repeats others and has lost nothing."""
    return next((v.cell_ids[0] for v in row.values if v.cell_ids and not v.spanned), "")
