"""A question as it stands at the head of every report: if what, then what, by when, and what the request fixed beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from rich.table import Table
from rich.text import Text

from ifso.ground.calendar import NEVER
from ifso.report.words import day_after
from ifso.scenario.meaning import Done, Learnt, Question, Scenario


def question_report(scenario: Scenario, question: Question, fixed: Mapping[str, float]) -> Table:
    """Return a question in words; ``fixed`` are events made to happen (years from the start) or prevented (infinity) beside it."""
    start = scenario.start
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", justify="right")
    grid.add_column()
    if question.says:
        grid.add_row("asks", " ".join(question.says.split()))
    match question.antecedent:
        case Done(event=event, at=at):
            grid.add_row("if", _fact(scenario, event, f"made to happen on {day_after(start, at)}, whatever its causes"))
        case Learnt(event=event, by=by):
            grid.add_row("given", _fact(scenario, event, f"it has been learnt that this happened by {day_after(start, by)}"))
        case None:
            pass
        case _:
            assert_never(question.antecedent)
    for event, time in fixed.items():
        how = "prevented" if time == NEVER else f"made to happen on {day_after(start, time)}"
        grid.add_row("with", _fact(scenario, event, f"{how}, in every row below"))
    grid.add_row("then", _fact(scenario, question.then, f"by {day_after(start, question.by)}"))
    return grid


def _fact(scenario: Scenario, event: str, how: str) -> Text:
    return Text(" ".join(scenario.events[event].says.split())).append(f" ({how})", style="dim")
