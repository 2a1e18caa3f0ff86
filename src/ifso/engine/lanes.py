"""The kernel for lanes whose random numbers are handed in, from nothing or on from times that are known.

Owns the walk over such lanes, which may have their own values of the assumptions too. A *slot* is a row of times that is kept: those of an
event in all runs in which it has the same ones. An event is computed in the lanes in which its own causes have changed or an event that
they read has moved, laid side by side, and in no other: there the times that are kept still satisfy every definition. Of events that depend
on each other, each is computed again where another has moved, until none moves: a round is right for longer than the last whatever times it
begins with (:mod:`ifso.engine.kernel`), and times that satisfy every definition are the only ones that do. That holds to the last bit unless
an event can be modified by what it brings about at the same instant; where that may be, the component begins with nothing having happened.
Lanes that are slow to settle go through the general kernel. From nothing is the same: every cause has changed, and nothing has happened.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inner, kernel
from ifso.engine.counting import place_row
from ifso.engine.firing import INF, RATE
from ifso.engine.kernel import ROUNDS_PER_EVENT, component_lane, event_row, happens
from ifso.engine.modifying import SCRATCH_ROWS
from ifso.engine.program import CLOCK, EVENT, MODIFIER_BEGIN, MODIFIER_END, NEEDS, RATIO_AT, READS, TRIGGER_BEGIN, TRIGGER_END
from ifso.engine.rows import BEFORE, EXTRA_ROWS, START, exponential_row, fill_row

ASK_RUN, ASK_EVENT, ASK_CONDITION, ASK_HOLDS = range(4)
"""Columns of what is asked: in which run which event, on condition of which other (-1: none) having happened or (0) not."""
ASK_BY, ASK_CONDITION_BY = range(2)


STRETCH = 64
"""Lanes that are passed over together where none of them waits."""


@inner
def gather_row(source, row, lane_at, out, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Lay some lanes of a row side by side."""
    for i in range(out.shape[1]):
        out[to, i] = source[row, lane_at[i]]


@inner
def load_cause(  # type: ignore[no-untyped-def] # numba infers the types
    causes, modifiers, c, all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at, u, e, p, scale, most, ratios,
):  # fmt: skip
    """Lay the numbers of a cause that its clock goes by side by side."""
    is_rate, begin, end = causes[c, CLOCK] == RATE, causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]
    if not is_rate or all_e.size == 0:
        gather_row(all_u, c, lane_at, u, c)
    if is_rate or begin < end:
        if all_e.size > 0:
            gather_row(all_e, c, lane_at, e, c)
        else:
            exponential_row(u, c, e)
    if by_draw == 1:
        gather_row(all_p, c, draw_at, p, c)
        gather_row(all_scale, c, draw_at, scale, c)
        gather_row(all_most, c, draw_at, most, c)
        for m in range(begin, end):
            gather_row(all_ratios, modifiers[m, RATIO_AT], draw_at, ratios, modifiers[m, RATIO_AT])


@inner
def load_event(event, r, fixed, slot, kept, lane_at, times, absent, held):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event's row hold its times in a run, unless it does so already."""
    if not held[event]:
        held[event] = True
        if np.isnan(fixed[r, event]):
            gather_row(kept, slot[r, event], lane_at, times, event)
            absent[event] = not happens(times, event)
        else:
            fill_row(fixed[r, event], times, event)
            absent[event] = fixed[r, event] == INF


@inner
def load_inputs(  # type: ignore[no-untyped-def] # numba infers the types
    causes, trigger_event, modifiers, cause_start, event, r, fixed, slot, kept, all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw,
    lane_at, draw_at, u, e, p, scale, most, ratios, times, absent, held,
):  # fmt: skip
    """Have ready all that an event depends on: the numbers of its causes and the times of the events that they read."""
    for c in range(cause_start[event], cause_start[event + 1]):
        load_cause(
            causes, modifiers, c, all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at, u, e, p, scale, most, ratios
        )
        for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
            load_event(trigger_event[j], r, fixed, slot, kept, lane_at, times, absent, held)
        for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
            load_event(modifiers[m, READS], r, fixed, slot, kept, lane_at, times, absent, held)


@inner
def lay_out(lanes_of, begin, lanes, first, lane_at, draw_at):  # type: ignore[no-untyped-def] # numba infers the types
    """Choose the lanes of a block; the last one stands in for those that a block has too few."""
    for i in range(lane_at.size):
        lane_at[i] = lanes_of[min(begin + i, lanes - 1)]
        draw_at[i] = lane_at[i] - first


@inner
def await_moved(event, at, stirred, moved, pending):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event wait to be computed in the lanes in which a slot has moved; tell whether there may be any."""
    if at < 0 or not stirred[at]:
        return False
    for i in range(pending.shape[1]):
        pending[event, i] |= moved[at, i]
    return True


@inner
def stir(at, stirred, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Mark a slot that may move, the first time as one that has not yet moved in any lane."""
    if not stirred[at]:
        stirred[at] = True
        moved[at, :] = False


@inner
def keep_alike(at, kept, first, stirred, moved, alike):  # type: ignore[no-untyped-def] # numba infers the types
    """Of the lanes in which a run is the same as its twin, leave out those in which the event in a slot happens or has happened."""
    for i in range(alike.size):
        alike[i] &= kept[at, first + i] == INF
    if stirred[at]:
        for i in range(alike.size):
            alike[i] &= not moved[at, i]


@inner
def follow(at, twin, alike, kept, first, stirred, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Take over what has moved in the twin of a slot, in the lanes in which the two are the same."""
    stir(at, stirred, moved)
    for i in range(alike.size):
        if alike[i] and moved[twin, i]:
            kept[at, first + i] = kept[twin, first + i]
            moved[at, i] = True


@inner
def await_inputs(  # type: ignore[no-untyped-def] # numba infers the types
    causes, trigger_event, modifiers, cause_start, event, r, slot, root, stirred, moved, pending,
):  # fmt: skip
    """Have an event wait in the lanes in which its causes have changed or what they read has moved; tell whether there may be any."""
    if root[event]:
        pending[event, :] = True
        return True
    waits = False
    for c in range(cause_start[event], cause_start[event + 1]):
        for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
            waits |= await_moved(event, slot[r, trigger_event[j]], stirred, moved, pending)
        for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
            waits |= await_moved(event, slot[r, modifiers[m, READS]], stirred, moved, pending)
    return waits


@inner
def spare_lanes(pending, event, alike):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event no longer wait in the lanes in which it has taken over what it had to."""
    for i in range(alike.size):
        pending[event, i] &= not alike[i]


@inner
def begin_anew(pending, by, event, first, kept, at, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event wait where another one waits, with nothing known of it."""
    for i in range(pending.shape[1]):
        wanted = pending[by, i]
        pending[event, i] = wanted
        moved[at, i] |= wanted & (kept[at, first + i] < INF)
        kept[at, first + i] = INF if wanted else kept[at, first + i]


@inner
def take_lanes(pending, event, first, lanes_of):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the lanes in which an event waits, which it then no longer does, and return their number."""
    lanes = 0
    for begin in range(0, pending.shape[1], STRETCH):
        end = min(begin + STRETCH, pending.shape[1])
        found = 0
        for i in range(begin, end):
            found += 1 if pending[event, i] else 0
        if found > 0:
            for i in range(begin, end):
                lanes_of[lanes] = first + i
                lanes += 1 if pending[event, i] else 0
                pending[event, i] = False
    return lanes


@inner
def keep_row(times, event, absent, before, draw_at, lane_at, lanes, kept, moved, at):  # type: ignore[no-untyped-def] # numba infers the types
    """Keep an event's times where they are not those of the row ``before``; return in how many lanes they are not."""
    found = 0
    for i in range(lanes):
        time = INF if absent[event] else times[event, i]
        if time != times[before, i]:
            kept[at, lane_at[i]] = time
            moved[at, draw_at[i]] = True
            found += 1
    return found


@inner
def await_row(times, event, absent, before, draw_at, lanes, pending, reader):  # type: ignore[no-untyped-def] # numba infers the types
    """Have a reader wait in the lanes in which an event has moved."""
    for i in range(lanes):
        pending[reader, draw_at[i]] |= (INF if absent[event] else times[event, i]) != times[before, i]


@kernel
def fill_thresholds(u, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Write E = -ln(1 - u), the same bits as the kernels compute."""
    for c in range(u.shape[0]):
        exponential_row(u, c, e)


@kernel
def simulate_lanes(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, horizon, by_draw, row, first, last,
    all_u, all_e, all_p, all_scale, all_most, all_ratios,
    fixed, run_start, component_start, member, touched_start, touched, instant, slot, own, twin, prevented, root,
    asked, asked_by, steps, kept, placed, counts, odd,
):  # fmt: skip
    """Bring the times that are kept of lanes ``first`` to ``last`` up to date in every run.

    R runs, N lanes, S slots, Q asked. ``all_u`` and ``all_e`` (C, N), the latter empty where it is to be computed; ``all_p``, ``all_scale``
    and ``all_most`` (C, D) and ``all_ratios`` (A + 1, D) are those of all lanes or, ``by_draw``, of lane ``first`` and on. ``slot`` (R, E) is
    where an event's times are kept in ``kept`` (S, N), ``own`` (R, E) whether this run is the one that computes them. ``twin`` (R) is an
    earlier run in which nothing differs but that it prevents the event ``prevented`` (R), or -1. ``instant`` (components) marks those whose
    events can bring each other about at one instant. ``root`` (E) marks
    events whose causes have changed; all, where nothing is known and what is kept is infinite. ``placed`` (Q, N) gets the step in which what
    is asked has happened, ``counts`` (Q, steps + 2) how many of these lanes have each, ``odd`` (Q) in how many of an odd number it has
    happened; where nothing moves they are left as they are.
    """
    runs, events, count, every = fixed.shape[0], fixed.shape[1], causes.shape[0], last - first
    own_numbers = by_draw == 1
    u = np.empty((count, row))
    e = np.empty((count, row))
    p = np.empty((count, row)) if own_numbers else all_p
    scale = np.empty((count, row)) if own_numbers else all_scale
    most = np.empty((count, row)) if own_numbers else all_most
    ratios = np.zeros((all_ratios.shape[0], row)) if own_numbers else all_ratios
    flags = np.zeros((4, events), dtype=np.bool_)
    absent, held, waits, needed = flags[0], flags[1], flags[2], flags[3]
    needed[:] = True
    live = np.ones(count, dtype=np.bool_)
    inside = np.full(events, -1)
    lowest = 1
    for c in range(count):
        lowest = max(lowest, causes[c, NEEDS])
    times = np.full((events + EXTRA_ROWS + lowest, row), INF)
    fill_row(0.0, times, events + START)
    before = events + BEFORE
    room = np.empty((SCRATCH_ROWS, row))
    lane_of = np.empty(row, dtype=np.uintp)
    marks = np.empty(row, dtype=np.int64)
    place = np.empty(row, dtype=np.int32)
    lane_at = np.empty(row, dtype=np.int64)
    draw_at = np.empty(row, dtype=np.int64)
    due = np.full(events, -INF)
    fires = np.empty(count)
    lanes_of = np.empty(every + 1, dtype=np.int64)
    pending = np.zeros((events, every), dtype=np.bool_)
    moved = np.empty((kept.shape[0], every), dtype=np.bool_)
    stirred = np.zeros(kept.shape[0], dtype=np.bool_)
    alike = np.zeros(every, dtype=np.bool_)
    like = np.empty(0, dtype=np.int64)
    rooted = np.empty((1, 0), dtype=np.bool_)
    unlike = np.empty((1, 0), dtype=np.bool_)
    for r in range(runs):
        if twin[r] >= 0:
            alike[:] = True
            keep_alike(slot[r, prevented[r]], kept, first, stirred, moved, alike)
        for k in range(run_start[r], run_start[r + 1]):
            start, end = component_start[k], component_start[k + 1]
            if not own[r, member[start]]:
                continue
            follows = twin[r] >= 0 and not instant[k]
            for j in range(start, end):
                event = member[j]
                inside[event] = k
                if follows and event != prevented[r] and slot[twin[r], event] >= 0 and stirred[slot[twin[r], event]]:
                    follow(slot[r, event], slot[twin[r], event], alike, kept, first, stirred, moved)
            turning = False
            for j in range(start, end):
                event = member[j]
                waits[event] = await_inputs(causes, trigger_event, modifiers, cause_start, event, r, slot, root, stirred, moved, pending)
                turning |= waits[event]
                if waits[event] and follows and event != prevented[r] and slot[twin[r], event] >= 0:
                    spare_lanes(pending, event, alike)
            if turning and instant[k]:
                for j in range(start + 1, end):
                    for i in range(every):
                        pending[member[start], i] |= pending[member[j], i]
                for j in range(start, end):
                    waits[member[j]] = True
                    stir(slot[r, member[j]], stirred, moved)
                    begin_anew(pending, member[start], member[j], first, kept, slot[r, member[j]], moved)
            turn = 0
            while turning and turn <= ROUNDS_PER_EVENT * (end - start):
                turn += 1
                turning = False
                for j in range(start, end):
                    event = member[j]
                    if not waits[event]:
                        continue
                    waits[event] = False
                    at = slot[r, event]
                    stir(at, stirred, moved)
                    lanes = take_lanes(pending, event, first, lanes_of)
                    for begin in range(0, lanes, row):
                        n = min(row, lanes - begin)
                        lay_out(lanes_of, begin, lanes, first, lane_at, draw_at)
                        held[:] = False
                        load_inputs(
                            causes, trigger_event, modifiers, cause_start, event, r, fixed, slot, kept,
                            all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at,
                            u, e, p, scale, most, ratios, times, absent, held,
                        )  # fmt: skip
                        gather_row(kept, at, lane_at, times, before)
                        event_row(
                            causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live,
                            u, e, 1, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks, like, rooted, unlike, unlike[0],
                        )  # fmt: skip
                        if keep_row(times, event, absent, before, draw_at, lane_at, n, kept, moved, at) > 0:
                            for t in range(touched_start[event], touched_start[event + 1] if end - start > 1 else touched_start[event]):
                                reader = causes[touched[t], EVENT]
                                if inside[reader] == k:
                                    waits[reader] = True
                                    await_row(times, event, absent, before, draw_at, n, pending, reader)
                                    turning = True
            if turning:
                for j in range(start + 1, end):
                    for i in range(every):
                        pending[member[start], i] |= pending[member[j], i]
                        pending[member[j], i] = False
                lanes = take_lanes(pending, member[start], first, lanes_of)
                due[:] = -INF
                for begin in range(0, lanes, row):
                    lay_out(lanes_of, begin, lanes, first, lane_at, draw_at)
                    held[:] = False
                    for j in range(start, end):
                        held[member[j]] = True
                        absent[member[j]] = False
                    for j in range(start, end):
                        load_inputs(
                            causes, trigger_event, modifiers, cause_start, member[j], r, fixed, slot, kept,
                            all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at,
                            u, e, p, scale, most, ratios, times, absent, held,
                        )  # fmt: skip
                    for lane in range(min(row, lanes - begin)):
                        component_lane(
                            causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, start, end, touched_start, touched,
                            horizon, live, needed, u, e, lane, p, scale, ratios, lane * by_draw, times, absent, lane, due, fires,
                        )  # fmt: skip
                    for j in range(start, end):
                        at = slot[r, member[j]]
                        stir(at, stirred, moved)
                        gather_row(kept, at, lane_at, times, before)
                        keep_row(times, member[j], absent, before, draw_at, lane_at, min(row, lanes - begin), kept, moved, at)
            for j in range(start, end):
                if twin[r] >= 0 and member[j] == prevented[r]:
                    keep_alike(slot[r, prevented[r]], kept, first, stirred, moved, alike)
        for q in range(asked.shape[0]):
            if asked[q, ASK_RUN] != r:
                continue
            event, condition = asked[q, ASK_EVENT], asked[q, ASK_CONDITION]
            wanted = root[event] or (condition >= 0 and root[condition])
            pending[event, :] = wanted
            wanted |= await_moved(event, slot[r, event], stirred, moved, pending)
            if condition >= 0:
                wanted |= await_moved(event, slot[r, condition], stirred, moved, pending)
            lanes = take_lanes(pending, event, first, lanes_of) if wanted else 0
            for begin in range(0, lanes, row):
                lay_out(lanes_of, begin, lanes, first, lane_at, draw_at)
                held[:] = False
                load_event(event, r, fixed, slot, kept, lane_at, times, absent, held)
                if condition >= 0:
                    load_event(condition, r, fixed, slot, kept, lane_at, times, absent, held)
                place_row(
                    times, event, asked_by[q, ASK_BY], condition, asked_by[q, ASK_CONDITION_BY], asked[q, ASK_HOLDS] == 1, absent, steps, place
                )
                for i in range(min(row, lanes - begin)):
                    placed[q, lane_at[i]] = place[i]
            if lanes > 0:
                counts[q, :] = 0
                odd[q] = 0
                for lane in range(first, last):
                    counts[q, placed[q, lane]] += 1
                    odd[q] += (placed[q, lane] <= steps) & lane & 1
