"""Lines that the document prints often ("1 (satu)", "Desember 2026"): the one that all readings lie nearest to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from extract.geometry import BBox, Word
from extract.lexicon import Knowledge
from extract.scan.align import bare
from extract.scan.readings import LineReadings, Reading, Settled
from extract.scan.spacing import respaced

# A line that the document prints for certain so often, of at least so many letters, is taken for a misread one ...
OFTEN, SHORTEST = 3, 6
# ... when the nearest reading is so many letters of it off at most, a second reading twice as many, and every other
# line of the document by so many more.
OFF, MARGIN = 1 / 6, 3
# A reading that the recogniser is this sure of stands by itself where it knows all the words.
SURE = 0.9
_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def own_line(line: LineReadings, readings: Sequence[Reading], know: Knowledge) -> Settled | None:
    """The document's own line that the readings of a line lie nearest to; None where none is near, or two are."""
    read = [bare(r.text) for r in readings if r.words]
    ranked = sorted((_cost(bare(own), read), -count, own) for own, count in know.lines.items() if count >= OFTEN)
    if not ranked or len(read) < 2:
        return None
    cost, _, own = ranked[0]
    others = [c for c, _, o in ranked[1:] if bare(o) != bare(own)]
    if any(_stands(reading, own, know) for reading in readings):
        return None
    if len(bare(own)) < SHORTEST or not _near(bare(own), read) or (others and others[0] - cost < MARGIN):
        return None
    sure = max(r.confidence for r in readings)
    return Settled(tuple(_words(own, line.bbox, sure)), repaired=True)


def _stands(reading: Reading, own: str, know: Knowledge) -> bool:
    """Whether the recogniser is sure of other letters and knows all words they make ("informasi dan")."""
    if reading.engine != "rapidocr" or reading.confidence < SURE:
        return False
    other = Levenshtein.distance(_MARKS.sub("", reading.text), _MARKS.sub("", own)) > 1
    return other and all(know.known(word.text) for word in respaced(reading.words, (), know))


def _cost(own: str, read: Sequence[str]) -> int:
    """By how many letters the two nearest readings are off together."""
    return sum(sorted(Levenshtein.distance(own, text) for text in read)[:2])


def _near(own: str, read: Sequence[str]) -> bool:
    """Whether readings are near enough, the nearest in its case, and one has all digits of the line, none other."""
    first = min(read, key=lambda text: Levenshtein.distance(own, text))
    if Levenshtein.distance(own, first) != Levenshtein.distance(own.casefold(), first.casefold()):
        return False
    off = sorted(Levenshtein.distance(own, text) for text in read)
    most = max(1, int(len(own) * OFF))
    digits = _DIGITS.findall(own)
    return off[0] <= most and off[1] <= 2 * most and (not digits or any(_DIGITS.findall(t) == digits for t in read))


def _words(own: str, box: BBox, sure: float) -> list[Word]:
    """The line's words, its box shared out by letters."""
    step = (box.x1 - box.x0) / max(len(own), 1)
    out, at = [], 0
    for text in own.split():
        x0 = box.x0 + at * step
        out.append(Word(text, BBox(x0, box.top, x0 + len(text) * step, box.bottom), sure, "rapidocr"))
        at += len(text) + 1
    return out
