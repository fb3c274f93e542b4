"""From rulings to cells: one lattice for typeset and scanned pages.

A table's rulings cut it into small boxes; boxes with no wall between them are one cell. A merged cell is so known
by its geometry, and a wall that is missing or stray shows as a region that is no rectangle.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.geometry import BBox, Page, Word
from extract.model import Cell, Doubt
from extract.table.cut_text import at_home, cut_off
from extract.table.hanging import hanging_out, with_hanging
from extract.table.lines import depth_below, letter_width, line_groups, room_for_more
from extract.table.overflow import (
    does_not_fit,
    lies_over_text,
    off_page,
    over_rulings,
    overprinted,
    with_above,
)
from extract.table.rivers import river_rulings
from extract.table.rulings import Mesh, meshes
from extract.table.walls import Region, closed, edges, regions_of

# Less than this share of the page's width is a stamp or an underline, no table, unless it is its page's only one.
MIN_WIDTH_SHARE = 0.25
# More lines than this in one direction are a drawing or a pattern, not a table that people read.
MAX_EDGES = 600
# What tells that a table's columns were found by the white between them.
BY_WHITE = "columns_by_white"
# A cell is shaded when fills cover this share of it.
SHADED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table of one page: its edges in points, its cells in reading order, words that no cell holds."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    words: Sequence[tuple[Word, ...]]
    outside: tuple[Word, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def bbox(self) -> BBox:
        """Box around the table."""
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def begun(self) -> list[list[Cell]]:
        """For each row the cells that begin in it."""
        rows: list[list[Cell]] = [[] for _ in self.ys[1:]]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def grids(page: Page, known: Sequence[float] = ()) -> tuple[Grid, ...]:
    """The ruled tables of one page, from top to bottom, their words placed in cells.

    ``known`` are the edges of the columns where they are known from another page and this one rules only rows.
    """
    rivers = river_rulings(page, known)
    boxed = [mesh for mesh in map(closed, meshes((*page.rulings, *rivers))) if _is_boxed(mesh)]
    wide = [mesh for mesh in boxed if mesh.bbox.x1 - mesh.bbox.x0 >= MIN_WIDTH_SHARE * page.width]
    found = tuple(grid_of(page, mesh) for mesh in (wide or _narrow(boxed, page)))
    return tuple(replace(grid, doubts=(*grid.doubts, _rivers_taken(page))) for grid in found) if rivers else found


def _is_boxed(mesh: Mesh) -> bool:
    boxed = len(edges(mesh.verticals)) > 1 and len(edges(mesh.horizontals)) > 1
    return boxed and max(len(mesh.verticals), len(mesh.horizontals)) <= MAX_EDGES


def _narrow(boxed: list[Mesh], page: Page) -> list[Mesh]:
    """The one table of a page that has no wide one: the last page of a wide sheet may hold a single column."""
    return boxed if page.kind == "typeset" and len(boxed) == 1 else []


def _rivers_taken(page: Page) -> Doubt:
    return Doubt(
        code="columns_by_white",
        message=f"page {page.number} rules no columns; they were told by the white between them",
        severity="info",
        status="repaired",
        page=page.number,
    )


def grid_of(page: Page, mesh: Mesh) -> Grid:
    """The cells of one table, and the page's words in them."""
    xs, ys = edges(mesh.verticals), edges(mesh.horizontals)
    regions, doubts = regions_of(mesh, xs, ys, page.number)
    placed, outside = _placed(page.words, xs, ys, regions)
    placed, hung = with_hanging(page.words, xs, ys, regions, placed)
    placed, spilled = over_rulings(xs, regions, placed)
    spilled |= hung | hanging_out(page.words, xs, ys, regions) | off_page(page.width, xs, regions, placed)
    placed, hidden = at_home(page.cut, xs, ys, regions, placed)
    margins = right_margins(xs, regions, placed)
    lines = [line_groups(words) for words in placed]
    cells = [_cell(page, xs, ys, region, held, margins) for region, held in zip(regions, lines, strict=True)]
    doubts += [cut_off(cells[i], text) for i, text in hidden.items()]
    doubts += [does_not_fit(cells[i]) for i in sorted(spilled - hidden.keys())]
    over = [i for i, held in enumerate(lines) if i not in hidden and overprinted(held)]
    doubts += [lies_over_text(cells[i]) for i in with_above(over, regions)]
    return Grid(page.number, xs, ys, tuple(cells), tuple(placed), tuple(outside), tuple(doubts))


def _placed(
    words: Sequence[Word], xs: Sequence[float], ys: Sequence[float], regions: Sequence[Region]
) -> tuple[list[tuple[Word, ...]], list[Word]]:
    """Each region's words by their middle, and the words inside the table's box that no region holds."""
    owner = {
        (r, c): i
        for i, (row, col, h, w) in enumerate(regions)
        for r in range(row, row + h)
        for c in range(col, col + w)
    }
    placed: list[list[Word]] = [[] for _ in regions]
    outside = []
    for word in words:
        x, y = word.bbox.middle
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            continue
        box = (min(bisect_right(ys, y) - 1, len(ys) - 2), min(bisect_right(xs, x) - 1, len(xs) - 2))
        if box in owner:
            placed[owner[box]].append(word)
        else:
            outside.append(word)
    return [tuple(group) for group in placed], outside


def cell_id(page: int, box: BBox) -> str:
    """Key of a printed cell: its page and its box."""
    return f"p{page}:{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f}"


def right_margins(xs: Sequence[float], regions: Sequence[Region], placed: Sequence[Sequence[Word]]) -> dict[int, float]:
    """Free space that cells keep at their right edge, by the edge's index: the least seen at either side, points."""
    margins: dict[int, float] = {}
    for (_, column, _, width), words in zip(regions, placed, strict=True):
        if words:
            left = min(w.bbox.x0 for w in words) - xs[column]
            right = xs[column + width] - max(w.bbox.x1 for w in words)
            margins[column + width] = max(0.0, min(left, right, margins.get(column + width, left)))
    return margins


def _cell(
    page: Page,
    xs: Sequence[float],
    ys: Sequence[float],
    region: Region,
    lines: Sequence[Sequence[Word]],
    margins: dict[int, float],
) -> Cell:
    row, column, height, width = region
    box = BBox(xs[column], ys[row], xs[column + width], ys[row + height])
    confidences = [w.confidence for line in lines for w in line if w.confidence is not None]
    left, right = box.x0 + margins.get(column + width, 0.0), box.x1 - margins.get(column + width, 0.0)
    letters = [letter_width(line) for line in lines]
    return Cell(
        cell_id=cell_id(page.number, box),
        page=page.number,
        row=row,
        column=column,
        row_span=height,
        column_span=width,
        lines=tuple(" ".join(word.text for word in line) for line in lines),
        bbox=box,
        confidence=min(confidences) if confidences else None,
        engine=lines[0][0].engine if lines else "pdf",
        shaded=_shaded(box, page.shadings),
        room=tuple(round(room_for_more(line, left, right, w), 2) for line, w in zip(lines, letters, strict=True)),
        depth=round(depth_below(lines, box.bottom), 2),
        first=round(lines[0][0].bbox.x1 - lines[0][0].bbox.x0, 2) if lines else 0.0,
        letter=round(letters[-1], 3) if lines else 0.0,
    )


def _shaded(box: BBox, shadings: Sequence[BBox]) -> bool:
    """Whether one fill covers most of a cell."""
    area = (box.x1 - box.x0) * (box.bottom - box.top)
    covered = (
        max(0.0, min(box.x1, s.x1) - max(box.x0, s.x0)) * max(0.0, min(box.bottom, s.bottom) - max(box.top, s.top))
        for s in shadings
    )
    return any(share >= SHADED_SHARE * area for share in covered) if area else False
