"""The definition of the model, held against every world: an oracle without Monte Carlo error.

MODEL.md, section 3, says when a cause fires, given all the times at which events happen and its own u. In a scenario whose instants do not
run in circles, only one set of times agrees with that. So a simulation is right, world by world, if and only if for every event no cause
fires before the time it gives and one fires at it. This is checked by integrating hazards up to that time; nothing is solved or searched.
"""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ifso.scenario.meaning import AtOnce, Cause, Rate, Scenario, Timing, When, Window

from .building import VIEW, point

Times = NDArray[np.float64]
SMALL = 1e-9
"""Years by which a time, and probability by which a u, may be off for rounding."""


def hazard(timing: Timing, p: float, s: Times) -> Times:
    """Return the cumulative hazard s years after the trigger, without the jump of a cause at once."""
    match timing:
        case Window(opens=opens, closes=closes):
            return -np.log(1 - p * np.clip((s - opens) / (closes - opens), 0, 1))
        case Rate(period=period):
            return -np.log(1 - p) * np.maximum(s, 0) / period
        case AtOnce():
            return np.zeros_like(s)


def trigger_time(cause: Cause, times: Mapping[str, Times], worlds: int) -> Times:
    if cause.trigger.is_spontaneous:
        return np.zeros(worlds)
    return np.sort([times[e] for e in cause.trigger.events], axis=0)[cause.trigger.needs - 1]


def ratio(scenario: Scenario, cause: Cause, times: Mapping[str, Times], at: Times) -> Times:
    """Return the product of the ratios of the modifiers that hold at a time."""
    product = np.ones_like(at)
    for m in cause.modifiers:
        holds = times[m.event] <= at if m.when is When.ONCE else times[m.event] > at
        product *= np.where(holds, 0.0 if m.blocks else point(scenario, m.by), 1.0)
    return product


def fired_by(scenario: Scenario, cause: Cause, times: Mapping[str, Times], at: Times) -> Times:
    """Return 1 - exp(-hazard) of a cause, modified as it is by ``at`` (worlds): it has fired where this has reached its u."""
    value = scenario.views[VIEW].values[cause.chance]
    assert value.timing is not None
    p = point(scenario, cause.chance)
    tau = trigger_time(cause, times, at.size)
    begun = tau <= at
    tau = np.where(begun, tau, 0.0)
    ends = np.sort([np.clip(t, tau, np.maximum(at, tau)) for t in (tau, at, *(times[m.event] for m in cause.modifiers))], axis=0)
    total = np.zeros_like(at)
    with np.errstate(divide="ignore", invalid="ignore"):
        for left, right in pairwise(ends):
            if isinstance(value.timing, Rate) and p == 1.0:
                grown = np.where(right > left, np.inf, 0.0)
            else:
                grown = np.where(right > left, hazard(value.timing, p, right - tau) - hazard(value.timing, p, left - tau), 0.0)
            held = ratio(scenario, cause, times, left)
            total += np.where((held > 0) & (grown > 0), held * grown, 0.0)
        if isinstance(value.timing, AtOnce):
            held = ratio(scenario, cause, times, tau)
            total += np.where(held > 0, held * -np.log1p(-p), 0.0)
    return np.where(begun, -np.expm1(-total), 0.0)


def assert_defined(scenario: Scenario, times: Mapping[str, Times], u: Mapping[str, Times], fixed: Mapping[str, float]) -> None:
    """Assert that the times (worlds) of all events follow from the u (worlds) of all causes by the definition."""
    for event in scenario.events.values():
        t = times[event.name]
        if event.name in fixed:
            assert np.all(t == fixed[event.name])
            continue
        happened = np.isfinite(t)
        assert np.all(t[happened] <= scenario.horizon)
        assert np.all(t >= 0)
        before = np.where(happened, t - SMALL * (1 + np.where(happened, t, 0)), scenario.horizon)
        by_then = np.where(happened, t, scenario.horizon) + SMALL * (1 + scenario.horizon)
        some = np.zeros(t.size, dtype=bool)
        for cause in event.causes:
            early = fired_by(scenario, cause, times, before) > u[cause.path] + SMALL
            assert not early.any(), f"{cause.path} fires earlier in worlds {np.flatnonzero(early)[:5]}"
            some |= fired_by(scenario, cause, times, by_then) >= u[cause.path] - SMALL
        missing = happened & ~some
        assert not missing.any(), f"nothing brings {event.name} about in worlds {np.flatnonzero(missing)[:5]}"
