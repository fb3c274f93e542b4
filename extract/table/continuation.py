"""Does the first row of a page go on from the last row of the page before? Evidence, column by column, added up."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from extract.model import Column
from extract.table import shape
from extract.table.columns import TIMES
from extract.table.meeting import GROUPS, SHADE, Meeting
from extract.table.text_evidence import FULL_DEPTH, text_goes_on

# Sums nearer to zero than this are reported as uncertain.
UNCERTAIN = 1.8
# Text evidence from here on shows a merged cell cut into two single rows; new rows reached 1.9, cut cells 3.8 and more.
SURE_TEXT = 3.5
# An ancestor with so much evidence of going on holds those above it: an action seldom serves two aspects.
HELD = 2.5
# What counts from one again stands under something new.
COUNTED_ANEW = 4.0
# Cells of leaf columns seldom go on over a new component, aspect or action.
NEW_GROUP = 2.5
# A column that merges more of its rows than this may have merged two rows across the break.
MERGING_COLUMN = 0.04
# Where fewer of a column's texts begin with a small letter, one that does is the rest of another.
SMALL_BEGINNINGS = 0.1
# A row without a target has no time, either, and the other way round.
WHEN_AND_WHAT = (*TIMES, Column.TARGET)


def row_goes_on(meetings: Sequence[Meeting], slack: float) -> float:
    """Evidence that the row below the break is the rest of the row above.

    ``slack`` is the free space above the break in lines, against the fullest page.
    """
    if not any(m.below for m in meetings):
        return math.inf
    score = -4.0 if slack > 4.0 else 0.0
    periods = [m for m in meetings if m.column is Column.PERIOD]
    others = [m for m in meetings if m.column is not Column.PERIOD]
    return score + _periods(periods) + sum(_ancestor(m) if m.ancestor else _leaf(m) for m in others)


def _periods(meetings: Sequence[Meeting]) -> float:
    """Period columns together: ticks or values on both sides are two rows, none below is the rest of one.

    The shading of a cut row goes on below the break.
    """
    above, below = [m.above for m in meetings], [m.below for m in meetings]
    if not any(above) or (above == below and set(below) <= {"", SHADE}):
        return 0.0
    return -4.0 if any(below) else _usually_filled(meetings[0])


def _ancestor(m: Meeting) -> float:
    """A new number, or a finished text followed by another, opens a new group, and so a new row."""
    if not m.below:
        return 0.0
    if shape.numbered(m.below) or (m.column is Column.NO and m.below.strip()):
        return -8.0
    return max(min(text_goes_on(m), 2.0), -3.0)


def _leaf(m: Meeting) -> float:
    if not m.below:
        return 0.0 if not m.above else _blank_below(m)
    if not m.above:
        return -3.0 if m.habit.filled > 0.8 else -1.0
    return text_goes_on(m) + math.log(0.45 / max(m.habit.filled, 0.05))


def _blank_below(m: Meeting) -> float:
    """A new row seldom leaves blank what the plan always fills; merged cells say nothing.

    A column that merges cells may have merged the row above with a new one, whose part is blank then.
    """
    return 0.0 if m.above_merged or m.below_merged else _seldom(1.0 - m.habit.filled + m.habit.merged)


def _usually_filled(m: Meeting) -> float:
    return _seldom(1.0 - m.habit.filled)


def _seldom(share: float) -> float:
    """Evidence against a new row that shows what only this share of rows does."""
    return min(math.log(0.55 / max(share, 0.02)), 3.0)


def carried_on(meetings: Sequence[Meeting]) -> list[int]:
    """Columns whose merged cell goes on below the break although a new row begins there.

    Where an ancestor begins anew, those under it do so too; where one under it surely goes on, it does not begin anew.
    A blank below a new component or aspect, or beside another that tells of an idle row, is taken as blank.
    """
    columns: list[int] = []
    anew, apart = False, False
    idle = _never_due(meetings) or any(_surely_blank(m) for m in meetings)
    for column, m in enumerate(meetings):
        if m.counts_rows:
            columns += [] if m.below else [column]
        elif m.ancestor:
            under = meetings[column + 1 :]
            anew = anew or bool(m.below and (not m.above or _goes_on(m, under) <= 0) and not _held(m, under))
            apart = apart or (anew and m.column in GROUPS and m.below != m.above)
            if not anew or not m.below:
                columns.append(column)
        elif _leaf_carried_on(m, anew):
            own = (apart and not m.habit.across) or (idle and m.column in WHEN_AND_WHAT)
            if not (own and guessed(m)):
                columns.append(column)
    return columns


def undecided(meetings: Sequence[Meeting], carried: Collection[int]) -> list[int]:
    """Columns whose text below the break may as well be new as the rest of a merged cell's above.

    ``carried`` are those that were taken as such rests; a leaf's text that was not should not begin inside a sentence.
    """
    columns: list[int] = []
    new = False
    for column, m in enumerate(meetings):
        if m.counts_rows or not (m.above and m.below):
            continue
        if not m.ancestor:
            columns += [column] if column not in carried and _odd_beginning(m) else []
        elif not new:
            under = meetings[column + 1 :]
            evidence = _goes_on(m, under)
            doubtful = abs(evidence) < UNCERTAIN and not _held(m, under)
            columns += [column] if doubtful else []
            new = evidence <= 0 and not doubtful
    return columns


def _odd_beginning(m: Meeting) -> bool:
    return shape.goes_on(m.below) and m.habit.small < SMALL_BEGINNINGS and m.column is not Column.PERIOD


def _surely_blank(m: Meeting) -> bool:
    """Whether a row has no target or no time in a column that merges no cells: then it has not the other, either.

    The 2026 decree has one row without evidence, time and target.
    """
    single = m.habit.merged <= MERGING_COLUMN / 2 and not m.below_merged
    return single and not m.below and m.column in WHEN_AND_WHAT and m.habit.filled > 0.8


def _never_due(meetings: Sequence[Meeting]) -> bool:
    """Whether a row marks no period although the plan's rows do."""
    periods = [m for m in meetings if m.column is Column.PERIOD]
    return bool(periods) and periods[0].habit.filled > 0.8 and not any(m.below for m in periods)


def _goes_on(m: Meeting, under: Sequence[Meeting]) -> float:
    """Evidence that an ancestor's text below is the rest of the merged cell's above.

    Where those under it count from one again, a new one has begun: aspect 5 above the break, aspect 1 below it.
    """
    counted = next((d for d in under if d.ancestor and d.above and d.below), None)
    anew = counted is not None and shape.counts_anew(counted.above, counted.below)
    return text_goes_on(m) + _merging(m) - (COUNTED_ANEW if anew else 0.0)


def _held(m: Meeting, under: Sequence[Meeting]) -> bool:
    """Whether an ancestor's text below is the rest of the one above because that of an ancestor under it is."""
    if not m.above or shape.numbered(m.below):
        return False
    deeper = [d for d in under if d.ancestor and d.above and d.below]
    return any(text_goes_on(d) + _merging(d) >= HELD for d in deeper)


def _leaf_carried_on(m: Meeting, anew: bool) -> bool:
    """A merged cell's rest, blank or not; where each side has one row only its text or its column must tell."""
    merged = m.above_merged or m.below_merged
    if not m.above:
        return False
    if not m.below:
        return merged or m.habit.merged > max(2 * m.habit.blank, MERGING_COLUMN)
    if merged:
        return text_goes_on(m) + _merging(m) - (NEW_GROUP if anew else 0.0) > 0
    may = m.habit.merged > MERGING_COLUMN / 2 and not anew
    return may and text_goes_on(m) >= SURE_TEXT and m.depth <= FULL_DEPTH


def guessed(m: Meeting) -> bool:
    """Whether a blank leaf cell of one row is taken as the rest of a merged cell: it may as well be a blank one."""
    return not (m.ancestor or m.below or m.below_merged)


def _merging(m: Meeting) -> float:
    """How usual it is in this column that a cell goes on into the next row."""
    return max(min(math.log((m.habit.merged + 0.02) / (1.02 - m.habit.merged)), 0.0), -2.5)
