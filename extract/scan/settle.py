"""Settle what the engines read: agreement first, then vocabularies, the document's own words, the word list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extract.geometry import Word
from extract.lexicon import Knowledge, sane
from extract.scan.align import bare
from extract.scan.blots import unstained
from extract.scan.choose import chosen
from extract.scan.left_out import none_left_out
from extract.scan.marks import without_specks
from extract.scan.nearest import lookalike, nearest, slip
from extract.scan.own_lines import own_line
from extract.scan.printed import as_printed
from extract.scan.readings import CellReadings, LineReadings, Reading, Settled
from extract.scan.spacing import respaced, spaced
from extract.scan.tidy import tidied

# An agreed word that nothing vouches for is in doubt below these: 10 of 10 wrong ones of five scans were, 1 of 3 true.
AGREED_SURE, TESSERACT_SURE = 0.9, 0.75
# Such a word that Tesseract alone read is in doubt below this.
ALONE_SURE = 0.93
# A blot's reading of so many letters, so like that of a line upon which it lies, is that line's.
ECHOED, ALIKE = 4, 0.7
# What heads a column in the line of numbers under a header, and a speck beside it.
_COLUMN_NUMBER = re.compile(r"^(\(\d{1,2}\))[.,:;]$")
# A count that is read as a stroke ("I Dokumen").
_STROKES = frozenset({"I", "l", "|", "!"})
# Signs within a line that both engines read, one of them perhaps without the space before ("100 %", "April – Juni").
_SIGNS = frozenset({"%", "-", "–"})
# What numbers a cell's text, with a speck over its full stop ("2: Pola", "1, Tersedianya").
_NUMBERED = re.compile(r"^(\d{1,2})[,:;]$")


def settle_cell(cell: CellReadings, know: Knowledge) -> list[Settled]:
    """Settle the lines of one cell, top to bottom; lines that are stains or specks come back without words."""
    lines = [
        _told(unstained(settle(line, know, begins=index == 0, stained=cell.stained), line, cell, know), line, cell)
        for index, line in enumerate(cell.lines)
    ]
    lines = [Settled((), repaired=True) if _echo(index, lines, cell) else line for index, line in enumerate(lines)]
    lines = [
        line if above and above.words and know.closed(above.words[-1].text) else _counted(line, know)
        for above, line in zip([None, *lines], lines, strict=False)
    ]
    return without_specks([_printed(line, know) for line in lines], know)


def _echo(index: int, lines: Sequence[Settled], cell: CellReadings) -> bool:
    """Whether a line is a blot, read as the letters of the line that it lies upon ("Pelavanan" over "Pelayanan")."""
    own, text = cell.lines[index], bare(lines[index].text)
    return (
        own.glyphs == 1
        and len(text) >= ECHOED
        and any(
            other.glyphs > 1
            and min(own.bbox.bottom, other.bbox.bottom) > max(own.bbox.top, other.bbox.top)
            and Levenshtein.normalized_similarity(text, bare(line.text)) >= ALIKE
            for other, line in zip(cell.lines, lines, strict=True)
        )
    )


def _told(line: Settled, read: LineReadings, cell: CellReadings) -> Settled:
    """The line, in doubt where ink of letters on clean paper was not read ("II." as a dot); specks aside."""
    letters = read.glyphs > 1 or len(cell.lines) == 1
    if line.words or line.doubt or cell.stained or not letters:
        return line
    return replace(line, doubt="ink of a letter's size that neither engine reads")


def _printed(line: Settled, know: Knowledge) -> Settled:
    words = tuple(as_printed(line.words, know))
    return line if words == line.words else replace(line, words=words, repaired=True)


def settle(line: LineReadings, know: Knowledge, *, begins: bool, stained: bool) -> Settled:
    """Settle one line; ``begins`` says that it is its cell's first."""
    readings = [_normal(r, know, begins) for r in line.readings]
    repaired = [r.text for r in readings] != [r.text for r in line.readings]
    if len(readings) > 1 and bare(readings[0].text) != bare(readings[1].text):
        settled = own_line(line, readings, know) or chosen(readings, know, begins)
        return none_left_out(settled, readings, know)
    agreed = readings[0] if len(readings) == 1 else spaced(readings[0], readings[1], know)
    words = respaced(agreed.words, readings, know)
    sound = [w for w in words[1:] if w.text in _SIGNS and len(readings) > 1 and not stained]
    weak = [w for w in words if not know.known(w.text) and (stained or _weak(w, readings, know)) and w not in sound]
    if weak and (own := own_line(line, readings[:2], know)):
        return replace(own, doubt=f"read as {agreed.text!r}, a line that is printed often is near")
    doubt = f"nothing vouches for {', '.join(repr(w.text) for w in weak)}" if weak else ""
    if words and not doubt and _dashed(words[0], readings, know):
        doubt = f"a speck may have made the first mark of {words[0].text!r}"
    if not doubt and (slips := [w.text for w in words if slip(w.text, know)]):
        doubt = f"noise may have made {', '.join(map(repr, slips))} of a word that is printed often"
    likely = tuple(_likely(word, know) if word in weak else word for word in words)
    return Settled(likely, repaired and _changed(line, agreed), doubt)


def _dashed(word: Word, readings: Sequence[Reading], know: Knowledge) -> bool:
    """Whether a dash stands before a word in a document that prints no lists so, or the recogniser was unsure of it."""
    if word.text[0] != "-" or not word.text[1:2].isalpha():
        return False
    sure = readings[1].words[0].confidence or 0 if len(readings) > 1 and readings[1].words else 0
    return not know.lists_dashed() or (sure < AGREED_SURE and know.lines.get(word.text, 0) < 2)


def _likely(word: Word, know: Knowledge) -> Word:
    """A word as the document prints it elsewhere, where that looks alike or the recogniser was not sure of it."""
    near = know.near_closed(word.text) or lookalike(word.text, know)
    near = near or (nearest([word.text, word.text], know)[0] if (word.confidence or 0) < AGREED_SURE else None)
    return replace(word, text=near) if near else word


def _normal(reading: Reading, know: Knowledge, begins: bool) -> Reading:
    """A reading without specks and with numbers and times as plans print them, so that engines agree on those."""
    tidy = tidied(reading)
    if len(tidy.words) == 1 and (number := _COLUMN_NUMBER.match(tidy.text)):
        return replace(tidy, words=(replace(tidy.words[0], text=number[1]),))
    words = as_printed(tidy.words, know)
    if begins and len(words) > 1 and words[1].text[:1].isupper() and (number := _NUMBERED.match(words[0].text)):
        words[0] = replace(words[0], text=f"{number[1]}.")
    return replace(tidy, words=tuple(words))


def _counted(line: Settled, know: Knowledge) -> Settled:
    """A line with the count that a stroke before its word is: if the document counts such; else open."""
    if len(line.words) != 2 or line.words[0].text not in _STROKES or know.closed(line.words[1].text):
        return line
    stroke, word = line.words
    if any(first.isdigit() and second == word.text for first, second in know.pairs):
        return replace(line, words=(replace(stroke, text="1"), word), repaired=True)
    return replace(line, doubt=line.doubt or f"{line.text!r} may begin with a number")


def _weak(word: Word, readings: Sequence[Reading], know: Knowledge) -> bool:
    """Whether an agreed word that nothing vouches for is in doubt.

    Wrong ones had 0.89 and less from the recogniser, or were a letter away from a word of the document ("Sosjalisasi"),
    or of a closed vocabulary ("Januan").
    """
    if len(readings) == 1:
        return (word.confidence or 0) < ALONE_SURE
    odd = not (sane(word.text) or word.text.isalnum() or word.text in "-–")
    if odd or know.near_seen(word.text) or know.near_closed(word.text):
        return True
    read = [w.confidence or 0 for r in readings[:2] for w in r.words if w.text == word.text]
    return len(read) < 2 or read[0] < TESSERACT_SURE or read[1] < AGREED_SURE


def _changed(line: LineReadings, agreed: Reading) -> bool:
    return all(bare(r.text) != bare(agreed.text) for r in line.readings[:1])
