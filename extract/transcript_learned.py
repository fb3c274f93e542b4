"""What a transcript's columns and cells print, counted: the ground that scores stand on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.transcript_look import Kind, Look, style

# A word stands so often with a neighbour before that is told to be missing.
OFTEN = 4


@dataclass(slots=True)
class Learned:
    """What one column printed in the rows learned from."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    starts: Counter[str] = field(default_factory=Counter)
    wholes: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    sizes: list[float] = field(default_factory=list)
    styles: Counter[int] = field(default_factory=Counter)
    texts: int = 0
    filled: int = 0
    rows: int = 0

    def own(self, seen: Look) -> int:
        """1 where the text may be one learned from, so that it is not its own witness."""
        return int(self.looks[seen.text] > 0)

    def take(self, seen: Look) -> None:
        """Learn one text."""
        self.kinds[seen.kind] += 1
        self.styles[style(seen.number)] += 1
        if seen.kind is Kind.TEXT:
            self.words.update(set(seen.words))
            self.starts[seen.start] += 1
            self.sizes.append(math.log(seen.size + 1))
            self.texts += 1
        self.wholes[seen.whole] += 1
        self.looks[seen.text] += 1


def neighbours(texts: Iterable[Sequence[str]]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """For every word the words that follow it, and those it follows."""
    followers: dict[str, Counter[str]] = {}
    leaders: dict[str, Counter[str]] = {}
    for words in texts:
        for left, right in pairwise(words):
            followers.setdefault(left, Counter())[right] += 1
            leaders.setdefault(right, Counter())[left] += 1
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
        words = [w.strip("(,.;)") for w in text.split()]
        low = [w.casefold() for w in words]
        pairs.update(pairwise(low))
        small.update(word for word in words[2:] if not word[:1].isupper())
        capital.update(word for word in words[2:] if word[:1].isupper())
    return frozenset(pairs), frozenset(small), capital
