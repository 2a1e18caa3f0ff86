"""``ifso paths``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Assume, By, Do, Given, Json, Prevent, Question, Reading, Scenario, Seed, Views

Top = Annotated[
    int | None,
    typer.Option("--top", metavar="N", help="How many paths of each view to show. Default: 5; with --json 10.", show_default=False),
]
Draws = Annotated[
    int | None, typer.Option("--draws", metavar="N", help="Draws of the uncertain numbers. Default: 1,000.", show_default=False)
]
Worlds = Annotated[int | None, typer.Option("--worlds", metavar="N", help="Worlds traced for each draw. Default: 64.", show_default=False)]


def paths(
    file: Scenario,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    reading: Reading = None,
    top: Top = None,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    json: Json = False,
) -> int:
    """Show the chains of causes along which the outcome came about, the most common first."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.loading import load  # noqa: PLC0415 - loaded only to ask

    loaded = load(file)
    with progress("Tracing") as advance:
        found = loaded.paths(
            question, views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (), reading=reading,
            top=top, draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=wait,
        )  # fmt: skip
    if json:
        show_json(found.to_dict())
        return Exit.FINE
    from ifso.report.paths import TOP, paths_report  # noqa: PLC0415

    show(paths_report(found.paths, top or TOP), page())
    say(f"Next: {shell('watch', file)}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("paths")(paths)
