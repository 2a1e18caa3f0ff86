"""What two views' disagreement about an answer comes from.

Owns the Shapley values (:mod:`ifso.engine.shapley`) of the difference between two views' answers over the assumptions in which they differ.
The players are assumptions; a coalition is worth the answer where its members hold as the second view has them and all others as the first
has them, a mean over the distributions of uncertain numbers. So the values add up to the difference, an assumption on which nothing depends
has none, and two that do the same have the same.

The two answers themselves come from a simulation of their own, as large as that of ``ifso ask`` and the same to the last bit. The values
come from blocks, each with its own order of players, its own draw of the numbers and its own worlds, so that blocks are independent and
their spread tells how far the means may be off. Their sum misses the difference of the answers by chance; what is missing goes to the
players in proportion to how they move with the sum from block to block, which is regression on a control whose mean is known better
(Lavenberg and Welch, "A Perspective on the Use of Control Variables to Increase the Efficiency of Monte Carlo Simulations", Management
Science 1981): the values then add up to the difference exactly, with a smaller error. Leaves programs of several views to
:mod:`ifso.engine.merging`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import WORLDS, Sizes, assumptions_used
from ifso.engine.draws import latin, normal_scores
from ifso.engine.estimating import Estimate, Estimator
from ifso.engine.laying import drawn_of
from ifso.engine.merging import Merged, merge
from ifso.engine.program import Floats, Ints, Program
from ifso.engine.random import GROUP, stream_of, uniforms
from ifso.engine.results import held_in
from ifso.engine.seeking import Sought, sought
from ifso.engine.shapley import Coalitions, all_coalitions, arcs
from ifso.engine.simulating import BANDED_DRAWS, count, processors
from ifso.engine.working import work_of
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Held, Question, Scenario, Value

BLOCKS = 48
"""Blocks where a thousand draws are asked for; in proportion where more or fewer are."""
LEAST = 16
"""Blocks at least, so that their spread tells something."""
SHARE = 32
"""A block has the worlds of an answer divided by this."""
EXACT = 8
"""Players up to whom all coalitions are looked at."""
CIRCLE = 32
"""Seats at most from which players in a circle join."""
ROWS = 512
"""Coalitions in a block at most, as long as that leaves any."""
CIRCLES = 4
"""Circles, or times that all coalitions are looked at, in a block at most, each under a draw of its own."""
DRAWS_OF_RATIO = 8
"""Draws of each coalition where the answer divides by a probability, which is taken over all of them."""
ORDER = stream_of("cruxes", "order")
"""The stream of random numbers from which players are seated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crux:
    """An assumption in which two views differ, and what comes of it."""

    name: str
    value: float
    """Its part of the difference, a probability: above 0 where it moves the answer from the first view's upwards."""
    error: float | None
    """Standard error of ``value``, from the orders, draws and worlds that were looked at; None where there are too few to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cruxes:
    """The difference between two views' answers, shared out among the assumptions in which they differ."""

    scenario: Scenario
    question: Question
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    views: tuple[str, str]
    held: tuple[Mapping[str, Held], Mapping[str, Held]]
    """What each view holds for the assumptions on which either answer rests."""
    of: str
    """What is answered: a reading, or ``difference`` between the first two."""
    answers: tuple[Estimate, Estimate]
    difference: float
    """The second answer less the first."""
    error: float | None
    """Standard error of ``difference``."""
    cruxes: tuple[Crux, ...]
    """Every assumption in which the views differ and on which an answer rests, that with the largest part first; the values add up to
    ``difference``."""
    differing: int
    """Numbers in which the views differ, whether an answer rests on them or not."""
    exact: bool
    """Whether all coalitions were looked at, so that the errors are those of the simulation alone."""
    orders: int
    """Orders in which the assumptions changed over, where not all of them were looked at; 0 otherwise."""
    blocks: int
    worlds: int
    """Worlds of all blocks together, other than those of the answers."""
    seed: int


def cruxes(
    scenario: Scenario, question: Question, views: tuple[str, str], *, of: str | None = None, fixed: Mapping[str, float] | None = None,
    assumed: Mapping[str, Value] | None = None, seed: int = 0, sizes: Sizes | None = None, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Cruxes:  # fmt: skip
    """Share the difference between two views' answers out among the assumptions in which they differ.

    ``of`` is a reading of the question, its first by default, or ``difference``; ``sizes`` are those of the answers, and blocks follow from
    them. ``threads`` changes no bit of the result. Raises ``KeyError`` for an unknown view, assumption or event and for a reading that the
    question has not, ``UsageError`` where ``at once`` causes of the two views close a circle.
    """
    sizes = sizes or Sizes()
    merged = merge(scenario, views, assumed)
    what = sought(question, of, fixed or {})
    first, second = (_answer(program, what, seed, sizes, threads) for program in merged.programs)
    used = _used(merged, what)
    players = tuple(name for name in merged.differing(*views) if name in used)
    blocks = _blocks(merged, what, players, seed, sizes)
    difference = second.value - first.value
    error = math.hypot(first.error, second.error) if first.error is not None and second.error is not None else None
    values, errors = share_out(blocks.values(threads, progress), difference, error)
    found = [Crux(name=name, value=value, error=e) for name, value, e in zip(players, values.tolist(), errors, strict=True)]
    held = tuple(MappingProxyType({name: one for name, one in held_in(scenario, view, assumed).items() if name in used}) for view in views)
    return Cruxes(
        scenario=scenario,
        question=question,
        fixed=MappingProxyType(dict(fixed or {})),
        views=views,
        held=(held[0], held[1]),
        of=what.of,
        answers=(first, second),
        difference=difference,
        error=error,
        cruxes=tuple(sorted(found, key=lambda crux: -abs(crux.value))),
        differing=len(merged.differing(*views)),
        exact=len(players) <= EXACT,
        orders=blocks.coalitions.orders * blocks.circles * blocks.count,
        blocks=blocks.count,
        worlds=blocks.worlds * blocks.count,
        seed=seed,
    )


def share_out(by_block: Floats, difference: float, error: float | None) -> tuple[Floats, list[float | None]]:
    """Return the players' values, which add up to ``difference``, and their standard errors.

    ``by_block`` (B, K) are values whose sums scatter about the difference from block to block; ``error`` is the standard error of
    ``difference``, which comes from elsewhere. Each player takes that part of what the sums miss that its own values show when regressed
    on them; a player whose values are all 0 takes none.
    """
    blocks, players = by_block.shape
    mean, total = by_block.mean(axis=0), by_block.sum(axis=1)
    apart, missing = total - total.mean(), difference - float(total.mean())
    spread = float(apart @ apart)
    if spread > 0:
        slope = by_block.T @ apart / spread
    else:
        size = np.abs(mean)
        slope = size / size.sum() if size.any() else np.full(players, 1 / max(players, 1))
    values = mean + slope * missing
    if blocks < 3 or error is None:
        return values, [None] * players
    left = by_block - mean - np.outer(apart, slope)
    scatter = (left**2).sum(axis=0) / (blocks - 2) * (1 / blocks + (missing**2 / spread if spread > 0 else 0.0))
    return values, np.sqrt(scatter + (slope * error) ** 2).tolist()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Blocks:
    """Independent samples of the players' values."""

    merged: Merged
    what: Sought
    players: Ints
    """Places of the players among the assumptions."""
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

    def values(self, threads: int | None, progress: Callable[[float], None] | None) -> Floats:
        """Return the players' values in every block; shape (blocks, players)."""
        found = np.zeros((self.count, len(self.players)))
        if not len(self.players):
            return found
        work = work_of(self.merged.program, self.what.runs, self.what.tallies, self.seed, 1)
        by_view, orders = self.merged.quantiles(self._ranks()), self._orders()

        def one(block: int) -> Floats:
            seated = [self.coalitions.seated(order) for order in orders[block]]
            pick = np.zeros((self.circles, 1, len(seated[0].members), by_view.shape[-1]), dtype=np.intp)
            pick[..., self.players] = np.stack([coalitions.members for coalitions in seated])[:, None]
            rows = self.merged.rows(pick, by_view[:, block, :, :, None])
            drawn = drawn_of(self.merged.program, rows.reshape(-1, rows.shape[-1]))
            curves, _, _ = work.count(self.first_world + block * self.worlds, self.worlds, drawn)
            counts = curves.sum(axis=3).reshape(-1, *rows.shape[:-1]).mean(axis=2)
            worth = self.what.quantity(np.moveaxis(counts, 0, -1) / self.worlds)
            result: Floats = np.mean([coalitions.values(w) for coalitions, w in zip(seated, worth, strict=True)], axis=0)
            return result

        with ThreadPoolExecutor(threads or processors()) as pool:
            for block, values in enumerate(pool.map(one, range(self.count))):
                found[block] = values
                if progress:
                    progress((block + 1) / self.count)
        return found

    def _orders(self) -> NDArray[np.intp]:
        """Return in which orders the players are seated, any as likely as any other; shape (blocks, circles, players)."""
        shape = self.count, self.circles, len(self.players)
        return np.argsort(uniforms(self.seed, ORDER, 0, math.prod(shape)).reshape(shape), axis=2)

    def _ranks(self) -> Floats:
        """Return the ranks of the numbers in every draw, a Latin hypercube; shape (blocks, circles, draws, assumptions)."""
        names = self.merged.assumptions
        shape = self.count, self.circles, self.draws
        streams = [stream_of("assumption in cruxes", name) for name in names]
        return np.stack([latin(self.seed, stream, 0, math.prod(shape)) for stream in streams], axis=1).reshape(*shape, len(names))


def _blocks(merged: Merged, what: Sought, players: tuple[str, ...], seed: int, sizes: Sizes) -> _Blocks:
    """Lay out the blocks: as many as the draws want, with a share of the worlds of an answer and other worlds than its own."""
    worlds = [sizes.of(program)[1] for program in merged.programs]
    at = {name: i for i, name in enumerate(merged.assumptions)}
    coalitions = all_coalitions(len(players)) if len(players) <= EXACT else arcs(len(players), CIRCLE)
    return _Blocks(
        merged=merged,
        what=what,
        players=np.array([at[name] for name in players], dtype=np.int32),
        coalitions=coalitions,
        count=max(LEAST, sizes.draws * BLOCKS // 1000),
        circles=1 if what.is_ratio else max(1, min(CIRCLES, ROWS // len(coalitions.members))),
        draws=DRAWS_OF_RATIO if what.is_ratio else 1,
        worlds=max(GROUP, (sizes.worlds or WORLDS) // SHARE // GROUP * GROUP),
        first_world=-(-max(worlds) // GROUP) * GROUP,
        seed=seed,
    )


def _answer(program: Program, what: Sought, seed: int, sizes: Sizes, threads: int | None) -> Estimate:
    """Return one view's answer, the same as :func:`ifso.engine.answering.answer` has it."""
    draws, worlds = sizes.of(program)
    counted = count(program, what.runs, what.tallies, seed=seed, draws=draws, worlds=worlds, threads=threads, steps=1)
    used = assumptions_used(program, what.runs, what.tallies)
    scores = None if program.is_certain else normal_scores(program, seed, min(draws, BANDED_DRAWS), used)
    found = Estimator(counted, scores).estimate(what.quantity)
    if found is None:
        raise UsageError("no world tells")
    return found


def _used(merged: Merged, what: Sought) -> set[str]:
    """Return the assumptions on which the answer rests under any mixture of the views."""
    at = {name: i for i, name in enumerate(merged.program.assumptions)}
    columns = [at[name] for name in assumptions_used(merged.program, what.runs, what.tallies)]
    return {name for a, name in enumerate(merged.assumptions) if np.isin(merged.column[:, a], columns).any()}
