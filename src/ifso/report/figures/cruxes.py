"""Where two views part as a figure: the steps from the one answer to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.engine.seeking import DIFFERENCE
from ifso.report.figures.sheet import (
    COLOURS,
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
)  # fmt: skip
from ifso.report.words import day_after, percent, points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ifso.engine.cruxes import Cruxes

TOP = 8
"""Steps that are shown by themselves; all others are one."""
LEAST = 0.0005
ROW, HEAD = 6.5, 34.0
"""Millimetres of a row, and of all that stands above and below the rows."""


def draw_cruxes(found: Cruxes, sheet: Sheet) -> Drawn:
    """Draw the difference between two views' answers as steps, the largest first."""
    steps = [(crux.name, crux.value) for crux in found.cruxes[:TOP]]
    rest = sum(crux.value for crux in found.cruxes[TOP:])
    if abs(rest) >= LEAST:
        steps.append((f"{len(found.cruxes) - TOP} others", rest))
    figure, (axes,) = blank(sheet, HEAD + ROW * sheet.row * (len(steps) + 2))
    first, second = (answer.value for answer in found.answers)
    at = first
    for y, (_, value) in enumerate(steps, start=1):
        axes.barh(y, value, left=at, height=0.6, color=COLOURS[0] if value > 0 else COLOURS[1], hatch=None if value > 0 else "////",
                  edgecolor="white", linewidth=0)  # fmt: skip
        axes.plot([at + value, at + value], [y - 0.3, y + 1.3], color=LINE, linewidth=0.6)
        right = value > 0
        axes.annotate(points(value), (at + value, y), xytext=(3 if right else -3, 0), textcoords="offset points", fontsize=6, va="center",
                      ha="left" if right else "right", annotation_clip=False)  # fmt: skip
        at += value
    _ends(axes, found, len(steps) + 1)
    names_on(axes, [found.views[0], *(name for name, _ in steps), found.views[1]], sheet)
    percent_axis(axes, low=-1.0 if found.of == DIFFERENCE else 0.0, room=sheet.aside)
    label(axes, f"{'difference' if found.of == DIFFERENCE else 'chance'} by {day_after(found.scenario.start, found.question.by)}", sheet)
    parts = "; ".join(f"{name} {points(value)}" for name, value in steps)
    return Drawn(
        figure=figure,
        title=f"Where {found.views[0]} and {found.views[1]} part: {asked(found.scenario, found.question)}",
        alt=f"{found.views[0]} answers {_level(found, first)}, {found.views[1]} {_level(found, second)}. "
        f"The difference of {points(found.difference)} comes from: {parts}.",
        method=method_line(found.scenario, f"Shapley values of the difference, which add up to it; seed {found.seed}."),
        numbers=((found.views[0], first), *steps, (found.views[1], second)),
    )


def _level(found: Cruxes, value: float) -> str:
    return points(value) if found.of == DIFFERENCE else percent(value)


def _ends(axes: Axes, found: Cruxes, last: int) -> None:
    """Mark both answers with their intervals."""
    for y, answer, mark in zip((0, last), found.answers, MARKS, strict=False):
        if answer.low is not None and answer.high is not None:
            axes.plot([answer.low, answer.high], [y, y], color=INK, linewidth=1.2)
        axes.plot([answer.value], [y], mark, color=INK)
        axes.annotate(_level(found, answer.value), (answer.value, y), xytext=(0, 4), textcoords="offset points", fontsize=6, ha="center")
    axes.plot([found.answers[0].value] * 2, [0, 1.3], color=LINE, linewidth=0.6)
