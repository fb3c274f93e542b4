"""One record that became several: parts that hold its words, and its children between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compare.similarity import Features, alike

# A part's words must come from the whole by this share,
CONTAINED = 0.6
# and so must its children: either each from one of the whole's (this alike), one that no other part has,
INHERITED = 0.5
# or by their words, while the texts together are the whole better than before by this much (F1 of their words).
GAIN = 0.08
# Together they must be the whole this far.
FILLED = 0.5
# Parts looked at around a record, nearest first.
NEAREST = 50


@dataclass(frozen=True, slots=True)
class Parts:
    """One record of one side and the records of the other side that it became, in document order."""

    whole: int
    parts: tuple[int, ...]
    score: float


def find_parts(
    wholes: Features, parts: Features, partner: Mapping[int, int], alone: Iterable[int]
) -> tuple[Parts, ...]:
    """Find records of one side that several of the other side make up.

    ``partner`` are the pairs found so far, whole to part; ``alone`` the parts without a partner.
    """
    by_place: dict[object, list[int]] = {}
    for part in alone:
        by_place.setdefault(parts.places[part], []).append(part)
    found = []
    for whole in range(len(wholes) if by_place else 0):
        first = partner.get(whole)
        free = by_place.get(wholes.places[whole] if first is None else parts.places[first], [])
        taken = _gather(_Whole(wholes, parts, whole), first, free) if free else None
        if taken:
            found.append(taken)
            free[:] = [part for part in free if part not in taken.parts]
    return tuple(found)


def _gather(whole: _Whole, first: int | None, free: list[int]) -> Parts | None:
    """Take the nearest parts that belong to the whole; None when there are fewer than two."""
    taken = [] if first is None else [first]
    near = taken[0] if taken else whole.record
    for part in sorted(free, key=lambda part: (abs(part - near), part))[:NEAREST]:
        if whole.takes(part, taken):
            taken.append(part)
    filled = whole.filled(taken)
    return Parts(whole.record, tuple(sorted(taken)), filled) if len(taken) > 1 and filled >= FILLED else None


@dataclass(frozen=True, slots=True)
class _Whole:
    """One record, and the parts it may have become."""

    wholes: Features
    parts: Features
    record: int

    def takes(self, part: int, taken: list[int]) -> bool:
        """Whether a part belongs to the whole beside those taken already."""
        if _share(_words(self.parts.texts[part]), _words(self.wholes.texts[self.record])) < CONTAINED:
            return False
        if self._inherits(part, taken):
            return True
        contained = _share(_words(self.parts.children[part]), _words(self.wholes.children[self.record]))
        return contained >= CONTAINED and self.filled([*taken, part]) >= self.filled(taken) + GAIN

    def filled(self, parts: list[int]) -> float:
        """How far the parts' texts together are the whole's, 0-1, by their words (F1)."""
        words: set[str] = set().union(*(_words(self.parts.texts[part]) for part in parts))
        own = _words(self.wholes.texts[self.record])
        return 2 * len(words & own) / (len(words) + len(own)) if words or own else 1.0

    def _inherits(self, part: int, taken: list[int]) -> bool:
        """Whether a part has children, and each is one of the whole's that the parts taken do not have."""
        own, others = self.wholes.below[self.record], [text for each in taken for text in self.parts.below[each]]
        for text in self.parts.below[part]:
            likeness, best = max(((alike(child, text), child) for child in own), default=(0.0, ""))
            if likeness < INHERITED or any(alike(best, other) >= likeness for other in others):
                return False
        return bool(self.parts.below[part])


def _words(text: str) -> set[str]:
    return set(text.split())


def _share(words: set[str], whole: set[str]) -> float:
    return len(words & whole) / len(words) if words else 0.0
