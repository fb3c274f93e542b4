"""``renaksi due``: targets due, overdue and coming."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.output import clean_option, console, format_of, output_option, told, write

if TYPE_CHECKING:
    from compare.due import Due, Span
    from compare.load import Kept

FORMATS = ("table", "csv", "ics")
SUFFIXES = {".csv": "csv", ".ics": "ics"}


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Day to tell by, instead of today.")
@click.option("--quarter", metavar="2026Q2", help="All that is due within a quarter.")
@click.option("--office", metavar="WORDS", help="Only offices with these words in their name or key.")
@clean_option
@click.option("--format", "shape", type=click.Choice(FORMATS), help="How to print it; else by the file's name.")
@output_option
def due(
    on: dt.datetime | None,
    quarter: str | None,
    office: str | None,
    clean: Path,
    shape: str | None,
    output: Path | None,
) -> None:
    """List what is due: before the day overdue, to its month's end due, later coming."""
    shape = shape or format_of(output, SUFFIXES) or "table"
    span = _span(on.date() if on else None, quarter)
    with told():
        dues = _dues(span, office, clean)
    if shape == "table":
        from compare.due import due_table, summary  # noqa: PLC0415 - scipy is slow to import

        with console(output) as screen:
            screen.print(due_table(dues))
            screen.print(summary(dues))
    else:
        write(_rendered(dues, shape), output)


def _span(on: dt.date | None, quarter: str | None) -> Span:
    from compare.due import in_quarter, on_day  # noqa: PLC0415

    if on and quarter:
        raise click.UsageError("use --on or --quarter, not both.")
    if quarter is None:
        return on_day(on or dt.date.today())
    try:
        return in_quarter(quarter)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error


def _dues(span: Span, office: str | None, clean: Path) -> tuple[Due, ...]:
    from compare.due import what_is_due  # noqa: PLC0415
    from compare.load import PlanError, kept_decrees, read_dataset  # noqa: PLC0415

    words = (office or "").casefold().split()
    kept = [each for each in kept_decrees(clean) if all(word in _named(each) for word in words)]
    if not kept:
        of_office = f" of {office}" if office else ""
        raise PlanError(f"{clean}: holds no plan{of_office}; `renaksi list` shows those it holds.")
    return what_is_due(map(read_dataset, kept), span)


def _named(kept: Kept) -> str:
    return f"{kept.institution or ''} {kept.decree_id}".casefold()


def _rendered(dues: tuple[Due, ...], shape: str) -> str | bytes:
    from compare.due import due_csv  # noqa: PLC0415
    from compare.ics import due_calendar  # noqa: PLC0415

    return due_csv(dues) if shape == "csv" else due_calendar(dues)
