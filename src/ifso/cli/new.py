"""``ifso new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; without an ending it gets .yaml.", show_default=False)],
    example: Annotated[str | None, typer.Option("--from", metavar="EXAMPLE|FILE", help="Copy this example or scenario, with its sources.", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
    json: Json = False,
) -> int:  # fmt: skip
    """Begin a scenario: a small one to fill in, or a copy of an example to change."""
    from datetime import date  # noqa: PLC0415 - loaded only to run

    from ifso.cli.printing import say, shell, show_json  # noqa: PLC0415
    from ifso.verbs.check import check  # noqa: PLC0415
    from ifso.verbs.new import new as write_new  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011 - the day on the author's wall is meant
    written = [str(path) for path in write_new(file, start=today, example=example, force=force)]
    if json:
        show_json({"written": written})
    else:
        typer.echo("\n".join(written))
        say(f"Next: {shell('ask' if check(written[0]).holds_argument else 'base-rate', written[0])}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new")(new)
