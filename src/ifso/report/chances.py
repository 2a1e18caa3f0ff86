"""The chances of an answer, as a table that fits its page.

Owns the columns and what gives way where the page is narrow: first the name of the view moves to a line of its own, then the chart grows
shorter, then it is left out, then a word of likelihood stands above its range, and at last every chance is a line. What is said stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ifso.engine.answering import Reading
from ifso.report.chart import sparkline
from ifso.report.fitting import natural_width
from ifso.report.words import day_after, interval, likelihood, percent, points, times

if TYPE_CHECKING:
    from ifso.engine.estimating import Curve, Estimate
    from ifso.engine.results import Answer, ViewAnswer

READINGS = {
    Reading.DO: "made to happen",
    Reading.DO_NOT: "prevented",
    Reading.GIVEN: "known to have happened",
    Reading.GIVEN_NOT: "known not to have",
    Reading.HAD: "had it been so",
    Reading.LEFT_ALONE: "left alone",
}
CHART = 16
"""Columns of a small chart."""
SHORTEST = 6
"""Columns of the shortest chart that is still drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the table, in words."""

    name: str
    value: str
    interval: str
    unit: str
    """What the interval is in, where the column does not say it."""
    words: str
    curve: Curve | None = None


def reading_in_words(reading: Reading, *, conditional: bool) -> str:
    """Return what a chance is conditional on; ``conditional`` tells whether the question has a condition that could be left alone."""
    return "as things stand" if reading is Reading.LEFT_ALONE and not conditional else READINGS[reading]


def chances_report(answer: Answer, width: int) -> tuple[RenderableType, bool]:
    """Return the chances under every view for a page of so many columns, and whether there are charts among them."""
    for table, charted in _tables(answer):
        if natural_width(table) <= width:
            return table, charted
    return _lines(answer), False


def _tables(answer: Answer) -> Iterator[tuple[Table, bool]]:
    yield _wide(answer), True
    for chart in range(CHART, SHORTEST - 1, -1):
        yield _stacked(answer, chart), True
    yield _stacked(answer, 0), False
    yield _stacked(answer, 0, broken=True), False


def _years(answer: Answer) -> str:
    return f"{answer.scenario.start.year} to {day_after(answer.scenario.start, answer.question.by)[-4:]}"


def _wide(answer: Answer) -> Table:
    antecedent = answer.question.antecedent
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("view", style="bold", no_wrap=True)
    table.add_column(antecedent.event if antecedent else "", no_wrap=True)
    table.add_column("chance", justify="right", no_wrap=True)
    table.add_column("90% interval", no_wrap=True)
    table.add_column("in words (range)", no_wrap=True)
    table.add_column(_years(answer), no_wrap=True, style="cyan", min_width=CHART)
    for view in answer.views:
        for i, row in enumerate(_rows(answer, view)):
            spread = f"{row.interval} {row.unit}".strip()
            table.add_row(view.view if i == 0 else "", row.name, row.value, spread, row.words, _chart(row, CHART))
        table.add_section()
    return table


def _stacked(answer: Answer, chart: int, *, broken: bool = False) -> Table:
    """Return a table with the views on lines of their own; ``broken`` puts what is in brackets below the words before it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("view", no_wrap=True)
    table.add_column("chance", justify="right", no_wrap=True)
    table.add_column("90% interval", no_wrap=True)
    table.add_column("in words\n(range)" if broken else "in words (range)", no_wrap=True)
    if chart:
        table.add_column(_years(answer) if chart >= CHART else "growth", no_wrap=True, style="cyan", min_width=chart)
    for view in answer.views:
        table.add_row(Text(view.view, style="bold"))
        for row in _rows(answer, view):
            name = f"  {row.name}{f', {row.unit}' if row.unit else ''}"
            words = row.words.replace(" (", "\n(") if broken else row.words
            table.add_row(name, row.value, row.interval, words, *([_chart(row, chart)] if chart else []))
        table.add_section()
    return table


def _lines(answer: Answer) -> RenderableType:
    """Return the chances as text, for a page on which no table fits."""
    lines: list[RenderableType] = [Text()]
    for view in answer.views:
        lines.append(Text(view.view, style="bold"))
        for row in _rows(answer, view):
            spread = f" ({row.interval})" if row.interval else ""
            lines.append(Padding(Text(f"{row.name}: {f'{row.value} {row.unit}'.strip()}{spread}"), (0, 0, 0, 2)))
            if row.words:
                lines.append(Padding(Text(row.words), (0, 0, 0, 4)))
        lines.append(Text())
    return Group(*lines)


def _chart(row: _Row, width: int) -> str:
    return sparkline(row.curve, width) if row.curve is not None else ""


def _rows(answer: Answer, view: ViewAnswer) -> Iterator[_Row]:
    answered = view.answered
    for i, (reading, chance) in enumerate(answered.chances.items()):
        name = reading_in_words(reading, conditional=answer.question.antecedent is not None)
        yield _chance(name, chance, answered.curves.get(reading))
        if i == 1:
            yield _contrast(answered.difference, answered.ratio)


def _chance(name: str, chance: Estimate | None, curve: Curve | None) -> _Row:
    if chance is None:
        return _Row(name=name, value="unknown", interval="", unit="", words="in no world that was simulated")
    return _Row(
        name=name, value=percent(chance.value), interval=interval(chance), unit="", words=likelihood(chance.value), curve=curve
    )  # fmt: skip


def _contrast(difference: Estimate | None, ratio: Estimate | None) -> _Row:
    if difference is None:
        return _Row(name="difference", value="", interval="", unit="", words="")
    spread = interval(ratio, "times") if ratio else ""
    said = f"{times(ratio.value)}{f' ({spread})' if spread else ''}" if ratio else ""
    value = points(difference.value).removesuffix(" points")
    return _Row(name="difference", value=value, interval=interval(difference, "points"), unit="points", words=said)
