"""What stands behind an answer, in short: on what it hinges, along which paths it comes about, what actors face, what to watch.

Owns the order of these parts and their headings on the page of an answer, a few lines for each view. Leaves each part's own page, with all
its figures, to :mod:`ifso.report.linchpins`, :mod:`ifso.report.paths`, :mod:`ifso.report.choices` and :mod:`ifso.report.watch`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from ifso.report.choices import choices_in_short
from ifso.report.linchpins import linchpins_in_short
from ifso.report.paths import paths_in_short, where
from ifso.report.watch import indicators, watch_in_short

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ifso.engine.choosing import Choices
    from ifso.engine.linchpins import Linchpins
    from ifso.engine.paths import Paths
    from ifso.engine.watching import Watchlists

TOP = 3
"""How many linchpins, paths and indicators are shown of each view."""
MORE = (
    "These parts are from smaller simulations than the answer. More on each, and how far it can be off: "
    "`ifso linchpins`, `ifso paths`, `ifso choices`, `ifso watch`."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinges:
    """What explains an answer, each part from a smaller simulation than that of the page of its own."""

    linchpins: Linchpins
    paths: Paths
    choices: Choices | None
    """None where the scenario has none."""
    watch: Watchlists | None
    """None where no month lies before the question's date."""


def hinges_report(hinges: Hinges) -> Iterator[RenderableType]:
    """Yield every part with its heading, but the actors' and what to watch, which come after history."""
    linchpins, paths = hinges.linchpins, hinges.paths
    yield from _part("What it hinges on", {view.view: linchpins_in_short(linchpins, view, TOP) for view in linchpins.views})
    yield from _part(f"How it comes about, {_where(hinges)}", {view.view: paths_in_short(view, TOP) for view in paths.views})


def prospects_report(hinges: Hinges) -> Iterator[RenderableType]:
    """Yield what actors face, and what to watch where there is anything that tells."""
    if hinges.choices is not None:
        yield from _part("What each actor faces", {view.view: choices_in_short(view) for view in hinges.choices.views})
    watch = hinges.watch
    if watch is not None and any(indicators(watch, view.readings[0]) for view in watch.views):
        yield from _part(f"What to watch, {_where(hinges)}", {view.view: watch_in_short(watch, view, TOP) for view in watch.views})
    yield Text()
    yield Text(MORE if hinges.choices is not None else MORE.replace("`ifso choices`, ", ""), style="dim")


def _where(hinges: Hinges) -> str:
    """Return in which worlds, the same for paths and for what to watch."""
    return where(hinges.paths, hinges.paths.views[0].traced) or "as things stand"


def _part(heading: str, of_views: Mapping[str, RenderableType]) -> Iterator[RenderableType]:
    yield Text()
    yield Text(heading, style="bold underline")
    for view, said in of_views.items():
        yield Text(view, style="bold")
        yield Padding(said, (0, 0, 0, 2))
