"""Forms that a plan prints one way only: a number before its word, "s.d.", words of times without marks between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from extract.geometry import BBox, Word
from extract.lexicon import Knowledge, core

# "1 (satu)": what stands before a number word in brackets is a number, and these letters are digits misread.
_WORDED = re.compile(r"^\(([a-z]+)\)?[.,]?$", re.IGNORECASE)
_GLUED_NUMBER = re.compile(r"^(\w{1,3})[.,:;'-]?(\([a-z]+\)?)$", re.IGNORECASE)
_DIGITS = str.maketrans({"I": "1", "l": "1", "i": "1", "|": "1", "O": "0", "o": "0", "S": "5", "Z": "2", "B": "8"})
_NUMBER = re.compile(r"^\d{1,4}$")
# "s.d." between two months, as specks change it.
_UNTIL = re.compile(r"^[sS$5][.,:;]?d[.,:;]{0,2}$")
# Two words of times that a speck joins ("Per.Semester", "Per-Triwulan").
_JOINED = re.compile(r"^(per|setiap|tiap)[-.,:;'’]([a-z]{3,})$", re.IGNORECASE)
_DATED = re.compile(r"^([A-Za-z]{3,})[-.,:;'’]((?:19|20)\d{2})$")
_MARKS = ".,:;'"


def as_printed(words: Sequence[Word], know: Knowledge) -> list[Word]:
    """The words of one line with numbers before number words, "s.d." and words of times as plans print them."""
    parted = [part for word in words for part in _parted(word, know)]
    out: list[Word] = []
    for word, after in zip_longest(parted, parted[1:]):
        out.append(_mended(word, out[-1] if out else None, after, know))
    return out


def number_missing(lines: Sequence[Sequence[Word]], know: Knowledge) -> bool:
    """Whether a cell begins with a number word in brackets: the number before it was lost."""
    first = next((word.text for line in lines for word in line), "")
    found = _WORDED.match(first)
    return bool(found and know.closed(found[1]))


def _parted(word: Word, know: Knowledge) -> list[Word]:
    glued = _GLUED_NUMBER.match(word.text)
    if glued and know.closed(glued[2]) and _digits(glued[1]):
        return _cut(word, glued[1], glued[2])
    joined = _JOINED.match(word.text)
    dated = _DATED.match(word.text)
    if dated and know.closed(dated[1]):
        return _cut(word, *dated.groups())
    if joined and know.closed(joined[2]):
        return _cut(word, *joined.groups())
    return [word]


def _cut(word: Word, first: str, second: str) -> list[Word]:
    box = word.bbox
    middle = box.x0 + (box.x1 - box.x0) * len(first) / len(word.text)
    return [
        replace(word, text=first, bbox=BBox(box.x0, box.top, middle, box.bottom)),
        replace(word, text=second, bbox=BBox(middle, box.top, box.x1, box.bottom)),
    ]


def _mended(word: Word, before: Word | None, after: Word | None, know: Knowledge) -> Word:
    text = word.text
    worded = _WORDED.match(after.text) if after else None
    if worded and know.closed(worded[1]) and (number := _digits(text.rstrip(_MARKS))):
        return replace(word, text=number)
    if after and _UNTIL.match(after.text) and text[-1] in _MARKS and know.closed(core(text)):
        return replace(word, text=text.rstrip(_MARKS))
    if before and _UNTIL.match(text) and (know.closed(before.text) or _NUMBER.match(before.text)):
        return replace(word, text=text if text in ("sd", "s.d") else "s.d.")
    return word


def _digits(text: str) -> str:
    """The text as a number, letters that look like digits read as such; "" where it is none."""
    number = text.translate(_DIGITS)
    return number if _NUMBER.match(number) else ""
