"""Games in which nobody's choice depends much on what the others do: they have one equilibrium, which is found at once.

Owns the bound by which such games are told. A player's mix moves, in total variation, by at most a quarter of the rationality times the
span by which its payoffs' differences move (the slope of a logit response is nowhere greater), and these by at most the sum, over the other
players, of how far their mixes move times the most that one option of theirs in the place of another changes in any difference of two of
its own payoffs. Where the matrix of these bounds has a spectral radius below 1, the response is a contraction at this rationality and at
every lower one: each has one equilibrium (Banach), and the branch that begins at rationality 0 can lead to no other. Leaves games in which
more depends on the others to :mod:`ifso.engine.quantal`, which follows that branch.
"""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np

from ifso.engine.logit import Floats
from ifso.engine.native import settle

CERTAIN = 0.99
"""Spectral radius up to which a response counts as a contraction, whatever rounding does."""
EXACT = 1e-13
"""How far log odds may be from a logit response, times the rationality times the greatest payoff where that is above 1."""


def contracted(payoffs: Floats, rationality: float) -> tuple[Floats, ...] | None:
    """Return the only equilibrium of one game, or None where the bound leaves room for others.

    ``payoffs`` (N, options of player 1, ..., options of player N) is what player n gets in each profile; every player has two options or
    more. For each player the probabilities of its options; shape (options).
    """
    if not np.isfinite(payoffs).all() or np.abs(np.linalg.eigvals(bounds(payoffs, rationality))).max() > CERTAIN:
        return None
    sizes = np.array(payoffs.shape[1:], dtype=np.int64)
    digits = np.indices(payoffs.shape[1:]).reshape(len(sizes), -1).T.astype(np.int64)
    mixes, off = np.zeros((len(sizes), int(sizes.max()))), np.full(1, np.inf)
    settle(np.ascontiguousarray(payoffs.reshape(len(sizes), -1)), float(rationality), sizes, np.ascontiguousarray(digits), mixes, off)
    if not off[0] <= EXACT * max(1.0, rationality * float(np.abs(payoffs).max())):
        return None
    return tuple(mixes[n, :size] for n, size in enumerate(sizes.tolist()))


def bounds(payoffs: Floats, rationality: float) -> Floats:
    """Return by how much a player's mix moves at most for each unit by which another's does, in total variation; shape (N, N)."""
    players = len(payoffs)
    found = np.zeros((players, players))
    for i, j in permutations(range(players), 2):
        own = np.moveaxis(payoffs[i], (i, j), (0, 1))
        for one, other in combinations(range(own.shape[1]), 2):
            change = own[:, one] - own[:, other]
            found[i, j] = max(found[i, j], float((change.max(axis=0) - change.min(axis=0)).max()))
    bound: Floats = rationality / 4 * found
    return bound
