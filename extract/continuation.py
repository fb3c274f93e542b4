"""Does the first row of a page go on from the last row of the page before? Evidence, column by column.

Each piece of evidence is a log-likelihood ratio (natural logarithm, positive for "goes on"), so that they add up.
The weights were set on the 2026 decree and its variants, then checked on randomly laid out plans.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract import shape
from extract.model import Cell, Column

# Sums nearer to zero than this are reported as uncertain.
UNCERTAIN = 1.0
# A last line nearer to the cell's bottom than this many lines may have been cut there.
FULL_DEPTH = 1.6


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column behaves away from page breaks: share of rows with text, of texts with a printed number."""

    filled: float = 0.9
    numbered: float = 0.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One column at a page break: the text above and the text below, as printed."""

    column: Column
    ancestor: bool
    above: str
    below: str
    depth: float
    habit: Habit
    above_merged: bool = False
    below_merged: bool = False


def meeting(column: Column, ancestor: bool, above: Cell | None, below: Cell | None, text: str, habit: Habit) -> Meeting:
    """Bring together what one column prints on both sides; ``text`` is all that stands above, over page breaks."""
    return Meeting(
        column=column,
        ancestor=ancestor,
        above=text,
        below=" ".join(below.lines) if below else "",
        depth=above.depth if above else 0.0,
        habit=habit,
        above_merged=bool(above and above.row_span > 1),
        below_merged=bool(below and below.row_span > 1),
    )


def row_goes_on(meetings: Sequence[Meeting], slack: float) -> float:
    """Evidence that the row below the break is the rest of the row above.

    ``slack`` is the free space above the break in lines, against the fullest page.
    """
    if not any(m.below for m in meetings):
        return math.inf
    score = -4.0 if slack > 4.0 else 0.0
    return score + sum(_ancestor(m) if m.ancestor else _leaf(m) for m in meetings)


def _ancestor(m: Meeting) -> float:
    """A new number or a finished text followed by another opens a new group, and so a new row."""
    if not m.below:
        return 0.0
    if shape.numbered(m.below) or (m.column is Column.NO and m.below.strip()):
        return -8.0
    return 0.0 if text_goes_on(m) > 0 else -3.0


def _leaf(m: Meeting) -> float:
    if not m.below:
        return 0.0 if not m.above else _blank_below(m)
    if not m.above:
        return -3.0 if m.habit.filled > 0.8 else -1.0
    return text_goes_on(m) + math.log(0.45 / max(m.habit.filled, 0.05))


def _blank_below(m: Meeting) -> float:
    """A new row seldom leaves blank what the plan always fills; merged cells say nothing."""
    if m.above_merged or m.below_merged:
        return 0.0
    return min(math.log(0.55 / max(1.0 - m.habit.filled, 0.02)), 3.0)


def text_goes_on(m: Meeting) -> float:
    """Evidence that the text below is the rest of the text above."""
    if m.column is Column.TIME:
        closed = _closed(m, shape.time_like)
        if shape.time_cut(m.above) or shape.BARE_YEAR.match(m.below):
            closed = max(closed, 4.0)
        return closed
    if m.column is Column.TARGET:
        if shape.bare_count(m.above) and not any(ch.isdigit() for ch in m.below):
            return 5.0
        return _closed(m, shape.target_like)
    return _open_text(m)


def _closed(m: Meeting, whole: Callable[[str], bool]) -> float:
    """Times and targets: two whole ones are two; two halves that make a whole are one."""
    above, below, both = whole(m.above), whole(m.below), whole(f"{m.above} {m.below}")
    if above and below:
        return -5.0
    if both and not above:
        return 5.0
    return _open_text(m)


def _open_text(m: Meeting) -> float:
    score = 0.0
    if shape.numbered(m.below):
        score -= 5.0 if m.habit.numbered > 0.3 else 1.5
    elif shape.goes_on(m.below):
        score += 4.0
    elif shape.bulleted(m.below):
        score -= 0.0 if shape.bulleted(m.above) else 1.5
    elif m.habit.numbered > 0.7:
        score += 2.5
    else:
        score -= 1.2
    if shape.unfinished(m.above):
        score += 3.0
    elif m.above.rstrip().endswith((".", ";")):
        score -= 1.0
    if m.depth > FULL_DEPTH:
        score -= 2.0
    return score
