"""``renaksi schema``: the data dictionary."""

from __future__ import annotations

import click

from pipeline.dictionary import as_markdown, as_text


@click.command()
@click.option("--format", "shape", type=click.Choice(["text", "markdown"]), default="text", help="How to print it.")
def schema(shape: str) -> None:
    """Print the data dictionary: every table and column, with type and meaning."""
    click.echo("\n".join(as_markdown() if shape == "markdown" else as_text()).rstrip())
