"""The ``renaksi`` command: what it offers, and how its errors reach people."""

from __future__ import annotations

import atexit
import gc
import io
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from extract.model import SourceError
from pipeline.commit import StoreError
from pipeline.run import unexpected

# Commands by name, in the order of the help: each lives in the module of its name, and is called so there.
COMMANDS = {
    "extract": "extract",
    "list": "list_decrees",
    "check": "check",
    "review": "review",
    "schema": "schema",
    "diff": "diff",
    "due": "due",
    "export": "export",
}


class Commands(click.Group):
    """Imports only the command that is asked for: all of them take a tenth of a short run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"pipeline.commands.{cmd_name}"), COMMANDS[cmd_name])
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show a traceback when something breaks.")
@click.version_option(None, "--version", package_name="renaksi", message="%(prog)s %(version)s")
def renaksi(debug: bool) -> None:
    """Clean tables of actions, indicators and targets from Indonesian integrity-zone action plans."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code; every error is one sentence, with a traceback only under --debug."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not end the run; only test runners' streams cannot be told so.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # What ends with the process need not be searched for cycles: that takes 45 of 670 ms.
    atexit.register(gc.freeze)
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
