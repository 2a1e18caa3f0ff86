"""What news makes of an answer, in words.

Owns the table of the answer before and after the news, which numbers it moves under each view, and how far that can be trusted. Leaves the
answer itself to :mod:`ifso.report.answer`, and what is taken as known to :mod:`ifso.report.question`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from ifso.report.chances import reading_in_words
from ifso.report.fitting import natural_width
from ifso.report.words import interval, listed, percent, points
from ifso.scenario.meaning import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from ifso.engine.estimating import Estimate
    from ifso.engine.news import Spread
    from ifso.engine.results import Answer, ViewAnswer
    from ifso.engine.updating import Updated

CHANGES, NUMBERS = "What the news changes", "Numbers that the news moves"
MOST = 3
"""Numbers that are shown for a view."""
SLIGHT = 0.02
"""Distance between distribution functions below which a number has hardly moved."""


def news_report(answer: Answer, width: int) -> list[RenderableType]:
    """Return what the news changes, for a page of so many columns; nothing where nothing has been observed."""
    if answer.news is None:
        return []
    updates = [(view, view.updated) for view in answer.views if view.updated is not None]
    parts: list[RenderableType] = [Text(remark, style="yellow") for remark in answer.news.remarks]
    if not answer.news.had:
        table = _changes(answer, updates)
        fits = natural_width(table) <= width
        parts += [Text(), table if fits else _changes_below(answer, updates)]
        if fits and any(updated.standing for _, updated in updates):
            said = "Events taken over: what happened and had not happened, with the numbers as before. News: the numbers moved too."
            parts.append(Text(said, style="dim"))
    told = [*_moves(answer, updates, width), *_chosen(updates), *_foreseen(updates), *_doubts(updates)]
    return [*parts, Text(), *told] if told else parts


def _table(title: str, *columns: str, right: int = 0) -> Table:
    """Return an empty table of which the last ``right`` columns hold numbers."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for i, name in enumerate(columns):
        table.add_column(name, no_wrap=True, justify="right" if i >= len(columns) - right else "left")
    return table


def _changes(answer: Answer, updates: list[tuple[ViewAnswer, Updated]]) -> Table:
    taken_over = any(updated.standing for _, updated in updates)
    event = answer.question.antecedent.event if answer.question.antecedent else ""
    between = ["events taken over"] if taken_over else []
    table = _table(CHANGES, "view", event, "before", *between, "after the news", "change", right=3 + len(between))
    for view, updated in updates:
        for i, (name, before, after, change) in enumerate(_rows(answer, updated)):
            standing = [""] if taken_over else []
            if updated.standing:
                standing = [_chance(list(updated.standing.chances.values())[i])]
            table.add_row(view.view if i == 0 else "", name, _spread_of(before), *standing, _spread_of(after), change)
        table.add_section()
    return table


def _changes_below(answer: Answer, updates: list[tuple[ViewAnswer, Updated]]) -> Table:
    """Return the changes for a narrow page, with the views on lines of their own."""
    table = _table(CHANGES, "view", "before", "after", "points", right=3)
    for view, updated in updates:
        table.add_row(Text(view.view, style="bold"))
        for name, before, after, change in _rows(answer, updated):
            table.add_row(f"  {name}", _chance(before), _chance(after), change.removesuffix(" points"))
        table.add_section()
    return table


def _rows(answer: Answer, updated: Updated) -> Iterator[tuple[str, Estimate | None, Estimate | None, str]]:
    """Yield what a chance is conditional on, the chance before and after, and the change."""
    for reading, after in updated.after.chances.items():
        before = updated.before.chances.get(reading) if updated.before else None
        name = reading_in_words(reading, conditional=answer.question.antecedent is not None)
        yield name, before, after, points(after.value - before.value) if before and after else ""


def _spread_of(estimate: Estimate | None) -> str:
    spread = interval(estimate) if estimate else ""
    return f"{_chance(estimate)} ({spread})" if spread else _chance(estimate)


def _chance(estimate: Estimate | None) -> str:
    return percent(estimate.value) if estimate else "unknown"


def _moves(answer: Answer, updates: list[tuple[ViewAnswer, Updated]], width: int) -> Iterator[RenderableType]:
    """Return the numbers that the news moves most under each view."""
    table = _table(NUMBERS, "view", "number", "before (90%)", "after (90%)")
    lines: list[RenderableType] = [Text(NUMBERS, style="bold"), Text()]
    still = []
    for view, updated in updates:
        moved = [m for m in updated.told.moved if m.shift >= SLIGHT][:MOST]
        still += [view.view] if not moved and updated.after.draws > 1 else []
        lines += [Text(view.view, style="bold")] if moved else []
        for i, m in enumerate(moved):
            kind = answer.scenario.assumptions[m.assumption].kind
            before, after = _spread(m.before, kind), _spread(m.after, kind)
            table.add_row(view.view if i == 0 else "", m.assumption, before, after)
            lines += [Text(f"  {m.assumption}"), Text(f"    before {before}, after {after}")]
        table.add_section()
    if table.row_count:
        yield table if natural_width(table) <= width else Group(*lines)
    if still:
        yield Text(f"The news moves no number under {listed(still)} by much.")


def _spread(spread: Spread, kind: Kind) -> str:
    def written(x: float) -> str:
        return percent(x) if kind is Kind.CHANCE else f"{x:.2g}"

    low = written(spread.low).removesuffix("%") if kind is Kind.CHANCE else written(spread.low)
    return f"{written(spread.middle)} ({low} to {written(spread.high)})"


def _chosen(updates: list[tuple[ViewAnswer, Updated]]) -> Iterator[RenderableType]:
    """Say what the news tells of choices that views leave open."""
    table = _table("What the news says of choices", "view", "option", "before", "after", right=2)
    for view, updated in updates:
        for i, (option, (before, after)) in enumerate(updated.told.chosen.items()):
            table.add_row(view.view if i == 0 else "", option, percent(before), percent(after))
        table.add_section()
    if table.row_count:
        yield table


def _foreseen(updates: list[tuple[ViewAnswer, Updated]]) -> Iterator[Text]:
    """Say under which view the news was likeliest, and how much less likely it was under the others."""
    if len(updates) < 2:
        return
    ranked = sorted(updates, key=lambda update: -update[1].told.log_likelihood)
    best = ranked[0][1].told.log_likelihood
    others = [f"{_times(best - updated.told.log_likelihood)} under {view.view}" for view, updated in ranked[1:]]
    yield Text(f"The news was likeliest under {ranked[0][0].view}; it was {listed(others)}.")


def _times(log_ratio: float) -> str:
    ratio = math.exp(min(log_ratio, 700.0))
    return "about as likely" if ratio < 1.05 else f"{ratio:.1f} times less likely" if ratio < 10 else f"{ratio:,.0f} times less likely"


def _doubts(updates: list[tuple[ViewAnswer, Updated]]) -> Iterator[Text]:
    """Say how many draws agree with the news, and warn where they are few."""
    for view, updated in updates:
        told = updated.told
        if told.is_rough:
            of = f"{told.simulated:,} {'draws' if updated.after.draws > 1 else 'worlds'}"
            said = f"Few of the simulated worlds under {view.view} agree with the news: they are worth {told.effective:.0f} of {of}."
            hint = "Its answer is rough. Say what is known of hidden events and of what came first, or ask with more --draws and --worlds."
            yield Text(f"{said} {hint}", style="yellow")


def sample_sizes(answer: Answer) -> str:
    """Return how much of what was simulated the answer after the news is worth, as a sentence; empty where nothing was observed."""
    views = [(v.view, v.updated.told.effective) for v in answer.views if v.updated is not None and v.answered.draws > 1]
    worth = [f"{worth:,.0f}{'' if i else ' independent ones'} under {view}" for i, (view, worth) in enumerate(views)]
    return f"After the news the draws are worth {listed(worth)}." if worth else ""
