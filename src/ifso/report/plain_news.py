"""What news makes of an answer, as plain values ready for JSON.

Owns the part of ``ifso ask --json`` that speaks of what has been observed. Leaves the chances to :mod:`ifso.report.plain`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ifso.ground.calendar import NEVER, date_after

if TYPE_CHECKING:
    from ifso.engine.answering import Answered
    from ifso.engine.estimating import Estimate
    from ifso.engine.news import Spread
    from ifso.engine.results import Answer, ViewAnswer

Written = Callable[["Estimate | None"], Any]


def observed_dict(answer: Answer) -> dict[str, Any] | None:
    """Return what an answer takes as known; None where that is nothing."""
    if answer.news is None:
        return None
    start, observed = answer.scenario.start, answer.news.observed
    return {
        "as_of": None if observed.as_of is None else date_after(start, observed.as_of).isoformat(),
        "seen": [
            {
                "event": seen.event,
                "happened": date_after(start, seen.at).isoformat() if seen.happened else None,
                "not_by": None if seen.happened else date_after(start, seen.at).isoformat(),
                "source": seen.source or None,
                "note": seen.note,
            }
            for seen in observed.seen.values()
        ],
        "had": [
            {"event": event, "on": None if time == NEVER else date_after(start, time).isoformat()}
            for event, time in answer.news.had.items()
        ],
        "remarks": list(answer.news.remarks),
    }


def news_dict(view: ViewAnswer, written: Written) -> dict[str, Any] | None:
    """Return what the news makes of the answer under a view; None where nothing was observed. ``written`` tells how an estimate is."""
    if view.updated is None:
        return None
    told = view.updated.told
    return {
        "before": _chances(view.updated.before, written),
        "events_taken_over": _chances(view.updated.standing, written),
        "log_likelihood": told.log_likelihood,
        "effective_share": told.share,
        "effective_draws": told.effective,
        "rough": told.is_rough,
        "moved": [
            {"assumption": moved.assumption, "before": _spread(moved.before), "after": _spread(moved.after), "shift": moved.shift}
            for moved in told.moved
        ],
        "options": [{"option": option, "before": before, "after": after} for option, (before, after) in told.chosen.items()],
    }


def _chances(answered: Answered | None, written: Written) -> dict[str, Any] | None:
    return None if answered is None else {reading.value: written(estimate) for reading, estimate in answered.chances.items()}


def _spread(spread: Spread) -> dict[str, float]:
    return {"low": spread.low, "middle": spread.middle, "high": spread.high}
