"""One source, from its file to its records."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from time import perf_counter
from traceback import format_exc
from typing import TYPE_CHECKING

from extract.model import Extract, SourceError
from normalize.schema import Decree
from pipeline.encode import Columns, Encoded, Stamp, columns, encode
from pipeline.fingerprint import Fingerprint, Tools, fingerprint

if TYPE_CHECKING:
    from normalize.hands import Hands

# Objects made before the collector looks for cycles: records have none, and at 700 it takes an eighth of a run.
YOUNG_OBJECTS = 50_000

# From so many pages it pays that several processes read the chapters.
SEVERAL_PAGES = 64

Pages = Callable[[int, int], None]
"""Called with pages read and pages in all."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its file, the ``name`` it is known by, the folder that may hold corrections, and what reads it."""

    path: Path
    name: str
    corrections: Path
    tools: Tools

    def stamp(self, decree: Decree) -> Stamp:
        """What the files of the decree that it holds say of themselves."""
        return Stamp(decree.decree_id, decree.year, self.name, self.print(decree.source_sha256, decree.decree_id))

    def print(self, sha256: str, decree_id: str) -> Fingerprint:
        """The fingerprint of what the decree's files are made from."""
        return fingerprint(sha256, self.corrections / f"{decree_id}.csv", self.tools)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one source gave, and the seconds it took; ``unfilled`` corrections wait for a person to fill them in."""

    tables: Encoded
    seconds: float
    unfilled: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """Why one source gave nothing, in one sentence; ``trace`` is the traceback where the fault is renaksi's own."""

    message: str
    trace: str | None = None


def extract_source(source: Source, *, jobs: int, progress: Pages) -> Extracted | Failed:
    """Read one source and tell what it means; never raises for what the source holds."""
    began = perf_counter()
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        parts, unfilled = _parts(source.path, source.corrections, jobs, progress)
        tables = encode(parts, source.stamp)
    except SourceError as error:
        return Failed(str(error))
    except Exception as error:  # noqa: BLE001 - whatever breaks on one source must not stop the others
        return Failed(unexpected(source.path.name, error), format_exc())
    return Extracted(tables, perf_counter() - began, unfilled)


def unexpected(where: str, error: BaseException) -> str:
    """Tell of a fault of renaksi's own in one sentence."""
    told = " ".join(str(error).split())
    cause = f"{type(error).__name__}: {told}" if told else type(error).__name__
    return (
        f"{where}: renaksi itself failed ({cause}); this is a bug to report, "
        "`renaksi --debug` before the command shows where."
    )


@cache
def tool_version() -> str:
    """Version of renaksi, as installed."""
    return version("renaksi")


def _parts(source: Path, corrections: Path, jobs: int, progress: Pages) -> tuple[Iterator[Columns], int]:
    """Build the tables, part by part, and count the corrections that are not filled in.

    What people decided stands under the decree's id, so that the first part is read before it is known whether the
    source is to be read with corrections; then it is read whole.
    """
    # Imported here: the readers take most of a second to load, and a run with nothing to do must not wait for them.
    from extract.source import read_source  # noqa: PLC0415
    from normalize.names import plan_names  # noqa: PLC0415
    from normalize.records import build, by_chapter  # noqa: PLC0415
    from pipeline.decided import read_corrections  # noqa: PLC0415
    from pipeline.lexicon import lexicon  # noqa: PLC0415
    from pipeline.transcripts import read_if_transcript  # noqa: PLC0415

    extracted = read_if_transcript(source) or read_source(
        source, jobs=jobs, progress=progress, lexicon=lexicon, names=plan_names
    )
    printed = by_chapter(extracted, tool_version(), columns, _hands(extracted, jobs))
    first = next(printed)
    assert first.decree is not None
    decided = read_corrections(corrections, first.decree.decree_id)
    if decided.corrections:
        return iter((columns(build(extracted, decided.corrections, tool_version())),)), decided.unfilled
    return chain((first,), printed), decided.unfilled


def _hands(extracted: Extract, jobs: int) -> Hands:
    """Who reads the chapters."""
    from normalize.hands import Alone  # noqa: PLC0415

    if jobs == 1 or extracted.page_count < SEVERAL_PAGES or len(extracted.chapters) == 1:
        return Alone()
    from extract.pages.parallel import Processes  # noqa: PLC0415 - takes 4 ms to load
    from extract.pages.team import FORKS  # noqa: PLC0415

    return Processes(jobs) if FORKS else Alone()
