"""Chains of causes by brute force, from the definition of the model: an oracle that knows nothing of firing times.

In each world, an event was brought about by the first of its causes, in the order of the file, whose hazard has reached its u by the
event's time; in a world that follows the definition none has before. Triggers are sorted by time, those of one instant by their order in
it.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ifso.scenario.meaning import Scenario

from .oracle_definition import SMALL, fired_by

Times = NDArray[np.float64]


class Chains:
    """What brought events about in some worlds."""

    def __init__(
        self, scenario: Scenario, times: Mapping[str, Times], u: Mapping[str, Times], fixed: Mapping[str, float], order: Mapping[str, int]
    ) -> None:
        """Take the times and u of worlds, and the order in which events of one instant follow from each other."""
        self.scenario = scenario
        self.times = times
        self.fixed = fixed
        self.order = order
        self.reached: dict[str, NDArray[np.bool_]] = {}
        for cause in scenario.causes:
            t = times[cause.event]
            at = np.where(np.isfinite(t), t + SMALL * (1 + np.where(np.isfinite(t), t, 0.0)), 0.0)
            self.reached[cause.path] = np.isfinite(t) & (fired_by(scenario, cause, times, at) >= u[cause.path] - SMALL)

    def cause(self, event: str, world: int) -> str:
        """Return the path of the cause that brought an event about."""
        return next(c.path for c in self.scenario.events[event].causes if self.reached[c.path][world])

    def chain(self, outcome: str, world: int) -> tuple[str, ...]:
        """Return the causes from the outcome back, and at last the fixed event in which the chain begins, if it does."""
        found: list[str] = []
        event = outcome
        causes = {c.path: c for c in self.scenario.causes}
        while event not in self.fixed:
            found.append(self.cause(event, world))
            trigger = causes[found[-1]].trigger
            if trigger.is_spontaneous:
                return tuple(found)
            event = sorted(trigger.events, key=lambda e: (self.times[e][world], self.order[e]))[trigger.needs - 1]
        return (*found, event)
