"""Scenarios of any timing as Bayesian networks over slots of time: an oracle by exact inference, with pyAgrum.

Each event is a variable: it happened at the start, in one of n slots of equal length, or not by the horizon. Given the slots of the events
that its causes read, taken at their middles, its own distribution follows from the definition without error, because the causes' u are
independent. What remains is the error of taking middles: it is of the order of a slot where a cause at once meets a modifier in the same
slot, else of its square, so that two cuts tell how far they are from the truth (:func:`extrapolated`).
"""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ifso.scenario.meaning import Scenario

from .oracle_definition import fired_by

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # SWIG's types have no __module__; as an error that would end the interpreter
    import pyagrum

Numbers = NDArray[np.float64]


class Network:
    """A scenario without cycles, cut into slots, with some events fixed to a time or to never."""

    def __init__(self, scenario: Scenario, slots: int, fixed: Mapping[str, float] | None = None) -> None:
        self.scenario = scenario
        self.fixed = dict(fixed or {})
        self.ends = np.linspace(0, scenario.horizon, slots + 1)
        self.middles = np.concatenate([[0.0], (self.ends[1:] + self.ends[:-1]) / 2, [np.inf]])
        self.net = pyagrum.BayesNet()
        free = [e for e in scenario.events.values() if e.name not in self.fixed]
        for event in free:
            self.net.add(pyagrum.RangeVariable(event.name, "", 0, slots + 1))
        for event in free:
            read = {r for c in event.causes for r in (*c.trigger.events, *(m.event for m in c.modifiers))}
            for parent in sorted(read - self.fixed.keys()):
                self.net.addArc(parent, event.name)
        for event in free:
            table = self.net.cpt(event.name)
            table[:] = self.chances(event.name, table.names[:0:-1])

    def chances(self, event: str, parents: Sequence[str]) -> Numbers:
        """Return P(slot of the event | slots of its parents), with an axis for each parent and the event's own last."""
        axes = np.meshgrid(*[self.middles] * len(parents), self.ends, indexing="ij")
        times = {name: axis.ravel() for name, axis in zip(parents, axes[:-1], strict=True)}
        times |= {name: np.full(axes[-1].size, t) for name, t in self.fixed.items()}
        fired = [fired_by(self.scenario, cause, times, axes[-1].ravel()) for cause in self.scenario.events[event].causes]
        not_yet = np.prod([1 - f for f in fired], axis=0).reshape(axes[-1].shape) if fired else np.ones(axes[-1].shape)
        return np.concatenate([1 - not_yet[..., :1], -np.diff(not_yet, axis=-1), not_yet[..., -1:]], axis=-1)

    def curve(self, event: str) -> Numbers:
        """Return P(T <= t) of an event at the start and at the end of each slot."""
        if event in self.fixed:
            return (self.fixed[event] <= self.ends).astype(float)
        inference = pyagrum.LazyPropagation(self.net)
        inference.makeInference()
        return np.cumsum(inference.posterior(event).toarray())[:-1]

    def both(self, event: str, told: str, told_by: float) -> Numbers:
        """Return P(T(event) <= t and T(told) <= told_by), t as in :meth:`curve`; ``told_by`` is the end of a slot."""
        inference = pyagrum.LazyPropagation(self.net)
        inference.setEvidence({told: (self.middles <= told_by).astype(float).tolist()})
        inference.makeInference()
        return np.cumsum(inference.posterior(event).toarray())[:-1] * inference.evidenceProbability()


def extrapolated(coarse: Numbers, fine: Numbers) -> tuple[Numbers, Numbers]:
    """Return what two cuts, the second twice as fine, tend to at the coarse cut's times (Richardson), and how far off that may be."""
    fine = fine[::2]
    return 2 * fine - coarse, np.abs(fine - coarse)
