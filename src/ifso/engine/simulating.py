"""Running a program: blocks of worlds on several threads, counts that do not depend on how the work was cut.

Owns what comes back: counts, and times of events. Every count is an integer, so sums are exact in any order and the result is the same to
the last bit for any number of threads and any cutting. Memory is bounded: worlds are streamed, draws are taken a hypercube at a time.
Leaves the cutting and the kernel to :mod:`ifso.engine.working`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ifso.engine.draws import CUBE, draw
from ifso.engine.laying import Drawn, drawn_of
from ifso.engine.program import Program, Run, Tally
from ifso.engine.random import GROUP
from ifso.engine.working import JOB, Counts, Cut, FewCounts, Work, in_order, work_of

Floats = NDArray[np.float64]
STEPS = 40
BANDED_DRAWS = 4 * CUBE
"""Draws for which whole curves are kept; beyond them only the last point is."""
SAMPLED = 4_000_000
"""Times that a job of :func:`sample` holds at once."""
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
    """(R, K, min(D, 4000), S + 1) the curves of the first draws; of none where only chances were wanted."""
    moments: NDArray[np.object_]
    """(R K, R K) over worlds, the sum of products of the numbers of draws in which each tally was counted in a world; Python's integers,
    for these sums may exceed 64 bits. Empty where only chances were wanted."""


def processors() -> int:
    """Return how many processors there are, on which no result depends."""
    return os.cpu_count() or 1


def count(
    program: Program, runs: Sequence[Run], tallies: Sequence[Tally], *, seed: int, draws: int = 1, worlds: int,
    values: Floats | None = None, like: NDArray[np.int64] | None = None, first_world: int = 0, threads: int | None = None,
    job: int = JOB, steps: int = STEPS, chances_only: bool = False, as_one: bool = False,
    progress: Progress | None = None, work: Work | None = None,
) -> Counted:  # fmt: skip
    """Simulate every run of a program and count the tallies.

    Each of ``draws`` draws of the assumptions is simulated on the same ``worlds`` worlds, and so is every run. ``values`` (D, A) are rows
    of assumptions that take the place of the seed's draws, and D that of ``draws``; a chance in them may be exactly 0 or 1. Rows that
    differ in little from others are counted faster, to the same result, where ``like`` says at which rows groups of them begin that are
    like their first, and at which the last group ends. The worlds are those from ``first_world`` on, a multiple of 64. ``chances_only``
    leaves out curves by draw and moments. ``threads`` defaults to the processor's cores; neither it nor ``job``, the cause-draws per piece
    of work, changes the result. ``progress`` is told the share done. ``work`` is what :func:`ifso.engine.working.work_of` makes of the same
    program, runs, tallies, seed and steps, where many counts share it. Raises ``KeyError`` where a run or tally names an unknown event,
    ``ValueError`` where ``values`` or ``first_world`` have another form.
    """
    source = _Source(program, seed, None if values is None else _rows(program, values), like, _first(first_world))
    draws = draws if source.rows is None else len(source.rows)
    work = work or work_of(program, runs, tallies, seed, steps, as_one=as_one)
    kinds = (len(runs), len(tallies))
    by_step = np.zeros((*kinds, steps + 1), dtype=np.int64)
    by_draw = np.zeros((*kinds, draws, 2), dtype=np.int64)
    bands = np.zeros((*kinds, 0 if chances_only else min(draws, BANDED_DRAWS), steps + 1), dtype=np.int64)
    moments = np.zeros((0 if chances_only else kinds[0] * kinds[1],) * 2, dtype=object)
    cut = work.cut(draws, worlds, threads or processors(), job)
    done = 0
    with ThreadPoolExecutor(cut.workers) if cut.workers > 1 else nullcontext() as pool:
        for stride in range(0, worlds, cut.stride):
            width = min(cut.stride, worlds - stride)
            per_world = np.zeros((*kinds, width), dtype=np.int64)
            for (first, some, w, n), (curves, odd, in_worlds) in _counted(
                source, work, cut, draws, range(stride, stride + width), pool=pool
            ):
                by_step += curves.sum(axis=2)
                by_draw[:, :, first : first + some, 0] += curves.sum(axis=3) - odd
                by_draw[:, :, first : first + some, 1] += odd
                kept = bands[:, :, first : first + some]
                kept += curves[:, :, : kept.shape[2]]
                per_world[:, :, w : w + n] += in_worlds
                done += n * some
                if progress:
                    progress(done / (worlds * draws))
            if not chances_only:
                moments += products(per_world.reshape(len(moments), width), draws)
    return Counted(
        draws=draws, worlds=worlds, seed=seed,
        by_step=by_step.cumsum(axis=2), by_draw=by_draw, bands=bands.cumsum(axis=3), moments=moments,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """Where the values and the worlds of a simulation come from."""

    program: Program
    seed: int
    rows: Floats | None
    like: NDArray[np.int64] | None
    first_world: int

    def drawn(self, first: int, some: int) -> Drawn:
        """Lay some draws out for the kernels."""
        values = draw(self.program, self.seed, first, some) if self.rows is None else self.rows[first : first + some]
        like = None if self.like is None else np.unique(np.clip(self.like - first, 0, some))
        return drawn_of(self.program, values, like)

    def count_alone(self, work: Work, stride: int, job: Job) -> tuple[FewCounts, Counts, Counts]:
        """Run a job that lays its own draws out."""
        first, some, w, n = job
        return work.count(self.first_world + stride + w, n, self.drawn(first, some))


Job = tuple[int, int, int, int]
"""First draw, draws, first world and worlds of a job, the worlds within their stride."""


def _counted(
    source: _Source, work: Work, cut: Cut, draws: int, stride: range, *, pool: ThreadPoolExecutor | None,
) -> Iterator[tuple[Job, tuple[FewCounts, Counts, Counts]]]:  # fmt: skip
    """Yield every job of one stride of worlds and what it counted."""
    begin, width = stride.start, len(stride)
    pieces = [(w, min(cut.piece, width - w)) for w in range(0, width, cut.piece)]
    batches = [(first, min(cut.batch, draws - first)) for first in range(0, draws, cut.batch)]
    for group in [batches] if len(pieces) == 1 else [[batch] for batch in batches]:
        jobs = [(first, some, w, n) for first, some in group for w, n in pieces]
        if len(pieces) == 1:  # jobs of several batches run side by side
            calls = [partial(source.count_alone, work, begin, job) for job in jobs]
        else:
            drawn = source.drawn(*group[0])
            calls = [partial(work.count, source.first_world + begin + w, n, drawn) for _, _, w, n in jobs]
        yield from zip(jobs, in_order(pool, 2 * cut.workers, calls), strict=True)


def _first(world: int) -> int:
    if world % GROUP:
        raise ValueError(f"worlds are taken from a multiple of {GROUP} on, not from {world}")
    return world


def _rows(program: Program, values: Floats) -> Floats:
    """Check the form of the rows of values that a caller hands in."""
    rows = np.asarray(values, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(program.assumptions):
        raise ValueError(f"values have the shape (draws, {len(program.assumptions)}), not {rows.shape}")
    return rows


def products(counts: Counts, most: int) -> NDArray[np.object_]:
    """Return the sums of products of rows of counts up to ``most``, shape (rows, rows), as Python's integers."""
    total = np.zeros((len(counts),) * 2, dtype=object)
    safe = max(1, EXACT // most**2)
    for first in range(0, counts.shape[1], safe):
        some = counts[:, first : first + safe]
        total += (some @ some.T).astype(object)
    return total


def sample(
    program: Program, runs: Sequence[Run], *, seed: int, values: Floats, worlds: int, first_world: int = 0,
    events: Sequence[str] | None = None, threads: int | None = None,
) -> Floats:  # fmt: skip
    """Return the times of events; shape (R, D, E, worlds), years from the start, infinity where an event did not happen by the horizon.

    The worlds and their random numbers are those of :func:`count`. ``values`` (D, A) are rows of assumptions; ``events``, by default all,
    are those whose times are wanted, in that order. ``threads`` changes no time. Raises ``KeyError`` for an unknown event, ``ValueError``
    where ``values`` or ``first_world`` have another form.
    """
    rows, first_world = _rows(program, values), _first(first_world)
    names = program.events if events is None else tuple(events)
    places = [program.events.index(name) if name in program.events else -1 for name in names]
    work = work_of(program, runs, [], seed, 1, events=names)
    draws, workers = len(rows), threads or processors()
    found = np.empty((len(runs), draws, len(names), worlds))
    each = max(1, len(runs) * len(program.events))
    batch = max(1, min(draws, CUBE, SAMPLED // (each * GROUP)))
    fair = -(-worlds // workers) if draws <= batch else worlds
    piece = max(GROUP, min(fair, SAMPLED // (each * batch)) // GROUP * GROUP)
    jobs = [
        (first, min(batch, draws - first), w, min(piece, worlds - w)) for first in range(0, draws, batch) for w in range(0, worlds, piece)
    ]

    def take(job: Job) -> None:
        first, some, w, n = job
        times = work.times(first_world + w, n, drawn_of(program, rows[first : first + some]))
        found[:, first : first + some, :, w : w + n] = times[:, :, places]

    with ThreadPoolExecutor(workers) as pool:
        for _ in in_order(pool, 2 * workers, [partial(take, job) for job in jobs]):
            pass
    return found


def event_times(
    program: Program, run: Run | None = None, *, seed: int, worlds: int, first_world: int = 0, values: Floats | None = None,
    as_one: bool = False, row: int | None = None, by_draw: bool | None = None,
) -> Floats:  # fmt: skip
    """Return the time of every event in every world; shape (E, worlds), years from the start, infinity where it did not happen.

    ``values`` (A) are the assumptions; default: the first draw. ``first_world`` is a multiple of 64. ``as_one`` uses the general kernel
    wherever it can be used; ``row`` and ``by_draw`` choose how lanes are laid out. None of them changes the times.
    """
    drawn = drawn_of(program, draw(program, seed, 0, 1) if values is None else np.asarray(values, dtype=np.float64)[None, :])
    work = work_of(program, [run or Run()], [], seed, 1, as_one=as_one, row=row, by_draw=by_draw)
    times: Floats = work.times(first_world, worlds, drawn)[0, 0]
    return times
