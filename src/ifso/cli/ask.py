"""``ifso ask``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import (
    AsOf,
    Assume,
    BeforeNews,
    By,
    Do,
    Draws,
    Given,
    Had,
    HadNot,
    Json,
    NotBy,
    Observe,
    Prevent,
    Question,
    Scenario,
    Seed,
    Views,
    Worlds,
)

if TYPE_CHECKING:
    from ifso.verbs.ask import Asked
    from ifso.verbs.loading import Loaded


def ask(
    file: Scenario,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    as_of: AsOf = None,
    observe: Observe = None,
    not_by: NotBy = None,
    had: Had = None,
    had_not: HadNot = None,
    before_news: BeforeNews = False,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out what the answer hinges on, how it comes about, what actors face and what to watch.")] = False,
    numbers: Annotated[bool, typer.Option("--numbers", help="Show every number that the answer rests on, and where it comes from.")] = False,
    json: Json = False,
) -> int:  # fmt: skip
    """Answer a question: what follows, under each view, and how sure that is."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.loading import load  # noqa: PLC0415 - loaded only to ask

    loaded = load(file)
    with progress("Simulating") as advance:
        asked = loaded.ask(
            question, views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (),
            as_of=as_of, observe=observe or (), not_by=not_by or (), had=had or (), had_not=had_not or (), before_news=before_news,
            explain=not brief, draws=draws, worlds=worlds, seed=seed, progress=advance, waiting=wait,
        )  # fmt: skip
    if json:
        show_json(asked.to_dict())
        return Exit.FINE
    from ifso.report.answer import answer_report  # noqa: PLC0415
    from ifso.report.numbers import numbers_report  # noqa: PLC0415

    show(answer_report(asked.answer, page(), asked.doubts, asked.hinges), page())
    if numbers:
        show("")
        show(numbers_report(asked.answer, page()), page())
    if loaded.warnings:
        say(f"The scenario has {len(loaded.warnings)} warning{'s' if len(loaded.warnings) > 1 else ''}: {shell('check', file)}")
    say(_next(file, loaded, asked, numbers=numbers))
    return Exit.FINE


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
