"""``ifso choices``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Assume, By, Do, Given, Json, Prevent, Question, Scenario, Seed, Views

Rationality = Annotated[
    float | None,
    typer.Option(
        "--rationality", metavar="X", help="How closely choices follow interests: 0 not at all. Default: the view's.", show_default=False
    ),
]
Draws = Annotated[int | None, typer.Option("--draws", metavar="N", help="Draws of the uncertain numbers. Default: 64.", show_default=False)]
Worlds = Annotated[
    int | None, typer.Option("--worlds", metavar="N", help="Worlds simulated for each draw. Default: 2,048.", show_default=False)
]


def choices(
    file: Scenario,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    rationality: Rationality = None,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    json: Json = False,
) -> int:
    """Say what each actor faces: what its options cost and buy, its best replies, and what the answer would be under each."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.loading import load  # noqa: PLC0415 - loaded only to ask

    loaded = load(file)
    with progress("Simulating") as advance:
        found = loaded.choices(
            question, views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (),
            rationality=rationality, draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=wait,
        )  # fmt: skip
    if json:
        show_json(found.to_dict())
        return Exit.FINE
    from ifso.report.choices import choices_report  # noqa: PLC0415

    show(choices_report(found.choices, page()), page())
    weights = [name for one in found.choices.views for name in one.weights]
    say(f'Next: {shell("choices", file)} --assume "{weights[0]}=…"' if weights else f"Next: {shell('ask', file)}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("choices")(choices)
