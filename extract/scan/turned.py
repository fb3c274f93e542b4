"""Which way up a page lies: told by reading some of its lines; Tesseract's own guess says where to look next.

The guess alone stood two of 100 pages of generated plans on their heads, of one it was surer than of most others.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from extract.scan.engines import LINE, UnreadError, quarter_turns, tesseract
from extract.scan.ink import padded
from extract.scan.raster import Picture

# Lines are looked for where the longer side has so many pixels (140 dpi of A4), and lengths below are in these. Strokes
# longer than this are rulings.
COARSE, STROKE = 1650, 45
# Lines lower than this are enlarged to it, pixels.
READABLE = 36
# A picture less high than this is read by no engine.
MIN_SIZE = 8
# Letters up to so far apart stand in one line; a line of text is so high and, a skewed one too, so wide.
TOGETHER, HEIGHTS, WIDTHS = 9, (6, 32), (50, 260)
# So many lines are read; of fewer than FEWEST nothing is told.
LINES, FEWEST = 9, 3
# The first few lines do where it is so sure of each.
CERTAIN = 0.85
# Tesseract is surer than this of half the lines that stand upright (0.72 and more of 87 pages at 200 dpi, upside
# down 0.56 and less).
UPRIGHT = 0.7


def quarters_of(picture: Picture) -> int:
    """By how many quarter turns clockwise a page (BGR) has to be turned to stand upright; 0 when no text tells."""
    as_it_is = _sureness(picture)
    if as_it_is >= UPRIGHT:
        return 0
    guess, seen = quarter_turns(picture), {0: as_it_is}
    for quarters in (turn % 4 for turn in (guess, guess + 2, guess + 1, guess + 3) if turn % 4):
        seen[quarters] = _sureness(np.ascontiguousarray(np.rot90(picture, -quarters)))
        if seen[quarters] >= UPRIGHT:
            break
    return max(seen, key=lambda quarters: seen[quarters]) if any(seen.values()) else guess


def _sureness(picture: Picture) -> float:
    """How sure Tesseract is (0-1) of half of some lines of a picture as it stands; 0 where there are too few."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    shrink = min(1.0, COARSE / max(grey.shape))
    coarse = np.asarray(cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    runs, surest = _runs(coarse), 0.0
    for order in _widest, _highest:
        sure: list[float] = []
        for x0, top, x1, bottom in _lines(sorted(runs, key=order), shrink):
            sure.append(_read(grey[max(0, top) : bottom, max(0, x0) : x1]))
            if len(sure) == FEWEST and min(sure) > CERTAIN:
                break
        surest = max(surest, median(sure) if len(sure) >= FEWEST else 0.0)
        if surest >= UPRIGHT:
            break
    return surest


def _widest(run: Sequence[int]) -> tuple[int, int, int]:
    return -run[2], run[1], run[0]


def _highest(run: Sequence[int]) -> tuple[int, int, int]:
    """What is printed largest is read best: the annex's heading, where the table is in 5 pt."""
    return -run[3], run[1], run[0]


def _runs(coarse: Picture) -> list[list[int]]:
    """Runs of letters on a coarse picture: x, y, width, height, area."""
    dark = cv2.adaptiveThreshold(coarse, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 15)
    for kernel in (STROKE, 1), (1, STROKE):
        rulings = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        dark = cv2.subtract(dark, cv2.dilate(rulings, np.ones((3, 3), np.uint8)))
    merged = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, TOGETHER), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(merged, np.uint8))
    return [s for s in stats[1:].tolist() if HEIGHTS[0] <= s[3] <= HEIGHTS[1] and WIDTHS[0] <= s[2] <= WIDTHS[1]]


def _lines(runs: Sequence[Sequence[int]], shrink: float) -> list[tuple[int, int, int, int]]:
    """The first runs as boxes (x0, top, x1, bottom), in pixels of the whole picture."""
    boxes = ((x - 2, y - 2, x + w + 2, y + h + 2) for x, y, w, h, _ in runs[:LINES])
    return [(round(a / shrink), round(b / shrink), round(c / shrink), round(d / shrink)) for a, b, c, d in boxes]


def _large(line: Picture) -> Picture:
    """A line at least as high as Tesseract reads well: a page in 5 pt at 200 dpi was stood on its head."""
    factor = READABLE / line.shape[0]
    if factor <= 1:
        return line
    return np.asarray(cv2.resize(line, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)


def _read(line: Picture) -> float:
    """How sure Tesseract is of one line, letters weighed alike; 0 where it reads nothing."""
    if min(line.shape) < MIN_SIZE:
        return 0.0
    try:
        words = tesseract(padded(_large(line)), LINE)
    except UnreadError:
        return 0.0
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
