"""Lanes for questions that need the times themselves, and not only counts: blocks of some draws in some worlds.

Owns which draws meet which worlds. Draws are taken sixteen at a time and every such group has worlds of its own, so that as many worlds and
draws come together as the lanes allow, and groups are independent of each other: the spread between them is the standard error. Where
nothing is uncertain there is one draw, and the groups are of worlds alone. The first group has the first worlds and draws of an answer.
Blocks are parts of groups small enough to be held; how groups are cut into them, and on how many threads they run, changes no result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ifso.engine.draws import draw
from ifso.engine.laying import Drawn, drawn_of
from ifso.engine.order import dependencies
from ifso.engine.program import Condition, Program, Run
from ifso.engine.random import GROUP
from ifso.engine.simulating import processors
from ifso.engine.working import Work, in_order, work_of

Floats = NDArray[np.float64]
Item = TypeVar("Item")
Result = TypeVar("Result")
TOGETHER = 16
"""Draws that share worlds."""
GROUPS = 32
"""Groups that there should be at least, so that their spread can be told."""
PIECES = 64
"""Groups of worlds where there is a single draw."""
LANES = 1 << 15
"""Lanes in a block at most."""
NUMBERS = 1 << 21
"""Times in a block at most, unless 64 worlds under one draw have more."""
KEPT = 1 << 25
"""Times, over all blocks, up to which results are kept from one passage through the blocks to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some draws in some worlds."""

    group: int
    first_draw: int
    draws: int
    first_world: int
    worlds: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lanes:
    """The worlds of one reading of a question, in blocks."""

    program: Program
    run: Run
    condition: Condition | None
    """Lanes in which it is not met weigh nothing."""
    events: tuple[str, ...]
    """The events whose times are wanted; those of all others are infinite."""
    seed: int
    draws: int
    worlds: int
    """For each draw."""
    blocks: tuple[Block, ...]
    values: Floats
    """(draws, A) the assumptions."""
    work: Work

    @property
    def groups(self) -> int:
        """How many groups are independent of each other."""
        return self.blocks[-1].group + 1

    @property
    def is_known(self) -> bool:
        """Tell whether the groups are enough to tell how far off a result may be."""
        return self.groups > 1 and (self.draws > 1 or self.program.is_certain)

    @property
    def used(self) -> NDArray[np.int32]:
        """The causes of the events whose times are wanted, and of those that lead to them, which any kernel may read."""
        return self.work.plan.used

    @property
    def is_small(self) -> bool:
        """Tell whether the times of all lanes can be kept."""
        return self.draws * self.worlds * len(self.program.events) <= KEPT

    def drawn(self, block: Block) -> Drawn:
        """Return the draws of a block as kernels take them."""
        return drawn_of(self.program, self.values[block.first_draw : block.first_draw + block.draws])

    def times(self, block: Block, drawn: Drawn) -> Floats:
        """Return the times of a block; shape (D, E, W)."""
        times: Floats = self.work.times(block.first_world, block.worlds, drawn)[0]
        return times

    def weights(self, times: Floats) -> Floats:
        """Return what each lane of a block counts; shape (D, W)."""
        if self.condition is None:
            return np.ones((times.shape[0], times.shape[2]))
        told = times[:, self.program.events.index(self.condition.event)] <= self.condition.by
        return np.ascontiguousarray(np.where(told == self.condition.holds, 1.0, 0.0))

    def each(self, work: Callable[[Item], Result], items: Sequence[Item], threads: int | None) -> Iterator[Result]:
        """Yield what becomes of every block, or of what was kept of every block, in order."""
        workers = threads or processors()
        with ThreadPoolExecutor(workers) as pool:
            yield from in_order(pool, 2 * workers, (partial(work, item) for item in items))


def lanes_of(
    program: Program, run: Run, condition: Condition | None, events: Sequence[str], *, seed: int, draws: int, worlds: int,
    most: int = LANES,
) -> Lanes:  # fmt: skip
    """Lay out ``draws`` draws of the assumptions in ``worlds`` worlds each; ``most`` lanes in a block change no result.

    A program without uncertain assumptions gets one draw, in as many worlds as all draws would have had.
    """
    if program.is_certain:
        draws, worlds = 1, draws * worlds
    most = max(GROUP, min(most, NUMBERS // max(1, len(program.events))))
    wanted = tuple(dict.fromkeys((*events, *(() if condition is None else (condition.event,)))))
    return Lanes(
        program=program, run=run, condition=condition, events=wanted, seed=seed, draws=draws, worlds=worlds,
        blocks=tuple(_cut(draws, worlds, most, certain=program.is_certain)), values=draw(program, seed, 0, draws),
        work=work_of(program, [run], [], seed, 1, row=GROUP, events=wanted),
    )  # fmt: skip


def _cut(draws: int, worlds: int, most: int, *, certain: bool) -> Iterator[Block]:
    if certain:
        width = max(1, -(-worlds // (PIECES * GROUP))) * GROUP
        groups = [(0, 1, first, min(width, worlds - first)) for first in range(0, worlds, width)]
    else:
        some = max(1, min(TOGETHER, draws // GROUPS))
        width = -(-worlds // GROUP) * GROUP
        groups = [(first, min(some, draws - first), first // some * width, worlds) for first in range(0, draws, some)]
    for group, (first_draw, some, first_world, n) in enumerate(groups):
        piece = max(GROUP, most // some // GROUP * GROUP)
        for w in range(0, n, piece):
            yield Block(group=group, first_draw=first_draw, draws=some, first_world=first_world + w, worlds=min(piece, n - w))


def ancestors(program: Program, event: str) -> tuple[str, ...]:
    """Return an event and all on which it depends, in the order of the program."""
    needs = dependencies(program)
    found = {program.events.index(event)}
    while more := {other for one in found for other in needs[one]} - found:
        found |= more
    return tuple(program.events[i] for i in sorted(found))


def spread(by_group: Floats, whole: Floats) -> Floats:
    """Return the standard errors of ratios of sums over independent groups, NaN where there is nothing to divide by; shape (K).

    ``by_group`` and ``whole`` (G, K) are the numerators and denominators by group. The error is that of the ratio's linearisation (Cochran,
    "Sampling Techniques", 1977, section 6.4), with groups as clusters.
    """
    groups = len(whole)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = by_group - whole * (by_group.sum(axis=0) / whole.sum(axis=0))
        result: Floats = np.sqrt((rest**2).sum(axis=0) * groups / max(1, groups - 1)) / whole.sum(axis=0)
    return result
