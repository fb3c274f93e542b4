"""Two readings of one line, side by side: which letters of the other stand for each word of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

_SPACE, _DASH = re.compile(r"\s+"), re.compile("[‐-―−]")


def bare(text: str) -> str:
    """The text without white space, its dashes all of one length: engines seldom agree on that."""
    return _DASH.sub("-", _SPACE.sub("", text))


def counterparts(pivot: Sequence[str], other: Sequence[str]) -> list[str]:
    """For each word of ``pivot`` the letters of ``other`` that stand for it, without white space.

    Letters between two words of the pivot go where the other reading has its space, else to the word before.
    """
    first, second = "".join(pivot), "".join(other)
    place, own = _places(first, second), breaks(other)
    ends, at = [0], 0
    for word in pivot[:-1]:
        at += len(word)
        low, high = place[at]
        ends.append(next((gap for gap in range(high, low - 1, -1) if gap in own), high))
    ends.append(len(second))
    return [second[start:end] for start, end in pairwise(ends)]


def _places(first: str, second: str) -> list[tuple[int, int]]:
    """For every gap between letters of ``first`` the first and the last gap of ``second`` that may answer it."""
    place = [(0, 0)] * (len(first) + 1)
    for step in Levenshtein.opcodes(first, second):
        for ahead in range(1, step.src_end - step.src_start + 1):
            to = min(step.dest_start + ahead, step.dest_end) if ahead < step.src_end - step.src_start else step.dest_end
            place[step.src_start + ahead] = (to, to)
        if step.src_end == step.src_start:
            place[step.src_start] = (step.dest_start, step.dest_end)
    return place


def breaks(words: Sequence[str]) -> set[int]:
    """After how many letters each gap between words stands."""
    out, at = set(), 0
    for word in words[:-1]:
        at += len(word)
        out.add(at)
    return out
