"""What to watch as a figure: what the answer would become if an event has happened by its best date, and if it has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.report.figures.sheet import COLOURS, INK, Drawn, Sheet, blank, label, method_line, names_on, percent_axis
from ifso.report.links import WHERE
from ifso.report.watch import indicators, sentence, when
from ifso.report.words import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ifso.engine.watching import Watched, Watching, Watchlists

TOP = 6
"""Events that are shown of each view."""
ROW, HEAD, ABOVE = 8.0, 28.0, 10.0
"""Millimetres of a row, of what stands above and below all panels, and of what stands about the rows of each."""


def draw_watch(found: Watchlists, sheet: Sheet) -> Drawn:
    """Draw the events that would tell the most under the first reading, a panel for each view."""
    shown = [(view.view, view.readings[0], list(indicators(found, view.readings[0]))[:TOP]) for view in found.views]
    shown = [(name, watching, ones) for name, watching, ones in shown if ones]
    heights = [len(ones) for _, _, ones in shown] or [1]
    figure, panels = blank(
        sheet,
        HEAD + ROW * sheet.row * sum(heights) + ABOVE * len(heights),
        len(heights),
        sharex=True,
        gridspec_kw={"height_ratios": heights},
    )
    for place, ((name, watching, ones), axes) in enumerate(zip(shown, panels, strict=False)):
        _panel(axes, found, watching, ones, colour=COLOURS[place % len(COLOURS)], sheet=sheet)
        axes.set_title(name)
    label(panels[-1], "the answer if it has happened by then (filled) and if not (hollow); the line is the answer now", sheet)
    antecedent = found.question.antecedent
    reading = found.views[0].readings[0]
    where = WHERE[reading.reading].format(antecedent.event if antecedent else "everything")
    said = [
        f"Under {name}: {found.scenario.events[one.event].says.strip()} {sentence(found, watching, one)}"
        for name, watching, ones in shown
        for one in ones
    ]
    return Drawn(
        figure=figure,
        title=f"What to watch, {where}",
        alt=" ".join(said) or "No event tells anything about the answer that is above the noise of the simulation.",
        method=method_line(found.scenario, f"{reading.draws:,} draws of the numbers on {reading.worlds:,} worlds, seed {reading.seed}."),
        numbers=tuple(
            (f"{name} {one.event} {end}", value)
            for name, _, ones in shown
            for one in ones
            for end, value in (("if so", one.best.if_so), ("if not", one.best.if_not))
            if value is not None
        ),
    )


def _panel(axes: Axes, found: Watchlists, watching: Watching, ones: list[Watched], *, colour: str, sheet: Sheet) -> None:
    now = watching.chance or 0.0
    for y, one in enumerate(ones):
        ends = [value for value in (one.best.if_not, one.best.if_so) if value is not None]
        axes.plot([min(*ends, now), max(*ends, now)], [y, y], color=colour, linewidth=1.0)
        for value, face in ((one.best.if_not, "white"), (one.best.if_so, colour)):
            if value is None:
                continue
            axes.plot([value], [y], "o", color=colour, markerfacecolor=face, markeredgewidth=1.0, clip_on=False)
            right = value >= now
            axes.annotate(percent(value), (value, y), xytext=(5 if right else -5, 0), textcoords="offset points", fontsize=6, va="center",
                          ha="left" if right else "right", annotation_clip=False)  # fmt: skip
    axes.axvline(now, color=INK, linewidth=0.8)
    says = [f"{' '.join(found.scenario.events[one.event].says.split()).removesuffix('.')} by {when(found, one.best.date)}" for one in ones]
    names_on(axes, says, sheet)
    percent_axis(axes, room=sheet.aside)
