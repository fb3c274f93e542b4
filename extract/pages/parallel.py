"""Work on numbered pages or chapters in several processes, results in the numbers' order."""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from extract.packed import pickled
from extract.pages.team import Made, Team, Work

T = TypeVar("T")

# Numbers that are given to each process ahead of the results looked at: as many pages as its pipe holds.
AHEAD = 25
_TURN_BYTES = 4


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes, this one among them."""

    jobs: int

    def each(self, work: Work[T], numbers: Sequence[int], packed: Callable[[T], T] | None = None) -> Iterator[T]:
        """Results of ``work`` for every number, in order, each done by the first process that is free.

        This one works, too, while nothing is due: half of the results need not come through a pipe then. ``packed`` is
        put to those that do. Raises what the work raises, and SourceError when a process ends early.
        """
        turns = iter(range(len(numbers)))
        with Team[T]() as team:
            called, caller = team.pipe()
            os.set_blocking(called.fileno(), False)
            for _ in range(self.jobs - 1):
                team.start(partial(_packed, work, packed) if packed else work, numbers, Called(called), (called,))
            own = _Own.of(work)
            _call(caller, islice(turns, AHEAD * self.jobs))
            for turn in range(len(numbers)):
                team.look(0)
                while turn not in team.made:
                    mine = None if own.failed else _next(called)
                    if mine is not None:
                        team.made[mine] = own.do(mine, numbers[mine])
                    team.look(None if mine is None else 0)
                yield team.result(turn)
                _call(caller, islice(turns, 1))

    def relay(
        self, work: Callable[[Passed, Iterable[int]], Iterator[T]], numbers: Sequence[int], first: object
    ) -> Iterator[T]:
        """The same where each number's work needs what the one before hands on; ``first`` is given to the first.

        The others do the numbers in turn: this one is busy with what they make.
        """
        with Team[T]() as team:
            ring = [team.pipe() for _ in range(self.jobs)]
            ring[0][1].send_bytes(pickled(first))
            for place in range(self.jobs):
                passed = Passed(ring[place][0], ring[(place + 1) % self.jobs][1])
                turns = range(place, len(numbers), self.jobs)
                team.start(partial(work, passed), numbers, turns, (passed.before, passed.after))
            for end in chain.from_iterable(ring):
                end.close()
            for turn in range(len(numbers)):
                yield team.result(turn)


@dataclass(frozen=True, slots=True)
class Called:
    """The turns that are read from a pipe: whoever is free takes the next."""

    pipe: Connection

    def __iter__(self) -> Iterator[int]:
        """One turn after another, until there are none."""
        with suppress(EOFError):
            while connection.wait([self.pipe]):
                if (turn := _next(self.pipe)) is not None:  # none where another one was faster
                    yield turn


def _next(called: Connection) -> int | None:
    """The next turn, None where none is waiting. Raises EOFError when there will be none."""
    try:
        told = os.read(called.fileno(), _TURN_BYTES)
    except BlockingIOError:
        return None
    if not told:
        raise EOFError
    return int.from_bytes(told)


def _call(caller: Connection, turns: Iterable[int]) -> None:
    for turn in turns:
        os.write(caller.fileno(), turn.to_bytes(_TURN_BYTES))


def _packed(work: Work[T], packed: Callable[[T], T], numbers: Iterable[int]) -> Iterator[T]:
    return map(packed, work(numbers))


@dataclass(slots=True)
class _Own(Generic[T]):
    """What this process does itself: it is given one number after another."""

    given: deque[int]
    results: Iterator[T]
    failed: bool = False

    @classmethod
    def of(cls, work: Work[T]) -> _Own[T]:
        """Begin with no number."""
        given: deque[int] = deque()
        return cls(given, work(given.popleft() for _ in iter(lambda: bool(given), False)))

    def do(self, turn: int, number: int) -> Made[T]:
        """Do one turn."""
        self.given.append(number)
        try:
            return Made(turn, next(self.results))
        except Exception as error:  # noqa: BLE001 - it is raised again in its turn
            self.failed = True
            return Made(turn, error=error)


@dataclass(frozen=True, slots=True)
class Passed:
    """What goes from one number's work to the next one's, through the pipes between their processes."""

    before: Connection
    after: Connection

    def take(self) -> Any:  # noqa: ANN401 - what was handed on
        """What the number before handed on; waits for it."""
        return pickle.loads(self.before.recv_bytes())

    def hand_on(self, value: object) -> None:
        """Give the next number what it needs; nobody takes it where there is none."""
        with suppress(BrokenPipeError):
            self.after.send_bytes(pickled(value))
