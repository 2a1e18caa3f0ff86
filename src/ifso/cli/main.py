"""The command ``ifso``: which commands there are, and how each of them ends.

Owns the list of commands and the exit codes: 0 all is well, 1 there are findings, 2 the request cannot be met as it was put, 3 the scenario
is invalid. Data go to standard output, everything else to standard error. Leaves each command to a module of its own.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

import ifso.cli.ask
import ifso.cli.base_rate
import ifso.cli.check
import ifso.cli.choices
import ifso.cli.cruxes
import ifso.cli.data
import ifso.cli.examples
import ifso.cli.explain
import ifso.cli.figure
import ifso.cli.linchpins
import ifso.cli.lock
import ifso.cli.new
import ifso.cli.open
import ifso.cli.paths
import ifso.cli.report
import ifso.cli.show
import ifso.cli.watch
from ifso.cli.ending import ended, stop_writing

app = typer.Typer(
    name="ifso",
    help="What follows, if so: weigh a what-if about world politics.\n\nBegin with: ifso ask central-asia",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well, 1 findings or missing data, 2 the request cannot be met as it was put, 3 the scenario is invalid.",
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - needed only here

        typer.echo(f"ifso {version('ifso')}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")] = False,
) -> None:
    """Weigh a what-if about world politics: what follows, if so."""


for module in (
    ifso.cli.ask, ifso.cli.open, ifso.cli.linchpins, ifso.cli.paths, ifso.cli.cruxes, ifso.cli.choices, ifso.cli.watch, ifso.cli.report, ifso.cli.check, ifso.cli.base_rate,
    ifso.cli.lock, ifso.cli.data,
    ifso.cli.figure, ifso.cli.explain, ifso.cli.show, ifso.cli.new, ifso.cli.examples,
):  # fmt: skip
    module.add_to(app)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the process ends
        getattr(sys, name).reconfigure(errors="replace")  # a terminal that cannot show a character is no reason to fail
    code = ended(_run)
    try:
        sys.stdout.flush()
    except OSError:
        stop_writing()
    sys.exit(code)


def _run() -> Any:
    """Read the command line and do what it asks; what goes wrong comes through, where typer's own way of calling would end the process."""
    command = typer.main.get_command(app)
    try:
        with command.make_context("ifso", sys.argv[1:]) as context:
            result = command.invoke(context)
    except typer.Exit as end:
        result = end.exit_code
    sys.stdout.flush()
    return result
