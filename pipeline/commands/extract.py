"""``renaksi extract``: sources in, clean tables out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

import click

from pipeline import store, summary
from pipeline.corpus import CLEAN, Kept, Outcome, Places, Refused, Unchanged, extract_corpus, find_sources
from pipeline.decided import stray_corrections
from pipeline.progress import shown

FAILED, OPEN_ERRORS = 1, 3


@click.command()
@click.argument("sources", metavar="[SOURCE...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=CLEAN,
    metavar="DIR",
    help="Folder for the tables, instead of data/clean.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use, instead of one per core.")
@click.option("--force", is_flag=True, help="Rebuild what is up to date, and replace what a missing source left.")
@click.option("--strict", is_flag=True, help="Exit with 3 when a decree has open errors.")
@click.pass_context
def extract(
    context: click.Context, sources: tuple[Path, ...], out: Path, jobs: int | None, force: bool, strict: bool
) -> None:
    """Extract decrees: every source in data/raw, or the files and folders named.

    Only what changed is built. Exit code 0: done, 1: a source failed, 2: wrong usage, 3: --strict and open errors.
    """
    began = perf_counter()
    places = Places(clean=out)
    files = _files(sources, places.raw)
    outcomes = []
    with shown() as report:
        for outcome in extract_corpus(files, places, jobs=jobs or _cores(), force=force, report=report):
            outcomes.append(outcome)
            _tell(outcome, out, debug=context.find_root().params["debug"])
    click.echo(summary.close(outcomes, perf_counter() - began))
    if any(isinstance(outcome, Refused) for outcome in outcomes):
        context.exit(FAILED)
    if not sources:
        _tell_strays(places)
    if strict and _open_errors(outcomes, out):
        context.exit(OPEN_ERRORS)


def _tell_strays(places: Places) -> None:
    """Corrections under a name that no decree has would be lost in silence."""
    for path in stray_corrections(places.corrections, places.clean):
        click.echo(f"warning: {path}: no decree kept has this id, so nothing was corrected; rename it.", err=True)


def _files(sources: Iterable[Path], raw: Path) -> list[Path]:
    named = [file for source in sources for file in (find_sources(source) if source.is_dir() else [source])]
    files = named if sources else find_sources(raw)
    if not files:
        where = ", ".join(map(str, sources)) or str(raw)
        raise click.UsageError(f"{where}: holds no source; put a decree's PDF there or name a file.")
    return files


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _tell(outcome: Outcome, clean: Path, *, debug: bool) -> None:
    # print, not click.echo: only what goes through sys.stdout and sys.stderr is shown above a running bar.
    match outcome:
        case Kept():
            print("\n".join(summary.describe(outcome, clean)))
        case Refused(failure=failure):
            print(f"error: {failure.message}", file=sys.stderr)
            if debug and failure.trace:
                print(failure.trace, file=sys.stderr)
        case Unchanged():
            pass


def _open_errors(outcomes: Iterable[Outcome], clean: Path) -> bool:
    """Whether a decree of this run, rebuilt or not, has an open finding of severity error."""
    stamps = [outcome.stamp for outcome in outcomes if isinstance(outcome, Kept | Unchanged)]
    tables = (store.read_decree(clean, stamp.decree_id, stamp.year, "findings") for stamp in stamps)
    return any(
        (severity, status) == ("error", "open")
        for table in tables
        for severity, status in zip(table["severity"].to_pylist(), table["status"].to_pylist(), strict=True)
    )
