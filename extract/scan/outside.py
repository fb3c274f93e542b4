"""Text around the tables (heading, dictums, signature): read in bands by Tesseract, its lines by the recogniser too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import cv2
import numpy as np

from extract.geometry import BBox, Word
from extract.lexicon import Knowledge, core, is_ordinal
from extract.scan.align import bare, counterparts
from extract.scan.engines import SPARSE, Token, UnreadError, rapid, tesseract
from extract.scan.ink import SOFTEN, on_white, to_grey
from extract.scan.raster import Picture
from extract.scan.readings import LineReadings, Reading

# Bands lower than this (points) hold no text, and those without ink this dark no print.
LOWEST, DARK = 12.0, 160
# Tesseract's tokens below this are specks.
TOKEN_SURE = 0.3
# Lines of running text whose every word Tesseract is as sure of are read once, those in capitals (offices, titles)
# where it is surer; short ones with digits (the decree's number, dates) always twice. A line over the whole page
# costs the recogniser 0.15 s.
SURE, CAPITALS_SURE = 0.9, 0.95
_CAPITALS = re.compile(r"[A-Z]{3}.*[A-Z]{3}")
_SHORT_NUMBER = re.compile(r"^.{0,44}\d.{0,44}$")
# More seconds than this are not spent on a band; a full page takes 3 to 6.
SECONDS = 30.0
# Room around a line's letters, as a share of its height. A word so many times as high as the line's middle one has a
# speck or a letter of the next line in its box; with such a box the recogniser reads the line too small.
ROOM, HIGHER = 0.25, 1.4
# The number before a heading begins so many times its height before it.
BEFORE = 3.0
# A roman number before a heading, and what Tesseract makes of its strokes ("!)", "ll)", "1V.").
_ROMAN, _STROKES = re.compile(r"^[IVX]{1,4}[.)]$"), re.compile(r"^[Il1|!iVX]{1,4}[.):,]?$")
# The confidence of a word that the engines read differently and nothing decides: the decree's text calls it unsure.
OPEN = 0.5
# The recogniser's word is taken where it is this sure of a known word that Tesseract has not.
TAKEN = 0.9
# Letters that one of the engines read more than the other: words were lost.
LOST = 3


def read_outside(picture: Picture, tables: Sequence[BBox], scale: float) -> tuple[tuple[LineReadings, ...], bool]:
    """The lines above, between and below the tables (boxes in points), and whether all could be read in time."""
    edges = [0.0, *(edge for box in tables for edge in (box.top - 2, box.bottom + 2)), picture.shape[0] / scale]
    lines: list[LineReadings] = []
    whole = True
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if bottom - top > LOWEST:
            try:
                lines += _band(picture, round(max(top, 0) * scale), round(bottom * scale), scale)
            except UnreadError:
                whole = False
    return tuple(lines), whole


def _band(picture: Picture, top: int, bottom: int, scale: float) -> Iterator[LineReadings]:
    grey = np.asarray(cv2.GaussianBlur(on_white(to_grey(picture[top:bottom])), (0, 0), SOFTEN), np.uint8)
    if float(grey.min()) > DARK:
        return
    tokens = [t for t in tesseract(grey, SPARSE, SECONDS) if t.confidence > TOKEN_SURE]
    for _, group in groupby(tokens, key=lambda token: token.line):
        line = _even(list(group))
        readings = [_reading("tesseract", line, top, scale)]
        if _needs_second(readings[0]):
            readings.append(_reading("rapidocr", _looked_at(grey, line), top, scale))
        boxes = [word.bbox for word in readings[0].words]
        hull = BBox(boxes[0].x0, min(b.top for b in boxes), boxes[-1].x1, max(b.bottom for b in boxes))
        yield LineReadings(hull, tuple(readings), len(readings[0].text))


def _even(line: Sequence[Token]) -> list[Token]:
    """The words of a line, none much higher than the others."""
    usual = median(t.bottom - t.top for t in line)
    sound = [t for t in line if t.bottom - t.top <= HIGHER * usual]
    top, bottom = min(t.top for t in sound), max(t.bottom for t in sound)
    return [t if t in sound else replace(t, top=top, bottom=bottom) for t in line]


def _needs_second(reading: Reading) -> bool:
    least = CAPITALS_SURE if _CAPITALS.search(reading.text) else SURE
    return reading.confidence < least or bool(_SHORT_NUMBER.match(reading.text))


def _looked_at(grey: Picture, line: Sequence[Token]) -> list[Token]:
    """The recogniser's words of a line, in pixels of the band."""
    top, bottom = min(t.top for t in line), max(t.bottom for t in line)
    room = round((bottom - top) * ROOM)
    y0, x0 = max(0, round(top) - room), max(0, round(_left(grey, line)) - room)
    strip = grey[y0 : round(bottom) + room, x0 : round(max(t.x1 for t in line)) + room]
    return [replace(t, x0=t.x0 + x0, x1=t.x1 + x0, top=top, bottom=bottom) for t in rapid(strip)]


def _left(grey: Picture, line: Sequence[Token]) -> float:
    """Where a line begins: at the number before a heading, too, of which Tesseract often sees nothing ("I.")."""
    left, top, bottom = min(t.x0 for t in line), min(t.top for t in line), max(t.bottom for t in line)
    high = bottom - top
    if not _CAPITALS.search(" ".join(t.text for t in line)):
        return left
    start = max(0, round(left - BEFORE * high))
    inked = start + np.flatnonzero((grey[round(top) : round(bottom), start : round(left)] < DARK).any(axis=0))
    return float(inked[0]) if len(inked) and left - inked[-1] < high else left


def _reading(engine: str, tokens: Sequence[Token], top: int, scale: float) -> Reading:
    words = (
        Word(
            t.text,
            BBox(t.x0 / scale, (t.top + top) / scale, t.x1 / scale, (t.bottom + top) / scale),
            round(t.confidence, 3),
            engine,
        )
        for t in tokens
    )
    return Reading(engine, tuple(words))


def settled_outside(line: LineReadings, know: Knowledge) -> Iterator[Word]:
    """Tesseract's words; where the recogniser read others the known ones, and unsure those that nothing decides."""
    first, *rest = line.readings
    if not rest:
        yield from first.words
        return
    (second,) = rest
    if _numbered(first, second):
        yield from second.words[:1]
        second = replace(second, words=second.words[1:])
    lost = abs(len(bare(second.text)) - len(bare(first.text))) > LOST
    others = counterparts([w.text for w in first.words], [w.text for w in second.words])
    for index, (word, other) in enumerate(zip(first.words, others, strict=True)):
        if not index and _ROMAN.match(other) and _STROKES.match(word.text) and not is_ordinal(word.text):
            yield replace(word, text=other, confidence=second.confidence)
        else:
            yield _settled(word, other, second.confidence, know, lost=lost)


def _numbered(first: Reading, second: Reading) -> bool:
    """Whether the recogniser alone read the number before a heading that both read alike."""
    number = second.words[0].text if second.words else ""
    return bool(_ROMAN.match(number)) and bare(second.text) == number + bare(first.text)


def _settled(word: Word, other: str, sure: float, know: Knowledge, *, lost: bool) -> Word:
    own = word.confidence or 0.0
    if bare(word.text) == other:
        return replace(word, confidence=max(own, sure))
    if core(word.text) == core(other) and word.text.casefold() != other.casefold():
        return word  # a mark at the end, as sure as Tesseract was
    if not other:
        return replace(word, confidence=min(own, OPEN))
    known, better = know.known(word.text), know.known(other)
    if better and not known and len(core(other)) > 2 and sure >= TAKEN and not lost:
        return replace(word, text=other, confidence=sure)
    return word if known and not better and not lost and own >= TAKEN else replace(word, confidence=min(own, OPEN))
