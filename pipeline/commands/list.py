"""``renaksi list``: the decrees that are kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from pipeline.corpus import CLEAN
from pipeline.listing import aligned
from pipeline.store import read_table

HEADER = ("decree", "year", "institution", "kind", "pages", "actions", "indicators", "targets", "open")


@click.command("list")
@click.option(
    "--clean", type=click.Path(file_okay=False, path_type=Path), default=CLEAN, metavar="DIR", help="Folder to look in."
)
def list_decrees(clean: Path) -> None:
    """List the decrees kept: id, year, institution, kind, pages, rows and open findings."""
    counts = [
        Counter(read_table(clean, table)["decree_id"].to_pylist()) for table in ("actions", "indicators", "targets")
    ]
    findings = read_table(clean, "findings")
    doubts = zip(findings["decree_id"].to_pylist(), findings["status"].to_pylist(), strict=True)
    doubtful = Counter(decree for decree, status in doubts if status == "open")
    rows = [
        (key, d["year"], d["institution"], d["source_kind"], d["page_count"], *(c[key] for c in counts), doubtful[key])
        for d in read_table(clean, "decrees").to_pylist()
        for key in [d["decree_id"]]
    ]
    if not rows:
        raise click.UsageError(f"{clean}: holds no decree; run `renaksi extract` first.")
    click.echo("\n".join(aligned(HEADER, rows)))
