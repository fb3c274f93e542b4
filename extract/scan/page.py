"""One page's picture to what the engines read on it: level it, find its rulings, read cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from time import monotonic

import cv2
import numpy as np

from extract.geometry import BBox, Page, Ruling, Word
from extract.model import Cell, Doubt
from extract.scan.colour import without_inks
from extract.scan.deskew import Upright, upright
from extract.scan.engines import SPARSE, quarter_turns, tesseract
from extract.scan.gaps import Gap
from extract.scan.ink import on_white, print_core, to_grey
from extract.scan.raster import Picture, Raster
from extract.scan.readings import CellReadings, PageReadings
from extract.scan.recognise import cell_crop, read_cell
from extract.scan.ridges import TRACE_LEAST, Piece, Ridges, evenness, hidden_ruling, threshold_of, trace
from extract.scan.rulings import IN_LINE, RasterRulings, find_rulings
from extract.scan.stains import find_stains, stained
from extract.table.lattice import Grid, grids

# A page takes 2 to 4 seconds; one that takes longer than this is given up where it stands, with a finding.
SECONDS = 120.0
# The most cells that a page of a plan holds; a drawing or a photograph "has" more.
MAX_CELLS = 1500
# Grain of the paper in grey levels (clean 300 dpi has 2.1, office 200 dpi 3.4, poor 150 dpi 3.8 to 4.4) above which
# both engines read every line: at 150 dpi with heavy noise
# Tesseract alone was sure of 5 wrong words in 150 cells.
GRAINY = 3.6
# A stretch in line with its neighbours' ruling is one when it is as even as this; a little less is a doubt. Text that
# happens to stand in line has 0.28 and less.
PLAIN, SUSPECT = 0.35, 0.2
# A ruling that shows on more of a table's height than this, so far from others (points), divides it: those of four
# pages show on all of it, text on 0.52 and less.
WHOLE, APART = 0.8, 6.0


def read_page(raster: Raster, number: int) -> PageReadings:
    """Everything that is read on one page; boxes in points of the upright page."""
    deadline = monotonic() + SECONDS
    level = upright(raster, quarter_turns)
    width, height = level.size
    found = find_rulings(level.picture)
    rulings = found.in_points(level.scale)
    tables = grids(Page(number, width, height, (), rulings, kind="scanned"))
    for missing in whole_uprights, restored:
        if lost := [ruling for table in tables for ruling in missing(table, found, level.scale)]:
            rulings = (*rulings, *lost)
            tables = grids(Page(number, width, height, (), rulings, kind="scanned"))
    doubts = suspects(tables, found, level, number)
    if sum(len(table.cells) for table in tables) > MAX_CELLS:
        tables, rulings = (), ()
        doubts = [_page_doubt("grid_suspect", "the lines on this page are no table that can be read", level, number)]
    cells, finished = _read_cells(tables, rulings, level, deadline)
    if not finished:
        message = (
            f"reading this page took longer than {SECONDS:.0f} seconds and was given up; its last cells are unread"
        )
        doubts.append(_page_doubt("page_unfinished", message, level, number))
    outside = read_outside(level.picture, [table.bbox for table in tables], level.scale)
    return PageReadings(width, height, level.to_shown, rulings, cells, outside, tuple(doubts))


def _read_cells(
    tables: Sequence[Grid], rulings: tuple[Ruling, ...], level: Upright, deadline: float
) -> tuple[tuple[CellReadings, ...], bool]:
    twice = grain(level.picture) > GRAINY
    core = _core(tables, level)
    stains = find_stains(level.picture, rulings, level.scale)
    picture = without_inks(level.picture, stains.inks)
    left = find_stains(picture, rulings, level.scale) if stains.inks.any() else stains
    out: list[CellReadings] = []
    for cell in (cell for table in tables for cell in table.cells):
        if cell.bbox is None:
            continue
        if monotonic() > deadline:
            return tuple(out), False
        touched, spoilt = (stained(mask.all, cell.bbox, level.scale) for mask in (stains, left))
        out.append(read_cell(picture, cell.bbox, level.scale, core, twice=twice or touched, stained=spoilt))
    return tuple(out), True


def _core(tables: Sequence[Grid], level: Upright) -> float:
    boxes = [cell.bbox for table in tables for cell in table.cells if cell.bbox]
    crops = (cell_crop(level.picture, box, level.scale)[0] for box in boxes)
    return print_core(to_grey(crop) for crop in crops if min(crop.shape[:2]) >= 24)


def grain(picture: Picture) -> float:
    """Noise of the paper in grey levels: what softening takes away where there is no print."""
    grey = to_grey(picture[::3])
    soft = cv2.GaussianBlur(grey, (0, 0), 2.0)
    paper = on_white(np.asarray(soft, np.uint8)) > 235
    return float(cv2.absdiff(grey, soft)[paper].mean()) if paper.any() else 0.0


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
        if hidden_ruling(ridge, x * 2, upper * scale, lower * scale) > PLAIN
    ]


def restored(table: Grid, found: RasterRulings, scale: float) -> list[Ruling]:
    """Rulings through a cell, in line with its neighbours', that a pen stroke or a gap had hidden."""
    return [Ruling(box) for cell in table.cells for box, seen in _inner(cell, table, found, scale) if seen > PLAIN]


def suspects(tables: Sequence[Grid], found: RasterRulings, level: Upright, number: int) -> list[Doubt]:
    """Cells through which a ruling may run that was too faint: both engines would read the same wrong crop."""
    return [
        Doubt("grid_suspect", "a faint ruling may divide this cell", cell_id=cell.cell_id, page=number, bbox=cell.bbox)
        for table in tables
        for cell in table.cells
        if any(seen > SUSPECT for _, seen in _inner(cell, table, found, level.scale))
    ]


def _inner(cell: Cell, table: Grid, found: RasterRulings, scale: float) -> Iterator[tuple[BBox, float]]:
    """The edges of the table that run through a cell, and how much each looks like a ruling there (0-1)."""
    if cell.bbox is None:
        return
    box = cell.bbox
    for y in table.ys[cell.row + 1 : cell.row + cell.row_span]:
        yield BBox(box.x0, y, box.x1, y), _seen(found.level_map, found.level_gaps, Piece(y, box.x0, box.x1), scale)
    for x in table.xs[cell.column + 1 : cell.column + cell.column_span]:
        yield (
            BBox(x, box.top, x, box.bottom),
            _seen(found.upright_map, found.upright_gaps, Piece(x, box.top, box.bottom), scale),
        )


def _seen(ridge: Ridges, gaps: Sequence[Gap], edge: Piece, scale: float) -> float:
    """How much an edge (points) looks like a ruling; where one is interrupted no more than a doubt is left."""
    half = scale / 2
    at, middle = edge.at * half, (edge.start + edge.end) / 2 * half
    known = [g for g in gaps if abs(g.stretch.at - at) <= IN_LINE and g.stretch.start < middle < g.stretch.end]
    if any(gap.sure for gap in known):
        return 0.0
    seen = hidden_ruling(ridge, edge.at * scale, edge.start * scale, edge.end * scale)
    return min(seen, PLAIN) if known else seen


def _page_doubt(code: str, message: str, level: Upright, number: int) -> Doubt:
    width, height = level.size
    return Doubt(code=code, message=message, page=number, bbox=BBox(0, 0, width, height))


def read_outside(picture: Picture, tables: Sequence[BBox], scale: float) -> tuple[Word, ...]:
    """What stands above, between and below the tables (boxes in points), read by Tesseract on whole bands."""
    edges = [0.0, *(edge for box in tables for edge in (box.top - 2, box.bottom + 2)), picture.shape[0] / scale]
    words: list[Word] = []
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if bottom - top > 12:
            words += _band(picture, round(max(top, 0) * scale), round(bottom * scale), scale)
    return tuple(words)


def _band(picture: Picture, top: int, bottom: int, scale: float) -> list[Word]:
    grey = np.asarray(cv2.GaussianBlur(on_white(to_grey(picture[top:bottom])), (0, 0), 1.2), np.uint8)
    if float(grey.min()) > 160:
        return []
    return [
        Word(
            t.text,
            BBox(t.x0 / scale, (t.top + top) / scale, t.x1 / scale, (t.bottom + top) / scale),
            round(t.confidence, 3),
            "tesseract",
        )
        for t in tesseract(grey, SPARSE)
        if t.confidence > 0.3
    ]
