"""The answer to a question for any rows of values of the assumptions, choices and all.

Owns what everything that varies assumptions asks for: rows of values in, answers out, each in the even and in the odd worlds apart, whose
Monte Carlo noise is independent, so that the product of the one for one row and the other for another is free of it. Where choices can tell
in the answer, every profile is a run on the same worlds, and the answer is taken over the mix; what actors do in a row is told from all of
its worlds, even and odd together. Leaves the mix to :mod:`ifso.engine.gaming` and errors and intervals to the callers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Reading, assumptions_used, runs_of
from ifso.engine.gaming import Game
from ifso.engine.play import Play
from ifso.engine.program import Floats, Program, Run, Tally
from ifso.engine.simulating import count
from ifso.engine.staging import Staged, stage
from ifso.engine.working import Work, work_of
from ifso.scenario.meaning import Done, Question


def left_alone(question: Question, fixed: Mapping[str, float]) -> Mapping[str, float]:
    """Return what is fixed while actors reason: an antecedent that is made to happen is left to its causes."""
    event = question.antecedent.event if isinstance(question.antecedent, Done) else None
    return {name: time for name, time in fixed.items() if name != event}


class Staging:
    """What has to be simulated for a question under one play, and how profiles are weighed."""

    def __init__(
        self, program: Program, play: Play | None, ways: Sequence[Run], tallies: Sequence[Tally], fixed: Mapping[str, float]
    ) -> None:
        """Take the ways in which a question fixes events, what it counts, and what is fixed while actors reason."""
        self.staged: Staged = stage(program, play, ways, tallies)
        self.rests_on: tuple[int, ...] = self.staged.telling
        """The places of the choices on which the answer rests, directly or because they are weighed against one another."""
        self.game: Game | None = None
        used = set(assumptions_used(program, self.staged.runs, tallies))
        self.of_game: tuple[str, ...] = ()
        """The assumptions on which what actors weigh rests, the weights themselves aside."""
        if play is not None and any(play.moves[m].is_reasoned for m in self.staged.telling):
            self.game = Game(program, play, fixed)
            self.of_game = assumptions_used(program, self.game.staged.runs, self.game.tallies)
            used.update(self.of_game)
            used.update(program.assumptions[weight] for weight in play.weights)
            in_play = {m for player in play.players for m in player.moves}
            self.rests_on = tuple(sorted({*self.staged.telling, *self.game.staged.telling, *in_play}))
        self.used = tuple(name for name in program.assumptions if name in used)
        """The assumptions on which the answer rests."""
        self.chances: Floats = _without_reasons(play)
        """(S) the chances of profiles where nobody's reasons tell."""


def _without_reasons(play: Play | None) -> Floats:
    """Return the chances of profiles; those of what is reasoned are as good as any, since only choices that tell nothing are."""
    if play is None:
        return np.ones(1)
    evenly = [1.0 if not move.is_reasoned else 1 / len(move.open) for move in play.moves]
    return np.array([play.nature(profile) * np.prod(evenly) for profile in play.profiles])


def shares(
    program: Program, staged: Staged, tallies: Sequence[Tally], values: Floats, *, seed: int, worlds: int, first_world: int = 0,
    like: NDArray[np.int64] | None = None, threads: int | None = None, work: Work | None = None,
) -> Floats:  # fmt: skip
    """Return the share of the even and of the odd worlds that each tally counts in each run; shape (runs, K, D, 2).

    ``like`` and ``work`` are as in :func:`ifso.engine.simulating.count`.
    """
    counted = count(
        program, staged.runs, tallies, seed=seed, values=values, worlds=worlds, like=like, first_world=first_world, threads=threads,
        steps=1, chances_only=True, work=work,
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = counted.by_draw / np.array([(worlds + 1) // 2, worlds // 2])
    return found


class Evaluator:
    """A question under one program, as a function of the values of its assumptions."""

    def __init__(
        self, program: Program, plays: Sequence[Play | None], question: Question, reading: Reading | Sequence[Reading] | None = None, *,
        fixed: Mapping[str, float] | None = None, seed: int = 0, worlds: int, first_world: int = 0, threads: int | None = None,
    ) -> None:  # fmt: skip
        """Take a program, the plays among which a row can choose (none where the scenario has no choices), and what is asked.

        ``reading`` is by default the question's first: ``do``, ``given`` or, without an antecedent, ``left alone``; of two, the answer is
        the first less the second. ``first_world`` is a multiple of 64. Raises ``KeyError`` for an unknown event and for a reading that
        the question does not have.
        """
        self.program = program
        self.seed, self.worlds, self.first_world, self.threads = seed, worlds, first_world, threads
        fixed = dict(fixed or {})
        runs, self._tallies, asked = runs_of(question, fixed)
        names = [next(iter(asked))] if reading is None else [reading] if isinstance(reading, Reading) else list(reading)
        self._readings = [asked[name] for name in names]
        self._places = list(dict.fromkeys(found.run for found in self._readings))
        self._runs = len(runs)
        ways = [runs[place] for place in self._places]
        self._works: dict[int, Work] = {}
        self.stagings = tuple(Staging(program, play, ways, self._tallies, fixed=left_alone(question, fixed)) for play in plays or [None])
        found = {name for staging in self.stagings for name in staging.used}
        self.used = tuple(name for name in program.assumptions if name in found)
        """The assumptions that the answer rests on, in the order of the program."""

    def on(self, first_world: int, worlds: int) -> Self:
        """Return the same on other worlds."""
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.first_world, other.worlds = first_world, worlds
        return other

    def __call__(self, values: Floats, play_of: NDArray[np.integer] | None = None, *, like: NDArray[np.intp] | None = None) -> Floats:
        """Return the answers in the even and in the odd worlds; shape (D, 2), not a number where there is none.

        ``values`` (D, A) are rows of assumptions, in which a chance may be exactly 0 or 1; ``play_of`` (D) says by place which of the plays
        a row has, by default the first. A ``given`` reading is the ratio of its two chances in each half. ``like`` (D) says of each row
        from which other it differs in few assumptions, if not by itself: such rows are answered faster, to the same result. A row that
        others are like is like itself.
        """
        values = np.asarray(values, dtype=np.float64)
        if play_of is None or len(self.stagings) == 1:
            return self._answers(self.stagings[0], values, like)
        found = np.empty((len(values), 2))
        for place in np.unique(play_of):
            rows = play_of == place
            found[rows] = self._answers(self.stagings[place], values[rows])
        return found

    def mix(self, values: Floats, play: int = 0, like: NDArray[np.intp] | None = None) -> Floats:
        """Return the chances of the profiles of one of the plays in each row; shape (D, S)."""
        staging = self.stagings[play]
        if staging.game is None:
            return np.broadcast_to(staging.chances, (len(values), len(staging.chances)))
        game = staging.game
        chances = self._shares(game.staged, game.tallies, values, like) @ np.array([(self.worlds + 1) // 2, self.worlds // 2]) / self.worlds
        return game.mix(game.worth(values, chances)).profiles

    def _answers(self, staging: Staging, values: Floats, like: NDArray[np.intp] | None = None) -> Floats:
        # rows last, along which numpy is quick
        by_run = np.ascontiguousarray(np.moveaxis(self._shares(staging.staged, self._tallies, values, like), 2, 3))
        mix = np.ascontiguousarray(self.mix(values, self.stagings.index(staging), like).T)
        mixed = np.zeros((len(values), 2, self._runs, len(self._tallies)))
        for way, place in enumerate(self._places):
            over = np.zeros(by_run.shape[1:])
            for s, run in enumerate(staging.staged.place[way].tolist()):
                over += mix[s] * by_run[run]
            mixed[:, :, place] = over.T
        m = mixed.reshape(len(values), 2, -1)
        with np.errstate(divide="ignore", invalid="ignore"):
            one, *rest = [np.real(reading.of(m)) for reading in self._readings]
        found: Floats = one - rest[0] if rest else one
        return found

    def _shares(self, staged: Staged, tallies: Sequence[Tally], values: Floats, like: NDArray[np.intp] | None = None) -> Floats:
        if not tallies:
            return np.zeros((len(staged.runs), 0, len(values), 2))
        first, of_row, groups = distinct(values[:, staged.read], like)  # others can change nothing
        found = shares(
            self.program, staged, tallies, values[first], seed=self.seed, worlds=self.worlds, first_world=self.first_world, like=groups,
            threads=self.threads, work=self._work(staged, tallies),
        )  # fmt: skip
        return found[:, :, of_row]

    def _work(self, staged: Staged, tallies: Sequence[Tally]) -> Work:
        """Return what all simulations of some runs share, on whatever worlds."""
        found = self._works.get(id(staged))
        if found is None:
            found = self._works[id(staged)] = work_of(self.program, staged.runs, tallies, self.seed, 1)
        return found


def distinct(values: Floats, like: NDArray[np.intp] | None) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64] | None]:
    """Return which rows of values (D, A) to compute, which of these each row equals, and where groups begin that are like their first.

    ``like`` (D) is as in :class:`Evaluator`; without it no groups are known.
    """
    if like is None:
        _, first, of_row = np.unique(values, axis=0, return_index=True, return_inverse=True)
        return first, of_row, None
    rows = np.arange(len(values))
    other = rows != like
    kept = np.flatnonzero(~other | (values != values[like]).any(axis=1))
    kept = kept[np.lexsort((other[kept], like[kept]))]
    place = np.zeros(len(values), dtype=np.intp)
    place[kept] = np.arange(len(kept))
    computed = np.zeros(len(values), dtype=np.bool_)
    computed[kept] = True
    groups = np.append(np.flatnonzero(~other[kept]), len(kept)).astype(np.int64)
    return kept, np.where(computed, place, place[like]), groups
