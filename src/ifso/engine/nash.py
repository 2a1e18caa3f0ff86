"""Nash equilibria of one normal-form game.

Owns the search over supports: pure equilibria by looking at every profile; those in which two players mix by linear equations, as in
Porter, Nudelman and Shoham (Simple search methods for finding a Nash equilibrium, Games and Economic Behavior 63, 2008), whose test for
dominated options also shortens the search; those in which three players mix two options each by the quadratic that their three conditions
come to; all others by Newton's method from many starts, which can miss some. Every equilibrium is checked by best replies before it is
reported, and the result says whether the search was complete. Leaves which of them is played to :mod:`ifso.engine.quantal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

import numpy as np
from numpy.typing import NDArray

from ifso.engine.logit import Floats, games_of
from ifso.engine.random import uniforms

TOLERANCE = 1e-9
"""What a player may gain by another option in an equilibrium, as a share of its range of payoffs."""
SAME = 1e-6
"""Probabilities nearer to each other than this count as one equilibrium."""
SUPPORTS, HARD = 5000, 60
"""Most supports that are looked at, and most of them by Newton's method: sizes that end the search, whatever the game."""
STARTS, ROUNDS = 24, 15
"""Starts of Newton's method for a support, and its rounds."""
STREAM = 0x6E617368
"""The stream of the random numbers from which the starts are made."""

Support = tuple[tuple[int, ...], ...]
"""For every player, the options that it plays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equilibrium:
    """A mix of options for every player to which nobody has a better reply."""

    mixes: tuple[Floats, ...]
    """For each player, the probabilities of its options."""
    gain: float
    """The most that a player could gain by another option, in its own payoffs: rounding, at most ``TOLERANCE`` of its range."""
    strict: bool
    """Whether every option outside the mixes pays less, so that small changes of payoffs leave the equilibrium where it is."""

    @property
    def is_pure(self) -> bool:
        """Tell whether nobody mixes."""
        return all(float(mix.max()) == 1.0 for mix in self.mixes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nash:
    """The equilibria that were found, pure ones first."""

    equilibria: tuple[Equilibrium, ...]
    complete: bool
    """Whether the search leaves out no isolated equilibrium."""
    degenerate: bool
    """Whether ties were met, so that there may be whole ranges of equilibria, of which the list has some."""
    supports: int
    """How many supports were looked at."""


def nash_equilibria(payoffs: Floats) -> Nash:
    """Return the equilibria of a game with payoffs of the shape (N, options...): what each player gets in each profile of options.

    Raises ``ValueError`` for payoffs of another shape, and for numbers that are not finite.
    """
    payoffs = np.asarray(payoffs, dtype=np.float64)
    if payoffs.ndim < 2 or payoffs.shape[0] != payoffs.ndim - 1 or 0 in payoffs.shape:
        raise ValueError(f"payoffs of the shape {payoffs.shape} are not (players, options of each player)")
    if not np.isfinite(payoffs).all():
        raise ValueError("payoffs are finite")
    search = _Search(payoffs)
    search.pure()
    search.mixed()
    return Nash(
        equilibria=tuple(sorted(search.found, key=lambda e: not e.is_pure)), complete=search.complete, degenerate=search.degenerate,
        supports=search.looked_at,
    )  # fmt: skip


def gains(payoffs: Floats, mixes: tuple[Floats, ...]) -> tuple[Floats, ...]:
    """Return what each option of each player pays beyond the player's mix, the others mixing as they do; at most 0 at an equilibrium."""
    found = []
    for i, mix in enumerate(mixes):
        pays = payoffs[i]
        for j in range(len(mixes) - 1, -1, -1):
            if j != i:
                pays = np.tensordot(pays, mixes[j], axes=(j, 0))
        found.append(pays - mix @ pays)
    return tuple(found)


class _Search:
    """What has been found so far."""

    def __init__(self, payoffs: Floats) -> None:
        self.payoffs = payoffs
        self.sizes = payoffs.shape[1:]
        self.range = np.array([float(np.ptp(own)) for own in payoffs])
        self.found: list[Equilibrium] = []
        self.complete = True
        self.degenerate = False
        self.looked_at = 0

    def pure(self) -> None:
        """Look at every profile of single options."""
        best = np.ones(self.sizes, dtype=bool)
        for i, own in enumerate(self.payoffs):
            best &= own >= own.max(axis=i, keepdims=True) - TOLERANCE * self.range[i]
        for profile in np.argwhere(best).tolist():
            self._add(tuple(np.eye(size)[option] for size, option in zip(self.sizes, profile, strict=True)))
        self.looked_at += int(np.prod(self.sizes))

    def mixed(self) -> None:
        """Look at supports in which somebody mixes, small ones first."""
        choices = [[c for k in range(1, size + 1) for c in combinations(range(size), k)] for size in self.sizes]
        hard = 0
        every = (support for support in product(*choices) if sum(len(s) > 1 for s in support) > 1)
        supports = sorted(islice(every, SUPPORTS), key=lambda support: sum(map(len, support)))
        self.complete = next(every, None) is None
        for support in supports:
            self.looked_at += 1
            if self._dominated(support):
                continue
            mixing = [i for i, options in enumerate(support) if len(options) > 1]
            lengths = [len(support[i]) for i in mixing]
            part = _part(self.payoffs, support, mixing)
            if len(mixing) == 2:
                candidates = self._pair(part) if lengths[0] == lengths[1] else iter(())
            elif lengths == [2, 2, 2]:
                candidates = self._trio(part)
            else:
                hard += 1
                self.complete = False
                if hard > HARD:
                    continue
                candidates = _by_newton(part, hard)
            for mixes in candidates:
                self._try(support, mixing, mixes)

    def _dominated(self, support: Support) -> bool:
        """Tell whether a player plays an option that pays less than another one whatever the others play."""
        for i, options in enumerate(support):
            own = self.payoffs[i]
            for j, played in enumerate(support):
                own = own if j == i else own.take(played, axis=j)
            own = np.moveaxis(own, i, 0).reshape(self.sizes[i], -1)
            if any((own > own[option] + TOLERANCE * self.range[i]).all(axis=1).any() for option in options):
                return True
        return False

    def _pair(self, part: Floats) -> Iterator[list[Floats]]:
        """Return the mixes of two players by which each makes the other indifferent."""
        size = part.shape[1]
        mixes = []
        for own in (part[1].T, part[0]):  # what the other gets from each of its options by each of this player's
            matrix = np.concatenate([own[:-1] - own[-1:], np.ones((1, size))])
            scale = max(float(np.abs(matrix[:-1]).max()), np.finfo(float).tiny)
            matrix[:-1] /= scale
            if np.linalg.matrix_rank(matrix, tol=1e-10) < size:
                self._tie(matrix)
                return
            mixes.append(np.linalg.solve(matrix, np.eye(size)[-1]))
        yield mixes

    def _trio(self, part: Floats) -> Iterator[list[Floats]]:
        """Return the mixes of three players of two options each that leave all indifferent, by the roots of a quadratic.

        With x, y, z the chances of the first options, each player's gap is a + b (first other) + c (second) + d (both); the first player's
        gives z and the third's gives x as quotients of lines in y, and the second's then becomes a quadratic in y.
        """
        lines = []
        for i in range(3):
            gap = np.moveaxis(part[i], i, 0)
            gap = gap[0] - gap[1]
            d = gap[0, 0] - gap[0, 1] - gap[1, 0] + gap[1, 1]
            coefficients = np.array([gap[1, 1], gap[0, 1] - gap[1, 1], gap[1, 0] - gap[1, 1], d])
            lines.append(coefficients / max(float(np.abs(coefficients).max()), np.finfo(float).tiny))
        (a, b, c, d), (e, f, g, h), (k, m, n, p) = lines  # in (y, z), in (x, z), in (x, y)
        above_z, below_z = np.array([b, a]), np.array([d, c])
        above_x, below_x = np.array([n, k]), np.array([p, m])
        quadratic = (
            e * np.convolve(below_x, below_z) - f * np.convolve(above_x, below_z)
            - g * np.convolve(above_z, below_x) + h * np.convolve(above_x, above_z)
        )  # fmt: skip
        if np.abs(quadratic).max() < TOLERANCE:
            self.degenerate = True
            return
        quadratic[np.abs(quadratic) < 1e-14 * np.abs(quadratic).max()] = 0.0
        for root in np.roots(quadratic):
            y = float(root.real)
            under_x, under_z = float(np.polyval(below_x, y)), float(np.polyval(below_z, y))
            if abs(root.imag) > SAME or not 0 < y < 1:
                continue
            # Where one of the quotients says nothing, the second player's condition gives what it does not.
            with np.errstate(divide="ignore", invalid="ignore"):
                x, z = -np.polyval(above_x, y) / under_x, -np.polyval(above_z, y) / under_z
                if abs(under_z) < SAME:
                    z = -(e + f * x) / (g + h * x)
                elif abs(under_x) < SAME:
                    x = -(e + g * z) / (f + h * z)
            if np.isfinite(x) and np.isfinite(z):
                yield from _newton(part, [np.array([[v, 1 - v]]) for v in (float(x), y, float(z))], rounds=3)
            else:
                self.degenerate = True

    def _tie(self, matrix: Floats) -> None:
        """Note that a player can be kept indifferent in many ways, where it can with chances that are none below 0."""
        solution = np.linalg.lstsq(matrix, np.eye(len(matrix))[-1], rcond=1e-10)[0]
        if np.abs(matrix @ solution - np.eye(len(matrix))[-1]).max() < TOLERANCE:
            self.degenerate = True

    def _try(self, support: Support, mixing: list[int], mixes: list[Floats]) -> None:
        whole = [np.eye(size)[options[0]] for size, options in zip(self.sizes, support, strict=True)]
        for i, mix in zip(mixing, mixes, strict=True):
            if not np.isfinite(mix).all() or float(mix.min()) < SAME:
                return
            whole[i] = np.zeros(self.sizes[i])
            whole[i][list(support[i])] = mix / mix.sum()
        self._add(tuple(whole))

    def _add(self, mixes: tuple[Floats, ...]) -> None:
        """Take an equilibrium that is one, and is new."""
        better = gains(self.payoffs, mixes)
        shares = [own / r if r > 0 else own for own, r in zip(better, self.range, strict=True)]
        if max(float(own.max()) for own in shares) > TOLERANCE:
            return
        if any(all(np.abs(a - b).max() < SAME for a, b in zip(mixes, e.mixes, strict=True)) for e in self.found):
            return
        strict = all(bool((own[mix == 0] < -TOLERANCE).all()) for own, mix in zip(shares, mixes, strict=True))
        self.degenerate |= not strict
        self.found.append(Equilibrium(mixes=mixes, gain=max(0.0, *(float(own.max()) for own in better)), strict=strict))


def _part(payoffs: Floats, support: Support, mixing: list[int]) -> Floats:
    """Return the payoffs of those who mix, on their supports, the others playing their single options."""
    part = payoffs[np.ix_(mixing, *support)]
    return part.reshape(len(mixing), *(len(support[i]) for i in mixing))


def _by_newton(part: Floats, number: int) -> Iterator[list[Floats]]:
    """Return mixes at which everybody is indifferent, from many starts; some may be missed and some found twice."""
    sizes = part.shape[1:]
    drawn = uniforms(0, STREAM, number * STARTS * sum(sizes), STARTS * sum(sizes)).reshape(STARTS, -1)
    weights = np.split(-np.log(drawn), np.cumsum(sizes)[:-1], axis=1)
    return _newton(part, [w / w.sum(axis=1, keepdims=True) for w in weights], ROUNDS)


def _newton(part: Floats, mixes: list[Floats], rounds: int) -> Iterator[list[Floats]]:
    """Return the mixes near given ones, each (starts, options), at which everybody is indifferent, where Newton's method comes to some."""
    count = len(mixes[0])
    games, _ = games_of(np.broadcast_to(part, (count, *part.shape)))
    starts = np.cumsum([0, *(size - 1 for size in games.sizes)]).tolist()
    going: NDArray[np.bool_] = np.ones(count, dtype=bool)
    for _ in range(rounds):
        off = games.advantage(tuple(mixes))
        slopes = np.zeros((count, games.unknowns, games.unknowns))
        for i in range(len(mixes)):
            for j in range(len(mixes)):
                if i != j:
                    pair = games.against(i, j, tuple(mixes))
                    slopes[:, starts[i] : starts[i + 1], starts[j] : starts[j + 1]] = pair[:, :, :-1] - pair[:, :, -1:]
        going &= np.abs(np.linalg.det(slopes)) > 1e-14
        slopes[~going], off[~going] = np.eye(games.unknowns), 0.0
        move = np.linalg.solve(slopes, -off[:, :, None])[:, :, 0]
        move *= np.minimum(1.0, 1.0 / np.maximum(np.abs(move).max(axis=1, keepdims=True), 1.0))
        for i in range(len(mixes)):
            own = move[:, starts[i] : starts[i + 1]]
            mixes[i] = mixes[i] + np.concatenate([own, -own.sum(axis=1, keepdims=True)], axis=1)
    near = going & (np.abs(games.advantage(tuple(mixes))).max(axis=1) < TOLERANCE)
    for start in np.flatnonzero(near).tolist():
        yield [mix[start] for mix in mixes]
