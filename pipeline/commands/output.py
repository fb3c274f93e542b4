"""What commands share that print or write: where the tables are, where the output goes, how errors are told."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.corpus import CLEAN

if TYPE_CHECKING:
    from rich.console import Console

# Letters in a line of a table that goes to a file.
PLAIN_WIDTH = 120

clean_option = click.option(
    "--clean", type=click.Path(file_okay=False, path_type=Path), default=CLEAN, metavar="DIR", help="Folder to look in."
)
output_option = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="File to write."
)


def format_of(output: Path | None, suffixes: Mapping[str, str]) -> str | None:
    """Return the format that a file's name asks for; raises UsageError for a name that asks for none."""
    if output is None:
        return None
    found = suffixes.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(f"{output}: name the format with --format, or end the name in {', '.join(suffixes)}.")
    return found


def write(content: str | bytes, output: Path | None) -> None:
    """Write to a file, or to standard output; raises ClickException when the disk refuses."""
    raw = content.encode() if isinstance(content, str) else content
    if output is None:
        if isinstance(content, bytes) and sys.stdout.isatty():
            raise click.UsageError("this format is no text: name a file with -o.")
        click.echo(raw, nl=False)
        return
    try:
        output.write_bytes(raw)
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written ({error.strerror}).") from error


@contextmanager
def console(output: Path | None) -> Iterator[Console]:
    """Console on the terminal, or on a file as plain text."""
    from rich.console import Console  # noqa: PLC0415 - slow to import

    if output is None:
        yield Console()
        return
    buffer = io.StringIO()
    yield Console(file=buffer, width=PLAIN_WIDTH)
    write(buffer.getvalue(), output)


@contextmanager
def told() -> Iterator[None]:
    """Tell of plans that cannot be read or found as wrong usage."""
    from compare.load import PlanError  # noqa: PLC0415 - pyarrow is slow to import

    try:
        yield
    except PlanError as error:
        raise click.UsageError(str(error)) from error
