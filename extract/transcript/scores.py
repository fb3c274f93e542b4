"""How well a text suits a column, and how well it goes on from another: natural logarithms of likelihood ratios.

Closed vocabularies tell times and targets on sight; the other columns' words, first words, numbers and lengths are
learned from the rows that are whole. All evidence adds up, each piece bounded so that none decides alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import lru_cache

from extract.model import Column, ColumnSpec
from extract.table.meeting import Habit
from extract.table.stitch import ancestor_columns
from extract.transcript.learned import Learned
from extract.transcript.look import Kind, Look, affixes, look, ticks_inside, time_and_target, whole_of
from extract.transcript.names import PlanNames
from extract.transcript.numbers import sequence, tied
from extract.transcript.rates import USUAL, Rates
from extract.transcript.rests import Known, goes_on, side
from extract.transcript.suits import Suits
from extract.transcript.weights import (
    MISNAMED,
    NAMED,
    SHARED,
    UNNAMED,
    USUAL_FILLED,
    against_mean,
    careful,
)
from extract.transcript.words import Words

LOWER_START = -4.0
LOOSE_END = -1.5
RARE = -1.5
FILLED = 2.0
OTHERS = 2.5
# A text with a period's tick before or behind it is two.
TICKED = -7.0
INNER_CAPITAL = -1.0
# Columns worth this much are filled in nearly every row.
FULL = 1.0
# So many texts begin alike where a sentence that opens so inside a text is told.
OPENINGS = 3


class Model:
    """All that is known of the plan's columns; scores are cached."""

    def __init__(
        self,
        specs: Sequence[ColumnSpec],
        names: PlanNames,
        rows: Sequence[Sequence[str | None]],
        words: Words,
        intact: float = 0.0,
        rates: Rates = USUAL,
    ) -> None:
        """Learn from rows; ``words`` are those of all texts of the transcript.

        ``rows`` give a text for each column, "" where it is blank, None where it is in doubt. ``intact`` is the share
        of lines that show no damage, ``rates`` what each damage costs.
        """
        self.specs = tuple(specs)
        self.columns = tuple(s.column for s in specs)
        self.names = names
        self.care = careful(intact)
        self.rates = rates
        self.shares = Column.TARGET_TIME in self.columns
        self.numbered_column = self.columns.index(Column.NO) + 1 if Column.NO in self.columns else -1
        self.ancestors = ancestor_columns(specs)
        self.learned = [Learned() for _ in specs]
        for row in rows:
            for learned, text in zip(self.learned, row, strict=True):
                learned.rows += 1
                learned.filled += text != ""
                if text:
                    learned.take(look(text))
        self.tied = tied(rows, self.numbered_column)
        self.suits = Suits(self.columns, self.learned)
        self.words = words
        self.named = self._names_components()
        self.rewards = tuple(map(self._reward, range(len(self.specs))))
        self.score = lru_cache(maxsize=65536)(self._score)
        habits = tuple(map(self._habit, range(len(self.specs))))
        self.known = Known(
            self.columns, self.ancestors, self.learned, habits, self.words, Column.PERIOD in self.columns
        )

    def _reward(self, column: int) -> float:
        """What filling a column is worth: much where the plan always fills it, nothing where it often is blank."""
        learned = self.learned[column]
        prior = USUAL_FILLED.get(self.columns[column], 0.95)
        filled = (learned.filled + 4 * prior) / (learned.rows + 4)
        return min(max(math.log(filled / max(1 - filled, 0.02)), RARE), FILLED)

    def _names_components(self) -> bool:
        """Whether the plan's components, as far as they are known, are named as in the evaluation form."""
        if Column.COMPONENT not in self.columns:
            return False
        texts = list(self.learned[self.columns.index(Column.COMPONENT)].looks)
        return sum(self.names.component(text) > 0 for text in texts) * 2 > len(texts)

    def filled(self, columns: Collection[int]) -> bool:
        """Whether these columns hold all that the plan usually fills."""
        return all(
            column in columns
            for column, reward in enumerate(self.rewards)
            if reward >= FULL and not self.ancestors[column]
        )

    def _habit(self, column: int) -> Habit:
        learned = self.learned[column]
        return Habit(
            filled=(learned.filled + 0.9) / (learned.rows + 1),
            merged=0.0,
            blank=0.1,
            numbered=self.suits.numbered[column],
            texts=frozenset(learned.wholes),
        )

    def _score(self, text: str) -> tuple[float, ...]:
        """For every column: how much better than by chance the text suits it as a cell of its own."""
        seen = look(text)
        own = self.suits.own(seen)
        kinds = self._shared() if self.shares and time_and_target(text) else self.suits.kinds(seen.kind, own)
        ticked = TICKED if self.known.ticked and ticks_inside(seen) else 0.0
        if seen.kind is not Kind.TEXT:
            return tuple(kind + ticked for kind in kinds)
        edges = self._edges(seen) + ticked
        evidence = zip(kinds, self.suits.by_text(seen, own), self._others(seen), self._named(seen), strict=True)
        return tuple(kind + text + other + name + edges for kind, text, other, name in evidence)

    def _shared(self) -> list[float]:
        """The kind of a time and target in one text."""
        return against_mean([SHARED if c is Column.TARGET_TIME else 1 - SHARED for c in self.columns], 8.0)

    def _others(self, seen: Look) -> list[float]:
        """Columns that print the same text in two rows: one may be this very cell."""
        return [OTHERS if learned.wholes.get(seen.whole, 0) > 1 else 0.0 for learned in self.learned]

    def _named(self, seen: Look) -> list[float]:
        component, aspect = self.names.component(seen.text), self.names.aspect(seen.text)
        if not component and not aspect:
            return [UNNAMED if c is Column.COMPONENT and self.named else 0.0 for c in self.columns]
        likeness = {Column.COMPONENT: component, Column.ASPECT: aspect}
        best = {c for c, like in likeness.items() if like >= max(component, aspect)}
        return [NAMED if c in best else MISNAMED if c is not Column.EXTRA else 0.0 for c in self.columns]

    def _edges(self, seen: Look) -> float:
        lower = LOWER_START if seen.goes_on else 0.0
        if not lower and self.words.wants_before(seen.text):
            lower = LOWER_START * 0.75
        inner = sum(map(self.words.opens_sentence, seen.text.split()[2:]))
        return lower + INNER_CAPITAL * min(inner, 2)

    def goes_on(self, column: int, above: str, below: str) -> float:
        """Evidence that a text is the rest of another in a column."""
        return goes_on(self.known, column, side(above), side(below))

    def all_go_on(self, above: str, below: str) -> list[float]:
        """The same for every column."""
        over, under = side(above), side(below)
        return [goes_on(self.known, column, over, under) for column in range(len(self.columns))]

    def opens_other(self, column: int, text: str) -> bool:
        """Whether a sentence opens inside a text as texts of this column or the one right of it do."""
        right = min(column + 1, len(self.columns) - 1)
        starts = {affixes(word) for word in text.split()[2:] if self.words.opens_sentence(word)}
        return any(self.learned[c].starts[start] >= OPENINGS for c in (column, right) for start in starts)

    def parting(self, left: str, right: str) -> float:
        """How much better two texts suit two columns, one right of the other, than both together suit one."""
        whole, one, other = self.score(f"{left} {right}"), self.score(left), self.score(right)
        apart = max(a + max(other[i + 1 :]) for i, a in enumerate(one[:-1]))
        return apart - max(whole)

    def prints(self, text: str) -> bool:
        """Whether some column prints the text whole in two rows."""
        whole = whole_of(text)
        return len(whole) > 5 and any(learned.wholes.get(whole, 0) > 1 for learned in self.learned)

    def sequence(self, column: int, text: str, last: str) -> float:
        """Evidence from a printed number: the next in its column, or out of its order."""
        return sequence(self.columns[column], self.learned[column], text, last)
