"""Running a program: blocks of worlds on several threads, counts that do not depend on how the work was cut.

Owns the division of the work and what comes back. Every count is an integer, so sums are exact in any order and the result is the same to
the last bit for any number of threads and any cutting. Memory is bounded: worlds are streamed, draws are taken a hypercube at a time.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ifso.engine.draws import CUBE, draw
from ifso.engine.native import simulate
from ifso.engine.order import Plan, plan
from ifso.engine.program import Clock, Program, Run, Tables, Tally, tables_of
from ifso.engine.random import GROUP

Counts = NDArray[np.int64]
FewCounts = NDArray[np.int32]
Floats = NDArray[np.float64]
STEPS = 40
BANDED_DRAWS = 4 * CUBE
"""Draws for which whole curves are kept; beyond them only the last point is."""
STRIDE = 1 << 18
"""Worlds whose per-world counts are held at once."""
CACHE = 3 << 18
"""Bytes of times and random numbers that a row of worlds may take, so that it stays near the processor."""
JOB = 40_000_000
"""Cause-draws in one job: some hundredths of a second, so that work is shared evenly, progress is shown and an interrupt is heard."""
MANY = 64
"""Draws from which on the lanes of a row are the draws of one world."""
MARGIN = 1 + 1e-9
"""By how much bounds are widened, so that rounding cannot make them wrong."""
NUMBERS = 1_000_000
"""Causes times draws, and counts by draw and step times sixteen, that are simulated at once."""
ROOM = 150_000_000
"""Bytes that all jobs may take together; where one takes much, fewer run at once."""
EXACT = 1 << 62
"""Up to which sums of 64-bit integers are safe."""
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """What a simulation counted. R runs, K tallies, D draws, W worlds, S steps; every number is exact."""

    draws: int
    worlds: int
    seed: int
    by_step: Counts
    """(R, K, S + 1) over all draws and worlds, in how many the event had happened by the start and by each step."""
    by_draw: Counts
    """(R, K, D, 2) by draw, in how many worlds of an even and of an odd number it had happened by the last step."""
    bands: Counts
    """(R, K, min(D, 4000), S + 1) the curves of the first draws."""
    moments: NDArray[np.object_]
    """(R K, R K) over worlds, the sum of products of the numbers of draws in which each tally was counted in a world; Python's integers,
    for these sums may exceed 64 bits."""


class Drawn(NamedTuple):
    """Draws of the assumptions as the kernels take them. C causes, D draws, A assumptions."""

    p: Floats
    """(C, D) the chance of every cause."""
    scale: Floats
    """(C, D) as :mod:`ifso.engine.firing` wants it."""
    most: Floats
    """(C, D) the most hazard that every cause can spend, for a rate its least scale: with its modifiers at their strongest."""
    ratios: Floats
    """(A + 1, D) every assumption, and a last row of zeros for what is blocked."""
    bounds: Floats
    """(C, 6) what is known of each cause over all draws, as :mod:`ifso.engine.surveying` wants it."""


def drawn_of(program: Program, values: Floats) -> Drawn:
    """Lay draws of the assumptions, shape (D, A), out for the kernels."""
    p = values.T[program.chance]
    ratios = np.ascontiguousarray(np.vstack([values.T, np.zeros(len(values))]))
    highest = np.ones_like(p)
    for c in range(len(program.causes)):
        for m in range(program.modifier_start[c], program.modifier_start[c + 1]):
            highest[c] *= np.maximum(1.0, ratios[program.modifier_ratio[m]])
    clock, span = program.clock[:, None], program.span[:, None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # every formula is computed for every cause, whatever its clock
        jump = -np.log1p(-p)
        scale = np.where(clock == Clock.RATE, span / jump, np.where(clock == Clock.WINDOW, span / p, jump))
        delay = scale / highest / MARGIN
        most = np.where(clock == Clock.RATE, delay, jump * highest * MARGIN)
    most_hazard = np.where(clock[:, 0] == Clock.RATE, np.inf, most.max(axis=1, initial=0.0))
    bounds = np.stack([p.min(axis=1), p.max(axis=1), scale.min(axis=1), scale.max(axis=1), most_hazard, delay.min(axis=1)], axis=1)
    return Drawn(
        p=np.ascontiguousarray(p), scale=np.ascontiguousarray(scale), most=np.ascontiguousarray(most), ratios=ratios, bounds=bounds
    )


def fixed_times(program: Program, runs: Sequence[Run]) -> Floats:
    """Return the fixed times of every run; shape (R, E), NaN for a free event. Raises ``KeyError`` for an unknown event."""
    at = {name: i for i, name in enumerate(program.events)}
    fixed = np.full((len(runs), len(program.events)), np.nan)
    for r, run in enumerate(runs):
        for event, time in run.fixed.items():
            fixed[r, at[event]] = time
    return fixed


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
class _Work:
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
        stride = max(self.row, min(STRIDE, 16 * NUMBERS // kinds) // self.row * self.row)
        cost = max(1, len(self.plan.used)) * len(self.plan.fixed) * batch
        piece = max(self.row, min(stride, job // cost, -(-worlds // workers)) // self.row * self.row)
        return Cut(batch=batch, stride=stride, piece=piece, workers=max(1, min(workers, ROOM // self.room(batch, piece))))

    def room(self, draws: int, worlds: int) -> int:
        """Return about how many bytes a job takes: what it works on, and twice what it counts, as results wait to be added up."""
        causes, events = len(self.tables.causes), len(self.tables.cause_start) - 1
        kinds = len(self.plan.fixed) * len(self.tallies[0])
        lanes = max(draws, self.row)
        held = kinds * (4 * draws * (self.steps + 2) + 8 * draws + 8 * worlds)
        return 8 * lanes * (events + 40) + 16 * causes * self.row + 3 * held

    def counts(
        self, pool: ThreadPoolExecutor, ahead: int, jobs: Iterable[tuple[int, int]], drawn: Drawn,
    ) -> Iterator[tuple[FewCounts, Counts, Counts]]:  # fmt: skip
        """Yield the counts of jobs (first world, worlds) in their order; at most ``ahead`` of them are held, so that memory is bounded."""
        waiting: deque[Future[tuple[FewCounts, Counts, Counts]]] = deque()
        try:
            for first_world, worlds in jobs:
                waiting.append(pool.submit(self.count, first_world, worlds, drawn))
                if len(waiting) == ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def count(self, first_world: int, worlds: int, drawn: Drawn) -> tuple[FewCounts, Counts, Counts]:
        """Run one job and return its curves (R, K, D, S + 1), its odd worlds (R, K, D) and its per-world counts (R, K, worlds)."""
        kinds, draws = (len(self.plan.fixed), len(self.tallies[0])), drawn.p.shape[1]
        curves = np.zeros((*kinds, draws, self.steps + 2), dtype=np.int32)
        odd = np.zeros((*kinds, draws), dtype=np.int64)
        per_world = np.zeros((*kinds, worlds), dtype=np.int64)
        self.run(first_world, worlds, drawn, (curves, odd, per_world), np.empty((0, 0, 0, 0)))
        return curves[..., :-1], odd, per_world

    def run(self, first_world: int, worlds: int, drawn: Drawn, counts: tuple[FewCounts, Counts, Counts], times: Floats) -> None:
        """Call the kernel."""
        event, by, told, told_by, holds = self.tallies
        by_draw = drawn.p.shape[1] >= MANY if self.by_draw is None else self.by_draw
        simulate(
            *self.tables, drawn.bounds, self.horizon, self.general, int(by_draw),
            np.uint64(self.seed), np.uint64(first_world), worlds, self.row, self.plan.used, drawn.p, drawn.scale, drawn.most, drawn.ratios,
            self.plan.fixed, self.plan.run_start, self.plan.component_start, self.plan.member,
            self.plan.touched_start, self.plan.touched, self.plan.asked,
            np.array(event, dtype=np.int32), np.array(by, dtype=np.float64), np.array(told, dtype=np.int32),
            np.array(told_by, dtype=np.float64), np.array(holds, dtype=np.bool_),
            *counts, times,
        )  # fmt: skip


def _work(
    program: Program, runs: Sequence[Run], tallies: Sequence[Tally], seed: int, steps: int, *,
    as_one: bool, row: int | None, by_draw: bool | None = None,
) -> _Work:  # fmt: skip
    at = {name: i for i, name in enumerate(program.events)}
    conditions = [t.condition for t in tallies]
    last = max((time for time in (*(t.by for t in tallies), *(c.by for c in conditions if c)) if time < np.inf), default=np.inf)
    asked = {at[t.event] for t in tallies} | {at[c.event] for c in conditions if c}
    return _Work(
        tables=tables_of(program),
        plan=plan(program, fixed_times(program, runs), asked or range(len(at)), as_one=as_one),
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


def count(
    program: Program, runs: Sequence[Run], tallies: Sequence[Tally], *, seed: int, draws: int, worlds: int,
    threads: int | None = None, job: int = JOB, steps: int = STEPS, as_one: bool = False, progress: Progress | None = None,
) -> Counted:  # fmt: skip
    """Simulate every run of a program and count the tallies.

    Each of ``draws`` draws of the assumptions is simulated on the same ``worlds`` worlds, and so is every run. ``threads`` defaults to the
    processor's cores; neither it nor ``job``, the cause-draws per piece of work, changes the result. ``progress`` is told the share done.
    Raises ``KeyError`` where a run or tally names an unknown event.
    """
    work = _work(program, runs, tallies, seed, steps, as_one=as_one, row=None)
    kinds = (len(runs), len(tallies))
    by_step = np.zeros((*kinds, steps + 1), dtype=np.int64)
    by_draw = np.zeros((*kinds, draws, 2), dtype=np.int64)
    bands = np.zeros((*kinds, min(draws, BANDED_DRAWS), steps + 1), dtype=np.int64)
    moments = np.zeros((kinds[0] * kinds[1],) * 2, dtype=object)
    workers = threads or os.cpu_count() or 1
    cut = work.cut(draws, worlds, workers, job)
    done = 0
    with ThreadPoolExecutor(cut.workers) as pool:
        for stride in range(0, worlds, cut.stride):
            width = min(cut.stride, worlds - stride)
            per_world = np.zeros((*kinds, width), dtype=np.int64)
            for first in range(0, draws, cut.batch):
                some = min(cut.batch, draws - first)
                drawn = drawn_of(program, draw(program, seed, first, some))
                pieces = [(w, min(cut.piece, width - w)) for w in range(0, width, cut.piece)]
                jobs = [(stride + w, n) for w, n in pieces]
                for (w, n), (curves, odd, in_worlds) in zip(pieces, work.counts(pool, 2 * cut.workers, jobs, drawn), strict=True):
                    by_step += curves.sum(axis=2)
                    by_draw[:, :, first : first + some, 0] += curves.sum(axis=3) - odd
                    by_draw[:, :, first : first + some, 1] += odd
                    kept = bands[:, :, first : first + some]
                    kept += curves[:, :, : kept.shape[2]]
                    per_world[:, :, w : w + n] += in_worlds
                    done += n * some
                    if progress:
                        progress(done / (worlds * draws))
            moments += products(per_world.reshape(len(moments), width), draws)
    return Counted(
        draws=draws, worlds=worlds, seed=seed,
        by_step=by_step.cumsum(axis=2), by_draw=by_draw, bands=bands.cumsum(axis=3), moments=moments,
    )  # fmt: skip


def products(counts: Counts, most: int) -> NDArray[np.object_]:
    """Return the sums of products of rows of counts up to ``most``, shape (rows, rows), as Python's integers."""
    total = np.zeros((len(counts),) * 2, dtype=object)
    safe = max(1, EXACT // most**2)
    for first in range(0, counts.shape[1], safe):
        some = counts[:, first : first + safe]
        total += (some @ some.T).astype(object)
    return total


def event_times(
    program: Program, run: Run | None = None, *, seed: int, worlds: int, first_world: int = 0, values: Floats | None = None,
    as_one: bool = False, row: int | None = None, by_draw: bool | None = None,
) -> Floats:  # fmt: skip
    """Return the time of every event in every world; shape (E, worlds), years from the start, infinity where it did not happen.

    ``values`` (A) are the assumptions; default: the first draw. ``first_world`` is a multiple of 64. ``as_one`` uses the general kernel
    wherever it can be used; ``row`` and ``by_draw`` choose how lanes are laid out. None of them changes the times.
    """
    drawn = drawn_of(program, draw(program, seed, 0, 1) if values is None else np.asarray(values, dtype=np.float64)[None, :])
    work = _work(program, [run or Run()], [], seed, 1, as_one=as_one, row=row, by_draw=by_draw)
    times = np.empty((1, 1, len(program.events), worlds))
    nothing = (np.zeros((1, 0, 1, 3), dtype=np.int32), np.zeros((1, 0, 1), dtype=np.int64), np.zeros((1, 0, worlds), dtype=np.int64))
    work.run(first_world, worlds, drawn, nothing, times)
    result: Floats = times[0, 0]
    return result
