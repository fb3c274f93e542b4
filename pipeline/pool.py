"""Sources shared out to processes; a cluster would take this module's place and nothing else would change."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from pipeline.handout import Report
from pipeline.run import Extracted, Failed, Source, extract_source

AHEAD = 4
"""Sources handed out per process before the first result is taken."""


def shared_out(sources: Sequence[Source], jobs: int, report: Report) -> Iterator[Extracted | Failed]:
    """Extract the sources with at most ``jobs`` processes; results come in the order of the sources."""
    workers = max(1, min(jobs, len(sources)))
    each = max(1, jobs // workers)
    waiting: deque[tuple[Source, Future[Extracted | Failed]]] = deque()
    coming = iter(sources)
    report("sources read,", 0, len(sources))
    with _pool(workers) as pool:
        for number in range(1, len(sources) + 1):
            # Results stay in memory until their turn: so many ahead that no process idles, and no more.
            for source in islice(coming, AHEAD * workers - len(waiting)):
                waiting.append((source, pool.submit(_extract, source, each)))
            yield _result(*waiting.popleft())
            report("sources read,", number, len(sources))


def _result(source: Source, future: Future[Extracted | Failed]) -> Extracted | Failed:
    """Result of one source, tried once more alone where some source brought the shared processes down."""
    try:
        return future.result()
    except BrokenProcessPool:
        pass
    try:
        with _pool(1) as alone:
            return alone.submit(_extract, source, 1).result()
    except BrokenProcessPool:
        return Failed(
            f"{source.path.name}: the process reading it was stopped, most likely for want of memory; "
            "run it alone with `--jobs 1`, or split the file."
        )


def _pool(workers: int) -> ProcessPoolExecutor:
    # "spawn": a forked child would inherit the locks that the progress display's thread holds.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_stop_silently)


def _stop_silently() -> None:
    """On Ctrl-C the terminal stops every process; only the first is to say so."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _extract(source: Source, jobs: int) -> Extracted | Failed:
    return extract_source(source, jobs=jobs, progress=_unseen)


def _unseen(_done: int, _total: int) -> None:
    """Pages are not counted where several sources are read at once."""
