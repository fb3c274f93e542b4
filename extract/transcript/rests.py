"""How well a text goes on from another in a column: by the stitcher's evidence, known words, whole targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Column
from extract.table import shape
from extract.table.columns import TIMES
from extract.table.meeting import Habit, Meeting
from extract.table.text_evidence import text_goes_on
from extract.transcript.learned import Learned
from extract.transcript.look import Kind, look, several_counts
from extract.transcript.words import Words

NUMBERED_REST = -2.0
WHOLE_ABOVE = -2.5
UNIT = 4.0
MOST_UNITS = 4
# Longer texts without a time in them are not the rest of one.
MOST_LETTERS = 40
# A target with its unit is whole.
WHOLE_TARGET = -3.0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the columns and of the transcript's words."""

    columns: Sequence[Column]
    ancestors: Sequence[bool]
    learned: Sequence[Learned]
    habits: Sequence[Habit]
    words: Words


def goes_on(known: Known, column: int, above: str, below: str) -> float:
    """Evidence that ``below`` is the rest of ``above``, by the signs that pages are stitched by and known pairs."""
    if known.columns[column] is Column.TARGET and several_counts(above):
        return UNIT if not any(map(str.isdigit, below)) and len(below.split()) <= MOST_UNITS else -UNIT
    if _breaks_closed(known.columns[column], above, below):
        return -7.0
    met = known.words.pair(above, below)
    if known.columns[column] is Column.TARGET and look(above).kind is Kind.TARGET:
        return WHOLE_TARGET
    if met <= 0 and _closed_in_text(known.columns[column], below):
        return -5.0
    meeting = Meeting(
        column=known.columns[column],
        ancestor=known.ancestors[column],
        above=above,
        below=below,
        depth=1.3,
        room=0.0,
        habit=known.habits[column],
    )
    if look(above).kind is Kind.TEXT and known.learned[column].wholes[look(above).whole] > 2:
        met += WHOLE_ABOVE
    numbered = NUMBERED_REST if look(below).number is not None and look(below).kind is Kind.TEXT else 0.0
    return max(min(text_goes_on(meeting) + met + numbered, 7.0), -7.0)


def _breaks_closed(column: Column, above: str, below: str) -> bool:
    """Whether both together are not what a closed column prints."""
    if column in TIMES:
        times = (Kind.TIME, Kind.TIME_CUT)
        if look(above).kind not in times:
            return False
        told = len(below) > MOST_LETTERS and not shape.has_time(below)
        return told or look(f"{above} {below}").kind not in times
    if column is Column.TARGET:
        counted = look(above).kind in (Kind.TARGET, Kind.COUNT)
        return counted and look(f"{above} {below}").kind is not Kind.TARGET
    return column is Column.NO


def _closed_in_text(column: Column, below: str) -> bool:
    """Whether a whole time or target would go on in a column of texts."""
    texts = (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR, Column.EVIDENCE, Column.RESPONSIBLE)
    return column in texts and look(below).kind in (Kind.TIME, Kind.TARGET, Kind.COUNT, Kind.MONEY)
