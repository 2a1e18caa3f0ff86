"""Causes on which modifiers act: only the lanes in which they may matter, one stretch between changes after the other.

Owns the selection of those lanes and the loops over them. The lanes are first laid side by side in rows of scratch, so that the costly
functions are computed for them alone and in vector instructions; after each stretch those that can no longer fire are dropped. The
arithmetic is that of :mod:`ifso.engine.firing`, in the same order.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import chosen, inlined, inner
from ifso.engine.firing import INF, RATE, WINDOW, left_after, rate_step, window_reached, window_spent, window_step
from ifso.engine.program import CLOCK, MODIFIER_BEGIN, MODIFIER_END, OPENS, RATIO_AT, READS, SPAN, UNTIL

TAU, U, CHANCE, SCALE, NOW, SPENT, LEFT, CHANGE, RATIO, REACHED, FIRED = range(11)
"""Rows of scratch: the trigger time; u; the chance and scale of the cause; years since the trigger, hazard spent and E left at the present;
years of the next change; the ratio until then; how much of its chance a window must have spent to fire before it; the firing time."""
SCRATCH_ROWS = 11
STRETCH = 32
"""Lanes that are passed over together where none of them is marked."""
KEPT = 7
"""Rows that are kept from one stretch to the next, the first of them."""


@inlined
def is_acting(causes, modifiers, c, absent):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether a cause must be treated as modified; a jump is wherever it has modifiers, for its rule has another form then."""
    begin, end = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]
    acting = begin < end and causes[c, CLOCK] != WINDOW and causes[c, CLOCK] != RATE
    for m in range(begin, end):
        acting |= modifiers[m, UNTIL] == 1 or not absent[modifiers[m, READS]]
    return acting


@inner
def mark_rate(times, tau, event, factor, by, c, horizon, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark the lanes in which a rate may bring an event about sooner than the causes before it; ``factor`` holds its least scales."""
    for i in range(times.shape[1]):
        soonest = times[tau, i] + factor[c, i] * by
        marks[i] = (soonest <= horizon) & (soonest < times[event, i])


@inner
def mark_other(times, tau, event, opens, limit, sign, within, c, horizon, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark the lanes in which a window or jump may bring an event about sooner than the causes before it."""
    for i in range(times.shape[1]):
        soonest = times[tau, i] + opens
        marks[i] = (sign * limit[c, i] <= within) & (soonest <= horizon) & (soonest < times[event, i])


@inner
def mark_rate_lanes(times, tau, event, e, most, c, horizon, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark the lanes in which a rate may bring an event about sooner, where lanes have their own numbers and their own chances."""
    for i in range(times.shape[1]):
        soonest = times[tau, i] + most[c, i] * e[c, i]
        marks[i] = (soonest <= horizon) & (soonest < times[event, i])


@inner
def mark_other_lanes(times, tau, event, opens, e, most, c, horizon, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark the lanes in which a window or jump may, where lanes have their own numbers and their own chances."""
    for i in range(times.shape[1]):
        soonest = times[tau, i] + opens
        marks[i] = (e[c, i] <= most[c, i]) & (soonest <= horizon) & (soonest < times[event, i])


@inner
def spare_row(todo, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Unmark the lanes that need not be computed."""
    for i in range(marks.size):
        marks[i] = marks[i] if todo[i] else 0


@inner
def pick_lanes(tau, c, u, e, by_world, p, scale, by_draw, times, room, lane_of, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Lay the marked lanes side by side and return their number."""
    n = np.uintp(0)
    for begin in range(0, times.shape[1], STRETCH):
        end = min(begin + STRETCH, times.shape[1])
        found = 0
        for i in range(begin, end):
            found += marks[i]
        if found > 0:
            for i in range(begin, end):
                lane_of[n] = i
                n += np.uintp(marks[i])
    for k in range(n):
        i = lane_of[k]
        room[TAU, k] = times[tau, i]
        room[U, k] = u[c, i * by_world]
        room[CHANCE, k] = p[c, i * by_draw]
        room[SCALE, k] = scale[c, i * by_draw]
        room[NOW, k] = 0.0
        room[SPENT, k] = 0.0
        room[LEFT, k] = e[c, i * by_world]
    return n


@inner
def meet(times, event, until, ratio, n, room, lane_of):  # type: ignore[no-untyped-def] # numba infers the types
    """Have a modifier whose ratio is that of all lanes act on the ratio at the present of each and on its next change."""
    for k in range(n):
        room[REACHED, k] = times[event, lane_of[k]] - room[TAU, k]
    for k in range(n):
        b, change = room[REACHED, k], room[CHANGE, k]
        ahead = b > room[NOW, k]
        room[RATIO, k] *= chosen(ahead == until, ratio, 1.0)
        room[CHANGE, k] = chosen(ahead & (b < change), b, change)


@inner
def present(modifiers, begin, end, ratios, by_draw, times, absent, n, room, lane_of):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the ratio that holds at the present of each lane and the next change of it."""
    for k in range(n):
        room[CHANGE, k] = INF
        room[RATIO, k] = 1.0
    for m in range(begin, end):
        event, weight, until = modifiers[m, READS], modifiers[m, RATIO_AT], modifiers[m, UNTIL] == 1
        if not absent[event]:
            if by_draw == np.uintp(0):
                meet(times, event, until, ratios[weight, 0], n, room, lane_of)
            else:
                for k in range(n):
                    i = lane_of[k]
                    b, change = times[event, i] - room[TAU, k], room[CHANGE, k]
                    ahead = b > room[NOW, k]
                    room[RATIO, k] *= chosen(ahead == until, ratios[weight, i * by_draw], 1.0)
                    room[CHANGE, k] = chosen(ahead & (b < change), b, change)
        elif until:
            for k in range(n):
                room[RATIO, k] *= ratios[weight, lane_of[k] * by_draw]


@inner
def fire_window(opens, span, n, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write when a window fires in each lane if it fires before the next change, else infinity."""
    other = 0
    for k in range(n):
        other += 0 if (room[RATIO, k] == 1.0 or room[RATIO, k] == 0.0) and room[SPENT, k] == 0.0 else 1
    if other == 0:
        for k in range(n):
            room[REACHED, k] = room[U, k] if room[RATIO, k] == 1.0 else INF
    else:
        for k in range(n):
            room[REACHED, k] = window_reached(room[U, k], room[SPENT, k], room[LEFT, k], room[RATIO, k])
    for k in range(n):
        room[FIRED, k] = room[TAU, k] + window_step(
            opens, span, room[CHANCE, k], room[SCALE, k], room[NOW, k], room[REACHED, k], room[CHANGE, k], room[RATIO, k]
        )


@inner
def fire_rate(n, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write when a rate fires in each lane if it fires before the next change, else infinity."""
    for k in range(n):
        room[FIRED, k] = room[TAU, k] + rate_step(
            room[SCALE, k], room[NOW, k], room[SPENT, k], room[LEFT, k], room[CHANGE, k], room[RATIO, k]
        )


@inner
def fire_jump(n, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write when a jump fires in each lane, or infinity; it does not wait for changes."""
    for k in range(n):
        fires = room[RATIO, k] > 0.0 and room[RATIO, k] * room[SCALE, k] >= room[LEFT, k]
        room[FIRED, k] = room[TAU, k] if fires else INF
        room[CHANGE, k] = INF


@inner
def keep_waiting(closes, most, horizon, times, event, n, room, lane_of, marks):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower an event's times to where the cause has fired and lay the lanes in which it may fire later side by side; return how many."""
    for k in range(n):
        i, fired, change = lane_of[k], room[FIRED, k], room[CHANGE, k]
        best = times[event, i]
        best = chosen((fired < best) & (fired <= horizon), fired, best)
        times[event, i] = best
        change_at = room[TAU, k] + change
        marks[k] = (fired == INF) & (change < closes) & (change_at <= horizon) & (change_at < best) & (room[LEFT, k] <= most)
    waiting = np.uintp(0)
    for k in range(n):
        if marks[k]:
            lane_of[waiting] = lane_of[k]
            for row in range(KEPT):
                room[row, waiting] = room[row, k]
            room[CHANGE, waiting] = room[CHANGE, k]
            room[RATIO, waiting] = room[RATIO, k]
            waiting += np.uintp(1)
    return waiting


@inner
def spend_window(opens, span, n, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every lane to its next change, spending a window's hazard on the way."""
    for k in range(n):
        reached = window_spent(opens, span, room[CHANCE, k], room[CHANGE, k])
        room[LEFT, k] = left_after(room[LEFT, k], room[RATIO, k], room[SPENT, k], reached)
        room[SPENT, k] = reached
        room[NOW, k] = room[CHANGE, k]


@inner
def spend_rate(n, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every lane to its next change, spending a constant hazard on the way."""
    for k in range(n):
        reached = room[CHANGE, k] / room[SCALE, k]
        room[LEFT, k] = left_after(room[LEFT, k], room[RATIO, k], room[SPENT, k], reached)
        room[SPENT, k] = reached
        room[NOW, k] = room[CHANGE, k]


@inner
def modified_row(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, modifiers, hazard_most, horizon, c, u, e, by_world, p, scale, most, ratios, by_draw, times, tau, absent,
    event, room, lane_of, marks, like, todo,
):  # fmt: skip
    """Lower the times of an event to the firing times of a cause on which a modifier acts, its trigger times being the row ``tau``.

    ``by_world`` and ``by_draw`` are 1 where the columns of the numbers before them are the lanes, 0 where one column is that of all.
    Where lanes have others that they are ``like``, only those ``todo`` are computed.
    """
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    opens, span = clocks[c, OPENS], clocks[c, SPAN]
    closes = opens + span if clock == WINDOW else INF
    if clock == RATE:
        if by_draw == by_world:
            mark_rate_lanes(times, tau, event, e, most, c, horizon, marks)
        elif by_draw == 1:
            mark_rate(times, tau, event, most, e[c, 0], c, horizon, marks)
        else:
            mark_rate(times, tau, event, e, most[c, 0], c, horizon, marks)
    elif by_draw == by_world:
        mark_other_lanes(times, tau, event, opens, e, most, c, horizon, marks)
    elif by_draw == 1:
        mark_other(times, tau, event, opens, most, -1.0, -e[c, 0], c, horizon, marks)
    else:
        mark_other(times, tau, event, opens, e, 1.0, most[c, 0], c, horizon, marks)
    if like.size > 0:
        spare_row(todo, marks)
    n = pick_lanes(tau, c, u, e, np.uintp(by_world), p, scale, np.uintp(by_draw), times, room, lane_of, marks)
    while n > 0:
        present(modifiers, begin, end, ratios, np.uintp(by_draw), times, absent, n, room, lane_of)
        if clock == WINDOW:
            fire_window(opens, span, n, room)
            n = keep_waiting(closes, hazard_most, horizon, times, event, n, room, lane_of, marks)
            spend_window(opens, span, n, room)
        elif clock == RATE:
            fire_rate(n, room)
            n = keep_waiting(closes, INF, horizon, times, event, n, room, lane_of, marks)
            spend_rate(n, room)
        else:
            fire_jump(n, room)
            n = keep_waiting(closes, INF, horizon, times, event, n, room, lane_of, marks)
