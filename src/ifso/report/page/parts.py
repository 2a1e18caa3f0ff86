"""The heavy parts of a page, lean: what the commands print as JSON, without what the page has anyway or does not show.

Owns which entries stay, how many dates and points a curve keeps, and to how many digits numbers are given. Leaves the entries themselves
to the modules of the commands' JSON.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ifso.report.plain import answer_dict
from ifso.report.plain_choices import choices_dict
from ifso.report.plain_cruxes import cruxes_dict
from ifso.report.plain_linchpins import linchpins_dict
from ifso.report.plain_paths import paths_dict
from ifso.report.plain_watch import watch_dict

if TYPE_CHECKING:
    from ifso.engine.choosing import Choices
    from ifso.engine.cruxes import Cruxes
    from ifso.engine.linchpins import Linchpins
    from ifso.engine.paths import Paths
    from ifso.engine.results import Answer
    from ifso.engine.watching import Watchlists

DIGITS = 6
"""Significant digits of what was simulated."""
MOST_DATES = 12
"""Dates of an event to watch, its best one among them."""
MOST_POINTS = 60
"""Points of the branch of equilibria."""
HEAD = ("scenario", "question", "also")
"""What every output of a command begins with, and the page has once."""


def answer(found: Answer, doubts: Sequence[str]) -> dict[str, Any]:
    """Return an answer; its numbers are named here and told in the page's assumptions."""
    plain = answer_dict(found, doubts)
    for view in plain["views"]:
        view["rests_on"] = [{key: one[key] for key in ("assumption", "value", "view")} for one in view["rests_on"]]
    return _lean(plain, without=(*HEAD, "hinges"))


def linchpins(found: Linchpins) -> dict[str, Any]:
    """Return what an answer hinges on."""
    return _lean(linchpins_dict(found))


def paths(found: Paths) -> dict[str, Any]:
    """Return the chains of causes to the outcome."""
    plain = paths_dict(found)
    _without(plain["views"], "about", "seed")
    return _lean(plain)


def watch(found: Watchlists) -> dict[str, Any]:
    """Return what to watch, at some of the dates."""
    plain = watch_dict(found)
    for reading in (reading for view in plain["views"] for reading in view["readings"]):
        for event in reading["events"]:
            event["dates"] = _some_dates(event["dates"], event["best"])
        _without([reading], "seed", "weighed")
    _without(plain["views"], "about")
    return _lean(plain)


def faced(found: Choices) -> dict[str, Any]:
    """Return what actors face, with some of the points of the branch."""
    plain = choices_dict(found)
    for view in plain["views"]:
        branch = view["branch"]
        if branch is not None:
            kept = spread(len(branch["rationality"]), MOST_POINTS)
            branch["rationality"] = [branch["rationality"][i] for i in kept]
            branch["mixes"] = _thinned(branch["mixes"], kept)
    _without(plain["views"], "about", "at_mean_worths")
    return _lean(plain)


def cruxes(found: Cruxes) -> dict[str, Any]:
    """Return what two views' disagreement comes from."""
    plain = cruxes_dict(found)
    for crux in plain["cruxes"]:
        crux["held"] = {view: {key: said for key, said in held.items() if key != "quotes"} for view, held in crux["held"].items()}
    return _lean(plain)


def _lean(plain: Mapping[str, Any], without: Sequence[str] = HEAD) -> dict[str, Any]:
    kept = {key: value for key, value in plain.items() if key not in without}
    if "seed" in kept["method"]:
        kept["method"]["seed"] = str(kept["method"]["seed"])  # of which a browser would lose the last digits
    found: dict[str, Any] = rounded(kept)
    return found


def _without(entries: list[dict[str, Any]], *names: str) -> None:
    """Drop entries that the page has elsewhere or does not show."""
    for entry in entries:
        for name in names:
            entry.pop(name, None)


def rounded(value: Any) -> Any:
    """Return plain values with their numbers to a few significant digits."""
    match value:
        case float():
            return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
        case dict():
            return {key: rounded(inner) for key, inner in value.items()}
        case list() | tuple():
            return [rounded(inner) for inner in value]
        case _:
            return value


def spread(count: int, most: int) -> list[int]:
    """Return the places of at most so many of some points: evenly spread, first and last among them."""
    if count <= most:
        return list(range(count))
    return sorted({round(i * (count - 1) / (most - 1)) for i in range(most)})


def _some_dates(dates: list[dict[str, Any]], best: str) -> list[dict[str, Any]]:
    kept = {*spread(len(dates), MOST_DATES - 1), *(i for i, at in enumerate(dates) if at["date"] == best)}
    return [dates[i] for i in sorted(kept)]


def _thinned(mixes: Any, kept: Sequence[int]) -> Any:
    if isinstance(mixes, dict):
        return {name: _thinned(inner, kept) for name, inner in mixes.items()}
    return [mixes[i] for i in kept]
