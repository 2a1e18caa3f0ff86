"""Worlds that are weighed by how likely they make what was observed.

Owns the weights of worlds and the counts of what happens in them. Where the likelihood rests on times that nobody knows, such as those of
hidden events, no draw of the numbers has a likelihood in closed form; but each world under it has, once the simulation has made these times
up, and the mean over worlds is the draw's (:mod:`ifso.engine.resuming`). Leaves the estimates to :mod:`ifso.engine.estimating`: a chance is
the weight of the worlds in which something happens over the weight of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ifso.engine.evidence import Columns, Evidence, Factor, is_pending, log_factor, reads, rests_on
from ifso.engine.program import Floats, Program, Run, Tally
from ifso.engine.random import GROUP
from ifso.engine.simulating import BANDED_DRAWS, Counted, Progress, sample

LANES = 64_000
"""Lanes, worlds under draws, that are weighed at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """Weights of worlds under draws, and weighted counts. D draws, W worlds."""

    counted: Counted
    """Weights in the place of numbers of worlds; behind the tallies asked for stands one that counts every world."""
    log_likelihood: float
    """Logarithm of the mean weight."""
    by_draw: Floats
    """(D) the mean weight of each draw's worlds, in units of the greatest that was met at first."""
    by_part: Floats
    """(parts, D) the same by the ways in which worlds may be; together they come to ``by_draw``."""
    effective_draws: float
    """(sum of weights)^2 / sum (weight^2), over draws (Kish, "Survey Sampling", 1965)."""
    effective_worlds: float
    """The same over worlds."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """What weighs a lane: factors of the likelihood of evidence."""

    program: Program
    """The program without the moments at which it is resumed."""
    evidence: Evidence
    factors: tuple[Factor, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """The events whose times have to be made up."""
        known, made_up = self.evidence, [factor for factor in self.factors if is_pending(self.program, self.evidence, factor)]
        read = {event for factor in made_up for event in reads(self.program, factor) if not known.is_known(event, factor.until)}
        return tuple(self.program.events[event] for event in sorted(read))

    def logs(self, values: Floats, times: Floats) -> Floats:
        """Return the logarithms of weights; shape (D, w), from values (D, A) and times (D, events, w)."""
        draws, width = len(values), times.shape[2]
        per_draw, per_lane = np.zeros(draws), np.zeros(draws * width)
        places = [self.program.events.index(event) for event in self.events]
        all_times = np.repeat(self.evidence.times, draws * width, axis=1)
        all_times[places] = np.moveaxis(times, 1, 0).reshape(len(places), draws * width)
        columns: list[Floats] = list(values.T)
        repeated = {a: np.repeat(columns[a], width) for factor in self.factors for a in rests_on(self.program, factor)}
        of_lanes: Columns = [repeated.get(a, column) for a, column in enumerate(columns)]
        for factor in self.factors:
            if is_pending(self.program, self.evidence, factor):
                per_lane = per_lane + log_factor(self.program, factor, of_lanes, all_times)
            else:
                per_draw = per_draw + log_factor(self.program, factor, columns, self.evidence.times)
        return per_draw[:, None] + per_lane.reshape(draws, width)


def weigh(
    program: Program, runs: Sequence[Run], tallies: Sequence[Tally], weights: Weights, *,
    seed: int, values: Floats, rows: Floats, worlds: int, steps: int, threads: int | None = None, progress: Progress | None = None,
) -> Weighed:  # fmt: skip
    """Simulate every run of a resumed program and count the tallies, each world by its weight.

    ``values`` (D, A) are the assumptions of the program that ``weights`` speak of, ``rows`` those of the resumed one. In what the weights
    rest on, all runs are the same.
    """
    names = tuple(dict.fromkeys([*named(tallies), *weights.events]))
    tally = Weighing(len(runs), tallies, names, draws=len(values), seed=seed, steps=steps)
    for first, some in tally.pieces(worlds):
        times = sample(program, runs, seed=seed, values=rows, worlds=some, first_world=first, events=names, threads=threads)
        tally.add([(times, weights.logs(values, times[-1][:, [names.index(event) for event in weights.events]]))])
        if progress:
            progress((first + some) / worlds)
    return tally.done()


def named(tallies: Sequence[Tally]) -> tuple[str, ...]:
    """Return the events of which tallies need the times."""
    return tuple(dict.fromkeys([*(t.event for t in tallies), *(t.condition.event for t in tallies if t.condition)]))


class Weighing:
    """Weighted counts that grow by one piece of worlds after another, all draws at a time."""

    def __init__(self, runs: int, tallies: Sequence[Tally], names: Sequence[str], *, draws: int, seed: int, steps: int) -> None:
        """Begin with no worlds; ``names`` are the events whose times are handed in."""
        self._tallies, self._steps, self._seed, self._draws = tuple(tallies), steps, seed, draws
        self._place = {name: i for i, name in enumerate(names)}
        kinds = (runs, len(tallies) + 1)
        self._stepped = np.zeros((*kinds, draws, steps + 2))
        self._halves = np.zeros((*kinds, draws, 2))
        self._moments = np.zeros((runs * (len(tallies) + 1),) * 2)
        self._of_worlds: list[Floats] = []
        self._parts: list[Floats] = []
        self._unit = -np.inf

    def pieces(self, worlds: int) -> Iterator[tuple[int, int]]:
        """Yield the first world and the worlds of pieces that memory holds."""
        width = max(1, LANES // self._draws // GROUP) * GROUP
        for first in range(0, worlds, width):
            yield first, min(width, worlds - first)

    def add(self, parts: Sequence[tuple[Floats, Floats]]) -> None:
        """Add a piece: times (R, D, events, w) and logarithms of weights (D, w), in each of several ways in which the worlds may be."""
        runs, draws, _, width = parts[0][0].shape
        if self._unit == -np.inf:
            self._unit = max(float(np.max(logs)) for _, logs in parts)
        first = sum(map(len, self._of_worlds))
        odd = (np.arange(first, first + width) & 1).astype(bool)
        steps, kinds = self._steps, len(self._tallies) + 1
        per_world = np.zeros((runs, kinds, width))
        self._parts = self._parts or [np.zeros(draws) for _ in parts]
        for part, (times, logs) in enumerate(parts):
            lanes = np.exp(logs - self._unit) if self._unit > -np.inf else np.zeros(logs.shape)
            self._parts[part] += lanes.sum(axis=1)
            for r in range(runs):
                found = [*(_steps(times[r], t, self._place, steps) for t in self._tallies), np.zeros(lanes.shape, dtype=np.int64)]
                for k, steps_of in enumerate(found):
                    counted = np.where(steps_of <= steps, lanes, 0.0)
                    flat = np.arange(draws)[:, None] * (steps + 2) + steps_of
                    self._stepped[r, k] += np.bincount(flat.ravel(), counted.ravel(), draws * (steps + 2)).reshape(draws, steps + 2)
                    self._halves[r, k] += np.stack([counted[:, ~odd].sum(axis=1), counted[:, odd].sum(axis=1)], axis=1)
                    per_world[r, k] += counted.sum(axis=0)
        flat_worlds = per_world.reshape(runs * kinds, width)
        self._moments += flat_worlds @ flat_worlds.T
        self._of_worlds.append(per_world[0, -1])

    def done(self) -> Weighed:
        """Return what was counted."""
        weights = np.concatenate(self._of_worlds)
        by_draw = self._halves[0, -1].sum(axis=1) / weights.size
        curves = self._stepped[..., :-1].cumsum(axis=3)
        sums: Any = (curves.sum(axis=2), self._halves, curves[:, :, :BANDED_DRAWS], self._moments)
        by_step, halves, bands, squares = sums  # weights where a count has numbers of worlds
        return Weighed(
            counted=Counted(
                draws=self._draws, worlds=weights.size, seed=self._seed, by_step=by_step, by_draw=halves, bands=bands, moments=squares
            ),
            log_likelihood=self._unit + float(np.log(by_draw.mean())) if self._unit > -np.inf else -np.inf,
            by_draw=by_draw,
            by_part=np.stack(self._parts) / weights.size,
            effective_draws=effective(by_draw),
            effective_worlds=effective(weights),
        )


def effective(weights: Floats) -> float:
    """Return the effective sample size of weights, (sum)^2 / sum of squares; 0 where all are nothing."""
    squares = float(np.sum(weights**2))
    return float(weights.sum()) ** 2 / squares if squares > 0.0 else 0.0


def _steps(times: Floats, tally: Tally, place: dict[str, int], steps: int) -> NDArray[np.int64]:
    """Return the step in which a tally counts each lane, ``steps + 1`` where it does not; shape (D, w)."""
    at = times[:, place[tally.event]]
    counts = at <= tally.by
    if tally.condition is not None:
        counts &= (times[:, place[tally.condition.event]] <= tally.condition.by) == tally.condition.holds
    if tally.by == np.inf:
        return np.where(counts, steps, steps + 1)
    ends = np.arange(steps + 1) * tally.by / steps
    step = np.searchsorted(ends, np.where(counts, at, np.inf).ravel()).reshape(at.shape)
    return np.where(counts, np.minimum(step, steps), steps + 1)
