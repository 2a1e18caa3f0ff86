"""The kernels that trace an event back to what brought it about, and that count how links do.

Owns the rules by which a lane's times become a chain of causes. A lane is one world under one draw, and its times are all that is needed:

- An event was brought about by the cause whose firing time is the event's time; where several fire at that very instant, by the first of
  them in the file. The firing time is that of :func:`ifso.engine.firing.fire_one`, which has the same bits.
- A cause that needs k events was triggered by the k-th of them to happen; of events at one instant, in the order in which they follow from
  each other (``instant_rank``).
- The chain ends with a cause that waits for nothing, or with an event whose time is fixed.

Leaves the lanes to :mod:`ifso.engine.blocks` and what is made of the chains to :mod:`ifso.engine.paths`.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inner, kernel
from ifso.engine.firing import fire_one, nth_time
from ifso.engine.philox import fill_uniforms
from ifso.engine.program import EVENT, MODIFIER_BEGIN, MODIFIER_END, NEEDS, READS, TRIGGER_BEGIN, TRIGGER_END, UNTIL
from ifso.engine.random import GROUP
from ifso.engine.rows import exponential_row


@inner
def cause_of(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, event, u, e, world, p, scale, ratios, draw, times, absent,
):  # fmt: skip
    """Return the cause that brought an event about in a lane of ``times``, a column for each world; -1 where none of them did."""
    for c in range(cause_start[event], cause_start[event + 1]):
        at = fire_one(causes, clocks, trigger_event, modifiers, c, u, e, world, p, scale, ratios, draw, times, absent, world)
        if at == times[event, world]:
            return c
    return -1


@inner
def trigger_of(causes, trigger_event, instant_rank, c, times, world):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the event whose happening brought a cause into force."""
    begin, end = causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]
    for j in range(begin, end):
        event = trigger_event[j]
        before = 0
        for k in range(begin, end):
            other = trigger_event[k]
            at, other_at = times[event, world], times[other, world]
            before += 1 if other_at < at or (other_at == at and instant_rank[other] < instant_rank[event]) else 0
        if before == causes[c, NEEDS] - 1:
            return event
    return -1


@inner
def chain_of(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, is_fixed, outcome, u, e, world, p, scale, ratios, draw, times,
    absent, chain,
):  # fmt: skip
    """Write the chain of causes that led to an event, its own first, and return how long it is; it ends with -1 - e where event e is fixed.

    It is no longer than there are events. Returns -1 where no cause explains an event of the chain.
    """
    event, length = outcome, 0
    while True:
        if is_fixed[event]:
            chain[length] = -1 - event
            return length + 1
        c = cause_of(causes, clocks, trigger_event, modifiers, cause_start, event, u, e, world, p, scale, ratios, draw, times, absent)
        if c < 0:
            return -1
        chain[length] = c
        length += 1
        if causes[c, NEEDS] == 0 or length == cause_start.size - 1:
            return length
        event = trigger_of(causes, trigger_event, instant_rank, c, times, world)


@kernel
def trace(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, stream, seed, first_world, used, p, scale, ratios, is_fixed,
    outcome, by, times, weights, which, chains, lengths, found,
):  # fmt: skip
    """Trace an event back in every lane that counts and in which it happened by a time.

    ``times`` (D, E, W) are the times of all events that lead to it, under D draws in W worlds from ``first_world`` on; a lane counts where
    its weight in ``weights`` (D, W) is above 0. ``which`` (D, W) gets the number of each lane's chain, -1 for all other lanes. ``chains`` (lanes, E + 1) with their ``lengths`` get the distinct
    chains; ``found`` (2) gets how many they are, and in how many lanes an event of the chain has no cause, which cannot be.
    """
    draws, events, worlds = times.shape
    width = (worlds + GROUP - 1) // GROUP * GROUP
    u = np.empty((causes.shape[0], width))
    e = np.empty((causes.shape[0], width))
    for c in used:
        fill_uniforms(seed, stream[c], first_world, u, c)
        exponential_row(u, c, e)
    absent = np.zeros(events, dtype=np.bool_)
    chain = np.empty(events + 1, dtype=np.int64)
    slots = np.full(2 * which.size, -1, dtype=np.int64)
    for draw in range(draws):
        for world in range(worlds):
            which[draw, world] = -1
            if weights[draw, world] > 0.0 and times[draw, outcome, world] <= by:
                length = chain_of(
                    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, is_fixed, outcome, u, e, world, p, scale, ratios,
                    draw, times[draw], absent, chain,
                )  # fmt: skip
                if length < 0:
                    found[1] += 1
                else:
                    which[draw, world] = number_of(chain, length, slots, chains, lengths, found)


@inner
def number_of(chain, length, slots, chains, lengths, found):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the number of a chain among those found, which it joins if it is new; chains are compared link by link."""
    mixed = np.uint64(14695981039346656037)
    for k in range(length):
        mixed = (mixed ^ np.uint64(chain[k])) * np.uint64(1099511628211)
        mixed ^= mixed >> np.uint64(29)
    slot = np.int64(mixed % np.uint64(slots.size))
    while slots[slot] >= 0:
        n = slots[slot]
        same = lengths[n] == length
        k = 0
        while same and k < length:
            same = chains[n, k] == chain[k]
            k += 1
        if same:
            return n
        slot = np.int64((slot + 1) % slots.size)
    n = found[0]
    slots[slot] = n
    lengths[n] = length
    for k in range(length):
        chains[n, k] = chain[k]
    found[0] = n + 1
    return n


@kernel
def count_links(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, _instant_rank, stream, seed, first_world, used, p, scale, ratios, is_fixed,
    by, times, weights, links, triggered, fired, which, path_start, path_link, holding_start, holding,
):  # fmt: skip
    """Count how causes do in all lanes, and what modified them on paths.

    For each cause of ``links`` the weights of the lanes in which its trigger came by a time are added to ``triggered``, and of those in
    which besides it brought its event about by then to ``fired``. ``which`` (D, W) names the path of a lane, or -1; path n has the causes
    ``path_link[path_start[n]:path_start[n + 1]]``, and the modifiers of link k stand in ``holding`` from ``holding_start[k]`` on: there the
    weights are added of the lanes in which the modifier held when the cause fired.
    """
    draws, events, worlds = times.shape
    width = (worlds + GROUP - 1) // GROUP * GROUP
    u = np.empty((causes.shape[0], width))
    e = np.empty((causes.shape[0], width))
    for c in used:
        fill_uniforms(seed, stream[c], first_world, u, c)
        exponential_row(u, c, e)
    absent = np.zeros(events, dtype=np.bool_)
    for draw in range(draws):
        for k in range(links.size):
            c = links[k]
            event = causes[c, EVENT]
            for world in range(worlds):
                weight = weights[draw, world]
                begin, end = causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]
                if weight > 0.0 and nth_time(trigger_event, begin, end, causes[c, NEEDS], times[draw], absent, world) <= by:
                    triggered[k] += weight
                    if times[draw, event, world] <= by and not is_fixed[event]:
                        found = cause_of(
                            causes, clocks, trigger_event, modifiers, cause_start, event, u, e, world, p, scale, ratios, draw, times[draw],
                            absent,
                        )  # fmt: skip
                        fired[k] += weight if found == c else 0.0
        for world in range(worlds):
            n, weight = which[draw, world], weights[draw, world]
            if n >= 0 and weight > 0.0:
                for k in range(path_start[n], path_start[n + 1]):
                    c = path_link[k]
                    at = times[draw, causes[c, EVENT], world]
                    for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
                        happened = times[draw, modifiers[m, READS], world] <= at
                        place = holding_start[k] + m - causes[c, MODIFIER_BEGIN]
                        holding[place] += weight if happened == (modifiers[m, UNTIL] == 0) else 0.0
