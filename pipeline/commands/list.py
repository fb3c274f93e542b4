"""``renaksi list``: the decrees that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.corpus import CLEAN
from pipeline.listing import aligned
from pipeline.store import count_rows, read_decree, read_table

HEADER = ("decree", "year", "institution", "kind", "pages", "actions", "indicators", "targets", "open")


@click.command("list")
@click.option(
    "--clean", type=click.Path(file_okay=False, path_type=Path), default=CLEAN, metavar="DIR", help="Folder to look in."
)
def list_decrees(clean: Path) -> None:
    """List the decrees kept: id, year, institution, kind, pages, rows and open findings."""
    rows = [_row(clean, decree) for decree in read_table(clean, "decrees").to_pylist()]
    if not rows:
        raise click.UsageError(f"{clean}: holds no decree; run `renaksi extract` first.")
    click.echo("\n".join(aligned(HEADER, rows)))


def _row(clean: Path, decree: dict[str, Any]) -> tuple[object, ...]:
    place = clean, decree["decree_id"], decree["year"]
    counts = [count_rows(*place, table) for table in ("actions", "indicators", "targets")]
    statuses = read_decree(*place, "findings")["status"].to_pylist()
    told = [decree[name] for name in ("decree_id", "year", "institution", "source_kind", "page_count")]
    return *told, *counts, statuses.count("open")
