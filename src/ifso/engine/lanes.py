"""The kernel for lanes whose random numbers are handed in, from nothing or on from times that are known.

Owns the walk over such lanes, which may have their own values of the assumptions too. A *slot* is a row of times that is kept: those of an
event in all runs in which it has the same ones. Started from nothing, every slot is computed. Started from the times under other values,
first the events whose own causes have changed are computed, and only the lanes in which one of them has moved are gone through at all: in
the others the times that are known still satisfy every definition, and only one set of times does. In the lanes that remain, events are
computed again where something that they read has moved; those that depend on each other begin their rounds with the times that are known,
since a round is right for longer than the last whatever it begins with. Leaves the arithmetic to :mod:`ifso.engine.kernel`, whose rows these
are.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inner, kernel
from ifso.engine.counting import place_row
from ifso.engine.firing import INF, RATE
from ifso.engine.kernel import component_rows, event_row, happens, settle_rows
from ifso.engine.modifying import SCRATCH_ROWS
from ifso.engine.program import CLOCK, MODIFIER_BEGIN, MODIFIER_END, NEEDS, RATIO_AT, READS, TRIGGER_BEGIN, TRIGGER_END
from ifso.engine.rows import BEFORE, EXTRA_ROWS, START, UNSETTLED, copy_row, exponential_row, fill_row

ASK_RUN, ASK_EVENT, ASK_CONDITION, ASK_HOLDS = range(4)
"""Columns of what is asked: in which run which event, on condition of which other (-1: none) having happened or (0) not."""
ASK_BY, ASK_CONDITION_BY = range(2)


@inner
def gather_row(source, row, lane_at, out, to):  # type: ignore[no-untyped-def] # numba infers the types
    """Lay some lanes of a row side by side."""
    for i in range(out.shape[1]):
        out[to, i] = source[row, lane_at[i]]


@inner
def load_cause(  # type: ignore[no-untyped-def] # numba infers the types
    causes, modifiers, c, all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at, u, e, p, scale, most, ratios,
):  # fmt: skip
    """Lay a cause's numbers side by side."""
    gather_row(all_u, c, lane_at, u, c)
    if causes[c, CLOCK] == RATE or causes[c, MODIFIER_BEGIN] < causes[c, MODIFIER_END]:
        if all_e.size > 0:
            gather_row(all_e, c, lane_at, e, c)
        else:
            exponential_row(u, c, e)
    if by_draw == 1:
        gather_row(all_p, c, draw_at, p, c)
        gather_row(all_scale, c, draw_at, scale, c)
        gather_row(all_most, c, draw_at, most, c)
        for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
            gather_row(all_ratios, modifiers[m, RATIO_AT], draw_at, ratios, modifiers[m, RATIO_AT])


@inner
def load_event(event, r, fixed, slot, kept, lane_at, times, absent, held):  # type: ignore[no-untyped-def] # numba infers the types
    """Have an event's row hold its times in a run, unless it does so already."""
    if np.isnan(fixed[r, event]):
        if held[event] != slot[r, event]:
            held[event] = slot[r, event]
            gather_row(kept, slot[r, event], lane_at, times, event)
            absent[event] = not happens(times, event)
    elif held[event] != -2 - r:
        held[event] = -2 - r
        fill_row(fixed[r, event], times, event)
        absent[event] = fixed[r, event] == INF


@inner
def load_inputs(  # type: ignore[no-untyped-def] # numba infers the types
    causes, trigger_event, modifiers, cause_start, event, r, fixed, slot, kept, all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw,
    lane_at, draw_at, u, e, p, scale, most, ratios, times, absent, held, has,
):  # fmt: skip
    """Have ready all that an event depends on: the numbers of its causes and the times of the events that they read."""
    for c in range(cause_start[event], cause_start[event + 1]):
        if not has[c]:
            has[c] = True
            load_cause(
                causes, modifiers, c, all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at,
                u, e, p, scale, most, ratios,
            )  # fmt: skip
        for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
            load_event(trigger_event[j], r, fixed, slot, kept, lane_at, times, absent, held)
        for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
            load_event(modifiers[m, READS], r, fixed, slot, kept, lane_at, times, absent, held)


@inner
def keep_row(times, event, absent, lane_at, lanes, kept, slot):  # type: ignore[no-untyped-def] # numba infers the types
    """Put an event's times where they are kept."""
    for i in range(lanes):
        kept[slot, lane_at[i]] = INF if absent[event] else times[event, i]


@inner
def differing(times, event, absent, other):  # type: ignore[no-untyped-def] # numba infers the types
    """Count the lanes in which an event's times are not those of another row."""
    found = 0
    for i in range(times.shape[1]):
        found += 1 if (INF if absent[event] else times[event, i]) != times[other, i] else 0
    return found


@inner
def reads_changed(causes, trigger_event, modifiers, cause_start, event, root, changed):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell whether an event has to be computed again: its own causes have changed, or an event that they read."""
    if root[event]:
        return True
    for c in range(cause_start[event], cause_start[event + 1]):
        for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
            if changed[trigger_event[j]]:
                return True
        for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
            if changed[modifiers[m, READS]]:
                return True
    return False


@inner
def lay_out(lanes_of, begin, lanes, first, lane_at, draw_at):  # type: ignore[no-untyped-def] # numba infers the types
    """Choose the lanes of a block; the last one stands in for those that a block has too few."""
    for i in range(lane_at.size):
        lane_at[i] = lanes_of[min(begin + i, lanes - 1)]
        draw_at[i] = lane_at[i] - first


@inner
def choose_lanes(root, slot, r, moving, first, lanes_of):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the lanes in which an event whose causes have changed moves in a run, and return their number."""
    lanes = 0
    for i in range(lanes_of.size):
        moves = False
        for event in range(root.size):
            if root[event] and slot[r, event] >= 0:
                moves |= moving[slot[r, event], i]
        lanes_of[lanes] = first + i
        lanes += 1 if moves else 0
    return lanes


@kernel
def simulate_lanes(  # type: ignore[no-untyped-def] # numba infers the types
    causes, clocks, trigger_event, modifiers, cause_start, instant_rank, bounds, horizon, by_draw, row, first, last,
    all_u, all_e, all_p, all_scale, all_most, all_ratios,
    fixed, run_start, component_start, member, touched_start, touched, slot, own, warm, root,
    asked, asked_by, steps, kept, placed, counts, odd,
):  # fmt: skip
    """Compute the times of lanes ``first`` to ``last`` in every run and keep them; from those that are kept, where ``warm``.

    R runs, N lanes, S slots, Q asked. ``all_u`` and ``all_e`` (C, N), the latter empty where it is to be computed; ``all_p``, ``all_scale``
    and ``all_most`` (C, D) and ``all_ratios`` (A + 1, D) are those of all lanes or, ``by_draw``, of lane ``first`` and on. ``slot`` (R, E) is
    where an event's times are kept in ``kept`` (S, N), ``own`` (R, E) whether this run is the one that computes them. ``root`` (E) marks
    events whose causes have changed. ``placed`` (Q, N) gets the step in which what is asked has happened, ``counts`` (Q, steps + 2) how
    many lanes have each, ``odd`` (Q) in how many of an odd number it has happened.
    """
    runs, events, count = fixed.shape[0], fixed.shape[1], causes.shape[0]
    own_numbers, is_general = by_draw == 1, False
    u = np.empty((count, row))
    e = np.empty((count, row))
    p = np.empty((count, row)) if own_numbers else all_p
    scale = np.empty((count, row)) if own_numbers else all_scale
    most = np.empty((count, row)) if own_numbers else all_most
    ratios = np.zeros((all_ratios.shape[0], row)) if own_numbers else all_ratios
    flags = np.zeros((4, events), dtype=np.bool_)
    absent, changed, valid, needed = flags[0], flags[1], flags[2], flags[3]
    needed[:] = True
    live = np.ones(count, dtype=np.bool_)
    has = np.zeros(count, dtype=np.bool_)
    held = np.full(events, -1)
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
    lanes_of = np.arange(first, last)
    every = last - first
    moving = np.zeros((kept.shape[0] if warm else 0, every), dtype=np.bool_)
    for begin in range(0, every if warm else 0, row):
        n = min(row, every - begin)
        lay_out(lanes_of, begin, every, first, lane_at, draw_at)
        has[:] = False
        held[:] = -1
        for r in range(runs):
            for event in range(events):
                if root[event] and own[r, event]:
                    load_inputs(
                        causes, trigger_event, modifiers, cause_start, event, r, fixed, slot, kept,
                        all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at,
                        u, e, p, scale, most, ratios, times, absent, held, has,
                    )  # fmt: skip
                    gather_row(kept, slot[r, event], lane_at, times, before)
                    event_row(
                        causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live,
                        u, e, 1, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks,
                    )  # fmt: skip
                    held[event] = -1
                    for i in range(n):
                        moving[slot[r, event], begin + i] = (INF if absent[event] else times[event, i]) != times[before, i]
    for r in range(runs):
        lanes = every
        if warm:
            lanes = choose_lanes(root, slot, r, moving, first, lanes_of)
        for begin in range(0, lanes, row):
            n = min(row, lanes - begin)
            lay_out(lanes_of, begin, lanes, first, lane_at, draw_at)
            has[:] = False
            held[:] = -1
            changed[:] = not warm
            for k in range(run_start[r], run_start[r + 1]):
                start, end = component_start[k], component_start[k + 1]
                touches = not warm
                for j in range(start, end):
                    touches |= reads_changed(causes, trigger_event, modifiers, cause_start, member[j], root, changed)
                if not touches or not own[r, member[start]]:
                    for j in range(start, end):
                        changed[member[j]] = touches
                    continue
                for j in range(start, end):
                    if warm:
                        load_event(member[j], r, fixed, slot, kept, lane_at, times, absent, held)
                    held[member[j]] = slot[r, member[j]]
                for j in range(start, end):
                    load_inputs(
                        causes, trigger_event, modifiers, cause_start, member[j], r, fixed, slot, kept,
                        all_u, all_e, all_p, all_scale, all_most, all_ratios, by_draw, lane_at, draw_at,
                        u, e, p, scale, most, ratios, times, absent, held, has,
                    )  # fmt: skip
                if end - start == 1:
                    event = member[start]
                    copy_row(times, event, before)
                    event_row(
                        causes, clocks, trigger_event, modifiers, cause_start, bounds, horizon, event, live,
                        u, e, 1, p, scale, most, ratios, by_draw, times, absent, room, lane_of, marks,
                    )  # fmt: skip
                    changed[event] = not warm or differing(times, event, absent, before) > 0
                elif warm:
                    fill_row(0.0, times, events + UNSETTLED)
                    due[:] = -INF
                    for j in range(start, end):
                        again = reads_changed(causes, trigger_event, modifiers, cause_start, member[j], root, changed)
                        due[member[j]] = 1.0 if again else 0.0
                    moved = settle_rows(
                        causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, start, end, touched_start, touched, bounds,
                        horizon, is_general, n, live, needed, valid, u, e, 1, p, scale, most, ratios, by_draw, times, absent, room, lane_of,
                        marks, due, fires,
                    )  # fmt: skip
                    for j in range(start, end):
                        changed[member[j]] = moved
                else:
                    component_rows(
                        causes, clocks, trigger_event, modifiers, cause_start, instant_rank, member, start, end, touched_start, touched, bounds,
                        horizon, is_general, n, live, needed, valid, u, e, 1, p, scale, most, ratios, by_draw, times, absent, room, lane_of,
                        marks, due, fires,
                    )  # fmt: skip
                for j in range(start, end):
                    if changed[member[j]]:
                        keep_row(times, member[j], absent, lane_at, n, kept, slot[r, member[j]])
            for q in range(asked.shape[0]):
                event, condition = asked[q, ASK_EVENT], asked[q, ASK_CONDITION]
                if asked[q, ASK_RUN] == r and (changed[event] or (condition >= 0 and changed[condition])):
                    load_event(event, r, fixed, slot, kept, lane_at, times, absent, held)
                    if condition >= 0:
                        load_event(condition, r, fixed, slot, kept, lane_at, times, absent, held)
                    place_row(
                        times, event, asked_by[q, ASK_BY], condition, asked_by[q, ASK_CONDITION_BY], asked[q, ASK_HOLDS] == 1, absent, steps,
                        place,
                    )  # fmt: skip
                    for i in range(n):
                        placed[q, lane_at[i]] = place[i]
    for q in range(asked.shape[0]):
        for lane in range(first, last):
            counts[q, placed[q, lane]] += 1
            odd[q] += (placed[q, lane] <= steps) & lane & 1
