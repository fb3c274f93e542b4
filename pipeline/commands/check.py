"""``renaksi check``: the cells to look at."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from pipeline.check import SEVERITIES, lines, open_cells
from pipeline.corpus import CLEAN
from pipeline.fill import blanks, write_blanks
from pipeline.listing import aligned
from pipeline.store import read_table

HEADER = ("severity", "file", "page", "column", "text", "what is odd")


@click.command()
@click.argument("decree", required=False)
@click.option(
    "--clean", type=click.Path(file_okay=False, path_type=Path), default=CLEAN, metavar="DIR", help="Folder to look in."
)
@click.option(
    "--fill",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a corrections file to fill in instead, one line a cell.",
)
def check(decree: str | None, clean: Path, fill: Path | None) -> None:
    """List the printed cells with open findings, worst first: of all decrees, or of one (its id or its year)."""
    try:
        cells = open_cells(clean, decree)
    except KeyError as error:
        raise click.UsageError(f"{clean}: holds no decree {decree}; `renaksi list` shows those it holds.") from error
    if fill:
        _fill(fill, clean, decree)
        return
    if cells:
        click.echo("\n".join(aligned(HEADER, list(lines(cells)))))
    counts = Counter(cell.severity for cell in cells)
    told = ", ".join(f"{counts[level]} {level}" for level in SEVERITIES if counts[level])
    noun = "cell" if len(cells) == 1 else "cells"
    click.echo(f"{len(cells)} {noun} to look at ({told})" if cells else "No open findings.")


def _fill(path: Path, clean: Path, wanted: str | None) -> None:
    """Write the lines of one decree: corrections are kept by decree."""
    decrees = read_table(clean, "decrees").to_pylist()
    chosen = [(d["decree_id"], d["year"]) for d in decrees if wanted in (None, d["decree_id"], str(d["year"]))]
    if len(chosen) != 1:
        raise click.UsageError(
            f"--fill is for one decree and {len(chosen)} are meant; name it, `renaksi list` shows them."
        )
    ((decree_id, year),) = chosen
    made = blanks(clean, decree_id, year)
    try:
        write_blanks(path, made)
    except FileExistsError as error:
        raise click.ClickException(f"{path}: is there already and is left as it is; name another file.") from error
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written ({error.strerror}); name another file.") from error
    noun = "line" if len(made) == 1 else "lines"
    click.echo(f"{path}: {len(made)} {noun} to fill in; keep them in data/corrections/{decree_id}.csv.")
