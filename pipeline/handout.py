"""Handing sources out: one is read here, several by processes (``pool``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.run import Extracted, Failed, Source, extract_source

Report = Callable[[str, int, int], None]
"""Called with what is being counted, how many are done and how many there are."""


def hand_out(sources: Sequence[Source], jobs: int, report: Report) -> Iterator[Extracted | Failed]:
    """Extract the sources with at most ``jobs`` processes; results come in the order of the sources."""
    if not sources:
        return
    if len(sources) == 1:
        label = f"{sources[0].path.name}, page"
        yield extract_source(sources[0], jobs=jobs, progress=lambda done, total: report(label, done, total))
        return
    from pipeline.pool import shared_out  # noqa: PLC0415 - pools take 5 ms to load

    yield from shared_out(sources, jobs, report)
