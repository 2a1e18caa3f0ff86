"""``ifso ask``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json, Scenario

if TYPE_CHECKING:
    from ifso.verbs.ask import Asked
    from ifso.verbs.loading import Loaded


def ask(
    file: Scenario,
    question: Annotated[str | None, typer.Option("--question", "-q", help="Which of the scenario's questions. Default: main, or the first.", show_default=False)] = None,
    view: Annotated[list[str] | None, typer.Option("--view", "-v", help="Answer under this view only; may be repeated. Default: all.", show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="Ask about this date, or this long after the start.", show_default=False)] = None,
    do: Annotated[list[str] | None, typer.Option("--do", metavar="EVENT[@DATE]", help="Make an event happen, at the start or on a date, whatever its causes.", show_default=False)] = None,
    prevent: Annotated[list[str] | None, typer.Option("--prevent", metavar="EVENT", help="Keep an event from happening.", show_default=False)] = None,
    given: Annotated[str | None, typer.Option("--given", metavar="EVENT[@DATE]", help="Ask what follows from learning that an event has happened by the date.", show_default=False)] = None,
    assume: Annotated[list[str] | None, typer.Option("--assume", metavar="CAUSE=VALUE", help='Use a value in every view, as in --assume "war.escalation=30% within 2 years".', show_default=False)] = None,
    draws: Annotated[int | None, typer.Option("--draws", metavar="N", help="Draws of the uncertain numbers. Default: 1,000.", show_default=False)] = None,
    worlds: Annotated[int | None, typer.Option("--worlds", metavar="N", help="Worlds simulated for each draw. Default: 4,096.", show_default=False)] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the random numbers.")] = 0,
    numbers: Annotated[bool, typer.Option("--numbers", help="Show every number that the answer rests on, and where it comes from.")] = False,
    json: Json = False,
) -> int:  # fmt: skip
    """Answer a question: what follows, under each view, and how sure that is."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.loading import load  # noqa: PLC0415 - loaded only to ask

    loaded = load(file)
    with progress("Simulating") as advance:
        asked = loaded.ask(
            question, views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (),
            draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=_wait,
        )  # fmt: skip
    if json:
        show_json(asked.to_dict())
        return Exit.FINE
    from ifso.report.answer import answer_report  # noqa: PLC0415
    from ifso.report.numbers import numbers_report  # noqa: PLC0415

    show(answer_report(asked.answer, page(), asked.doubts), page())
    if numbers:
        show("")
        show(numbers_report(asked.answer, page()), page())
    if loaded.warnings:
        say(f"The scenario has {len(loaded.warnings)} warning{'s' if len(loaded.warnings) > 1 else ''}: {shell('check', file)}")
    say(_next(file, loaded, asked, numbers=numbers))
    return Exit.FINE


def _wait() -> None:
    from ifso.cli.printing import say  # noqa: PLC0415

    say("Compiling the engine for this machine; this happens once and takes some 20 seconds …")


def _next(file: str, loaded: Loaded, asked: Asked, *, numbers: bool) -> str:
    """Name the next useful command."""
    from ifso.cli.printing import shell  # noqa: PLC0415

    others = [name for name in loaded.scenario.questions if name != asked.answer.question.name]
    if not numbers:
        return f"Next: {shell('ask', file, '--numbers')}" + (f", or --question {others[0]}" if others else "")
    causes = [cause.path for cause in loaded.scenario.causes]
    return f'Next: {shell("ask", file)} --assume "{causes[0]}=…"' if causes else f"Next: {shell('show', file)}"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask")(ask)
