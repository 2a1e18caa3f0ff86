"""Blocks in which the players of a game between two views change over in many orders.

Owns how a block is laid out and what it yields. Every block has its own orders, its own draws of the numbers and its own worlds, so that
blocks are independent and their spread tells how far a mean over them may be off. Leaves what a coalition is worth to
:mod:`ifso.engine.mixing`, and what its worth comes to for each player to :mod:`ifso.engine.shapley`.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import DRAWS, WORLDS, Sizes
from ifso.engine.draws import latin
from ifso.engine.mixing import Mixtures, Worth
from ifso.engine.program import Floats
from ifso.engine.random import GROUP, stream_of, uniforms
from ifso.engine.shapley import Coalitions, all_coalitions, arcs
from ifso.engine.simulating import Progress
from ifso.engine.working import in_order
from ifso.ground.diagnostics import UsageError

LEAST = 16
"""Blocks at least, so that their spread tells something."""
FEW = 4
"""Blocks after which it is looked whether more are needed."""
CIRCLES = 4
"""Circles, or times that all coalitions are looked at, in a block at most, each under a draw of its own."""
DRAWS_OF_RATIO = 8
"""Draws of each coalition where the answer divides by a probability, which is taken over all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How much is looked at."""

    blocks: int
    """Where a thousand draws are asked for; in proportion where more or fewer are."""
    share: int
    """A block has the worlds of an answer divided by this."""
    exact: int
    """Players up to whom all coalitions are looked at."""
    seats: int
    """Seats at most from which players in a circle join."""
    rows: int
    """Coalitions in a block at most, as long as that leaves one circle."""


PLAIN = Layout(blocks=48, share=32, exact=8, seats=32, rows=512)
MOVED = Layout(blocks=16, share=16, exact=6, seats=4, rows=160)
"""Where actors weigh what they choose every coalition takes many runs, and what they do is told from all worlds of a block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How much was looked at."""

    of: Worth
    orders: int
    """Orders in which the players changed over; 0 for all there are."""
    mixtures: int
    """Coalitions in a circle, or all there are."""
    blocks: int
    worlds: int
    """In all blocks together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sampled:
    """What blocks tell."""

    values: Floats
    """(blocks, K) all players' values."""
    ends: Floats
    """(blocks, 2) the worth of nobody and of everybody."""
    sample: Sample


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """Independent samples of the players' values."""

    mixtures: Mixtures
    worth: Worth
    players: list[int]
    """The places of those who take part; the values of all others are 0."""
    coalitions: Coalitions
    count: int
    circles: int
    """In each."""
    draws: int
    """For each circle."""
    worlds: int
    """In each block."""
    first_world: int
    seed: int

    @classmethod
    def of(
        cls, mixtures: Mixtures, worth: Worth, players: list[int], layout: Layout, *, first_world: int, seed: int, sizes: Sizes
    ) -> Blocks:
        """Lay blocks out: as many as the draws want, each with a share of the worlds of an answer, from ``first_world`` on."""
        is_ratio = mixtures.sought.is_ratio
        coalitions = all_coalitions(len(players)) if len(players) <= layout.exact else arcs(len(players), layout.seats)
        return cls(
            mixtures=mixtures,
            worth=worth,
            players=players,
            coalitions=coalitions,
            count=max(LEAST, (sizes.draws or DRAWS) * layout.blocks // 1000),
            circles=1 if is_ratio else max(1, min(CIRCLES, layout.rows // len(coalitions.members))),
            draws=DRAWS_OF_RATIO if is_ratio else 1,
            worlds=max(GROUP, (sizes.worlds or WORLDS) // layout.share // GROUP * GROUP),
            first_world=-(-first_world // GROUP) * GROUP,
            seed=seed,
        )

    @property
    def end(self) -> int:
        """The world after the last."""
        return self.first_world + self.count * self.worlds

    def values(self, pool: ThreadPoolExecutor, threads: int, progress: Progress, enough: float = 0.0) -> Sampled:
        """Return what the blocks tell; no more of them are computed once all means are known to a standard error of ``enough``.

        Few wait for the pool of so many threads at a time, so that other samples get on beside this one. A block in which something
        cannot be told is left out. Raises ``UsageError`` where none is left.
        """
        players = len(self.mixtures.players)
        values, ends = np.zeros((self.count, players)), np.zeros((self.count, 2))
        by_view, orders = self.mixtures.merged.quantiles(self._ranks()), self._orders()

        def one(block: int) -> tuple[Floats, Floats]:
            seated = [self.coalitions.seated(order) for order in orders[block]]
            members = np.zeros((self.circles, len(self.coalitions.members), players), dtype=bool)
            members[..., self.players] = np.stack([coalitions.members for coalitions in seated])
            members[:, -1] = True
            first_world = self.first_world + block * self.worlds
            worth = self.mixtures.worth(members, by_view[:, block], first_world, self.worlds, self.worth)
            each = [coalitions.values(of) for coalitions, of in zip(seated, worth, strict=True)]
            return np.mean(each, axis=0), worth[:, [0, -1]].mean(axis=0)

        done, step = 0, FEW if enough else self.count
        while done < self.count and not (done and spread(np.hstack([values, ends])[:done]).max() <= enough):
            some = range(done, min(done + step, self.count))
            for block, found in zip(some, in_order(pool, 2 * threads, (partial(one, b) for b in some)), strict=True):
                values[block, self.players], ends[block] = found
                progress((block + 1) / self.count)
            done = some.stop
        told = np.isfinite(values[:done]).all(axis=1) & np.isfinite(ends[:done]).all(axis=1)
        if not told.any():
            raise untold()
        sample = Sample(
            of=self.worth,
            orders=self.coalitions.orders * self.circles * done,
            mixtures=len(self.coalitions.members),
            blocks=done,
            worlds=done * self.worlds,
        )
        return Sampled(values=values[:done][told], ends=ends[:done][told], sample=sample)

    def _orders(self) -> NDArray[np.intp]:
        """Return in which orders the players are seated, any as likely as any other; shape (blocks, circles, players)."""
        shape = self.count, self.circles, len(self.players)
        u = uniforms(self.seed, stream_of("cruxes", f"orders, {self.worth}"), 0, math.prod(shape))
        return np.argsort(u.reshape(shape), axis=2)

    def _ranks(self) -> Floats:
        """Return the ranks of the numbers in every draw, a Latin hypercube; shape (blocks, circles, draws, assumptions)."""
        names = self.mixtures.merged.assumptions
        shape = self.count, self.circles, self.draws
        streams = [stream_of("cruxes", f"{name}, {self.worth}") for name in names]
        return np.stack([latin(self.seed, stream, 0, math.prod(shape)) for stream in streams], axis=1).reshape(*shape, len(names))


def spread(by_block: Floats) -> Floats:
    """Return the standard errors of means over blocks; infinite where there is a single block."""
    if len(by_block) < 2:
        return np.full(by_block.shape[1], np.inf)
    found: Floats = by_block.std(axis=0, ddof=1) / math.sqrt(len(by_block))
    return found


def untold() -> UsageError:
    """Return what is said where no world tells an answer."""
    return UsageError("In no world that was simulated could an answer be told.", hint="Ask again with more --worlds.")
