"""In which lanes an event waits to be computed.

Owns who waits for whom: an event waits in the lanes in which its causes have changed or what it reads has moved; where those are many, it
is computed in all, and comes out elsewhere as it was. Leaves the walk over lanes, and the computing, to :mod:`ifso.engine.lanes`.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import chosen, inlined, inner
from ifso.engine.firing import INF
from ifso.engine.program import MODIFIER_BEGIN, MODIFIER_END, READS, TRIGGER_BEGIN, TRIGGER_END

STRETCH = 128
"""Lanes that are counted together, and passed over together where none of them waits; fewer than a byte can count."""
ALL = 3
"""Where one lane in so many waits, all are computed: those that do not wait come out as they are, and neighbours are quickly copied."""
SETTLED, CHANGED, TURNED = range(3)
"""What is the matter with an event's own causes: nothing; they have changed in all lanes; they have in those that have been turned."""
UNTOUCHED = -1
"""Of a slot that nobody has tried to move, whose row of flags means nothing."""


@inlined
def neighbours(lane_at):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether the lanes of a block, in rising order, follow each other without a gap."""
    return lane_at[lane_at.size - 1] == lane_at[0] + np.uintp(lane_at.size - 1)


@inlined
def number_of(flags, row, begin, end):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the flags of a stretch of a row."""
    found = np.uint8(0)
    for i in range(begin, end):
        found = np.uint8(found + np.uint8(flags[row, i]))
    return np.int64(found)


@inner
def await_moved(event, at, stirred, moved, pending):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event wait to be computed in the lanes in which a slot has moved; return their number, or that of all where they are many."""
    if at < 0 or stirred[at] <= 0:
        return 0
    if ALL * stirred[at] >= pending.shape[1]:
        return pending.shape[1]
    for i in range(pending.shape[1]):
        pending[event, i] |= moved[at, i]
    return stirred[at]


@inner
def stir(at, stirred, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark a slot that may move, the first time as one that has not yet moved in any lane."""
    if stirred[at] == UNTOUCHED:
        stirred[at] = 0
        moved[at, :] = False


@inner
def keep_alike(at, kept, first, stirred, moved, alike):  # type: ignore[no-untyped-def] # numba infers the types
    """Of the lanes in which a run is the same as its twin, leave out those in which the event in a slot happens or has happened."""
    for i in range(alike.size):
        place = np.uintp(i)
        alike[place] &= kept[at, np.uintp(first) + place] == INF
    if stirred[at] > 0:
        for i in range(alike.size):
            alike[i] &= not moved[at, i]


@inner
def follow(at, twin, alike, kept, first, stirred, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Take over what has moved in the twin of a slot, in the lanes in which the two are the same."""
    stir(at, stirred, moved)
    for i in range(alike.size):
        place = np.uintp(i)
        lane = np.uintp(first) + place
        follows = alike[place] & moved[twin, place]
        own, other = kept[at, lane], kept[twin, lane]
        kept[at, lane] = chosen(follows, other, own)
        moved[at, place] |= follows
    stirred[at] = min(stirred[at] + stirred[twin], alike.size)


@inner
def await_inputs(  # type: ignore[no-untyped-def] # numba infers the types
    causes, trigger_event, modifiers, cause_start, event, r, slot, root, turned, first, stirred, moved, pending,
):  # fmt: skip
    """Have an event wait in the lanes in which its causes have changed or what they read has moved; return in how many at most."""
    every = pending.shape[1]
    waits = every if root[event] == CHANGED else 0
    if root[event] == TURNED:
        for i in range(every):
            pending[event, i] |= turned[first + i]
            waits += turned[first + i]
    for c in range(cause_start[event], cause_start[event + 1]):
        for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
            if waits < every:
                waits += await_moved(event, slot[r, trigger_event[j]], stirred, moved, pending)
        for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
            if waits < every:
                waits += await_moved(event, slot[r, modifiers[m, READS]], stirred, moved, pending)
    return min(waits, every)


@inner
def hand_in(at, why, turned, first, stirred, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark where an event without causes, whose times are handed in, has moved."""
    stir(at, stirred, moved)
    every, found = moved.shape[1], 0
    for i in range(every):
        moved[at, i] |= why == CHANGED or turned[first + i]
        found += moved[at, i]
    stirred[at] = found


@inner
def await_together(member, start, end, waits, pending):  # type: ignore[no-untyped-def] # numba infers the types
    """Have the first of some events wait wherever any of them does, everywhere where that is in many lanes; return in how many."""
    for j in range(start, end):
        await_all(pending, member[j], waits[member[j]])
    for j in range(start + 1, end):
        for i in range(pending.shape[1]):
            pending[member[start], i] |= pending[member[j], i]
    found = 0
    for begin in range(0, pending.shape[1], STRETCH):
        found += number_of(pending, member[start], begin, min(begin + STRETCH, pending.shape[1]))
    if ALL * found >= pending.shape[1]:
        pending[member[start], :] = True
        found = pending.shape[1]
    return found


@inner
def await_all(pending, event, waits):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event wait in all lanes where that is their number."""
    if waits == pending.shape[1]:
        pending[event, :] = True


@inner
def spare_lanes(pending, event, waits, alike):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event no longer wait in the lanes in which it has taken over what it had to; return in how many it does."""
    await_all(pending, event, waits)
    for i in range(alike.size):
        pending[event, i] &= not alike[i]
    found = 0
    for begin in range(0, alike.size, STRETCH):
        found += number_of(pending, event, begin, min(begin + STRETCH, alike.size))
    return found


@inner
def begin_anew(pending, by, event, first, kept, at, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event wait where another one waits, with nothing known of it."""
    for i in range(pending.shape[1]):
        wanted = pending[by, i]
        pending[event, i] = wanted
        moved[at, i] |= wanted & (kept[at, first + i] < INF)
        kept[at, first + i] = INF if wanted else kept[at, first + i]


@inner
def take_lanes(pending, event, waits, lanes_of):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the lanes in which an event waits, from the first of the call on, and return their number; then it no longer waits.

    ``waits`` is at least their number. Where they are many the number is that of all lanes, and none is written.
    """
    lanes = np.uintp(0)
    if ALL * waits >= pending.shape[1]:
        pending[event, :] = False
        return pending.shape[1]
    for begin in range(0, pending.shape[1], STRETCH):
        end = min(begin + STRETCH, pending.shape[1])
        if number_of(pending, event, begin, end) > 0:
            for i in range(begin, end):
                place = np.uintp(i)
                lanes_of[lanes] = place
                lanes += np.uintp(pending[event, place])
            pending[event, begin:end] = False
    return np.int64(lanes)


@inner
def await_row(times, event, before, draw_at, lanes, pending, reader):  # type: ignore[no-untyped-def] # numba infers the types
    """Have a reader wait in the lanes in which an event has moved."""
    if neighbours(draw_at):
        draw = draw_at[0]
        for i in range(times.shape[1]):
            pending[reader, draw + np.uintp(i)] |= times[event, i] != times[before, i]
    else:
        for i in range(lanes):
            pending[reader, draw_at[i]] |= times[event, i] != times[before, i]
