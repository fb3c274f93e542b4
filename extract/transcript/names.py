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
# Names have so many letters, and no text that is longer or shorter is one.
SHORTEST, LONGEST = 6, 160
_NUMBER = re.compile(r"^\s*\(?(?:\d{1,2}|[IVX]{1,5}|[a-z])[.)]\s*")
_SIGNS = re.compile(r"[^a-z0-9]+")


def _unknown(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class PlanNames:
    """Names that offices print for components and aspects, and whether the language's word list has a word."""

    components: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    listed: Callable[[str], bool] = _unknown

    def component(self, text: str, rest: str = "") -> float:
        """How well a text, and the ``rest`` behind it, name a component, 0 below the cut-off to 100."""
        return _best(text, rest, _known(self.components))

    def aspect(self, text: str, rest: str = "") -> float:
        """How well a text, and the ``rest`` behind it, name an aspect, 0 below the cut-off to 100."""
        return _best(text, rest, _known(self.aspects))

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
        names = (*_known(self.components).names, *_known(self.aspects).names)
        return folded(text) not in names and self.goes_on(text)

    def goes_on(self, text: str) -> bool:
        """Whether a longer name begins with a text."""
        start = folded(text)
        names = (*_known(self.components).names, *_known(self.aspects).names)
        return len(start) > 5 and any(name.startswith(f"{start} ") for name in names)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Known names, folded, and the length of the longest text that may agree with one of them."""

    names: tuple[str, ...]
    longest: int


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> _Known:
    """Two texts that share all letters of the shorter one agree by twice its length against both lengths."""
    sizes = [len(folded(name)) for name in names]
    return _Known(tuple(map(folded, names)), min(LONGEST, int(max(sizes, default=0) * (200 / NAME_LIKENESS - 1)) + 1))


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Small letters without a printed number before them and signs."""
    return plain(_NUMBER.sub("", text))


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Small letters and digits; what else stands between them becomes a space."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def _best(text: str, rest: str, known: _Known) -> float:
    """How well a text, and the rest behind it, agree with a known name; most are too long to."""
    whole = folded(text)
    if rest:
        whole = f"{whole} {plain(rest)}".strip()
    return _agreement(whole, known) if SHORTEST <= len(whole) <= known.longest else 0.0


@lru_cache(maxsize=16384)
def _agreement(text: str, known: _Known) -> float:
    found = process.extractOne(text, known.names, scorer=fuzz.ratio, score_cutoff=NAME_LIKENESS)
    return float(found[1]) if found else 0.0
