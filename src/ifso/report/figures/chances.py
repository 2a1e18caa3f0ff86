"""The answer as a figure: the chances under each view with their intervals, and how they grow over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.report.chances import reading_in_words
from ifso.report.figures.sheet import (
    COLOURS,
    DASHES,
    INK,
    LINE,
    MARKS,
    Drawn,
    Sheet,
    asked,
    blank,
    label,
    method_line,
    names_on,
    percent_axis,
    wrapped,
)  # fmt: skip
from ifso.report.words import day_after, interval, likelihood, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ifso.engine.answering import Reading
    from ifso.engine.estimating import Curve, Estimate
    from ifso.engine.results import Answer, ViewAnswer

ROW, HEAD = 6.0, 30.0
"""Millimetres of a row, and of all that stands above and below the rows."""
PANEL = 38.0
"""Millimetres of a panel with curves."""


def draw_answer(answer: Answer, sheet: Sheet) -> Drawn:
    """Draw the chances of an answer, a row for each view and reading, with their 90% intervals."""
    rows = [(place, view, *held) for place, view in enumerate(answer.views) for held in _chances(view)]
    figure, (axes,) = blank(sheet, HEAD + ROW * sheet.row * len(rows))
    for y, (place, view, reading, chance) in enumerate(rows):
        _point(axes, y, chance, place, hollow=reading != next(iter(view.answered.chances)))
        said = percent(chance.value) if sheet.is_narrow else f"{percent(chance.value)}, {likelihood(chance.value)}"
        axes.annotate(said, (1.02, y), xycoords=("axes fraction", "data"), va="center", fontsize=6.5, annotation_clip=False)
        if y and rows[y - 1][0] != place:
            axes.axhline(y - 0.5, color=LINE, linewidth=0.5)
    names_on(axes, [f"{view.view}: {_how(answer, reading)}" for _, view, reading, _ in rows], sheet)
    percent_axis(axes)
    label(axes, f"chance by {day_after(answer.scenario.start, answer.question.by)}, with its 90% interval", sheet)
    return Drawn(
        figure=figure,
        title=asked(answer.scenario, answer.question),
        alt=" ".join(f"Under {view.view}, {_how(answer, reading)}: {_in_words(chance)}." for _, view, reading, chance in rows),
        method=method_of(answer),
        numbers=tuple((f"{view.view} {reading.value}", chance.value) for _, view, reading, chance in rows),
    )


def draw_timeline(answer: Answer, sheet: Sheet) -> Drawn:
    """Draw how the chance grows from the start to the question's date, a panel for each view, with bands of 90%."""
    figure, panels = blank(sheet, HEAD + PANEL * len(answer.views), len(answer.views), sharex=True)
    for place, (view, axes) in enumerate(zip(answer.views, panels, strict=True)):
        for line, (reading, curve) in enumerate(view.answered.curves.items()):
            _curve(axes, answer, curve, place=place, line=line, name=_how(answer, reading))
        percent_axis(axes, "y")
        axes.margins(x=0)
        axes.set_title(view.view)
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0) if not sheet.is_narrow else None)
    panels[-1].set_xlabel("year")
    told = [(view, reading, curve) for view in answer.views for reading, curve in view.answered.curves.items()]
    return Drawn(
        figure=figure,
        title=asked(answer.scenario, answer.question),
        alt=" ".join(f"Under {view.view}, {_how(answer, reading)}: {_growth(answer, curve)}." for view, reading, curve in told),
        method=f"Bands hold 90% of what the views' uncertainty about their numbers makes of each curve. {method_of(answer)}",
        numbers=tuple((f"{view.view} {reading.value}", curve.values[-1]) for view, reading, curve in told),
    )


def method_of(answer: Answer) -> str:
    """Return how an answer was got, as a sentence."""
    sizes = dict.fromkeys((view.answered.draws, view.answered.worlds) for view in answer.views)
    of = " and ".join(f"{draws:,} draws of the numbers on {worlds:,} worlds" for draws, worlds in sizes)
    return method_line(answer.scenario, f"Simulated: {of}, seed {answer.seed}.")


def _chances(view: ViewAnswer) -> list[tuple[Reading, Estimate]]:
    return [(reading, chance) for reading, chance in view.answered.chances.items() if chance is not None]


def _how(answer: Answer, reading: Reading) -> str:
    antecedent = answer.question.antecedent
    said = reading_in_words(reading, conditional=antecedent is not None)
    return f"{antecedent.event} {said}" if antecedent is not None and said != "left alone" else said


def _in_words(chance: Estimate) -> str:
    spread = interval(chance)
    return f"{percent(chance.value)}{f' ({spread})' if spread else ''}, {likelihood(chance.value)}"


def _growth(answer: Answer, curve: Curve) -> str:
    middle = len(curve.values) // 2
    places = dict.fromkeys((middle, len(curve.values) - 1))
    return ", ".join(f"{percent(curve.values[i])} by {day_after(answer.scenario.start, curve.times[i])}" for i in places)


def _point(axes: Axes, y: int, chance: Estimate, place: int, *, hollow: bool) -> None:
    colour = COLOURS[place % len(COLOURS)]
    if chance.low is not None and chance.high is not None:
        axes.plot([chance.low, chance.high], [y, y], color=colour, linewidth=1.4, solid_capstyle="butt")
    face = "white" if hollow else colour
    axes.plot([chance.value], [y], MARKS[place % len(MARKS)], color=colour, markerfacecolor=face, markeredgewidth=1.0, clip_on=False)


def _curve(axes: Axes, answer: Answer, curve: Curve, *, place: int, line: int, name: str) -> None:
    colour = COLOURS[place % len(COLOURS)] if line < 2 else INK
    years = [answer.scenario.start.year + (answer.scenario.start.timetuple().tm_yday - 1) / 365.25 + time for time in curve.times]
    axes.fill_between(years, curve.low, curve.high, color=colour, alpha=0.18 if line == 0 else 0.1, linewidth=0)
    axes.plot(years, curve.values, color=colour, linestyle=DASHES[line % len(DASHES)], label=wrapped(name, 24))
