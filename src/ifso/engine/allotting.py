"""Each world in one profile: how the mix of what actors may do is shared out among worlds.

Owns which world lies in which profile, as the times of the options say it. The worlds stand in an order of their own, drawn with the
seed and apart from all that happens in them, with one number in every N-th of (0, 1) (:func:`ifso.engine.draws.latin`); profiles take their
parts of it one after the other. So each has its chance of the worlds, within one world at either end, and every world each profile with
just its chance, over seeds: means over worlds are means over the mix, without bias. A change of the mix moves only the worlds near an end
of a part, and neighbours on the line differ in one choice (:mod:`ifso.engine.staging`). Profiles that nothing asked tells apart are one
*part*. Owns as well the variance of such means: the parts are strata, so that what sets them apart does not count (Cochran, *Sampling
Techniques*, 1977, section 5.3).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ifso.engine.draws import latin
from ifso.engine.given import Flags, Floats
from ifso.engine.keeping import Kept
from ifso.engine.play import Play
from ifso.engine.program import Program, Run
from ifso.engine.random import stream_of
from ifso.engine.staging import Staged

TAKEN, NOT_TAKEN = 0.5, 1.0
"""Numbers of a cause whose chance is 1: it fires, and it never does."""
NOWHERE = -1
"""The part of a world that lies in none yet."""


class Allotment:
    """Which part each world lies in. P parts, N worlds."""

    def __init__(self, program: Program, play: Play, staged: Staged, *, seed: int, worlds: int) -> None:
        """Take the profiles of a play as they are told apart; no world lies anywhere yet."""
        _, first, part_of = np.unique(staged.place[0], return_index=True, return_inverse=True)
        self.part_of: NDArray[np.intp] = part_of
        """(S) the part of each profile."""
        self.worlds, self.parts = worlds, len(first)
        numbers = latin(seed, stream_of("worlds", "profile"), 0, worlds)
        self._order = np.argsort(numbers)
        self._line = numbers[self._order]
        self._along = np.full(worlds, NOWHERE, dtype=np.int32)
        self._part = np.full(worlds, NOWHERE, dtype=np.int32)
        at = {name: e for e, name in enumerate(program.events)}
        self._options: list[tuple[int, Flags]] = []
        self.anew: Flags = np.zeros(len(program.events), dtype=np.bool_)
        """(E) the options that worlds are told apart by."""
        profiles = [play.profiles[s] for s in first.tolist()]
        for m in staged.telling:
            for option, name in enumerate(play.moves[m].options):
                event = at[f"{play.moves[m].choice}.{name}"]
                self._options.append((event, np.array([profile[m] == option for profile in profiles])))
                self.anew[event] = True

    def allot(self, mix: Floats, kept: Kept, program: Program) -> Flags:
        """Let every world lie where chances (S) of profiles have it, and write the options' times into ``kept``; return who moved (N)."""
        ends = np.minimum(np.cumsum(np.bincount(self.part_of, mix, self.parts)), 1.0)
        ends[-1] = 1.0
        part = np.repeat(np.arange(self.parts, dtype=np.int32), np.diff(np.searchsorted(self._line, ends), prepend=0))
        changed = np.flatnonzero(part != self._along)
        worlds, to = self._order[changed], part[changed]
        turned = np.zeros(self.worlds, dtype=np.bool_)
        turned[worlds] = True
        for event, taken in self._options:
            begin, end = program.cause_start[event : event + 2]
            if begin < end:
                kept.u[begin, worlds] = np.where(taken, TAKEN, NOT_TAKEN)[to]
            else:
                for slot in set(kept.slots.slot[:, event].tolist()) - {-1}:
                    kept.times[slot, worlds] = np.where(taken, 0.0, np.inf)[to]
        self._along = part
        self._part[worlds] = to
        return turned

    def forget(self) -> None:
        """Have every world count as moved the next time."""
        self._along = np.full(self.worlds, NOWHERE, dtype=np.int32)

    def within(self, happened: Flags) -> tuple[Floats, Floats]:
        """Return the chance that what is asked (Q) has happened in each part, shape (Q, P), and the covariance of means over all worlds.

        ``happened`` is (Q, N). A part without worlds has the chance of all of them. A single world shows no spread; its part counts as the
        whole of the worlds does.
        """
        asked = len(happened)
        which = (self._part << asked).astype(np.int32)  # in which part a world lies, and what has happened there, as one number
        for q, flags in enumerate(happened):
            which += np.multiply(flags, 1 << q, dtype=np.int32)
        counted = np.bincount(which, minlength=self.parts << asked).reshape(self.parts, -1)
        told = (np.arange(1 << asked)[:, None] >> np.arange(asked) & 1).astype(np.float64)  # (kinds of worlds, Q)
        both = np.einsum("pk,kq,kr->pqr", counted, told, told)
        sizes, happening = counted.sum(axis=1), np.diagonal(both, axis1=1, axis2=2)
        overall = happening.sum(axis=0) / self.worlds
        chances = np.where(sizes[:, None] > 0, happening / np.maximum(sizes, 1)[:, None], overall)
        squares = both / np.maximum(sizes, 1)[:, None, None] - chances[:, :, None] * chances[:, None, :]
        spread = squares * (sizes / np.maximum(sizes - 1, 1))[:, None, None]
        spread[sizes == 1] = both.sum(axis=0) / self.worlds - np.outer(overall, overall)
        covariance: Floats = np.einsum("p,pqr->qr", sizes / self.worlds**2, spread)
        return chances.T, covariance


def runs_apart_from(play: Play, staged: Staged, ways: list[Run]) -> list[Run]:
    """Return the ways of fixing events as runs in which each world has options of its own where they tell something."""
    told = {f"{play.moves[m].choice}.{option}" for m in staged.telling for option in play.moves[m].options}
    settled: Mapping[str, float] = {name: t for name, t in play.times(play.profiles[0]).items() if name not in told}
    return [Run(fixed={**settled, **way.fixed}) for way in ways]
