"""``ifso watch``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Assume, By, Do, Given, Json, Prevent, Question, Reading, Scenario, Seed, Views

Top = Annotated[int, typer.Option("--top", metavar="N", help="How many events of each view to show.")]
Draws = Annotated[
    int | None, typer.Option("--draws", metavar="N", help="Draws of the uncertain numbers. Default: 1,000.", show_default=False)
]
Worlds = Annotated[
    int | None, typer.Option("--worlds", metavar="N", help="Worlds simulated for each draw. Default: 64.", show_default=False)
]


def watch(
    file: Scenario,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    reading: Reading = None,
    top: Top = 5,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    json: Json = False,
) -> int:
    """Say what to watch: which events, and by when, would tell most about the outcome, and what the answer would then be."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.arguments import MOST_TOP, whole  # noqa: PLC0415 - loaded only to ask
    from ifso.verbs.loading import load  # noqa: PLC0415

    top = whole(top, "top", 5, least=1, most=MOST_TOP)
    loaded = load(file)
    with progress("Simulating") as advance:
        found = loaded.watch(
            question, views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (), reading=reading,
            draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=wait,
        )  # fmt: skip
    if json:
        show_json(found.to_dict())
        return Exit.FINE
    from ifso.report.watch import watch_report  # noqa: PLC0415

    show(watch_report(found.watchlists, page(), top), page())
    say(f"Next: {shell('paths', file)}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(watch)
