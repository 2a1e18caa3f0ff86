"""What can matter in one world: a look ahead in a handful of numbers, before any row is computed.

Owns the bounds between which an event's time lies in every lane, and what follows from them. A cause that cannot fire by the time at which
its event has happened anyway decides nothing, and an event that no deciding cause reads need not be computed. What is left out is taken
never to happen, and nothing that is kept can tell. Owns as well which events differ from one run to the next: the rows of the others stand.

Bounds hold to the last bit for causes that are not modified, because every operation on them rounds monotonically; those of modified causes
are widened (:mod:`ifso.engine.laying`).
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined, inner
from ifso.engine.firing import INF, RATE, WINDOW
from ifso.engine.program import CLOCK, MODIFIER_BEGIN, MODIFIER_END, NEEDS, OPENS, READS, SPAN, TRIGGER_BEGIN, TRIGGER_END

CHANCE_LEAST, CHANCE_MOST, SCALE_LEAST, SCALE_MOST, HAZARD_MOST, DELAY_LEAST = range(6)
"""Columns of what is known of a cause over all draws: the ranges of its chance and scale, the most hazard it can spend and, for a rate
or a window, its least scale, both as its modifiers would have it at their strongest. With the hazard multiplied by h at most, a window that
needs u unmodified needs 1 - (1 - u)^(1/h) >= u/h."""
U_LEAST, U_MOST, E_LEAST, E_MOST = range(4)
"""Rows of what is known of the causes' random numbers over all lanes."""


@inlined
def trigger_bound(causes, trigger_event, c, bound, run):  # type: ignore[no-untyped-def] # numba infers the types
    """Return a bound of a cause's trigger time from the bounds of its events: the ``needs``-th smallest of them."""
    begin, end, needs = causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END], causes[c, NEEDS]
    found = 0.0 if begin == end else INF
    if end - begin == 1:
        found = bound[run, trigger_event[begin]]
    else:
        for j in range(begin, end):
            candidate = bound[run, trigger_event[j]]
            happened = 0
            for k in range(begin, end):
                happened += 1 if bound[run, trigger_event[k]] <= candidate else 0
            found = candidate if happened >= needs and candidate < found else found
    return found


@inlined
def soonest_firing(causes, clocks, bounds, numbers, c, tau):  # type: ignore[no-untyped-def] # numba infers the types
    """Return a time before which a cause fires in no lane, if its trigger does not come before ``tau``."""
    clock, plain = causes[c, CLOCK], causes[c, MODIFIER_BEGIN] == causes[c, MODIFIER_END]
    fires = numbers[U_LEAST, c] <= bounds[c, CHANCE_MOST] if plain else numbers[E_LEAST, c] <= bounds[c, HAZARD_MOST]
    scale = bounds[c, SCALE_LEAST if plain else DELAY_LEAST]
    at = tau
    if clock == RATE:
        fires = bounds[c, CHANCE_MOST] > 0.0
        at = tau + numbers[E_LEAST, c] * scale
    elif clock == WINDOW:
        at = tau + min(clocks[c, OPENS] + numbers[U_LEAST, c] * scale, clocks[c, OPENS] + clocks[c, SPAN])
    return at if fires else INF


@inlined
def latest_firing(causes, clocks, bounds, numbers, c, tau):  # type: ignore[no-untyped-def] # numba infers the types
    """Return a time by which a cause has fired in every lane, if its trigger has come by ``tau``; infinity where that is not known."""
    clock, at = causes[c, CLOCK], INF
    if causes[c, MODIFIER_BEGIN] == causes[c, MODIFIER_END] and tau < INF:
        if clock == RATE:
            at = tau + numbers[E_MOST, c] * bounds[c, SCALE_MOST] if numbers[E_MOST, c] < INF else INF
        elif clock == WINDOW:
            at = tau + min(clocks[c, OPENS] + numbers[U_MOST, c] * bounds[c, SCALE_MOST], clocks[c, OPENS] + clocks[c, SPAN])
            at = at if numbers[U_MOST, c] <= bounds[c, CHANCE_LEAST] else INF
        else:
            at = tau if numbers[U_MOST, c] < bounds[c, CHANCE_LEAST] else INF
    return at


@inner
def bound_events(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, cause_start, bounds, numbers, horizon, member, begin, end, earliest, latest, soonest, run,
):  # fmt: skip
    """Bound the times of the events of a component, beginning with nothing having happened and until nothing comes any sooner."""
    moving = True
    while moving:
        moving = False
        for k in range(begin, end):
            event = member[k]
            first, last = INF, INF
            for c in range(cause_start[event], cause_start[event + 1]):
                tau = trigger_bound(causes, trigger_event, c, earliest, run)
                at = soonest_firing(causes, clocks, bounds, numbers, c, tau) if tau < INF else INF
                soonest[run, c] = at
                first = min(first, at)
                by = latest_firing(causes, clocks, bounds, numbers, c, trigger_bound(causes, trigger_event, c, latest, run))
                last = min(last, by)
            first = first if first <= horizon else INF
            moving |= first != earliest[run, event] and end - begin > 1
            earliest[run, event] = first
            latest[run, event] = last if last <= horizon else INF


@inner
def depends_on_marked(causes, trigger_event, modifiers, cause_start, event, soonest, marked):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether an event has a cause that may fire, now or in the run before, and that reads a marked event."""
    for c in range(cause_start[event], cause_start[event + 1]):
        if soonest[0, c] < INF or soonest[1, c] < INF:
            for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
                if marked[trigger_event[j]]:
                    return True
            for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
                if marked[modifiers[m, READS]]:
                    return True
    return False


@inner
def need(event, earliest, run, by, needed, stack, depth):  # type: ignore[no-untyped-def] # numba infers the types
    """Put an event that can happen by a time on the stack of those that are needed, once; return the stack's depth."""
    if earliest[run, event] <= by and earliest[run, event] < INF and not needed[event]:
        needed[event] = True
        stack[depth] = event
        return depth + 1
    return depth


@inner
def survey(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, bounds, numbers, horizon, fixed, r, run_start, component_start, member, asked,
    earliest, latest, soonest, computed, live, needed, differs, stack,
):  # fmt: skip
    """Find which causes can decide anything in any lane, which events lead through them to what is asked, and what the run changes.

    ``live`` (C), ``needed`` (E) and ``differs`` (E), whether an event may have other times than in the run before, are written. ``earliest`` and ``latest`` (2, E), ``soonest`` (2, C) and ``computed`` (2, E), whether the run has the event among its components or
    fixed, hold this run and the one before in turn.
    """
    run, before = r & 1, 1 - (r & 1)
    for event in range(needed.size):
        is_free = np.isnan(fixed[r, event])
        computed[run, event] = not is_free
        earliest[run, event] = INF if is_free else fixed[r, event]
        latest[run, event] = earliest[run, event]
        needed[event] = False
        same = r > 0 and fixed[r, event] == fixed[r - 1, event]
        nothing = r > 0 and fixed[r, event] == INF and computed[before, event] and earliest[before, event] == INF
        differs[event] = not (same or nothing)
    for component in range(run_start[r], run_start[r + 1]):
        begin, end = component_start[component], component_start[component + 1]
        bound_events(
            causes, clocks, trigger_event, cause_start, bounds, numbers, horizon, member, begin, end, earliest, latest, soonest, run,
        )  # fmt: skip
        for k in range(begin, end):
            event = member[k]
            computed[run, event] = True
            known = r > 0 and computed[before, event]
            never = known and earliest[run, event] == INF and earliest[before, event] == INF
            differs[event] = not never and not (known and np.isnan(fixed[r - 1, event]))
            by = min(latest[run, event], horizon)
            for c in range(cause_start[event], cause_start[event + 1]):
                live[c] = soonest[run, c] <= by
        growing = r > 0
        while growing:
            growing = False
            for k in range(begin, end):
                event = member[k]
                possible = not differs[event] and (earliest[run, event] < INF or earliest[before, event] < INF)
                if possible and depends_on_marked(causes, trigger_event, modifiers, cause_start, event, soonest, differs):
                    differs[event] = True
                    growing = end - begin > 1
    depth = 0
    for k in range(asked.size):
        depth = need(asked[k], earliest, run, INF, needed, stack, depth)
    while depth > 0:
        depth -= 1
        event = stack[depth]
        if np.isnan(fixed[r, event]):
            for c in range(cause_start[event], cause_start[event + 1]):
                if live[c]:
                    by = trigger_bound(causes, trigger_event, c, latest, run)
                    for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
                        depth = need(trigger_event[j], earliest, run, by, needed, stack, depth)
                    by = min(latest[run, event], horizon)
                    for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
                        depth = need(modifiers[m, READS], earliest, run, by, needed, stack, depth)
