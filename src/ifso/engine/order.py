"""In which order events can be computed.

Owns the dependency graph of a program: an event depends on the trigger and modifier events of its causes. Its strongly connected
components, in order, are the units that the kernels compute; a component of more than one event is a cycle through time. Events that
nothing asked about depends on are left out, and a fixed event depends on nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ifso.engine.program import Clock, Ints, Program
from ifso.ground.graphs import components

KEPT = 16
"""Programs of which it is kept what depends on what, since every plan goes by it."""


def dependencies(program: Program, clocks: Sequence[Clock] = tuple(Clock)) -> tuple[tuple[int, ...], ...]:
    """Return, for each event, the events that it depends on through causes with some of the clocks."""
    return _dependencies(program, tuple(clocks))


@lru_cache(maxsize=KEPT)
def _dependencies(program: Program, clocks: tuple[Clock, ...]) -> tuple[tuple[int, ...], ...]:
    result = []
    for event in range(len(program.events)):
        needed: set[int] = set()
        for c in range(program.cause_start[event], program.cause_start[event + 1]):
            if program.clock[c] in clocks:
                needed.update(program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]].tolist())
                needed.update(program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]].tolist())
        result.append(tuple(sorted(needed)))
    return tuple(result)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """The components to compute in each run, flat, and what an event's happening touches."""

    fixed: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    """(R, E) fixed times in years, NaN for a free event."""
    run_start: Ints
    """(R + 1) the components of each run."""
    component_start: Ints
    member: Ints
    touched_start: Ints
    """(E + 1) the causes that read each event."""
    touched: Ints
    asked: Ints
    """The events whose times are wanted."""
    used: Ints
    """The causes that any run computes."""


def plan(program: Program, fixed: np.ndarray[tuple[int, int], np.dtype[np.float64]], asked: Iterable[int], *, as_one: bool = False) -> Plan:
    """Lay out the components of every run that lead to the events ``asked``.

    ``as_one`` puts all events of a run into one component, so that the general kernel computes them; the times are the same.
    """
    wanted = sorted(set(asked))
    needs = dependencies(program)
    found: dict[bytes, list[tuple[int, ...]]] = {}
    runs: list[list[tuple[int, ...]]] = []
    for free in np.isnan(fixed):
        if free.tobytes() not in found:
            found[free.tobytes()] = _components_of(needs, free.tolist(), wanted, as_one=as_one)
        runs.append(found[free.tobytes()])
    flat = [c for run in runs for c in run]
    owner = np.repeat(np.arange(len(program.events)), np.diff(program.cause_start))
    touched_start, touched = _touched(program)
    computed = np.zeros(len(program.events), dtype=bool)
    computed[[e for c in flat for e in c]] = True
    return Plan(
        fixed=fixed,
        run_start=starts(len(run) for run in runs),
        component_start=starts(len(c) for c in flat),
        member=np.array([e for c in flat for e in sorted(c, key=program.instant_rank.item)], dtype=np.int32),
        touched_start=touched_start,
        touched=touched,
        asked=np.array(wanted, dtype=np.int32),
        used=np.flatnonzero(computed[owner]).astype(np.int32),
    )


@lru_cache(maxsize=KEPT)
def _touched(program: Program) -> tuple[Ints, Ints]:
    """Return the causes that read each event, and where those of each begin."""
    readers: list[list[int]] = [[] for _ in program.events]
    for c in range(len(program.causes)):
        read = {*program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]].tolist()}
        read |= {*program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]].tolist()}
        for event in read:
            readers[event].append(c)
    return starts(len(r) for r in readers), np.array([c for r in readers for c in r], dtype=np.int32)


def _components_of(needs: Sequence[tuple[int, ...]], free: Sequence[bool], wanted: Sequence[int], *, as_one: bool) -> list[tuple[int, ...]]:
    """Return the components of free events that lead to the events wanted, in the order in which they can be computed."""
    before = tuple(needed if is_free else () for needed, is_free in zip(needs, free, strict=True))
    found = [tuple(sorted(c)) for c in components(wanted, before.__getitem__) if all(free[e] for e in c)]
    return [tuple(e for c in found for e in c)] if as_one and found else found


def starts(lengths: Iterable[int]) -> Ints:
    """Return where each of a row of lists begins when they are laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(list(lengths))]).astype(np.int32)
