"""An answer that follows a slider: one assumption changes, and the whole answer is there again.

Owns what is kept between two changes: the random numbers of all worlds and the times of the events under the present values. A change of an
assumption is computed only in the worlds in which an event that rests on it moves, and there only for what reads what has moved
(:mod:`ifso.engine.keeping`). The answer is that of a simulation from nothing with the same values, to the last bit. Every assumption has
one value, so that an answer has no interval over them. Where what actors choose can tell, what they do follows from the payoffs under the
present values, told in worlds apart (:mod:`ifso.engine.reasoning`), and each world of the answer lies in one profile, in each as many as
its chance wants (:mod:`ifso.engine.allotting`); the standard error takes in both. Leaves how counts become an answer to
:mod:`ifso.engine.answering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ifso.engine.allotting import Allotment, runs_apart_from
from ifso.engine.answering import Answered, assumptions_used, conclude, runs_of
from ifso.engine.deciding import MixedEstimator, options_chosen
from ifso.engine.draws import quantiles
from ifso.engine.estimating import Estimate, Estimator
from ifso.engine.evaluating import Staging, left_alone
from ifso.engine.given import Flags, Floats
from ifso.engine.keeping import Kept
from ifso.engine.laying import Drawn, drawn_of
from ifso.engine.play import Play
from ifso.engine.program import EVENT, Program, tables_of
from ifso.engine.reasoning import Reasoning, covariance_of, worlds_of_game
from ifso.engine.simulating import Counted, processors
from ifso.scenario.meaning import Question

LIVE_WORLDS = 50_000


def medians(program: Program) -> Floats:
    """Return the median of every assumption; shape (A)."""
    found: Floats = quantiles(program, np.full((1, len(program.assumptions)), 0.5))[0]
    return found


class Live:
    """A question under one value of each assumption, ready to be answered again with another."""

    def __init__(
        self, program: Program, question: Question, *, play: Play | None = None, fixed: Mapping[str, float] | None = None,
        values: Floats | None = None, seed: int = 0, worlds: int = LIVE_WORLDS, threads: int | None = None,
    ) -> None:  # fmt: skip
        """Simulate the question; ``fixed`` events have their time fixed in every run. ``values`` (A) are by default the medians.

        Raises ``KeyError`` where the question or ``fixed`` names an unknown event.
        """
        self.program, self.question, self.play, self.seed, self.worlds = program, question, play, seed, worlds
        self.started = np.array(medians(program) if values is None else values, dtype=np.float64)
        """The values that :meth:`reset` returns to."""
        self.values = self.started.copy()
        fixed = dict(fixed or {})
        runs, self._tallies, self._readings = runs_of(question, fixed)
        staging = None if play is None else Staging(program, play, runs, self._tallies, fixed=left_alone(question, fixed))
        if play is not None and staging is not None and not staging.staged.telling:
            staging = None
            runs, self._tallies, self._readings = runs_of(question, {**play.times(play.profiles[0]), **fixed})
        self.used = assumptions_used(program, runs, self._tallies)
        """The assumptions on which the answer rests, in the order of the program."""
        threads = threads or processors()
        self._weighed: _Weighed | None = None
        if play is not None and staging is not None:
            self.used = staging.used
            self._weighed = _Weighed(program, play, staging, seed=seed, worlds=worlds, threads=threads)
            runs = runs_apart_from(play, staging.staged, runs)
        self._runs = len(runs)
        self._kept = Kept(program, runs, self._tallies, seed=seed, worlds=worlds, threads=threads)
        self._reads = _read_by_events(program)
        self._pool = ThreadPoolExecutor(threads)
        self._sound = False
        self.answered = self._answer(np.ones(len(program.events), dtype=np.bool_))
        """The answer under the present values."""

    def change(self, assumption: str, value: float) -> Answered:
        """Give an assumption another value, and return the answer. Raises ``KeyError`` for an assumption that the program does not have."""
        return self.change_all({assumption: value})

    def change_all(self, values: Mapping[str, float]) -> Answered:
        """Give several assumptions other values, and return the answer."""
        at = {name: i for i, name in enumerate(self.program.assumptions)}
        changed = {at[name]: float(value) for name, value in values.items()}
        changed = {a: value for a, value in changed.items() if value != self.values[a]}
        for a, value in changed.items():
            self.values[a] = value
        if not self._sound or any(self.program.assumptions[a] in self.used for a in changed):
            self.answered = self._answer(self._resting_on(set(changed)))
        return self.answered

    def reset(self) -> Answered:
        """Return to the values at the beginning, and return the answer."""
        return self.change_all(dict(zip(self.program.assumptions, self.started.tolist(), strict=True)))

    def _resting_on(self, assumptions: set[int]) -> Flags:
        """Return which events have causes that rest on some assumptions."""
        found: Flags = np.asarray(self._reads[sorted(assumptions)].any(axis=0))
        return found

    def _answer(self, root: Flags) -> Answered:
        """Bring the times up to date where the causes of the events ``root`` have changed, and conclude from the counts."""
        drawn = drawn_of(self.program, self.values[None, :])
        if not self._sound:
            root = np.ones_like(root)
            self._kept.forget()
            if self._weighed:
                self._weighed.forget()
        self._sound = False
        if self._weighed is not None:
            found = self._mixed(self._weighed, drawn, root)
        else:
            self._kept.bring_up(drawn, root, self._pool)
            estimator = Estimator(self._counted(self._together()))
            found = conclude(self.question, self._readings, estimator, self.used)
            found = found if self.play is None else replace(found, chosen=options_chosen(self.play, {}))
        self._sound = True
        return found

    def _counted(self, together: NDArray[np.object_]) -> Counted:
        kinds = (self._runs, len(self._tallies))
        by_step, odd = self._kept.by_step(), self._kept.odd()
        return Counted(
            draws=1, worlds=self.worlds, seed=self.seed,
            by_step=by_step.reshape(*kinds, -1),
            by_draw=np.stack([by_step[:, -1] - odd, odd], axis=1).reshape(*kinds, 1, 2),
            bands=by_step.reshape(*kinds, 1, -1),
            moments=together,
        )  # fmt: skip

    def _together(self) -> NDArray[np.object_]:
        """Return in how many worlds each two of what is asked have both happened."""
        bits = np.packbits(self._kept.happened, axis=1)
        found: NDArray[np.object_] = np.bitwise_count(bits[:, None] & bits[None]).sum(axis=2).astype(object)
        return found

    def _mixed(self, weighed: _Weighed, drawn: Drawn, root: Flags) -> Answered:
        """Conclude from worlds that lie in profiles as actors take them."""
        mix = weighed.reasoning.weigh(self.values, drawn, root, self._pool)
        solved = bool(np.isfinite(mix).all())
        turned = weighed.allotment.allot(mix if solved else weighed.evenly, self._kept, self.program)
        self._kept.bring_up(drawn, root, self._pool, turned=turned, anew=weighed.allotment.anew)
        chances, over_worlds = weighed.allotment.within(self._kept.happened)
        moved = weighed.reasoning.moved
        over_worlds = over_worlds + covariance_of(chances[:, weighed.allotment.part_of] @ moved)
        counted = self._counted(np.zeros((0, 0), dtype=object))
        means = counted.by_draw.sum(axis=3).reshape(1, -1) / self.worlds if solved else np.full((1, len(over_worlds)), np.nan)
        estimator = MixedEstimator(counted, None, by_draw=means, by_half=means[:, None], over_worlds=over_worlds)
        found = conclude(self.question, self._readings, estimator, self.used)
        chosen = options_chosen(weighed.play, weighed.told(mix))
        return replace(
            found, chosen=chosen, rests_on=weighed.rests_on, unsolved=int(not solved), weighed_on=weighed.reasoning.worlds or None
        )


def _read_by_events(program: Program) -> Flags:
    """Return which assumptions the causes of each event rest on; shape (A, E)."""
    found = np.zeros((len(program.assumptions), len(program.events)), dtype=np.bool_)
    for c, event in enumerate(tables_of(program).causes[:, EVENT].tolist()):
        ratios = program.modifier_ratio[program.modifier_start[c] : program.modifier_start[c + 1]]
        found[[int(program.chance[c]), *ratios[ratios >= 0].tolist()], event] = True
    return found


class _Weighed:
    """Choices that tell in the answer."""

    def __init__(self, program: Program, play: Play, staging: Staging, *, seed: int, worlds: int, threads: int) -> None:
        self.play = play
        self.reasoning = Reasoning(
            program, staging, seed=seed, first_world=worlds, worlds=worlds_of_game(worlds), threads=threads
        )  # fmt: skip
        self.allotment = Allotment(program, play, staging.staged, seed=seed, worlds=worlds)
        self.evenly: Floats = np.full(len(play.profiles), 1 / len(play.profiles))
        self.rests_on = tuple(play.moves[m].choice for m in staging.rests_on)
        self._options = [(m, option) for m in staging.rests_on for option in range(len(play.moves[m].options))]
        self._holds: Floats = np.array([[float(profile[m] == option) for profile in play.profiles] for m, option in self._options])

    def forget(self) -> None:
        """Have all computed the next time."""
        self.reasoning.forget()
        self.allotment.forget()

    def told(self, mix: Floats) -> Mapping[tuple[int, int], Estimate | None]:
        """Return how likely each option is to be taken, with what the noise of payoffs does to it; nothing where that is not known."""
        chances = (self._holds @ mix).tolist()
        errors = np.sqrt(np.diag(covariance_of(self._holds @ self.reasoning.moved))).tolist()
        return {
            option: Estimate(value=chance, low=chance, high=chance, error=error) if np.isfinite(chance) else None
            for option, chance, error in zip(self._options, chances, errors, strict=True)
        }
