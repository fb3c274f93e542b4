"""Which of a cell's lines are no text: strokes of stamps and signatures, single blots; and what those put in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from extract.geometry import Word
from extract.lexicon import Knowledge, core, is_ordinal
from extract.scan.align import bare
from extract.scan.readings import CellReadings, LineReadings, Reading, Settled
from extract.scan.tidy import tidied
from extract.table.columns import is_heading

# Below this the recogniser's reading of an unknown line under a stamp is the stamp's own ink.
LEGIBLE = 0.6
# What the recogniser reads without lighter ink is like the line from here on.
LIKE = 0.34
# So many looks of the recogniser that agree settle a line under a stamp: of 245 lines 245 were right.
LOOKS = 3
# Letters of 7 pt touch at 200 dpi: a glyph that is read as so many of them is a word, no blot ("Keputusan").
WORD = 3
# Both engines read a word of so many letters in a glyph: it is one, whatever its letters are.
TOUCHING = 5
# A number is about as high as the line under it.
DIGIT_HIGH = 0.6
# A blot so many times as wide as high may be a word whose letters touch.
WIDE = 1.5
# The recogniser is surer than this of what stands alone in a cell where it is no blot ("NO" in letters that touch).
LONE_SURE = 0.9
# The recogniser is less sure than this of a speck.
SPECK_SURE = 0.7
# The last letter of a word too long for its column begins this near to the left end of the other lines, or stands this
# near to their middle ("Mar" in a schedule's header), in points.
WRAPPED = 4.0
# What heads a column in the line of numbers under a header.
_COLUMN_NUMBER = re.compile(r"^\(\d{1,2}\)$")
# Letters that a pen's stroke or a speck is read as.
_STROKES = frozenset("lIijtrfJLT1")
# Both engines are surer than this of one letter that is one.
LETTER_SURE = 0.75
# A number alone in its cell: Tesseract often sees nothing in "II.", and the recogniser 11.
_NUMERAL = re.compile(r"^[IVX\d]{1,4}[.)]?$")
_COVERED = "a stamp or a signature covers this cell"


def unstained(line: Settled, read: LineReadings, cell: CellReadings, know: Knowledge) -> Settled:
    """Drop what no vocabulary vouches for where a stamp lies, and single blots beside or without text."""
    if _stacked(cell):
        return replace(line, words=tuple(replace(w, text=w.text.replace("0", "O")) for w in line.words))
    agreed = _agreed(read.readings)
    alike = read.glyphs > 1 and _looks_alike(read.readings)
    vouched = any(_vouches(w, agreed, know) or (alike and know.seen(w.text) > 1) for w in line.words)
    vouched = vouched or bool(_COLUMN_NUMBER.match(line.text)) or (agreed and is_heading(line.text))
    if cell.stained:
        return _under_stain(line, read, agreed=agreed, vouched=vouched, know=know)
    numeral = len(cell.lines) == 1 and bool(_NUMERAL.match(line.text))
    stroke = read.glyphs > 1 and _likeness(read) < LEGIBLE and not (numeral or _sure(line, read))
    lone = len(cell.lines) > 1 and not _sure(line, read) and _one_engine(read.readings)
    unsure = bool(line.doubt) and not vouched
    if unsure and (stroke or lone):
        return Settled((), doubt=line.doubt)
    if unsure and read.glyphs == 1 and _speck(read.readings):
        return Settled(())
    known = agreed or vouched or _sure(line, read)
    joined = (len(core(line.text)) >= WORD and known) or _letter(line, read) or _touching(read)
    if read.glyphs == 1 and line.words and not is_ordinal(line.text) and not joined:
        return _lone(line, read, cell)
    return line


def _stacked(cell: CellReadings) -> bool:
    """Whether a cell prints a column's heading letter under letter: "N" over "O"."""
    looks = [reading.text for line in cell.lines for reading in line.readings[1:2] if line.glyphs == 1]
    letters = "".join(looks).replace("0", "O")
    return 1 < len(letters) == len(cell.lines) and letters.isalpha() and is_heading(letters)


def _vouches(word: Word, agreed: bool, know: Knowledge) -> bool:
    length = len(core(word.text))
    return know.known(word.text) and (length > 3 or agreed or (length == 3 and know.closed(word.text)))


def _under_stain(line: Settled, read: LineReadings, *, agreed: bool, vouched: bool, know: Knowledge) -> Settled:
    """A line where a stamp lies: its own strokes where nothing vouches for it and no letter stands clear, else text."""
    if not vouched and not read.glyphs:
        return _covered(line, read, know)
    if not vouched:
        looks = [r for r in read.readings if r.engine == "rapidocr"]
        legible = len(line.text) > 7 and max(r.confidence for r in looks) > LEGIBLE
        legible = legible or any(is_heading(r.text) for r in looks)
        return Settled(line.words if legible else (), doubt=_COVERED)
    if not read.glyphs and not agreed and _gone(line, read):
        return Settled((), doubt=_COVERED)
    # Where no letter stands clear, looks that agree may show a stamp's own letters ("ONES/").
    sure = line.doubt or agreed or (read.glyphs and _looks_alike(read.readings))
    if not sure and any(_odd(w, know) for w in line.words):
        return replace(line, doubt=f"a stamp or a signature lies here: {line.text!r}")
    return line


def _covered(line: Settled, read: LineReadings, know: Knowledge) -> Settled:
    """A line of which no letter stands clear: a word of the document in doubt where all looks show it ("(SOP)")."""
    if len(core(line.text)) < WORD or not _looks_alike(read.readings):
        return Settled(())
    return Settled(line.words if all(know.seen(w.text) > 1 for w in line.words) else (), doubt=_COVERED)


def _gone(line: Settled, read: LineReadings) -> bool:
    """Whether a line's text goes with the lighter ink: words of a stamp ("UMUM")."""
    looks = [r.text for r in read.readings if r.engine == "rapidocr" and r.lighter]
    return bool(looks) and max(Levenshtein.normalized_similarity(line.text, text) for text in looks) < LIKE


def _digit(read: LineReadings, cell: CellReadings) -> bool:
    """Whether a cell begins with a lone number, of which the recogniser is sure, over a line about as high ("1")."""
    look = read.readings[1] if len(read.readings) > 1 else None
    if look is None or len(cell.lines) < 2 or read is not cell.lines[0]:
        return False
    high, below = (line.bbox.bottom - line.bbox.top for line in cell.lines[:2])
    return look.text.isdigit() and look.confidence > LONE_SURE and high > DIGIT_HIGH * below


def _letter(line: Settled, read: LineReadings) -> bool:
    """Whether both engines are sure of one letter that no stroke looks like: "NO" stacked, the last of a word cut."""
    known = line.text.isalpha() and line.text not in _STROKES and not line.doubt
    return known and len(read.readings) > 1 and all(r.confidence > LETTER_SURE for r in read.readings[:2])


def _touching(read: LineReadings) -> bool:
    """Whether both engines read much the same word, in doubt, where all letters touch ("Kepiatan", "Kegiutan")."""
    first = [r for r in read.readings[:2] if len(core(r.text)) >= TOUCHING]
    return len({r.engine for r in first}) > 1 and _likeness(replace(read, readings=tuple(first))) >= LEGIBLE


def _lone(line: Settled, read: LineReadings, cell: CellReadings) -> Settled:
    """A line of one glyph: a word's last letter, a number in doubt, or a blot."""
    if _digit(read, cell):
        return replace(line, doubt=line.doubt or f"{line.text!r} may be a number or a stroke")
    return line if _wrapped(line, read, cell) else _blot(line, read, alone=len(cell.lines) == 1)


def _blot(line: Settled, read: LineReadings, *, alone: bool) -> Settled:
    """A line of one glyph that numbers nothing: letters where they are all the cell shows, else a blot."""
    if alone and (not line.doubt or _sure(line, read)):
        return line
    wide = read.bbox.x1 - read.bbox.x0 > WIDE * (read.bbox.bottom - read.bbox.top)
    doubt = line.doubt or (f"{line.text!r} was taken for a blot" if wide else "")
    return Settled((), doubt=doubt if alone or wide else "", repaired=not alone)


def _sure(line: Settled, read: LineReadings) -> bool:
    """Whether the recogniser alone is sure enough of a line of letters that it is no stroke; specks are read as "1"."""
    return len(line.text) > 1 and any(
        r.engine == "rapidocr" and r.text == line.text and r.confidence > LONE_SURE for r in read.readings
    )


def _one_engine(readings: Sequence[Reading]) -> bool:
    """Whether one of the engines saw nothing in a line: more often a stroke than text."""
    return len({r.engine for r in readings if r.words}) == 1 and len({r.engine for r in readings}) > 1


def _agreed(readings: Sequence[Reading]) -> bool:
    return len(readings) > 1 and bare(readings[0].text) == bare(readings[1].text)


def _looks_alike(readings: Sequence[Reading]) -> bool:
    """Whether all looks of the recogniser, but for the one without lighter ink, show the same."""
    looks = [bare(tidied(r).text) for r in readings if r.engine == "rapidocr" and not r.lighter]
    return len(looks) >= LOOKS and len(set(looks)) == 1


def _speck(readings: Sequence[Reading]) -> bool:
    """Whether Tesseract saw nothing in a single glyph, and the recogniser this and that, unsure of both."""
    seen = [bare(tidied(r).text) for r in readings]
    own = [text for r, text in zip(readings, seen, strict=True) if r.engine == "rapidocr"]
    unsure = all(r.confidence < SPECK_SURE for r in readings if r.engine == "rapidocr")
    return len(own) > 1 and len(set(own)) == len(own) and sum(map(len, seen)) == sum(map(len, own)) and unsure


def _likeness(read: LineReadings) -> float:
    """How alike the two most alike readings of a line by different engines are (0-1)."""
    pairs = combinations(read.readings, 2)
    return max(
        (Levenshtein.normalized_similarity(a.text, b.text) for a, b in pairs if a.engine != b.engine), default=1.0
    )


def _odd(word: Word, know: Knowledge) -> bool:
    """Whether only the word list vouches for a word, or a mark that a stroke may have made ends it."""
    marked = not word.text[-1].isalnum() and word.text[-1] not in ".,)%"
    return marked or not (is_ordinal(word.text) or know.closed(word.text) or know.seen(word.text) > 1)


def _wrapped(line: Settled, read: LineReadings, cell: CellReadings) -> bool:
    """Whether a line of one letter is the end of a word that the column was too narrow for, not a blot."""
    if line.doubt or not (line.text.isalpha() and line.text.islower()) or read is not cell.lines[-1]:
        return False
    left, middle = min(other.bbox.x0 for other in cell.lines), read.bbox.middle[0]
    centred = all(abs(other.bbox.middle[0] - middle) < WRAPPED for other in cell.lines)
    return read.bbox.x0 - left < WRAPPED or (centred and len(cell.lines) > 1)
