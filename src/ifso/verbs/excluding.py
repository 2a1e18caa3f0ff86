"""Observations that exclude each other whatever the numbers: something happened, and all that could have led to it had not.

Owns what a scenario's causes and the dates alone rule out. Leaves what a view's numbers rule out to :mod:`ifso.engine.posterior`.
"""

from __future__ import annotations

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Cause, Observed, Scenario


def refuse_excluded(scenario: Scenario, observed: Observed) -> None:
    """Refuse an event that happened while none of its causes can have been in force.

    What happened at the start or before it, and what has no causes, is free of that. Raises ``UsageError`` that names the event and what
    it needs.
    """
    for name, seen in observed.seen.items():
        causes = scenario.events[name].causes
        if not seen.happened or seen.at <= 0.0 or not causes:
            continue
        missed = [_missed(scenario, observed, cause, seen.at) for cause in causes]
        if all(missed):
            needs = list(dict.fromkeys(event for events in missed for event in events))
            *others, last = [f"`{event}`" for event in needs]
            either = f"{', '.join(others)} or {last}" if others else last
            hint = f"Observe {either} on that date or before it, name another date, or give `{name}` one more cause."
            raise UsageError(f"`{name}` needs {either}, which {'are' if others else 'is'} known not to have happened by then.", hint=hint)


def _missed(scenario: Scenario, observed: Observed, cause: Cause, by: float) -> tuple[str, ...]:
    """Return the events for want of which a cause was not in force by a moment; none where it may have been."""
    trigger = cause.trigger
    missing = tuple(event for event in trigger.events if _had_not(scenario, observed, event, by))
    if len(trigger.events) - len(missing) >= trigger.needs:
        return ()
    return missing[:1] if trigger.needs == len(trigger.events) else missing


def _had_not(scenario: Scenario, observed: Observed, event: str, by: float) -> bool:
    """Tell whether an event is known not to have happened by a moment."""
    if event not in scenario.events:  # an option of a choice
        return False
    if (seen := observed.seen.get(event)) is not None:
        return seen.at > by if seen.happened else seen.at >= by
    return not scenario.events[event].hidden and observed.as_of is not None and observed.as_of >= by
