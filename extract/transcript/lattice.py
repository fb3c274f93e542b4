"""Dynamic programming over one line: pieces from left to right into slots from left to right.

Slots, in order: for each column "goes on" and "begins"; behind them each column of a second row in the same line; the
last slot is the line's beginning. Scores are natural logarithms, costs are subtracted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from extract.transcript.rates import USUAL, Rates

Scores = npt.NDArray[np.float64]

# What a second row that begins within the line costs.
SECOND_ROW = 4.0
# At most so many pieces make one text.
SPAN = 6
# A number in the number column whose column (to its right) the line leaves blank.
LONE_NUMBER = 7.0
# Left of a text that goes on in the row above stands one that begins a row.
CROSSED = 8.0
# A line that slid as far as the one above it did costs this share.
ALIKE = 0.5
# A new component without an aspect, a new aspect without an action.
ORPHAN = 2.0
# A new text beside the number column without a number, in a plan that numbers all such texts.
UNNUMBERED = 4.0
IMPOSSIBLE = -1e6


@dataclass(frozen=True, slots=True)
class Rules:
    """What a line's texts may do.

    ``leaf`` is the column that a second row begins in, ``number`` the column of numbers (-1: none), ``shift``
    how far the line above had slid left. ``at_break`` says that the line begins a page, ``begins`` that texts may
    begin a row; ``second_cost`` is the price of a second row in the line, ``tree`` are the columns
    whose new text comes with one in the next of them, ``tied`` says that the column right of the numbers has one for
    each of its texts. ``care`` multiplies the costs of what is irregular, ``rates``
    are the costs of each damage.
    """

    columns: int
    leaf: int
    number: int
    shift: int
    at_break: bool
    begins: bool
    second_cost: float
    tree: tuple[int, ...] = ()
    tied: bool = False
    care: float = 1.0
    rates: Rates = USUAL

    @property
    def slots(self) -> int:
        """How many slots there are, the line's beginning included."""
        return 3 * self.columns + 1


@dataclass(frozen=True, slots=True)
class Spans:
    """Runs of pieces that may be one text, as (first piece, piece behind the last), and a row of scores for each.

    Runs stand in order; those from one piece on are there for every end up to their longest.
    """

    runs: tuple[tuple[int, int], ...]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Table:
    """All ways to read a line: ``spans`` gives the scores of its runs of pieces as one text, for every slot.

    ``steps`` says for each piece by how many columns it stands right of the piece before (of the line's beginning:
    which column it stands in).
    """

    steps: tuple[int, ...]
    spans: Spans
    rules: Rules


@dataclass(frozen=True, slots=True)
class Reading:
    """The best path as (run's place among the spans, slot), its score, and the best score through each run and slot.

    ``best`` is the best of each run's scores, ``slots`` the slot that has it.
    """

    score: float
    path: tuple[tuple[int, int], ...]
    through: Scores
    best: tuple[float, ...]
    slots: tuple[int, ...]


def read(table: Table) -> Reading:
    """The best path through the table, and how well every other reading does."""
    by_step = {step: _moves(step, table.rules) for step in set(table.steps)}
    moves = [by_step[step] for step in table.steps]
    rows = _rows(table)
    enter, ahead = _forward(table, moves, rows)
    behind = _backward(table, moves, rows)
    firsts, ends = np.array(table.spans.runs).T
    through = enter[firsts] + table.spans.scores + behind[ends]
    slots = through.argmax(axis=1)
    best = through[np.arange(len(slots)), slots]
    path = _path(table, moves, enter, ahead)
    return Reading(float(ahead[-1].max()), path, through, tuple(best.tolist()), tuple(slots.tolist()))


def _rows(table: Table) -> list[slice]:
    """For each piece the rows of the runs that begin with it."""
    counts = Counter(first for first, _ in table.spans.runs)
    edges = list(accumulate((counts[p] for p in range(len(table.steps))), initial=0))
    return [slice(*edge) for edge in pairwise(edges)]


def _forward(table: Table, moves: Sequence[Scores], rows: Sequence[slice]) -> tuple[Scores, Scores]:
    """For each piece and slot the best score up to a text that begins there, and of a text that ends before it."""
    count, slots = len(table.steps), table.rules.slots
    enter = np.empty((count, slots))
    ahead = np.full((count + 1, slots), IMPOSSIBLE)
    ahead[0, -1] = 0.0
    for p, runs in enumerate(rows):
        np.maximum.reduce(ahead[p][:, None] + moves[p], axis=0, out=enter[p])
        made = enter[p] + table.spans.scores[runs]
        reached = ahead[p + 1 : p + 1 + len(made)]
        np.maximum(reached, made, out=reached)
    return enter, ahead


def _backward(table: Table, moves: Sequence[Scores], rows: Sequence[slice]) -> Scores:
    """For each piece and slot the best score of all that stands behind a text in that slot that ends before it."""
    count = len(table.steps)
    behind = np.full((count + 1, table.rules.slots), IMPOSSIBLE)
    behind[count] = 0.0
    for p in range(count - 1, -1, -1):
        made = table.spans.scores[rows[p]]
        inner = np.maximum.reduce(made + behind[p + 1 : p + 1 + len(made)], axis=0, initial=IMPOSSIBLE)
        np.maximum.reduce(moves[p] + inner, axis=1, out=behind[p])
    return behind


def _path(table: Table, moves: Sequence[Scores], enter: Scores, ahead: Scores) -> tuple[tuple[int, int], ...]:
    """The steps of the best path, found from its end: the first run, and the first slot before it, that score so."""
    runs, scores = table.spans.runs, table.spans.scores
    q, slot = len(ahead) - 1, int(ahead[-1].argmax())
    path: list[tuple[int, int]] = []
    while q:
        made = [(i, p) for i, (p, end) in enumerate(runs) if end == q]
        # A line that cannot be read goes on with its last piece.
        run, p = next((one for one in made if enter[one[1], slot] + scores[one[0], slot] == ahead[q, slot]), made[-1])
        path.append((run, slot))
        q, slot = p, int((ahead[p] + moves[p][:, slot]).argmax())
    return tuple(path[::-1])


@lru_cache(maxsize=1024)
def _moves(step: int, rules: Rules) -> Scores:
    """Score of going from one slot to another, with ``step`` columns between the cells as they stand."""
    slots, second = rules.slots, 2 * rules.columns
    scores = np.full((slots, slots), IMPOSSIBLE)
    for b in range(slots - 1):
        if rules.begins or not (b % 2 or b >= second):
            scores[:, b] = [_move(a, b, step, rules) for a in range(slots)]
    if rules.number >= 0:
        lone = [b for b in range(slots) if b // 2 != rules.number + 1]
        numbers = [2 * rules.number, 2 * rules.number + 1]
        scores[np.ix_(numbers, lone)] -= LONE_NUMBER
        if rules.tied:
            others = [a for a in range(slots) if a not in numbers]
            scores[others, 2 * rules.number + 3] -= UNNUMBERED
    return scores


def _move(a: int, b: int, step: int, rules: Rules) -> float:
    second = 2 * rules.columns
    to = b - second if b >= second else b // 2
    if a == rules.slots - 1:
        return IMPOSSIBLE if b >= second else _first(b, to, step, rules)
    at = a - second if a >= second else a // 2
    if a < second <= b:
        return -rules.second_cost if a % 2 and rules.leaf == to <= at else IMPOSSIBLE
    if b <= a or b < second <= a:
        return IMPOSSIBLE
    crossed = CROSSED if b < second and a % 2 and not b % 2 else 0.0
    orphan = ORPHAN if b < second and a % 2 and at in rules.tree[:-1] and to not in rules.tree else 0.0
    return (0.0 if to - at == step else -rules.rates.slide) - crossed * rules.care - orphan


def _first(b: int, to: int, step: int, rules: Rules) -> float:
    """Score of the line's first text: where it stands, or slid as the line above had."""
    inside = 0.0 if rules.at_break or b % 2 else rules.rates.inside * rules.care
    alike = ALIKE if rules.shift and to == step + rules.shift else 1.0
    return -rules.rates.led(to - step, to, rest=not b % 2) * alike - inside
