"""One source, from its file to its records."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from traceback import format_exc

from extract.model import SourceError
from normalize.schema import Dataset

# Objects made before the collector looks for cycles: records have none, and at 700 it takes an eighth of a run.
YOUNG_OBJECTS = 50_000

Pages = Callable[[int, int], None]
"""Called with pages read and pages in all."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one source gave, and the seconds it took; ``unfilled`` corrections wait for a person to fill them in."""

    dataset: Dataset
    seconds: float
    unfilled: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """Why one source gave nothing, in one sentence; ``trace`` is the traceback where the fault is renaksi's own."""

    message: str
    trace: str | None = None


def extract_source(source: Path, corrections: Path, *, jobs: int, progress: Pages) -> Extracted | Failed:
    """Read one source and tell what it means; never raises for what the source holds.

    ``corrections`` is the folder that may hold a file with what people decided about this decree.
    """
    began = perf_counter()
    gc.set_threshold(YOUNG_OBJECTS)
    try:
        dataset, unfilled = _dataset(source, corrections, jobs, progress)
    except SourceError as error:
        return Failed(str(error))
    except Exception as error:  # noqa: BLE001 - whatever breaks on one source must not stop the others
        return Failed(unexpected(source.name, error), format_exc())
    return Extracted(dataset, perf_counter() - began, unfilled)


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


def _dataset(source: Path, corrections: Path, jobs: int, progress: Pages) -> tuple[Dataset, int]:
    """Build the tables, and count the corrections that are not filled in; the decree's id names its corrections."""
    # Imported here: the readers take most of a second to load, and a run with nothing to do must not wait for them.
    from extract.source import read_source  # noqa: PLC0415
    from normalize.names import plan_names  # noqa: PLC0415
    from normalize.records import build  # noqa: PLC0415
    from pipeline.decided import read_corrections  # noqa: PLC0415
    from pipeline.lexicon import lexicon  # noqa: PLC0415
    from pipeline.transcripts import read_if_transcript  # noqa: PLC0415

    extracted = read_if_transcript(source) or read_source(
        source, jobs=jobs, progress=progress, lexicon=lexicon, names=plan_names
    )
    printed = build(extracted, (), tool_version())
    decided = read_corrections(corrections, printed.decrees[0].decree_id)
    dataset = build(extracted, decided.corrections, tool_version()) if decided.corrections else printed
    return dataset, decided.unfilled
