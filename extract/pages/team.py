"""Processes at work, and the pipes that what they make comes through."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from extract.model import SourceError
from extract.packed import pickled

T = TypeVar("T")
Work = Callable[[Iterable[int]], Iterator[T]]
"""Gives one result for each number, in order, each before it takes the next number."""

# Whether processes begin with all that this one has.
FORKS = sys.platform == "linux"
# What a pipe holds: 25 pages. At the usual 64 KB a process waits after one page and a half.
PIPE_BYTES = 1 << 20
# How far processes stand behind the one that they work for (nice): all of them wait for it.
BEHIND = 5


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What one turn gave: its result, or what was raised; turns count from 0, before the first is -1."""

    turn: int
    result: T | None = None
    error: Exception | None = None


@dataclass(slots=True)
class Team(Generic[T]):
    """Processes at work: ``made`` is what came from them, by turn, ``ends`` are all ends of pipes of this process."""

    made: dict[int, Made[T]] = field(default_factory=dict)
    results: list[Connection] = field(default_factory=list)
    ends: list[Connection] = field(default_factory=list)
    ending: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Team[T]:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop all processes."""
        self.ending.close()

    def pipe(self) -> tuple[Connection, Connection]:
        """A pipe: where it is read, and where it is written to."""
        reader, writer = _context().Pipe(duplex=False)
        with suppress(AttributeError, OSError):  # as much as the system allows
            fcntl.fcntl(writer.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        for end in (reader, writer):
            self.ends.append(end)
            self.ending.callback(end.close)
        return reader, writer

    def start(self, work: Work[T], numbers: Sequence[int], turns: Iterable[int], own: Sequence[Connection]) -> None:
        """Have a process do its turns; ``own`` are the ends of pipes that it needs for them."""
        reader, writer = self.pipe()
        # A forked process has all the others, too, and as long as it has, nobody sees that one has ended.
        others = [end for end in self.ends if not end.closed and end not in (*own, writer)] if FORKS else []
        process = _context().Process(target=_serve, args=(work, numbers, turns, writer, others), daemon=True)
        process.start()
        writer.close()
        self.results.append(reader)
        self.ending.callback(process.join)
        self.ending.callback(process.terminate)

    def look(self, seconds: float | None = None) -> None:
        """Take in what has come; waits for something, so many ``seconds`` at most.

        Raises SourceError when a process ended before its time, and what one raised before its first turn.
        """
        for pipe in connection.wait(self.results, seconds):
            self._take(pipe)

    def result(self, turn: int) -> T:
        """What a turn gave; waits for it. Raises what the turn raised, and SourceError."""
        while turn not in self.made:
            self.look()
        made = self.made.pop(turn)
        if made.error:
            raise made.error
        return made.result  # type: ignore[return-value]

    def _take(self, pipe: Any) -> None:  # noqa: ANN401 - what wait() gives has no type
        try:
            made: Made[T] | None = pickle.loads(pipe.recv_bytes())
        except EOFError as error:
            cause = "a process that read its pages was stopped, most likely for want of memory; use --jobs 1"
            raise SourceError(cause) from error
        if made is None:
            self.results.remove(pipe)
        elif made.turn < 0 and made.error:
            raise made.error
        else:
            self.made[made.turn] = made


def _context() -> Any:  # noqa: ANN401 - multiprocessing's contexts have no common type
    # A forked process starts in a hundredth of a second with everything loaded, a spawned one takes half a second. It
    # is safe here: it touches neither the terminal nor any lock of the progress display. Only Linux forks safely.
    return get_context("fork" if FORKS else "spawn")


def _serve(
    work: Work[Any], numbers: Sequence[int], turns: Iterable[int], writer: Connection, others: Sequence[Connection]
) -> None:
    """Do one process's turns and say that they are done; whoever reads the results may be gone."""
    gc.freeze()  # what the process was forked with stays shared
    os.nice(BEHIND)
    for end in others:
        end.close()
    taken: deque[int] = deque()
    with closing(writer), suppress(BrokenPipeError):
        try:
            for result in work(_numbered(turns, numbers, taken)):
                writer.send_bytes(pickled(Made(taken.popleft(), result)))
        except Exception as error:  # noqa: BLE001 - it is raised again where the results are read
            writer.send_bytes(pickled(Made(taken[0] if taken else -1, error=error)))
        writer.send_bytes(pickled(None))


def _numbered(turns: Iterable[int], numbers: Sequence[int], taken: deque[int]) -> Iterator[int]:
    """The numbers of the turns; ``taken`` are the turns begun."""
    for turn in turns:
        taken.append(turn)
        yield numbers[turn]
