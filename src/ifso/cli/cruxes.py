"""``ifso cruxes``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Assume, By, Do, Draws, Given, Json, Prevent, Question, Scenario, Seed, Worlds

View = Annotated[list[str] | None, typer.Argument(metavar="VIEW VIEW", help="Two of the scenario's views.", show_default=False)]
Of = Annotated[
    str | None,
    typer.Option("--of", metavar="READING", help="Which number: do, do not, given, left alone, … or difference.", show_default=False),
]
All = Annotated[bool, typer.Option("--all", help="List the smallest cruxes too.")]


def cruxes(
    file: Scenario,
    view: View = None,
    question: Question = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    of: Of = None,
    everything: All = False,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    json: Json = False,
) -> int:
    """Say why two views answer differently: which of their numbers the difference comes from."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.cruxes import cruxes as found_for  # noqa: PLC0415 - loaded only to ask
    from ifso.verbs.loading import load  # noqa: PLC0415

    loaded = load(file)
    with progress("Simulating") as advance:
        found = found_for(
            loaded.scenario, views=view or (), question=question, by=by, do=do or (), prevent=prevent or (), given=given,
            assume=assume or (), of=of, draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=wait,
        )  # fmt: skip
    if json:
        show_json(found.to_dict())
        return Exit.FINE
    from ifso.report.cruxes import cruxes_report  # noqa: PLC0415

    show(cruxes_report(found.cruxes, page(), everything=everything), page())
    first = next((crux.name for crux in found.cruxes.cruxes if crux.name in found.cruxes.held[0]), None)
    if first is not None:
        say(f'Next: {shell("ask", file)} --assume "{first}={found.cruxes.held[0][first].value.written}"')
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cruxes")(cruxes)
