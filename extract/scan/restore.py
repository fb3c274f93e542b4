"""Rulings that a cell's neighbours have and it lacks: restored where they show, in doubt where they may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.geometry import BBox, Ruling
from extract.model import Cell, Doubt, cell_doubt
from extract.scan.gaps import BANNER, FEW_LETTERS, LETTERS, Gap, crossed
from extract.scan.ridges import TRACE_LEAST, Piece, Ridges, evenness, hidden_ruling, threshold_of, trace
from extract.scan.rulings import IN_LINE, RasterRulings
from extract.scan.stretches import open_end
from extract.table.lattice import Grid

# A stretch in line with its neighbours' ruling is one when it is as even as this; a little less is a doubt. Text that
# happens to stand in line has 0.28 and less.
PLAIN, SUSPECT = 0.35, 0.2
# A ruling that shows on more of a table's height than this, so far from others (points), divides it: those of four
# pages show on all of it, text on 0.52 and less.
WHOLE, APART = 0.8, 6.0
# A light line crosses a cell so far from its edges (points), over so much of it.
INSIDE, ACROSS = 6.0, 0.7


def whole_uprights(table: Grid, found: RasterRulings, scale: float) -> list[Ruling]:
    """Upright rulings that show down most of a table and are no edge of it: its columns would read as one."""
    half, ridge = scale / 2, found.upright_map
    top, bottom = table.ys[0] * half, table.ys[-1] * half
    least = threshold_of(ridge, TRACE_LEAST) / 2
    seen = {
        x: evenness(Piece(x, top, bottom), ridge)
        for x in range(round(table.xs[0] * half), round(table.xs[-1] * half), 2)
        if min(abs(x / half - edge) for edge in table.xs) > APART and trace(ridge, x, top, bottom, least) > WHOLE
    }
    best = [x for x in seen if seen[x] == max(seen[near] for near in seen if abs(near - x) < APART * half)]
    ties = [[x for x in best if abs(x - first) < APART * half] for first in best]
    middles = dict.fromkeys(tied[len(tied) // 2] for tied in ties)
    return [
        Ruling(BBox(x / half, upper, x / half, lower))
        for x in middles
        for upper, lower in pairwise(table.ys)
        if hidden_ruling(ridge, Piece(x, upper * half, lower * half)) > PLAIN
    ]


def restored(table: Grid, found: RasterRulings, scale: float) -> list[Ruling]:
    """Rulings through a cell, in line with its neighbours', that a pen stroke or a gap had hidden."""
    return [Ruling(box) for cell in table.cells for box, seen in _inner(cell, table, found, scale) if seen > PLAIN]


def suspects(tables: Sequence[Grid], found: RasterRulings, scale: float) -> list[Doubt]:
    """Cells through which a ruling may run that was too faint: both engines would read the same wrong crop."""
    return [
        cell_doubt("grid_suspect", "a faint ruling may divide this cell", cell)
        for table in tables
        for cell in table.cells
        if any(seen > SUSPECT for _, seen in _inner(cell, table, found, scale))
    ]


def crossed_by_back(tables: Sequence[Grid], found: RasterRulings, scale: float) -> list[Doubt]:
    """Cells that a line crosses which was taken for one of the sheet's back: it may be a faint ruling of its own."""
    message = "a line far lighter than the others crosses this cell; it was taken for one that shines through"
    return [
        cell_doubt("grid_suspect", message, cell)
        for table in tables
        for cell in table.cells
        if cell.bbox and _crossed(cell.bbox, found, scale / 2)
    ]


def _crossed(box: BBox, found: RasterRulings, half: float) -> bool:
    """Whether a line of the back runs over most of a cell, clear of its edges."""
    across, down = (box.x0, box.x1), (box.top, box.bottom)
    return any(
        first + INSIDE < piece.at / half < last - INSIDE
        and min(piece.end / half, end) - max(piece.start / half, start) > ACROSS * (end - start)
        for pieces, (first, last), (start, end) in (
            (found.level_back, down, across),
            (found.upright_back, across, down),
        )
        for piece in pieces
    )


def _inner(cell: Cell, table: Grid, found: RasterRulings, scale: float) -> Iterator[tuple[BBox, float]]:
    """The edges of the table that run through a cell, and how much each looks like a ruling there (0-1)."""
    if cell.bbox is None:
        return
    box = cell.bbox
    for y in table.ys[cell.row + 1 : cell.row + cell.row_span]:
        yield BBox(box.x0, y, box.x1, y), _seen(found.level_map, found.level_gaps, Piece(y, box.x0, box.x1), scale)
    uprights = [Piece(x, box.top, box.bottom) for x in table.xs[cell.column + 1 : cell.column + cell.column_span]]
    seen = [_seen(found.upright_map, found.upright_gaps, edge, scale) for edge in uprights]
    banner = sum(one < SUSPECT for one in seen) >= BANNER * len(seen)
    for edge, one in zip(uprights, seen, strict=True):
        half, ridge = _half(edge, scale), found.upright_map
        stems = banner and (crossed(half, ridge, FEW_LETTERS) or open_end(half, ridge))
        yield BBox(edge.at, box.top, edge.at, box.bottom), min(one, PLAIN) if stems else one


def _seen(ridge: Ridges, gaps: Sequence[Gap], edge: Piece, scale: float) -> float:
    """How much an edge (points) looks like a ruling; where letters cross one no more than a doubt is left."""
    stretch = _half(edge, scale)
    middle = (stretch.start + stretch.end) / 2
    known = [g for g in gaps if abs(g.stretch.at - stretch.at) <= IN_LINE and g.stretch.start < middle < g.stretch.end]
    if any(gap.sure for gap in known):
        return 0.0
    seen = hidden_ruling(ridge, stretch)
    return min(seen, PLAIN) if known or crossed(stretch, ridge, LETTERS) else seen


def _half(edge: Piece, scale: float) -> Piece:
    """An edge in pixels of the maps, which have half the picture's size."""
    return Piece(edge.at * scale / 2, edge.start * scale / 2, edge.end * scale / 2)
