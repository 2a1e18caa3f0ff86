"""When a cause fires, given its trigger time, its random number and what modifies it (MODEL.md, section 3).

Owns the arithmetic of hazards. A cause with u in (0, 1) fires when its modified cumulative hazard reaches E = -ln(1 - u). Unmodified, this
is solved in closed form. Modified, the hazard is followed from one change of a modifier to the next; within each stretch it is the
unmodified hazard times a constant ratio. The rows of worlds that vector code walks and the single world that the general kernel walks go
through the same inlined steps in the same order and so arrive at the same bits.

Per cause and draw the kernels know ``p``, the chance, and ``scale``: for a window, its span / p; for a rate, 1 / lambda in years; at once,
the jump -ln(1 - p).
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined, kernel
from ifso.engine.elementary import exp_minus, log
from ifso.engine.program import CLOCK, MODIFIER_BEGIN, MODIFIER_END, NEEDS, OPENS, RATIO_AT, READS, SPAN, TRIGGER_BEGIN, TRIGGER_END, UNTIL, Clock

WINDOW = int(Clock.WINDOW)
RATE = int(Clock.RATE)
NAN = np.nan
INF = np.inf
TAU, NOW, SPENT, LEFT, CHANGE, RATIO, BEFORE, MOVED = range(8)
"""Rows of scratch: trigger time; years since then, hazard spent and E left at the present; years of the next change; present ratio; and for
events that depend on each other, the times of the round before, and in which worlds any of them has moved."""
SCRATCH_ROWS = 8


@inlined
def window_step(opens, span, p, scale, s, spent, left, change, ratio):  # type: ignore[no-untyped-def] # numba infers the types
    """Follow a window's hazard from s to the next change: return (fired at or inf, hazard spent by then, what is left of E)."""
    x = (change - opens) / span
    x = min(max(x, 0.0), 1.0)
    rest = 1.0 - p * x
    reached = -log(rest) if rest > 0.0 else INF
    room = reached - spent
    gain = ratio * room if ratio > 0.0 and room > 0.0 else 0.0
    fires = gain >= left
    at = opens + (1.0 - exp_minus(spent + left / ratio)) * scale
    at = min(at, opens + span)
    at = max(at, s)
    return (at if fires else INF), reached, (NAN if fires else left - gain)


@inlined
def rate_step(scale, s, spent, left, change, ratio):  # type: ignore[no-untyped-def] # numba infers the types
    """Follow a constant hazard from s to the next change: return (fired at or inf, hazard spent by then, what is left of E)."""
    reached = change / scale
    room = reached - spent
    gain = ratio * room if ratio > 0.0 and room > 0.0 else 0.0
    fires = gain >= left
    at = max((spent + left / ratio) * scale, s)
    return (at if fires else INF), reached, (NAN if fires else left - gain)


@kernel
def copy_row(rows, row, room, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Write a row into ``room[to]``."""
    for i in range(room.shape[1]):
        room[to, i] = rows[row, i]


@kernel
def fill_row(value, room, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Write one value all along ``room[to]``."""
    for i in range(room.shape[1]):
        room[to, i] = value


@kernel
def first_row(rows, row, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the trigger times to a row."""
    for i in range(room.shape[1]):
        room[TAU, i] = rows[row, i] if rows[row, i] < room[TAU, i] else room[TAU, i]


@kernel
def last_row(rows, row, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Raise the trigger times to a row."""
    for i in range(room.shape[1]):
        room[TAU, i] = rows[row, i] if rows[row, i] > room[TAU, i] else room[TAU, i]


@kernel
def window_row(opens, scale, p, u, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of an unmodified window."""
    for i in range(room.shape[1]):
        at = room[TAU, i] + (opens + scale * u[c, i])
        at = at if u[c, i] < p else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def rate_row(scale, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of an unmodified rate."""
    for i in range(room.shape[1]):
        at = room[TAU, i] + scale * e[c, i]
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def at_once_row(p, u, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of an unmodified jump."""
    for i in range(room.shape[1]):
        at = room[TAU, i] if u[c, i] < p else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def ratio_row(times, event, after, before, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what a modifier does at the present of each world, and bring the next change forward to its own."""
    for i in range(room.shape[1]):
        b = times[event, i] - room[TAU, i]
        ahead = b > room[NOW, i]
        room[RATIO, i] *= before if ahead else after
        room[CHANGE, i] = b if ahead and b < room[CHANGE, i] else room[CHANGE, i]


@kernel
def window_step_row(opens, span, p, scale, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Follow a window's hazard in a row of worlds to its next change, lowering the times of the event where it fires."""
    for i in range(room.shape[1]):
        at, reached, rest = window_step(
            opens, span, p, scale, room[NOW, i], room[SPENT, i], room[LEFT, i], room[CHANGE, i], room[RATIO, i]
        )
        at = room[TAU, i] + at
        times[event, i] = at if at < times[event, i] else times[event, i]
        room[SPENT, i] = reached
        room[LEFT, i] = rest


@kernel
def rate_step_row(scale, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Follow a constant hazard in a row of worlds to its next change, lowering the times of the event where it fires."""
    for i in range(room.shape[1]):
        at, reached, rest = rate_step(scale, room[NOW, i], room[SPENT, i], room[LEFT, i], room[CHANGE, i], room[RATIO, i])
        at = room[TAU, i] + at
        times[event, i] = at if at < times[event, i] else times[event, i]
        room[SPENT, i] = reached
        room[LEFT, i] = rest


@kernel
def jump_row(jump, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of a modified jump."""
    for i in range(room.shape[1]):
        at = room[TAU, i] if room[RATIO, i] > 0.0 and room[RATIO, i] * jump >= e[c, i] else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def go_on_row(room):  # type: ignore[no-untyped-def] # numba infers the types
    """Move the present of every world to its next change, and tell whether any world has one."""
    changes = False
    for i in range(room.shape[1]):
        changes |= room[CHANGE, i] < INF
        room[NOW, i] = room[CHANGE, i]
    return changes


@kernel
def count_row(times, candidate, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Count, in SPENT, one more event that has happened by the time at which a candidate happens."""
    for i in range(room.shape[1]):
        room[SPENT, i] += 1.0 if times[event, i] <= times[candidate, i] else 0.0


@kernel
def enough_row(times, candidate, needs, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the trigger times to a candidate's where enough events have happened by then."""
    for i in range(room.shape[1]):
        at = times[candidate, i] if room[SPENT, i] >= needs else INF
        room[TAU, i] = at if at < room[TAU, i] else room[TAU, i]


@inlined
def trigger_row(causes, trigger_event, c, times, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the trigger times of a cause: the time of the ``needs``-th of its events, or 0 without events."""
    begin, end, needs = causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END], causes[c, NEEDS]
    if begin == end:
        fill_row(0.0, room, TAU)
    elif needs == 1 or needs == end - begin:
        copy_row(times, trigger_event[begin], room, TAU)
        for j in range(begin + 1, end):
            if needs == 1:
                first_row(times, trigger_event[j], room)
            else:
                last_row(times, trigger_event[j], room)
    else:
        fill_row(INF, room, TAU)
        for j in range(begin, end):
            fill_row(0.0, room, SPENT)
            for k in range(begin, end):
                count_row(times, trigger_event[j], trigger_event[k], room)
            enough_row(times, trigger_event[j], float(needs), room)


@inlined
def nth_time(trigger_event, begin, end, needs, times, world):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the trigger time of a cause in one world: the smallest time by which enough of its events have happened."""
    found = 0.0 if begin == end else INF
    for j in range(begin, end):
        candidate = times[trigger_event[j], world]
        happened = 0
        for k in range(begin, end):
            happened += 1 if times[trigger_event[k], world] <= candidate else 0
        found = candidate if happened >= needs and candidate < found else found
    return found


@inlined
def fire_row(causes, clocks, modifiers, c, p, scale, ratios, draw, times, event, u, e, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of one of its causes, in a row of worlds."""
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    if begin == end:
        if clock == WINDOW:
            window_row(clocks[c, OPENS], scale, p, u, c, room, times, event)
        elif clock == RATE:
            rate_row(scale, e, c, room, times, event)
        else:
            at_once_row(p, u, c, room, times, event)
    else:
        fill_row(0.0, room, NOW)
        fill_row(0.0, room, SPENT)
        copy_row(e, c, room, LEFT)
        goes_on = True
        while goes_on:
            fill_row(INF, room, CHANGE)
            fill_row(1.0, room, RATIO)
            for m in range(begin, end):
                weight = 0.0 if modifiers[m, RATIO_AT] < 0 else ratios[draw, modifiers[m, RATIO_AT]]
                before = weight if modifiers[m, UNTIL] == 1 else 1.0
                after = 1.0 if modifiers[m, UNTIL] == 1 else weight
                ratio_row(times, modifiers[m, READS], after, before, room)
            if clock == WINDOW:
                window_step_row(clocks[c, OPENS], clocks[c, SPAN], p, scale, room, times, event)
                goes_on = go_on_row(room)
            elif clock == RATE:
                rate_step_row(scale, room, times, event)
                goes_on = go_on_row(room)
            else:
                jump_row(scale, e, c, room, times, event)
                goes_on = False


@inlined
def fire_one(causes, clocks, trigger_event, modifiers, c, p, scale, ratios, draw, times, world, u, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the firing time of one cause in one world, from what has happened so far; the scalar twin of :func:`fire_row`."""
    tau = nth_time(trigger_event, causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END], causes[c, NEEDS], times, world)
    begin, end = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]
    clock = causes[c, CLOCK]
    if tau == INF:
        return INF
    if begin == end:
        if clock == WINDOW:
            return tau + (clocks[c, OPENS] + scale * u) if u < p else INF
        if clock == RATE:
            return tau + scale * e
        return tau if u < p else INF
    if clock != WINDOW and clock != RATE:
        ratio = 1.0
        for m in range(begin, end):
            weight = 0.0 if modifiers[m, RATIO_AT] < 0 else ratios[draw, modifiers[m, RATIO_AT]]
            happened = times[modifiers[m, READS], world] <= tau
            ratio *= weight if happened == (modifiers[m, UNTIL] == 0) else 1.0
        return tau if ratio > 0.0 and ratio * scale >= e else INF
    s, spent, left = 0.0, 0.0, e
    while True:
        change, ratio = INF, 1.0
        for m in range(begin, end):
            weight = 0.0 if modifiers[m, RATIO_AT] < 0 else ratios[draw, modifiers[m, RATIO_AT]]
            b = times[modifiers[m, READS], world] - tau
            ahead = b > s
            ratio *= weight if ahead == (modifiers[m, UNTIL] == 1) else 1.0
            change = b if ahead and b < change else change
        if clock == WINDOW:
            at, spent, left = window_step(clocks[c, OPENS], clocks[c, SPAN], p, scale, s, spent, left, change, ratio)
        else:
            at, spent, left = rate_step(scale, s, spent, left, change, ratio)
        if at < INF:
            return tau + at
        if change == INF:
            return INF
        s = change
