"""When a cause fires, given its trigger time, its random number and what modifies it (MODEL.md, section 3).

Owns the arithmetic of hazards. A cause with u in (0, 1) fires when its modified cumulative hazard reaches E = -ln(1 - u). Unmodified, this
is solved in closed form. Modified, the hazard is followed from one change of a modifier to the next; within each stretch it is the
unmodified hazard times a constant ratio. The functions here are those of a single cause at a single moment; :mod:`ifso.engine.rows` applies
them to many lanes at once and :func:`fire_one` to one, in the same order of operations, so that both arrive at the same bits.

Per cause and draw the kernels know ``p``, the chance, and ``scale``: for a window, its span / p; for a rate, 1 / lambda in years; at once,
the jump -ln(1 - p).
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined, inner
from ifso.engine.elementary import hazard_of, spent_chance
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
    Clock,
)  # fmt: skip

WINDOW = int(Clock.WINDOW)
RATE = int(Clock.RATE)
INF = np.inf


@inlined
def window_reached(u, spent, left, ratio):  # type: ignore[no-untyped-def] # numba infers the types
    """Return how much of its chance a window must have spent to fire at a constant ratio; u itself where nothing has changed it."""
    return u if ratio == 1.0 and spent == 0.0 else spent_chance(spent + left / ratio)


@inlined
def window_step(opens, span, p, scale, s, reached, change, ratio):  # type: ignore[no-untyped-def] # numba infers the types
    """Return when a window fires if its ratio stays what it is, or infinity; that counts only up to the next change."""
    at = max(min(opens + reached * scale, opens + span), s)
    return at if ratio > 0.0 and reached <= p and s < opens + span and at <= change else INF


@inlined
def window_spent(opens, span, p, change):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the cumulative hazard of an unmodified window at a change."""
    chance = p * min(max((change - opens) / span, 0.0), 1.0)
    return hazard_of(chance) if chance < 1.0 else INF


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


@inlined
def time_of(event, times, absent, lane):  # type: ignore[no-untyped-def] # numba infers the types
    """Return an event's time in one lane; infinity where it is absent, whatever its row holds."""
    return INF if absent[event] else times[event, lane]


@inner
def nth_time(trigger_event, begin, end, needs, times, absent, lane):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the trigger time of a cause in one lane: the smallest time by which enough of its events have happened."""
    found = 0.0 if begin == end else INF
    for j in range(begin, end):
        candidate = time_of(trigger_event[j], times, absent, lane)
        happened = 0
        for k in range(begin, end):
            happened += 1 if time_of(trigger_event[k], times, absent, lane) <= candidate else 0
        found = candidate if happened >= needs and candidate < found else found
    return found


@inner
def ratio_at(modifiers, begin, end, ratios, draw, times, absent, lane, tau, s):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the ratio that holds s years after the trigger and the next change of it."""
    change, ratio = INF, 1.0
    for m in range(begin, end):
        weight = ratios[modifiers[m, RATIO_AT], draw]
        b = time_of(modifiers[m, READS], times, absent, lane) - tau
        ahead = b > s
        ratio *= weight if ahead == (modifiers[m, UNTIL] == 1) else 1.0
        change = b if ahead and b < change else change
    return ratio, change


@inner
def fire_one(causes, clocks, trigger_event, modifiers, c, u, e, world, p, scale, ratios, draw, times, absent, lane):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the firing time of one cause in one lane from what has happened so far.

    The lane is that of a world, a column of ``u`` and ``e``, under a draw, a column of ``p``, ``scale`` and ``ratios``.
    """
    begin, end, clock = causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END], causes[c, CLOCK]
    tau = nth_time(trigger_event, causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END], causes[c, NEEDS], times, absent, lane)
    opens, closes = clocks[c, OPENS], clocks[c, OPENS] + clocks[c, SPAN]
    at = INF
    if tau == INF or p[c, draw] == 0.0:
        pass
    elif begin == end:
        if clock == WINDOW:
            at = tau + min(opens + u[c, world] * scale[c, draw], closes) if u[c, world] <= p[c, draw] else INF
        elif clock == RATE:
            at = tau + scale[c, draw] * e[c, world]
        else:
            at = tau if u[c, world] < p[c, draw] else INF
    elif clock != WINDOW and clock != RATE:
        ratio = ratio_at(modifiers, begin, end, ratios, draw, times, absent, lane, tau, 0.0)[0]
        at = tau if ratio > 0.0 and ratio * scale[c, draw] >= e[c, world] else INF
    else:
        s, spent, left, change = 0.0, 0.0, e[c, world], 0.0
        while at == INF and change < INF:
            ratio, change = ratio_at(modifiers, begin, end, ratios, draw, times, absent, lane, tau, s)
            if clock == WINDOW:
                reached = window_reached(u[c, world], spent, left, ratio)
                at = window_step(opens, clocks[c, SPAN], p[c, draw], scale[c, draw], s, reached, change, ratio)
                spends = window_spent(opens, clocks[c, SPAN], p[c, draw], change) if at == INF else spent
            else:
                at = rate_step(scale[c, draw], s, spent, left, change, ratio)
                spends = change / scale[c, draw]
            left = left_after(left, ratio, spent, spends)
            spent = spends
            s = change
        at = tau + at
    return at
