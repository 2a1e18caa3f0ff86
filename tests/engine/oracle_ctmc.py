"""Scenarios of rates as Markov chains: an oracle that knows nothing of clocks, uniforms or event times.

With constant hazards alone, what may happen next depends only on the set of events that have happened. So the sets are the states of a
continuous-time Markov chain; its generator is written down from the causes, and its transient distribution is the matrix exponential.
"""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

from ifso.scenario.meaning import Cause, Rate, Scenario, When

from .building import VIEW, point

Matrix = NDArray[np.float64]


class Chain:
    """The chain over the sets of a scenario's events, with some of them fixed to a time or to never."""

    def __init__(self, scenario: Scenario, fixed: Mapping[str, float] | None = None) -> None:
        self.scenario = scenario
        self.fixed = dict(fixed or {})
        self.bit = {name: 1 << i for i, name in enumerate(scenario.events)}
        self.states = 1 << len(self.bit)
        self.generator = np.zeros((self.states, self.states))
        for state in range(self.states):
            for event in scenario.events.values():
                bit = self.bit[event.name]
                if not state & bit and event.name not in self.fixed:
                    speed = sum(self.speed(cause, state) for cause in event.causes)
                    self.generator[state, state | bit] += speed
                    self.generator[state, state] -= speed

    def speed(self, cause: Cause, state: int) -> float:
        """Return the hazard of a cause while the events of a state have happened and no others."""
        if sum(bool(state & self.bit[e]) for e in cause.trigger.events) < cause.trigger.needs:
            return 0.0
        timing = self.scenario.views[VIEW].values[cause.chance].timing
        assert isinstance(timing, Rate)
        speed = -math.log1p(-point(self.scenario, cause.chance)) / timing.period
        for m in cause.modifiers:
            if bool(state & self.bit[m.event]) == (m.when is When.ONCE):
                speed *= 0.0 if m.blocks else point(self.scenario, m.by)
        return speed

    def start(self) -> Matrix:
        """Return the distribution before anything, fixed events included, has happened."""
        distribution = np.zeros(self.states)
        distribution[0] = 1.0
        return distribution

    def has(self, event: str) -> NDArray[np.bool_]:
        """Tell which states hold an event."""
        return np.arange(self.states) & self.bit[event] > 0

    def follow(self, distribution: Matrix, begin: float, end: float) -> Matrix:
        """Carry a distribution (states) from one time to another, letting fixed events happen at theirs; those at ``begin`` have."""
        now = begin
        for time, event in sorted((t, e) for e, t in self.fixed.items() if begin < t <= end):
            distribution = self.add(distribution @ expm(self.generator * (time - now)), event)
            now = time
        result: Matrix = distribution @ expm(self.generator * (end - now))
        return result

    def add(self, distribution: Matrix, event: str) -> Matrix:
        """Let an event happen in every state."""
        moved = np.zeros_like(distribution)
        np.add.at(moved, np.arange(self.states) | self.bit[event], distribution)
        return moved

    def at_start(self) -> Matrix:
        distribution = self.start()
        for event, time in self.fixed.items():
            distribution = self.add(distribution, event) if time <= 0 else distribution
        return distribution

    def curve(self, event: str, times: Iterable[float]) -> list[float]:
        """Return P(T <= t) of an event at ascending times."""
        distribution, now, result = self.at_start(), 0.0, []
        for t in times:
            distribution, now = self.follow(distribution, now, t), t
            result.append(float(distribution[self.has(event)].sum()))
        return result

    def both(self, event: str, by: float, told: str, told_by: float) -> float:
        """Return P(T(event) <= by and T(told) <= told_by), ``told_by`` not being after ``by``."""
        distribution = self.follow(self.at_start(), 0.0, told_by) * self.has(told)
        return float(self.follow(distribution, told_by, by)[self.has(event)].sum())
