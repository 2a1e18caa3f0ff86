"""What to watch as plain values, ready for JSON.

Owns the form of ``ifso watch --json``: every event at every date, and the sentences of the indicators.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ifso.ground.calendar import date_after
from ifso.report.plain import also_dict, question_dict, scenario_dict
from ifso.report.watch import indicators, sentence

if TYPE_CHECKING:
    from ifso.engine.watching import Glance, Watched, Watching, Watchlists


def watch_dict(found: Watchlists) -> dict[str, Any]:
    """Return what to watch as plain values."""
    return {
        "scenario": scenario_dict(found.scenario),
        "question": question_dict(found.scenario, found.question),
        "also": also_dict(found.scenario, found.fixed),
        "views": [
            {"view": view.view, "about": view.about, "readings": [_watching(found, watching) for watching in view.readings]}
            for view in found.views
        ],
        "method": {
            "bits": "mutual information of the event having happened by the date and the outcome by its own, over all draws, less "
            "the bias of finite counts",
            "best": "the earliest date with nine tenths of the event's most bits",
            "indicators": "events above the noise of the simulation, not hidden, and not mostly after the outcome",
            "error": "Monte Carlo standard error, from independent groups of worlds and draws",
            "ifso": version("ifso"),
        },
    }


def _watching(found: Watchlists, watching: Watching) -> dict[str, Any]:
    listed = {one.event for one in indicators(found, watching)}
    return {
        "reading": watching.reading.value,
        "chance": watching.chance,
        "error": watching.error,
        "entropy": watching.entropy,
        "events": [_event(found, watching, one, indicator=one.event in listed) for one in watching.events],
        "draws": watching.draws,
        "worlds": watching.worlds,
        "seed": watching.seed,
        "weighed": watching.weighed,
    }


def _event(found: Watchlists, watching: Watching, one: Watched, *, indicator: bool) -> dict[str, Any]:
    event = found.scenario.events[one.event]
    return {
        "event": one.event,
        "event_says": event.says,
        "indicator": indicator,
        "hidden": event.hidden,
        "before_outcome": one.leads,
        "best": date_after(found.scenario.start, one.best.date).isoformat(),
        "says": sentence(found, watching, one) if indicator else None,
        "dates": [_glance(found, at) for at in one.glances],
    }


def _glance(found: Watchlists, at: Glance) -> dict[str, Any]:
    return {
        "date": date_after(found.scenario.start, at.date).isoformat(),
        "bits": at.bits,
        "error": at.error,
        "above_noise": at.above_noise,
        "chance": at.chance,
        "if_so": at.if_so,
        "if_so_error": at.if_so_error,
        "if_not": at.if_not,
        "if_not_error": at.if_not_error,
    }
