"""Running a program in lanes whose random numbers are handed in.

Owns how such lanes are divided among threads and which times of which runs are the same. A lane has one number u for each cause and, where
there are as many rows of values as lanes, its own values of the assumptions: what :func:`ifso.engine.simulating.event_times` finds for the
same numbers and values, to the last bit. Memory is that of what is handed in and of the times, and a few megabytes for each thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ifso.engine.laying import Drawn, drawn_of, fixed_times
from ifso.engine.native import simulate_lanes
from ifso.engine.order import Plan, dependencies, plan
from ifso.engine.program import CLOCK, EVENT, TRIGGER_BEGIN, TRIGGER_END, Clock, Ints, Program, Run, Tables, tables_of
from ifso.engine.simulating import processors
from ifso.engine.working import row_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
PIECE = 4096
"""Lanes with their own values in a job: their chances fit near the processor."""
NO_NUMBERS = np.empty((0, 0))
NO_FLAGS = np.empty(0, dtype=np.bool_)
TURNED = 2
"""What :mod:`ifso.engine.waiting` calls so; kept here as well, since that module is loaded only to compile."""


class Slots(NamedTuple):
    """Where the times of each event in each run are kept; runs in which nothing differs that an event depends on share a slot."""

    slot: Ints
    """(R, E) -1 where nothing is kept: the event is fixed in the run, or leads to nothing that is asked."""
    own: Flags
    """(R, E) whether the run is the first with its slot."""
    total: int
    twin: Ints
    """(R) an earlier run in which nothing differs but that one event more is prevented, or -1: where that event does not happen of itself,
    everything is the same."""
    prevented: Ints
    """(R) that event."""


def twins_of(fixed: Floats, slot: Ints) -> tuple[Ints, Ints]:
    """Return the twin of each run and the event that it prevents."""
    twin, prevented = np.full((2, len(fixed)), -1, dtype=np.int32)
    for r, own in enumerate(fixed):
        for before in range(r):
            differing = np.flatnonzero(~((fixed[before] == own) | (np.isnan(fixed[before]) & np.isnan(own))))
            if differing.size == 1 and fixed[before, differing[0]] == np.inf and slot[r, differing[0]] >= 0:
                twin[r], prevented[r] = before, differing[0]
    return twin, prevented


def slots_of(program: Program, planned: Plan) -> Slots:
    """Return the slots of a plan, numbered in the order in which they are computed."""
    needs = dependencies(program)
    slot = np.full(planned.fixed.shape, -1, dtype=np.int32)
    own = np.zeros(planned.fixed.shape, dtype=np.bool_)
    found: dict[tuple[int, frozenset[tuple[int, float]]], int] = {}
    for r, fixed in enumerate(planned.fixed):
        leads: list[frozenset[tuple[int, float]]] = [
            frozenset() if np.isnan(t) else frozenset({(e, float(t))}) for e, t in enumerate(fixed)
        ]
        for k in range(planned.run_start[r], planned.run_start[r + 1]):
            members = planned.member[planned.component_start[k] : planned.component_start[k + 1]].tolist()
            reached = frozenset().union(*(leads[needed] for event in members for needed in needs[event]))
            for event in members:
                leads[event] = reached
                own[r, event] = (event, reached) not in found
                slot[r, event] = found.setdefault((event, reached), len(found))
    twin, prevented = twins_of(planned.fixed, slot)
    return Slots(slot=slot, own=own, total=len(found), twin=twin, prevented=prevented)


class Asked(NamedTuple):
    """What the kernel is asked about the times, as it takes it; Q is what is asked."""

    asked: Ints
    """(Q, 4) the run, the event, the event that is a condition or -1, whether it must have happened."""
    by: Floats
    """(Q, 2) years by which the event and the condition must have happened."""
    steps: int
    placed: Ints
    """(Q, N) the step in which the event has happened in each lane."""


class Told(NamedTuple):
    """What the kernel tells about some lanes."""

    counts: NDArray[np.int64]
    """(Q, steps + 2) in how many lanes the event has happened at the start, in each step, or not."""
    odd: NDArray[np.int64]
    """(Q) in how many lanes of an odd number it has happened."""


def told_nothing(asked: Asked) -> Told:
    """Return what is told before the kernel has run."""
    return Told(counts=np.zeros((len(asked.asked), asked.steps + 2), dtype=np.int64), odd=np.zeros(len(asked.asked), dtype=np.int64))


def nothing_asked(lanes: int) -> Asked:
    """Return what asks nothing."""
    return Asked(asked=np.empty((0, 4), np.int32), by=np.empty((0, 2)), steps=1, placed=np.empty((0, lanes), np.int32))


def instant_components(tables: Tables, planned: Plan, instant: Flags) -> Flags:
    """Return which components of a plan have a cause that is ``instant`` (C) and waits for an event of the same component."""
    found = np.zeros(len(planned.component_start) - 1, dtype=np.bool_)
    causes = np.flatnonzero(instant).tolist()
    for k in np.flatnonzero(np.diff(planned.component_start) > 1).tolist():
        members = set(planned.member[planned.component_start[k] : planned.component_start[k + 1]].tolist())
        for c in causes:
            waits_for = tables.trigger_event[tables.causes[c, TRIGGER_BEGIN] : tables.causes[c, TRIGGER_END]].tolist()
            found[k] |= int(tables.causes[c, EVENT]) in members and not members.isdisjoint(waits_for)
    return found


def run_lanes(
    tables: Tables, planned: Plan, slots: Slots, *, horizon: float, row: int, lanes: tuple[int, int], u: Floats, e: Floats, drawn: Drawn,
    kept: Floats, asked: Asked, told: Told, root: Flags, turned: Flags | None = None, anew: Flags | None = None,
) -> None:  # fmt: skip
    """Call the kernel for some lanes, bringing ``kept``, what is ``asked`` and what is ``told`` of them up to date.

    ``root`` (E) marks the events whose causes have changed since ``kept`` was computed; all of them, where it is infinite throughout.
    ``anew`` (E) marks further ones that have changed in the lanes that are ``turned`` (N): those whose numbers ``u`` are other ones, and
    events without causes whose times in ``kept`` are.
    """
    why = root.astype(np.uint8)
    if anew is not None:
        why[anew & ~root] = TURNED
    acting = (tables.causes[:, CLOCK] == Clock.AT_ONCE) | ((tables.causes[:, CLOCK] == Clock.RATE) & (drawn.p >= 1.0).any(axis=1))
    simulate_lanes(
        *tables[:-1], drawn.bounds, horizon, int(drawn.p.shape[1] > 1), row, lanes[0], lanes[1],
        u, e, drawn.p, drawn.scale, drawn.most, drawn.ratios,
        planned.fixed, planned.run_start, planned.component_start, planned.member, planned.touched_start, planned.touched,
        instant_components(tables, planned, acting), slots.slot, slots.own, slots.twin, slots.prevented,
        why, NO_FLAGS if turned is None else turned,
        asked.asked, asked.by, asked.steps, kept, asked.placed, told.counts, told.odd,
    )  # fmt: skip


def times_given(
    program: Program, runs: Sequence[Run], u: Floats, values: Floats, *, e: Floats | None = None, events: Collection[str] | None = None,
    threads: int | None = None,
) -> Floats:  # fmt: skip
    """Return the time of every event in every run and lane; shape (R, E, N), years from the start, infinity where it did not happen.

    ``u`` (C, N), in (0, 1), holds the number of each cause in each lane. ``values`` (N, A) are the assumptions of each lane, (1, A) those
    of all. ``e`` (C, N) is -ln(1 - u) where that is known more exactly than from u; it agrees with u up to rounding. ``events`` are those
    whose times are wanted (default: all); what does not lead to them is infinite. ``threads`` defaults to the processor's cores.

    Raises ``KeyError`` for an unknown event and ``ValueError`` for arrays of other shapes.
    """
    lanes = u.shape[1]
    causes, assumptions = len(program.causes), len(program.assumptions)
    if u.shape[0] != causes or (e is not None and e.shape != u.shape) or values.shape not in {(lanes, assumptions), (1, assumptions)}:
        raise ValueError(f"u must have {causes} rows, values {assumptions} columns and a row for each lane or one, and e the shape of u")
    at = {name: i for i, name in enumerate(program.events)}
    wanted: Iterable[int] = range(len(at)) if events is None else [at[name] for name in events]
    planned = plan(program, fixed_times(program, runs), wanted)
    shape = planned.fixed.shape
    slots, home = _spread(slots_of(program, planned))
    times = np.full((*shape, lanes), np.inf)
    u, e = np.ascontiguousarray(u, dtype=np.float64), NO_NUMBERS if e is None else np.ascontiguousarray(e, dtype=np.float64)
    values = np.ascontiguousarray(values, dtype=np.float64)
    tables, row, asked = tables_of(program), row_of(program), nothing_asked(lanes)
    everything = np.ones(len(at), dtype=np.bool_)
    shared = drawn_of(program, values) if len(values) == 1 else None
    workers = threads or processors()

    def job(first: int) -> None:
        last = min(first + PIECE, lanes)
        drawn = shared or drawn_of(program, values[first:last])
        run_lanes(
            tables, planned, slots, horizon=program.horizon, row=row, lanes=(first, last), u=u, e=e, drawn=drawn,
            kept=times.reshape(-1, lanes), asked=asked, told=told_nothing(asked), root=everything,
        )  # fmt: skip
        for r, event in zip(*np.nonzero(~np.isnan(planned.fixed)), strict=True):
            times[r, event, first:last] = planned.fixed[r, event]
        for r, event in zip(*np.nonzero((slots.slot >= 0) & ~slots.own), strict=True):
            times[r, event, first:last] = times[home[r, event], event, first:last]

    if workers == 1 or lanes <= PIECE:
        for first in range(0, lanes, PIECE):
            job(first)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(job, range(0, lanes, PIECE)))
    return times


def _spread(slots: Slots) -> tuple[Slots, Ints]:
    """Return slots that are the rows of a table by run and event, and (R, E) the run that computes each."""
    home = np.zeros_like(slots.slot)
    runs, events = slots.slot.shape
    first = {int(slots.slot[r, e]): r for r in reversed(range(runs)) for e in range(events) if slots.own[r, e]}
    for r in range(runs):
        for e in range(events):
            home[r, e] = first.get(int(slots.slot[r, e]), r)
    placed = np.where(slots.slot < 0, -1, home * events + np.arange(events, dtype=np.int32)).astype(np.int32)
    return slots._replace(slot=placed, total=runs * events), home
