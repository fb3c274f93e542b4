"""How often a transcript is damaged in each way, told by its own lines, and what each way therefore costs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.transcript.placed import Placed, Way, doubles

# Lines lie so many columns left of their place, at least and at most; what lies farther costs as much.
LEAST_SHIFT, MOST_SHIFT = -1, 3
# What is usual weighs as much as so many texts (or lines) of the transcript.
WEIGHT = 40.0
LEAD_WEIGHT = 10.0
# A cell printed twice costs no more than this, however seldom it is: that two columns print the same is as seldom.
MOST_DOUBLE = 1.5
# Where fewer rests than a third stand in their place (by the negative logarithm), they have slid.
RESTS_SLIDE = 1.1
# Fewer lines that begin rows, and fewer that go on, stand in their place (by the negative logarithm): lightly damaged
# transcripts have 0.2 to 0.4 and 0.4 to 0.7, those damaged all over 1.1 to 2.3 and 0.9 to 1.3, the real one 1.3, 0.6.
STRAINED = ((0.45, 0.65), (1.1, 0.85))
# How usual each is before anything is learned: of texts, of neighbours, of lines inside a page.
_USUAL = {"cut": 0.03, "together": 0.012, "doubled": 0.008, "slid": 0.04, "inside": 0.02}
_USUAL_LEAD = {-1: 0.03, 0: 0.5, 1: 0.25, 2: 0.17, 3: 0.05}


@dataclass(frozen=True, slots=True)
class Rates:
    """What each irregularity costs: the negative natural logarithm of how often it comes.

    ``lead`` is the cost of a line's first text by how many columns left of its place it stands, from LEAST_SHIFT,
    where it begins a row, ``rest`` where it goes on in the row above, ``slide`` of texts
    that slid within the line, ``cut`` of a border of cells inside a text, ``together`` of texts run together in a
    cell, ``double`` of a cell printed twice, ``inside`` of a line inside a page that goes on in the row above.
    """

    lead: tuple[float, ...]
    rest: tuple[float, ...]
    slide: float
    cut: float
    together: float
    double: float
    inside: float

    @property
    def rests_slide(self) -> bool:
        """Whether lines that go on in the row above have so often slid that where they stand tells little."""
        return self.rest[-LEAST_SHIFT] > RESTS_SLIDE

    @property
    def calm(self) -> bool:
        """Whether most lines stand in their place, so that texts seldom run together."""
        return self.lead[-LEAST_SHIFT] <= STRAINED[0][0]

    @property
    def strain(self) -> int:
        """How damaged the transcript is, by how many lines and rests stand in their place: 0 little, 1, 2 all over."""
        lines, rests = self.lead[-LEAST_SHIFT], self.rest[-LEAST_SHIFT]
        return sum(lines > line and rests > rest for line, rest in STRAINED)

    def led(self, shift: int, column: int, *, rest: bool) -> float:
        """Cost of a line's first text in a column, so many columns left of its place."""
        if column == 0 and shift == 0:
            return 0.0
        return (self.rest if rest else self.lead)[_bounded(shift) - LEAST_SHIFT]


def rates_of(lines: Sequence[Sequence[Placed]], inside: Sequence[bool]) -> Rates:
    """The rates that placed lines show; ``inside`` says of each whether it stands inside a page."""
    seen: Counter[str] = Counter()
    leads: Counter[int] = Counter()
    rests: Counter[int] = Counter()
    for placed, within in zip(lines, inside, strict=True):
        if not placed:
            continue
        order = sorted(placed, key=lambda text: (text.fields[0].cell, text.fields[0].part))
        _count(order, seen)
        if order[0].column > 0:
            shift = _bounded(order[0].column - order[0].fields[0].cell)
            (rests if order[0].way is Way.GOES_ON else leads)[shift] += 1
        seen["lines"] += within
        seen["inside"] += within and any(text.way is Way.GOES_ON for text in placed)
    return Rates(
        lead=_leads(leads),
        rest=_leads(rests),
        slide=_cost("slid", seen, "neighbours"),
        cut=_cost("cut", seen, "texts"),
        together=_cost("together", seen, "texts"),
        double=min(_cost("doubled", seen, "texts"), MOST_DOUBLE),
        inside=_cost("inside", seen, "lines"),
    )


def _count(order: Sequence[Placed], seen: Counter[str]) -> None:
    for text in order:
        cells = {field.cell for field in text.fields}
        again = {field.cell for field in doubles(text)}
        seen["texts"] += 1
        seen["doubled"] += len(again)
        seen["cut"] += len(cells - again) - 1
        seen["together"] += text.fields[0].part > 0
    for one, other in pairwise(order):
        last, first = one.fields[-1], other.fields[0]
        step = first.cell - last.cell if first.part == 0 else 1
        seen["neighbours"] += 1
        seen["slid"] += other.way is one.way and other.column - one.column != step


def _bounded(shift: int) -> int:
    return min(max(shift, LEAST_SHIFT), MOST_SHIFT)


def _leads(seen: Counter[int]) -> tuple[float, ...]:
    total = seen.total() + LEAD_WEIGHT
    return tuple(round(-math.log((seen[i] + LEAD_WEIGHT * usual) / total), 1) for i, usual in _USUAL_LEAD.items())


def _cost(name: str, seen: Counter[str], among: str) -> float:
    return round(-math.log((seen[name] + WEIGHT * _USUAL[name]) / (seen[among] + WEIGHT)), 1)


USUAL = rates_of((), ())
