"""Work on numbered pages in several processes, results in the pages' order."""

from __future__ import annotations

import fcntl
import gc
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain, cycle
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from extract.model import SourceError
from extract.packed import pickled

T = TypeVar("T")
Work = Callable[[Sequence[int]], Iterator[T]]
"""Gives one result for each number, in order."""

# Pages that one process does before the other's turn: results wait in a pipe, so the processes must go in step.
TURN = 2
# What a pipe holds: 25 pages. At the usual 64 KB a process waits for its turn after one page and a half.
PIPE_BYTES = 1 << 20


def in_processes(work: Work[T], numbers: Sequence[int], jobs: int) -> Iterator[T]:
    """Results of ``work`` for every number, in order, from ``jobs`` processes.

    Raises what the work raises, and SourceError when a process ends early.
    """
    turns = [numbers[start : start + TURN] for start in range(0, len(numbers), TURN)]
    workers = [_start(work, [number for turn in turns[first::jobs] for number in turn]) for first in range(jobs)]
    try:
        for worker, turn in zip(cycle(workers), turns, strict=False):
            for _ in turn:
                yield worker.result()
    finally:
        for worker in workers:
            worker.stop()


def ahead(values: Iterator[T]) -> Iterator[T]:
    """The values, each made in a process of its own while the one before is worked on.

    Where processes cannot be forked they are made as they are asked for. Raises what making them raises.
    """
    if sys.platform != "linux":
        yield from values
        return
    worker = _start(lambda _: chain(((value,) for value in values), [()]), ())
    try:
        while made := worker.result():
            yield made[0]
    finally:
        worker.stop()


@dataclass(frozen=True, slots=True)
class _Worker(Generic[T]):
    """One process and the pipe that its results come through."""

    process: BaseProcess
    results: connection.Connection

    def result(self) -> T:
        try:
            found = pickle.loads(self.results.recv_bytes())
        except EOFError as error:
            cause = "a process that read its pages was stopped, most likely for want of memory; use --jobs 1"
            raise SourceError(cause) from error
        if isinstance(found, BaseException):
            raise found
        return found  # type: ignore[no-any-return]

    def stop(self) -> None:
        self.results.close()
        self.process.terminate()
        self.process.join()


def _start(work: Work[T], numbers: Sequence[int]) -> _Worker[T]:
    # A forked process starts in a hundredth of a second with everything loaded, a spawned one takes half a second. It
    # is safe here: it touches neither the terminal nor any lock of the progress display. Only Linux forks safely.
    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    with suppress(AttributeError, OSError):  # as much as the system allows
        fcntl.fcntl(sender.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    process = context.Process(target=_serve, args=(work, numbers, sender), daemon=True)
    process.start()
    sender.close()
    return _Worker(process, receiver)


def _serve(work: Work[Any], numbers: Sequence[int], sender: connection.Connection) -> None:
    """Do one process's share; whoever reads the results may be gone."""
    gc.freeze()  # what the process was forked with stays shared
    with closing(sender), suppress(BrokenPipeError):
        try:
            for result in work(numbers):
                sender.send_bytes(pickled(result))
        except Exception as error:  # noqa: BLE001 - it is raised again where the results are read
            sender.send_bytes(pickled(error))
