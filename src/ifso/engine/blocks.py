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
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ifso.engine.dealing import Mixture, taken
from ifso.engine.laying import Drawn, drawn_of
from ifso.engine.order import dependencies
from ifso.engine.program import Condition, Program
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
CHOSEN = 4 * GROUP
"""Worlds that share a profile of options where there is a single draw."""
HELD = 1 << 20
"""Draws times causes up to which all draws are laid out at once."""
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
    piece: int
    """Its place among the blocks of its draws."""


class Simulated(NamedTuple):
    """A block as kernels take it: D draws in W worlds, each draw with its own run."""

    block: Block
    drawn: Drawn
    times: Floats
    """(D, E, W)"""
    weights: Floats
    """(D, W) what a lane counts, 0 or 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lanes:
    """The worlds of one reading of a question, in blocks."""

    program: Program
    mixture: Mixture
    condition: Condition | None
    """Lanes in which it is not met count nothing."""
    seed: int
    draws: int
    worlds: int
    """For each draw."""
    blocks: tuple[Block, ...]
    values: Floats
    """(draws, A) the assumptions."""
    chances: Floats
    """(draws, R) how likely each run of the mixture is."""
    laid: Drawn | None
    """All draws as kernels take them; None where they are too many to hold."""
    works: tuple[Work, ...]
    """By run."""

    @property
    def groups(self) -> int:
        """How many groups are independent of each other."""
        return self.blocks[-1].group + 1

    @property
    def is_known(self) -> bool:
        """Tell whether the groups are enough to tell how far off a result may be."""
        return self.groups > 1 and (self.draws > 1 or self.mixture.is_certain)

    @property
    def fixed(self) -> frozenset[str]:
        """The events whose times are fixed in every run."""
        return frozenset.intersection(*(frozenset(run.fixed) for run in self.mixture.runs))

    @property
    def used(self) -> NDArray[np.int32]:
        """The causes of the events whose times are wanted, and of those that lead to them, which any kernel may read."""
        found: NDArray[np.int32] = np.unique(np.concatenate([work.plan.used for work in self.works]))
        return found

    @property
    def is_small(self) -> bool:
        """Tell whether the times of all lanes can be kept."""
        return self.draws * self.worlds * len(self.program.events) <= KEPT

    def simulate(self, block: Block) -> Simulated:
        """Simulate a block."""
        drawn = self.drawn(block)
        run_of = np.zeros(block.draws, dtype=np.intp)
        if len(self.works) > 1:
            chances = self.chances[block.first_draw : block.first_draw + block.draws]
            run_of = taken(chances, self.draws * block.piece + block.first_draw, self.seed)
        times = np.full((block.draws, len(self.program.events), block.worlds), np.inf)
        for run in np.unique(run_of[run_of >= 0]).tolist():
            of = run_of == run
            part = drawn if of.all() else columns(drawn, of)
            times[of] = self.works[run].times(block.first_world, block.worlds, part)[0]
        weights = np.repeat(np.where(run_of >= 0, 1.0, 0.0)[:, None], block.worlds, axis=1)
        if self.condition is not None:
            told = times[:, self.program.events.index(self.condition.event)] <= self.condition.by
            weights = weights * (told == self.condition.holds)
        return Simulated(block, drawn, times, weights)

    def drawn(self, block: Block) -> Drawn:
        """Return the draws of a block as kernels take them."""
        rows = slice(block.first_draw, block.first_draw + block.draws)
        return drawn_of(self.program, self.values[rows]) if self.laid is None else columns(self.laid, rows)

    def each(self, work: Callable[[Item], Result], items: Sequence[Item], threads: int | None) -> Iterator[Result]:
        """Yield what becomes of every block, or of what was kept of every block, in order."""
        workers = threads or processors()
        with ThreadPoolExecutor(workers) as pool:
            yield from in_order(pool, 2 * workers, (partial(work, item) for item in items))


def lanes_of(
    program: Program, mixture: Mixture, condition: Condition | None, events: Sequence[str], *, values: Floats, seed: int, worlds: int,
    most: int = LANES,
) -> Lanes:  # fmt: skip
    """Lay out draws of the assumptions, shape (D, A), in ``worlds`` worlds each; ``most`` lanes in a block change no result.

    ``events`` are those whose times are wanted; those of others may be infinite. Where one draw says all, there is one, in as many worlds
    as all draws would have had.
    """
    if mixture.is_certain:
        values, worlds = values[:1], len(values) * worlds
    wanted = tuple(dict.fromkeys((*events, *(() if condition is None else (condition.event,)))))
    most = max(GROUP, min(most, NUMBERS // max(1, len(program.events))))
    piece = None if len(mixture.runs) == 1 else CHOSEN if mixture.is_certain else GROUP
    return Lanes(
        program=program, mixture=mixture, condition=condition, seed=seed, draws=len(values), worlds=worlds,
        blocks=tuple(_cut(len(values), worlds, most, piece, certain=mixture.is_certain)), values=values,
        chances=mixture.chances(len(values)), laid=drawn_of(program, values) if len(values) * len(program.causes) <= HELD else None,
        works=tuple(work_of(program, [run], [], seed, 1, row=GROUP, events=wanted) for run in mixture.runs),
    )  # fmt: skip


def columns(drawn: Drawn, which: slice | NDArray[np.bool_]) -> Drawn:
    """Return some of the draws; the bounds stay those of all, which hold for them as well."""
    parts = (drawn.p, drawn.scale, drawn.most, drawn.ratios)
    if isinstance(which, slice):
        p, scale, most, ratios = (np.ascontiguousarray(part[:, which]) for part in parts)
    else:
        places = np.flatnonzero(which)
        p, scale, most, ratios = (part.take(places, axis=1) for part in parts)
    return drawn._replace(p=p, scale=scale, most=most, ratios=ratios)


def _cut(draws: int, worlds: int, most: int, piece: int | None, *, certain: bool) -> Iterator[Block]:
    """Yield blocks of at most so many lanes, or of a piece of worlds each."""
    if certain:
        width = max(1, -(-worlds // (PIECES * GROUP))) * GROUP
        groups = [(0, 1, first, min(width, worlds - first)) for first in range(0, worlds, width)]
    else:
        some = max(1, min(TOGETHER, draws // GROUPS))
        width = -(-worlds // GROUP) * GROUP
        groups = [(first, min(some, draws - first), first // some * width, worlds) for first in range(0, draws, some)]
    place = 0
    for group, (first_draw, some, first_world, n) in enumerate(groups):
        step = piece or max(GROUP, most // some // GROUP * GROUP)
        place = place if certain else 0
        for w in range(0, n, step):
            world, wide = first_world + w, min(step, n - w)
            yield Block(group=group, first_draw=first_draw, draws=some, first_world=world, worlds=wide, piece=place)
            place += 1


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
