"""One page's picture to what the engines read on it: level it, find its rulings, read cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from time import monotonic

import cv2
import numpy as np

from extract.geometry import BBox, Ruling
from extract.model import Cell, Doubt
from extract.scan.colour import coloured, without_inks
from extract.scan.deskew import Upright, upright
from extract.scan.flatten import flattened
from extract.scan.ink import on_white, to_grey
from extract.scan.items import items_in_rows
from extract.scan.outside import read_outside
from extract.scan.prints import print_of
from extract.scan.raster import MAX_WORK_PIXELS, Picture, Raster
from extract.scan.readings import CellReadings, PageReadings
from extract.scan.recognise import cell_crop, read_cell
from extract.scan.ruled import ruled
from extract.scan.shading import shadings
from extract.scan.stains import Stains, find_stains, stained
from extract.scan.turned import quarters_of
from extract.table.lattice import Grid

# A page takes 2 to 4 seconds; one that takes longer than this is given up where it stands, with a finding.
SECONDS = 120.0
# The most cells that a page of a plan holds; a drawing or a photograph "has" more.
MAX_CELLS = 1500
# Pages without a table show two long pieces of rulings in each direction at most; a fax of a table, all broken, 26.
BROKEN = 6
# Tesseract is surer than this of half the lines of a page that can be read, at 150 dpi with heavy noise, too (0.91); of
# a page in 5.5 pt at 200 dpi 0.76, in 5 pt 0.61. Of fewer lines nothing is said.
LEGIBLE, FEW_LINES = 0.85, 12
# Pages in small print are enlarged until small letters are so high (pixels), where it takes so much, and at most so
# much: of five layouts in 5 to 6.5 pt at 200 dpi 264 of 910 values were wrong as they were, 169 enlarged 1.6 times; the
# 2026 decree, in 7.5 pt and read well, is not enlarged (14 and more).
LEGIBLE_LETTER, LEAST_ENLARGED, MOST_ENLARGED = 20.0, 1.45, 1.8
# Grain of the paper in grey levels above which both engines read every line, in scans without colour and with it, whose
# JPEG keeps less grain: at 150 dpi with heavy noise (4.9 to 5.8; 3.9 to 4.3) Tesseract alone was sure of 5 wrong words
# in 150 cells; of 861 lines at 200 dpi (4.0 to 4.6; 3.0 to 3.6) the second reading mended none, for 1.0 s a page.
GRAINY, GRAINY_COLOURED = 4.7, 3.75


def read_page(raster: Raster, number: int) -> PageReadings:
    """Everything that is read on one page; boxes in points of the upright page."""
    deadline = monotonic() + SECONDS
    level = upright(raster, quarters_of)
    level = replace(level, picture=flattened(level.picture))
    width, height = level.size
    seen = ruled(level.picture, level.scale, number)
    rulings, tables, doubts = seen.rulings, seen.tables, list(seen.doubts)
    if sum(len(table.cells) for table in tables) > MAX_CELLS:
        tables, rulings = (), ()
        doubts = [_page_doubt("grid_suspect", "the lines on this page are no table that can be read", level, number)]
    if not tables and seen.found.long >= BROKEN:
        message = "lines of a table show on this page, too broken to be read: rows are missing; scan the page again"
        doubts.append(_page_doubt("grid_suspect", message, level, number))
    shaded = shadings(level.picture, tables, level.scale)
    stains = find_stains(level.picture, rulings, level.scale)
    level = replace(level, picture=without_inks(level.picture, stains.inks))
    cells, finished = _read_cells(tables, rulings, level, stains, deadline)
    if not finished:
        message = (
            f"reading this page took longer than {SECONDS:.0f} seconds and was given up; its last cells are unread"
        )
        doubts.append(_page_doubt("page_unfinished", message, level, number))
    doubts += items_in_rows(tables, cells)
    if _illegible(cells):
        message = "the print on this page is too small or too faint to be read surely; check every cell"
        doubts.append(_page_doubt("page_poor", message, level, number))
    outside, whole = read_outside(level.picture, [table.bbox for table in tables], level.scale)
    if not whole:
        doubts.append(_page_doubt("page_unfinished", "text around the tables could not be read in time", level, number))
    return PageReadings(width, height, level.to_shown, rulings, cells, outside, tuple(doubts), shaded)


def _read_cells(
    tables: Sequence[Grid], rulings: tuple[Ruling, ...], level: Upright, stains: Stains, deadline: float
) -> tuple[tuple[CellReadings, ...], bool]:
    twice = _grainy(level.picture)
    kind = print_of(cell_crop(level.picture, cell.bbox, level.scale)[0] for cell in _boxed(tables) if cell.bbox)
    left = find_stains(level.picture, rulings, level.scale) if stains.inks.any() else stains
    large = _enlarged(level, kind.letter)
    out: list[CellReadings] = []
    for cell in _boxed(tables):
        if cell.bbox is None:
            continue
        if monotonic() > deadline:
            return tuple(out), False
        touched, spoilt = (stained(mask.all, cell.bbox, level.scale) for mask in (stains, left))
        read = read_cell(large.picture, cell.bbox, large.scale, kind.core, twice=twice or touched, stained=spoilt)
        out.append(replace(read, clipped=read.clipped and not touched))  # strokes run over borders
    return tuple(out), True


def _boxed(tables: Sequence[Grid]) -> list[Cell]:
    return [cell for table in tables for cell in table.cells if cell.bbox]


def _enlarged(level: Upright, letter: float) -> Upright:
    """The page with letters large enough for the engines; ``letter`` is how high most are, in pixels."""
    factor = min(MOST_ENLARGED, LEGIBLE_LETTER / max(letter, 1.0))
    if not letter or factor < LEAST_ENLARGED or level.picture.shape[0] * level.picture.shape[1] > MAX_WORK_PIXELS:
        return level
    picture = cv2.resize(level.picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return replace(level, picture=np.asarray(picture, np.uint8), scale=level.scale * factor)


def _grainy(picture: Picture) -> bool:
    """Whether the paper's grain is such that Tesseract alone is not to be believed."""
    return grain(picture) > (GRAINY_COLOURED if coloured(picture) else GRAINY)


def grain(picture: Picture) -> float:
    """Noise of the paper in grey levels: what softening takes away where there is no print."""
    grey = to_grey(picture[::3])
    soft = cv2.GaussianBlur(grey, (0, 0), 2.0)
    paper = on_white(np.asarray(soft, np.uint8)) > 235
    return float(cv2.absdiff(grey, soft)[paper].mean()) if paper.any() else 0.0


def _illegible(cells: Sequence[CellReadings]) -> bool:
    """Whether Tesseract is unsure of most lines of a page, apart from those under stamps."""
    sure = [line.readings[0].confidence for cell in cells if not cell.stained for line in cell.lines]
    return len(sure) >= FEW_LINES and median(sure) < LEGIBLE


def _page_doubt(code: str, message: str, level: Upright, number: int) -> Doubt:
    width, height = level.size
    return Doubt(code=code, message=message, page=number, bbox=BBox(0, 0, width, height))
