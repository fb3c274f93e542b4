"""What a transcript's columns and cells print, counted: the ground that scores stand on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.transcript.look import Kind, Look, style


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

    def started(self, start: str, usual: Mapping[str, float], own: int) -> float:
        """Share of the texts that begin with a word of this form, ``own`` of them left out.

        ``usual`` are counts before anything is learned.
        """
        weight = 2.0 + sum(usual.values())
        return (self.starts[start] - own + usual.get(start, 0.0) + 0.1) / (self.texts - own + weight)

    def usual_size(self, start: float) -> tuple[float, float]:
        """Mean and spread of the logarithm of the texts' lengths, where ``start`` is usual for three texts more."""
        count = len(self.sizes) + 3
        mean = (sum(self.sizes) + 3 * start) / count
        return mean, math.sqrt((sum((s - mean) ** 2 for s in self.sizes) + 3 * 0.36) / count)

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
