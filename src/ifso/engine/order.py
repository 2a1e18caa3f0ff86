"""In which order events can be computed.

Owns the dependency graph of a program: an event depends on the trigger and modifier events of its causes. Its strongly connected components
(Tarjan, "Depth-first search and linear graph algorithms", 1972), in order, are the units that the kernels compute; a component of more than
one event is a cycle through time. Events that nothing asked about depends on are left out, and a fixed event depends on nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ifso.engine.program import Clock, Ints, Program


def dependencies(program: Program, *, instant_only: bool = False) -> tuple[tuple[int, ...], ...]:
    """Return, for each event, the events that it depends on; with ``instant_only`` those of its ``at once`` causes alone."""
    result = []
    for event in range(len(program.events)):
        needed: set[int] = set()
        for c in range(program.cause_start[event], program.cause_start[event + 1]):
            if not instant_only or program.clock[c] == Clock.AT_ONCE:
                needed.update(program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]].tolist())
                needed.update(program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]].tolist())
        result.append(tuple(sorted(needed)))
    return tuple(result)


def components(roots: Iterable[int], before: Callable[[int], Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the strongly connected components that can be reached from ``roots``, each after all that it depends on.

    ``before`` gives what a node depends on. Tarjan's algorithm with its own stack, so that depth is no limit. Within a component nodes
    are in ascending order.
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    found: list[tuple[int, ...]] = []
    for root in roots:
        if root in index:
            continue
        work = [(root, iter(before(root)))]
        index[root] = low[root] = len(index)
        open_nodes.append(root)
        is_open.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    open_nodes.append(other)
                    is_open.add(other)
                    work.append((other, iter(before(other))))
                    break
                if other in is_open:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = open_nodes.index(node)
                    found.append(tuple(sorted(open_nodes[cut:])))
                    is_open.difference_update(open_nodes[cut:])
                    del open_nodes[cut:]
    return found


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
    used: Ints
    """The causes that any run computes."""


def plan(program: Program, fixed: np.ndarray[tuple[int, int], np.dtype[np.float64]], asked: Iterable[int], *, as_one: bool = False) -> Plan:
    """Lay out the components of every run that lead to the events ``asked``.

    ``as_one`` puts all events of a run into one component, so that the general kernel computes them; the times are the same.
    """
    wanted = sorted(set(asked))
    needs = dependencies(program)
    runs: list[list[tuple[int, ...]]] = []
    for row in fixed:
        free = np.isnan(row)
        found = [c for c in components(wanted, lambda event, free=free: needs[event] if free[event] else ()) if free[list(c)].all()]  # type: ignore[misc] # the default binds the loop's value
        runs.append([tuple(e for c in found for e in c)] if as_one and found else found)
    flat = [c for run in runs for c in run]
    owner = np.repeat(np.arange(len(program.events)), np.diff(program.cause_start))
    readers: list[list[int]] = [[] for _ in program.events]
    for c in range(len(program.causes)):
        read = {*program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]].tolist()}
        read |= {*program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]].tolist()}
        for event in read:
            readers[event].append(c)
    computed = np.zeros(len(program.events), dtype=bool)
    computed[[e for c in flat for e in c]] = True
    return Plan(
        fixed=fixed,
        run_start=starts(len(run) for run in runs),
        component_start=starts(len(c) for c in flat),
        member=np.array([e for c in flat for e in sorted(c, key=program.instant_rank.item)], dtype=np.int32),
        touched_start=starts(len(r) for r in readers),
        touched=np.array([c for r in readers for c in r], dtype=np.int32),
        used=np.flatnonzero(computed[owner]).astype(np.int32),
    )


def starts(lengths: Iterable[int]) -> Ints:
    """Return where each of a row of lists begins when they are laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(list(lengths))]).astype(np.int32)
