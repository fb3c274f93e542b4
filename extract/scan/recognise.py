"""Read one cell's picture: by Tesseract, and where it matters or is in doubt by RapidOCR's recogniser too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extract.geometry import BBox, Word
from extract.scan.align import bare
from extract.scan.engines import LINE, Token, UnreadError, rapid, tesseract
from extract.scan.ink import MARGIN, CellInk, cell_ink, padded, without_lighter
from extract.scan.raster import WORK_DPI, Picture
from extract.scan.readings import CellReadings, LineReadings, Reading
from extract.scan.text_lines import TextLine

# The crop stays this many pixels (300 dpi) clear of the rulings' middles; erasing the ruling instead notches letters.
INSET = 5
# A ruling that is broader than that (2 to 3 pt, in one of six layouts) is followed so many pixels further in: lines
# along the crop's edge are its own where 80 % of each is this much darker than the paper (a stem in a low row: 60 %).
BROADER, ALONG_EDGE, DARKER = 9, 80, 25
# Tesseract's least sure word above this: the line is taken as read (759 cells at 0.90, none wrong).
SURE = 0.9
# Cells of so few letters are numbers, times and targets: always read twice.
SHORT = 32
# Among more letters than this a single one under a stain that nothing reads is the stain's.
FEW = 4
# Digits and marks other than those that end a word are always read twice.
_MARKED = re.compile(r"[^A-Za-z\s.,]|[.,]\w")

# Words of headings; targets in capitals ("WTP", "BB") are shorter.
_HEADING = re.compile(r"^(?:[A-Z]{5,}(?: [A-Z]{4,})*|\(\d\))$")

Lines = list[list[Token]]


def read_cell(picture: Picture, box: BBox, scale: float, core: float, *, twice: bool, stained: bool) -> CellReadings:
    """Read the cell at ``box`` (points) of an upright page's picture (BGR, ``scale`` pixels per point).

    ``core`` is the darkness of the page's print; ``twice`` has both engines read every line, as a grainy page needs.
    """
    crop, x0, top = cell_crop(picture, box, scale)
    if min(crop.shape[:2]) < 8:
        return CellReadings(box, ())
    try:
        ink = cell_ink(crop, core, stained=stained)
        readings = [] if ink.blank else _readings(ink, core, twice)
    except UnreadError:
        return CellReadings(box, (), unread=1.0)
    if ink.blank:
        return CellReadings(box, (), specks=ink.specks)
    lines = tuple(
        LineReadings(_box(line, x0, top, scale), tuple(_placed(r, x0, top, scale) for r in found), line.glyphs)
        for line, found in zip(ink.lines, readings, strict=True)
    )
    return CellReadings(box, lines, unread_share(ink, readings), ink.stained, ink.specks, ink.clipped)


def cell_crop(picture: Picture, box: BBox, scale: float) -> tuple[Picture, int, int]:
    """The cell's picture clear of its rulings, and the place of its top left corner in pixels."""
    inset = round(INSET * scale * 72 / WORK_DPI)
    x0, top = max(0, round(box.x0 * scale) + inset), max(0, round(box.top * scale) + inset)
    x1, bottom = max(0, round(box.x1 * scale) - inset), max(0, round(box.bottom * scale) - inset)
    crop = picture[top:bottom, x0:x1]
    if min(crop.shape[:2]) < 4 * BROADER:
        return crop, x0, top
    above, below = (_broader(crop[rows], 1) for rows in (slice(None, BROADER), slice(-1, -BROADER - 1, -1)))
    crop = crop[above : crop.shape[0] - below]
    left, right = (_broader(crop[:, columns], 0) for columns in (slice(None, BROADER), slice(-1, -BROADER - 1, -1)))
    return crop[:, left : crop.shape[1] - right], x0 + left, top + above


def _broader(edge: Picture, across: int) -> int:
    """How many lines of a crop's edge, outermost first along the axis that is not ``across``, a broad ruling covers."""
    grey = np.percentile(edge.mean(axis=2), ALONG_EDGE, axis=across)
    dark = grey < grey.max() - DARKER
    return 0 if not dark[0] else min(int(np.argmin(dark)) + 1, BROADER) if not dark.all() else 0


def _readings(ink: CellInk, core: float, twice: bool) -> list[list[Reading]]:
    """The readings of every line, in pixels of the crop."""
    page = padded(ink.picture)
    first = _by_line(tesseract(page if ink.plain is None else padded(ink.plain)), ink.lines)
    out = [[_reading("tesseract", tokens)] for tokens in first]
    if not (twice or ink.stained) and all(_heads(found[0]) for found in out):
        return out
    twice = twice or ink.stained or sum(len(found[0].text) for found in out) <= SHORT
    for line, found in zip(ink.lines, out, strict=True):
        if twice or found[0].confidence < SURE or _MARKED.search(found[0].text):
            found.append(_reading("rapidocr", _rapid_line(page, line)))
    doubtful = [i for i, found in enumerate(out) if len(found) > 1 and bare(found[0].text) != bare(found[1].text)]
    if doubtful:
        _read_again(ink, core, out, doubtful)
    return out


def _heads(reading: Reading) -> bool:
    """Whether a line is surely a column's heading or its number, as a sixth of a plan's lines are: read once."""
    return reading.confidence >= SURE and bool(_HEADING.match(reading.text))


def _read_again(ink: CellInk, core: float, out: list[list[Reading]], doubtful: Sequence[int]) -> None:
    """The doubtful lines once more, each by itself, from pictures that show them otherwise."""
    for index in doubtful:
        out[index] += _under_stain(ink, ink.plain, index) if ink.plain is not None else _lighter(ink, core, index)


def _lighter(ink: CellInk, core: float, index: int) -> list[Reading]:
    """By both engines, ink lighter than the print removed."""
    page, line = padded(without_lighter(ink.picture, core)), ink.lines[index]
    again = [
        replace(t, x0=t.x0 + line.x0 - 20, x1=t.x1 + line.x0 - 20) for t in tesseract(padded(_strip(page, line)), LINE)
    ]
    again = [replace(t, top=line.top, bottom=line.bottom) for t in again]
    return [_reading("tesseract", again, lighter=True), _reading("rapidocr", _rapid_line(page, line), lighter=True)]


def _under_stain(ink: CellInk, plain: Picture, index: int) -> list[Reading]:
    """By the recogniser, which sees through strokes: thicker, with more room, and with lighter ink removed.

    Of 252 lines under grey stamps and pens it read 247 right as they are, 249 thicker, 247 with more room; Tesseract
    with lighter ink removed read 200. The first three agreed on 245, all right but for the stamps' own letters.
    """
    line = ink.lines[index]
    room = (line.bottom - line.top) // 8
    roomy = replace(line, top=max(0, line.top - room), bottom=line.bottom + room)
    thick = np.asarray(cv2.erode(ink.picture, np.ones((2, 2), np.uint8)), np.uint8)
    return [
        _reading("rapidocr", _rapid_line(padded(thick), line)),
        _reading("rapidocr", _rapid_line(padded(ink.picture), roomy)),
        _reading("rapidocr", _rapid_line(padded(plain), line), lighter=True),
    ]


def _reading(engine: str, tokens: Sequence[Token], lighter: bool = False) -> Reading:
    words = (Word(t.text, BBox(t.x0, t.top, max(t.x1, t.x0), t.bottom), round(t.confidence, 3), engine) for t in tokens)
    return Reading(engine, tuple(words), lighter)


def _by_line(tokens: Sequence[Token], lines: Sequence[TextLine]) -> Lines:
    """Tesseract's words (in the padded crop) in the lines that were found, each at the one nearest its middle."""
    out: Lines = [[] for _ in lines]
    for token in tokens:
        moved = replace(
            token, x0=token.x0 - MARGIN, x1=token.x1 - MARGIN, top=token.top - MARGIN, bottom=token.bottom - MARGIN
        )
        middle = (moved.top + moved.bottom) / 2
        nearest = min(range(len(lines)), key=lambda i: abs((lines[i].top + lines[i].bottom) / 2 - middle))
        out[nearest].append(replace(moved, top=lines[nearest].top, bottom=lines[nearest].bottom))
    return [sorted(line, key=lambda t: t.x0) for line in out]


def _strip(page: Picture, line: TextLine) -> Picture:
    """A line's picture out of the padded crop, six pixels wider at both ends."""
    return page[max(0, line.top + MARGIN) : line.bottom + MARGIN, max(0, line.x0 + MARGIN - 6) : line.x1 + MARGIN + 6]


def _rapid_line(page: Picture, line: TextLine) -> list[Token]:
    return [
        replace(t, x0=t.x0 + line.x0 - 6, x1=t.x1 + line.x0 - 6, top=line.top, bottom=line.bottom)
        for t in rapid(_strip(page, line))
    ]


def _placed(reading: Reading, x0: float, top: float, scale: float) -> Reading:
    words = tuple(
        replace(
            w,
            bbox=BBox(
                (w.bbox.x0 + x0) / scale,
                (w.bbox.top + top) / scale,
                (w.bbox.x1 + x0) / scale,
                (w.bbox.bottom + top) / scale,
            ),
        )
        for w in reading.words
    )
    return replace(reading, words=words)


def _box(line: TextLine, x0: float, top: float, scale: float) -> BBox:
    return BBox((line.x0 + x0) / scale, (line.top + top) / scale, (line.x1 + x0) / scale, (line.bottom + top) / scale)


def unread_share(ink: CellInk, readings: Sequence[Sequence[Reading]]) -> float:
    """Share of the glyphs that stand in no word of any reading; boxes are widened by a quarter of the line."""
    covered = np.zeros(ink.glyphs.shape[0], bool)
    x, y = ink.glyphs[:, 0] + ink.glyphs[:, 2] / 2, ink.glyphs[:, 1] + ink.glyphs[:, 3] / 2
    for line, found in zip(ink.lines, readings, strict=True):
        reach = (line.bottom - line.top) / 4
        for word in (w for reading in found for w in reading.words):
            covered |= (
                (x >= word.bbox.x0 - reach) & (x <= word.bbox.x1 + reach)
                & (y >= line.top - reach) & (y <= line.bottom + reach)
            )  # fmt: skip
    if ink.stained and (~covered).sum() == 1 and len(covered) > FEW:
        return 0.0
    return round(float((~covered).mean()), 3) if len(covered) else 0.0
