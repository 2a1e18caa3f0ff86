"""History beside the argument as a figure: what was counted for each link, and what the views say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import UsageError
from ifso.report.figures.sheet import (
    COLOURS,
    INK,
    LINE,
    MARKS,
    Drawn,
    Sheet,
    blank,
    label,
    method_line,
    names_on,
    percent_axis,
    wrapped,
)  # fmt: skip
from ifso.report.gap import Span, over
from ifso.report.words import percent
from ifso.scenario.meaning import Origin, Scenario
from ifso.scenario.printing import duration_in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ifso.scenario.locked import LockedRate
    from ifso.scenario.meaning import Value

ROW, HEAD = 4.4, 28.0
"""Millimetres of a row, and of all that stands above and below the rows."""
LINE_OF = 0.64
"""Height of a line of letters, in rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One count or one view's number."""

    name: str
    span: Span
    view: str = ""
    """Empty for what was counted."""


def draw_history(scenario: Scenario, sheet: Sheet) -> Drawn:
    """Draw each base rate of the lock beside what the views say of the same links, over the same time.

    Raises ``UsageError`` where history has not been asked.
    """
    rates = scenario.lock.base_rates if scenario.lock is not None else {}
    shown = [(name, rate, list(rows_of(scenario, name, rate))) for name, rate in rates.items() if rate.counted.n]
    if not shown:
        raise UsageError("History has counted nothing for this scenario.", hint="Ask it with `base rates` in the file and `ifso lock`.")
    heads = {name: _head(name, rate, sheet) for name, rate, _ in shown}
    figure, (axes,) = blank(sheet, HEAD + ROW * sum(_high(heads[name]) + sheet.row * len(rows) for name, _, rows in shown))
    names: list[str] = []
    places: list[float] = []
    y = 0.0
    for name, _, rows in shown:
        axes.axhline(y - 0.5, color=LINE, linewidth=0.5)
        axes.annotate(
            "\n".join(heads[name]), (0.01, y - 0.3), xycoords=("axes fraction", "data"), va="top", fontsize=6.5, fontweight="bold"
        )
        y += _high(heads[name])
        for row in rows:
            y += (sheet.row - 1) / 2
            _row(axes, scenario, y, row)
            names.append(row.name)
            places.append(y)
            y += (sheet.row + 1) / 2
    names_on(axes, names, sheet)
    axes.set_yticks(places, [text.get_text() for text in axes.get_yticklabels()])
    axes.set_ylim(y - 0.4, -0.6)
    percent_axis(axes)
    label(axes, "chance, with the middle 90% of what it may be", sheet)
    return Drawn(
        figure=figure,
        title=f"History beside the argument: {scenario.title}",
        alt=" ".join(f"{_asks(name, rate)}: {'; '.join(_in_words(row) for row in rows)}." for name, rate, rows in shown),
        method=method_line(
            scenario,
            "Counts with Jeffreys intervals, each case taken for itself; views' numbers over the time of the count, modifiers aside.",
        ),
        numbers=tuple((f"{name} {row.name}", row.span.middle) for name, _, rows in shown for row in rows),
    )


def rows_of(scenario: Scenario, name: str, rate: LockedRate) -> Iterator[Row]:
    """Yield what was counted, then what every view says itself of the links that take their number from it."""
    counted = rate.counted
    share = counted.k / counted.n
    low, high = counted.interval or (share, share)
    span = Span(low=low, middle=min(max(share, low), high), high=high)
    yield Row(name=f"history: {counted.k:,} of {counted.n:,}", span=span)
    links = _links(scenario, name)
    for assumption in links:
        for view in scenario.views.values():
            value = view.values.get(assumption)
            if value is not None and value.origin is not Origin.HISTORY and value.timing is not None:
                told = f"{view.name} ({assumption.replace('_', ' ').replace('.', ': ')})" if len(links) > 1 else view.name
                yield Row(name=told, span=over(value, float(rate.window or 1)), view=view.name)


def _head(name: str, rate: LockedRate, sheet: Sheet) -> list[str]:
    """Return the lines above a count: what was asked, and of which years."""
    return wrapped(_asks(name, rate), int(sheet.letters * (0.52 if sheet.is_narrow else 0.75))).split("\n")


def _high(lines: list[str]) -> float:
    """Return how many rows lines of letters take."""
    return 0.4 + LINE_OF * len(lines)


def _asks(name: str, rate: LockedRate) -> str:
    first, last = rate.years
    return f"{rate.asks or name.replace('_', ' ')} ({_time(rate)}, {first} to {last})"


def _links(scenario: Scenario, name: str) -> list[str]:
    held: list[Value] = [value for view in scenario.views.values() for value in view.values.values()]
    return list(dict.fromkeys(value.assumption for value in held if value.base_rate == name and value.origin is Origin.HISTORY))


def _time(rate: LockedRate) -> str:
    return f"over {duration_in_words(float(rate.window))}" if rate.window else "per year"


def _in_words(row: Row) -> str:
    return f"{row.name}, {percent(row.span.middle)} ({row.span.in_words})"


def _row(axes: Axes, scenario: Scenario, y: float, row: Row) -> None:
    place = list(scenario.views).index(row.view) if row.view else 0
    colour, mark = (COLOURS[place % len(COLOURS)], MARKS[place % len(MARKS)]) if row.view else (INK, "d")
    axes.plot([row.span.low, row.span.high], [y, y], color=colour, linewidth=1.4, solid_capstyle="butt")
    axes.plot([row.span.middle], [y], mark, color=colour, clip_on=False)
    axes.annotate(row.span.in_words, (1.02, y), xycoords=("axes fraction", "data"), va="center", fontsize=6, annotation_clip=False)
