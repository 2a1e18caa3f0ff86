"""Many lanes at once: the arithmetic of :mod:`ifso.engine.firing` in loops that become vector instructions.

Owns the loops. A lane is one world under one draw; a row holds one number for each lane. Every argument that varies is a row of a table and
is handed over as the table and the row's number, because handing over a part of an array costs more than the work on a short row.
"""

from __future__ import annotations

from ifso.engine.compiled import inlined, kernel
from ifso.engine.elementary import log
from ifso.engine.firing import INF, RATE, WINDOW, left_after, rate_step, window_reached, window_spent, window_step
from ifso.engine.program import (
    CLOCK,
    MODIFIER_BEGIN,
    MODIFIER_END,
    NEEDS,
    OPENS,
    RATIO_AT,
    READS,
    SPAN,
    TRIGGER_BEGIN,
    TRIGGER_END,
    UNTIL,
)  # fmt: skip

TAU, NOW, SPENT, LEFT, CHANGE, RATIO, REACHED, WAITS, BEFORE, UNSETTLED = range(10)
"""Rows of scratch: the trigger time; years since then, hazard spent and E left at the present; years of the next change; the ratio until
then; how much of its chance a window must have spent to fire before it; whether the cause may still fire; and, for events that depend on
each other, the times of the round before, and which lanes are left to the general kernel."""
SCRATCH_ROWS = 10


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
def exponential_row(u, c, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Write E = -ln(1 - u)."""
    for i in range(u.shape[1]):
        e[c, i] = -log(1.0 - u[c, i])


@kernel
def until_row(horizon, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Put what comes after the horizon at infinity; return whether the event happens in no lane."""
    happened = 0
    for i in range(times.shape[1]):
        happened += 1 if times[event, i] <= horizon else 0
        times[event, i] = times[event, i] if times[event, i] <= horizon else INF
    return happened == 0


@kernel
def moved_lanes(times, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the lanes in which an event's time is not that of the round before, those already unsettled aside."""
    moved = 0.0
    for i in range(times.shape[1]):
        moved += 1.0 - room[UNSETTLED, i] if times[event, i] != room[BEFORE, i] else 0.0
    return moved


@kernel
def unsettle_row(times, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Leave the lanes in which an event's time is not that of the round before to the general kernel."""
    for i in range(times.shape[1]):
        room[UNSETTLED, i] = 1.0 if times[event, i] != room[BEFORE, i] else room[UNSETTLED, i]


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
def is_triggered(causes, trigger_event, c, never):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether enough of a cause's events happen in some lane."""
    happening = 0
    for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
        happening += 0 if never[trigger_event[j]] else 1
    return happening >= causes[c, NEEDS]


@inlined
def trigger_row(causes, trigger_event, c, times, never, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the trigger times of a cause: the time of the ``needs``-th of its events, or 0 without events."""
    begin, end, needs = causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END], causes[c, NEEDS]
    if begin == end:
        fill_row(0.0, room, TAU)
    elif needs == 1 or needs == end - begin:
        copy_row(times, trigger_event[begin], room, TAU)
        for j in range(begin + 1, end):
            if needs > 1:
                last_row(times, trigger_event[j], room)
            elif not never[trigger_event[j]]:
                first_row(times, trigger_event[j], room)
    else:
        fill_row(INF, room, TAU)
        for j in range(begin, end):
            if not never[trigger_event[j]]:
                fill_row(0.0, room, SPENT)
                for k in range(begin, end):
                    if not never[trigger_event[k]]:
                        count_row(times, trigger_event[j], trigger_event[k], room)
                enough_row(times, trigger_event[j], float(needs), room)


@kernel
def window_row(opens, span, scale, p, u, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of an unmodified window."""
    for i in range(room.shape[1]):
        at = room[TAU, i] + min(opens + u[c, i] * scale[c, i], opens + span)
        at = at if u[c, i] <= p[c, i] else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def rate_row(scale, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of an unmodified rate."""
    for i in range(room.shape[1]):
        at = room[TAU, i] + scale[c, i] * e[c, i]
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def at_once_row(p, u, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of an unmodified jump."""
    for i in range(room.shape[1]):
        at = room[TAU, i] if u[c, i] < p[c, i] else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def once_row(times, event, ratios, weight, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what ``once`` does at the present of each lane, and bring the next change forward to its own."""
    for i in range(room.shape[1]):
        b = times[event, i] - room[TAU, i]
        ahead = b > room[NOW, i]
        room[RATIO, i] *= 1.0 if ahead else ratios[weight, i]
        room[CHANGE, i] = b if ahead and b < room[CHANGE, i] else room[CHANGE, i]


@kernel
def still_row(times, event, ratios, weight, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what ``until`` does at the present of each lane, and bring the next change forward to its own."""
    for i in range(room.shape[1]):
        b = times[event, i] - room[TAU, i]
        ahead = b > room[NOW, i]
        room[RATIO, i] *= ratios[weight, i] if ahead else 1.0
        room[CHANGE, i] = b if ahead and b < room[CHANGE, i] else room[CHANGE, i]


@kernel
def always_row(ratios, weight, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by a weight that holds throughout."""
    for i in range(room.shape[1]):
        room[RATIO, i] *= ratios[weight, i]


@kernel
def is_plain(room):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether every ratio is 0 or 1 and no hazard has been spent."""
    other = 0
    for i in range(room.shape[1]):
        other += 0 if (room[RATIO, i] == 1.0 or room[RATIO, i] == 0.0) and room[SPENT, i] == 0.0 else 1
    return other == 0


@kernel
def plain_reached_row(u, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write what a window must have spent to fire, where every ratio is 0 or 1 and no hazard has been spent."""
    for i in range(room.shape[1]):
        room[REACHED, i] = u[c, i] if room[RATIO, i] == 1.0 else INF


@kernel
def reached_row(u, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write what a window must have spent to fire."""
    for i in range(room.shape[1]):
        room[REACHED, i] = window_reached(u[c, i], room[SPENT, i], room[LEFT, i], room[RATIO, i])


@kernel
def window_step_row(opens, span, p, scale, most, horizon, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to where a window fires before the next change; return in how many lanes it may fire later."""
    until = opens + span
    waiting = 0
    for i in range(room.shape[1]):
        tau, change = room[TAU, i], room[CHANGE, i]
        at = window_step(opens, span, p[c, i], scale[c, i], room[NOW, i], room[REACHED, i], change, room[RATIO, i])
        fired = tau + at
        fired = fired if room[WAITS, i] == 1.0 else INF
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        waits = room[WAITS, i] == 1.0 and at == INF and change < until and tau + change <= horizon and room[LEFT, i] <= most
        waiting += 1 if waits else 0
        room[WAITS, i] = 1.0 if waits else 0.0
    return waiting


@kernel
def rate_step_row(scale, horizon, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to where a constant hazard fires before the next change; return in how many lanes it may later."""
    waiting = 0
    for i in range(room.shape[1]):
        tau, change = room[TAU, i], room[CHANGE, i]
        at = rate_step(scale[c, i], room[NOW, i], room[SPENT, i], room[LEFT, i], change, room[RATIO, i])
        fired = tau + at
        fired = fired if room[WAITS, i] == 1.0 else INF
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        waits = room[WAITS, i] == 1.0 and at == INF and tau + change <= horizon
        waiting += 1 if waits else 0
        room[WAITS, i] = 1.0 if waits else 0.0
    return waiting


@kernel
def jump_row(scale, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of a modified jump."""
    for i in range(room.shape[1]):
        at = room[TAU, i] if room[RATIO, i] > 0.0 and room[RATIO, i] * scale[c, i] >= e[c, i] else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def window_spend_row(opens, span, p, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every lane to its next change, spending a window's hazard on the way."""
    for i in range(room.shape[1]):
        reached = window_spent(opens, span, p[c, i], room[CHANGE, i])
        room[LEFT, i] = left_after(room[LEFT, i], room[RATIO, i], room[SPENT, i], reached)
        room[SPENT, i] = reached
        room[NOW, i] = room[CHANGE, i]


@kernel
def rate_spend_row(scale, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every lane to its next change, spending a constant hazard on the way."""
    for i in range(room.shape[1]):
        reached = room[CHANGE, i] / scale[c, i]
        room[LEFT, i] = left_after(room[LEFT, i], room[RATIO, i], room[SPENT, i], reached)
        room[SPENT, i] = reached
        room[NOW, i] = room[CHANGE, i]


@inlined
def fire_row(causes, clocks, modifiers, most, horizon, c, u, e, p, scale, ratios, times, never, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of one of its causes in every lane, from the trigger times in ``room``."""
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    acting = False
    for m in range(begin, end):
        acting |= modifiers[m, UNTIL] == 1 or not never[modifiers[m, READS]]
    if acting:
        modified_row(causes, clocks, modifiers, most, horizon, c, u, e, p, scale, ratios, times, never, event, room)
    elif clock == WINDOW:
        window_row(clocks[c, OPENS], clocks[c, SPAN], scale, p, u, c, room, times, event)
    elif clock == RATE:
        rate_row(scale, e, c, room, times, event)
    elif begin == end:
        at_once_row(p, u, c, room, times, event)
    else:
        fill_row(1.0, room, RATIO)
        jump_row(scale, e, c, room, times, event)


@kernel
def present_row(modifiers, begin, end, ratios, times, never, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the ratio that holds at the present of each lane and the next change of it."""
    fill_row(INF, room, CHANGE)
    fill_row(1.0, room, RATIO)
    for m in range(begin, end):
        if never[modifiers[m, READS]]:
            if modifiers[m, UNTIL] == 1:
                always_row(ratios, modifiers[m, RATIO_AT], room)
        elif modifiers[m, UNTIL] == 1:
            still_row(times, modifiers[m, READS], ratios, modifiers[m, RATIO_AT], room)
        else:
            once_row(times, modifiers[m, READS], ratios, modifiers[m, RATIO_AT], room)


@kernel
def modified_row(causes, clocks, modifiers, most, horizon, c, u, e, p, scale, ratios, times, never, event, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of a cause on which a modifier acts."""
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    opens, span = clocks[c, OPENS], clocks[c, SPAN]
    fill_row(0.0, room, NOW)
    fill_row(0.0, room, SPENT)
    fill_row(1.0, room, WAITS)
    copy_row(e, c, room, LEFT)
    waiting = True
    while waiting:
        present_row(modifiers, begin, end, ratios, times, never, room)
        waiting = False
        if clock == WINDOW:
            if is_plain(room):
                plain_reached_row(u, c, room)
            else:
                reached_row(u, c, room)
            waiting = window_step_row(opens, span, p, scale, most, horizon, c, room, times, event) > 0
            if waiting:
                window_spend_row(opens, span, p, c, room)
        elif clock == RATE:
            waiting = rate_step_row(scale, horizon, c, room, times, event) > 0
            if waiting:
                rate_spend_row(scale, c, room)
        else:
            jump_row(scale, e, c, room, times, event)
