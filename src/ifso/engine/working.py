"""One simulation's work: what its jobs share, how it is cut into them, and how one of them is run.

Owns the cutting, which changes nothing but time and memory, and the call of the kernel. A job is some worlds under some draws. Leaves
adding the jobs up to :mod:`ifso.engine.simulating`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ifso.engine.draws import CUBE
from ifso.engine.laying import NOTHING_LIKE, Drawn, Floats, fixed_times
from ifso.engine.native import simulate
from ifso.engine.order import Plan, plan
from ifso.engine.program import Program, Run, Tables, Tally, tables_of
from ifso.engine.random import GROUP

Counts = NDArray[np.int64]
FewCounts = NDArray[np.int32]
Result = TypeVar("Result")
STRIDE = 1 << 18
"""Worlds whose per-world counts are held at once."""
CACHE = 3 << 18
"""Bytes of times and random numbers that a row of worlds may take, so that it stays near the processor."""
JOB = 40_000_000
"""Cause-draws in one job: some hundredths of a second, so that work is shared evenly, progress is shown and an interrupt is heard."""
MANY = 64
"""Draws from which on the lanes of a row are the draws of one world."""
MANY_LIKE = 16
"""The same where it is known which draws are like others."""
NUMBERS = 1_000_000
"""Causes times draws, and counts by draw and step times sixteen, that are simulated at once."""
ROOM = 150_000_000
"""Bytes that all jobs may take together; where one takes much, fewer run at once."""


def row_of(program: Program) -> int:
    """Return how many worlds to compute at once: a multiple of 64."""
    each = 8 * (len(program.events) + 2 * len(program.causes) + 8)
    return max(GROUP, min(512, CACHE // each // GROUP * GROUP))


class Cut(NamedTuple):
    """How a simulation is cut, which changes nothing but time and memory."""

    batch: int
    """Draws at once."""
    stride: int
    """Worlds whose per-world counts are held at once."""
    piece: int
    """Worlds in a job."""
    workers: int
    """Jobs at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """What every job of a simulation shares."""

    tables: Tables
    plan: Plan
    horizon: float
    """The last time of interest."""
    seed: int
    row: int
    tallies: tuple[Sequence[int], Sequence[float], Sequence[int], Sequence[float], Sequence[bool]]
    steps: int
    general: bool
    by_draw: bool | None
    """Whether the lanes of a row are draws; None: where there are many of them."""

    def cut(self, draws: int, worlds: int, workers: int, job: int) -> Cut:
        """Return how to cut the work so that jobs of about ``job`` cause-draws take no more than ``ROOM`` bytes together."""
        causes, kinds = max(1, len(self.tables.causes)), len(self.plan.fixed) * max(1, len(self.tallies[0]))
        batch = max(1, min(draws, CUBE, NUMBERS // causes, 16 * NUMBERS // (kinds * (self.steps + 2))))
        unit = GROUP if self.lanes_are_draws(batch) else self.row
        stride = max(unit, min(STRIDE, 16 * NUMBERS // kinds) // unit * unit)
        cost = max(1, len(self.plan.used)) * len(self.plan.fixed) * batch
        most = max(unit, min(stride, job // cost) // unit * unit)
        pieces = -(-worlds // most)
        if draws <= batch:  # as many for each of the workers
            pieces = -(-pieces // workers) * workers
        piece = min(most, -(-worlds // (pieces * unit)) * unit)
        laid_out = 6 * 8 * causes * batch if piece >= min(worlds, stride) else 0  # the draws, where every job lays its own out
        return Cut(batch=batch, stride=stride, piece=piece, workers=max(1, min(workers, ROOM // (self.room(batch, piece) + laid_out))))

    def lanes_are_draws(self, draws: int, *, like: bool = False) -> bool:
        """Tell whether the lanes of a row are the draws of one world, rather than worlds under one draw."""
        return draws >= (MANY_LIKE if like else MANY) if self.by_draw is None else self.by_draw

    def room(self, draws: int, worlds: int) -> int:
        """Return about how many bytes a job takes: what it works on, and twice what it counts, as results wait to be added up."""
        causes, events = len(self.tables.causes), len(self.tables.cause_start) - 1
        kinds = len(self.plan.fixed) * len(self.tallies[0])
        lanes = max(draws, self.row)
        held = kinds * (4 * draws * (self.steps + 2) + 8 * draws + 8 * worlds)
        return 8 * lanes * (events + 40) + 16 * causes * self.row + 3 * held

    def count(self, first_world: int, worlds: int, drawn: Drawn) -> tuple[FewCounts, Counts, Counts]:
        """Run one job and return its curves (R, K, D, S + 1), its odd worlds (R, K, D) and its per-world counts (R, K, worlds)."""
        kinds, draws = (len(self.plan.fixed), len(self.tallies[0])), drawn.p.shape[1]
        curves = np.zeros((*kinds, draws, self.steps + 2), dtype=np.int32)
        odd = np.zeros((*kinds, draws), dtype=np.int64)
        per_world = np.zeros((*kinds, worlds), dtype=np.int64)
        self.run(first_world, worlds, drawn, (curves, odd, per_world), np.empty((0, 0, 0, 0)))
        return curves[..., :-1], odd, per_world

    def times(self, first_world: int, worlds: int, drawn: Drawn) -> Floats:
        """Run one job and return the times of all events, shape (R, D, E, worlds); infinity for those that nothing asked for."""
        runs, draws, events = len(self.plan.fixed), drawn.p.shape[1], self.plan.fixed.shape[1]
        times = np.empty((runs, draws, events, worlds))
        nothing = (
            np.zeros((runs, 0, draws, 3), dtype=np.int32),
            np.zeros((runs, 0, draws), dtype=np.int64),
            np.zeros((runs, 0, worlds), dtype=np.int64),
        )
        self.run(first_world, worlds, drawn, nothing, times)
        return times

    def run(self, first_world: int, worlds: int, drawn: Drawn, counts: tuple[FewCounts, Counts, Counts], times: Floats) -> None:
        """Call the kernel."""
        event, by, told, told_by, holds = self.tallies
        by_draw = self.lanes_are_draws(drawn.p.shape[1], like=drawn.like.size > 0)
        simulate(
            *self.tables, drawn.bounds, self.horizon, self.general, int(by_draw),
            np.uint64(self.seed), np.uint64(first_world), worlds, self.row, self.plan.used, drawn.p, drawn.scale, drawn.most, drawn.ratios,
            drawn.like if by_draw else NOTHING_LIKE, drawn.rooted,
            self.plan.fixed, self.plan.run_start, self.plan.component_start, self.plan.member,
            self.plan.touched_start, self.plan.touched, self.plan.asked,
            np.array(event, dtype=np.int32), np.array(by, dtype=np.float64), np.array(told, dtype=np.int32),
            np.array(told_by, dtype=np.float64), np.array(holds, dtype=np.bool_),
            *counts, times,
        )  # fmt: skip


def work_of(
    program: Program, runs: Sequence[Run], tallies: Sequence[Tally], seed: int, steps: int, *,
    as_one: bool = False, row: int | None = None, by_draw: bool | None = None, events: Sequence[str] | None = None,
) -> Work:  # fmt: skip
    """Return the work of a simulation; ``events`` are those whose times are wanted where nothing is counted, by default all.

    Raises ``KeyError`` where a run, a tally or ``events`` names an unknown event.
    """
    at = {name: i for i, name in enumerate(program.events)}
    conditions = [t.condition for t in tallies]
    last = max((time for time in (*(t.by for t in tallies), *(c.by for c in conditions if c)) if time < np.inf), default=np.inf)
    asked = {at[t.event] for t in tallies} | {at[c.event] for c in conditions if c}
    wanted = range(len(at)) if events is None else {at[event] for event in events}
    return Work(
        tables=tables_of(program),
        plan=plan(program, fixed_times(program, runs), asked if tallies else wanted, as_one=as_one),
        horizon=min(program.horizon, last),
        seed=seed,
        row=row or row_of(program),
        tallies=(
            [at[t.event] for t in tallies],
            [t.by for t in tallies],
            [at[c.event] if c else -1 for c in conditions],
            [c.by if c else 0.0 for c in conditions],
            [c.holds if c else True for c in conditions],
        ),
        steps=steps,
        general=as_one,
        by_draw=by_draw,
    )


def in_order(pool: ThreadPoolExecutor | None, ahead: int, jobs: Iterable[Callable[[], Result]]) -> Iterator[Result]:
    """Yield the results of jobs in their order; at most ``ahead`` of them are held, so that memory is bounded.

    Without a pool they are done one after the other, by whoever asks for them.
    """
    if pool is None:
        yield from (job() for job in jobs)
        return
    waiting: deque[Future[Result]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(job))
            if len(waiting) == ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()
