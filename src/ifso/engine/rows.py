"""Many lanes at once: the arithmetic of :mod:`ifso.engine.firing` in loops that become vector instructions.

Owns the loops over whole rows: triggers, and causes that no modifier acts on. A lane is one world under one draw; a row holds one time for
each lane. Every argument that varies is a row of a table and is handed over as the table and the row's number, because handing over a part
of an array costs more than the work on a short row. What is a number for the whole row and what differs from lane to lane depends on
whether the lanes are worlds or draws: a cause's ``factor`` row times its number ``by`` is the delay, and it fires where its ``limit`` row
times the ``sign`` does not exceed the number ``within``. Leaves causes on which modifiers act to :mod:`ifso.engine.modifying`.
"""

from __future__ import annotations

from ifso.engine.compiled import inlined, inner
from ifso.engine.elementary import log
from ifso.engine.firing import INF
from ifso.engine.program import NEEDS, TRIGGER_BEGIN, TRIGGER_END

START, NEVER, TRIGGER, OTHER_TRIGGER, OTHER, BEFORE, UNSETTLED, LOWEST = range(8)
"""Rows of times that follow those of the events: zeros; infinities; a trigger time and an event's times, in two rows by turns, since a row
that is written in the place of what was read from it is slow; for events that depend on each other, the times of the round before, and
which lanes are left to the general kernel; and from the last on, as many as a trigger needs events, the lowest times."""
EXTRA_ROWS = 7


@inner
def copy_row(times, row, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Write a row into another."""
    for i in range(times.shape[1]):
        times[to, i] = times[row, i]


@inner
def fill_row(value, times, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Write one value all along a row."""
    for i in range(times.shape[1]):
        times[to, i] = value


@inner
def exponential_row(u, c, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Write E = -ln(1 - u)."""
    for i in range(u.shape[1]):
        e[c, i] = -log(1.0 - u[c, i])


@inner
def moved_lanes(times, event, before, unsettled):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the lanes in which an event's time is not that of the round before, those already unsettled aside."""
    moved = 0
    for i in range(times.shape[1]):
        moved += (times[event, i] != times[before, i]) & (times[unsettled, i] == 0.0)
    return moved


@inner
def unsettle_row(times, event, before, unsettled):  # type: ignore[no-untyped-def] # numba infers the types
    """Leave the lanes in which an event's time is not that of the round before to the general kernel."""
    for i in range(times.shape[1]):
        times[unsettled, i] = 1.0 if times[event, i] != times[before, i] else times[unsettled, i]


@inner
def first_row(times, one, other, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the lower of two rows."""
    for i in range(times.shape[1]):
        times[to, i] = min(times[one, i], times[other, i])


@inner
def last_row(times, one, other, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the higher of two rows."""
    for i in range(times.shape[1]):
        times[to, i] = max(times[one, i], times[other, i])


@inner
def sort_rows(times, lower, higher):  # type: ignore[no-untyped-def] # numba infers the types
    """Exchange two rows where the first is the higher."""
    for i in range(times.shape[1]):
        one, other = times[lower, i], times[higher, i]
        times[lower, i] = min(one, other)
        times[higher, i] = max(one, other)


@inlined
def happening(causes, trigger_event, c, absent):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the events of a cause's trigger that happen in some lane."""
    found = 0
    for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
        found += 0 if absent[trigger_event[j]] else 1
    return found


@inner
def trigger_row(causes, trigger_event, c, absent, times):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the row that holds the trigger times of a cause, the time of the ``needs``-th of its events, written if it stands nowhere yet.

    At least as many of its events happen in some lane.
    """
    rows, needs, found = absent.size, causes[c, NEEDS], happening(causes, trigger_event, c, absent)
    row, seen = rows + START, 0
    for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
        event = trigger_event[j]
        if not absent[event]:
            seen += 1
            if 1 < needs < found:
                row = rows + LOWEST + needs - 1
                carried = rows + (LOWEST + seen - 1 if seen <= needs else TRIGGER)
                copy_row(times, event, carried)
                for place in range(min(seen - 1, needs)):
                    sort_rows(times, rows + LOWEST + place, carried)
            elif seen == 1:
                row = event
            else:
                to = rows + (OTHER_TRIGGER if row == rows + TRIGGER else TRIGGER)
                if needs == 1:
                    first_row(times, row, event, to)
                else:
                    last_row(times, row, event, to)
                row = to
    return row


@inner
def window_row(times, tau, before, to, factor, by, limit, sign, within, c, opens, closes, horizon):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times ``before``, lowered to the firing times of a window."""
    for i in range(times.shape[1]):
        at = times[tau, i] + min(opens + factor[c, i] * by, closes)
        at = at if sign * limit[c, i] <= within and at <= horizon else INF
        times[to, i] = min(at, times[before, i])


@inner
def rate_row(times, tau, before, to, factor, by, c, horizon):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times ``before``, lowered to the firing times of a rate."""
    for i in range(times.shape[1]):
        at = times[tau, i] + factor[c, i] * by
        at = at if at <= horizon else INF
        times[to, i] = min(at, times[before, i])


@inner
def at_once_row(times, tau, before, to, limit, sign, within, c, horizon):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times ``before``, lowered to the firing times of a jump."""
    for i in range(times.shape[1]):
        at = times[tau, i] if sign * limit[c, i] < within and times[tau, i] <= horizon else INF
        times[to, i] = min(at, times[before, i])


@inner
def window_lanes(times, tau, before, to, u, scale, p, c, opens, closes, horizon):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times ``before``, lowered to the firing times of a window whose lanes have their own numbers and their own chances."""
    for i in range(times.shape[1]):
        at = times[tau, i] + min(opens + u[c, i] * scale[c, i], closes)
        at = at if u[c, i] <= p[c, i] and at <= horizon else INF
        times[to, i] = min(at, times[before, i])


@inner
def rate_lanes(times, tau, before, to, e, scale, c, horizon):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times ``before``, lowered to the firing times of a rate whose lanes have their own numbers and their own chances."""
    for i in range(times.shape[1]):
        at = times[tau, i] + e[c, i] * scale[c, i]
        at = at if at <= horizon else INF
        times[to, i] = min(at, times[before, i])


@inner
def at_once_lanes(times, tau, before, to, u, p, c, horizon):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the times ``before``, lowered to the firing times of a jump whose lanes have their own numbers and their own chances."""
    for i in range(times.shape[1]):
        at = times[tau, i] if u[c, i] < p[c, i] and times[tau, i] <= horizon else INF
        times[to, i] = min(at, times[before, i])
