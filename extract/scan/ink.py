"""What is ink in one cell's picture: lines of text, specks to wipe away, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.engines import UnreadError, detect
from extract.scan.raster import Picture
from extract.scan.text_lines import GLYPH_LEAST, Boxes, TextLine, counted, detected_lines, text_lines, with_overlooked

# All lengths are pixels at 300 dpi.
# Of glyph size, besides the least height; a cell without glyphs is blank. Told so, no cell with text was lost and one
# was taken for text of 1,434; told by share of ink, 23 were lost.
GLYPH_MOST, GLYPH_AREA = 80, 40
# No letter of a table is wider or higher; strokes of a stamp or a pen fill less of their boxes (0.06 to 0.2; letters
# 0.25 and more).
LETTER, FILLED = 64, 0.22
# A dash is wider than high and at least this wide; two of five plans print lists with dashes.
DASH_WIDTH, DASH_HEIGHT = 9, 9
# A cell of more pieces of ink is a picture or noise; one of 10,000 letters has 12,000.
CROWDED = 20_000
# Ink is at least this much darker than paper, in grey levels; less is the paper's own grain.
CONTRAST = 45
# Reach of a line of text, as shares of its height: marks above and below it, and after its last letter.
ABOVE, BELOW, AFTER = 0.45, 0.35, 0.7
# Blue and violet ink differs this much between its channels; black print in a JPEG at most 25.
COLOURED = 45
# A speck worth counting: smaller is grain.
SPECK_AREA = 9
# Noise is softened by this much (sigma). A median of 5 pixels costs Tesseract 0.07 of cells at 300 dpi, less
# softening costs the recogniser 0.03 at 150.
SOFTEN = 1.2
# Ink lighter than this share of the way from the print's core to paper is taken for a stamp's or a pen's: before
# letters are read (0.55 mended 10 of 10 stamped cells), and, stricter, before lines of text are looked for.
LIGHTER, STAMP = 0.55, 0.42
# White around the picture that an engine is given.
MARGIN = 14


@dataclass(frozen=True, slots=True)
class CellInk:
    """A cell's picture (grey, on white paper, specks wiped away) and its lines of text.

    ``glyphs`` are the boxes (x, y, width, height) of the components that make the lines. Where ink larger than
    letters (a stamp, a signature) lies in the cell, ``plain`` is the picture without colour and without ink lighter
    than print. ``specks`` counts what was wiped away.
    """

    picture: Picture
    lines: tuple[TextLine, ...]
    glyphs: Boxes
    plain: Picture | None = None
    specks: int = 0

    @property
    def stained(self) -> bool:
        """Whether a stamp or a signature lies in the cell."""
        return self.plain is not None

    @property
    def clipped(self) -> bool:
        """Whether a letter touches the picture's edge: of 841 cells of three scans none did, but for one speck."""
        x, y, w, h, _ = self.glyphs.T
        height, width = self.picture.shape
        return not self.stained and bool(((x <= 0) | (y <= 0) | (x + w >= width) | (y + h >= height)).any())

    @property
    def blank(self) -> bool:
        """Whether nothing of glyph size is in it."""
        return not self.lines


def cell_ink(crop: Picture, core: float, *, stained: bool) -> CellInk:
    """Find the ink of a cell's picture (BGR, 300 dpi, rulings outside); ``core`` is how dark the page's print is.

    ``stained`` says that a stamp or a signature lies in the cell. Raises UnreadError where it is all blots.
    """
    soft = np.asarray(cv2.GaussianBlur(on_white(to_grey(crop)), (0, 0), SOFTEN), np.uint8)
    labels, boxes = components(ink_mask(soft))
    if len(boxes) > CROWDED:
        raise UnreadError
    if stained:
        return _stained_ink(soft, crop, core)
    keep, lines = sort_ink(boxes, (soft.shape[0], soft.shape[1]))
    specks = int((~keep & (boxes[:, 4] >= SPECK_AREA) & ~_rulings(boxes, soft.shape)).sum())
    glyphs = boxes[keep & (boxes[:, 3] >= GLYPH_LEAST)]
    return CellInk(_wiped(soft, labels, keep), tuple(lines), glyphs, specks=specks)


def _stained_ink(soft: Picture, crop: Picture, core: float) -> CellInk:
    """Letters that touch a stamp or a pen's stroke are no components: the detector finds the lines instead."""
    plain = without_lighter(without_colour(soft, crop), core)
    _, boxes = components((without_lighter(plain, core, STAMP) < 255).astype(np.uint8) * 255)
    keep, own = sort_ink(boxes, (soft.shape[0], soft.shape[1]))
    _, _, w, h, area = boxes.T
    letters = boxes[keep & (h >= GLYPH_LEAST) & (np.maximum(w, h) <= LETTER) & (area >= FILLED * w * h)]
    seen = [counted(line, letters) for line in detected_lines(detect(crop), soft.shape)]
    lines = with_overlooked(seen, own)
    return CellInk(soft, tuple(counted(line, letters) for line in lines), letters, plain)


def to_grey(crop: Picture) -> Picture:
    """BGR to grey."""
    return np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), np.uint8)


def components(mask: Picture) -> tuple[NDArray[np.int32], Boxes]:
    """Label every connected component from 1, and its box."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return np.asarray(labels, np.int32), np.asarray(stats[1:], np.int32)


def _rulings(boxes: Boxes, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    _, _, w, h, _ = boxes.T if len(boxes) else np.zeros((5, 0), np.int32)
    level, standing = (w > shape[1] * 0.5) & (h <= 10), (h > max(shape[0] * 0.6, GLYPH_MOST)) & (w <= 10)
    return np.asarray(level | standing, bool)


def _wiped(soft: Picture, labels: NDArray[np.int32], keep: NDArray[np.bool_]) -> Picture:
    """The picture without the components that belong to no line."""
    kept = np.concatenate([[False], keep])[labels]
    wipe = (labels > 0) & ~kept
    if not wipe.any():
        return soft
    around = cv2.dilate(wipe.astype(np.uint8), np.ones((7, 7), np.uint8)).astype(bool)
    safe = cv2.dilate(kept.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    return np.where(around & ~safe, 255, soft).astype(np.uint8)


def without_lighter(soft: Picture, core: float, share: float = LIGHTER) -> Picture:
    """Ink lighter than a share of the way from the print's core to paper made white: stamps are mostly lighter."""
    return np.where(soft > core + (255 - core) * share, 255, soft).astype(np.uint8)


def without_colour(soft: Picture, crop: Picture) -> Picture:
    """Coloured ink made white; print is black or grey where a stamp is coloured."""
    spread = cv2.medianBlur(np.asarray(crop.max(axis=2) - crop.min(axis=2), np.uint8), 5)
    return np.where(spread > COLOURED, 255, soft).astype(np.uint8)


def on_white(grey: Picture) -> Picture:
    """Grey with the paper's shade taken out: paper is 255 all over."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((5, 5), np.uint8))
    paper = cv2.blur(paper, (9, 9)) if min(small.shape) >= 3 else paper
    wide = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(wide, 1), scale=255), np.uint8)


def ink_mask(soft: Picture) -> Picture:
    """255 where there is ink: darker than half way between paper and the cell's own ink."""
    least, core, paper = levels(soft)
    if paper - least < CONTRAST:
        return np.zeros_like(soft)
    if paper - core < CONTRAST:  # a few dots of ink at most: what is less than half as dark is grain
        return np.asarray((soft < (paper + least) / 2) * 255, np.uint8)
    level, _ = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    middle = (paper + core) / 2
    return np.asarray((soft < min(max(level, middle - 25), middle + 40)) * 255, np.uint8)


def levels(soft: Picture) -> tuple[float, float, float]:
    """The darkest grey, that of the print's core (1st percentile) and that of paper (90th)."""
    counts = np.cumsum(np.bincount(soft.reshape(-1), minlength=256))
    least, core, paper = np.searchsorted(counts, [1, counts[-1] * 0.01, counts[-1] * 0.9])
    return float(least), float(core), float(paper)


def sort_ink(boxes: Boxes, shape: tuple[int, int]) -> tuple[NDArray[np.bool_], list[TextLine]]:
    """Which components belong to lines of text, and those lines from top to bottom."""
    x, y, w, h, area = boxes.T if len(boxes) else np.zeros((5, 0), np.int32)
    glyph = (h >= GLYPH_LEAST) & (h <= GLYPH_MOST) & (area >= GLYPH_AREA) & (w <= shape[1] * 0.9)
    ruling = _rulings(boxes, shape)
    lines = text_lines(boxes[glyph & ~ruling])
    keep = glyph & ~ruling
    for line in lines:
        height = line.bottom - line.top
        near = (x + w > line.x0 - height * AFTER) & (x < line.x1 + height * AFTER)
        inside = (y + h > line.top - height * ABOVE) & (y + h / 2 < line.bottom + height * BELOW)
        keep |= near & inside & ~ruling & _mark(boxes, line)
    for line in lines:
        height = line.bottom - line.top
        dash = (w >= DASH_WIDTH) & (h <= DASH_HEIGHT) & (w >= 1.5 * h) & (w <= 60)
        middle = (y + h / 2 > line.top + height * 0.3) & (y + h / 2 < line.bottom - height * 0.2)
        keep |= dash & middle & ~ruling
    return keep, [_grown(line, boxes[keep]) for line in lines]


def _mark(boxes: Boxes, line: TextLine) -> NDArray[np.bool_]:
    """Components that can be a printed mark of a line: a dot on the base line, over a letter, or a mark of size."""
    _, y, w, h, area = boxes.T
    height = line.bottom - line.top
    low = np.abs(y + h - line.bottom) <= height * 0.3
    high = y + h / 2 <= line.top + height * 0.3
    sized = (area >= 9) & (np.maximum(w, h) >= 3)
    return np.asarray(sized & (low | high | (np.maximum(w, h) >= height * 0.28)), bool)


def _grown(line: TextLine, kept: Boxes) -> TextLine:
    """The line with the dashes and dots at its ends, and room for strokes above and below."""
    x, y, w, h, _ = kept.T
    mine = (y + h / 2 > line.top - 4) & (y + h / 2 < line.bottom + 8)
    room = round((line.bottom - line.top) * 0.3)
    x0, x1 = (int(x[mine].min()), int((x + w)[mine].max())) if mine.any() else (line.x0, line.x1)
    return TextLine(min(line.x0, x0), line.top - room, max(line.x1, x1), line.bottom + room, line.glyphs)


def padded(grey: Picture, margin: int = MARGIN) -> Picture:
    """The picture with white all around."""
    return np.asarray(
        cv2.copyMakeBorder(grey, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255,)), np.uint8
    )
