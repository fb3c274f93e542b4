"""What a transcript's reader is told of the world: names of components and aspects, and words; handed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

# A printed name agrees with a reference name from here on (0-100): the 2026 decree's 90-100, other texts at most 87.
NAME_LIKENESS = 90.0
# A name that stands before another text in one cell agrees better still; names have so many words.
HEADING, MOST_WORDS = 96.0, 9


def _unknown(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class PlanNames:
    """Names that offices print for components and aspects, and whether the language's word list has a word."""

    components: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    listed: Callable[[str], bool] = _unknown

    def component(self, text: str) -> float:
        """How well a text names a component, 0 below the cut-off to 100."""
        return _best(folded(text), _all_folded(self.components))

    def aspect(self, text: str) -> float:
        """How well a text names an aspect, 0 below the cut-off to 100."""
        return _best(folded(text), _all_folded(self.aspects))

    def heads(self, text: str) -> bool:
        """Whether a text begins with a whole name of two words or more, and another sentence behind it."""
        words = text.split()
        return any(
            words[count][:1].isupper() and max(self.aspect(head), self.component(head)) > HEADING
            for count in range(2, min(len(words), MOST_WORDS + 1))
            if len(head := " ".join(words[:count])) > 10
        )

    def cut(self, text: str) -> bool:
        """Whether a text is the beginning of a name and no name itself."""
        start = folded(text)
        names = (*_all_folded(self.components), *_all_folded(self.aspects))
        return len(start) > 5 and start not in names and any(name.startswith(f"{start} ") for name in names)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Small letters without a printed number before them and signs."""
    text = re.sub(r"^\s*\(?(?:\d{1,2}|[IVX]{1,5}|[a-z])[.)]\s*", "", text)
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


@lru_cache(maxsize=64)
def _all_folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(folded, names))


@lru_cache(maxsize=65536)
def _best(text: str, names: tuple[str, ...]) -> float:
    if not 6 <= len(text) <= 160 or not names:
        return 0.0
    found = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=NAME_LIKENESS)
    return float(found[1]) if found else 0.0
