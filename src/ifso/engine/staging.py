"""Every profile of a play as a run, and the order in which runs are best taken.

Owns which choices can tell in what is counted: where no option of a choice reaches it, one stands for all. Owns as well the order of the
runs: a kernel keeps from one run to the next whatever they share (:mod:`ifso.engine.surveying`), so that neighbours differ in one choice,
and most often in the one that changes least. Leaves what is counted to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import assumptions_used
from ifso.engine.draws import quantiles
from ifso.engine.laying import fixed_times
from ifso.engine.order import plan
from ifso.engine.play import Play
from ifso.engine.program import Program, Run, Tally
from ifso.engine.simulating import sample

TRIED = 256
"""Worlds by which it is told which choices change much."""


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
    sizes = [len(ways), *(len(move.open) for move in moves)]

    def run_of(combination: Sequence[int]) -> Run:
        taken = dict(zip(telling, (move.open[i] for move, i in zip(moves, combination[1:], strict=True)), strict=True))
        profile = tuple(taken.get(m, move.open[0]) for m, move in enumerate(play.moves))
        return Run(fixed={**play.times(profile), **ways[combination[0]].fixed})

    order = gentle_order(sizes, _switching(program, sizes, run_of))
    at = {combination: i for i, combination in enumerate(order)}
    own = [tuple(move.open.index(profile[m]) for m, move in zip(telling, moves, strict=True)) for profile in play.profiles]
    place = [[at[way, *combination] for combination in own] for way in range(len(ways))]
    runs = tuple(run_of(combination) for combination in order)
    return Staged(runs=runs, place=np.array(place, dtype=np.intp), telling=telling, read=_read(program, runs, tallies))


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


def _switching(program: Program, sizes: Sequence[int], run_of: Callable[[Sequence[int]], Run]) -> list[float]:
    """Return how much a step along each axis changes: of some times at the medians of all numbers, how many are other ones then."""
    axes = [axis for axis, size in enumerate(sizes) if size > 1]
    costs = [0.0] * len(sizes)
    if len(axes) > 1:
        runs = [run_of([0] * len(sizes)), *(run_of([int(i == axis) for i in range(len(sizes))]) for axis in axes)]
        medians = quantiles(program, np.full((1, len(program.assumptions)), 0.5))
        times = sample(program, runs, seed=0, values=medians, worlds=TRIED, threads=1)
        for axis, other in zip(axes, times[1:], strict=True):
            costs[axis] = float(np.mean(other != times[0]))
    return costs


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
