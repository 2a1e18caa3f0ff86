"""``ifso linchpins``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Assume, By, Do, Given, Json, Prevent, Question, Scenario, Seed, Views

Of = Annotated[str, typer.Option("--of", metavar="chance|difference", help="Which number to take apart.")]
Threshold = Annotated[
    str | None,
    typer.Option(
        "--threshold", metavar="CHANCE", help="Seek where the answer crosses this. Default: 50%; none for a difference.", show_default=False
    ),
]
Top = Annotated[int, typer.Option("--top", metavar="N", help="How many linchpins of each view to show.")]
Draws = Annotated[int | None, typer.Option("--draws", metavar="N", help="Base draws of the shares. Default: 1,000.", show_default=False)]
Worlds = Annotated[
    int | None,
    typer.Option(
        "--worlds", metavar="N", help="Worlds of each base draw, and of the rest in proportion. Default: 128.", show_default=False
    ),
]


def linchpins(
    file: Scenario,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    of: Of = "chance",
    threshold: Threshold = None,
    top: Top = 6,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    json: Json = False,
) -> int:
    """Say what an answer hinges on: which numbers, how far they move it, and where it tips."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.arguments import MOST_TOP, whole  # noqa: PLC0415 - loaded only to ask
    from ifso.verbs.loading import load  # noqa: PLC0415

    top = whole(top, "top", 6, least=1, most=MOST_TOP)
    loaded = load(file)
    with progress("Simulating") as advance:
        found = loaded.linchpins(
            question, views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (), of=of,
            threshold=threshold, draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=wait,
        )  # fmt: skip
    if json:
        show_json(found.to_dict())
        return Exit.FINE
    from ifso.report.linchpins import linchpins_report  # noqa: PLC0415

    show(linchpins_report(found.linchpins, page(), top), page())
    first = next((one.name for one_view in found.linchpins.views for one in one_view.linchpins), None)
    if first is not None:
        say(f'Next: {shell("ask", file)} --assume "{first}=…"')
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("linchpins")(linchpins)
