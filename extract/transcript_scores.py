"""How well a text suits a column, and how well it goes on from another: natural logarithms of likelihood ratios.

Closed vocabularies tell times and targets on sight; the other columns' words, first words, numbers and lengths are
learned from the rows that are whole. All evidence adds up, each piece bounded so that none decides alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from extract.meeting import Habit, Meeting
from extract.model import Column, ColumnSpec
from extract.stitch import ancestor_columns
from extract.text_evidence import text_goes_on
from extract.transcript_learned import Learned, bare_word, neighbours, paired, running
from extract.transcript_look import Kind, Look, affixes, last_number, look, several_counts, style
from extract.transcript_names import PlanNames

# Kinds that each column prints, before anything is learned; what is not named shares the rest.
_USUAL: Mapping[Column, Mapping[Kind, float]] = {
    Column.NO: {Kind.NUMBER: 0.97},
    Column.TIME: {Kind.TIME: 0.93, Kind.TIME_CUT: 0.02},
    Column.TARGET: {Kind.TARGET: 0.80, Kind.COUNT: 0.08, Kind.GRADE: 0.03, Kind.TEXT: 0.05, Kind.NUMBER: 0.02},
    Column.TARGET_TIME: {Kind.TIME: 0.3, Kind.TARGET: 0.3, Kind.TEXT: 0.3},
    Column.PERIOD: {Kind.MARK: 0.6, Kind.NUMBER: 0.1, Kind.COUNT: 0.1, Kind.TARGET: 0.1},
    Column.REALIZATION: {Kind.TARGET: 0.4, Kind.COUNT: 0.2, Kind.NUMBER: 0.2, Kind.TEXT: 0.15},
    Column.REALIZATION_PERCENT: {Kind.TARGET: 0.5, Kind.COUNT: 0.2, Kind.NUMBER: 0.25},
    Column.EXTRA: {Kind.TEXT: 0.4, Kind.MONEY: 0.3, Kind.COUNT: 0.05, Kind.TARGET: 0.05},
}
_TEXTUAL: Mapping[Kind, float] = {Kind.TEXT: 0.97}
# First words' forms before anything is learned: actions are verbs, indicators what has come about.
_STARTS: Mapping[Column, Mapping[str, float]] = {
    Column.ACTION: {"me-": 4.0, "pe-an": 1.5},
    Column.INDICATOR: {"ter-nya": 3.0, "telah": 1.5, "terdapat": 1.5, "me-": 0.5},
    Column.EVIDENCE: {"laporan": 2.0, "dokumen": 2.0, "dokument": 1.5, "ke-an": 1.0, "surat": 1.0, "notula": 1.0},
}
KIND_WEIGHT = 6.0
LOWER_START = -4.0
LOOSE_END = -1.5
RARE = -1.5
FILLED = 2.0
TEXT_WEIGHT = 0.8
LEAST = -3.0
# In a transcript without damage irregularities cost this much more.
CARE = 1.5
INNER_CAPITAL = -1.0
NUMBERED_REST = -2.0
WHOLE_ABOVE = -2.5
UNIT = 4.0
# A target with its unit is whole.
WHOLE_TARGET = -3.0
# Columns worth this much are filled in nearly every row.
USUAL = 1.0
MOST_UNITS = 4
# So many texts begin alike where a sentence that opens so inside a text is told.
OPENINGS = 3
UNNAMED = -2.0
NAMED = 5.0
MISNAMED = -2.5
IN_SEQUENCE = 2.5
FIRST = 0.7
RESTART = 1.5
OUT_OF_SEQUENCE = -1.5
OTHER_STYLE = -4.0
KNOWN_PAIR = 3.0
SENTENCE_CAPITAL = -2.5


class Model:
    """All that is known of the plan's columns; scores are cached."""

    def __init__(
        self,
        specs: Sequence[ColumnSpec],
        names: PlanNames,
        rows: Iterable[Sequence[str | None]],
        texts: Iterable[str],
        intact: float = 0.0,
    ) -> None:
        """Learn from rows and from all ``texts`` of the transcript.

        ``rows`` give a text for each column, "" where it is blank, None where it is in doubt. ``intact`` is the share
        of lines that show no damage.
        """
        self.specs = tuple(specs)
        self.columns = tuple(s.column for s in specs)
        self.names = names
        self.care = careful(intact)
        self.numbered_column = self.columns.index(Column.NO) + 1 if Column.NO in self.columns else -1
        self.ancestors = tuple(ancestor_columns(specs))
        self.learned = [Learned() for _ in specs]
        count = 0
        for row in rows:
            count += 1
            for learned, text in zip(self.learned, row, strict=True):
                learned.filled += text != ""
                if text:
                    learned.take(look(text))
        for learned in self.learned:
            learned.rows = count
        self.background: Counter[str] = Counter()
        for learned in self.learned:
            self.background.update(learned.words)
        texts = list(texts)
        self.pairs, self.inner_small, self.inner_capital = running(texts)
        words = [[bare_word(word) for word in text.split()] for text in texts if text]
        self.followers, self.leaders = neighbours(words)
        self.ending = Counter(ws[-1] for ws in words)
        self.beginning = Counter(ws[0] for ws in words)
        self.named = self._names_components()
        self.rewards = tuple(map(self._reward, range(len(self.specs))))
        self.sizes = tuple(map(self._usual_size, range(len(self.specs))))
        self.opens_sentence = lru_cache(maxsize=65536)(self._opens_sentence)
        self.score = lru_cache(maxsize=65536)(self._score)
        self.goes_on = lru_cache(maxsize=65536)(self._goes_on)
        self.habits = tuple(map(self._habit, range(len(self.specs))))

    def _reward(self, column: int) -> float:
        """What filling a column is worth: much where the plan always fills it, nothing where it often is blank."""
        learned = self.learned[column]
        usual = {Column.NO: 0.2, Column.COMPONENT: 0.2, Column.ASPECT: 0.4, Column.ACTION: 0.7, Column.EXTRA: 0.5}
        prior = 0.1 if self.columns[column] is Column.PERIOD else usual.get(self.columns[column], 0.95)
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
            if reward >= USUAL and not self.ancestors[column]
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
        scores = _against_mean(kinds, 8.0)
        if seen.kind is Kind.TEXT:
            for evidence in self._text_evidence(seen):
                scores = [a + b for a, b in zip(scores, evidence, strict=True)]
        return tuple(s + self._edges(seen) for s in scores)

    def _kind(self, column: int, seen: Look) -> float:
        usual = _USUAL.get(self.columns[column], _TEXTUAL)
        rest = (1 - sum(usual.values())) / max(len(Kind) - len(usual), 1)
        learned = self.learned[column]
        own = learned.own(seen)
        total = sum(learned.kinds.values()) - own + KIND_WEIGHT
        return (learned.kinds[seen.kind] - own + KIND_WEIGHT * usual.get(seen.kind, rest)) / total

    def _text_evidence(self, seen: Look) -> Iterable[list[float]]:
        columns = range(len(self.specs))
        open_ = [_USUAL.get(c, _TEXTUAL).get(Kind.TEXT, 0.0) >= 0.3 for c in self.columns]
        learned = (
            _against_mean([max(self._styled(c, seen), 0.005) for c in columns], 2.5, open_),
            _against_mean([self._start(c, seen) for c in columns], 2.5, open_),
            self._worded(seen, open_),
            _against_mean([self._sized(c, seen) for c in columns], 1.5, open_),
        )
        yield [max(TEXT_WEIGHT * sum(scores), LEAST) for scores in zip(*learned, strict=True)]
        yield [2.5 if self._others(c, seen) else 0.0 for c in columns]
        yield self._named(seen)

    def _others(self, column: int, seen: Look) -> bool:
        """Whether the column prints the same text in two rows: one may be this very cell."""
        return self.learned[column].wholes[seen.whole] > 1

    def _start(self, column: int, seen: Look) -> float:
        learned = self.learned[column]
        usual = _STARTS.get(self.columns[column], {})
        own = learned.own(seen)
        weight = 2.0 + sum(usual.values())
        return (learned.starts[seen.start] - own + usual.get(seen.start, 0.0) + 0.1) / (learned.texts - own + weight)

    def _worded(self, seen: Look, open_: Sequence[bool]) -> list[float]:
        """Words against their share over all columns; long texts count by the root of their length."""
        words = [w for w in dict.fromkeys(seen.words) if len(w) > 2]
        if not words:
            return [0.0] * len(self.specs)
        all_texts = sum(learned.texts for learned in self.learned) + 1
        scores = []
        for learned, may in zip(self.learned, open_, strict=True):
            own = learned.own(seen)
            total = 0.0
            for word in words:
                share = (self.background[word] - own + 0.5) / (all_texts - own + 1)
                there = (learned.words[word] - own + 2 * share) / (learned.texts - own + 2)
                total += max(min(math.log(there / share), 2.0), -2.0)
            scores.append(max(min(total / math.sqrt(len(words)), 3.0), -3.0) if may else 0.0)
        return scores

    def _sized(self, column: int, seen: Look) -> float:
        mean, spread = self.sizes[column]
        return math.exp(-(((math.log(seen.size + 1) - mean) / spread) ** 2) / 2) / spread + 0.02

    def _usual_size(self, column: int) -> tuple[float, float]:
        """Mean and spread of the logarithm of a column's lengths."""
        sizes = self.learned[column].sizes
        usual = {Column.INDICATOR: 4.2, Column.ACTION: 4.0, Column.ASPECT: 3.4, Column.COMPONENT: 3.1}
        start = usual.get(self.columns[column], 3.3)
        mean = (sum(sizes) + 3 * start) / (len(sizes) + 3)
        return mean, math.sqrt((sum((s - mean) ** 2 for s in sizes) + 3 * 0.36) / (len(sizes) + 3))

    def _named(self, seen: Look) -> list[float]:
        component, aspect = self.names.component(seen.text), self.names.aspect(seen.text)
        if not component and not aspect:
            return [UNNAMED if c is Column.COMPONENT and self.named else 0.0 for c in self.columns]
        best = {
            c
            for c, likeness in ((Column.COMPONENT, component), (Column.ASPECT, aspect))
            if likeness >= max(component, aspect)
        }
        return [NAMED if c in best else MISNAMED if c is not Column.EXTRA else 0.0 for c in self.columns]

    def _edges(self, seen: Look) -> float:
        lower = LOWER_START if seen.kind is Kind.TEXT and seen.goes_on else 0.0
        if not lower and seen.kind is Kind.TEXT and self.wants_before(seen.text):
            lower = LOWER_START * 0.75
        inner = sum(map(self.opens_sentence, seen.text.split()[2:])) if seen.kind is Kind.TEXT else 0
        return lower + INNER_CAPITAL * min(inner, 2)

    def _goes_on(self, column: int, above: str, below: str) -> float:
        """Evidence that ``below`` is the rest of ``above``, by the signs that pages are stitched by and known pairs."""
        if self.columns[column] is Column.TARGET and several_counts(above):
            return UNIT if not any(map(str.isdigit, below)) and len(below.split()) <= MOST_UNITS else -UNIT
        if self._breaks_closed(self.columns[column], above, below):
            return -7.0
        known = self.pair(above, below)
        if self.columns[column] is Column.TARGET and look(above).kind is Kind.TARGET:
            return WHOLE_TARGET
        if known <= 0 and self._closed_in_text(self.columns[column], below):
            return -5.0
        meeting = Meeting(
            column=self.columns[column],
            ancestor=self.ancestors[column],
            above=above,
            below=below,
            depth=1.3,
            room=0.0,
            habit=self.habits[column],
        )
        if look(above).kind is Kind.TEXT and self.learned[column].wholes[look(above).whole] > 2:
            known += WHOLE_ABOVE
        numbered = NUMBERED_REST if look(below).number is not None and look(below).kind is Kind.TEXT else 0.0
        return max(min(text_goes_on(meeting) + known + numbered, 7.0), -7.0)

    def _breaks_closed(self, column: Column, above: str, below: str) -> bool:
        """Whether both together are not what a closed column prints."""
        both = look(f"{above} {below}").kind
        if column is Column.TIME:
            return both not in (Kind.TIME, Kind.TIME_CUT) and look(above).kind in (Kind.TIME, Kind.TIME_CUT)
        if column is Column.TARGET:
            return both is not Kind.TARGET and look(above).kind in (Kind.TARGET, Kind.COUNT)
        return column is Column.NO

    def _closed_in_text(self, column: Column, below: str) -> bool:
        """Whether a whole time or target would go on in a column of texts."""
        texts = (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR, Column.EVIDENCE, Column.RESPONSIBLE)
        return column in texts and look(below).kind in (Kind.TIME, Kind.TARGET, Kind.COUNT, Kind.MONEY)

    def pair(self, above: str, below: str) -> float:
        """Evidence from the words that meet: a pair that stands elsewhere, a capital that opens a sentence."""
        if not above or not below:
            return 0.0
        left, right = above.rsplit(maxsplit=1)[-1], below.split(maxsplit=1)[0]
        score = KNOWN_PAIR if (left.casefold().strip("(,.;)"), right.casefold().strip("(,.;)")) in self.pairs else 0.0
        return score + (SENTENCE_CAPITAL if not score and self.opens_sentence(right) else 0.0)

    def _opens_sentence(self, word: str) -> bool:
        """Whether a word has a capital here that it has nowhere else inside a cell."""
        bare = word.strip("(,.;)")
        return bare[:1].isupper() and self.inner_capital[bare] <= 1 and bare.casefold() in self.inner_small

    def wants_more(self, text: str) -> bool:
        """Whether a text ends with a word that one other word follows everywhere else."""
        return paired(bare_word(text.rsplit(maxsplit=1)[-1]), self.followers, self.ending)

    def wants_before(self, text: str) -> bool:
        """Whether a text begins with a word that follows one other word everywhere else."""
        return paired(bare_word(text.split(maxsplit=1)[0]), self.leaders, self.beginning)

    def opens_other(self, column: int, text: str) -> bool:
        """Whether a sentence opens inside a text as texts of this column or the one right of it do."""
        right = min(column + 1, len(self.columns) - 1)
        starts = {affixes(word) for word in text.split()[2:] if self.opens_sentence(word)}
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
        seen, kind = look(text), self.columns[column]
        if seen.number is None or kind not in _NUMBERED or (seen.kind is Kind.NUMBER) != (kind is Column.NO):
            return 0.0
        if kind is Column.NO and not self.learned[column].styles[style(seen.number)] and self.learned[column].rows > 4:
            return OTHER_STYLE
        before = last_number(last)
        if seen.number % 100 == 1:
            return FIRST if before is None else RESTART
        return IN_SEQUENCE if before is not None and seen.number == before + 1 else OUT_OF_SEQUENCE


def careful(intact: float) -> float:
    """What irregularities cost in a transcript with this share of intact lines, against a damaged one (from 1.0)."""
    return 1.0 + CARE * max(0.0, intact - 0.6) / 0.4


_NUMBERED = (Column.NO, Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR)


def _against_mean(shares: Sequence[float], bound: float, among: Sequence[bool] | None = None) -> list[float]:
    """Logarithm of each share against the mean of those that count, bounded; 0 where a column does not count."""
    use = among or [True] * len(shares)
    counted = [s for s, u in zip(shares, use, strict=True) if u]
    mean = sum(counted) / len(counted) if counted else 1.0
    return [max(min(math.log(s / mean), bound), -bound) if u else 0.0 for s, u in zip(shares, use, strict=True)]
