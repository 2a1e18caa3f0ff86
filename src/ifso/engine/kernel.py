"""The kernels: worlds in, counts out.

Owns the walk over worlds, runs and draws. A lane is one world under one draw. Where there are many draws, the lanes of a row are the draws of
one world: most causes then can fire under none of them, which one comparison tells, and nothing is computed but the events that lead to what
is asked through causes that can fire in that world. Where there are few draws, the lanes are neighbouring worlds under one draw. Both hand
the same rows to the same functions. (:mod:`ifso.engine.lanes` hands on lanes that differ in both.)

Events come in components (:mod:`ifso.engine.order`). An event that does not depend on itself is computed for all lanes at once, after all it
depends on. Events that depend on each other through time are first computed in rounds, each from the times of the round before, beginning
with nothing having happened: what an event does can depend only on what came before it, so that every round is right for longer than the
last, and times that a round leaves as they were are the only solution. The lanes that are slow to settle, or all of them when asked, go
through the general kernel: one lane at a time, in which one event happens after the other.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inner, kernel
from ifso.engine.counting import count_lanes
from ifso.engine.firing import INF, RATE, WINDOW, fire_one
from ifso.engine.likening import await_differing, compare_row, liken_row, settle_row
from ifso.engine.modifying import SCRATCH_ROWS, is_acting, modified_row
from ifso.engine.philox import fill_uniforms
from ifso.engine.program import CLOCK, EVENT, MODIFIER_BEGIN, MODIFIER_END, NEEDS, OPENS, SPAN
from ifso.engine.random import GROUP
from ifso.engine.rows import (
    BEFORE,
    EXTRA_ROWS,
    NEVER,
    OTHER,
    START,
    UNSETTLED,
    at_once_lanes,
    at_once_row,
    copy_row,
    exponential_row,
    fill_row,
    happening,
    moved_lanes,
    rate_lanes,
    rate_row,
    trigger_row,
    unsettle_row,
    window_lanes,
    window_row,
)  # fmt: skip
from ifso.engine.surveying import E_LEAST, E_MOST, HAZARD_MOST, U_LEAST, U_MOST, survey

ROUNDS_PER_EVENT = 2
"""Rounds, for each event of a component, after which the general kernel takes whatever still moves."""
LEAST_NUMBER = 2.0**-33
"""Below every u and every E."""


@inner
def event_row(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live,
    u, e, by_world, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks, like, rooted, moved, todo,
):  # fmt: skip
    """Write the times of one event, in every lane, from the times of all that it depends on; mark it absent where it happens in none.

    Where lanes are ``like`` others (:mod:`ifso.engine.likening`), what costs much is computed only where they may have another time.
    """
    absent[event] = True
    if like.size > 0:
        await_differing(causes, trigger_event, modifiers, cause_start, event, live, absent, rooted, moved, todo)
    never, other = absent.size + NEVER, absent.size + OTHER
    row = never
    for acting in range(2):
        for c in range(cause_start[event], cause_start[event + 1]):
            triggered = live[c] and happening(causes, trigger_event, c, absent) >= causes[c, NEEDS]
            if triggered and is_acting(causes, modifiers, c, absent) == (acting == 1):
                tau = trigger_row(causes, trigger_event, c, absent, times)
                opens, closes = clocks[c, OPENS], clocks[c, OPENS] + clocks[c, SPAN]
                to = other if row == event else event
                if acting == 1:
                    if row != event:
                        copy_row(times, row, event)
                    to = event
                    modified_row(
                        causes, clocks, modifiers, bounds[c, HAZARD_MOST], horizon, c, u, e, by_world, p, scale, most, ratios, by_draw,
                        times, tau, absent, event, room, lane_of, marks, like, todo,
                    )  # fmt: skip
                elif causes[c, CLOCK] == WINDOW:
                    if by_draw == by_world:
                        window_lanes(times, tau, row, to, u, scale, p, c, opens, closes, horizon)
                    elif by_draw == 1:
                        window_row(times, tau, row, to, scale, u[c, 0], p, -1.0, -u[c, 0], c, opens, closes, horizon)
                    else:
                        window_row(times, tau, row, to, u, scale[c, 0], u, 1.0, p[c, 0], c, opens, closes, horizon)
                elif causes[c, CLOCK] == RATE:
                    if by_draw == by_world:
                        rate_lanes(times, tau, row, to, e, scale, c, horizon)
                    elif by_draw == 1:
                        rate_row(times, tau, row, to, scale, e[c, 0], c, horizon)
                    else:
                        rate_row(times, tau, row, to, e, scale[c, 0], c, horizon)
                elif by_draw == by_world:
                    at_once_lanes(times, tau, row, to, u, p, c, horizon)
                elif by_draw == 1:
                    at_once_row(times, tau, row, to, p, -1.0, -u[c, 0], c, horizon)
                else:
                    at_once_row(times, tau, row, to, u, 1.0, p[c, 0], c, horizon)
                row = to
    if row != event:
        copy_row(times, row, event)
    if like.size > 0:
        liken_row(times, event, like, todo, moved)
    absent[event] = row == never or not happens(times, event)


@inner
def happens(times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether an event happens in some lane."""
    found = 0
    for i in range(times.shape[1]):
        found += 1 if times[event, i] < INF else 0
    return found > 0


@inner
def component_lane(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, begin, end, touched_start, touched, horizon, live, needed,
    u, e, world, p, scale, ratios, draw, times, absent, lane, due, fires,
):  # fmt: skip
    """Write the times of events that depend on each other, in one lane, by letting them happen one after the other.

    ``due`` (events) and ``fires`` (causes) are scratch: when an event or a cause would come next, were nothing else to happen before.
    """
    for k in range(begin, end):
        if needed[member[k]]:
            times[member[k], lane] = INF
    for k in range(begin, end):
        event = member[k]
        if needed[event]:
            due[event] = INF
            for c in range(cause_start[event], cause_start[event + 1]):
                fires[c] = INF
                if live[c]:
                    fires[c] = fire_one(
                        causes, clocks, trigger_event, modifiers, c, u, e, world, p, scale, ratios, draw, times, absent, lane
                    )
                due[event] = min(due[event], fires[c])
    while True:
        following = -1
        soonest = horizon
        for k in range(begin, end):
            event = member[k]
            sooner = due[event] < soonest or (due[event] == soonest and (following < 0 or instant_rank[event] < instant_rank[following]))
            if needed[event] and times[event, lane] == INF and sooner:
                following, soonest = event, due[event]
        if following < 0:
            return
        times[following, lane] = soonest
        for k in range(touched_start[following], touched_start[following + 1]):
            c = touched[k]
            event = causes[c, EVENT]
            if live[c] and due[event] > -INF and times[event, lane] == INF:
                fires[c] = fire_one(causes, clocks, trigger_event, modifiers, c, u, e, world, p, scale, ratios, draw, times, absent, lane)
                earliest = INF
                for other in range(cause_start[event], cause_start[event + 1]):
                    earliest = min(earliest, fires[other])
                due[event] = earliest


@inner
def component_rows(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, begin, end, touched_start, touched, bounds, horizon, general,
    lanes, live, needed, valid, u, e, by_world, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks, due, fires,
    like, rooted, moved, todo,
):  # fmt: skip
    """Write the times of events that depend on each other, in every lane: in rounds, and then one by one what has not settled."""
    unsettled, before, doubt = general, absent.size + BEFORE, absent.size + UNSETTLED
    fill_row(1.0 if general else 0.0, times, doubt)
    due[:] = -INF
    for k in range(begin, end):
        event = member[k]
        if needed[event]:
            due[event] = 0.0 if valid[event] or general else 1.0
            if not valid[event]:
                copy_row(times, absent.size + NEVER, event)
                absent[event] = True
                settle_row(event, moved)
    last = ROUNDS_PER_EVENT * (end - begin)
    for turn in range(last + 1):
        turning = False
        for k in range(begin, end):
            event = member[k]
            if due[event] != 1.0:
                continue
            due[event] = 0.0
            copy_row(times, event, before)
            event_row(
                causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live,
                u, e, by_world, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks, like, rooted, moved, todo,
            )  # fmt: skip
            moving = moved_lanes(times, event, before, doubt)
            if moving > 0 and turn == last:
                unsettle_row(times, event, before, doubt)
                unsettled = True
            elif moving > 0:
                for t in range(touched_start[event], touched_start[event + 1]):
                    reader = causes[touched[t], EVENT]
                    if live[touched[t]] and needed[reader] and not valid[reader] and due[reader] > -INF:
                        due[reader] = 1.0
                turning = True
        if not turning:
            break
    if unsettled:
        for k in range(begin, end):
            absent[member[k]] = not needed[member[k]]
        for lane in range(lanes):
            if times[doubt, lane] == 1.0:
                component_lane(
                    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, begin, end, touched_start, touched, horizon,
                    live, needed,
                    u, e, lane * by_world, p, scale, ratios, lane * by_draw, times, absent, lane, due, fires,
                )  # fmt: skip
        for k in range(begin, end if like.size > 0 else begin):
            compare_row(times, member[k], like, moved)


@inner
def run_row(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, numbers, horizon, general,
    fixed, run, run_start, component_start, member, touched_start, touched, asked,
    lanes, earliest, latest, soonest, live, needed, computed, differs, valid, never, stack,
    u, e, by_world, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks, due, fires, like, rooted, moved, todo,
):  # fmt: skip
    """Write the times of every event that a run needs, in every lane; all others are absent.

    The rows of a run follow those of the run before in the same lanes: ``valid`` rows hold what this run would write.
    """
    survey(
        causes, clocks, trigger_event, modifiers, cause_start, bounds, numbers, horizon, fixed, run, run_start, component_start, member,
        asked, earliest, latest, soonest, computed, live, needed, differs, stack,
    )  # fmt: skip
    for event in range(needed.size):
        valid[event] = valid[event] and run > 0 and not differs[event]
        absent[event] = not needed[event] or never[event]
        if needed[event] and fixed[run, event] < INF:
            if not valid[event]:
                fill_row(fixed[run, event], times, event)
                settle_row(event, moved)
            valid[event], never[event], absent[event] = True, False, False
    for k in range(run_start[run], run_start[run + 1]):
        begin, end = component_start[k], component_start[k + 1]
        wanted = False
        for j in range(begin, end):
            wanted |= needed[member[j]] and not valid[member[j]]
        if not wanted:
            continue
        if end - begin == 1:
            event_row(
                causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, member[begin], live,
                u, e, by_world, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks, like, rooted, moved, todo,
            )  # fmt: skip
        else:
            component_rows(
                causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, begin, end, touched_start, touched, bounds,
                horizon, general, lanes, live, needed, valid, u, e, by_world, p, scale, most, ratios, by_draw, times, absent, room, lane_of,
                marks, due, fires, like, rooted, moved, todo,
            )  # fmt: skip
        for j in range(begin, end):
            if needed[member[j]]:
                valid[member[j]], never[member[j]] = True, absent[member[j]]


@kernel
def simulate(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, stream, bounds, horizon, general, by_draw,
    seed, first_world, worlds, row, used, p, scale, most, ratios, like, rooted,
    fixed, run_start, component_start, member, touched_start, touched, asked,
    tally_event, tally_by, condition_event, condition_by, condition_holds,
    curves, odd, per_world, all_times,
):  # fmt: skip
    """Simulate worlds ``first_world`` to ``first_world + worlds`` under every run and draw, adding to the counts.

    R runs, D draws, K tallies, S steps. ``p``, ``scale`` and ``most`` (C, D) and ``ratios`` (A + 1, D, the last row 0) are the draws;
    ``like`` (groups + 1), where it is not empty, says where groups of draws begin that are much like the first of each, and ``rooted``
    (E, D) where an event's own causes have other numbers than there; neither changes a result. ``fixed`` (R, E) holds fixed times, NaN for a free event; components of run r are ``run_start[r] .. run_start[r + 1]``. ``by_draw`` is 1
    where the lanes of a row are the draws of one world, 0 where they are neighbouring worlds. ``curves`` (R, K, D, S + 2) gets, by draw, the
    worlds in which the tally's event happened at the start, in each step or not; ``odd`` (R, K, D) gets in how many of an odd number it
    happened; ``per_world`` (R, K, worlds) gets, by world, the draws in which it happened; ``all_times`` (R, D, E, worlds), where it is not
    empty, gets every time.
    """
    events, count, draws = fixed.shape[1], causes.shape[0], p.shape[1]
    steps = curves.shape[3] - 2
    by_world = 1 - by_draw
    lanes, width = (draws, GROUP) if by_draw == 1 else (row, row)
    block_u = np.empty((count, width))
    block_e = np.empty((count, width))
    lane_u = np.empty((count, 1)) if by_draw == 1 else block_u
    lane_e = np.empty((count, 1)) if by_draw == 1 else block_e
    lane_p = p
    lane_scale = scale
    lane_most = most
    lane_ratios = ratios
    numbers = np.empty((4, count))
    numbers[U_LEAST] = numbers[E_LEAST] = LEAST_NUMBER
    numbers[U_MOST] = 1.0
    numbers[E_MOST] = INF
    flags = np.zeros((6, events), dtype=np.bool_)
    needed, differs, valid, never, absent = flags[0], flags[1], flags[2], flags[3], flags[4]
    never[:] = True
    computed = np.zeros((2, events), dtype=np.bool_)
    earliest = np.empty((2, events))
    latest = np.empty((2, events))
    soonest = np.full((2, count), INF)
    live = np.zeros(count, dtype=np.bool_)
    stack = np.empty(events, dtype=np.int64)
    lowest = 1
    for c in range(count):
        lowest = max(lowest, causes[c, NEEDS])
    times = np.full((events + EXTRA_ROWS + lowest, lanes), INF)
    fill_row(0.0, times, events + START)
    room = np.empty((SCRATCH_ROWS, lanes))
    lane_of = np.empty(lanes, dtype=np.uintp)
    marks = np.empty(lanes, dtype=np.int64)
    place = np.empty(lanes, dtype=np.int32)
    moved = np.zeros((events, lanes if like.size > 0 else 0), dtype=np.bool_)
    todo = np.ones(lanes, dtype=np.bool_)
    due = np.full(events, -INF)
    fires = np.empty(count)
    for begin in range(0, worlds, width):
        n = min(width, worlds - begin)
        for c in used:
            fill_uniforms(seed, stream[c], first_world + np.uint64(begin), block_u, c)
            if causes[c, CLOCK] == RATE or causes[c, MODIFIER_BEGIN] < causes[c, MODIFIER_END]:
                exponential_row(block_u, c, block_e)
        for turn in range(n if by_draw == 1 else draws):
            if by_draw == 1:
                for c in used:
                    lane_u[c, 0] = numbers[U_LEAST, c] = numbers[U_MOST, c] = block_u[c, turn]
                    lane_e[c, 0] = numbers[E_LEAST, c] = numbers[E_MOST, c] = block_e[c, turn]
            elif draws > 1:
                lane_p, lane_scale = p[:, turn : turn + 1].copy(), scale[:, turn : turn + 1].copy()
                lane_most, lane_ratios = most[:, turn : turn + 1].copy(), ratios[:, turn : turn + 1].copy()
            alive = lanes if by_draw == 1 else n
            draw, world = (0, begin + turn) if by_draw == 1 else (turn, begin)
            for r in range(fixed.shape[0]):
                run_row(
                    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, numbers, horizon, general,
                    fixed, r, run_start, component_start, member, touched_start, touched, asked,
                    alive, earliest, latest, soonest, live, needed, computed, differs, valid, never, stack,
                    lane_u, lane_e, by_world, lane_p, lane_scale, lane_most, lane_ratios, by_draw,
                    times, absent, room, lane_of, marks, due, fires, like, rooted, moved, todo,
                )  # fmt: skip
                if all_times.size > 0:
                    for event in range(events):
                        for i in range(alive):
                            at = INF if absent[event] else times[event, i]
                            all_times[r, draw + i * by_draw, event, world + i * by_world] = at
                for k in range(tally_event.size):
                    count_lanes(
                        times, tally_event[k], tally_by[k], condition_event[k], condition_by[k], condition_holds[k], absent, steps, alive,
                        place, curves[r, k], odd[r, k], per_world[r, k], by_draw, draw, world,
                    )  # fmt: skip
