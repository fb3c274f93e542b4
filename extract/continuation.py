"""Does the first row of a page go on from the last row of the page before? Evidence, column by column.

Each piece of evidence is a log-likelihood ratio (natural logarithm, positive for "goes on"), so that they add up.
The weights were set on the 2026 decree and its variants, then checked on randomly laid out plans.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract import shape
from extract.model import Column

# Sums nearer to zero than this are reported as uncertain.
UNCERTAIN = 1.5
# Above a cut the text reaches the cell's bottom: at most this many lines are free there. Cut cells leave 0.4 to 1.4
# lines (padding and leading), finished cells in top alignment often more.
FULL_DEPTH = 1.6
CUT_DEPTH = 1.0
# In a column of texts this long (letters), one in fifteen is shorter than a third of the median; rests are so in 40%.
LONG_TEXT, SHORT_SHARE = 25, 0.35
# Stands for the text of a cell that is only shaded.
SHADE = "■"
# A word fits a line that has room for it, a space and this much more, in letters (letters differ in width).
WORD_ROOM = 2.0
# Text evidence from here on shows a merged cell cut into two single rows; new rows reached 1.9, cut cells 3.8 and more.
SURE_TEXT = 3.5
# Cells of leaf columns seldom go on over a new component, aspect or action.
NEW_GROUP = 2.5
# A column that merges more of its rows than this may have merged two rows across the break.
MERGING_COLUMN = 0.04


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column behaves away from page breaks.

    ``filled`` is the share of rows with text, ``merged`` the share of rows that a merged cell serves after its
    first, ``blank`` the share of cells without text, ``numbered`` the share of texts with a printed number; ``texts``
    are the whole texts seen, without white space, ``length`` is their median length.
    """

    filled: float = 0.9
    merged: float = 0.1
    blank: float = 0.1
    numbered: float = 0.0
    texts: frozenset[str] = frozenset()
    length: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One column at a page break: the text above and the text below, as printed.

    ``depth`` is the free space under the text above, in lines; ``room`` the free space in its last line, in letters.
    """

    column: Column
    ancestor: bool
    above: str
    below: str
    depth: float
    room: float
    habit: Habit
    above_merged: bool = False
    below_merged: bool = False


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
    """A new row seldom leaves blank what the plan always fills; merged cells say nothing."""
    return 0.0 if m.above_merged or m.below_merged else _usually_filled(m)


def _usually_filled(m: Meeting) -> float:
    return min(math.log(0.55 / max(1.0 - m.habit.filled, 0.02)), 3.0)


def carried_on(meetings: Sequence[Meeting]) -> list[int]:
    """Columns whose merged cell goes on below the break although a new row begins there.

    Where an ancestor begins anew, those under it do so too.
    """
    columns: list[int] = []
    anew = False
    for column, m in enumerate(meetings):
        if m.ancestor:
            anew = anew or bool(m.below and (not m.above or text_goes_on(m) + _merging(m) <= 0))
            if not anew or not m.below:
                columns.append(column)
        elif _leaf_carried_on(m, anew):
            columns.append(column)
    return columns


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


def text_goes_on(m: Meeting) -> float:
    """Evidence that the text below is the rest of the text above."""
    if m.column is Column.TIME:
        if shape.time_cut(m.above) or shape.BARE_YEAR.match(m.below):
            return max(_closed(m, shape.time_like), 4.0)
        return _closed(m, shape.time_like)
    if m.column is Column.TARGET:
        if shape.bare_count(m.above) and not any(ch.isdigit() for ch in m.below):
            return 5.0
        return _closed(m, shape.target_like)
    if m.column is Column.TARGET_TIME:
        return _shared(m)
    return _open_text(m)


def _closed(m: Meeting, whole: Callable[[str], bool]) -> float:
    """Times and targets: two whole ones are two; two halves that make a whole are one."""
    above, below, both = whole(m.above), whole(m.below), whole(f"{m.above} {m.below}")
    if above and below:
        return -5.0
    if both and not above:
        return 5.0
    return _open_text(m)


def _shared(m: Meeting) -> float:
    """A column of target and time: a target on one side and a time on the other are the halves of one cell."""
    above, below = (
        (shape.has_time(m.above), shape.has_count(m.above)),
        (shape.has_time(m.below), shape.has_count(m.below)),
    )
    if all(above) and all(below):
        return -4.0
    if shape.time_cut(m.above) or shape.bare_count(m.above):
        return 4.0
    if above != below and sum(above) == sum(below) == 1:
        return 3.0
    return _open_text(m)


def _open_text(m: Meeting) -> float:
    return _known(m) + _beginning(m) + _ending(m) + _place(m) + _size(m)


def _known(m: Meeting) -> float:
    """Texts printed whole elsewhere: both halves together, or each by itself."""
    above, below = _dense(m.above), _dense(m.below)
    if above == below and len(below) > 8:
        return -4.0
    if above + below in m.habit.texts:
        return 4.0
    return -2.0 if below in m.habit.texts and above in m.habit.texts else 0.0


def _beginning(m: Meeting) -> float:
    """Cells begin with a number where the plan numbers them, else with a capital letter.

    Neighbours are alike: after a numbered text an unnumbered one is the rest, after an unnumbered one it may be new.
    """
    if shape.numbered(m.below):
        return -5.0 if m.habit.numbered > 0.3 else -1.5
    if shape.goes_on(m.below):
        return 4.0
    if shape.bulleted(m.below):
        return 0.0 if shape.bulleted(m.above) else -1.5
    usual = max(m.habit.numbered, 0.9) if shape.numbered(m.above) else min(m.habit.numbered, 0.2)
    return -1.0 - math.log(1.05 - usual)


def _ending(m: Meeting) -> float:
    if shape.unfinished(m.above):
        return 3.0
    return -1.0 if m.above.rstrip().endswith((".", ";")) else 0.0


def _place(m: Meeting) -> float:
    """A text that is cut reaches the cell's bottom, and its last line has no room for the next word."""
    score = -2.0 if m.depth > FULL_DEPTH else 0.8 if m.depth <= CUT_DEPTH else 0.0
    listed = shape.numbered(m.below) or shape.bulleted(m.below)
    fits = m.room > len(m.below.split()[0]) + WORD_ROOM
    return score - 3.5 if fits and not listed else score


def _size(m: Meeting) -> float:
    """A rest is often short; a whole text seldom is, where the column's texts are long."""
    short = m.habit.length >= LONG_TEXT and len(_dense(m.below)) < SHORT_SHARE * m.habit.length
    return 1.3 if short else 0.0


def _dense(text: str) -> str:
    return "".join(text.casefold().split())
