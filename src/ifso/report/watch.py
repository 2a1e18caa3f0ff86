"""What to watch, as a finding to read in a terminal or a notebook.

Owns the table of indicators and their sentences, what gives way where the page is narrow (every event becomes a few lines), what is left
out and why, and how it was computed. A page shows one reading, and says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ifso.ground.calendar import date_after
from ifso.report.fitting import natural_width
from ifso.report.links import WHERE
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.question import question_report
from ifso.report.words import day, likelihood, listed, percent

if TYPE_CHECKING:
    from ifso.engine.watching import ViewWatching, Watched, Watching, Watchlists

TOP = 5
"""Indicators that are shown of each view where nobody says how many."""
SAME = 0.005
"""Change of the answer below which it is not said to move."""


def watch_report(found: Watchlists, width: int = WIDTH, top: int = TOP) -> RenderableType:
    """Return what to watch under the first reading that was asked for, ``top`` events of each view, for a page of so many columns."""
    parts: list[RenderableType] = [Text(found.scenario.title, style="bold"), Text()]
    parts.append(question_report(found.scenario, found.question, found.fixed))
    for view in found.views:
        parts += [Text(), *_view(found, view, width, top)]
    return Group(*parts, Text(), *(Text(line, style="dim") for line in _legend(found)), _method(found))


def watch_in_short(found: Watchlists, view: ViewWatching, top: int = 3) -> RenderableType:
    """Return the first indicators of a view, a sentence each."""
    watching = view.readings[0]
    shown = indicators(found, watching)[:top]
    if not shown:
        return Text(_none(watching))
    return Group(*(_hanging(found, watching, one) for one in shown))


def _none(watching: Watching) -> str:
    """Say that there is nothing to watch: that nothing tells anything, or that what does cannot be seen in time."""
    which = "that can be seen before the outcome " if any(one.tells for one in watching.events) else ""
    return f"No event {which}tells anything about it that is above the noise of the simulation."


def indicators(found: Watchlists, watching: Watching) -> tuple[Watched, ...]:
    """Return the events that are worth watching: telling, and not hidden from whoever watches."""
    return tuple(one for one in watching.telling if not found.scenario.events[one.event].hidden)


def when(found: Watchlists, years: float) -> str:
    """Return a date of the grid: the month, and the day where it is not the first."""
    date = date_after(found.scenario.start, years)
    return f"{date:%B %Y}" if date.day == 1 else day(date)


def sentence(found: Watchlists, watching: Watching, one: Watched) -> str:
    """Say what becomes of the answer if an event has happened by its best date and if it has not."""
    best, now, by = one.best, watching.chance or 0.0, when(found, one.best.date)
    if best.if_not is None:
        return f"It will have happened by {by}."
    said = f"If not by {by}, the answer {_moves(now, best.if_not)}"
    return f"{said}." if best.if_so is None else f"{said}; if so, it {_moves(now, best.if_so)}."


def _moves(now: float, then: float) -> str:
    if abs(then - now) < SAME:
        return f"is {percent(then)}"
    return f"{'rises' if then > now else 'falls'} to {percent(then)}"


def _says(found: Watchlists, one: Watched) -> str:
    return " ".join(found.scenario.events[one.event].says.split())


def _hanging(found: Watchlists, watching: Watching, one: Watched) -> RenderableType:
    return Group(Text(_says(found, one), style="cyan"), Padding(Text(sentence(found, watching, one)), (0, 0, 0, 2)))


# ---------------------------------------------------------------- one view


def _view(found: Watchlists, view: ViewWatching, width: int, top: int) -> Iterator[RenderableType]:
    watching = view.readings[0]
    antecedent = found.question.antecedent
    place = WHERE[watching.reading].format(antecedent.event) if antecedent else ""
    title = Text(view.view, style="bold")
    if watching.chance is None:
        yield title.append(f" In no world that was simulated {place}.", style="not bold")
        return
    said = f" {percent(watching.chance)}, {likelihood(watching.chance)}{f', {place}' if place else ''};"
    yield title.append(f"{said} {watching.entropy:.2f} bits to be learnt.", style="not bold")
    every = indicators(found, watching)
    if not every:
        yield Text(_none(watching))
    else:
        table = _table(found, every[:top])
        yield table if natural_width(table) <= width else _lines(found, every[:top])
        for one in every[:top]:
            yield _hanging(found, watching, one)
    yield from _left_out(found, watching, top, len(every))


COLUMNS = ("event", "by", "bits", "if so", "if not", "likely")


def _cells(found: Watchlists, one: Watched) -> tuple[str, ...]:
    best = one.best
    answers = ("–" if answer is None else percent(answer) for answer in (best.if_so, best.if_not))
    return one.event, when(found, best.date), bits(best.bits), *answers, percent(best.chance)


def bits(value: float) -> str:
    """Return an amount of information, with two figures where it is small."""
    return f"{value:.2f}" if value >= 0.0995 else f"{value:.3f}"


def _table(found: Watchlists, shown: tuple[Watched, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, name in enumerate(COLUMNS):
        table.add_column(name, justify="left" if n < 2 else "right", no_wrap=True, style="cyan" if n == 0 else "")
    for one in shown:
        table.add_row(*_cells(found, one))
    return table


def _lines(found: Watchlists, shown: tuple[Watched, ...]) -> RenderableType:
    """Return the figures as text, for a page on which no table fits."""
    lines: list[RenderableType] = []
    for one in shown:
        event, by, *figures = _cells(found, one)
        named = (f"{name} {figure}" for name, figure in zip(COLUMNS[2:], figures, strict=True))
        lines += [Text(event, style="cyan", overflow="fold"), Padding(Text(f"by {by}: {', '.join(named)}"), (0, 0, 0, 2))]
    return Group(*lines, Text())


def _left_out(found: Watchlists, watching: Watching, top: int, every: int) -> Iterator[Text]:
    """Say which events are not listed though they tell something."""
    telling = [one for one in watching.events if one.tells]
    hidden = [one.event for one in telling if found.scenario.events[one.event].hidden]
    following = [one.event for one in telling if one.follows and one.event not in hidden]
    if every > top:
        yield Text(f"{every - top} more tell{'s' if every == top + 1 else ''} less: --top {every} shows all.", style="dim")
    if following:
        yield Text(f"Not listed, since mostly after the outcome: {listed(following)}.", style="dim")
    if hidden:
        yield Text(f"Not listed, since it can happen unseen: {listed(hidden)}.", style="dim")


# ---------------------------------------------------------------- what the page says of itself


def _legend(found: Watchlists) -> Iterator[str]:
    yield (
        "Bits: how much it tells about the outcome, on average over both cases, to learn whether the event had happened by the date. The "
        "date is the earliest that tells nine tenths of what any does. If so, if not: the answer in either case. Likely: the chance that "
        "it will have."
    )
    yield (
        "What an event tells about the numbers counts as well as what it does. Under another reading of the question, events tell other "
        "things."
    )
    others = [watching.reading for watching in found.views[0].readings[1:]]
    if others:
        yield f'What to watch {WHERE[others[0]]}: --reading "{others[0].value}".'


def _method(found: Watchlists) -> Text:
    first = found.views[0].readings[0]
    sizes = dict.fromkeys((view.readings[0].draws, view.readings[0].worlds) for view in found.views)
    of = " and ".join(f"{draws:,} draw{'s' if draws > 1 else ''} of the numbers, each in {worlds:,} worlds" for draws, worlds in sizes)
    best = [one.best for view in found.views for one in indicators(found, view.readings[0])]
    told = [at.error for at in best if at.error is not None]
    answers = [error for at in best for error in (at.if_so_error, at.if_not_error) if error is not None]
    error = f"at most {max(told):.3f} bits and {100 * max(answers):.1f} points" if told and answers else "unknown"
    said = f"Simulated: {of}, seed {first.seed}; standard error {error}."
    if weighed := max(view.readings[0].weighed for view in found.views):
        said += f" What actors do is told from {weighed:,} worlds, draw by draw."
    return Text(f"{said} ifso {version('ifso')}, scenario {found.scenario.sha256[:12]}.", style="dim")


# ---------------------------------------------------------------- as text


def watch_text(found: Watchlists, width: int = WIDTH, top: int = TOP) -> str:
    """Return what to watch as plain text."""
    return as_text(watch_report(found, width, top), width)


def watch_html(found: Watchlists, top: int = TOP) -> str:
    """Return what to watch as HTML for a notebook; text from the scenario is escaped."""
    return as_html(watch_report(found, WIDTH, top))
