"""A header printed again in a lower row than its text needs: the lines that hang out of it are not the body's.

LibreOffice prints repeated headers so where a merged header cell made the first one higher: the last lines are clipped
away on the page and still stand in the file, over the cell below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.model import Cell, Doubt, cell_doubt
from extract.table.header import Header
from extract.table.lattice import Grid


def without_overhang(grid: Grid, own: Header, header: Header) -> tuple[Grid, list[Doubt]]:
    """The grid without lines of its own header in the cells under it, as the plan's first header has these lines."""
    rests = dict(_rests(own, header))
    cells: list[Cell] = []
    doubts: list[Doubt] = []
    for cell in grid.cells:
        rest = rests.get(cell.column, ()) if cell.row == own.rows else ()
        if rest and cell.lines[: len(rest)] == rest:
            doubts.append(_hangs(cell, " ".join(rest)))
            cells.append(replace(cell, lines=cell.lines[len(rest) :], room=cell.room[len(rest) :]))
        else:
            cells.append(cell)
    return (replace(grid, cells=tuple(cells)), doubts) if doubts else (grid, [])


def _rests(own: Header, header: Header) -> Iterator[tuple[int, tuple[str, ...]]]:
    """For each column whose header lost its last lines here: these lines."""
    whole = {(c.row, c.column, c.column_span): c.lines for c in header.cells}
    for cell in own.cells:
        lines = whole.get((cell.row, cell.column, cell.column_span), ())
        if cell.lines and len(cell.lines) < len(lines) and lines[: len(cell.lines)] == cell.lines:
            yield cell.column, lines[len(cell.lines) :]


def _hangs(cell: Cell, text: str) -> Doubt:
    return cell_doubt(
        "header_overhangs",
        f"“{text}” is the end of the header above, which is too low for its text; it was left out here",
        cell,
        before=cell.raw,
        repaired=True,
    )
