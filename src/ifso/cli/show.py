"""``ifso show``."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json, Scenario


class Form(StrEnum):
    """The three forms of a scenario."""

    WRITTEN = "written"
    MEANT = "meant"
    PROGRAM = "program"


def show(
    file: Scenario,
    form: Annotated[Form, typer.Option("--as", help="What is written, what it means, or the arrays that run.")] = Form.MEANT,
    view: Annotated[str | None, typer.Option("--view", "-v", help="The view whose program is shown. Default: the first.", show_default=False)] = None,
    json: Json = False,
) -> int:  # fmt: skip
    """Show a scenario as it is written, as it is meant, or as it runs."""
    from ifso.cli.printing import say, shell, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.ground.diagnostics import UsageError  # noqa: PLC0415
    from ifso.ground.plain import to_plain  # noqa: PLC0415
    from ifso.verbs.finding import find_scenario  # noqa: PLC0415
    from ifso.verbs.loading import load  # noqa: PLC0415
    from ifso.verbs.showing import program_text, written  # noqa: PLC0415

    if view is not None and form is not Form.PROGRAM:
        raise UsageError("--view goes with --as program.", hint="The other forms show every view.")
    if form is Form.WRITTEN:
        text = written(find_scenario(file))
        if json:
            show_json({"written": text.decode(errors="replace")})
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text)
            say(f"Next: {shell('check', file)}")
        return Exit.FINE
    loaded = load(file)
    if form is Form.MEANT:
        show_json(to_plain(loaded.scenario)) if json else sys.stdout.write(str(loaded))
        following = shell("show", file, "--as", "program") if loaded.scenario.views else shell("check", file)
    else:
        arrays = loaded.program(view)
        show_json(arrays) if json else sys.stdout.write(program_text(arrays))
        following = shell("ask" if loaded.scenario.questions else "check", file)
    if not json:
        say(f"Next: {following}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(show)
