"""A question as it stands at the head of every report: if what, then what, by when, and what the request fixed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from rich.table import Table
from rich.text import Text

from ifso.ground.calendar import NEVER
from ifso.report.words import day_after, listed
from ifso.scenario.meaning import Done, Learnt, Observed, Question, Scenario


def question_report(
    scenario: Scenario, question: Question, fixed: Mapping[str, float], observed: Observed | None = None,
    had: Mapping[str, float] | None = None,
) -> Table:  # fmt: skip
    """Return a question in words, with what is taken as known.

    ``fixed`` are events made to happen (years from the start) or prevented (infinity) beside it; ``had`` are those that are imagined to
    have happened at other times, or never.
    """
    start = scenario.start
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", justify="right")
    grid.add_column()
    if question.says:
        grid.add_row("asks", " ".join(question.says.split()))
    for i, line in enumerate(_known(scenario, observed) if observed else ()):
        grid.add_row("" if i else "known", line)
    if observed is None and scenario.observed is not None:
        grid.add_row("known", Text("Before the news: what the file says has been observed is passed over.", style="dim"))
    for event, time in (had or {}).items():
        how = "had it not happened" if time == NEVER else f"had it happened on {day_after(start, time)}"
        grid.add_row("had", _fact(scenario, event, f"{how}, in the worlds that agree with what is known"))
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


def _known(scenario: Scenario, observed: Observed) -> Iterator[Text]:
    """Say event by event what has been observed."""
    for seen in sorted(observed.seen.values(), key=lambda seen: (not seen.happened, seen.at)):
        told = "happened on" if seen.happened else "had not happened by"
        by_whom = f"; {seen.source}" if seen.source else ""
        yield _fact(scenario, seen.event, f"{told} {day_after(scenario.start, seen.at)}{by_whom}")
    if observed.as_of is None:
        yield Text("Nothing is known of other events.", style="dim")
        return
    hidden = [name for name, event in scenario.events.items() if event.hidden and name not in observed.seen]
    unknown = f"; nothing is known of {listed(hidden)}, which can happen unseen" if hidden else ""
    yield Text(
        f"By {day_after(scenario.start, observed.as_of)} no {'other ' if observed.seen else ''}event had happened{unknown}.", style="dim"
    )
