"""Every profile of a view's choices simulated on the same worlds, for payoffs and answers alike.

Owns two batches, the runs that payoffs need and those that the question needs besides, each once, in blocks of worlds whose spread is the
standard error. The mix is found draw by draw, so that uncertain interests pass into every interval; from the even blocks and the odd ones
apart too, so that intervals are free of Monte Carlo noise, as in :mod:`ifso.engine.estimating`; and in every block for some of the draws.
Leaves what is told from it all to :mod:`ifso.engine.facing`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Asked, Reading, runs_of
from ifso.engine.draws import draw, latin, quantiles
from ifso.engine.estimating import HIGH, LOW, Estimate, Estimator, weighted_quantile
from ifso.engine.evaluating import left_alone
from ifso.engine.gaming import Game
from ifso.engine.play import Play
from ifso.engine.program import Floats, Program, Run, Shape, Tally
from ifso.engine.quantiles import normal_quantile
from ifso.engine.simulating import count
from ifso.engine.staging import stage
from ifso.engine.working import work_of
from ifso.scenario.meaning import Question

BLOCKS = 8
"""Blocks of worlds from whose spread the standard errors are told."""
REPLICATED = 24
"""Draws of which the equilibria are found again in every block."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sampled:
    """A quantity in every draw, with what its doubts are told from. D draws, B blocks."""

    basis: Floats | None
    """(D, P) functions of the uncertain numbers whose means over the draws are as good as exact, orthonormal over all draws; None of a
    single draw."""
    of_draws: Floats
    """(D)"""
    halves: Floats
    """(D, 2) the same from the even and from the odd blocks."""
    blocks: Floats
    """(B) its mean over draws in each block."""

    def estimate(self, weights: Floats | None = None, value: float | None = None) -> Estimate | None:
        """Return the mean over draws, its interval free of Monte Carlo noise, and its standard error; None where no draw can tell.

        The error has a part from the worlds, and one from the draws, of which a Latin hypercube leaves what no number does by itself (Stein
        1987, as in :mod:`ifso.engine.estimating`).

        ``weights`` (D) weigh the draws in the interval; ``value`` takes the place of the mean.
        """
        weights = np.ones(len(self.of_draws)) if weights is None else weights
        known = np.isfinite(self.of_draws) & (weights > 0)
        if not known.any():
            return None
        of, w = self.of_draws[known], weights[known]
        centre = float(np.average(of, weights=w))
        value = centre if value is None else value
        error = self._error(of, known)
        if len(of) == 1 or np.ptp(of) == 0.0:
            return Estimate(value=value, low=value, high=value, error=error)
        drawn_in = Estimator.noise_free_share(self.of_draws, self.halves, weights, known)
        low, high = (centre + (weighted_quantile(of, w, at) - centre) * drawn_in for at in (LOW, HIGH))
        return Estimate(value=value, low=low, high=high, error=error)

    def _error(self, of: Floats, known: NDArray[np.bool_]) -> float | None:
        blocks = self.blocks[np.isfinite(self.blocks)]
        if len(blocks) < 2:
            return None
        over_worlds = float(blocks.var(ddof=1)) / len(blocks)
        if self.basis is None or np.ptp(of) == 0.0:
            return math.sqrt(over_worlds)
        basis = self.basis[known]
        if basis.shape[1] * 2 > len(of):
            return math.sqrt(over_worlds + float(of.var(ddof=1)) / len(of)) if len(of) > 1 else None
        left = of - basis @ (basis.T @ of if known.all() else np.linalg.lstsq(basis, of, rcond=None)[0])
        return math.sqrt(over_worlds + float(left @ left) / (len(of) - basis.shape[1]) / len(of))


def hypercube(program: Program, seed: int, draws: int) -> tuple[Floats, Floats | None]:
    """Return draws of the assumptions, (D, A), that are one Latin hypercube, and an orthonormal basis; None of a single draw."""
    if draws == 1:
        return draw(program, seed, 0, 1), None
    u = np.stack([latin(seed, stream, 0, draws) for stream in program.assumption_stream.tolist()], axis=1)
    scores = normal_quantile(u[:, program.shape != Shape.POINT])
    powers = [np.ones((draws, 1)), *([scores, scores**2] if 4 * scores.shape[1] < draws else [scores])]
    return quantiles(program, u), np.linalg.qr(np.hstack(powers))[0]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Some of the worlds under some of the draws, and what follows from them. D draws, N players, S profiles."""

    values: Floats
    """(D, A)"""
    chances: Floats
    """(runs, K, D) of what is counted in the game's runs."""
    payoffs: Floats
    """(D, N, strategies...)"""
    players: tuple[Floats, ...]
    """By player, the chances of its strategies; (D, strategies)."""
    profiles: Floats
    """(D, S)"""


Quantity = Callable[[Part], Floats]
"""Numbers by draw, shape (D, ...), from a part of the worlds."""


class Rehearsal:
    """A view's choices, every profile simulated."""

    def __init__(self, program: Program, play: Play, question: Question, fixed: Mapping[str, float]) -> None:
        self.program, self.play = program, play
        ways, self.asked_tallies, self.asked = runs_of(question, dict(fixed))
        self.game = Game(program, play, left_alone(question, fixed)) if play.is_reasoned else None
        self.staged = stage(program, play, ways, self.asked_tallies)
        of_game = list(self.game.staged.runs) if self.game else []
        shared = [run for run in self.staged.runs if run in of_game]
        self._rest = tuple(run for run in self.staged.runs if run not in of_game)
        tallies = list(self.game.tallies) if self.game else []
        self._tallies: list[Tally] = tallies + [tally for tally in self.asked_tallies if shared and tally not in tallies]
        """What is counted in the game's runs."""
        runs = [*of_game, *self._rest]
        self._place = np.array([runs.index(run) for run in self.staged.runs], dtype=np.intp)[self.staged.place]
        """(ways, S) the run of a way of fixing events and a profile, the game's runs before all others."""

    def simulate(self, draws: int, worlds: int, seed: int, pool: Executor, threads: int) -> None:
        """Count the game's runs on blocks of worlds, and find what actors do in each part of them.

        The runs that the question needs besides are left to the pool, and waited for where an answer is asked for.
        """
        values, self.basis = hypercube(self.program, seed, draws)
        each = max(1, threads // BLOCKS)

        def counted(runs: Sequence[Run], tallies: Sequence[Tally]) -> list[Future[Floats]]:
            work = work_of(self.program, runs, tallies, seed, 1)

            def one(b: int) -> Floats:
                found = count(
                    self.program, runs, tallies, seed=seed, values=values, worlds=worlds, first_world=b * worlds, threads=each, steps=1,
                    chances_only=True, work=work,
                )  # fmt: skip
                chances: Floats = found.by_draw.sum(axis=3) / worlds
                return chances

            return [pool.submit(one, b) for b in range(BLOCKS)]

        of_game = counted(self.game.staged.runs, self._tallies) if self.game and self._tallies else []
        self._waited_for = counted(self._rest, self.asked_tallies) if self._rest else []
        blocks = [found.result() for found in of_game] or [np.zeros((len(self.game.staged.runs) if self.game else 0, 0, draws))] * BLOCKS
        self._draws = draws
        some = min(draws, REPLICATED)
        values_of = [values] * 3 + [values[:some]] * BLOCKS
        self.whole, *rest = self._parts(list(zip(values_of, self._cut(blocks), strict=True)))
        self.halves, self.blocks = rest[:2], rest[2:]

    def _cut(self, blocks: Sequence[Floats]) -> list[Floats]:
        """Return the chances (runs, K, D) of the parts from those of the blocks: of all, of the even, of the odd, and few of each."""
        some = min(self._draws, REPLICATED)
        whole: list[Floats] = [np.mean(blocks, axis=0), np.mean(blocks[::2], axis=0), np.mean(blocks[1::2], axis=0)]
        return whole + [chances[:, :, :some] for chances in blocks]

    @cached_property
    def _answering(self) -> list[Floats]:
        """The chances of what the question counts, by part; (ways, S, K, D)."""
        of_rest = self._cut([found.result() for found in self._waited_for]) if self._waited_for else None
        found = []
        for i, part in enumerate([self.whole, *self.halves, *self.blocks]):
            places = [self._tallies.index(tally) for tally in self.asked_tallies] if self._rest != self.staged.runs else []
            of_game = part.chances[:, places] if places else np.zeros((len(part.chances), len(self.asked_tallies), len(part.values)))
            chances = of_game if of_rest is None else np.concatenate([of_game, of_rest[i]])
            found.append(chances[self._place])
        return found

    def _parts(self, parts: Sequence[tuple[Floats, Floats]]) -> list[Part]:
        """Return the parts with the equilibria of all of them, which are found at once."""
        values = np.concatenate([values for values, _ in parts])
        ends = np.cumsum([len(values) for values, _ in parts])[:-1]
        profiles = np.broadcast_to(_evenly(self.play), (len(values), len(self.play.profiles)))
        players: tuple[Floats, ...] = ()
        payoffs = np.zeros((len(values), 0))
        if self.game is not None:
            worth = self.game.worth(values, np.concatenate([chances[:, : len(self.game.tallies)] for _, chances in parts], axis=2))
            mix = self.game.mix(worth)
            payoffs, players, profiles = self.game.payoffs(worth), mix.players, mix.profiles
        return [
            Part(values=own, chances=chances, payoffs=pays, players=tuple(ones), profiles=mixed)
            for (own, chances), pays, mixed, *ones in zip(
                parts, np.split(payoffs, ends), np.split(profiles, ends), *(np.split(one, ends) for one in players), strict=True
            )
        ]  # fmt: skip

    def sampled(self, quantity: Quantity) -> list[Sampled]:
        """Return the numbers of a quantity, flattened."""
        of = quantity(self.whole)
        draws, numbers = len(of), int(np.prod(of.shape[1:]))
        of = of.reshape(draws, numbers)
        halves = np.stack([quantity(part).reshape(draws, numbers) for part in self.halves], axis=2)
        blocks = np.stack([mean(quantity(part).reshape(-1, numbers)) for part in self.blocks])
        return [Sampled(basis=self.basis, of_draws=of[:, q], halves=halves[:, q], blocks=blocks[:, q]) for q in range(numbers)]

    def estimates(self, quantity: Quantity) -> list[Estimate | None]:
        """Return the numbers of a quantity, each the mean over the draws."""
        return [sampled.estimate() for sampled in self.sampled(quantity)]

    def answers(self, weights: Callable[[Part], Floats]) -> Mapping[Reading, Estimate | None]:
        """Return the answer over profiles that have weights (D, S)."""
        mixed = [
            np.einsum("wskd,ds->dwk", by_profile, weights(part)).reshape(len(part.values), -1)  # (D, ways x tallies)
            for by_profile, part in zip(self._answering, [self.whole, *self.halves, *self.blocks], strict=True)
        ]
        return MappingProxyType({reading: self._answer(asked, mixed) for reading, asked in self.asked.items()})

    def _answer(self, asked: Asked, mixed: Sequence[Floats]) -> Estimate | None:
        whole, *others = mixed

        def of(m: Floats) -> Floats:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(np.real(asked.of(m)))

        sampled = Sampled(
            basis=self.basis, of_draws=of(whole), halves=np.stack([of(half) for half in others[:2]], axis=1),
            blocks=np.array([float(of(mean(block))) for block in others[2:]]),
        )  # fmt: skip
        value = float(of(mean(whole)))
        if not np.isfinite(value):
            return None
        return sampled.estimate(None if asked.weight is None else np.nan_to_num(np.real(asked.weight(whole))), value)


def _evenly(play: Play) -> Floats:
    """Return the chances of profiles where nobody reasons."""
    return np.array([play.nature(profile) for profile in play.profiles])


def mean(by_draw: Floats) -> Floats:
    """Return the mean over the draws that tell; shape (D, ...) in, (...) out."""
    known = np.isfinite(by_draw)
    with np.errstate(invalid="ignore"):
        found: Floats = np.where(known, by_draw, 0.0).sum(axis=0) / known.sum(axis=0)
    return found
