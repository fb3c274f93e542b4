"""Cells whose items begin where their neighbours' rows do: the ruling between them may have been lost.

Of "1) …" over "2) …", each in a row of its own, a double ruling in small print was not seen, and a row was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model import Cell, Doubt, cell_doubt
from extract.scan.readings import CellReadings, LineReadings
from extract.table.lattice import Grid

_ITEM = re.compile(r"^\(?(\d{1,2}|[a-z])[.)](?=\s|[A-Z])")
# A row's text begins so near below its upper edge, as a share of the line's height.
BELOW = 1.0


def items_in_rows(tables: Sequence[Grid], cells: Sequence[CellReadings]) -> Iterator[Doubt]:
    """Doubts about rows under one cell where a later one begins with the item that follows the cell's first."""
    read = {cell.bbox: cell for cell in cells}
    message = "items of one cell begin where its neighbours' rows do; a ruling between these rows may be lost"
    for table in tables:
        for cell in table.cells:
            lines = read[cell.bbox].lines if cell.bbox in read else ()
            if cell.row_span > 1 and any(_begins(lines, y) for y in _inner(table, cell)):
                yield from (cell_doubt("grid_suspect", message, other) for other in table.cells if _within(other, cell))


def _within(other: Cell, cell: Cell) -> bool:
    """Whether a cell stands in the rows of another, which may be one more than they seem."""
    return other.row >= cell.row and other.row + other.row_span <= cell.row + cell.row_span


def _inner(table: Grid, cell: Cell) -> Sequence[float]:
    return table.ys[cell.row + 1 : cell.row + cell.row_span]


def _begins(lines: Sequence[LineReadings], y: float) -> bool:
    """Whether the first line below a height is the item after the cell's first one, and stands close below it."""
    below = [line for line in lines if line.bbox.middle[1] > y]
    if not below or len(below) == len(lines):
        return False
    first, second = _place(lines[0]), _place(below[0])
    high = below[0].bbox.bottom - below[0].bbox.top
    return first is not None and second == first + 1 and below[0].bbox.top - y < BELOW * high


def _place(line: LineReadings) -> int | None:
    """The place of the item that a line begins; None where it begins none."""
    found = next((m[1] for r in line.readings if (m := _ITEM.match(r.text))), None)
    if found is None:
        return None
    return int(found) if found.isdigit() else ord(found) - ord("a") + 1
