"""``renaksi diff``: what changed between two plans, or who plans what over all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.output import clean_option, console, format_of, output_option, told, write
from pipeline.commit import commit

if TYPE_CHECKING:
    from compare.changes import Change
    from compare.coverage import Cover
    from compare.report import Report

FORMATS = ("table", "markdown", "html", "csv", "parquet", "xlsx", "png")
SUFFIXES = {".md": "markdown", ".html": "html", ".csv": "csv", ".parquet": "parquet", ".xlsx": "xlsx", ".png": "png"}
CHANGED = 1


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@clean_option
@click.option("--format", "shape", type=click.Choice(FORMATS), help="How to print it; else by the file's name.")
@output_option
@click.option("--exit-code", "tell", is_flag=True, help="Exit with 1 when there are changes.")
@click.option(
    "--all", "over_all", is_flag=True, help="Who plans what for each aspect, over all plans (or OLD and NEW)."
)
@click.pass_context
def diff(
    context: click.Context,
    old: str | None,
    new: str | None,
    clean: Path,
    shape: str | None,
    output: Path | None,
    tell: bool,
    over_all: bool,
) -> None:
    """Compare two plans: each a year, a decree's id or a folder of clean tables.

    Years with several offices are compared office by office. Changes are kept in data/clean/changes as well.
    """
    shape = shape or format_of(output, SUFFIXES) or "table"
    with told():
        if over_all:
            _show_coverage([name for name in (old, new) if name], clean, shape, output)
            return
        if not old or not new:
            raise click.UsageError("name two plans: renaksi diff OLD NEW, or use --all.")
        report = _compare(old, new, clean)
        _show_report(report, shape, output)
    if tell and report.changes:
        context.exit(CHANGED)


def _compare(old: str, new: str, clean: Path) -> Report:
    from compare.load import read_dataset  # noqa: PLC0415 - scipy is slow to import
    from compare.pairing import pair, resolve  # noqa: PLC0415
    from compare.report import Report, compare  # noqa: PLC0415

    pairing = pair(resolve(old, clean), resolve(new, clean))
    comparisons = []
    for before, after in pairing.pairs:
        comparisons.append(compare(read_dataset(before), read_dataset(after)))
        if before.clean == after.clean == clean and before != after:
            _keep(clean, after.year, f"{before.decree_id}--{after.decree_id}", comparisons[-1].changes)
    return Report(tuple(comparisons), tuple(f"{each.decree_id}: {why}" for each, why in pairing.alone))


def _keep(clean: Path, year: int, name: str, changes: tuple[Change, ...]) -> None:
    from compare.render_data import changes_parquet  # noqa: PLC0415

    path = clean / "changes" / f"{year:04d}" / f"{name}.parquet"
    commit(clean, f"changes-{name}", {path: changes_parquet(changes)}, ())


def _show_report(report: Report, shape: str, output: Path | None) -> None:
    from compare import render_data, render_html, render_text  # noqa: PLC0415

    if shape == "png":
        raise click.UsageError("a picture is drawn of --all only.")
    if shape == "table":
        with console(output) as screen:
            render_text.print_table(report, screen)
        return
    renderers: dict[str, Callable[[], str | bytes]] = {
        "markdown": lambda: render_text.markdown(report),
        "html": lambda: render_html.html(report),
        "csv": lambda: render_data.changes_csv(report.changes),
        "parquet": lambda: render_data.changes_parquet(report.changes),
        "xlsx": lambda: render_data.changes_workbook(report.changes),
    }
    write(renderers[shape](), output)


def _show_coverage(named: list[str], clean: Path, shape: str, output: Path | None) -> None:
    from compare import heatmap  # noqa: PLC0415

    covers = _coverage(named, clean)
    if shape == "table":
        with console(output) as screen:
            screen.print(heatmap.heat_table(covers))
        return
    renderers: dict[str, Callable[[tuple[Cover, ...]], str | bytes]] = {
        "markdown": heatmap.heat_markdown,
        "html": heatmap.heat_html,
        "csv": heatmap.cover_csv,
        "parquet": heatmap.cover_parquet,
        "xlsx": heatmap.cover_workbook,
        "png": heatmap.heat_png,
    }
    write(renderers[shape](covers), output)


def _coverage(named: list[str], clean: Path) -> tuple[Cover, ...]:
    from compare.coverage import cover  # noqa: PLC0415
    from compare.load import PlanError, kept_decrees, read_dataset  # noqa: PLC0415
    from compare.pairing import resolve  # noqa: PLC0415

    kept = [each for name in named for each in resolve(name, clean)] if named else kept_decrees(clean)
    if not kept:
        raise PlanError(f"{clean}: holds no plan; run `renaksi extract` first.")
    return cover((each, read_dataset(each)) for each in kept)
