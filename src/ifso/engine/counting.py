"""Counting lanes: in which of them an event has happened, and in which step of time.

Owns the steps and the conditions of tallies. Leaves the sums over jobs to :mod:`ifso.engine.simulating`.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import chosen, inlined, inner
from ifso.engine.firing import INF

NEAR = 1e-6
"""How near to the end of a step, in steps, a time's step is worked out exactly."""


@inlined
def step_of(t, by, steps):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the step in which a time up to ``by`` falls: 0 for the start and before, else the first step that ends at or after it."""
    if by == INF:
        return steps
    if t <= 0.0:
        return 0
    step = max(1, min(steps, int(np.ceil(t / by * steps))))
    if step > 1 and t <= by * (step - 1) / steps:
        return step - 1
    if step < steps and t > by * step / steps:
        return step + 1
    return step


@inner
def step_row(times, event, by, steps, place):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the step of an event's time in each lane, ``steps + 1`` where it comes after ``by``."""
    near = 0
    for i in range(times.shape[1]):
        counts = times[event, i] <= by
        x = times[event, i] * (steps / by)
        up = np.ceil(x)
        near += counts & ((up - x < NEAR) | (up - x > 1.0 - NEAR))
        place[i] = np.int32(chosen(counts, max(up, 0.0), steps + 1.0))
    if near > 0:
        for i in range(times.shape[1]):
            place[i] = step_of(times[event, i], by, steps) if times[event, i] <= by else steps + 1


@inner
def place_row(times, event, by, condition, told_by, holds, absent, steps, place):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the step in which a tally's event has happened in each lane, ``steps + 1`` where it has not or its condition is not met."""
    if by == INF:
        place[:] = steps
    elif absent[event]:
        place[:] = steps + 1
    else:
        step_row(times, event, by, steps, place)
    if condition >= 0:
        for i in range(place.size):
            told = not absent[condition] and times[condition, i] <= told_by
            place[i] = place[i] if told == holds else steps + 1


@inner
def count_lanes(  # type: ignore[no-untyped-def] # numba infers the types
    times, event, by, condition, told_by, holds, absent, steps, lanes, place, curves, odd, per_world, by_draw, draw, world,
):  # fmt: skip
    """Count the lanes in which a tally's event has happened, where its condition is met.

    The lanes are the draws from ``draw`` on of one world or, not ``by_draw``, the worlds from ``world`` on under one draw.
    """
    if absent[event] and by < INF:
        return
    place_row(times, event, by, condition, told_by, holds, absent, steps, place)
    counted = 0
    if by_draw == 1:
        for i in range(lanes):
            counted += place[i] <= steps
            curves[draw + i, place[i]] += 1
        per_world[world] += counted
        if world & 1:
            for i in range(lanes):
                odd[draw + i] += place[i] <= steps
    else:
        for i in range(lanes):
            counts = place[i] <= steps
            counted += counts & (world + i)
            curves[draw, place[i]] += 1
            per_world[world + i] += counts
        odd[draw] += counted
