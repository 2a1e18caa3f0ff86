"""What actors do while numbers change: payoffs told in worlds that are kept, the mix that follows, and how unsure it is for that.

Owns the worlds in which a game's profiles are all simulated: fewer than those of the answer, whose every world lies in one profile, and
other ones, so that the noise of the two is independent. Noise of payoffs moves the mix, to first order, as
:meth:`ifso.engine.gaming.Game.moved` tells; it is told from blocks of worlds, as in :mod:`ifso.engine.deciding`. Leaves the game to
:mod:`ifso.engine.gaming`.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np

from ifso.engine.evaluating import Staging
from ifso.engine.gaming import Game, Mix
from ifso.engine.given import Flags, Floats
from ifso.engine.keeping import Kept
from ifso.engine.laying import Drawn
from ifso.engine.program import Program

SHARE = 16
"""Of so many worlds of an answer there is one in which what actors face is told."""
LEAST = 4096
"""The fewest worlds in which it is told where the answer has as many."""
BLOCKS, OCTET = 16, 8
"""Blocks of worlds, and worlds that share a byte of flags; a block has a whole number of bytes."""


def worlds_of_game(worlds: int) -> int:
    """Return in how many worlds what actors face is told, for an answer in so many."""
    return min(worlds, max(LEAST, -(-worlds // (SHARE * OCTET)) * OCTET))


class Reasoning:
    """The mix of what actors may do under the present values. S profiles."""

    def __init__(self, program: Program, staging: Staging, *, seed: int, first_world: int, worlds: int, threads: int) -> None:
        """Take what is weighed, and the worlds in which payoffs are told, where there are any. Raises ``KeyError`` for an unknown event."""
        self.game: Game | None = staging.game
        self.worlds = worlds if self.game else 0
        """Worlds in which every profile is simulated."""
        self._settled: Floats = staging.chances
        self._kept: Kept | None = None
        if self.game and self.game.tallies:
            runs, tallies = self.game.staged.runs, self.game.tallies
            self._kept = Kept(program, runs, tallies, seed=seed, first_world=first_world, worlds=worlds, threads=threads)
        self._known: tuple[bytes, Floats, Floats] = (b"", self._settled, np.zeros((len(self._settled), 1)))

    def forget(self) -> None:
        """Have all computed the next time."""
        if self._kept:
            self._kept.forget()

    def weigh(self, values: Floats, drawn: Drawn, root: Flags, pool: Executor) -> Floats:
        """Return the chances of profiles (S) under one row of values (A), where the causes of the events ``root`` (E) have changed.

        They are not numbers where no equilibrium was found.
        """
        game = self.game
        if game is None:
            return self._settled
        chances = np.zeros((len(game.staged.runs), len(game.tallies), 1))
        if self._kept:
            self._kept.bring_up(drawn, root, pool)
            chances[..., 0] = self._kept.by_step()[:, -1].reshape(chances.shape[:2]) / self.worlds
        worth = game.worth(values[None], chances)
        if worth.tobytes() != self._known[0]:
            mix = game.mix_of_one(worth)
            self._known = (worth.tobytes(), mix.profiles[0], self._moved(game, values, worth, mix))
        return self._known[1]

    @property
    def moved(self) -> Floats:
        """(S, blocks) by how much each block of worlds moves the chances of profiles from what they would be without noise."""
        return self._known[2]

    def _moved(self, game: Game, values: Floats, worth: Floats, mix: Mix) -> Floats:
        if self._kept is None or not np.isfinite(mix.profiles).all():
            return np.zeros((len(self._settled), 1))
        flags = np.bitwise_count(np.packbits(self._kept.happened, axis=1))
        begin = np.linspace(0, flags.shape[1], min(BLOCKS, flags.shape[1]) + 1).astype(np.intp)
        counted = np.add.reduceat(flags, begin[:-1], axis=1, dtype=np.int64)
        sizes = np.diff(np.minimum(begin * OCTET, self.worlds))
        apart = (counted - counted.sum(axis=1, keepdims=True) * (sizes / self.worlds)) / self.worlds
        by_block = apart.reshape(len(game.staged.runs), len(game.tallies), -1)
        change = game.worth(np.broadcast_to(values, (by_block.shape[-1], len(values))), by_block)
        moved: Floats = game.moved(worth, mix, np.moveaxis(change, 0, -1)[None])[0]
        return moved


def covariance_of(influence: Floats) -> Floats:
    """Return the covariance of quantities (T) that blocks of worlds move by so much; shape (T, blocks). A single block tells nothing."""
    blocks = influence.shape[1]
    found: Floats = influence @ influence.T * (blocks / max(1, blocks - 1))
    return found
