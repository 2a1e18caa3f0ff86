"""What has been observed, in a line, and worlds that agree with it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ifso.engine.compiling import compile_view
from ifso.engine.evidence import evidence_of, factors_of, log_factor
from ifso.engine.posterior import posterior
from ifso.scenario.meaning import Observed, Scenario, Seen

from .building import VIEW


def seen(as_of: float | None = None, happened: Mapping[str, float] | None = None, not_by: Mapping[str, float] | None = None) -> Observed:
    """Return what has been observed: dates on which events happened, dates by which they had not."""
    found = {e: Seen(event=e, at=t, happened=True) for e, t in (happened or {}).items()}
    found |= {e: Seen(event=e, at=t, happened=False) for e, t in (not_by or {}).items()}
    return Observed(as_of=as_of, seen=found)


def log_likelihood(scenario: Scenario, observed: Observed) -> float:
    """Return the logarithm of the likelihood of what was observed, under point values and with nothing hidden."""
    program = compile_view(scenario, VIEW)
    evidence = evidence_of(program, observed, ())
    values = tuple(program.first[:, None])
    return float(sum(log_factor(program, factor, values, evidence.times)[0] for factor in factors_of(program, evidence)))


def values_after(scenario: Scenario, observed: Observed, draws: int = 1000, seed: int = 0) -> Mapping[str, NDArray[np.float64]]:
    """Return the draws of every assumption after the news, by its name."""
    program = compile_view(scenario, VIEW)
    found = posterior(program, evidence_of(program, observed, ()), seed=seed, draws=draws)
    return dict(zip(program.assumptions, found.values.T, strict=True))


def agrees(times: Mapping[str, NDArray[np.float64]], observed: Observed, hidden: tuple[str, ...] = ()) -> NDArray[np.bool_]:
    """Tell which worlds agree with events not having happened by a date, and with those that happened before the start."""
    found: NDArray[np.bool_] = np.ones(next(iter(times.values())).size, dtype=bool)
    for event, t in times.items():
        if event in observed.seen:
            found &= observed.seen[event].happened | (t > observed.seen[event].at)
        elif observed.as_of is not None and event not in hidden:
            found &= t > observed.as_of
    return found
