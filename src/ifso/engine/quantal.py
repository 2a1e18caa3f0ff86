"""Logit quantal response equilibria of normal-form games.

Owns what a game's payoffs and a rationality become: each player's mix, on the branch that begins at rationality 0, where everybody mixes
evenly, and ends in one Nash equilibrium (McKelvey and Palfrey, Quantal Response Equilibria for Normal Form Games, Games and Economic
Behavior 10, 1995; the branch is followed as in Turocy, A dynamic homotopy interpretation of the logistic quantal response equilibrium
correspondence, Games and Economic Behavior 51, 2005). At a rationality r a player takes each option with a probability in proportion to
exp(r x what it pays against the others' mixes). Every result is put back into that equation. Leaves following the branch to
:mod:`ifso.engine.homotopy`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.homotopy import follow
from ifso.engine.logit import Floats, Games, games_of

TOLERANCE = 1e-7
"""Largest difference between a mix and the logit response to it at which it counts as an equilibrium."""
APART = 1e-4
"""Difference of a probability by which equilibria count as two."""
PROFILES, ROUNDS = 256, 40
"""Profiles from which other equilibria are sought, and the rounds of each of the two methods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The equilibria of a batch of games on their principal branches, with how they were come by."""

    mixes: tuple[Floats, ...]
    """For each player, the probabilities of its options; shape (G, options). Not numbers where no equilibrium was found."""
    residual: Floats
    """Largest difference between a mix and the logit response to it; shape (G)."""
    found: NDArray[np.bool_]
    """Whether the branch was followed to the rationality and the residual is at most ``TOLERANCE``; shape (G)."""
    crossed: Floats
    """The rationality at which the branch was crossed by others and followed straight on, as in symmetrical games; infinity where it was
    not; shape (G)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The principal branch of one game, in the order in which it is followed."""

    rationality: Floats
    """At each point; shape (K). It falls where the branch turns back."""
    mixes: tuple[Floats, ...]
    """For each player, the probabilities of its options; shape (K, options)."""
    complete: bool
    """Whether the branch was followed to the rationality asked for."""
    crossed: float
    """The rationality at which the branch was crossed by others, or infinity."""

    @property
    def turns(self) -> bool:
        """Tell whether the branch turns back on its way."""
        return bool((np.diff(self.rationality) < 0).any())

    def at(self, rationality: float) -> tuple[Floats, ...]:
        """Return each player's mix where the branch first comes to a rationality, in between the points by straight lines."""
        reached = np.maximum.accumulate(self.rationality)
        after = min(int(np.searchsorted(reached, rationality)), len(reached) - 1)
        before = max(after - 1, 0)
        span = self.rationality[after] - self.rationality[before]
        share = float(np.clip((rationality - self.rationality[before]) / span, 0.0, 1.0)) if span > 0 else 1.0
        return tuple(mix[before] + share * (mix[after] - mix[before]) for mix in self.mixes)


def quantal_response(payoffs: Floats, rationality: float | Floats) -> tuple[Floats, ...]:
    """Return the logit equilibria on the principal branches of G games at once.

    ``payoffs`` has the shape (G, N, options of player 1, ..., options of player N): what player n gets in each profile of options;
    ``rationality``, at least 0, is one number or one for each game. The result has for each player the probabilities of its options, shape
    (G, options); where no equilibrium could be followed to they are not numbers. Raises ``ValueError`` for payoffs of another shape, and
    for numbers that are not finite.
    """
    return respond(payoffs, rationality).mixes


def respond(payoffs: Floats, rationality: float | Floats) -> Response:
    """Return what :func:`quantal_response` returns with what is known of it."""
    payoffs, wanted = _checked(payoffs, rationality)
    count, sizes = len(payoffs), payoffs.shape[2:]
    active = _with_choices(payoffs)
    mixes: dict[int, Floats] = {i: np.ones((count, size)) for i, size in enumerate(sizes) if size == 1 or not count}
    residual, found, crossed = np.zeros(count), np.ones(count, dtype=bool), np.full(count, np.inf)
    if active.shape[1] and count:
        games, scale = games_of(active)
        with np.errstate(over="ignore"):
            target = np.minimum(wanted * scale, np.finfo(float).max)
        followed = follow(games, target)
        settled = games.mixes(followed.odds)
        residual = _residual(games, settled, target)
        found = followed.reached & (residual <= TOLERANCE)
        crossed = followed.crossed / np.where(scale > 0, scale, 1.0)
        for mix in settled:
            mix[~found] = np.nan
        mixes |= dict(zip([i for i, size in enumerate(sizes) if size > 1], settled, strict=True))
    return Response(mixes=tuple(mixes[i] for i in range(len(sizes))), residual=residual, found=found, crossed=crossed)


def principal_path(payoffs: Floats, upto: float) -> Path:
    """Return the principal branch of one game, payoffs (N, options...), from rationality 0 to where it first reaches ``upto``."""
    batch, wanted = _checked(np.asarray(payoffs)[None], upto)
    sizes = batch.shape[2:]
    many = [i for i, size in enumerate(sizes) if size > 1]
    if not many:
        ones = tuple(np.ones((2, 1)) for _ in sizes)
        return Path(rationality=np.array([0.0, upto]), mixes=ones, complete=True, crossed=np.inf)
    games, scale = games_of(_with_choices(batch))
    points = [np.zeros((1, games.unknowns))]
    at = [np.zeros(1)]

    def record(odds: Floats, rationality: Floats) -> None:
        points.append(odds)
        at.append(rationality)

    followed = follow(games, wanted * scale, record)
    by = scale[0] if scale[0] > 0 else 1.0
    rationality = np.concatenate(at) / by
    odds = np.concatenate(points)
    if scale[0] == 0:
        rationality, odds = np.array([0.0, upto]), np.zeros((2, games.unknowns))
    mixed = dict(zip(many, games.mixes(odds), strict=True))
    mixes = tuple(mixed.get(i, np.ones((len(odds), 1))) for i in range(len(sizes)))
    return Path(rationality=rationality, mixes=mixes, complete=bool(followed.reached[0]), crossed=float(followed.crossed[0] / by))


def other_equilibria(payoffs: Floats, rationality: float, mixes: tuple[Floats, ...]) -> tuple[tuple[Floats, ...], ...]:
    """Return other equilibria of one game, payoffs (N, options...), at a rationality, beside one that is known; some may be missed.

    They are sought from every profile of single options: by a few damped responses, and then by Newton's method.
    """
    batch, wanted = _checked(np.asarray(payoffs)[None], rationality)
    many = [i for i, size in enumerate(batch.shape[2:]) if size > 1]
    if not many:
        return ()
    whole, scale = games_of(_with_choices(batch))
    profiles = np.indices(whole.sizes).reshape(len(whole.sizes), -1).T[:PROFILES]
    games, target = whole.take(np.zeros(len(profiles), dtype=np.intp)), np.full(len(profiles), float(wanted[0] * scale[0]))
    odds = target[:, None] * games.advantage(tuple(np.eye(size)[own] for size, own in zip(whole.sizes, profiles.T, strict=True)))
    for _ in range(ROUNDS):
        odds = (odds + target[:, None] * games.advantage(games.mixes(odds))) / 2
    for _ in range(ROUNDS):
        off, slopes = games.system(odds, target)
        square = slopes[:, :, :-1]
        regular = np.abs(np.linalg.det(square)) > 0
        square = np.where(regular[:, None, None], square, np.eye(odds.shape[1]))
        odds = odds - np.where(regular[:, None], np.clip(np.linalg.solve(square, off[:, :, None])[:, :, 0], -5.0, 5.0), 0.0)
    settled = games.mixes(odds)
    good = _residual(games, settled, target) <= TOLERANCE
    found = [tuple(np.asarray(mix) for mix in mixes)]
    for place in np.flatnonzero(good).tolist():
        own = dict(zip(many, (mix[place] for mix in settled), strict=True))
        one = tuple(own.get(i, np.ones(1)) for i in range(len(mixes)))
        if all(max(float(np.abs(a - b).max()) for a, b in zip(one, known, strict=True)) > APART for known in found):
            found.append(one)
    return tuple(found[1:])


def _with_choices(payoffs: Floats) -> Floats:
    """Return the payoffs of the players who have more than one option."""
    many = [i for i, size in enumerate(payoffs.shape[2:]) if size > 1]
    return payoffs[:, many].reshape(len(payoffs), len(many), *(payoffs.shape[2 + i] for i in many))


def _residual(games: Games, mixes: tuple[Floats, ...], rationality: Floats) -> Floats:
    """Return the largest difference between mixes and the logit responses to them; shape (G)."""
    answered = games.mixes(rationality[:, None] * games.advantage(mixes))
    off: Floats = np.max([np.abs(mix - response).max(axis=1) for mix, response in zip(mixes, answered, strict=True)], axis=0)
    return off


def _checked(payoffs: Floats, rationality: float | Floats) -> tuple[Floats, Floats]:
    payoffs = np.asarray(payoffs, dtype=np.float64)
    players = payoffs.ndim - 2
    if players < 1 or payoffs.shape[1] != players or 0 in payoffs.shape[2:]:
        raise ValueError(f"payoffs of the shape {payoffs.shape} are not (games, players, options of each player)")
    wanted = np.broadcast_to(np.asarray(rationality, dtype=np.float64), (len(payoffs),))
    if not (np.isfinite(payoffs).all() and np.isfinite(wanted).all() and (wanted >= 0).all()):
        raise ValueError("payoffs are finite, and the rationality is finite and at least 0")
    return payoffs, wanted
