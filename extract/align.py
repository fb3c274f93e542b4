"""Two readings of one line, side by side: which letters of the other stand for each word of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

_SPACE = re.compile(r"\s+")


def bare(text: str) -> str:
    """The text without white space."""
    return _SPACE.sub("", text)


def counterparts(pivot: Sequence[str], other: Sequence[str]) -> list[str]:
    """For each word of ``pivot`` the letters of ``other`` that stand for it, without white space.

    Letters that stand between two words of the pivot go to the word before.
    """
    first, second = "".join(pivot), "".join(other)
    place = _places(first, second)
    out, at = [], 0
    for word in pivot:
        out.append(second[place[at] : place[at + len(word)]])
        at += len(word)
    return out


def _places(first: str, second: str) -> list[int]:
    """For every gap between letters of ``first`` (and both ends) the gap of ``second`` that answers it."""
    place = [0] * (len(first) + 1)
    for step in Levenshtein.opcodes(first, second):
        for ahead in range(step.src_end - step.src_start):
            place[step.src_start + ahead] = min(step.dest_start + ahead, step.dest_end)
        place[step.src_end] = step.dest_end
    place[0] = 0
    place[len(first)] = len(second)
    return place


def breaks(words: Sequence[str]) -> set[int]:
    """After how many letters each gap between words stands."""
    out, at = set(), 0
    for word in words[:-1]:
        at += len(word)
        out.add(at)
    return out
