"""The ``renaksi`` command: what it offers, and how its errors reach people."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click

from extract.model import SourceError
from pipeline.commands.check import check
from pipeline.commands.diff import diff
from pipeline.commands.due import due
from pipeline.commands.export import export
from pipeline.commands.extract import extract
from pipeline.commands.list import list_decrees
from pipeline.commands.review import review
from pipeline.commands.schema import schema
from pipeline.commit import StoreError
from pipeline.run import unexpected

# New commands are named here and live in a module of their own. They are imported at every start: whatever loads
# pandas, pdfplumber or OpenCV belongs inside the function that needs it.
COMMANDS = (extract, list_decrees, check, review, schema, diff, due, export)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show a traceback when something breaks.")
@click.version_option(None, "--version", package_name="renaksi", message="%(prog)s %(version)s")
def renaksi(debug: bool) -> None:
    """Clean tables of actions, indicators and targets from Indonesian integrity-zone action plans."""


for command in COMMANDS:
    renaksi.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code; every error is one sentence, with a traceback only under --debug."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not end the run; only test runners' streams cannot be told so.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = renaksi.main(words, prog_name="renaksi", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("error: stopped; what was finished is kept, run again for the rest.", err=True)
        code = 130
    except Exception as error:
        if "--debug" in words:
            raise
        told = str(error) if isinstance(error, SourceError | StoreError) else unexpected(" ".join(words), error)
        click.echo(f"error: {told}", err=True)
        code = 1
    sys.exit(code or 0)
