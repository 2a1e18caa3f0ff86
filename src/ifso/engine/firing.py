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
INF = np.inf
TAU, CHANGE, RATIO, WAITS, SINCE, NOW, SPENT, LEFT, AT, BEFORE, UNSETTLED = range(11)
"""Rows of scratch. By world: the trigger time; years from it to the next change; the ratio until then; whether the cause may fire after it.
By place in the list of active worlds: the trigger time again; years since then, hazard spent and E left at the present; years of firing; and
the change and ratio that hold there. By world, for events that depend on each other: the times of the round before, and which worlds are
left to the general kernel."""
SCRATCH_ROWS = 11



@inlined
def window_step(opens, span, p, scale, s, spent, left, change, ratio):  # type: ignore[no-untyped-def] # numba infers the types
    """Return when a window fires if its ratio stays what it is, or infinity; that counts only up to the next change."""
    reached = 1.0 - exp_minus(spent + left / ratio)
    at = max(min(opens + reached * scale, opens + span), s)
    return at if ratio > 0.0 and reached <= p and s < opens + span and at <= change else INF


@inlined
def window_spent(opens, span, p, change):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the cumulative hazard of an unmodified window at a change."""
    rest = 1.0 - p * min(max((change - opens) / span, 0.0), 1.0)
    return -log(rest) if rest > 0.0 else INF


@inlined
def rate_step(scale, s, spent, left, change, ratio):  # type: ignore[no-untyped-def] # numba infers the types
    """Return when a constant hazard fires if its ratio stays what it is, or infinity; that counts only up to the next change."""
    at = max((spent + left / ratio) * scale, s)
    return at if ratio > 0.0 and at <= change else INF


@inlined
def left_after(left, ratio, spent, reached):  # type: ignore[no-untyped-def] # numba infers the types
    """Return what is left of E after a stretch in which the unmodified hazard went from ``spent`` to ``reached``."""
    room = reached - spent
    return left - ratio * room if ratio > 0.0 and room > 0.0 else left


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
def able_worlds(most, e, c, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the worlds in which the trigger has happened and E is within the hazard that can ever be spent."""
    found = 0
    for i in range(room.shape[1]):
        found += 1 if room[TAU, i] < INF and e[c, i] <= most else 0
    return found


@kernel
def first_ratio_row(times, event, after, before, room):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what a modifier does at the trigger in every world, and bring the next change forward to its own."""
    for i in range(room.shape[1]):
        b = times[event, i] - room[TAU, i]
        ahead = b > 0.0
        room[RATIO, i] *= before if ahead else after
        room[CHANGE, i] = b if ahead and b < room[CHANGE, i] else room[CHANGE, i]


@kernel
def first_window_row(opens, span, p, scale, most, horizon, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to where a window fires before any change; mark and count the worlds in which it may fire later."""
    until = opens + span
    waiting = 0
    for i in range(room.shape[1]):
        tau, change = room[TAU, i], room[CHANGE, i]
        at = window_step(opens, span, p, scale, 0.0, 0.0, e[c, i], change, room[RATIO, i])
        fired = tau + at
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        waits = at == INF and change < until and tau + change <= horizon and e[c, i] <= most
        waiting += 1 if waits else 0
        room[WAITS, i] = 1.0 if waits else 0.0
    return waiting


@kernel
def first_rate_row(scale, horizon, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to where a constant hazard fires before any change; mark and count the worlds in which it may later."""
    waiting = 0
    for i in range(room.shape[1]):
        tau, change = room[TAU, i], room[CHANGE, i]
        at = rate_step(scale, 0.0, 0.0, e[c, i], change, room[RATIO, i])
        fired = tau + at
        times[event, i] = fired if fired < times[event, i] else times[event, i]
        waits = at == INF and tau + change <= horizon
        waiting += 1 if waits else 0
        room[WAITS, i] = 1.0 if waits else 0.0
    return waiting


@kernel
def jump_row(jump, e, c, room, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of a modified jump."""
    for i in range(room.shape[1]):
        at = room[TAU, i] if room[RATIO, i] > 0.0 and room[RATIO, i] * jump >= e[c, i] else INF
        times[event, i] = at if at < times[event, i] else times[event, i]


@kernel
def waiting_row(e, c, room, active):  # type: ignore[no-untyped-def] # numba infers the types
    """List the marked worlds in ``active``, and what is known of them at the head of each row of scratch."""
    k = 0
    for i in range(room.shape[1]):
        if room[WAITS, i] == 1.0:
            active[k] = i
            room[SINCE, k] = room[TAU, i]
            room[CHANGE, k] = room[CHANGE, i]
            room[RATIO, k] = room[RATIO, i]
            room[LEFT, k] = e[c, i]
            room[SPENT, k] = 0.0
            k += 1


@kernel
def unmodified_row(room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Begin with a ratio of 1 and no change ahead."""
    for k in range(count):
        room[CHANGE, k] = INF
        room[RATIO, k] = 1.0


@kernel
def ratio_row(times, event, after, before, room, active, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Multiply the ratios by what a modifier does at the present of each active world, and bring the next change forward to its own."""
    for k in range(count):
        b = times[event, active[k]] - room[SINCE, k]
        ahead = b > room[NOW, k]
        room[RATIO, k] *= before if ahead else after
        room[CHANGE, k] = b if ahead and b < room[CHANGE, k] else room[CHANGE, k]


@kernel
def window_step_row(opens, span, p, scale, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Find where a window fires before the next change in each active world."""
    for k in range(count):
        room[AT, k] = window_step(opens, span, p, scale, room[NOW, k], room[SPENT, k], room[LEFT, k], room[CHANGE, k], room[RATIO, k])


@kernel
def rate_step_row(scale, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Find where a constant hazard fires before the next change in each active world."""
    for k in range(count):
        room[AT, k] = rate_step(scale, room[NOW, k], room[SPENT, k], room[LEFT, k], room[CHANGE, k], room[RATIO, k])


@kernel
def settle_row(until, horizon, room, active, count, times, event):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of the event to where the cause fired; keep the worlds in which it may fire after a change, and return how many.

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
        kept += 1 if at == INF and change < until and since + change <= horizon else 0
    return kept


@kernel
def window_spend_row(opens, span, p, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every active world to its next change, spending a window's hazard on the way."""
    for k in range(count):
        reached = window_spent(opens, span, p, room[CHANGE, k])
        room[LEFT, k] = left_after(room[LEFT, k], room[RATIO, k], room[SPENT, k], reached)
        room[SPENT, k] = reached
        room[NOW, k] = room[CHANGE, k]


@kernel
def rate_spend_row(scale, room, count):  # type: ignore[no-untyped-def] # numba infers the types
    """Move every active world to its next change, spending a constant hazard on the way."""
    for k in range(count):
        reached = room[CHANGE, k] / scale
        room[LEFT, k] = left_after(room[LEFT, k], room[RATIO, k], room[SPENT, k], reached)
        room[SPENT, k] = reached
        room[NOW, k] = room[CHANGE, k]


@inlined
def most_hazard(modifiers, begin, end, ratios, draw, clock, p):  # type: ignore[no-untyped-def] # numba infers the types
    """Return an upper bound of the hazard that a modified cause can spend."""
    most = INF
    if clock != RATE and p < 1.0:
        most = -log(1.0 - p) * (1.0 + 1e-9)
        for m in range(begin, end):
            most *= 1.0 if modifiers[m, RATIO_AT] < 0 else max(1.0, ratios[draw, modifiers[m, RATIO_AT]])
    return most


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
def fire_row(causes, clocks, modifiers, horizon, c, p, scale, ratios, draw, times, event, u, e, room, active):  # type: ignore[no-untyped-def] # numba infers the types
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
        modified_row(clocks[c, OPENS], clocks[c, SPAN], clock, modifiers, begin, end, horizon, c, p, scale, ratios, draw, times, event, e, room, active)


@kernel
def modified_row(opens, span, clock, modifiers, begin, end, horizon, c, p, scale, ratios, draw, times, event, e, room, active):  # type: ignore[no-untyped-def] # numba infers the types
    """Lower the times of an event to the firing times of a modified cause, in those worlds of a row in which it can fire."""
    most = most_hazard(modifiers, begin, end, ratios, draw, clock, p)
    if able_worlds(most, e, c, room) == 0:
        return
    fill_row(INF, room, CHANGE)
    fill_row(1.0, room, RATIO)
    for m in range(begin, end):
        weight = 0.0 if modifiers[m, RATIO_AT] < 0 else ratios[draw, modifiers[m, RATIO_AT]]
        before = weight if modifiers[m, UNTIL] == 1 else 1.0
        after = 1.0 if modifiers[m, UNTIL] == 1 else weight
        first_ratio_row(times, modifiers[m, READS], after, before, room)
    if clock == WINDOW:
        count = first_window_row(opens, span, p, scale, most, horizon, e, c, room, times, event)
    elif clock == RATE:
        count = first_rate_row(scale, horizon, e, c, room, times, event)
    else:
        jump_row(scale, e, c, room, times, event)
        count = 0
    if count > 0:
        waiting_row(e, c, room, active)
    while count > 0:
        if clock == WINDOW:
            window_spend_row(opens, span, p, room, count)
        else:
            rate_spend_row(scale, room, count)
        unmodified_row(room, count)
        for m in range(begin, end):
            weight = 0.0 if modifiers[m, RATIO_AT] < 0 else ratios[draw, modifiers[m, RATIO_AT]]
            before = weight if modifiers[m, UNTIL] == 1 else 1.0
            after = 1.0 if modifiers[m, UNTIL] == 1 else weight
            ratio_row(times, modifiers[m, READS], after, before, room, active, count)
        if clock == WINDOW:
            window_step_row(opens, span, p, scale, room, count)
            count = settle_row(opens + span, horizon, room, active, count, times, event)
        else:
            rate_step_row(scale, room, count)
            count = settle_row(INF, horizon, room, active, count, times, event)


@inlined
def fire_one(causes, clocks, trigger_event, modifiers, c, p, scale, ratios, draw, times, world, u, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the firing time of one cause in one world, from what has happened so far; the scalar twin of :func:`fire_row`."""
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    tau = nth_time(trigger_event, causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END], causes[c, NEEDS], times, world)
    at = INF
    if tau == INF:
        pass
    elif begin == end:
        if clock == WINDOW:
            at = tau + (clocks[c, OPENS] + scale * u) if u < p else INF
        elif clock == RATE:
            at = tau + scale * e
        else:
            at = tau if u < p else INF
    elif clock != WINDOW and clock != RATE:
        ratio = ratio_at(modifiers, begin, end, ratios, draw, times, world, tau, 0.0)[0]
        at = tau if ratio > 0.0 and ratio * scale >= e else INF
    else:
        s, spent, left, change = 0.0, 0.0, e, 0.0
        while at == INF and change < INF:
            ratio, change = ratio_at(modifiers, begin, end, ratios, draw, times, world, tau, s)
            if clock == WINDOW:
                at = window_step(clocks[c, OPENS], clocks[c, SPAN], p, scale, s, spent, left, change, ratio)
                reached = window_spent(clocks[c, OPENS], clocks[c, SPAN], p, change) if at == INF else spent
            else:
                at = rate_step(scale, s, spent, left, change, ratio)
                reached = change / scale
            left = left_after(left, ratio, spent, reached)
            spent = reached
            s = change
        at = tau + at
    return at


@inlined
def ratio_at(modifiers, begin, end, ratios, draw, times, world, tau, s):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the ratio that holds s years after the trigger and the next change of it."""
    change, ratio = INF, 1.0
    for m in range(begin, end):
        weight = 0.0 if modifiers[m, RATIO_AT] < 0 else ratios[draw, modifiers[m, RATIO_AT]]
        b = times[modifiers[m, READS], world] - tau
        ahead = b > s
        ratio *= weight if ahead == (modifiers[m, UNTIL] == 1) else 1.0
        change = b if ahead and b < change else change
    return ratio, change
