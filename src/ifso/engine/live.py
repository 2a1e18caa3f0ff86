"""An answer that follows a slider: one assumption changes, and the whole answer is there again.

Owns what is kept between two changes: the random numbers of all worlds and the times of the events under the present values. A change of an
assumption is computed only in the worlds in which an event that rests on it moves, and there only for what reads what has moved
(:mod:`ifso.engine.lanes`). The answer is that of a simulation from nothing with the same values, to the last bit. Every assumption has one
value, so that an answer has no interval over them. Where what actors choose can tell, every profile is kept, and what they do follows from
the payoffs under the present values; the standard error takes what they do as known. Leaves how counts become an answer to
:mod:`ifso.engine.answering`, and what actors do to :mod:`ifso.engine.gaming`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Answered, assumptions_used, conclude, runs_of
from ifso.engine.deciding import options_chosen
from ifso.engine.draws import quantiles
from ifso.engine.estimating import Estimate, Estimator
from ifso.engine.evaluating import Staging, left_alone
from ifso.engine.given import Asked, Flags, Floats, run_lanes, slots_of, told_nothing
from ifso.engine.laying import drawn_of, fixed_times
from ifso.engine.native import fill_thresholds
from ifso.engine.order import Plan, joined, plan
from ifso.engine.play import Play
from ifso.engine.program import EVENT, Program, Run, Tally, tables_of
from ifso.engine.random import uniforms
from ifso.engine.simulating import STEPS, Counted, processors
from ifso.scenario.meaning import Question

LIVE_WORLDS = 50_000
ROW = 256
"""Worlds that are computed at once."""


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
        self._staging = staging
        self._place = np.arange(len(runs))[:, None]
        self.used = assumptions_used(program, runs, self._tallies)
        """The assumptions on which the answer rests, in the order of the program."""
        if staging is not None:
            runs, self._place, self.used = list(staging.staged.runs), staging.staged.place, staging.used
        game = staging.game if staging else None
        self._asks = _Asks(program, runs, self._tallies, game.staged.runs if game else (), game.tallies if game else ())
        self._tables = tables_of(program)
        self._plan = self._asks.planned()
        self._slots = slots_of(program, self._plan)
        self._u = np.array([uniforms(seed, stream, 0, worlds) for stream in program.stream.tolist()]).reshape(-1, worlds)
        self._e = np.empty_like(self._u)
        fill_thresholds(self._u, self._e)
        self._kept = np.empty((self._slots.total, worlds))
        self._asked = self._asks.laid_out(worlds)
        threads = threads or processors()
        step = -(-worlds // (threads * ROW)) * ROW
        self._lanes = [(first, min(first + step, worlds)) for first in range(0, worlds, step)]
        self._told = [told_nothing(self._asked) for _ in self._lanes]
        self._pool = ThreadPoolExecutor(threads)
        self._mix: tuple[bytes, Floats] = (b"", np.ones(1))
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
        p = self.program
        rests = np.isin(p.chance, list(assumptions))
        for c in np.flatnonzero(np.diff(p.modifier_start)):
            rests[c] |= not assumptions.isdisjoint(p.modifier_ratio[p.modifier_start[c] : p.modifier_start[c + 1]].tolist())
        found = np.zeros(len(p.events), dtype=np.bool_)
        found[self._tables.causes[rests, EVENT]] = True
        return found

    def _answer(self, root: Flags) -> Answered:
        """Bring the times up to date where the causes of the events ``root`` have changed, and conclude from the counts."""
        drawn = drawn_of(self.program, self.values[None, :])
        if not self._sound:
            self._kept[:], root = np.inf, np.ones(len(self.program.events), dtype=np.bool_)
        self._sound = False

        def job(part: int) -> None:
            run_lanes(
                self._tables, self._plan, self._slots, horizon=self._asks.horizon, row=ROW, lanes=self._lanes[part], u=self._u, e=self._e,
                drawn=drawn, kept=self._kept, asked=self._asked, told=self._told[part], root=root,
            )  # fmt: skip

        if root.any():
            list(self._pool.map(job, range(len(self._lanes))))
        self._sound = True
        counts, odd = (np.sum(parts, axis=0) for parts in zip(*self._told, strict=True))
        by_step = counts[:, :-1].cumsum(axis=1)
        if self._staging is None:
            found = conclude(self.question, self._readings, Estimator(self._counted(by_step, odd, self._together())), self.used)
            return found if self.play is None else replace(found, chosen=options_chosen(self.play, {}))
        return self._mixed(self._staging, self.play, by_step, odd)

    def _counted(self, by_step: NDArray[np.int64], odd: NDArray[np.int64], together: NDArray[np.object_]) -> Counted:
        kinds = (len(self._place), len(self._tallies))
        return Counted(
            draws=1, worlds=self.worlds, seed=self.seed,
            by_step=by_step.reshape(*kinds, -1),
            by_draw=np.stack([by_step[:, -1] - odd, odd], axis=1).reshape(*kinds, 1, 2),
            bands=by_step.reshape(*kinds, 1, -1),
            moments=together,
        )  # fmt: skip

    def _together(self) -> NDArray[np.object_]:
        """Return in how many worlds each two of what is asked have both happened."""
        bits = np.packbits(self._asked.placed <= STEPS, axis=1)
        found: NDArray[np.object_] = np.bitwise_count(bits[:, None] & bits[None]).sum(axis=2).astype(object)
        return found

    def _mixed(self, staging: Staging, play: Play | None, by_step: NDArray[np.int64], odd: NDArray[np.int64]) -> Answered:
        """Conclude from what has been counted in every profile."""
        mix = self._mix_of(staging, by_step[:, -1])
        tallies = len(self._tallies)
        weights = np.zeros((len(self._place), tallies, len(by_step)))
        for way, places in enumerate(self._place):
            for k in range(tallies):
                np.add.at(weights[way, k], places * tallies + k, mix)
        flat: Floats = weights.reshape(-1, len(by_step))
        told = flat.any(axis=0)
        happened = (self._asked.placed[told] <= STEPS).astype(np.float64)
        in_worlds = flat[:, told] @ happened
        counted = self._counted((flat @ by_step), (flat @ odd), (in_worlds @ in_worlds.T).astype(object))  # type: ignore[arg-type] # mixtures
        found = conclude(self.question, self._readings, Estimator(counted), self.used)
        profiles = play.profiles if play else ()
        chances = {
            (m, option): _known(sum(mix[s] for s, profile in enumerate(profiles) if profile[m] == option))
            for m in staging.rests_on
            for option in range(len(play.moves[m].options) if play else 0)
        }
        rests_on = tuple(play.moves[m].choice for m in staging.rests_on) if play else ()
        return replace(found, chosen=options_chosen(play, chances) if play else {}, rests_on=rests_on)

    def _mix_of(self, staging: Staging, happened: NDArray[np.int64]) -> Floats:
        """Return the chances of profiles (S) under the present values."""
        if staging.game is None:
            return staging.chances
        chances = happened[self._asks.of_game] / self.worlds
        worth = staging.game.worth(self.values[None], chances[..., None])
        if worth.tobytes() != self._mix[0]:
            self._mix = (worth.tobytes(), staging.game.mix(worth).profiles[0])
        return self._mix[1]


def _known(chance: float) -> Estimate:
    return Estimate(value=float(chance), low=float(chance), high=float(chance), error=None)


class _Asks:
    """What is asked in which runs: the question's tallies in some, what actors care about in others."""

    def __init__(
        self, program: Program, runs: Sequence[Run], tallies: Sequence[Tally], of_game: Sequence[Run], interests: Sequence[Tally],
    ) -> None:  # fmt: skip
        self.program, self.tallies = program, (tuple(tallies), tuple(interests))
        self.at = {name: i for i, name in enumerate(program.events)}
        self.runs = (tuple(runs), tuple(of_game))
        first = len(runs) * len(tallies)
        self.of_game = first + np.arange(len(of_game) * len(interests)).reshape(len(of_game), len(interests))
        """(runs of the game, interests) where they stand among what is asked."""
        moments = [t.by for t in (*tallies, *interests)] + [t.condition.by for t in tallies if t.condition]
        self.horizon = min(program.horizon, max((moment for moment in moments if moment < np.inf), default=np.inf))

    def planned(self) -> Plan:
        """Return the plan of all runs, those of the question before those of the game."""
        plans = []
        for runs, tallies in zip(self.runs, self.tallies, strict=True):
            wanted = {self.at[t.event] for t in tallies} | {self.at[t.condition.event] for t in tallies if t.condition}
            plans.append(plan(self.program, fixed_times(self.program, runs), wanted))
        return joined(plans)

    def laid_out(self, worlds: int) -> Asked:
        """Return what is asked as the kernel takes it."""
        rows, times, first = [], [], 0
        for runs, tallies in zip(self.runs, self.tallies, strict=True):
            for r in range(first, first + len(runs)):
                for t in tallies:
                    told = (self.at[t.condition.event], int(t.condition.holds)) if t.condition else (-1, 1)
                    rows.append((r, self.at[t.event], *told))
                    times.append((t.by, t.condition.by if t.condition else 0.0))
            first += len(runs)
        placed = np.full((len(rows), worlds), STEPS + 1, dtype=np.int32)
        asked, by = np.array(rows, dtype=np.int32).reshape(-1, 4), np.array(times, dtype=np.float64).reshape(-1, 2)
        return Asked(asked=asked, by=by, steps=STEPS, placed=placed)
