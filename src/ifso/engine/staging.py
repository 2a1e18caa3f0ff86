"""Every profile of a play as a run, and the order in which runs are best taken.

Owns which choices can tell in what is counted: where no option of a choice reaches it, one stands for all. Owns as well the order of the
runs: a kernel keeps from one run to the next whatever they share (:mod:`ifso.engine.surveying`), so that neighbours differ in one choice,
and most often in the one that reaches fewest causes. Leaves what is counted to whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import assumptions_used
from ifso.engine.laying import fixed_times
from ifso.engine.order import dependencies, plan
from ifso.engine.play import Play
from ifso.engine.program import Program, Run, Tally


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Staged:
    """Runs of profiles. R ways of fixing other events, S profiles of the play."""

    runs: tuple[Run, ...]
    place: NDArray[np.intp]
    """(R, S) which of the runs is that of a way and a profile."""
    telling: tuple[int, ...]
    """The places of the choices that can tell in what is counted, among those that leave more than one option."""
    read: NDArray[np.intp]
    """The places of the assumptions that can tell in what is counted."""


def stage(program: Program, play: Play | None, ways: Sequence[Run], tallies: Sequence[Tally]) -> Staged:
    """Return the runs in which tallies tell profiles apart, under each of several ways of fixing other events.

    Without a play there is one profile, of nothing. What a way fixes is fixed whatever the profile. Raises ``KeyError`` for an unknown
    event.
    """
    if play is None:
        return Staged(runs=tuple(ways), place=np.arange(len(ways))[:, None], telling=(), read=_read(program, ways, tallies))
    telling = _telling(program, play, ways, tallies)
    moves = [play.moves[m] for m in telling]
    switched = {event for one, other in pairwise(ways) for event in one.fixed.keys() ^ other.fixed.keys()}
    switched |= {
        event for one, other in pairwise(ways) for event in one.fixed.keys() & other.fixed.keys() if one.fixed[event] != other.fixed[event]
    }
    reached = reaches(program, [switched, *({f"{move.choice}.{option}" for option in move.options} for move in moves)])
    runs: list[Run] = []
    place: dict[tuple[int, ...], int] = {}
    for way, *taken in gentle_order([len(ways), *(len(move.open) for move in moves)], reached):
        profile = [move.open[0] for move in play.moves]
        for m, move, option in zip(telling, moves, taken, strict=True):
            profile[m] = move.open[option]
        place[way, *(profile[m] for m in telling)] = len(runs)
        runs.append(Run(fixed={**play.times(tuple(profile)), **ways[way].fixed}))
    places = [[place[way, *(profile[m] for m in telling)] for profile in play.profiles] for way in range(len(ways))]
    return Staged(runs=tuple(runs), place=np.array(places, dtype=np.intp), telling=telling, read=_read(program, runs, tallies))


def _read(program: Program, runs: Sequence[Run], tallies: Sequence[Tally]) -> NDArray[np.intp]:
    used = set(assumptions_used(program, runs, tallies))
    return np.array([a for a, name in enumerate(program.assumptions) if name in used], dtype=np.intp)


def _telling(program: Program, play: Play, ways: Sequence[Run], tallies: Sequence[Tally]) -> tuple[int, ...]:
    """Return the choices with more than one option left of which some modifies a cause that leads to what is counted."""
    at = {name: i for i, name in enumerate(program.events)}
    asked = {at[t.event] for t in tallies} | {at[t.condition.event] for t in tallies if t.condition}
    read: set[int] = set()
    for c in plan(program, fixed_times(program, ways), asked).used:
        read.update(program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]].tolist())
    return tuple(
        m
        for m, move in enumerate(play.moves)
        if len(move.open) > 1 and any(at[f"{move.choice}.{option}"] in read for option in move.options)
    )


def reaches(program: Program, sets: Iterable[Iterable[str]]) -> list[int]:
    """Return, for each set of events, how many events depend on any of them, directly or through others."""
    at = {name: i for i, name in enumerate(program.events)}
    readers: list[list[int]] = [[] for _ in program.events]
    for event, needed in enumerate(dependencies(program)):
        for other in needed:
            readers[other].append(event)
    found = []
    for events in sets:
        reached = {at[event] for event in events}
        waiting = list(reached)
        while waiting:
            new = [reader for reader in readers[waiting.pop()] if reader not in reached]
            reached.update(new)
            waiting.extend(new)
        found.append(len(reached))
    return found


def gentle_order(sizes: Sequence[int], costs: Sequence[float]) -> list[tuple[int, ...]]:
    """Return all combinations of one place on each axis so that neighbours differ in one alone, the costly ones seldom.

    It is the reflected code of mixed radix (Knuth, *The Art of Computer Programming* 4A, section 7.2.1.1), its axes sorted by cost.
    """
    axes = sorted(range(len(sizes)), key=lambda axis: -costs[axis])
    found: list[tuple[int, ...]] = [()]
    for axis in reversed(axes):
        found = [(i, *rest) for i in range(sizes[axis]) for rest in (found if i % 2 == 0 else found[::-1])]
    back = np.argsort(axes).tolist()
    return [tuple(combination[k] for k in back) for combination in found]
