"""The kernels: worlds in, counts out.

Owns the walk over worlds, runs and draws. Events come in components (:mod:`ifso.engine.order`). An event that does not depend on itself is
computed for a row of worlds at once, after all it depends on. Events that depend on each other through time are first computed in rounds,
a row at a time, each from the times of the round before, beginning with nothing having happened: what an event does can depend only on what
came before it, so that every round is right for longer than the last, and times that a round leaves as they were are the only solution.
The worlds that are slow to settle, or all of them when asked, go through the general kernel: one world at a time, in which one event
happens after the other. Leaves the arithmetic of a single cause to :mod:`ifso.engine.firing`.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined, kernel
from ifso.engine.elementary import log
from ifso.engine.firing import BEFORE, INF, RATE, SCRATCH_ROWS, UNSETTLED, copy_row, fill_row, fire_one, fire_row, trigger_row
from ifso.engine.program import CLOCK, EVENT, MODIFIER_BEGIN, MODIFIER_END
from ifso.engine.random import fill_uniforms

FEW = 0.02
"""Share of a row's worlds that is left to the general kernel once no more than that are moving."""
ROUNDS_PER_EVENT = 2
"""Rounds, for each event of a component, after which the general kernel takes whatever still moves."""


@inlined
def event_row(causes, clocks, trigger_event, modifiers, cause_start, event, horizon, p, scale, ratios, draw, u, e, times, room, active):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times of one event, in a row of worlds, from the times of all that it depends on."""
    fill_row(INF, times, event)
    for c in range(cause_start[event], cause_start[event + 1]):
        if p[draw, c] > 0.0:
            trigger_row(causes, trigger_event, c, times, room)
            fire_row(causes, clocks, modifiers, horizon, c, p[draw, c], scale[draw, c], ratios, draw, times, event, u, e, room, active)
    until_row(horizon, times, event)


@kernel
def until_row(horizon, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Put what comes after the horizon at infinity."""
    for i in range(times.shape[1]):
        times[event, i] = times[event, i] if times[event, i] <= horizon else INF


@kernel
def exponential_row(u, c, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Write E = -ln(1 - u)."""
    for i in range(u.shape[1]):
        e[c, i] = -log(1.0 - u[c, i])


@kernel
def moved_worlds(times, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the worlds in which an event's time is not that of the round before, those already unsettled aside."""
    moved = 0.0
    for i in range(times.shape[1]):
        moved += 1.0 - room[UNSETTLED, i] if times[event, i] != room[BEFORE, i] else 0.0
    return moved


@kernel
def unsettle_row(times, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Leave the worlds in which an event's time is not that of the round before to the general kernel."""
    for i in range(times.shape[1]):
        room[UNSETTLED, i] = 1.0 if times[event, i] != room[BEFORE, i] else room[UNSETTLED, i]


@kernel
def component_world(
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, members, touched_start, touched, horizon, p, scale, ratios, draw,
    u, e, times, world, due, fires,
):  # type: ignore[no-untyped-def] # numba infers the types # fmt: skip
    """Write the times of events that depend on each other, in one world, by letting them happen one after the other.

    ``due`` (events) and ``fires`` (causes) are scratch: when an event or a cause would come next, were nothing else to happen before.
    """
    for event in members:
        times[event, world] = INF
    for event in members:
        due[event] = INF
        for c in range(cause_start[event], cause_start[event + 1]):
            fires[c] = INF
            if p[draw, c] > 0.0:
                fires[c] = fire_one(causes, clocks, trigger_event, modifiers, c, p[draw, c], scale[draw, c], ratios, draw, times, world, u[c, world], e[c, world])
            due[event] = min(due[event], fires[c])
    while True:
        following = -1
        soonest = horizon
        for event in members:
            sooner = due[event] < soonest or (due[event] == soonest and (following < 0 or instant_rank[event] < instant_rank[following]))
            if times[event, world] == INF and sooner:
                following, soonest = event, due[event]
        if following < 0:
            return
        times[following, world] = soonest
        for k in range(touched_start[following], touched_start[following + 1]):
            c = touched[k]
            event = causes[c, EVENT]
            if due[event] >= 0.0 and times[event, world] == INF and p[draw, c] > 0.0:
                fires[c] = fire_one(causes, clocks, trigger_event, modifiers, c, p[draw, c], scale[draw, c], ratios, draw, times, world, u[c, world], e[c, world])
                earliest = INF
                for other in range(cause_start[event], cause_start[event + 1]):
                    earliest = min(earliest, fires[other])
                due[event] = earliest


@kernel
def simulate(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, stream, horizon, seed, first_world, worlds, row, used, p, scale, ratios,
    fixed, run_start, component_start, member, touched_start, touched,
    tally_event, tally_by, condition_event, condition_by, condition_holds,
    general, curves, odd, per_world, all_times,
):  # fmt: skip
    """Simulate worlds ``first_world`` to ``first_world + worlds`` under every run and draw, adding to the counts.

    R runs, D draws, K tallies, S steps. ``p``, ``scale`` (D, C) and ``ratios`` (D, A) are the draws; ``fixed`` (R, E) holds fixed times,
    NaN for a free event; components of run r are ``run_start[r] .. run_start[r + 1]``. ``curves`` (R, K, D, S + 1) gets, by draw, the
    worlds in which the tally's event happened at the start or in each step; ``odd`` (R, K, D) gets how many of them have an odd number;
    ``per_world`` (R, K, worlds) gets, by world, the draws in which
    it happened; ``all_times`` (R, D, E, worlds), where it is not empty, gets every time.
    """
    events = cause_start.size - 1
    steps = curves.shape[3] - 1
    u = np.empty((causes.shape[0], row))
    e = np.empty((causes.shape[0], row))
    times = np.empty((events, row))
    room = np.empty((SCRATCH_ROWS, row))
    active = np.empty(row, dtype=np.uint32)
    due = np.full(events, -1.0)
    fires = np.empty(causes.shape[0])
    for begin in range(0, worlds, row):
        n = min(row, worlds - begin)
        for c in used:
            fill_uniforms(seed, stream[c], first_world + np.uint64(begin), u, c)
            if causes[c, CLOCK] == RATE or causes[c, MODIFIER_BEGIN] < causes[c, MODIFIER_END]:
                exponential_row(u, c, e)
        for r in range(fixed.shape[0]):
            for event in range(events):
                times[event, :] = INF if np.isnan(fixed[r, event]) else fixed[r, event]
            for d in range(p.shape[0]):
                for k in range(run_start[r], run_start[r + 1]):
                    if component_start[k + 1] - component_start[k] == 1:
                        event_row(causes, clocks, trigger_event, modifiers, cause_start, member[component_start[k]], horizon, p, scale, ratios, d, u, e, times, room, active)
                    else:
                        members = member[component_start[k] : component_start[k + 1]]
                        fill_row(1.0 if general else 0.0, room, UNSETTLED)
                        for event in members:
                            fill_row(INF, times, event)
                            due[event] = 0.0 if general else 1.0
                        for turn in range(ROUNDS_PER_EVENT * members.size):
                            turning = False
                            for event in members:
                                if due[event] == 0.0:
                                    continue
                                due[event] = 0.0
                                copy_row(times, event, room, BEFORE)
                                event_row(
                                    causes, clocks, trigger_event, modifiers, cause_start, event, horizon, p, scale, ratios, d, u, e, times, room, active
                                )  # fmt: skip
                                moved = moved_worlds(times, event, room)
                                if turn + 1 == ROUNDS_PER_EVENT * members.size or (turn > 0 and moved <= row * FEW):
                                    unsettle_row(times, event, room)
                                elif moved > 0.0:
                                    for t in range(touched_start[event], touched_start[event + 1]):
                                        due[causes[touched[t], EVENT]] = 1.0
                                    turning = True
                            if not turning:
                                break
                        due[:] = -1.0
                        for world in range(n):
                            if room[UNSETTLED, world] == 0.0:
                                continue
                            component_world(
                                causes, clocks, trigger_event, modifiers, cause_start, instant_rank, members, touched_start, touched, horizon, p, scale, ratios, d, u, e, times, world, due, fires
                            )  # fmt: skip
                if all_times.size > 0:
                    for event in range(events):
                        for i in range(n):
                            all_times[r, d, event, begin + i] = times[event, i]
                for k in range(tally_event.size):
                    happened = times[tally_event[k]]
                    by = tally_by[k]
                    told = times[condition_event[k]] if condition_event[k] >= 0 else happened
                    for i in range(n):
                        t = happened[i]
                        if t > by:
                            continue
                        if condition_event[k] >= 0 and (told[i] <= condition_by[k]) != condition_holds[k]:
                            continue
                        step = 0
                        if by == INF:
                            step = steps
                        elif t > 0.0:
                            step = max(1, min(steps, int(np.ceil(t / by * steps))))
                            if step > 1 and t <= by * (step - 1) / steps:
                                step -= 1
                            elif step < steps and t > by * step / steps:
                                step += 1
                        curves[r, k, d, step] += 1
                        odd[r, k, d] += i & 1
                        per_world[r, k, begin + i] += 1
