"""Who does work on a plan's chapters: one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from normalize.chapter import Baton, Before

T = TypeVar("T")
Work = Callable[[Iterable[int]], Iterator[T]]


class Hands(Protocol):
    """Who does work on numbered chapters: one process or several; results come in the numbers' order."""

    def each(self, work: Work[T], numbers: Sequence[int], /) -> Iterator[T]:
        """Do the work, one result for each number."""

    def relay(
        self, work: Callable[[Baton, Iterable[int]], Iterator[T]], numbers: Sequence[int], first: Before, /
    ) -> Iterator[T]:
        """The same where each number's work needs what the one before hands on; ``first`` is given to the first."""


@dataclass(slots=True)
class _Held:
    """What goes from chapter to chapter in one process."""

    before: Before

    def take(self) -> Before:
        return self.before

    def hand_on(self, value: Before) -> None:
        self.before = value


class Alone:
    """This process."""

    def each(self, work: Work[T], numbers: Sequence[int]) -> Iterator[T]:
        """Do the work on each."""
        return work(numbers)

    def relay(
        self, work: Callable[[Baton, Iterable[int]], Iterator[T]], numbers: Sequence[int], first: Before
    ) -> Iterator[T]:
        """Do the work on one after the other."""
        return work(_Held(first), numbers)
