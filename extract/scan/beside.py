"""What goes on beyond a table: text beside it or uprights past its ends, where a column or a row was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np

from extract.geometry import BBox
from extract.model import Doubt, cell_doubt
from extract.scan.raster import Picture
from extract.scan.ridges import TRACE_LEAST, Piece, Ridges, hidden_ruling, threshold_of
from extract.table.lattice import Grid

# Lengths in pixels of 150 dpi. Letters are so high and so wide; so many of them in a line, in so many lines, are text:
# page numbers, marks of a pen, punch holes and the specks of 137 pages are fewer.
HIGH, WIDE, LETTERS, LINES = (5, 28), (2, 40), 4, 3
# Lines are told in steps of this; letters that touch the table's edge belong to it.
STEP, CLEAR = 16, 5
# Uprights go on past a table where so large a share of them shows so evenly so far beyond it.
PAST, SHARE, SHOWN = (8, 34), 0.6, 0.6
FEWEST = 3
# A ruling beside a table, so far from it and from the page's edge, shows on so much of the height of one that is no
# mere row or two.
AWAY, EDGE, AS_HIGH, LOW = 12, 25, 0.6, 120
# Letters are so much darker than the paper around them.
DARK = 45


def text_beside(picture: Picture, tables: Sequence[Grid], scale: float) -> list[Doubt]:
    """Doubts on every cell of a table with text at its left or right (picture BGR, ``scale`` pixels per point)."""
    half = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    grey = np.asarray(half, np.uint8)
    message = "text stands beside this table, as if its outer column were open; see that none is missing"
    return [
        cell_doubt("grid_suspect", message, cell)
        for table in tables
        if any(_is_text(band) for band in _bands(grey, tables, table.bbox, scale / 2))
        for cell in table.cells
    ]


def uprights_beside(tables: Sequence[Grid], ridge: Ridges, scale: float) -> list[Doubt]:
    """Doubts on every cell of a page's only table with an upright as high beside it; ``ridge`` is the uprights' map."""
    if len(tables) != 1:
        return []
    (table,) = tables
    top, bottom, x0, x1 = (
        round(n * scale / 2) for n in (table.bbox.top, table.bbox.bottom, table.bbox.x0, table.bbox.x1)
    )
    shown = (ridge.levels[:, top:bottom] > threshold_of(ridge, TRACE_LEAST)).astype(np.uint8)
    share = cv2.dilate(shown, np.ones((3, 1), np.uint8)).mean(axis=1)
    beside = np.concatenate([share[EDGE : max(EDGE, x0 - AWAY)], share[x1 + AWAY : -EDGE]])
    if bottom - top < LOW or not (beside > AS_HIGH).any():
        return []
    message = "a ruling stands beside this table, as if its outer column were open; see that none is missing"
    return [cell_doubt("grid_suspect", message, cell) for cell in table.cells]


def uprights_go_on(tables: Sequence[Grid], ridge: Ridges, scale: float) -> list[Doubt]:
    """Doubts on every cell of a table whose uprights go on above or below it; ``ridge`` is the uprights' map."""
    message = "the rulings of this table go on beyond its last row; see that no row is missing"
    return [
        cell_doubt("grid_suspect", message, cell)
        for table in tables
        if any(_go_on(table, ridge, scale / 2, side) for side in (-1, 1))
        for cell in table.cells
    ]


def _go_on(table: Grid, ridge: Ridges, scale: float, side: int) -> bool:
    """Whether most uprights between the first column and the last show past one end of a table."""
    edge = (table.ys[0] if side < 0 else table.ys[-1]) * scale
    near, far = sorted((edge + side * PAST[0], edge + side * PAST[1]))
    inner = table.xs[1:-1]
    if near < 0 or far > ridge.grey.shape[1]:
        return False
    shown = sum(hidden_ruling(ridge, Piece(x * scale, near, far)) > SHOWN for x in inner)
    return shown >= max(FEWEST, SHARE * len(inner))


def _bands(grey: Picture, tables: Sequence[Grid], box: BBox, scale: float) -> list[Picture]:
    """The picture left and right of a table, as far as no other table stands there."""
    top, bottom = round(box.top * scale), round(box.bottom * scale)
    rivals = [t.bbox for t in tables if t.bbox != box and t.bbox.top < box.bottom and t.bbox.bottom > box.top]
    left = max((b.x1 for b in rivals if b.x1 <= box.x0), default=0.0)
    right = min((b.x0 for b in rivals if b.x0 >= box.x1), default=grey.shape[1] / scale)
    return [
        grey[top:bottom, round(left * scale) : max(0, round(box.x0 * scale) - CLEAR)],
        grey[top:bottom, round(box.x1 * scale) + CLEAR : round(right * scale)],
    ]


def _is_text(band: Picture) -> bool:
    """Whether a strip beside a table holds several lines of letters."""
    if min(band.shape) < HIGH[1]:
        return False
    paper = cv2.medianBlur(cv2.resize(band, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 15)
    around = cv2.resize(paper, band.shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.int16)
    dark = (band.astype(np.int16) < around - DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    letters = [s for s in stats[1:].tolist() if HIGH[0] <= s[3] <= HIGH[1] and WIDE[0] <= s[2] <= WIDE[1] and s[4] > 9]
    in_line = Counter((s[1] + s[3]) // STEP for s in letters)
    return sum(count >= LETTERS for count in in_line.values()) >= LINES
