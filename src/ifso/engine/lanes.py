"""The kernel for lanes whose random numbers are handed in, from nothing or on from times that are known.

Owns the walk over such lanes, which may have their own values of the assumptions too. A *slot* is a row of times that is kept: those of an
event in all runs in which it has the same ones. An event is computed in the lanes in which its own causes have changed or an event that
they read has moved, laid side by side, and need be in no other: there the times that are kept still satisfy every definition. Of events that depend
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
from ifso.engine.waiting import (
    SETTLED,
    UNTOUCHED,
    await_inputs,
    await_moved,
    await_row,
    await_together,
    begin_anew,
    follow,
    hand_in,
    keep_alike,
    neighbours,
    spare_lanes,
    stir,
    take_lanes,
)  # fmt: skip

ASK_RUN, ASK_EVENT, ASK_CONDITION, ASK_HOLDS = range(4)
"""Columns of what is asked: in which run which event, on condition of which other (-1: none) having happened or (0) not."""
ASK_BY, ASK_CONDITION_BY = range(2)


@inner
def gather_row(source, row, lane_at, out, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Lay some lanes of a row side by side."""
    if neighbours(lane_at):
        begin = lane_at[0]
        for i in range(out.shape[1]):
            out[to, i] = source[row, begin + np.uintp(i)]
    else:
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
def lay_out(lanes_of, begin, lanes, first, every, lane_at, draw_at):  # type: ignore[no-untyped-def] # numba infers the types
    """Choose the lanes of a block; the first one stands in for those that a block has too few."""
    for i in range(lane_at.size):
        place = begin + i if begin + i < lanes else begin
        draw_at[i] = np.uintp(place) if lanes == every else lanes_of[place]
        lane_at[i] = draw_at[i] + np.uintp(first)


@inner
def keep_row(times, event, absent, before, draw_at, lane_at, lanes, kept, moved, at):  # type: ignore[no-untyped-def] # numba infers the types
    """Keep an event's times where they are not those of the row ``before``; return in how many lanes they are not."""
    found = 0
    if absent[event]:
        fill_row(INF, times, event)
    if neighbours(lane_at):
        lane, draw = lane_at[0], draw_at[0]
        for i in range(times.shape[1]):
            kept[at, lane + np.uintp(i)] = times[event, i]
            found += times[event, i] != times[before, i]
        if found > 0:
            for i in range(times.shape[1]):
                moved[at, draw + np.uintp(i)] |= times[event, i] != times[before, i]
        return found
    for i in range(lanes):
        if times[event, i] != times[before, i]:
            kept[at, lane_at[i]] = times[event, i]
            moved[at, draw_at[i]] = True
            found += 1
    return found


@inner
def count_placed(placed, q, first, last, tally, counts, odd):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the lanes that have each step; ``tally`` (2, steps + 2) is scratch, since the even and the odd are counted apart."""
    tally[:] = 0
    for i in range(first, last):
        lane = np.uintp(i)
        tally[lane & np.uintp(1), np.uintp(placed[q, lane])] += 1
    odd[q] = 0
    for step in range(tally.shape[1]):
        counts[q, step] = tally[0, step] + tally[1, step]
        odd[q] += tally[1, step] if step < tally.shape[1] - 1 else 0


@kernel
def fill_thresholds(u, e):  # type: ignore[no-untyped-def] # numba infers the types
    """Write E = -ln(1 - u), the same bits as the kernels compute."""
    for c in range(u.shape[0]):
        exponential_row(u, c, e)


@kernel
def simulate_lanes(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, horizon, by_draw, row, first, last,
    all_u, all_e, all_p, all_scale, all_most, all_ratios,
    fixed, run_start, component_start, member, touched_start, touched, instant, slot, own, twin, prevented, root, turned,
    asked, asked_by, steps, kept, placed, counts, odd,
):  # fmt: skip
    """Bring the times that are kept of lanes ``first`` to ``last`` up to date in every run.

    R runs, N lanes, S slots, Q asked. ``all_u`` and ``all_e`` (C, N), the latter empty where it is to be computed; ``all_p``, ``all_scale``
    and ``all_most`` (C, D) and ``all_ratios`` (A + 1, D) are those of all lanes or, ``by_draw``, of lane ``first`` and on. ``slot`` (R, E) is
    where an event's times are kept in ``kept`` (S, N), ``own`` (R, E) whether this run is the one that computes them. ``twin`` (R) is an
    earlier run in which nothing differs but that it prevents the event ``prevented`` (R), or -1. ``instant`` (components) marks those whose
    events can bring each other about at one instant. ``root`` (E) says whether an event's own causes have changed, in all lanes or in those
    ``turned`` (N); all of them in all lanes, where nothing is known and what is kept is infinite. The times of an event without causes are
    handed in with what is kept, and ``root`` says where they have changed. ``placed`` (Q, N) gets the step in which what
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
    flags = np.zeros((3, events), dtype=np.bool_)
    absent, held, needed = flags[0], flags[1], flags[2]
    waits = np.zeros(events, dtype=np.int64)
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
    lane_at = np.empty(row, dtype=np.uintp)
    draw_at = np.empty(row, dtype=np.uintp)
    due = np.full(events, -INF)
    fires = np.empty(count)
    lanes_of = np.empty(every + 1, dtype=np.uintp)
    pending = np.zeros((events, every), dtype=np.bool_)
    moved = np.empty((kept.shape[0], every), dtype=np.bool_)
    stirred = np.full(kept.shape[0], UNTOUCHED)
    alike = np.zeros(every, dtype=np.bool_)
    tally = np.empty((2, steps + 2), dtype=np.int64)
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
                if follows and event != prevented[r] and slot[twin[r], event] >= 0 and stirred[slot[twin[r], event]] > 0:
                    follow(slot[r, event], slot[twin[r], event], alike, kept, first, stirred, moved)
            turning = False
            for j in range(start, end):
                event = member[j]
                if cause_start[event] == cause_start[event + 1]:
                    if root[event] != SETTLED:
                        hand_in(slot[r, event], root[event], turned, first, stirred, moved)
                    continue
                waits[event] = await_inputs(
                    causes, trigger_event, modifiers, cause_start, event, r, slot, root, turned, first, stirred, moved, pending
                )
                if waits[event] > 0 and follows and event != prevented[r] and slot[twin[r], event] >= 0:
                    waits[event] = spare_lanes(pending, event, waits[event], alike)
                turning |= waits[event] > 0
            if turning and instant[k]:
                found = await_together(member, start, end, waits, pending)
                for j in range(start, end):
                    waits[member[j]] = found
                    stir(slot[r, member[j]], stirred, moved)
                    begin_anew(pending, member[start], member[j], first, kept, slot[r, member[j]], moved)
                    stirred[slot[r, member[j]]] = every
            turn = 0
            while turning and turn <= ROUNDS_PER_EVENT * (end - start):
                turn += 1
                turning = False
                for j in range(start, end):
                    event = member[j]
                    if waits[event] == 0:
                        continue
                    at = slot[r, event]
                    stir(at, stirred, moved)
                    lanes = take_lanes(pending, event, waits[event], lanes_of)
                    waits[event] = 0
                    for begin in range(0, lanes, row):
                        n = min(row, lanes - begin)
                        lay_out(lanes_of, begin, lanes, first, every, lane_at, draw_at)
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
                        found = keep_row(times, event, absent, before, draw_at, lane_at, n, kept, moved, at)
                        stirred[at] = min(stirred[at] + found, every)
                        if found > 0:
                            for t in range(touched_start[event], touched_start[event + 1] if end - start > 1 else touched_start[event]):
                                reader = causes[touched[t], EVENT]
                                if inside[reader] == k:
                                    waits[reader] = min(waits[reader] + found, every)
                                    await_row(times, event, before, draw_at, n, pending, reader)
                                    turning = True
            if turning:
                for j in range(start + 1, end):
                    for i in range(every):
                        pending[member[start], i] |= pending[member[j], i]
                        pending[member[j], i] = False
                lanes = take_lanes(pending, member[start], 0, lanes_of)
                due[:] = -INF
                for begin in range(0, lanes, row):
                    lay_out(lanes_of, begin, lanes, first, every + 1, lane_at, draw_at)
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
                        stirred[at] += keep_row(times, member[j], absent, before, draw_at, lane_at, min(row, lanes - begin), kept, moved, at)
            for j in range(start, end):
                if twin[r] >= 0 and member[j] == prevented[r]:
                    keep_alike(slot[r, prevented[r]], kept, first, stirred, moved, alike)
        for q in range(asked.shape[0]):
            if asked[q, ASK_RUN] != r:
                continue
            event, condition = asked[q, ASK_EVENT], asked[q, ASK_CONDITION]
            wanted = every if root[event] != SETTLED or (condition >= 0 and root[condition] != SETTLED) else 0
            wanted += await_moved(event, slot[r, event], stirred, moved, pending)
            if condition >= 0:
                wanted += await_moved(event, slot[r, condition], stirred, moved, pending)
            lanes = take_lanes(pending, event, wanted, lanes_of) if wanted > 0 else 0
            for begin in range(0, lanes, row):
                lay_out(lanes_of, begin, lanes, first, every, lane_at, draw_at)
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
                count_placed(placed, q, first, last, tally, counts, odd)
