"""Which profile of options lanes are in, where actors choose.

Owns the runs that choices make of one way of fixing events, how likely each is under a draw of the assumptions, and which of them a draw
takes in some worlds: one, so that nothing has to be simulated more often because there are choices. From one such piece to the next the
golden ratio's multiples walk through the profiles' chances (Weyl's sequence; Kuipers and Niederreiter, *Uniform Distribution of
Sequences*, 1974), so that each profile comes nearly as often as is right. Leaves what actors do to :mod:`ifso.engine.gaming`, and which
choices can tell to :mod:`ifso.engine.evaluating`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.evaluating import Staging, left_alone, shares
from ifso.engine.gaming import Game
from ifso.engine.play import Play
from ifso.engine.program import Floats, Program, Run, Shape, Tally
from ifso.engine.random import stream_of, uniforms
from ifso.scenario.meaning import Question

WORLDS = 256
"""Worlds in which actors weigh their profiles, under every draw."""
GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixture:
    """The runs among which lanes are shared out."""

    runs: tuple[Run, ...]
    place: NDArray[np.intp] | None = None
    """(S) which of the runs is that of a profile; None where there are no choices."""
    profiles: Floats | None = None
    """(D, S) how likely each profile is, by draw; None where a single run is all there is."""
    is_certain: bool
    """Whether one draw of the assumptions says all, how actors weigh events included."""
    weighed: int = 0
    """Worlds in which actors weighed their profiles under every draw; 0 where none did."""

    def chances(self, draws: int) -> Floats:
        """Return how likely each run is under every draw; shape (D, R), zeros where no equilibrium was found."""
        if self.place is None or self.profiles is None:
            return np.ones((draws, 1))
        found = np.zeros((draws, len(self.runs)))
        for s, run in enumerate(self.place.tolist()):
            found[:, run] += np.nan_to_num(self.profiles[:draws, s])
        return found


class Choosing:
    """The choices of a view in a question, whatever its reading: what actors do is the same under all of them."""

    def __init__(
        self, program: Program, play: Play | None, question: Question, fixed: Mapping[str, float], values: Floats, *, seed: int,
        threads: int | None = None,
    ) -> None:  # fmt: skip
        """Take a play and the draws of the assumptions, shape (D, A); ``fixed`` is what is fixed beside the question's antecedent."""
        self.program, self.play, self.question, self.fixed = program, play, question, dict(fixed)
        self.values, self.seed, self.threads = values, seed, threads
        self._reasoned: Floats | None = None

    def mixture(self, run: Run, events: Iterable[str]) -> Mixture:
        """Return the runs that choices make of one run, as far as they can tell in any of some events."""
        if self.play is None:
            return Mixture(runs=(run,), is_certain=self.program.is_certain)
        tallies = [Tally(event=event, by=self.question.by) for event in events]
        staging = Staging(self.program, self.play, [run], tallies, left_alone(self.question, self.fixed))
        place, runs = staging.staged.place[0], staging.staged.runs
        if len(runs) == 1:
            return Mixture(runs=runs, is_certain=self.program.is_certain)
        if staging.game is None:
            profiles = np.broadcast_to(staging.chances, (len(self.values), len(staging.chances)))
            return Mixture(runs=runs, place=place, profiles=profiles, is_certain=self.program.is_certain)
        weighed = bool(np.any(self.program.shape[list(self.play.weights)] != Shape.POINT))
        certain = self.program.is_certain and not weighed
        return Mixture(runs=runs, place=place, profiles=self._weigh(staging.game), is_certain=certain, weighed=WORLDS)

    def _weigh(self, game: Game) -> Floats:
        """Return the chances of profiles under every draw; shape (D, S)."""
        if self._reasoned is None:
            halves = shares(
                self.program, game.staged, game.tallies, self.values, seed=self.seed, worlds=WORLDS, threads=self.threads
            )  # fmt: skip
            self._reasoned = game.mix(game.worth(self.values, halves.mean(axis=-1))).profiles
        return self._reasoned


def taken(chances: Floats, first: int, seed: int) -> NDArray[np.intp]:
    """Return which run each of some pieces takes, as a place among the columns of ``chances`` (N, R); -1 where none has any chance.

    The pieces are those from ``first`` on.
    """
    begin = uniforms(seed, stream_of("mixture", "profile"), 0, 1)[0]
    at = (begin + np.arange(first, first + len(chances)) * GOLDEN) % 1.0
    upper = chances.cumsum(axis=1)
    places = (at[:, None] * upper[:, -1:] >= upper[:, :-1]).sum(axis=1)
    return np.where(upper[:, -1] > 0, places, -1)
