"""Two tables that touch: a word processor sets one right under the other, and their rulings make one lattice.

They are told by the header that is printed again on other columns: no cell reaches over its upper ruling, and most
of the columns' edges stand on one side of it only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

from extract.table.lattice import Grid

# Of the edges of either table no more than this share are edges of the other, too: both ends, and a column by chance.
SHARED = 0.6
# A table of fewer columns is a row of merged cells.
FEWEST_EDGES = 4

Edges = frozenset[int]


def parted(grid: Grid, headed: Callable[[Grid], bool]) -> list[Grid]:
    """The tables of a grid, from top to bottom; where it parts a table is ``headed`` again."""
    rows = [frozenset(edges) for edges in _rows(grid)]
    above: list[Edges] = list(accumulate(rows, Edges.union))
    below: list[Edges] = list(accumulate(reversed(rows), Edges.union))[::-1]
    for row in range(2, len(rows) - 1):
        if not _apart(above[row - 1], rows[row]) or not _apart(above[row - 1], below[row]) or _crossed(grid, row):
            continue
        upper, lower = _part(grid, 0, row), _part(grid, row, len(rows))
        if headed(upper) and headed(lower):
            return [upper, *parted(lower, headed)]
    return [grid]


def _rows(grid: Grid) -> list[list[int]]:
    """For each row the edges of the cells that stand in it, by number."""
    rows: list[list[int]] = [[] for _ in grid.ys[1:]]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row] += (cell.column, cell.column + cell.column_span)
    return rows


def _apart(one: Edges, other: Edges) -> bool:
    """Whether two sets of edges are those of two tables."""
    fewer = min(len(one), len(other))
    return fewer >= FEWEST_EDGES and len(one & other) <= SHARED * fewer


def _crossed(grid: Grid, row: int) -> bool:
    return any(cell.row < row < cell.row + cell.row_span for cell in grid.cells)


def _part(grid: Grid, first: int, end: int) -> Grid:
    """The rows from one to another as a table with the edges of its own cells."""
    places = [i for i, cell in enumerate(grid.cells) if first <= cell.row < end]
    cells = [grid.cells[i] for i in places]
    edges = sorted({edge for c in cells for edge in (c.column, c.column + c.column_span)})
    at = {edge: i for i, edge in enumerate(edges)}
    held = {cell.cell_id for cell in cells}
    return replace(
        grid,
        xs=tuple(grid.xs[edge] for edge in edges),
        ys=grid.ys[first : end + 1],
        cells=tuple(
            replace(c, row=c.row - first, column=at[c.column], column_span=at[c.column + c.column_span] - at[c.column])
            for c in cells
        ),
        words=tuple(grid.words[i] for i in places),
        outside=tuple(w for w in grid.outside if grid.ys[first] <= w.bbox.middle[1] < grid.ys[end]),
        doubts=tuple(d for d in grid.doubts if (d.cell_id in held if d.cell_id else first == 0)),
    )
