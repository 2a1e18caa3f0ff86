"""The kernels: worlds in, counts out.

Owns the walk over worlds, runs and draws. A lane is one world under one draw. Where there are many draws, the lanes of a row are the draws of
one world: most causes then can fire under none of them, which one comparison tells, and nothing is computed but the events that lead to what
is asked through causes that can fire in that world. Where there are few draws, the lanes are neighbouring worlds under one draw. Both hand
the same rows to the same functions.

Events come in components (:mod:`ifso.engine.order`). An event that does not depend on itself is computed for all lanes at once, after all it
depends on. Events that depend on each other through time are first computed in rounds, each from the times of the round before, beginning
with nothing having happened: what an event does can depend only on what came before it, so that every round is right for longer than the
last, and times that a round leaves as they were are the only solution. The lanes that are slow to settle, or all of them when asked, go
through the general kernel: one lane at a time, in which one event happens after the other.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined, kernel
from ifso.engine.firing import INF, RATE, fire_one
from ifso.engine.philox import fill_uniforms
from ifso.engine.program import CLOCK, EVENT, MODIFIER_BEGIN, MODIFIER_END, NEEDS, READS, TRIGGER_BEGIN, TRIGGER_END
from ifso.engine.random import GROUP
from ifso.engine.rows import (
    BEFORE,
    SCRATCH_ROWS,
    UNSETTLED,
    copy_row,
    exponential_row,
    fill_row,
    fire_row,
    is_triggered,
    moved_lanes,
    trigger_row,
    unsettle_row,
    until_row,
)  # fmt: skip

ROUNDS_PER_EVENT = 2
"""Rounds, for each event of a component, after which the general kernel takes whatever still moves."""
MOST, LEAST_SCALE, MOST_CHANCE = range(3)
"""Columns of what is known of a cause over all draws: the most hazard it can spend, its least 1 / lambda over its ratio, its highest chance."""


@inlined
def may_fire(causes, bounds, horizon, c, u, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether a cause fires under any draw in a world whose numbers are at least ``u`` and ``e``; a wrong yes costs only time."""
    if causes[c, CLOCK] == RATE:
        fires = e * bounds[c, LEAST_SCALE] <= horizon
    elif causes[c, MODIFIER_BEGIN] == causes[c, MODIFIER_END]:
        fires = u <= bounds[c, MOST_CHANCE]
    else:
        fires = e <= bounds[c, MOST]
    return fires


@inlined
def provide(c, stamps, stamp, least, u, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Have a cause's numbers stand in its rows; with many draws they are those of one world, written when they are first wanted."""
    if stamps[c] != stamp:
        stamps[c] = stamp
        fill_row(least[0, c], u, c)
        fill_row(least[1, c], e, c)


@kernel
def survey(  # type: ignore[no-untyped-def] # numba infers the types
    causes, trigger_event, modifiers, cause_start, bounds, horizon, fixed, run, run_start, component_start, member, asked, least,
    live, possible, needed, stack,
):  # fmt: skip
    """Find which causes can fire in any lane, which events can happen, and which of those lead to what is asked."""
    earliest = 0.0
    for event in range(possible.size):
        possible[event] = fixed[run, event] < INF
        earliest = min(earliest, fixed[run, event]) if possible[event] else earliest
        needed[event] = False
    for k in range(run_start[run], run_start[run + 1]):
        members = member[component_start[k] : component_start[k + 1]]
        for event in members:
            for c in range(cause_start[event], cause_start[event + 1]):
                live[c] = may_fire(causes, bounds, horizon - earliest, c, least[0, c], least[1, c])
        growing = True
        while growing:
            growing = False
            for event in members:
                if not possible[event] and can_happen(causes, trigger_event, cause_start, event, live, possible):
                    possible[event] = True
                    growing = members.size > 1
    depth = 0
    for event in asked:
        if possible[event] and not needed[event]:
            needed[event] = True
            stack[depth] = event
            depth += 1
    while depth > 0:
        depth -= 1
        event = stack[depth]
        if np.isnan(fixed[run, event]):
            for c in range(cause_start[event], cause_start[event + 1]):
                if live[c]:
                    for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
                        depth = need(trigger_event[j], possible, needed, stack, depth)
                    for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
                        depth = need(modifiers[m, READS], possible, needed, stack, depth)


@kernel
def need(event, possible, needed, stack, depth):  # type: ignore[no-untyped-def] # numba infers the types
    """Put an event that can happen on the stack of those that are needed, once; return the stack's depth."""
    if possible[event] and not needed[event]:
        needed[event] = True
        stack[depth] = event
        return depth + 1
    return depth


@kernel
def can_happen(causes, trigger_event, cause_start, event, live, possible):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether an event has a cause that can fire, triggered by events that can happen."""
    for c in range(cause_start[event], cause_start[event + 1]):
        if live[c]:
            happening = 0
            for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
                happening += 1 if possible[trigger_event[j]] else 0
            if happening >= causes[c, NEEDS]:
                return True
    return False


@kernel
def event_row(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live, least, stamps, stamp, u, e, p, scale, ratios, times,
    never, room,
):  # fmt: skip
    """Write the times of one event, in every lane, from the times of all that it depends on."""
    if not never[event]:
        fill_row(INF, times, event)
        never[event] = True
    tried = False
    for c in range(cause_start[event], cause_start[event + 1]):
        if live[c] and is_triggered(causes, trigger_event, c, never):
            provide(c, stamps, stamp, least, u, e)
            trigger_row(causes, trigger_event, c, times, never, room)
            fire_row(causes, clocks, modifiers, bounds[c, MOST], horizon, c, u, e, p, scale, ratios, times, never, event, room)
            tried = True
    if tried:
        never[event] = until_row(horizon, times, event)


@kernel
def component_lane(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, members, touched_start, touched, horizon,
    u, e, p, scale, ratios, times, lane, due, fires,
):  # fmt: skip
    """Write the times of events that depend on each other, in one lane, by letting them happen one after the other.

    ``due`` (events) and ``fires`` (causes) are scratch: when an event or a cause would come next, were nothing else to happen before.
    """
    for event in members:
        times[event, lane] = INF
    for event in members:
        due[event] = INF
        for c in range(cause_start[event], cause_start[event + 1]):
            fires[c] = fire_one(causes, clocks, trigger_event, modifiers, c, u, e, p, scale, ratios, times, lane)
            due[event] = min(due[event], fires[c])
    while True:
        following = -1
        soonest = horizon
        for event in members:
            sooner = due[event] < soonest or (due[event] == soonest and (following < 0 or instant_rank[event] < instant_rank[following]))
            if times[event, lane] == INF and sooner:
                following, soonest = event, due[event]
        if following < 0:
            return
        times[following, lane] = soonest
        for k in range(touched_start[following], touched_start[following + 1]):
            c = touched[k]
            event = causes[c, EVENT]
            if due[event] > -INF and times[event, lane] == INF:
                fires[c] = fire_one(causes, clocks, trigger_event, modifiers, c, u, e, p, scale, ratios, times, lane)
                earliest = INF
                for other in range(cause_start[event], cause_start[event + 1]):
                    earliest = min(earliest, fires[other])
                due[event] = earliest


@kernel
def component_rows(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, members, touched_start, touched, bounds, horizon, general,
    lanes, live, needed, least, stamps, stamp, u, e, p, scale, ratios, times, never, room, due, fires,
):  # fmt: skip
    """Write the times of events that depend on each other, in every lane: in rounds, and then one by one what has not settled."""
    unsettled = general
    fill_row(1.0 if general else 0.0, room, UNSETTLED)
    due[:] = -INF
    for event in members:
        if not never[event]:
            fill_row(INF, times, event)
            never[event] = True
        due[event] = 1.0 if needed[event] and not general else 0.0
    last = ROUNDS_PER_EVENT * members.size
    for turn in range(last + 1):
        turning = False
        for event in members:
            if due[event] == 0.0:
                continue
            due[event] = 0.0
            nothing_before = never[event]
            copy_row(times, event, room, BEFORE)
            event_row(
                causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live, least, stamps, stamp, u, e, p, scale,
                ratios, times, never, room,
            )  # fmt: skip
            if nothing_before and never[event]:
                continue
            moved = moved_lanes(times, event, room)
            if moved > 0.0 and turn == last:
                unsettle_row(times, event, room)
                unsettled = True
            elif moved > 0.0:
                for t in range(touched_start[event], touched_start[event + 1]):
                    reader = causes[touched[t], EVENT]
                    if due[reader] > -INF and needed[reader]:
                        due[reader] = 1.0
                turning = True
        if not turning:
            break
    if unsettled:
        for event in members:
            never[event] = False
            for c in range(cause_start[event], cause_start[event + 1]):
                provide(c, stamps, stamp, least, u, e)
        for lane in range(lanes):
            if room[UNSETTLED, lane] == 1.0:
                component_lane(
                    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, members, touched_start, touched, horizon,
                    u, e, p, scale, ratios, times, lane, due, fires,
                )  # fmt: skip


@kernel
def run_row(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, horizon, general,
    fixed, run, run_start, component_start, member, touched_start, touched, asked,
    lanes, live, possible, needed, stack, least, stamps, stamp, u, e, p, scale, ratios, times, never, room, due, fires,
):  # fmt: skip
    """Write the times of every event that a run computes, in every lane; those of events that lead to nothing asked are left undefined."""
    survey(
        causes, trigger_event, modifiers, cause_start, bounds, horizon, fixed, run, run_start, component_start, member, asked, least,
        live, possible, needed, stack,
    )  # fmt: skip
    for event in range(fixed.shape[1]):
        if fixed[run, event] < INF:
            fill_row(fixed[run, event], times, event)
            never[event] = False
        elif not never[event] and not needed[event]:
            fill_row(INF, times, event)
            never[event] = True
    for k in range(run_start[run], run_start[run + 1]):
        begin, end = component_start[k], component_start[k + 1]
        wanted = False
        for j in range(begin, end):
            wanted |= needed[member[j]]
        if not wanted:
            continue
        if end - begin == 1:
            event_row(
                causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, member[begin], live, least, stamps, stamp,
                u, e, p, scale, ratios, times, never, room,
            )  # fmt: skip
        else:
            component_rows(
                causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member[begin:end],
                touched_start, touched, bounds, horizon, general, lanes, live, needed, least, stamps, stamp, u, e, p, scale, ratios, times,
                never, room, due, fires,
            )  # fmt: skip


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


@inlined
def is_counted(times, lane, event, by, condition, told_by, holds):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether a tally counts a lane."""
    return times[event, lane] <= by and (condition < 0 or (times[condition, lane] <= told_by) == holds)


@kernel
def simulate(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, stream, bounds, horizon, general, by_draw,
    seed, first_world, worlds, row, used, p, scale, ratios,
    fixed, run_start, component_start, member, touched_start, touched, asked,
    tally_event, tally_by, condition_event, condition_by, condition_holds,
    curves, odd, per_world, all_times,
):  # fmt: skip
    """Simulate worlds ``first_world`` to ``first_world + worlds`` under every run and draw, adding to the counts.

    R runs, D draws, K tallies, S steps. ``p``, ``scale`` (C, D) and ``ratios`` (A + 1, D, the last row 0) are the draws; ``fixed`` (R, E)
    holds fixed times, NaN for a free event; components of run r are ``run_start[r] .. run_start[r + 1]``. ``by_draw`` makes the lanes of a
    row the draws of one world. ``curves`` (R, K, D, S + 1) gets, by draw, the worlds in which the tally's event happened at the start or in
    each step; ``odd`` (R, K, D) gets how many of them have an odd number; ``per_world`` (R, K, worlds) gets, by world, the draws in which
    it happened; ``all_times`` (R, D, E, worlds), where it is not empty, gets every time.
    """
    events, count = fixed.shape[1], causes.shape[0]
    draws = p.shape[1]
    steps = curves.shape[3] - 1
    lanes = draws if by_draw else row
    block_u = np.empty((count, GROUP if by_draw else row))
    block_e = np.empty((count, GROUP if by_draw else row))
    lane_u = np.empty((count, lanes)) if by_draw else block_u
    lane_e = np.empty((count, lanes)) if by_draw else block_e
    lane_p = p if by_draw else np.empty((count, lanes))
    lane_scale = scale if by_draw else np.empty((count, lanes))
    lane_ratios = ratios if by_draw else np.empty((ratios.shape[0], lanes))
    least = np.zeros((2, count))
    live = np.zeros(count, dtype=np.bool_)
    possible = np.zeros(events, dtype=np.bool_)
    needed = np.zeros(events, dtype=np.bool_)
    stack = np.empty(events, dtype=np.int64)
    stamps = np.full(count, -1)
    times = np.full((events, lanes), INF)
    never = np.ones(events, dtype=np.bool_)
    room = np.empty((SCRATCH_ROWS, lanes))
    due = np.full(events, -INF)
    fires = np.empty(count)
    for begin in range(0, worlds, block_u.shape[1]):
        n = min(block_u.shape[1], worlds - begin)
        for c in used:
            fill_uniforms(seed, stream[c], first_world + np.uint64(begin), block_u, c)
            if causes[c, CLOCK] == RATE or causes[c, MODIFIER_BEGIN] < causes[c, MODIFIER_END]:
                exponential_row(block_u, c, block_e)
        for turn in range(n if by_draw else draws):
            if by_draw:
                for c in used:
                    least[0, c] = block_u[c, turn]
                    least[1, c] = block_e[c, turn]
            else:
                stamps[:] = begin
                if begin == 0 or draws > 1:
                    for c in used:
                        fill_row(p[c, turn], lane_p, c)
                        fill_row(scale[c, turn], lane_scale, c)
                    for a in range(ratios.shape[0]):
                        fill_row(ratios[a, turn], lane_ratios, a)
            alive = lanes if by_draw else n
            stamp = begin + turn if by_draw else begin
            for r in range(fixed.shape[0]):
                run_row(
                    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, horizon, general,
                    fixed, r, run_start, component_start, member, touched_start, touched, asked,
                    alive, live, possible, needed, stack, least, stamps, stamp,
                    lane_u, lane_e, lane_p, lane_scale, lane_ratios, times, never, room, due, fires,
                )  # fmt: skip
                if all_times.size > 0:
                    for event in range(events):
                        for i in range(alive):
                            all_times[r, i if by_draw else turn, event, begin + (turn if by_draw else i)] = times[event, i]
                for k in range(tally_event.size):
                    event, by, condition = tally_event[k], tally_by[k], condition_event[k]
                    if never[event] and by < INF:
                        continue
                    for i in range(alive):
                        if is_counted(times, i, event, by, condition, condition_by[k], condition_holds[k]):
                            draw = i if by_draw else turn
                            world = begin + (turn if by_draw else i)
                            curves[r, k, draw, step_of(times[event, i], by, steps)] += 1
                            odd[r, k, draw] += world & 1
                            per_world[r, k, world] += 1
