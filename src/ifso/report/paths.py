"""Paths as a finding to read in a terminal or a notebook.

Owns how a chain of causes is told: what it begins with, then an arrow to each event that follows, with the name of the cause that brought
it about and how often that cause does; the weakest link of the commonest path; how much the listed paths cover; how it was computed. Long
lines hang under their beginning, so that a page of any width can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ifso.ground.calendar import date_after
from ifso.report.links import WHERE
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.question import question_report
from ifso.report.words import likelihood, percent

if TYPE_CHECKING:
    from datetime import date

    from ifso.engine.paths import Link, Path, Paths, Traced, ViewPaths

TOP = 5
"""Paths that are shown of each view where nobody says how many."""
MOSTLY = 0.5
"""Share of a path's worlds from which on a modifier that held is told."""


def paths_report(found: Paths, top: int = TOP) -> RenderableType:
    """Return the paths, the first ``top`` of each view."""
    parts: list[RenderableType] = [Text(found.scenario.title, style="bold"), Text()]
    parts.append(question_report(found.scenario, found.question, found.fixed))
    for view in found.views:
        parts += [Text(), *_view(found, view, top)]
    return Group(*parts, Text(), *(Text(line, style="dim", overflow="fold") for line in _legend(found)), _method(found))


def paths_in_short(view: ViewPaths, top: int = 3) -> RenderableType:
    """Return the first paths of a view as a line or two each, and how much they cover."""
    traced = view.traced
    grid = _grid()
    for path in traced.paths[:top]:
        grid.add_row(percent(path.share), Text(in_a_line(path)))
    if not traced.paths:
        return Text("It came about in no world that was traced.")
    return Group(grid, Text(_covering(traced, top), style="dim"))


def in_a_line(path: Path) -> str:
    """Return a path as the names of its events in words, with arrows between them; in brackets the cause where nothing triggers it."""
    steps = [in_words(link.event) for link in path.links]
    if path.begins:
        return " → ".join([in_words(path.begins), *steps])
    steps[0] += f" ({in_words(path.links[0].cause.rpartition('.')[2])})"
    return " → ".join(steps)


def in_words(name: str) -> str:
    """Return a name as words."""
    return name.replace("_", " ")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right", no_wrap=True, min_width=5)
    grid.add_column(overflow="fold")
    return grid


def where(found: Paths, traced: Traced) -> str:
    """Return in which worlds paths were traced, in words; empty where the question has but one reading."""
    antecedent = found.question.antecedent
    return WHERE[traced.reading].format(antecedent.event) if antecedent else ""


# ---------------------------------------------------------------- one view


def _view(found: Paths, view: ViewPaths, top: int) -> Iterator[RenderableType]:
    traced = view.traced
    title = Text(view.view, style="bold")
    place = where(found, traced)
    if traced.chance is None:
        yield title.append(f" In no world that was traced {place}." if place else " No world was traced.", style="not bold")
        return
    said = f" {percent(traced.chance)}, {likelihood(traced.chance)}{f', {place}' if place else ''}."
    if not traced.paths:
        yield title.append(f"{said} It came about in none of the worlds that were traced.", style="not bold")
        return
    yield title.append(f"{said} Of the worlds in which it comes about:", style="not bold")
    grid = _grid()
    for n, path in enumerate(traced.paths[:top]):
        if n:
            grid.add_row("", "")
        for row in _path(found, path):
            grid.add_row(*row)
    yield grid
    yield Text(_covering(traced, top))
    weakest = traced.paths[0].weakest
    if weakest is not None and len(traced.paths[0].links) > 1:
        yield _weakest(weakest)


def _path(found: Paths, path: Path) -> Iterator[tuple[RenderableType, RenderableType]]:
    """Yield the lines of a path: its share and beginning, then what follows."""
    events = found.scenario.events
    causes = {cause.path: cause for cause in found.scenario.causes}
    share = Text(percent(path.share), style="bold")
    if path.begins:
        yield share, Text(_says(events[path.begins].says))
    else:
        cause = causes[path.links[0].cause]
        yield share, Text(_says(cause.says) if cause.says else f"{in_words(cause.name).capitalize()}.", style="italic")
    for link in path.links:
        line = Text("→ ").append(_says(events[link.event].says))
        line.append(f" ({link.cause.rpartition('.')[2]}, {percent(link.chance)}{_modified(link)})", style="dim")
        yield "", line
    yield "", Text(f"in half of these worlds by {_month(found.scenario.start, path.median)}", style="dim")


def _says(text: str) -> str:
    return " ".join(text.split())


def _modified(link: Link) -> str:
    """Name the modifiers that held in most worlds of a path."""
    held = list(dict.fromkeys(one.ratio for one in link.holding if one.share >= MOSTLY and one.ratio))
    return f"; with {', '.join(held)}" if held else ""


def _month(start: date, years: float) -> str:
    return f"{date_after(start, years):%B %Y}"


def _covering(traced: Traced, top: int) -> str:
    """Say how much the paths that are shown cover, and how many there are."""
    shown = traced.paths[:top]
    covered = percent(min(1.0, sum(path.share for path in shown)))
    if len(shown) == traced.distinct:
        return "There are no other paths." if len(shown) > 1 else "There is no other path."
    which = f"These {len(shown)} paths cover" if len(shown) > 1 else "This path covers"
    return f"{which} {covered} of them; there are {traced.distinct} paths in all."


def _weakest(link: Link) -> Text:
    said = Text("Weakest link of the first path: ").append(link.cause, style="cyan")
    return said.append(f", which brings its event about in time in {percent(link.chance)} of the worlds in which it comes into force.")


# ---------------------------------------------------------------- what the page says of itself


def _legend(found: Paths) -> Iterator[str]:
    yield (
        "A path is the chain of causes that fired first, traced back from the outcome. Its share is over all draws of the numbers; without "
        "the path another may still have been in time."
    )
    if any(view.traced.paths for view in found.views):
        yield (
            "In brackets: the cause; of all worlds in which it comes into force in time, in how many it is the one that brings the event "
            "about in time; and the modifiers that held in most of the path's worlds."
        )


def _method(found: Paths) -> Text:
    sizes = dict.fromkeys((view.traced.draws, view.traced.worlds) for view in found.views)
    of = " and ".join(f"{draws:,} draw{'s' if draws > 1 else ''} of the numbers, each in {worlds:,} worlds" for draws, worlds in sizes)
    errors = [path.error for view in found.views for path in view.traced.paths]
    known = [error for error in errors if error is not None]
    error = "unknown" if len(known) < len(errors) or not known else f"at most {100 * max(known):.1f} points"
    said = f"Traced: {of}, seed {found.views[0].traced.seed}; standard error of a share {error}."
    if weighed := max(view.traced.weighed for view in found.views):
        said += f" What actors do is told from {weighed:,} worlds, draw by draw."
    return Text(f"{said} ifso {version('ifso')}, scenario {found.scenario.sha256[:12]}.", style="dim")


# ---------------------------------------------------------------- as text


def paths_text(found: Paths, width: int = WIDTH, top: int = TOP) -> str:
    """Return the paths as plain text."""
    return as_text(paths_report(found, top), width)


def paths_html(found: Paths, top: int = TOP) -> str:
    """Return the paths as HTML for a notebook; text from the scenario is escaped."""
    return as_html(paths_report(found, top))
