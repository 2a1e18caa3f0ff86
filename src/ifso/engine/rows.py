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

TAU, CHANGE, RATIO, WAITS, BEFORE, UNSETTLED = range(6)
"""Rows of scratch by lane: the trigger time; years from it to the next change; the ratio until then; whether the cause may fire after it;
for events that depend on each other, the times of the round before, and which lanes are left to the general kernel."""
SINCE, NOW, SPENT, LEFT, AT, U, P, SCALE, THEN, WEIGHT = range(6, 16)
"""Rows of scratch by place in the list of active lanes, as are CHANGE and RATIO there: the trigger time; years since then, hazard spent and
E left at the present; years of firing; the cause's numbers; the time of a modifier's event and its weight. What is gathered from far apart
is laid side by side first, because only then does the arithmetic become vector instructions."""
SCRATCH_ROWS = 16


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
def first_once_row(times, event, ratios, weight, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what ``once`` does at the trigger in every lane, and bring the next change forward to its own."""
    for i in range(room.shape[1]):
        b = times[event, i] - room[TAU, i]
        ahead = b > 0.0
        room[RATIO, i] *= 1.0 if ahead else ratios[weight, i]
        room[CHANGE, i] = b if ahead and b < room[CHANGE, i] else room[CHANGE, i]


@kernel
def first_until_row(times, event, ratios, weight, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what ``until`` does at the trigger in every lane, and bring the next change forward to its own."""
    for i in range(room.shape[1]):
        b = times[event, i] - room[TAU, i]
        ahead = b > 0.0
        room[RATIO, i] *= ratios[weight, i] if ahead else 1.0
        room[CHANGE, i] = b if ahead and b < room[CHANGE, i] else room[CHANGE, i]


@kernel
def scale_row(ratios, weight, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by a weight that holds throughout."""
    for i in range(room.shape[1]):
        room[RATIO, i] *= ratios[weight, i]


@kernel
def is_plain(room):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether every ratio is 0 or 1."""
    other = 0
    for i in range(room.shape[1]):
        other += 0 if room[RATIO, i] == 1.0 or room[RATIO, i] == 0.0 else 1
    return other == 0


@kernel
def first_plain_row(u, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write, in AT, what a window must have spent to fire, where every ratio is 0 or 1."""
    for i in range(room.shape[1]):
        room[AT, i] = u[c, i] if room[RATIO, i] == 1.0 else INF


@kernel
def first_reached_row(u, e, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Write, in AT, what a window must have spent to fire."""
    for i in range(room.shape[1]):
        room[AT, i] = window_reached(u[c, i], 0.0, e[c, i], room[RATIO, i])


@kernel
def first_window_row(opens, span, p, scale, most, horizon, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to where a window fires before any change; mark and count the lanes in which it may fire later."""
    until = opens + span
    waiting = 0
    for i in range(room.shape[1]):
        tau, change = room[TAU, i], room[CHANGE, i]
        at = window_step(opens, span, p[c, i], scale[c, i], 0.0, room[AT, i], change, room[RATIO, i])
        fired = tau + at
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        waits = at == INF and change < until and tau + change <= horizon and e[c, i] <= most
        waiting += 1 if waits else 0
        room[WAITS, i] = 1.0 if waits else 0.0
    return waiting


@kernel
def first_rate_row(scale, horizon, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to where a constant hazard fires before any change; mark and count the lanes in which it may later."""
    waiting = 0
    for i in range(room.shape[1]):
        tau, change = room[TAU, i], room[CHANGE, i]
        at = rate_step(scale[c, i], 0.0, 0.0, e[c, i], change, room[RATIO, i])
        fired = tau + at
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        waits = at == INF and tau + change <= horizon
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
def waiting_row(u, e, p, scale, c, room, active):  # type: ignore[no-untyped-def] # numba infers the types
    """List the marked lanes in ``active``, and what is known of them at the head of each row of scratch."""
    k = 0
    for i in range(room.shape[1]):
        if room[WAITS, i] == 1.0:
            active[k] = i
            room[SINCE, k] = room[TAU, i]
            room[CHANGE, k] = room[CHANGE, i]
            room[RATIO, k] = room[RATIO, i]
            room[LEFT, k] = e[c, i]
            room[SPENT, k] = 0.0
            room[U, k] = u[c, i]
            room[P, k] = p[c, i]
            room[SCALE, k] = scale[c, i]
            k += 1


@kernel
def unmodified_row(room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Begin with a ratio of 1 and no change ahead."""
    for k in range(count):
        room[CHANGE, k] = INF
        room[RATIO, k] = 1.0


@kernel
def gather_row(times, event, ratios, weight, room, active, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Lay the times of a modifier's event and its weights side by side, for each active lane."""
    for k in range(count):
        room[THEN, k] = times[event, active[k]]
        room[WEIGHT, k] = ratios[weight, active[k]]


@kernel
def ratio_row(until, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what a modifier does at the present of each active lane, and bring the next change forward to its own."""
    for k in range(count):
        b = room[THEN, k] - room[SINCE, k]
        ahead = b > room[NOW, k]
        room[RATIO, k] *= room[WEIGHT, k] if ahead == until else 1.0
        room[CHANGE, k] = b if ahead and b < room[CHANGE, k] else room[CHANGE, k]


@kernel
def window_step_row(opens, span, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Find where a window fires before the next change in each active lane."""
    for k in range(count):
        reached = window_reached(room[U, k], room[SPENT, k], room[LEFT, k], room[RATIO, k])
        room[AT, k] = window_step(opens, span, room[P, k], room[SCALE, k], room[NOW, k], reached, room[CHANGE, k], room[RATIO, k])


@kernel
def rate_step_row(room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Find where a constant hazard fires before the next change in each active lane."""
    for k in range(count):
        room[AT, k] = rate_step(room[SCALE, k], room[NOW, k], room[SPENT, k], room[LEFT, k], room[CHANGE, k], room[RATIO, k])


@kernel
def settle_row(until, horizon, room, active, count, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of the event to where the cause fired; keep the lanes in which it may fire after a change, and return how many.

    A change counts where it comes less than ``until`` years after the trigger and not after the horizon.
    """
    kept = 0
    for k in range(count):
        i = active[k]
        since, at, change = room[SINCE, k], room[AT, k], room[CHANGE, k]
        fired = since + at
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        active[kept] = i
        room[SINCE, kept] = since
        room[CHANGE, kept] = change
        room[SPENT, kept] = room[SPENT, k]
        room[LEFT, kept] = room[LEFT, k]
        room[RATIO, kept] = room[RATIO, k]
        room[U, kept] = room[U, k]
        room[P, kept] = room[P, k]
        room[SCALE, kept] = room[SCALE, k]
        kept += 1 if at == INF and change < until and since + change <= horizon else 0
    return kept


@kernel
def window_spend_row(opens, span, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every active lane to its next change, spending a window's hazard on the way."""
    for k in range(count):
        reached = window_spent(opens, span, room[P, k], room[CHANGE, k])
        room[LEFT, k] = left_after(room[LEFT, k], room[RATIO, k], room[SPENT, k], reached)
        room[SPENT, k] = reached
        room[NOW, k] = room[CHANGE, k]


@kernel
def rate_spend_row(room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every active lane to its next change, spending a constant hazard on the way."""
    for k in range(count):
        reached = room[CHANGE, k] / room[SCALE, k]
        room[LEFT, k] = left_after(room[LEFT, k], room[RATIO, k], room[SPENT, k], reached)
        room[SPENT, k] = reached
        room[NOW, k] = room[CHANGE, k]


@inlined
def fire_row(causes, clocks, modifiers, most, horizon, c, u, e, p, scale, ratios, times, never, event, room, active):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of one of its causes in every lane, from the trigger times in ``room``."""
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    acting = False
    for m in range(begin, end):
        acting |= modifiers[m, UNTIL] == 1 or not never[modifiers[m, READS]]
    if acting:
        modified_row(causes, clocks, modifiers, most, horizon, c, u, e, p, scale, ratios, times, never, event, room, active)
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
def modified_row(causes, clocks, modifiers, most, horizon, c, u, e, p, scale, ratios, times, never, event, room, active):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of a cause on which a modifier acts."""
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    opens, span = clocks[c, OPENS], clocks[c, SPAN]
    fill_row(INF, room, CHANGE)
    fill_row(1.0, room, RATIO)
    for m in range(begin, end):
        if not never[modifiers[m, READS]]:
            if modifiers[m, UNTIL] == 1:
                first_until_row(times, modifiers[m, READS], ratios, modifiers[m, RATIO_AT], room)
            else:
                first_once_row(times, modifiers[m, READS], ratios, modifiers[m, RATIO_AT], room)
        elif modifiers[m, UNTIL] == 1:
            scale_row(ratios, modifiers[m, RATIO_AT], room)
    count = 0
    if clock == WINDOW:
        if is_plain(room):
            first_plain_row(u, c, room)
        else:
            first_reached_row(u, e, c, room)
        count = first_window_row(opens, span, p, scale, most, horizon, e, c, room, times, event)
    elif clock == RATE:
        count = first_rate_row(scale, horizon, e, c, room, times, event)
    else:
        jump_row(scale, e, c, room, times, event)
    if count > 0:
        waiting_row(u, e, p, scale, c, room, active)
    while count > 0:
        if clock == WINDOW:
            window_spend_row(opens, span, room, count)
        else:
            rate_spend_row(room, count)
        unmodified_row(room, count)
        for m in range(begin, end):
            gather_row(times, modifiers[m, READS], ratios, modifiers[m, RATIO_AT], room, active, count)
            ratio_row(modifiers[m, UNTIL] == 1, room, count)
        if clock == WINDOW:
            window_step_row(opens, span, room, count)
            count = settle_row(opens + span, horizon, room, active, count, times, event)
        else:
            rate_step_row(room, count)
            count = settle_row(INF, horizon, room, active, count, times, event)
