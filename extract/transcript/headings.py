"""A header whose words stand in wrong cells: its words in order, parted anew into the headings that offices print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.model import Column, ColumnSpec
from extract.table.columns import CUT_OFF, Candidate, candidates, is_heading

# Headings have at most so many words, headers so many.
MOST_WORDS = 5
LONGEST = 40
# Partings kept at each word; all right ones were the best from 5 on.
BEAM = 24
# "TARGET WAKTU" is one heading or two: so many ways are worth a look.
LIKELIEST = 4
# What a word costs that is of no known heading.
UNKNOWN = 30.0
# Few long headings are likelier than many short ones: TARGET CAPAIAN is one, not TARGET beside CAPAIAN.
PER_WORD = 8.0
PER_HEADING = 26.0
# A column's number under its heading.
NUMBERING = re.compile(r"\(\s*\d{1,2}\s*\)")


@dataclass(frozen=True, slots=True)
class _Parting:
    """Headings found so far, and how well they agree in all."""

    score: float
    specs: tuple[ColumnSpec, ...]

    @property
    def columns(self) -> frozenset[Column]:
        """The columns that have their heading."""
        return frozenset(spec.column for spec in self.specs if spec.column is not Column.EXTRA)


def bare(text: str) -> str:
    """A heading without its column number."""
    return " ".join(NUMBERING.sub(" ", text).split())


def respaced(text: str) -> tuple[ColumnSpec, ...]:
    """The columns that the words of a header line most likely name in order; none where it is no header."""
    return next(iter(partings(text)), ())


@lru_cache(maxsize=4096)
def partings(text: str) -> tuple[tuple[ColumnSpec, ...], ...]:
    """The likeliest ways to part the words of a header line into headings in order, the best first.

    Each known column is named once. What no known heading covers stays a column under its words.
    """
    words = text.split()
    if not 2 < len(words) <= LONGEST:
        return ()
    beams: list[list[_Parting]] = [[] for _ in range(len(words) + 1)]
    beams[0] = [_Parting(0.0, ())]
    for start in range(len(words)):
        for parting in beams[start]:
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                made = _extended(parting, " ".join(words[start:end]), end - start)
                if made:
                    beams[end].append(made)
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            beams[end] = sorted(beams[end], key=lambda p: -p.score)[:BEAM]
    return tuple(parting.specs for parting in beams[-1][:LIKELIEST])


def _extended(parting: _Parting, heading: str, words: int) -> _Parting | None:
    """The parting with one more heading, where a column is left that it names; a single unknown word may stay.

    No heading prints a word twice: "TARGET WAKTU TARGET CAPAIAN" are two.
    """
    if len(set(heading.split())) < words:
        return None
    for found in _meanings(heading):
        if found.column not in parting.columns:
            # Longer headings that agree as well explain more words.
            score = parting.score + (found.score - CUT_OFF) + PER_WORD * words - PER_HEADING
            return _Parting(score, (*parting.specs, ColumnSpec(found.column, heading, found.score)))
    if words > 1:
        return None
    return _Parting(parting.score - UNKNOWN, (*parting.specs, ColumnSpec(Column.EXTRA, heading, 0.0)))


# 200 scattered headers of a transcript ask for 1,035 headings, 11 times each.
@lru_cache(maxsize=4096)
def _meanings(heading: str) -> tuple[Candidate, ...]:
    """The two likeliest columns that a heading surely means."""
    found = candidates(heading)[:2] if is_heading(heading) else ()
    return tuple(one for one in found if one.score >= CUT_OFF)
