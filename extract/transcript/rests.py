"""How well a text goes on from another in a column: by the stitcher's evidence, known words, whole targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.model import Column
from extract.table import shape
from extract.table.columns import TIMES
from extract.table.meeting import Habit, Meeting
from extract.table.text_evidence import Printed, printed, text_goes_on, words_go_on
from extract.transcript.learned import Learned
from extract.transcript.look import TICKS, Kind, Look, kind_of, look, several_counts
from extract.transcript.words import Words

NUMBERED_REST = -2.0
WHOLE_ABOVE = -2.5
UNIT = 4.0
MOST_UNITS = 4
# Longer texts without a time in them are not the rest of one.
MOST_LETTERS = 40
# A target with its unit is whole.
WHOLE_TARGET = -3.0
# A whole time or target that would go on in a column of texts.
CLOSED_IN_TEXT = -5.0
# No evidence of going on counts for more.
MOST = 7.0
TEXTS = frozenset(
    (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR, Column.EVIDENCE, Column.RESPONSIBLE)
)
WHOLE = frozenset((Kind.TIME, Kind.TARGET, Kind.COUNT, Kind.MONEY))
CLOSED = frozenset((*TIMES, Column.TARGET))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the columns and of the transcript's words.

    ``ticked`` says that there are columns of periods: then a tick belongs to none of the texts beside it.
    """

    columns: Sequence[Column]
    ancestors: Sequence[bool]
    learned: Sequence[Learned]
    habits: Sequence[Habit]
    words: Words
    ticked: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A text above or below a border, and what shows of it there; ``first`` and ``last`` are its words at the ends."""

    text: str
    seen: Look
    ends: Printed
    first: str
    last: str


@lru_cache(maxsize=16384)
def side(text: str) -> Side:
    """Look at a text that may meet another; an empty one has no words."""
    words = text.split()
    return Side(text, look(text), printed(text), *((words[0], words[-1]) if words else ("", "")))


def goes_on(known: Known, column: int, above: Side, below: Side) -> float:
    """Evidence that ``below`` is the rest of ``above``, by the signs that pages are stitched by and known pairs."""
    kind = known.columns[column]
    if kind is Column.NO or (known.ticked and (above.last in TICKS or below.first in TICKS)):
        return -MOST
    if kind is Column.TARGET and several_counts(above.text):
        few = not any(map(str.isdigit, below.text)) and len(below.text.split()) <= MOST_UNITS
        return UNIT if few else -UNIT
    if kind in CLOSED and _breaks_closed(kind, above, below):
        return -MOST
    if kind is Column.TARGET and above.seen.kind is Kind.TARGET:
        return WHOLE_TARGET
    met = known.words.pair(above.last, below.first)
    if met <= 0 and kind in TEXTS and below.seen.kind in WHOLE:
        return CLOSED_IN_TEXT
    if kind in CLOSED or kind is Column.TARGET_TIME:
        evidence = text_goes_on(_meeting(known, column, above, below))
    else:
        evidence = words_go_on(above.ends, below.ends, known.habits[column])
    if above.seen.kind is Kind.TEXT and known.learned[column].wholes.get(above.seen.whole, 0) > 2:
        met += WHOLE_ABOVE
    numbered = NUMBERED_REST if below.seen.number is not None and below.seen.kind is Kind.TEXT else 0.0
    return max(min(evidence + met + numbered, MOST), -MOST)


def _meeting(known: Known, column: int, above: Side, below: Side) -> Meeting:
    """The two as at a page break that tells nothing by its place."""
    return Meeting(
        column=known.columns[column],
        ancestor=known.ancestors[column],
        above=above.text,
        below=below.text,
        depth=1.3,
        room=0.0,
        needed=0.0,
        habit=known.habits[column],
    )


def _breaks_closed(column: Column, above: Side, below: Side) -> bool:
    """Whether both together are not what a closed column prints."""
    if column is Column.TARGET:
        counted = above.seen.kind in (Kind.TARGET, Kind.COUNT)
        return counted and kind_of(f"{above.text} {below.text}") is not Kind.TARGET
    if above.seen.kind not in (Kind.TIME, Kind.TIME_CUT):
        return False
    told = len(below.text) > MOST_LETTERS and not shape.has_time(below.text)
    return told or kind_of(f"{above.text} {below.text}") not in (Kind.TIME, Kind.TIME_CUT)
