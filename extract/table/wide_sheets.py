"""Sheets wider than a page: the columns that spreadsheets print on pages of their own, put beside the plan's.

The rows of such pages stand at the heights of the plan's rows. A merged cell may leave out edges on either side, so
that only the edges of the coarser one must be among the finer one's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extract.model import Cell, Column
from extract.table.body import body_of
from extract.table.candidate import Candidate, outline
from extract.table.columns import CUT_OFF, HeaderCell, map_columns
from extract.table.fits import same_edges
from extract.table.header import find_header, header_cells
from extract.table.lattice import Grid

# Edges of one row on two pages of a sheet agree within so many points: both are cut from one print.
ALIGNED = 1.5
# Tables of fewer rows may lie alike by chance.
FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Widened:
    """The plan with the columns of further pages, and the grids that these were taken from."""

    plan: Candidate
    taken: tuple[Grid, ...]


def widened(plan: Candidate, whole: Collection[Grid]) -> Widened | None:
    """The plan with the columns that other pages print of its rows; None where none do.

    ``whole`` are the ruled tables of all pages, with their cells.
    """
    own = {(part.page, part.bbox) for part in plan.parts}
    pages = {part.page for part in plan.parts}
    first = next(grid for grid in whole if (grid.page, grid.bbox) in own)
    bands = _bands([grid for grid in whole if grid.page not in pages], first)
    # all of the plan's cells stand in memory only where there is something to put beside them
    parts = [grid for grid in whole if (grid.page, grid.bbox) in own] if bands else []
    taken: list[Grid] = []
    for band in bands:
        rows = sum(min(len(part.ys), len(grid.ys)) - 1 for part, grid in zip(parts, band, strict=False))
        if len(band) == len(parts) and rows >= FEWEST_ROWS and all(map(_level, parts, band)):
            skipped = _repeated(parts[0], band[0])
            parts = [_beside(part, grid, skipped) for part, grid in zip(parts, band, strict=True)]
            taken += band
    return _joined(plan, parts, taken) if taken else None


def _joined(plan: Candidate, parts: Sequence[Grid], taken: Sequence[Grid]) -> Widened | None:
    header = find_header(parts[0])
    if header is None:
        return None
    wide = Candidate(header, above=plan.above, below=plan.below)
    for part in parts:
        wide.bodies.append(body_of(part, find_header(part), header))
        wide.parts.append(outline(part))
    return Widened(wide, tuple(taken))


def _bands(grids: Sequence[Grid], first: Grid) -> list[list[Grid]]:
    """Tables that may print further columns: each opened by one with headings that the plan lacks, in page order."""
    bands: list[list[Grid]] = []
    known = _named(first)
    for grid in grids:
        named = _named(grid)
        band = next(
            (b for b in bands if same_edges(b[0].xs, grid.xs, ALIGNED) and named in (set(), _named(b[0]))), None
        )
        if band:
            band.append(grid)
        elif named - known - {Column.EXTRA}:
            bands.append([grid])
    return bands


def _named(grid: Grid) -> set[Column]:
    """What the first row of a table names, where that are known headings for the most part."""
    specs = map_columns([HeaderCell((cell.text,)) for cell in grid.cells if cell.row == 0 and not cell.blank])
    named = [s.column for s in specs if s.score >= CUT_OFF]
    return set(named) if len(named) * 2 > len(specs) else set()


def _level(part: Grid, grid: Grid) -> bool:
    """Whether the rows of two tables stand at the same heights."""
    coarse, fine = sorted((part.ys, grid.ys), key=len)
    ends = _near(coarse[0], fine[0]) and _near(coarse[-1], fine[-1])
    return ends and all(any(_near(y, edge) for edge in fine) for y in coarse)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= ALIGNED


def _repeated(part: Grid, grid: Grid) -> int:
    """How many columns at a page's left are those of the plan, printed again on each page."""
    mine, others = (
        [header.printed for header in header_cells([c for c in g.cells if c.row == 0], len(g.xs) - 1)]
        for g in (part, grid)
    )
    return next((i for i, (own, again) in enumerate(zip(mine, others, strict=False)) if own != again), len(others) - 1)


def _beside(left: Grid, right: Grid, skipped: int) -> Grid:
    """Two tables as one: the rows of the finer one, the columns of the right one less ``skipped`` behind the left's."""
    ys = left.ys if len(left.ys) >= len(right.ys) else right.ys
    behind = len(left.xs) - 1 - skipped
    shift = left.xs[-1] - right.xs[skipped]
    others = [
        _moved(_less(cell, skipped), ys, behind) for cell in right.cells if cell.column + cell.column_span > skipped
    ]
    cells = _whole([_moved(cell, ys, 0) for cell in left.cells], others, len(left.xs) - 1)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return replace(
        left,
        xs=(*left.xs, *(x + shift for x in right.xs[skipped + 1 :])),
        ys=ys,
        cells=tuple(cells),
        words=((),) * len(cells),
        outside=(*left.outside, *right.outside),
        doubts=(*left.doubts, *right.doubts),
    )


def _less(cell: Cell, skipped: int) -> Cell:
    """A cell without the columns that a page prints again, where a merged one begins in these, text and all."""
    again = skipped - cell.column
    return (
        cell if again <= 0 else replace(cell, column=skipped, column_span=cell.column_span - again, lines=(), room=())
    )


def _whole(cells: Sequence[Cell], others: Sequence[Cell], edge: int) -> list[Cell]:
    """The cells of both sides, those merged over the ``edge`` whole again: a banner's rest is blank on other pages."""
    rests = {(c.row, c.row_span): c for c in others if c.column == edge and c.column_span > 1 and c.blank}
    spread = {c: rests.get((c.row, c.row_span)) for c in cells if c.column + c.column_span == edge}
    whole = {c: rest for c, rest in spread.items() if rest and c.column_span > 1 and not c.blank}
    longer = [replace(c, column_span=c.column_span + whole[c].column_span) if c in whole else c for c in cells]
    return [*longer, *(c for c in others if c not in whole.values())]


def _moved(cell: Cell, ys: Sequence[float], columns: int) -> Cell:
    """A cell in the rows with the edges ``ys``, so many columns further to the right."""
    assert cell.bbox is not None
    row, end = (bisect_left(ys, y - ALIGNED) for y in (cell.bbox.top, cell.bbox.bottom))
    return replace(cell, row=row, row_span=end - row, column=cell.column + columns)
