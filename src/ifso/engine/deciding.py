"""The answer to a question in which actors choose.

Owns answers over the mix of what actors may do, with the two kinds of doubt that an answer has. One draw of the assumptions gives the
payoffs, these the mix, and the mix the answer of that draw: so the interval takes in how unsure the weights of interests are. The standard
error takes in that the payoffs were simulated as well. It is told from blocks of worlds: what each block would have done to the answer, had
it been all there is, is told to first order, the mix's response to its payoffs included (the batch means of Asmussen and Glynn, *Stochastic
Simulation*, 2007, section IV.5, on the influence of each block). Where no choice that is open can tell in what is asked, the answer is that
of :mod:`ifso.engine.answering`, to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from ifso.engine.answering import Answered, Asked, Reading, Sizes, answer, conclude, runs_of
from ifso.engine.draws import CUBE, draw, normal_scores
from ifso.engine.estimating import Estimate, Estimator, of_means
from ifso.engine.evaluating import Staging, left_alone
from ifso.engine.gaming import Game
from ifso.engine.play import Move, Play
from ifso.engine.program import Floats, Program, Run, Shape, Tally
from ifso.engine.random import GROUP
from ifso.engine.simulating import BANDED_DRAWS, STEPS, Counted, Progress, count
from ifso.engine.staging import Staged
from ifso.engine.working import work_of
from ifso.scenario.meaning import Fixed, Mixed, Question, Reasoned

BLOCKS = 16
"""Blocks of worlds, each of which is told apart by its even and its odd worlds."""
FEWER = 8
"""By how many fewer draws each profile is simulated than a plain answer, where a request names no number."""


def answer_played(
    program: Program, play: Play | None, question: Question, *, fixed: Mapping[str, float] | None = None, seed: int = 0,
    sizes: Sizes | None = None, threads: int | None = None, progress: Progress | None = None,
) -> Answered:  # fmt: skip
    """Answer a question under the choices of a view; ``fixed`` events have their time fixed in every run, the contrast included.

    Raises ``KeyError`` where the question or ``fixed`` names an unknown event.
    """
    fixed = dict(fixed or {})
    if play is None:
        return answer(program, question, fixed=fixed, seed=seed, sizes=sizes, threads=threads, progress=progress)
    runs, tallies, asked = runs_of(question, fixed)
    staging = Staging(program, play, runs, tallies, fixed=left_alone(question, fixed))
    if not staging.staged.telling:
        settled = {**play.times(play.profiles[0]), **fixed}
        found = answer(program, question, fixed=settled, seed=seed, sizes=sizes, threads=threads, progress=progress)
        return replace(found, chosen=options_chosen(play, {}))
    sizes = sizes or Sizes()
    draws, worlds = sizes.of(program, weights=play.weights if staging.game else ())
    if draws > 1 and not sizes.draws:
        draws //= FEWER
    elif draws == 1 and not (sizes.draws or sizes.worlds):
        worlds //= FEWER
    simulated = _Simulated(program, play, staging, runs, tallies, seed=seed, draws=draws, worlds=worlds, threads=threads)
    simulated.run(progress or (lambda _: None))
    uncertain = draws > 1 or bool(np.any(program.shape[list(play.weights)] != Shape.POINT)) or not program.is_certain
    scores = normal_scores(program, seed, min(draws, BANDED_DRAWS), staging.used) if uncertain else None
    return simulated.concluded(question, asked, scores)


class MixedEstimator(Estimator):
    """Estimates from tallies that are mixtures, whose error is told by blocks of worlds."""

    rounding = 1e-12

    def __init__(self, counted: Counted, scores: Floats | None, *, by_draw: Floats, by_half: Floats, over_worlds: Floats) -> None:
        """Take the tallies' chances by draw, shape (D, T), by draw and half, (D, 2, T), and their covariance over worlds, (T, T)."""
        self.counted = counted
        self.by_draw, self.by_half = by_draw, by_half
        self.means: Floats = by_draw.mean(axis=0) if len(by_draw) else np.full(by_draw.shape[1], np.nan)
        self._over_worlds = over_worlds
        self._parts = self._covariances(scores)

    def _covariances(self, scores: Floats | None) -> tuple[Floats, Floats, Floats] | None:
        worlds, draws = self.counted.worlds, self.counted.draws
        uncertain = scores is not None and scores.shape[1] > 0
        if worlds < 2 or draws < 1 or (uncertain and draws < 2):
            return None
        over = self._over_worlds
        if scores is None or not uncertain:
            return over, np.zeros_like(over), np.zeros_like(over)
        even, odd = self.by_half[:, 0], self.by_half[:, 1]
        apart = np.atleast_2d(np.cov(even - odd, rowvar=False)) * ((worlds + 1) // 2 * (worlds // 2) / worlds**2)
        return over, of_means(self.by_draw, scores), apart / draws


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Batch:
    """Some draws, simulated. D draws, T tallies, S steps, J parts of the worlds."""

    by_draw: Floats
    """(D, T) chances; not numbers where no equilibrium was found."""
    influence: Floats
    """(D, T, J) by how much each part of the worlds moves them from what they would be without noise."""
    curves: Floats
    """(R, K, D, S + 1) the worlds in which a tally's event had happened by each step."""


class _Simulated:
    """Every draw on every world in every profile, mixed."""

    def __init__(
        self, program: Program, play: Play, staging: Staging, runs: Sequence[Run], tallies: Sequence[Tally], *,
        seed: int, draws: int, worlds: int, threads: int | None,
    ) -> None:  # fmt: skip
        self.program, self.play, self.staging, self.tallies = program, play, staging, tallies
        self.seed, self.draws, self.worlds, self.threads = seed, draws, worlds, threads
        self.kinds = (len(runs), len(tallies))
        each = -(-worlds // (BLOCKS * GROUP)) * GROUP
        self.blocks = [(first, min(each, worlds - first)) for first in range(0, worlds, each)]
        self.parts: Floats = np.array([[(n + 1) // 2, n // 2] for _, n in self.blocks], dtype=np.float64).ravel()
        self.options = [(m, option) for m in staging.rests_on for option in play.moves[m].open]
        """The options whose chances are told beside the tallies: of each choice on which the answer rests, those that may be taken."""
        self.holds: Floats = np.array([[profile[m] == option for m, option in self.options] for profile in play.profiles], dtype=np.float64)
        self.batches: list[_Batch] = []
        self._progress: Progress = lambda _: None
        self._done, self._whole = 0, 1

    def run(self, progress: Progress) -> None:
        """Simulate all draws, a hypercube at a time."""
        game, staged = self.staging.game, self.staging.staged
        of_game = len(game.staged.runs) if game else 0
        self._progress, self._whole = progress, (of_game + len(staged.runs)) * self.draws * self.worlds
        for first in range(0, self.draws, CUBE):
            values = draw(self.program, self.seed, first, min(CUBE, self.draws - first))
            mix, moved = self._mix(game, values)
            self.batches.append(self._answers(staged, values, mix, moved))

    def _tell(self, simulated: int) -> None:
        """Tell the progress after some more runs of a draw and a world."""
        self._done += simulated
        self._progress(self._done / self._whole)

    def _mix(self, game: Game | None, values: Floats) -> tuple[Floats, Floats | None]:
        """Return the chances of profiles, shape (D, S), and how each part of the worlds moves them, (D, S, J); None where it does not."""
        if game is None:
            return np.broadcast_to(self.staging.chances, (len(values), len(self.staging.chances))), None
        work = work_of(self.program, game.staged.runs, game.tallies, self.seed, 1) if game.tallies else None
        by_part = np.zeros((len(game.staged.runs), len(game.tallies), len(values), len(self.blocks), 2))
        for b, (first, n) in enumerate(self.blocks):
            if game.tallies:
                by_part[..., b, :] = count(
                    self.program, game.staged.runs, game.tallies, seed=self.seed, values=values, worlds=n, first_world=first,
                    threads=self.threads, steps=1, chances_only=True, work=work,
                ).by_draw  # fmt: skip
            self._tell(len(game.staged.runs) * len(values) * n)
        counted: Floats = by_part.reshape(*by_part.shape[:3], -1)
        worth = game.worth(values, counted.sum(axis=-1) / self.worlds)
        mix = game.mix(worth)
        change = np.stack([game.worth(values, part) for part in np.moveaxis(self._apart(counted), -1, 0)], axis=-1)
        return mix.profiles, game.moved(worth, mix, change)

    def _apart(self, counted: Floats) -> Floats:
        """Return by how much each part of the worlds moves a mean over all; counts and result have the parts as their last axis."""
        whole = counted.sum(axis=-1, keepdims=True)
        found: Floats = (counted - whole * (self.parts / self.worlds)) / self.worlds
        return found

    def _answers(self, staged: Staged, values: Floats, mix: Floats, moved: Floats | None) -> _Batch:
        ways, kinds, draws, profiles = self.kinds[0], self.kinds[1], len(values), mix.shape[1]
        direct = np.zeros((draws, ways, kinds, len(self.blocks), 2))
        curves = np.zeros((ways, kinds, draws, STEPS + 1))
        total = np.zeros((draws, profiles, ways, kinds))
        work = work_of(self.program, staged.runs, self.tallies, self.seed, STEPS)
        for b, (first, n) in enumerate(self.blocks):
            counted = count(
                self.program, staged.runs, self.tallies, seed=self.seed, values=values, worlds=n, first_world=first, threads=self.threads,
                work=work,
            )  # fmt: skip
            for way, of_profile in enumerate(staged.place):
                happened = counted.by_draw[of_profile].astype(np.float64)
                direct[:, way, :, b] += np.einsum("ds,skdh->dkh", mix, happened)
                total[:, :, way] += np.moveaxis(happened.sum(axis=3), 2, 0) / self.worlds
                curves[way] += np.einsum("ds,skdt->kdt", mix, counted.bands[of_profile])
            self._tell(len(staged.runs) * draws * n)
        parts = direct.reshape(draws, ways * kinds, -1)
        influence = np.concatenate([self._apart(parts), np.zeros((draws, len(self.options), parts.shape[2]))], axis=1)
        by_draw = np.concatenate([parts.sum(axis=2) / self.worlds, mix @ self.holds], axis=1)
        if moved is not None:
            of_profiles = total.reshape(draws, profiles, -1)
            influence[:, : ways * kinds] += np.swapaxes(of_profiles, 1, 2) @ moved
            influence[:, ways * kinds :] += self.holds.T @ moved
        return _Batch(by_draw=by_draw, influence=influence, curves=curves)

    def concluded(self, question: Question, asked: Mapping[Reading, Asked], scores: Floats | None) -> Answered:
        """Return the answer; draws for which no equilibrium was found are left out."""
        by_draw = np.concatenate([batch.by_draw for batch in self.batches])
        solved = np.isfinite(by_draw).all(axis=1)
        kept: Floats = np.zeros((by_draw.shape[1], len(self.parts)))
        halves = []
        for batch in self.batches:
            fine = np.isfinite(batch.by_draw).all(axis=1)
            influence = np.nan_to_num(batch.influence[fine])
            kept += influence.sum(axis=0)
            halves.append(np.stack([self._half(batch.by_draw[fine], influence, h) for h in range(2)], axis=1))
        draws = int(solved.sum())
        kept /= max(draws, 1)
        over_worlds = kept @ kept.T * (len(self.parts) / max(1, len(self.parts) - 1))
        curves: Any = np.concatenate([batch.curves for batch in self.batches], axis=2)[:, :, solved]
        counted = Counted(
            draws=draws, worlds=self.worlds, seed=self.seed, by_step=curves.sum(axis=2), by_draw=np.empty(0, dtype=np.int64),
            bands=curves[:, :, :BANDED_DRAWS], moments=np.zeros((0, 0), dtype=object),
        )  # fmt: skip
        if scores is not None:
            scores = scores[solved[: len(scores)]]
        estimator = MixedEstimator(counted, scores, by_draw=by_draw[solved], by_half=np.concatenate(halves), over_worlds=over_worlds)
        found = conclude(question, asked, estimator, self.staging.used)
        first = self.kinds[0] * self.kinds[1]
        told = {option: _estimated(estimator, first + i) for i, option in enumerate(self.options)}
        rests_on = tuple(self.play.moves[m].choice for m in self.staging.rests_on)
        return replace(found, chosen=options_chosen(self.play, told), rests_on=rests_on, unsolved=self.draws - draws)

    def _half(self, by_draw: Floats, influence: Floats, half: int) -> Floats:
        """Return what the even or the odd worlds alone would have come to."""
        worlds = self.parts[half::2].sum()
        found: Floats = by_draw + influence[:, :, half::2].sum(axis=2) * (self.worlds / worlds if worlds else np.nan)
        return found


def _estimated(estimator: Estimator, tally: int) -> Estimate | None:
    return estimator.estimate(lambda m: m[..., tally])


def options_chosen(play: Play, told: Mapping[tuple[int, int], Estimate | None]) -> Mapping[str, Mapping[str, Estimate]]:
    """Return the chances of options by choice, those of reasoned choices where they were told."""
    found = {}
    for m, move in enumerate(play.moves):
        options = {name: _chance(move, i, told.get((m, i))) for i, name in enumerate(move.options)}
        found[move.choice] = MappingProxyType({name: estimate for name, estimate in options.items() if estimate is not None})
    return MappingProxyType(found)


def _chance(move: Move, option: int, told: Estimate | None) -> Estimate | None:
    match move.decision:
        case Reasoned():
            return told
        case Fixed(option=name):
            chance = 1.0 if move.options[option] == name else 0.0
        case Mixed(chances=chances):
            chance = chances[move.options[option]]
    return Estimate(value=chance, low=chance, high=chance, error=0.0)
