"""Showing long work: a bar on a terminal, plain lines otherwise, both on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click

from pipeline.handout import Report

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def shown() -> Iterator[Report]:
    """Show what is reported until the block ends."""
    if sys.stderr.isatty():
        with _bars() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bars() -> Iterator[Report]:
    # Imported here: a run with nothing to do shows no bar and must not wait for rich.
    from rich.console import Console  # noqa: PLC0415
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import Progress, TaskID, TimeElapsedColumn  # noqa: PLC0415

    columns = [*Progress.get_default_columns(), TimeElapsedColumn()]
    tasks: dict[str, TaskID] = {}
    console = Console(stderr=True)
    # What is printed meanwhile goes above the bar, but only where both reach the same terminal.
    together = sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=together) as progress:

        def report(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = progress.add_task(escape(label), total=total)
            progress.update(tasks[label], completed=done, total=total)

        yield report


def _lines() -> Report:
    spoken: dict[str, float] = {}

    def report(label: str, done: int, total: int) -> None:
        if done < total and monotonic() - spoken.get(label, float("-inf")) < SECONDS_BETWEEN_LINES:
            return
        spoken[label] = monotonic()
        click.echo(f"{label} {done} of {total}", err=True)

    return report
