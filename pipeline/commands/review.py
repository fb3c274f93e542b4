"""``renaksi review``: the doubts on their pages, in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import store
from pipeline.commands.output import clean_option
from pipeline.corpus import CORRECTIONS, RAW
from pipeline.review import review_page

REVIEW = Path("data/review")


@click.command()
@click.argument("decree", required=False)
@clean_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=REVIEW,
    metavar="DIR",
    help="Folder for the pages, instead of data/review.",
)
def review(decree: str | None, clean: Path, out: Path) -> None:
    """Write a page per decree that shows each doubtful cell where it is printed, and takes down what you decide.

    Of all decrees, or of one (its id or its year). The pages need no network; they make the corrections file.
    """
    stamps = [s for s in store.stamps(clean) if decree in (None, s.decree_id, str(s.year))]
    if not stamps:
        raise click.UsageError(
            f"{clean}: holds no decree{f' {decree}' if decree else ''}; run `renaksi extract` first."
        )
    for stamp in stamps:
        page, cards = review_page(clean, RAW, CORRECTIONS, stamp)
        path = out / f"{stamp.decree_id}.html"
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
        except OSError as error:
            raise click.ClickException(f"{path}: cannot be written ({error.strerror}).") from error
        click.echo(f"{path}: {cards} {'cell' if cards == 1 else 'cells'} to look at")
