"""The words of a transcript beside each other: what they say of texts that were cut or run together."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.transcript.look import affixes

# A word stands so often with a neighbour before that is told to be missing.
OFTEN = 4
# Words that meet elsewhere as they meet here; a capital that opens a sentence.
KNOWN_PAIR = 3.0
SENTENCE_CAPITAL = -2.5
# A word with a capital that opens cells, or stands inside them, is so sure a sign at most.
MOST_OPENING, MOST_INNER = 2.5, 1.5
# Words seen less often are judged by their form.
SEEN = 3
_ITEM = re.compile(r"^(?:\(?\w{1,2}[.)]|-)$")


class Words:
    """Which words stand beside each other inside cells, which at their ends, which with a small letter."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the words of all texts."""
        self.pairs, self.inner_small, self.inner_capital = running(line for text in texts for line in text.split("  "))
        words = [[bare_word(word) for word in text.split()] for text in texts if text]
        self.followers, self.leaders = neighbours(words)
        self.ending = Counter(ws[-1] for ws in words)
        self.beginning = Counter(ws[0] for ws in words)
        self.forms_inside: Counter[str] = Counter()
        for word, count in self.inner_capital.items():
            self.forms_inside[affixes(word)] += count
        lines = [line.split() for text in texts for line in text.split("  ") if line]
        self.opening = Counter(bare_word(ws[1] if len(ws) > 1 and _ITEM.match(ws[0]) else ws[0]) for ws in lines if ws)
        self.forms_opening: Counter[str] = Counter()
        for word, count in self.opening.items():
            self.forms_opening[affixes(word)] += count
        self.opens_sentence = lru_cache(maxsize=65536)(self._opens_sentence)
        # Of 90,216 pairs asked for in 1,000 heavily damaged rows 4,841 differ.
        self.pair = lru_cache(maxsize=65536)(self._pair)

    def _pair(self, left: str, right: str) -> float:
        """Evidence from two words that meet: a pair that stands elsewhere, a capital that opens a sentence."""
        if not left or not right:
            return 0.0
        score = KNOWN_PAIR if (left.casefold().strip("(,.;)"), right.casefold().strip("(,.;)")) in self.pairs else 0.0
        if score or not right[:1].isupper():
            return score
        return min(self.inner(bare_word(right)), SENTENCE_CAPITAL if self.opens_sentence(right) else MOST_INNER)

    def inner(self, word: str) -> float:
        """Evidence that a word with a capital stands inside a cell, not at its beginning."""
        inside, opening = self.inner_capital[word], self.opening[word]
        if inside + opening <= SEEN:
            inside, opening = self.forms_inside[affixes(word)], self.forms_opening[affixes(word)]
        return max(min(math.log((inside + 1) / (opening + 1)), MOST_INNER), -MOST_OPENING)

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


def neighbours(texts: Iterable[Sequence[str]]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """For every word the words that follow it, and those it follows."""
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    leaders: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in texts:
        for left, right in pairwise(words):
            followers[left][right] += 1
            leaders[right][left] += 1
    return followers, leaders


def paired(word: str, neighbours: Mapping[str, Counter[str]], at_edge: Counter[str]) -> bool:
    """Whether a word has one neighbour nearly always, and hardly ever stands at a text's edge."""
    found = neighbours.get(word)
    if not word.isalpha() or not found:
        return False
    count = found.total()
    return count >= OFTEN and at_edge[word] <= max(1, 0.15 * count) and found.most_common(1)[0][1] >= 0.9 * count


def bare_word(word: str) -> str:
    """A word without the signs at its ends."""
    return word.strip("(,.;)")


def running(texts: Iterable[str]) -> tuple[frozenset[tuple[str, str]], frozenset[str], Counter[str]]:
    """Pairs of neighbouring words inside cells, and the words that stand there small or with a capital."""
    pairs: set[tuple[str, str]] = set()
    small: set[str] = set()
    capital: Counter[str] = Counter()
    for text in texts:
        printed = text.split()
        words = [w.strip("(,.;)") for w in printed]
        low = [w.casefold() for w in words]
        pairs.update(pairwise(low))
        # Behind an item's number or dash a new sentence opens.
        inner = [word for word, before in zip(words[2:], printed[1:], strict=False) if not _ITEM.match(before)]
        small.update(word for word in inner if not word[:1].isupper())
        capital.update(word for word in inner if word[:1].isupper())
    return frozenset(pairs), frozenset(small), capital
