"""How well a text suits each column by what shows of it: its kind, number, first word, words and length.

Each piece of evidence is asked for once: many texts share it. ``own`` says for each column whether the text may be one
that the column was learned from (1), so that it is not its own witness.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extract.model import Column
from extract.transcript.learned import Learned
from extract.transcript.look import Kind, Look, style
from extract.transcript.weights import (
    TEXTUAL,
    USUAL_KINDS,
    USUAL_NUMBERED,
    USUAL_SIZES,
    USUAL_STARTS,
    against_mean,
)

KIND_WEIGHT = 6.0
TEXT_WEIGHT = 0.8
LEAST = -3.0
Own = tuple[int, ...]


class Suits:
    """What the columns have printed so far, asked for one piece of evidence at a time."""

    def __init__(self, columns: Sequence[Column], learned: Sequence[Learned]) -> None:
        """Take what was learned of each column."""
        self.columns = tuple(columns)
        self.learned = tuple(learned)
        self.open = [USUAL_KINDS.get(c, TEXTUAL).get(Kind.TEXT, 0.0) >= 0.3 for c in columns]
        self.background: Counter[str] = Counter()
        for column in learned:
            self.background.update(column.words)
        self.texts = sum(column.texts for column in learned)
        self.numbered = tuple(map(self._numbered, columns, learned))
        usual = [USUAL_SIZES.get(column, 3.3) for column in columns]
        self.usual_sizes = [c.usual_size(size) for c, size in zip(learned, usual, strict=True)]
        self.kinds = lru_cache(maxsize=4096)(self._kinds)
        self.styles = lru_cache(maxsize=4096)(self._styles)
        self.starts = lru_cache(maxsize=16384)(self._starts)
        self.sizes = lru_cache(maxsize=4096)(self._sizes)
        self.word = lru_cache(maxsize=65536)(self._word)

    def own(self, seen: Look) -> Own:
        """For each column whether it was learned from this very text."""
        return tuple(int(seen.text in learned.looks) for learned in self.learned)

    def by_text(self, seen: Look, own: Own) -> list[float]:
        """All evidence of a text's words and form, for each column."""
        evidence = (
            self.styles(style(seen.number), own),
            self.starts(seen.start, own),
            self._words(seen, own),
            self.sizes(seen.size),
        )
        return [max(TEXT_WEIGHT * (a + b + c + d), LEAST) for a, b, c, d in zip(*evidence, strict=True)]

    @staticmethod
    def _numbered(column: Column, learned: Learned) -> float:
        """Share of a column's texts that are numbered."""
        numbered = learned.texts - learned.styles[0]
        return (numbered + 2 * USUAL_NUMBERED.get(column, 0.03)) / (learned.texts + 2)

    def _kinds(self, kind: Kind, own: Own) -> list[float]:
        shares = []
        for column, learned, one in zip(self.columns, self.learned, own, strict=True):
            usual = USUAL_KINDS.get(column, TEXTUAL)
            rest = (1 - sum(usual.values())) / max(len(Kind) - len(usual), 1)
            total = sum(learned.kinds.values()) - one + KIND_WEIGHT
            shares.append((learned.kinds[kind] - one + KIND_WEIGHT * usual.get(kind, rest)) / total)
        return against_mean(shares, 8.0)

    def _styles(self, styled: int, own: Own) -> list[float]:
        """By the share of the column's texts that are numbered in this way."""
        shares = []
        for usual, learned, one in zip(self.numbered, self.learned, own, strict=True):
            share = usual / 3 if styled else 1 - usual
            shares.append(max((learned.styles[styled] - one + 2 * share) / (learned.texts - one + 2), 0.005))
        return against_mean(shares, 2.5, self.open)

    def _starts(self, start: str, own: Own) -> list[float]:
        """By the share of the column's texts that begin with a word of this form."""
        usual = [USUAL_STARTS.get(column, {}) for column in self.columns]
        among = zip(self.learned, usual, own, strict=True)
        return against_mean([learned.started(start, form, one) for learned, form, one in among], 2.5, self.open)

    def _words(self, seen: Look, own: Own) -> list[float]:
        """Words against their share over all columns; long texts count by the root of their length."""
        words = [word for word in dict.fromkeys(seen.words) if len(word) > 2]
        if not words:
            return [0.0] * len(self.columns)
        root = math.sqrt(len(words))
        totals = list(map(sum, zip(*(self.word(word, 0) for word in words), strict=True)))
        if any(own):
            without = map(sum, zip(*(self.word(word, 1) for word in words), strict=True))
            totals = [less if one else total for one, total, less in zip(own, totals, without, strict=True)]
        return [max(min(total / root, 3.0), -3.0) if may else 0.0 for total, may in zip(totals, self.open, strict=True)]

    def _word(self, word: str, own: int) -> tuple[float, ...]:
        """A word's share of each column's texts against that of all texts, ``own`` of which is left out."""
        share = (self.background[word] - own + 0.5) / (self.texts - own + 2)
        there = [(c.words[word] - own + 2 * share) / (c.texts - own + 2) / share for c in self.learned]
        # Columns that do not print the word have none of their own to leave out.
        return tuple(max(min(math.log(t), 2.0), -2.0) if t > 0 else -2.0 for t in there)

    def _sizes(self, size: int) -> list[float]:
        near = [((math.log(size + 1) - mean) / spread, spread) for mean, spread in self.usual_sizes]
        return against_mean([math.exp(-(far**2) / 2) / spread + 0.02 for far, spread in near], 1.5, self.open)
