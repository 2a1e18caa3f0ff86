"""Following the logit equilibria of many games from rationality 0, each at its own pace.

Owns the predictor and corrector with which the curve that begins where everybody mixes evenly, the principal branch (McKelvey and Palfrey
1995; Turocy 2005), is followed by its length, so that it is followed around turning points too (Allgower and Georg, Introduction to
Numerical Continuation Methods, 2003, chapters 2 and 6). A step is taken again at a smaller size where the correction is far, where the
curve bends much, or where the derivatives at both its ends are not akin: between two points of one regular curve the derivatives stay
invertible, and a step that has strayed to a neighbouring branch has passed where they are not (the index of a curve, chapter 2.1, is the
sign of their determinant; here every eigenvalue is looked at, so that two changes of sign do not hide each other). Where the curve
itself is crossed by others, as in symmetrical games, it is followed straight on, and that is recorded. Leaves the equations to
:mod:`ifso.engine.logit`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.logit import Floats, Games

FIRST, SHORTEST = 0.5, 1e-7
"""Lengths of the first step and of the shortest, in log odds."""
LEAPS = (0.02, 0.1, 0.4)
"""Lengths of the steps that are tried across a crossing."""
NARROW = 1e-4
"""Length of step below which a curve whose derivatives are not akin counts as crossed: games nearer to symmetry count as symmetrical."""
FARTHEST = 0.7
"""Largest correction of a prediction, in log odds."""
STRAIGHT = 0.85
"""Least cosine of the angle between the directions at both ends of a step."""
GROWTH = 0.6
"""Longest step as a share of the rationality reached."""
STEPS = 500
"""Most steps for one game."""
CLOSE, SHARE, EXACT = 1e-3, 0.02, 1e-12
"""Size of the last correction of a point on the way, in log odds and as a share of the step, and of the last point, in log odds, times the
greatest of them where these are above 1. What is left after a correction is of the order of its square."""
TRIES = (4, 10)
"""Most corrections of a point on the way, and of the last."""

Flags = NDArray[np.bool_]
Record = Callable[[Floats, Floats], None]
"""Told each new point: log odds and rationality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Where the curves were left."""

    odds: Floats
    """Log odds; shape (G, k)."""
    reached: Flags
    """Whether the rationality asked for was reached; shape (G)."""
    crossed: Floats
    """The rationality at which the curve was first crossed by others; infinity where it was not; shape (G)."""


@dataclass(slots=True, kw_only=True)
class _Walkers:
    """The curves still followed."""

    games: Games
    place: NDArray[np.intp]
    """Their games' places in the batch."""
    target: Floats
    x: Floats
    """Log odds and rationality; shape (G, k + 1)."""
    tangent: Floats
    """The direction of the curve, of length 1; shape (G, k + 1)."""
    slopes: Floats
    """The derivatives of the equations; shape (G, k, k + 1)."""
    step: Floats
    """Length of the next step."""
    leaps: NDArray[np.intp]
    """How many steps across a crossing have been tried; 0 where none is at hand."""

    def keep(self, which: Flags) -> None:
        self.games = self.games.take(which)
        for name in ("place", "target", "x", "tangent", "slopes", "step", "leaps"):
            setattr(self, name, getattr(self, name)[which])


def follow(games: Games, target: Floats, record: Record | None = None) -> Followed:
    """Follow every game's curve from rationality 0 to where it first reaches its target (G), in units of the scaled games."""
    count, last = len(target), games.unknowns
    odds, reached, crossed = np.zeros((count, last)), target <= 0, np.full(count, np.inf)
    slopes = games.system(odds, np.zeros(count))[1]
    start = np.concatenate([-slopes[:, :, last], np.ones((count, 1))], axis=1)
    going = _Walkers(
        games=games, place=np.arange(count), target=target, x=np.zeros((count, last + 1)), tangent=_unit(start), slopes=slopes,
        step=np.full(count, FIRST), leaps=np.zeros(count, dtype=np.intp),
    )  # fmt: skip
    going.keep(~reached)
    for _ in range(STEPS):
        if not going.place.size:
            break
        done, crossing = _walk(going, record)
        crossed[going.place] = np.minimum(crossed[going.place], crossing)
        odds[going.place] = going.x[:, :last]
        reached[going.place[done]] = True
        over = done | (going.step < SHORTEST)
        if over.any():
            going.keep(~over)
    return Followed(odds=odds, reached=reached, crossed=crossed)


def _walk(going: _Walkers, record: Record | None) -> tuple[Flags, Floats]:
    """Try one step of every curve; return which have come to their target, and where they have passed a crossing, infinity where not."""
    last = going.x.shape[1] - 1
    speed, left = going.tangent[:, last], going.target - going.x[:, last]
    finishing = (speed > 0) & (going.step * speed >= left)
    length = np.where(finishing, left / np.where(finishing, speed, 1.0), going.step)
    guess = going.x + length[:, None] * going.tangent
    guess[finishing, last] = going.target[finishing]
    across = going.tangent.copy()
    across[finishing] = np.eye(last + 1)[last]
    found, near, slopes = _corrected(going.games, guess, across, np.where(finishing, 0.0, np.minimum(CLOSE, SHARE * length)))
    far = np.linalg.norm(found - guess, axis=1)
    ahead, akin = _ahead(going, slopes)
    size = np.linalg.norm(ahead, axis=1)
    bend = 1.0 / size
    good = near & (far <= FARTHEST) & (bend >= STRAIGHT)
    leaping = going.leaps > 0
    taken = good & (akin | leaping)
    crossing = np.where(taken & ~akin, going.x[:, last], np.inf)
    going.x[taken], going.slopes[taken] = found[taken], slopes[taken]
    going.tangent[taken] = ahead[taken] / size[taken, None]
    if record is not None and taken.any():
        record(found[taken, :last], found[taken, last])
    strain = np.maximum(far / FARTHEST, (1 - bend) / (1 - STRAIGHT))
    longer = np.clip(0.6 / np.sqrt(np.maximum(strain, 1e-3)), 0.6, 2.5)
    going.step = np.where(taken, np.minimum(length * longer, np.maximum(FIRST, GROWTH * going.x[:, last])), length * 0.4)
    stuck = ~taken & (leaping | (good & ~akin & (going.step < NARROW)))
    lengths = np.array([*LEAPS, 0.0])  # when all have failed, the curve is lost
    going.step[stuck] = lengths[going.leaps[stuck]]
    going.leaps[stuck] += 1
    going.leaps[taken] = 0
    return taken & finishing, crossing


def _ahead(going: _Walkers, slopes: Floats) -> tuple[Floats, Flags]:
    """Return the directions of the curves at new points, as long as they are when seen along the old, and whether the ends are akin.

    Ends are akin where the derivatives at one, times the inverse of those at the other, have no eigenvalue left of 0: then all matrices
    between the two are invertible.
    """
    unknowns = slopes.shape[2]
    before = np.concatenate([going.slopes, going.tangent[:, None, :]], axis=1)
    after = np.concatenate([slopes, going.tangent[:, None, :]], axis=1)
    change = _solved(before, after) - np.eye(unknowns)
    akin = np.sqrt(np.einsum("gij,gij->g", change, change)) < 1.0
    doubtful = np.flatnonzero(~akin & np.isfinite(change).all(axis=(1, 2)))
    if doubtful.size:
        akin[doubtful] = (np.linalg.eigvals(change[doubtful]).real > -1.0).all(axis=1)
    onward = np.broadcast_to(np.eye(unknowns)[:, -1:], (len(after), unknowns, 1))
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(_solved(after, onward)[:, :, 0], nan=np.inf), akin


def _corrected(games: Games, guess: Floats, across: Floats, close: Floats) -> tuple[Floats, Flags, Floats]:
    """Return the points of the curves nearest to guesses, by Newton's method at right angles to ``across``; which were found; the slopes.

    ``close`` is the size of the last correction, 0 for the last points of all, which are found to the last digits.
    """
    last, finishing = guess.shape[1] - 1, close == 0
    x, near, kept = guess.copy(), np.zeros(len(guess), dtype=bool), np.zeros((len(guess), last, last + 1))
    before = np.full(len(guess), np.inf)
    todo = np.arange(len(guess))
    for attempt in range(TRIES[1]):
        some = games if len(todo) == len(guess) else games.take(todo)
        off, slopes = some.system(x[todo, :last], x[todo, last])
        kept[todo] = slopes
        matrix = np.concatenate([slopes, across[todo, None, :]], axis=1)
        move = _solved(matrix, np.concatenate([-off, np.zeros((len(todo), 1))], axis=1)[:, :, None])[:, :, 0]
        far = np.linalg.norm(move, axis=1)
        lost = ~(far <= np.minimum(2 * FARTHEST, before[todo]))
        scale = np.maximum(1.0, np.abs(x[todo]).max(axis=1))
        exact = (far <= EXACT * scale) | (np.abs(off).max(axis=1) <= EXACT / 10 * scale)
        near[todo] = np.where(finishing[todo], exact, far <= close[todo]) & ~lost
        x[todo] += np.where(lost[:, None], 0.0, move)
        before[todo] = far
        todo = todo[~(lost | near[todo]) & (finishing[todo] | (attempt < TRIES[0] - 1))]
        if not todo.size:
            break
    return x, near, kept


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _solved(matrix: Floats, right: Floats) -> Floats:
    """Return the solutions of systems of equations (G, k, k) for right sides (G, k, m); not numbers where there is none."""
    try:
        return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
    except np.linalg.LinAlgError:
        singular = np.linalg.det(matrix) == 0
        matrix = np.where(singular[:, None, None], np.eye(matrix.shape[1]), matrix)
        found = np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
        found[singular] = np.nan
        return found
