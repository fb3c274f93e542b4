"""Which of the headers that a transcript's first lines may be is the likeliest, and which tell as many columns."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Column, ColumnSpec, Period
from extract.table.columns import CUT_OFF, OWN_COLUMNS
from extract.transcript.lines import TextLine
from extract.transcript.whole import CLOSED, whole_lines

# Headings in their own cells agree so well; with words of neighbours they do not.
WHOLE = 90.0
# In transcripts without damage so many lines are whole rows, headers aside.
MOST_WHOLE = 0.5
# Headers that agree as well as the best to so much in all are worth a trial, at most so many.
AS_WELL = 3.0
MOST_RIVALS = 3
Weight = tuple[bool, bool, int, int, float, bool]
_Told = tuple[Column, Period | None]
Candidate = tuple[Weight, tuple[ColumnSpec, ...], str]


def likeliest(found: Sequence[Candidate], table: Sequence[TextLine]) -> Candidate:
    """The weightiest header; or one as printed with one unknown wording, where most lines are whole rows under it."""
    best = max(found, key=lambda one: one[0])
    lacking = [one for one in found if one[0][5] and one[0][3] == -1 and one[0][2] >= OWN_COLUMNS]
    # Under a header without times and targets any line would be whole.
    lacking = [one for one in lacking if any(spec.column in CLOSED for spec in one[1])]
    if not lacking or best[0][0]:
        return best
    printed = max(lacking, key=lambda one: one[0])
    whole, rows = (sum(1 for _ in whole_lines(table, one[1])) for one in (best, printed))
    return printed if rows > whole and rows >= MOST_WHOLE * len(table) else best


def rivals(best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """Other columns that as many words of some header line tell as well, in a header as wide as the lines."""
    rivals: dict[tuple[_Told, ...], Candidate] = {}
    for one in sorted(found, key=lambda one: one[0], reverse=True):
        as_well = one[0][1:4] == (True, *best[0][2:4]) and one[0][4] > best[0][4] - AS_WELL
        if as_well and _told(one) != _told(best):
            rivals.setdefault(_told(one), one)
    return list(rivals.values())[:MOST_RIVALS]


def _told(one: Candidate) -> tuple[_Told, ...]:
    return tuple((spec.column, spec.period) for spec in one[1])


def weight(specs: Sequence[ColumnSpec], width: int, *, as_printed: bool) -> Weight:
    """A header whose cells are all known first; then as wide as the lines are, most known columns, fewest unknown."""
    known = [s for s in specs if s.column is not Column.EXTRA or s.score >= CUT_OFF]
    unknown = len(specs) - len(known)
    whole = as_printed and not unknown and min(s.score for s in known) > WHOLE
    agreement = sum(s.score for s in known)
    return whole, as_printed or len(specs) == width, len(known), -unknown, agreement, as_printed
