"""``ifso figure``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Assume, By, Do, Draws, Given, Json, Prevent, Question, Scenario, Seed, Views, Worlds

Kind = Annotated[
    str, typer.Argument(metavar="KIND", help="What to draw: answer, timeline, tornado, cruxes, watch or history.", show_default=False)
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The file: its ending makes it SVG, PDF or PNG.", show_default=False)
]
Width = Annotated[float, typer.Option("--width", metavar="MM", help="Millimetres: 89 for a journal's column, 183 for its page.")]
Bare = Annotated[bool, typer.Option("--bare", help="Leave out the title and the line on how it was got, for a caption says both.")]


def figure(
    file: Scenario,
    kind: Kind,
    output: Output,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    width: Width = 183.0,
    bare: Bare = False,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    json: Json = False,
) -> int:
    """Draw a figure for a paper: vector text, colours and marks that everybody can tell apart, the same bytes for the same request."""
    from ifso.cli.printing import progress, say, shell, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.figure import figure as drawn_for  # noqa: PLC0415 - loaded only to draw
    from ifso.verbs.loading import load  # noqa: PLC0415

    loaded = load(file)
    with progress("Simulating") as advance:
        request: dict[str, Any] = {
            "question": question, "views": view or (), "by": by, "do": do or (), "prevent": prevent or (), "given": given,
            "assume": assume or (), "draws": draws, "worlds": worlds, "seed": seed, "progress": advance, "waiting": wait,
        }  # fmt: skip
        drawn = drawn_for(loaded.scenario, kind, output, width=width, bare=bare, **request)
    if json:
        show_json(drawn.to_dict())
        return Exit.FINE
    typer.echo(str(drawn.path))
    say(f"{drawn.title} {drawn.alt}")
    say(f"Next: {shell('report', file)}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("figure")(figure)
