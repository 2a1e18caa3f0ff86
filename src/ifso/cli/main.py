"""The command ``ifso``: which commands there are, and how each of them ends.

Owns the list of commands and the exit codes: 0 all is well, 1 there are findings, 2 the request cannot be met as it was put, 3 the scenario
is invalid. Data go to standard output, everything else to standard error. Leaves each command to a module of its own.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from ifso.cli import ask, check, examples, explain, new, show
from ifso.cli.ending import Exit, ended

app = typer.Typer(
    name="ifso",
    help="What follows, if so: weigh a what-if about world politics.\n\nBegin with: ifso ask central-asia",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well, 1 findings, 2 the request cannot be met as it was put, 3 the scenario is invalid.",
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer hands the flag's value on
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - needed only here

        typer.echo(f"ifso {version('ifso')}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")] = False,  # noqa: FBT002
) -> None:
    """What follows, if so: weigh a what-if about world politics."""


for module in (ask, check, explain, show, new, examples):
    module.add_to(app)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a terminal that cannot show a character is no reason to fail
    code = ended(lambda: app(standalone_mode=False))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.FINE
    sys.exit(code)
