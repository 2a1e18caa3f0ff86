"""What an answer hinges on as a figure: by how much it swings as each number runs over its range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.engine.linchpins import Of
from ifso.report.figures.sheet import (
    COLOURS,
    INK,
    Drawn,
    Sheet,
    asked,
    blank,
    label,
    method_line,
    names_on,
    percent_axis,
)  # fmt: skip
from ifso.report.linchpin_words import span, subject, value_of, what
from ifso.report.words import day_after

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ifso.engine.linchpins import Linchpin, Linchpins, Swing, ViewLinchpins

TOP = 8
"""Numbers that are shown of each view."""
ROW, HEAD, ABOVE = 6.5, 28.0, 10.0
"""Millimetres of a row, of what stands above and below all panels, and of what stands about the rows of each."""
LIGHT = 0.45
"""How much of its colour the bar has on the side of the low value."""


def draw_tornado(found: Linchpins, sheet: Sheet) -> Drawn:
    """Draw the numbers that swing an answer the most, a panel for each view."""
    shown = [(view, [(one, one.swing) for one in view.linchpins if one.swing is not None][:TOP]) for view in found.views]
    shown = [(view, ones) for view, ones in shown if ones]
    rows = sum(len(ones) for _, ones in shown)
    heights = [len(ones) for _, ones in shown] or [1]
    figure, panels = blank(
        sheet, HEAD + ROW * sheet.row * rows + ABOVE * len(heights), len(heights), sharex=True, gridspec_kw={"height_ratios": heights}
    )
    for place, ((view, ones), axes) in enumerate(zip(shown, panels, strict=False)):
        _panel(axes, found, view, ones, colour=COLOURS[place % len(COLOURS)], sheet=sheet)
    by = day_after(found.scenario.start, found.question.by)
    label(panels[-1], f"{what(found).removeprefix('the ')} by {by}, all other numbers at their medians", sheet)
    effort = found.effort
    return Drawn(
        figure=figure,
        title=f"What the answer hinges on: {asked(found.scenario, found.question)}",
        alt=" ".join(_sentence(found, view, one, swing) for view, ones in shown for one, swing in ones),
        method=method_line(
            found.scenario,
            "Bars run from the answer at the 5% value of a number (light) to that at its 95% value (dark); the line is the answer with all "
            f"at their medians. {effort.blocks} blocks of {effort.swing_worlds:,} worlds, seed {found.seed}.",
        ),
        numbers=tuple(
            (f"{view.view} {one.name} {end}", value)
            for view, ones in shown
            for one, swing in ones
            for end, value in (("low", swing.at_low.value), ("high", swing.at_high.value))
        ),
    )


def _panel(axes: Axes, found: Linchpins, view: ViewLinchpins, ones: list[tuple[Linchpin, Swing]], *, colour: str, sheet: Sheet) -> None:
    middle = view.at_medians.value if view.at_medians is not None else (ones[0][1].at_low.value + ones[0][1].at_high.value) / 2
    for y, (one, swing) in enumerate(ones):
        for end, value, strength in ((swing.at_low, swing.low, LIGHT), (swing.at_high, swing.high, 1.0)):
            axes.barh(y, end.value - middle, left=middle, height=0.62, color=colour, alpha=strength, linewidth=0)
            right = end.value > (swing.at_low.value + swing.at_high.value) / 2
            axes.annotate(
                value_of(one.kind, value), (end.value, y), xytext=(2 if right else -2, 0), textcoords="offset points", fontsize=5.5,
                va="center", ha="left" if right else "right", annotation_clip=False,
            )  # fmt: skip
    axes.axvline(middle, color=INK, linewidth=0.8)
    names_on(axes, [one.name for one, _ in ones], sheet)
    percent_axis(axes, low=0.0 if found.of is Of.CHANCE else -1.0, room=sheet.aside)
    axes.set_title(view.view)


def _sentence(found: Linchpins, view: ViewLinchpins, one: Linchpin, swing: Swing) -> str:
    ends = span(found, swing.at_low.value, swing.at_high.value)
    values = f"{value_of(one.kind, swing.low)} to {value_of(one.kind, swing.high)}"
    return f"Under {view.view}, as {subject(found.scenario, one.name)} goes from {values}, {what(found)} goes from {ends}."
