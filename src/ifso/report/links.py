"""History beside the author, link by link.

Owns which view of an answer is history's and whose numbers stand beside it, what each link says on both sides, and how the answer moves
when history's numbers are taken. Leaves base rates with their cases to :mod:`ifso.report.base_rate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ifso.engine.answering import Reading
from ifso.report.gap import Span, length, lies, over
from ifso.report.words import percent, points, value_in_words
from ifso.scenario.meaning import Origin, Value
from ifso.scenario.printing import duration_in_words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ifso.engine.estimating import Estimate
    from ifso.engine.results import Answer, ViewAnswer

WHERE = {
    Reading.DO: "where {} is made to happen",
    Reading.DO_NOT: "where it is prevented",
    Reading.GIVEN: "where {} is known to have happened",
    Reading.GIVEN_NOT: "where it is known not to have",
    Reading.LEFT_ALONE: "with all left to its causes",
}
GAP = 2
"""Columns between two texts side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One assumption for which history has a number."""

    author: Value
    """What stands beside history's number."""
    history: Value
    years: float | None
    """The time over which both chances are compared: that of history's number; 0 for at once, None for a hazard ratio."""
    author_span: Span
    history_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """History's view of an answer beside the view that it borrows from."""

    history: str
    author: str
    links: tuple[Link, ...]
    """Those on which the answer rests, in the order of the scenario."""
    without: tuple[tuple[str, str], ...]
    """Assumptions without a reference class, each with the reason, where the answer rests on them."""
    used: int
    """Assumptions on which the answer rests under history's view."""
    moves: tuple[tuple[Reading, Estimate | None, Estimate | None], ...] = ()
    """Chances under the author's view and under history's; none where the author's view was not asked."""
    difference: tuple[Estimate | None, Estimate | None] = (None, None)


def history_beside(answer: Answer) -> tuple[Beside, ...]:
    """Return, for each view of an answer that takes numbers from history, what stands beside it."""
    found = (_beside(answer, view) for view in answer.views)
    return tuple(beside for beside in found if beside is not None)


def _beside(answer: Answer, answered: ViewAnswer) -> Beside | None:
    scenario = answer.scenario
    view = scenario.views[answered.view]
    author = view.otherwise or next((name for name in scenario.views if name != view.name), "")
    if not author or not (view.without or any(value.origin is Origin.HISTORY for value in view.values.values())):
        return None
    other = next((one for one in answer.views if one.view == author), None)
    held = {**(other.held if other is not None else {}), **answered.held}
    names = [name for name in scenario.assumptions if name in held and held[name].value.origin is not Origin.ASKED]
    counted = [name for name in names if name in view.values and view.values[name].origin is Origin.HISTORY]
    beside = scenario.held(author)
    return Beside(
        history=view.name,
        author=author,
        links=tuple(_link(beside[name].value, view.values[name]) for name in counted),
        without=tuple((name, view.without[name]) for name in names if name in view.without),
        used=len(answered.held),
        moves=_moves(other, answered),
        difference=(other.answered.difference, answered.answered.difference) if other is not None else (None, None),
    )


def _link(author: Value, history: Value) -> Link:
    years = None if history.timing is None else length(history.timing)
    spans = {"author_span": over(author, years or 0.0), "history_span": over(history, years or 0.0)}
    return Link(author=author, history=history, years=years, **spans)


def _moves(author: ViewAnswer | None, history: ViewAnswer) -> tuple[tuple[Reading, Estimate | None, Estimate | None], ...]:
    if author is None:
        return ()
    chances = history.answered.chances
    return tuple((reading, author.answered.chances.get(reading), chance) for reading, chance in chances.items())


# ---------------------------------------------------------------- in words


def beside_report(beside: Beside, antecedent: str, width: int) -> Iterator[RenderableType]:
    """Yield the links, those without a reference class, and how the answer moves; ``antecedent`` is the event of the question."""
    yield Text(f"{beside.history} beside {beside.author}, link by link", style="bold")
    if not beside.links:
        yield Text("  No link on which the answer rests has a base rate.")
    else:
        yield from _table(beside, width)
    yield from _without(beside)
    if beside.moves:
        yield Text()
        yield Text(moves_in_words(beside, antecedent))


def _table(beside: Beside, width: int) -> Iterator[RenderableType]:
    """Yield the links with both numbers side by side and how they lie below them; as lines where the page has no room for that."""
    links = beside.links
    names = max(len(name) for link in links for name in (link.history.assumption, f"  {link.history.base_rate}"))
    numbers = max(len(beside.author), *(len(value_in_words(link.author)) for link in links)) + GAP
    others = max(len(beside.history), *(len(value_in_words(link.history)) for link in links))
    if names + GAP + numbers + others + GAP > width:
        yield from _lines(beside)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("link (base rate)", width=names)
    table.add_column(f"{beside.author.ljust(numbers)}{beside.history}", width=max(numbers + others, width - names - 2 * GAP))
    for link in links:
        name = Text(link.history.assumption, style="cyan").append(f"\n  {link.history.base_rate}", style="dim")
        table.add_row(
            name,
            Text(f"{value_in_words(link.author).ljust(numbers)}{value_in_words(link.history)}\n").append(gap_in_words(link), style="dim"),
        )
    yield table


def _lines(beside: Beside) -> Iterator[RenderableType]:
    """Yield the same as lines, where the page has no room for columns."""
    margin = max(len(beside.author), len(beside.history)) + 2
    for link in beside.links:
        yield Text(link.history.assumption, style="cyan").append(f" ({link.history.base_rate})", style="dim")
        for name, value in ((beside.author, link.author), (beside.history, link.history)):
            yield Padding(Text(f"{name.ljust(margin)}{value_in_words(value)}"), (0, 0, 0, 2))
        yield Padding(Text(gap_in_words(link)), (0, 0, 0, 2 + margin))
    yield Text()


def gap_in_words(link: Link) -> str:
    """Return how the two numbers of a link lie to each other, over the time of history's."""
    how = lies(link.history_span, link.author_span)
    if link.years is None:
        return f"{link.history_span.as_ratio} {how} {link.author_span.as_ratio}, as a ratio"
    time = f"over {duration_in_words(link.years)}" if link.years else "at once"
    return f"{link.history_span.in_words} {how} {link.author_span.in_words} {time}"


def _without(beside: Beside) -> Iterator[RenderableType]:
    by_reason: dict[str, list[str]] = {}
    for name, reason in beside.without:
        by_reason.setdefault(" ".join(reason.split()), []).append(name)
    if by_reason:
        yield Text(f"Without a reference class, and so as {beside.author} has it:", style="bold" if not beside.links else "")
    for reason, names in by_reason.items():
        yield Padding(Text(", ".join(names), style="cyan").append(f": {reason}", style="default"), (0, 0, 0, 2))


def moves_in_words(beside: Beside, antecedent: str) -> str:
    """Return how the answer moves when history's numbers are taken, as sentences."""
    count = f"{len(beside.links)} of the {beside.used} numbers"
    parts = []
    for reading, author, history in beside.moves:
        if author is not None and history is not None:
            now, before = percent(history.value), percent(author.value)
            moved = now if now == before else f"{now} instead of {before}"
            parts.append(f"{moved} {WHERE[reading].format(antecedent or 'everything')}")
    said = f"With history's word on {count}, and {beside.author}'s on the rest, the chance is {', '.join(parts)}."
    one, other = beside.difference
    if one is not None and other is not None:
        said += f" The difference is {points(other.value)} instead of {points(one.value)}."
    return said


def beside_dict(beside: Beside) -> dict[str, Any]:
    """Return history beside the author as plain values."""
    links = [
        {
            "assumption": link.history.assumption,
            "base_rate": link.history.base_rate,
            "author": {"value": link.author.written, **_span_dict(link.author_span)},
            "history": {"value": link.history.written, **_span_dict(link.history_span)},
            "years": link.years,
            "history_lies": lies(link.history_span, link.author_span),
            "says": gap_in_words(link),
        }
        for link in beside.links
    ]
    return {
        "view": beside.history,
        "author": beside.author,
        "links": links,
        "no_base_rate": [{"assumption": name, "because": reason} for name, reason in beside.without],
        "moves": {
            reading.value: {"author": author.value if author else None, "history": history.value if history else None}
            for reading, author, history in beside.moves
        },
    }


def _span_dict(span: Span) -> dict[str, float]:
    return {"low": span.low, "median": span.middle, "high": span.high}
