"""``renaksi export``: plans as a workbook, CSV or a DuckDB database."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.output import clean_option, format_of, output_option, told, write

SUFFIXES = {".xlsx": "xlsx", ".csv": "csv", ".duckdb": "duckdb"}


@click.command()
@click.argument("plan", required=False)
@clean_option
@output_option
@click.option(
    "--monitoring", is_flag=True, help="Add empty columns for realisation, evidence links, obstacles, follow-up."
)
def export(plan: str | None, clean: Path, output: Path | None, monitoring: bool) -> None:
    """Write plans (a year, a decree's id, a folder; else all) to an .xlsx, .csv or .duckdb file.

    The workbook's first sheet is the plan as printed, one row a target; then comes a sheet for each table.
    """
    shape = format_of(output, SUFFIXES)
    if output is None:
        raise click.UsageError("name the file with -o: plan.xlsx, plan.csv or plan.duckdb.")
    from compare import export as to  # noqa: PLC0415 - openpyxl is slow to import
    from compare.load import PlanError, kept_decrees  # noqa: PLC0415
    from compare.pairing import resolve  # noqa: PLC0415

    with told():
        kept = resolve(plan, clean) if plan else kept_decrees(clean)
        if not kept:
            raise PlanError(f"{clean}: holds no plan; run `renaksi extract` first.")
        if shape == "duckdb":
            to.export_duckdb(kept, output)
        elif shape == "csv":
            write(to.export_csv(kept, monitoring=monitoring), output)
        else:
            write(to.export_workbook(kept, monitoring=monitoring), output)
    click.echo(f"{output}: {len(kept)} {'plan' if len(kept) == 1 else 'plans'}")
