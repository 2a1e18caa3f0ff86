"""The times of some runs in some worlds, kept so that a change is computed only where it can tell.

Owns the random numbers of these worlds, the times of the events and what is asked of them, and how threads share the worlds. Leaves to
:mod:`ifso.engine.lanes` what is computed where, and to whoever keeps them what changes and what counts become.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from ifso.engine.given import Asked, Flags, Floats, run_lanes, slots_of, told_nothing
from ifso.engine.laying import Drawn, fixed_times
from ifso.engine.native import fill_thresholds
from ifso.engine.order import plan
from ifso.engine.program import Program, Run, Tally, tables_of
from ifso.engine.random import uniforms
from ifso.engine.simulating import STEPS

ROW = 256
"""Worlds that are computed at once."""


class Kept:
    """Runs in worlds ``first_world`` and on, and by when what is asked has happened. Q is what is asked: by run, every tally."""

    def __init__(
        self, program: Program, runs: Sequence[Run], tallies: Sequence[Tally], *, seed: int, worlds: int, first_world: int = 0,
        threads: int,
    ) -> None:  # fmt: skip
        """Draw the random numbers; no time is known yet. Raises ``KeyError`` for an unknown event."""
        at = {name: i for i, name in enumerate(program.events)}
        moments = [t.by for t in tallies] + [t.condition.by for t in tallies if t.condition]
        self._horizon = min(program.horizon, max((moment for moment in moments if moment < np.inf), default=np.inf))
        self._tables = tables_of(program)
        wanted = {at[t.event] for t in tallies} | {at[t.condition.event] for t in tallies if t.condition}
        self._plan = plan(program, fixed_times(program, runs), wanted)
        self.slots = slots_of(program, self._plan)
        """Where the times of each event in each run stand in ``times``."""
        self._rests = self.slots.own.any(axis=0)
        caused = np.flatnonzero(np.diff(program.cause_start))
        self._computed = np.setdiff1d(self.slots.slot[:, caused], -1)
        self.worlds = worlds
        self.u: Floats = np.array([uniforms(seed, stream, first_world, worlds) for stream in program.stream.tolist()]).reshape(-1, worlds)
        """(C, N) the number of each cause in each world."""
        self._e = np.empty_like(self.u)
        fill_thresholds(self.u, self._e)
        self.times: Floats = np.full((self.slots.total, worlds), np.inf)
        """(slots, N) in years."""
        self._asked = _laid_out(at, len(runs), tallies, worlds)
        step = -(-worlds // (threads * ROW)) * ROW
        self._lanes = [(first, min(first + step, worlds)) for first in range(0, worlds, step)]
        self._told = [told_nothing(self._asked) for _ in self._lanes]
        self._known = False

    def bring_up(self, drawn: Drawn, root: Flags, pool: Executor, *, turned: Flags | None = None, anew: Flags | None = None) -> None:
        """Bring all up to date under one row of values, where the causes of the events ``root`` (E) have changed.

        Those of the events ``anew`` (E) have in the worlds that are ``turned`` (N) alone; of an event without causes the times themselves,
        which stay as they were written. The first time, and after one that was interrupted, all is computed.
        """
        some = turned is not None and bool(turned.any())
        if self._known and not some and not (root & self._rests).any():
            return
        if not self._known:
            self.times[self._computed] = np.inf
            root = np.ones_like(root)
        self._known = False

        def job(part: int) -> None:
            run_lanes(
                self._tables, self._plan, self.slots, horizon=self._horizon, row=ROW, lanes=self._lanes[part], u=self.u, e=self._e,
                drawn=drawn, kept=self.times, asked=self._asked, told=self._told[part], root=root,
                turned=turned, anew=anew if some else None,
            )  # fmt: skip

        list(pool.map(job, range(len(self._lanes))))
        self._known = True

    def forget(self) -> None:
        """Have all computed the next time."""
        self._known = False

    @property
    def happened(self) -> Flags:
        """(Q, N) whether what is asked has happened by its time."""
        found: Flags = self._asked.placed <= STEPS
        return found

    def by_step(self) -> NDArray[np.int64]:
        """Return in how many worlds what is asked has happened by each step; shape (Q, steps + 1)."""
        found: NDArray[np.int64] = np.sum([told.counts[:, :-1] for told in self._told], axis=0).cumsum(axis=1)
        return found

    def odd(self) -> NDArray[np.int64]:
        """Return in how many worlds of an odd number it has happened; shape (Q)."""
        found: NDArray[np.int64] = np.sum([told.odd for told in self._told], axis=0)
        return found


def _laid_out(at: dict[str, int], runs: int, tallies: Sequence[Tally], worlds: int) -> Asked:
    """Return what is asked as the kernel takes it."""
    rows, times = [], []
    for r in range(runs):
        for t in tallies:
            told = (at[t.condition.event], int(t.condition.holds)) if t.condition else (-1, 1)
            rows.append((r, at[t.event], *told))
            times.append((t.by, t.condition.by if t.condition else 0.0))
    placed = np.full((len(rows), worlds), STEPS + 1, dtype=np.int32)
    asked, by = np.array(rows, dtype=np.int32).reshape(-1, 4), np.array(times, dtype=np.float64).reshape(-1, 2)
    return Asked(asked=asked, by=by, steps=STEPS, placed=placed)
