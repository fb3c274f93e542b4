"""Is the text below a page break the rest of the text above? Evidence from its words and from its place.

Each piece of evidence is a log-likelihood ratio (natural logarithm, positive for "goes on"), so that they add up.
The weights were set on the 2026 decree and its variants, then checked on randomly laid out plans.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from extract.model import Column
from extract.table import shape
from extract.table.columns import TIMES
from extract.table.meeting import Habit, Meeting

# Above a cut the text reaches the cell's bottom: at most this many lines are free there. Cut cells leave 0.4 to 1.4
# lines (padding and leading), finished cells in top alignment often more.
FULL_DEPTH = 1.6
CUT_DEPTH = 1.0
# In a column of texts this long (letters), one in fifteen is shorter than a third of the median; rests are so in 40%.
LONG_TEXT, SHORT_SHARE = 25, 0.35
# In three plans a word with a capital letter and the word before it inside a text stand together in another text, too,
# in 60% of places; the last word of a text and the first of the next one's do in 0.5%. Of the inner words with a
# capital letter 7% begin another text of the column.
SEEN_TOGETHER, NOT_TOGETHER = 3.5, -0.4
INNER_STARTS = 0.07
# A column with fewer texts that are lists prints a number before another text only.
NO_LISTS = 0.05
# A word fits a line that has room for it, a space and some more, in letters.
WORD_ROOM = 1.5


def text_goes_on(m: Meeting) -> float:
    """Evidence that the text below is the rest of the text above."""
    if m.column in TIMES:
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
    above, below = printed(m.above), printed(m.below)
    return words_go_on(above, below, m.habit) + _place(m, below) + _size(m, below)


@dataclass(frozen=True, slots=True)
class Printed:
    """What shows of a text at its ends: ``dense`` is the text without white space, ``ended`` that a full stop ends it.

    ``first`` and ``last`` are its first and last word in small letters.
    ``small`` says that it begins with a small letter or a closing sign, as the rest of a sentence does.
    """

    dense: str
    numbered: bool
    bulleted: bool
    small: bool
    unfinished: bool
    ended: bool
    first: str
    last: str


# 10,580 texts of 1,000 heavily damaged rows of a transcript meet others.
@lru_cache(maxsize=16384)
def printed(text: str) -> Printed:
    """Look at a text's ends."""
    words = text.casefold().split()
    return Printed(
        dense="".join(words),
        numbered=shape.numbered(text),
        bulleted=shape.bulleted(text),
        small=shape.goes_on(text),
        unfinished=shape.unfinished(text),
        ended=text.rstrip().endswith((".", ";")),
        first=words[0] if words else "",
        last=words[-1] if words else "",
    )


def words_go_on(above: Printed, below: Printed, habit: Habit) -> float:
    """Evidence that a text is the rest of the one above it by what both print, wherever they stand."""
    known = _known(above.dense, below.dense, habit)
    return known + _beginning(above, below, habit) + _ending(above) + _wording(above, below, habit)


def _known(above: str, below: str, habit: Habit) -> float:
    """Texts printed whole elsewhere: both halves together, or each by itself."""
    if above == below and len(below) > 8:
        return -4.0
    if above + below in habit.texts:
        return 4.0
    return -2.0 if below in habit.texts and above in habit.texts else 0.0


def _beginning(above: Printed, below: Printed, habit: Habit) -> float:
    """Cells begin with a number where the plan numbers them, else with a capital letter.

    Neighbours are alike: after a numbered text an unnumbered one is the rest, after an unnumbered one it may be new.
    """
    if below.numbered:
        counted_on = above.numbered and habit.listed < NO_LISTS
        return -5.0 if habit.numbered > 0.3 or counted_on else -1.5
    if below.small:
        return 4.0
    if below.bulleted:
        return 0.0 if above.bulleted else -1.5
    usual = max(habit.numbered, 0.9) if above.numbered else min(habit.numbered, 0.2)
    return max(math.log(habit.capitals), -2.5) - math.log(1.05 - usual)


def _wording(above: Printed, below: Printed, habit: Habit) -> float:
    """What the plan's other texts tell of a beginning with a capital letter: as a first word, as a second one."""
    if below.numbered or below.small or below.bulleted:
        return 0.0
    pair = f"{above.last} {below.first}"
    together = (SEEN_TOGETHER if pair in habit.pairs else NOT_TOGETHER) if habit.pairs else 0.0
    usual = min(max(habit.again, INNER_STARTS), 0.9)
    if below.first in habit.starts:
        return together + math.log(INNER_STARTS / usual)
    return together + math.log((1.0 - INNER_STARTS) / (1.0 - usual))


def _ending(above: Printed) -> float:
    return 3.0 if above.unfinished else -1.0 if above.ended else 0.0


def _place(m: Meeting, below: Printed) -> float:
    """A text that is cut reaches the cell's bottom, and its last line has no room for the next word."""
    score = -2.0 if m.depth > FULL_DEPTH else 0.0
    if m.depth <= CUT_DEPTH:
        score = min(math.log(0.95 / max(m.habit.tight, 0.05)), 0.8)
    fits = m.room > m.needed + WORD_ROOM
    return score - 3.5 if fits and not (below.numbered or below.bulleted) else score


def _size(m: Meeting, below: Printed) -> float:
    """A rest is often short; a whole text seldom is, where the column's texts are long."""
    short = m.habit.length >= LONG_TEXT and len(below.dense) < SHORT_SHARE * m.habit.length
    return 1.3 if short else 0.0
