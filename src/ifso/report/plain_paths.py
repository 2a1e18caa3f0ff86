"""Paths as plain values, ready for JSON.

Owns the form of ``ifso paths --json``.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ifso.ground.calendar import date_after
from ifso.report.plain import also_dict, question_dict, scenario_dict

if TYPE_CHECKING:
    from ifso.engine.paths import Holding, Link, Path, Paths, Traced


def paths_dict(found: Paths) -> dict[str, Any]:
    """Return paths as plain values."""
    return {
        "scenario": scenario_dict(found.scenario),
        "question": question_dict(found.scenario, found.question),
        "also": also_dict(found.scenario, found.fixed),
        "views": [{"view": view.view, "about": view.about, **_traced(found, view.traced)} for view in found.views],
        "method": {
            "path": "chain of causes that fired, traced back from the outcome; through the last of the events that a cause needs",
            "share": "of the worlds, over all draws, in which the outcome came about by the date",
            "chance": "of the worlds in which the cause came into force by the date, in how many it brought its event about by the date",
            "error": "Monte Carlo standard error, from independent groups of worlds and draws",
            "ifso": version("ifso"),
        },
    }


def _traced(found: Paths, traced: Traced) -> dict[str, Any]:
    weakest = traced.paths[0].weakest if traced.paths else None
    return {
        "reading": traced.reading.value,
        "chance": traced.chance,
        "error": traced.error,
        "paths": [_path(found, path) for path in traced.paths],
        "covered": traced.covered,
        "distinct": traced.distinct,
        "weakest_link": weakest.cause if weakest else None,
        "draws": traced.draws,
        "worlds": traced.worlds,
        "seed": traced.seed,
        "weighed": traced.weighed,
    }


def _path(found: Paths, path: Path) -> dict[str, Any]:
    return {
        "share": path.share,
        "error": path.error,
        "begins": path.begins or None,
        "links": [_link(found, link) for link in path.links],
        "median": date_after(found.scenario.start, path.median).isoformat(),
    }


def _link(found: Paths, link: Link) -> dict[str, Any]:
    cause = next(cause for cause in found.scenario.causes if cause.path == link.cause)
    return {
        "cause": link.cause,
        "says": cause.says or None,
        "event": link.event,
        "event_says": found.scenario.events[link.event].says,
        "chance": link.chance,
        "error": link.error,
        "modified": [_holding(one) for one in link.holding],
    }


def _holding(one: Holding) -> dict[str, Any]:
    return {"until" if one.until else "once": one.event, "by": one.ratio or None, "share": one.share}
