"""``renaksi check``: the cells to look at."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from pipeline.check import SEVERITIES, lines, open_cells
from pipeline.corpus import CLEAN
from pipeline.listing import aligned

HEADER = ("severity", "file", "page", "column", "text", "what is odd")


@click.command()
@click.argument("decree", required=False)
@click.option(
    "--clean", type=click.Path(file_okay=False, path_type=Path), default=CLEAN, metavar="DIR", help="Folder to look in."
)
def check(decree: str | None, clean: Path) -> None:
    """List the printed cells with open findings, worst first: of all decrees, or of one (its id or its year)."""
    try:
        cells = open_cells(clean, decree)
    except KeyError as error:
        raise click.UsageError(f"{clean}: holds no decree {decree}; `renaksi list` shows those it holds.") from error
    if cells:
        click.echo("\n".join(aligned(HEADER, list(lines(cells)))))
    counts = Counter(cell.severity for cell in cells)
    told = ", ".join(f"{counts[level]} {level}" for level in SEVERITIES if counts[level])
    noun = "cell" if len(cells) == 1 else "cells"
    click.echo(f"{len(cells)} {noun} to look at ({told})" if cells else "No open findings.")
