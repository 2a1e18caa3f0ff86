"""An answer as a finding to read in a terminal or a notebook.

Owns what is said and in which order: the question, what each view answers with its interval and its word, how the chance grows, what the
answer rests on, what stands behind it, how it was computed. Every page that shows a word of likelihood shows its range beside it. Leaves
what stands behind it to :mod:`ifso.report.hinges`, the table of chances to :mod:`ifso.report.chances` and that of numbers to
:mod:`ifso.report.numbers`.
"""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ifso.ground.calendar import date_after
from ifso.report.chances import READINGS, chances_report
from ifso.report.hinges import hinges_report, prospects_report
from ifso.report.links import beside_report, history_beside
from ifso.report.news import news_report, sample_sizes
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.question import question_report
from ifso.report.words import day, listed
from ifso.scenario.meaning import Done, Exactly, Learnt, Origin
from ifso.scenario.printing import ORIGINS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ifso.engine.results import Answer, ViewAnswer
    from ifso.report.hinges import Hinges

ROUGH = 0.02
"""Standard error, of the simulation alone, above which a chance is called rough."""


def answer_report(
    answer: Answer, width: int = WIDTH, doubts: Sequence[str] = (), hinges: Hinges | None = None,
) -> RenderableType:  # fmt: skip
    """Return the finding, for a page of so many columns; ``doubts`` are sentences on the lock from which history's numbers come."""
    chances, charted = chances_report(answer, width)
    observed, had = (answer.news.observed, answer.news.had) if answer.news else (None, None)
    asked = question_report(answer.scenario, answer.question, answer.fixed, observed, had)
    parts: list[RenderableType] = [Text(answer.scenario.title, style="bold"), Text(), asked, chances]
    parts += [_legend(answer, charted=charted), *_roughness(answer), *news_report(answer, width), Text(), *_rests_on(answer)]
    if hinges is not None:
        parts += hinges_report(hinges)
    event = answer.question.antecedent.event if answer.question.antecedent else ""
    for beside in history_beside(answer):
        parts += [Text(), *beside_report(beside, event, width)]
    parts += [Text(f"! {doubt}", style="yellow") for doubt in doubts]
    if hinges is not None:
        parts += prospects_report(hinges)
    if (line := _happened(answer)) is not None:
        parts += [Text(), line]
    return Group(*parts, Text(), _method(answer))


def _legend(answer: Answer, *, charted: bool) -> Text:
    said = "The 90% interval is what the views' own uncertainty about their numbers makes of the answer."
    if all(view.answered.draws == 1 for view in answer.views):
        certain = all(isinstance(held.value.number, Exactly) for view in answer.views for held in view.held.values())
        said = f"{'The views give single numbers' if certain else 'One draw of the numbers was taken'}, so that there is no interval."
    elif isinstance(answer.question.antecedent, Learnt):
        said += " A difference has none: what is learnt says something about the numbers too."
    return Text(f"{said} Charts run from 0 to 100%." if charted else said, style="dim")


def _roughness(answer: Answer) -> Iterator[Text]:
    """Say which chances the simulation itself leaves rough, and what to do about it."""
    rough = {
        f"{READINGS[reading]} under {view.view}": e.error if e else None
        for view in answer.views
        for reading, e in view.answered.chances.items()
        if e is None or (e.error is not None and e.error > ROUGH)
    }
    answered = [view.answered for view in answer.views]
    if any(e and e.error is None for a in answered for e in a.chances.values()):
        said = "How far the simulation is off is unknown: a single draw of the numbers, or a single world, cannot tell."
        yield Text(f"{said} Ask again with more --draws and --worlds.", style="yellow")
    if rough:
        named = ", ".join(f"{name} ({'no world' if error is None else f'±{100 * error:.1f} points'})" for name, error in rough.items())
        more = 16 * max(view.answered.worlds for view in answer.views)
        yield Text(f"Too few worlds for {named}: its interval cannot be trusted. Ask again with --worlds {more}.", style="yellow")


def _rests_on(answer: Answer) -> Iterator[Text]:
    for view in answer.views:
        yield Text(view.view, style="bold").append(f" {_origins(view)}", style="not bold")
        if view.about:
            yield Text(f"  {' '.join(view.about.split())}", style="dim")


def _origins(view: ViewAnswer) -> str:
    """Return where the numbers under a view come from, as a sentence."""
    counts = Counter(held.value.origin for held in view.held.values())
    total = sum(counts.values())
    if total == 0:
        return "rests on no numbers."
    parts = [f"{'all' if count == total > 1 else count} {ORIGINS[origin]}" for origin in Origin if (count := counts[origin])]
    said = f"rests on {total} number{'s' if total > 1 else ''}: {listed(parts)}."
    lent = [f"{count} of them borrowed from {lender}" for lender, count in view.borrowed.items()]
    return f"{said} {', '.join(lent)}." if lent else said


def _happened(answer: Answer) -> Table | None:
    """Return what became of the events of the question, once time had told; the answer makes no use of it."""
    question, antecedent = answer.question, answer.question.antecedent
    dates = {question.then: question.by}
    if antecedent is not None:
        dates.setdefault(antecedent.event, antecedent.at if isinstance(antecedent, Done) else antecedent.by)
    told = {event: by for event, by in dates.items() if answer.scenario.events[event].resolved is not None}
    if not told:
        return None
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    for i, (event, by) in enumerate(told.items()):
        grid.add_row("" if i else "What came of it", Text(_outcome(answer, event, by if event == question.then else None)))
    grid.add_row("", Text("The answer makes no use of this.", style="dim"))
    return grid


def _outcome(answer: Answer, event: str, by: float | None) -> str:
    """Return what became of an event; ``by`` is the date asked about, where one is."""
    outcome = answer.scenario.events[event].resolved
    asked = None if by is None else date_after(answer.scenario.start, by)
    said = ""
    if outcome is not None and outcome.happened:
        late = ", after the date asked about" if asked and outcome.happened > asked else ""
        said = f"it happened on {day(outcome.happened)}{late}."
    elif outcome is not None and outcome.not_by:
        early = ", and later is not told" if asked and outcome.not_by < asked else ""
        said = f"it had not happened by {day(outcome.not_by)}{early}."
    note = " ".join(outcome.note.split()) if outcome is not None else ""
    return f"{' '.join(answer.scenario.events[event].says.split()).removesuffix('.')}: {said} {note}".strip()


def _method(answer: Answer) -> Text:
    sizes = dict.fromkeys((view.answered.draws, view.answered.worlds) for view in answer.views)
    of = " and ".join(f"{draws:,} draw{'s' if draws > 1 else ''} of the numbers on {worlds:,} worlds" for draws, worlds in sizes)
    errors = [e.error for view in answer.views for e in view.answered.chances.values() if e]
    largest = 100 * max((error for error in errors if error is not None), default=0.0)
    known = f"at most {largest:.2f} points" if largest < 0.095 else f"at most {largest:.1f} points"
    said = f"Simulated: {of}, seed {answer.seed}; standard error {'unknown' if None in errors else known}."
    said = f"{said} {sample_sizes(answer)}".strip()
    return Text(f"{said} ifso {version('ifso')}, scenario {answer.scenario.sha256[:12]}.", style="dim")


def answer_text(answer: Answer, width: int = WIDTH, doubts: Sequence[str] = (), hinges: Hinges | None = None) -> str:
    """Return the finding as plain text."""
    return as_text(answer_report(answer, width, doubts, hinges), width)


def answer_html(answer: Answer, doubts: Sequence[str] = (), hinges: Hinges | None = None) -> str:
    """Return the finding as HTML for a notebook; text from the scenario is escaped."""
    return as_html(answer_report(answer, WIDTH, doubts, hinges))
