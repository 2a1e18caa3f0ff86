"""An answer that follows a slider: one assumption changes, and the whole answer is there again.

Owns what is kept between two changes: the random numbers of all worlds and the times of the events under the present values. A change of an
assumption is computed only in the worlds in which an event that rests on it moves, and there only for what reads what has moved
(:mod:`ifso.engine.lanes`). The answer is that of a simulation from nothing with the same values, to the last bit. Every assumption has one
value, so that an answer has no interval over them. Leaves how counts become an answer to :mod:`ifso.engine.answering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ifso.engine.answering import Answered, assumptions_used, conclude, runs_of
from ifso.engine.draws import quantiles
from ifso.engine.estimating import Estimator
from ifso.engine.given import Asked, Flags, Floats, run_lanes, slots_of
from ifso.engine.laying import drawn_of, fixed_times
from ifso.engine.native import fill_thresholds
from ifso.engine.order import plan
from ifso.engine.program import Ints, Program, Tally, tables_of
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
        self, program: Program, question: Question, *, fixed: Mapping[str, float] | None = None, values: Floats | None = None,
        seed: int = 0, worlds: int = LIVE_WORLDS, threads: int | None = None,
    ) -> None:  # fmt: skip
        """Simulate the question; ``fixed`` events have their time fixed in every run. ``values`` (A) are by default the medians.

        Raises ``KeyError`` where the question or ``fixed`` names an unknown event.
        """
        self.program, self.question, self.seed, self.worlds = program, question, seed, worlds
        self.started = np.array(medians(program) if values is None else values, dtype=np.float64)
        """The values that :meth:`reset` returns to."""
        self.values = self.started.copy()
        self._runs, self._tallies, self._readings = runs_of(question, dict(fixed or {}))
        self.used = assumptions_used(program, self._runs, self._tallies)
        """The assumptions on which the answer rests, in the order of the program."""
        self._tables = tables_of(program)
        times = fixed_times(program, self._runs)
        at = {name: i for i, name in enumerate(program.events)}
        wanted = {at[t.event] for t in self._tallies} | {at[t.condition.event] for t in self._tallies if t.condition}
        self._plan = plan(program, times, wanted)
        self._slots = slots_of(program, self._plan)
        moments = [*(t.by for t in self._tallies), *(t.condition.by for t in self._tallies if t.condition)]
        self._horizon = min(program.horizon, max(moment for moment in moments if moment < np.inf))
        self._u = np.array([uniforms(seed, stream, 0, worlds) for stream in program.stream.tolist()]).reshape(-1, worlds)
        self._e = np.empty_like(self._u)
        fill_thresholds(self._u, self._e)
        self._kept = np.full((self._slots.total, worlds), np.inf)
        self._asked = _asked(at, len(self._runs), self._tallies, worlds)
        self._threads = threads or processors()
        self._pool = ThreadPoolExecutor(self._threads)
        self._sound = False
        self.answered = self._answer(np.ones(len(at), dtype=np.bool_))
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
        if changed or not self._sound:
            root = self._resting_on(set(changed))
            if root.any() or not self._sound:
                self.answered = self._answer(root)
        return self.answered

    def reset(self) -> Answered:
        """Return to the values at the beginning, and return the answer."""
        return self.change_all(dict(zip(self.program.assumptions, self.started.tolist(), strict=True)))

    def _resting_on(self, assumptions: set[int]) -> Flags:
        """Return which events have causes that rest on some assumptions."""
        p = self.program
        found = np.zeros(len(p.events), dtype=np.bool_)
        rests = np.isin(p.chance, list(assumptions))
        for c in range(len(p.causes)):
            if rests[c] or assumptions & set(p.modifier_ratio[p.modifier_start[c] : p.modifier_start[c + 1]].tolist()):
                found[self._tables.causes[c, -1]] = True
        return found

    def _answer(self, root: Flags) -> Answered:
        """Bring the times up to date where the causes of the events ``root`` have changed, and conclude from the counts."""
        drawn = drawn_of(self.program, self.values[None, :])
        if not self._sound:
            self._kept[:], root = np.inf, np.ones(len(self.program.events), dtype=np.bool_)
        self._sound = False
        step = -(-self.worlds // (self._threads * ROW)) * ROW

        def job(first: int) -> tuple[np.ndarray, np.ndarray]:
            return run_lanes(
                self._tables, self._plan, self._slots, horizon=self._horizon, row=ROW, lanes=(first, min(first + step, self.worlds)),
                u=self._u, e=self._e, drawn=drawn, kept=self._kept, asked=self._asked, root=root,
            )  # fmt: skip

        jobs = list(self._pool.map(job, range(0, self.worlds, step)))
        counts, odd = (np.sum(parts, axis=0) for parts in zip(*jobs, strict=True))
        self._sound = True
        return conclude(self.question, self._readings, Estimator(self._counted(counts, odd)), self.used)

    def _counted(self, counts: np.ndarray, odd: np.ndarray) -> Counted:
        kinds = (len(self._runs), len(self._tallies))
        by_step = counts[:, :-1].cumsum(axis=1)
        bits = np.packbits(self._asked.placed <= STEPS, axis=1)
        together = np.bitwise_count(bits[:, None] & bits[None]).sum(axis=2)
        return Counted(
            draws=1,
            worlds=self.worlds,
            seed=self.seed,
            by_step=by_step.reshape(*kinds, -1),
            by_draw=np.stack([by_step[:, -1] - odd, odd], axis=1).reshape(*kinds, 1, 2),
            bands=by_step.reshape(*kinds, 1, -1),
            moments=together.astype(object),
        )


def _asked(at: Mapping[str, int], runs: int, tallies: list[Tally], worlds: int) -> Asked:
    rows = [
        (r, at[t.event], *((at[t.condition.event], int(t.condition.holds)) if t.condition else (-1, 1)))
        for r in range(runs)
        for t in tallies
    ]
    times = [(t.by, t.condition.by if t.condition else 0.0) for _ in range(runs) for t in tallies]
    placed: Ints = np.full((len(rows), worlds), STEPS + 1, dtype=np.int32)
    return Asked(asked=np.array(rows, dtype=np.int32).reshape(-1, 4), by=np.array(times).reshape(-1, 2), steps=STEPS, placed=placed)
