"""How well a text suits a column, and how well it goes on from another: natural logarithms of likelihood ratios.

Closed vocabularies tell times and targets on sight; the other columns' words, first words, numbers and lengths are
learned from the rows that are whole. All evidence adds up, each piece bounded so that none decides alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial

from extract.model import Column, ColumnSpec
from extract.table.meeting import Habit
from extract.table.stitch import ancestor_columns
from extract.transcript.learned import Learned
from extract.transcript.look import Kind, Look, affixes, look, style, time_and_target
from extract.transcript.names import PlanNames
from extract.transcript.numbers import sequence, tied
from extract.transcript.rates import USUAL, Rates
from extract.transcript.rests import Known, goes_on
from extract.transcript.weights import (
    MISNAMED,
    NAMED,
    SHARED,
    TEXTUAL,
    UNNAMED,
    USUAL_FILLED,
    USUAL_KINDS,
    USUAL_SIZES,
    USUAL_STARTS,
    against_mean,
    careful,
)
from extract.transcript.words import Words

KIND_WEIGHT = 6.0
LOWER_START = -4.0
LOOSE_END = -1.5
RARE = -1.5
FILLED = 2.0
TEXT_WEIGHT = 0.8
LEAST = -3.0
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
        texts: Iterable[str],
        intact: float = 0.0,
        rates: Rates = USUAL,
    ) -> None:
        """Learn from rows and from all ``texts`` of the transcript.

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
        self.ancestors = tuple(ancestor_columns(specs))
        self.learned = [Learned() for _ in specs]
        for row in rows:
            for learned, text in zip(self.learned, row, strict=True):
                learned.rows += 1
                learned.filled += text != ""
                if text:
                    learned.take(look(text))
        self.tied = tied(rows, self.numbered_column)
        self.background: Counter[str] = Counter()
        for learned in self.learned:
            self.background.update(learned.words)
        self.words = Words(list(texts))
        self.named = self._names_components()
        self.rewards = tuple(map(self._reward, range(len(self.specs))))
        self.sizes = tuple(map(self._usual_size, range(len(self.specs))))
        self.texts = sum(learned.texts for learned in self.learned)
        self.worded = lru_cache(maxsize=65536)(self._word)
        self.score = lru_cache(maxsize=65536)(self._score)
        habits = tuple(map(self._habit, range(len(self.specs))))
        known = Known(self.columns, self.ancestors, self.learned, habits, self.words)
        self.goes_on = lru_cache(maxsize=65536)(partial(goes_on, known))

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
            numbered=self._numbered(column),
            texts=frozenset(learned.wholes),
        )

    def _numbered(self, column: int) -> float:
        usual = {Column.ASPECT: 0.5, Column.ACTION: 0.4, Column.COMPONENT: 0.1, Column.INDICATOR: 0.2}
        learned = self.learned[column]
        numbered = learned.texts - learned.styles[0]
        return (numbered + 2 * usual.get(self.columns[column], 0.03)) / (learned.texts + 2)

    def _styled(self, column: int, seen: Look) -> float:
        """Share of the column's texts that are numbered as this one is."""
        usual = self._numbered(column)
        share = usual / 3 if seen.number is not None else 1 - usual
        learned = self.learned[column]
        own = learned.own(seen)
        return (learned.styles[style(seen.number)] - own + 2 * share) / (learned.texts - own + 2)

    def _score(self, text: str) -> tuple[float, ...]:
        """For every column: how much better than by chance the text suits it as a cell of its own."""
        seen = look(text)
        kinds = [self._kind(column, seen) for column in range(len(self.specs))]
        scores = against_mean(kinds, 8.0)
        if seen.kind is Kind.TEXT:
            for evidence in self._text_evidence(seen):
                scores = [a + b for a, b in zip(scores, evidence, strict=True)]
        edges = self._edges(seen)
        return tuple(s + edges for s in scores)

    def _kind(self, column: int, seen: Look) -> float:
        if self.shares and time_and_target(seen.text):
            return SHARED if self.columns[column] is Column.TARGET_TIME else 1 - SHARED
        usual = USUAL_KINDS.get(self.columns[column], TEXTUAL)
        rest = (1 - sum(usual.values())) / max(len(Kind) - len(usual), 1)
        learned = self.learned[column]
        own = learned.own(seen)
        total = sum(learned.kinds.values()) - own + KIND_WEIGHT
        return (learned.kinds[seen.kind] - own + KIND_WEIGHT * usual.get(seen.kind, rest)) / total

    def _text_evidence(self, seen: Look) -> Iterable[list[float]]:
        columns = range(len(self.columns))
        open_ = [USUAL_KINDS.get(c, TEXTUAL).get(Kind.TEXT, 0.0) >= 0.3 for c in self.columns]
        starts = [USUAL_STARTS.get(column, {}) for column in self.columns]
        learned = (
            against_mean([max(self._styled(c, seen), 0.005) for c in columns], 2.5, open_),
            against_mean([self.learned[c].started(seen, starts[c]) for c in columns], 2.5, open_),
            self._worded(seen, open_),
            against_mean([self._sized(c, seen) for c in columns], 1.5, open_),
        )
        yield [max(TEXT_WEIGHT * sum(scores), LEAST) for scores in zip(*learned, strict=True)]
        yield [2.5 if self._others(c, seen) else 0.0 for c in columns]
        yield self._named(seen)

    def _others(self, column: int, seen: Look) -> bool:
        """Whether the column prints the same text in two rows: one may be this very cell."""
        return self.learned[column].wholes[seen.whole] > 1

    def _worded(self, seen: Look, open_: Sequence[bool]) -> list[float]:
        """Words against their share over all columns; long texts count by the root of their length."""
        words = [w for w in dict.fromkeys(seen.words) if len(w) > 2]
        if not words:
            return [0.0] * len(self.specs)
        root = math.sqrt(len(words))
        scores = []
        for column, (learned, may) in enumerate(zip(self.learned, open_, strict=True)):
            own = learned.own(seen)
            total = sum(self.worded(word, own)[column] for word in words) if may else 0.0
            scores.append(max(min(total / root, 3.0), -3.0))
        return scores

    def _word(self, word: str, own: int) -> tuple[float, ...]:
        """A word's share of each column's texts against that of all texts, ``own`` of which is left out."""
        share = (self.background[word] - own + 0.5) / (self.texts - own + 2)
        there = [(c.words[word] - own + 2 * share) / (c.texts - own + 2) / share for c in self.learned]
        # Columns that do not print the word have none of their own to leave out.
        return tuple(max(min(math.log(t), 2.0), -2.0) if t > 0 else -2.0 for t in there)

    def _sized(self, column: int, seen: Look) -> float:
        mean, spread = self.sizes[column]
        return math.exp(-(((math.log(seen.size + 1) - mean) / spread) ** 2) / 2) / spread + 0.02

    def _usual_size(self, column: int) -> tuple[float, float]:
        """Mean and spread of the logarithm of a column's lengths."""
        return self.learned[column].usual_size(USUAL_SIZES.get(self.columns[column], 3.3))

    def _named(self, seen: Look) -> list[float]:
        component, aspect = self.names.component(seen.text), self.names.aspect(seen.text)
        if not component and not aspect:
            return [UNNAMED if c is Column.COMPONENT and self.named else 0.0 for c in self.columns]
        likeness = {Column.COMPONENT: component, Column.ASPECT: aspect}
        best = {c for c, like in likeness.items() if like >= max(component, aspect)}
        return [NAMED if c in best else MISNAMED if c is not Column.EXTRA else 0.0 for c in self.columns]

    def _edges(self, seen: Look) -> float:
        lower = LOWER_START if seen.kind is Kind.TEXT and seen.goes_on else 0.0
        if not lower and seen.kind is Kind.TEXT and self.words.wants_before(seen.text):
            lower = LOWER_START * 0.75
        inner = sum(map(self.words.opens_sentence, seen.text.split()[2:])) if seen.kind is Kind.TEXT else 0
        return lower + INNER_CAPITAL * min(inner, 2)

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
        whole = look(text).whole
        return len(whole) > 5 and any(learned.wholes[whole] > 1 for learned in self.learned)

    def sequence(self, column: int, text: str, last: str) -> float:
        """Evidence from a printed number: the next in its column, or out of its order."""
        return sequence(self.columns[column], self.learned[column], text, last)
