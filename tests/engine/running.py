"""Running what a test has made, and how far Monte Carlo may stray from the truth."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ifso.engine.compiling import compile_view
from ifso.engine.dealing import Mixture
from ifso.engine.program import Program, Run
from ifso.engine.simulating import event_times
from ifso.scenario.meaning import Scenario

from .building import VIEW

SEED = 20260501
ERRORS = 5.0
"""Standard errors that an estimate may be off: one in 1.7 million is further off by chance."""


def times_of(
    scenario: Scenario, fixed: Mapping[str, float] | None = None, *, worlds: int = 1 << 18, seed: int = SEED, as_one: bool = False,
) -> dict[str, NDArray[np.float64]]:  # fmt: skip
    """Return the times of every event by its name."""
    program = compile_view(scenario, VIEW)
    times = event_times(program, Run(fixed=fixed or {}), seed=seed, worlds=worlds, as_one=as_one)
    return dict(zip(program.events, times, strict=True))


def tolerance(p: float, worlds: int) -> float:
    """Return how far a share of worlds may lie from its probability: five standard errors, and ten worlds where p is next to 0 or 1."""
    return ERRORS * np.sqrt(max(p * (1 - p), 0.0) / worlds) + 10 / worlds


def assert_shares(times: NDArray[np.float64], chances: Mapping[float, float] | Sequence[tuple[float, float]]) -> None:
    """Assert P(T <= t) for each time t and chance."""
    for t, p in chances.items() if isinstance(chances, Mapping) else chances:
        share = float(np.mean(times <= t))
        assert abs(share - p) <= tolerance(p, times.size), f"P(T <= {t}): {share} instead of {p}"


def alone(program: Program, fixed: Mapping[str, float] | None = None) -> Mixture:
    """Return the one run in which some events are fixed."""
    return Mixture(runs=(Run(fixed=fixed or {}),), is_certain=program.is_certain)
