"""The logit response of many games at once, as a system of equations.

Owns the payoffs of a batch of normal-form games laid out for it, and the system whose solutions are the logit quantal response equilibria
(McKelvey and Palfrey, Games and Economic Behavior 1995): every player's log odds are the rationality times the differences of payoffs that
the others' mixes give. Log odds take the place of probabilities, so that no rationality makes a probability too small to be held (Turocy,
Games and Economic Behavior 2005). Leaves following the solutions to :mod:`ifso.engine.homotopy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""An array of doubles."""
LETTERS = ascii_lowercase.replace("g", "")
"""One for every player; g is the game's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Games:
    """A batch of games in which every player has two options or more; payoffs as differences to each player's last option."""

    gaps: tuple[Floats, ...]
    """For every player, what each of its options but the last pays beyond the last; shape (G, options - 1, the others' options...)."""
    sizes: tuple[int, ...]
    """Options of every player."""

    @property
    def unknowns(self) -> int:
        """Log odds of one game."""
        return sum(self.sizes) - len(self.sizes)

    def take(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Self:
        """Return the games chosen by a mask or by places."""
        return type(self)(gaps=tuple(gap[which] for gap in self.gaps), sizes=self.sizes)

    def mixes(self, odds: Floats) -> tuple[Floats, ...]:
        """Return each player's probabilities, shape (G, options), for log odds (G, unknowns) of each option against its last."""
        found, at = [], 0
        for size in self.sizes:
            logits = np.zeros((len(odds), size))
            logits[:, :-1] = odds[:, at : at + size - 1]
            logits -= logits.max(axis=1, keepdims=True)
            np.exp(logits, out=logits)
            found.append(logits / logits.sum(axis=1, keepdims=True))
            at += size - 1
        return tuple(found)

    def advantage(self, mixes: tuple[Floats, ...]) -> Floats:
        """Return what each option pays beyond its player's last against the others' mixes; shape (G, unknowns)."""
        return np.concatenate([self.against(i, None, mixes) for i in range(len(self.sizes))], axis=1)

    def system(self, odds: Floats, rationality: Floats) -> tuple[Floats, Floats]:
        """Return how far log odds (G, k) are from a logit response, shape (G, k), and the derivatives, shape (G, k, k + 1).

        The last column of the derivatives is that by the rationality (G).
        """
        mixes = self.mixes(odds)
        count = self.unknowns
        slopes = np.zeros((len(odds), count, count + 1))
        starts = np.cumsum([0, *(size - 1 for size in self.sizes)]).tolist()
        for i in range(len(self.sizes)):
            rows = slice(starts[i], starts[i + 1])
            pays: Floats | None = None
            for j, mix in enumerate(mixes):
                if i == j:
                    continue
                pair = self.against(i, j, mixes)
                here = (pair * mix[:, None, :]).sum(axis=2)
                # An option's log odds move its own probability and, through the sum, all others: p (1 - p) and -p q.
                moved = (pair[:, :, :-1] - here[:, :, None]) * mix[:, None, :-1]
                slopes[:, rows, starts[j] : starts[j + 1]] = -rationality[:, None, None] * moved
                pays = here
            slopes[:, rows, count] = -(self.gaps[i] if pays is None else pays)
        off = odds + rationality[:, None] * slopes[:, :, count]
        slopes[:, range(count), range(count)] += 1.0
        return off, slopes

    def against(self, i: int, j: int | None, mixes: tuple[Floats, ...]) -> Floats:
        """Return player i's gaps against the mixes of all others but j, who plays each of its options; shape (G, options - 1[, of j])."""
        others = [k for k in range(len(self.sizes)) if k != i]
        axes = "g" + LETTERS[i] + "".join(LETTERS[k] for k in others)
        mixed = [k for k in others if k != j]
        if not mixed:
            return self.gaps[i]
        out = "g" + LETTERS[i] + ("" if j is None else LETTERS[j])
        found: Floats = np.einsum(
            f"{axes},{','.join('g' + LETTERS[k] for k in mixed)}->{out}", self.gaps[i], *(mixes[k] for k in mixed)
        )  # fmt: skip
        return found


def games_of(payoffs: Floats) -> tuple[Games, Floats]:
    """Return the games of payoffs (G, N, options...), each scaled to a greatest gap of 1, and the scales (G); 0 where nothing is at stake.

    Every player has two options or more.
    """
    sizes = payoffs.shape[2:]
    gaps = []
    for i in range(len(sizes)):
        own = np.moveaxis(payoffs[:, i], i + 1, 1)
        gaps.append(own[:, :-1] - own[:, -1:])
    scale = np.max([np.abs(gap).reshape(len(payoffs), -1).max(axis=1, initial=0.0) for gap in gaps], axis=0)
    by = np.where(scale > 0, scale, 1.0)
    return Games(gaps=tuple(np.ascontiguousarray(gap / by.reshape(-1, *[1] * (gap.ndim - 1))) for gap in gaps), sizes=sizes), scale
