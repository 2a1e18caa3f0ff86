"""From the chances of profiles to what actors do: payoffs, the mix that follows from them, and how the one moves the other.

Owns the game that a play is on a program. A profile's worth to a player is the sum of weight times chance over its interests (MODEL.md,
section 5); what nature mixes is averaged over; the players' mix is the logit quantal response at the play's rationality, and a profile's
chance is the product of the chances of its parts. Payoffs are told with the question's antecedent left to its causes: nobody foresees an
intervention. Owns the response of the mix to small changes of the payoffs as well, by which their Monte Carlo noise is carried over. Leaves
the equilibrium to :mod:`ifso.engine.quantal` and counting to the callers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.contracting import contracted
from ifso.engine.play import Play
from ifso.engine.program import Floats, Program, Run, Tally
from ifso.engine.quantal import quantal_response
from ifso.engine.staging import Staged, stage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mix:
    """What actors do in each row of values. D rows, S profiles."""

    players: tuple[Floats, ...]
    """By player, the chances of its strategies; shape (D, strategies)."""
    profiles: Floats
    """(D, S) the chances of profiles."""


class Game:
    """The game that reasoned choices make on a program."""

    def __init__(self, program: Program, play: Play, fixed: Mapping[str, float]) -> None:
        """Take a play and the events that are fixed while its actors reason. Raises ``KeyError`` for an unknown event."""
        self.play = play
        self.profiles = play.profiles
        self.events = tuple(dict.fromkeys(event for player in play.players for event, _ in player.interests))
        self.tallies = tuple(Tally(event=event, by=program.horizon) for event in self.events)
        self.staged: Staged = stage(program, play, [Run(fixed=fixed)], self.tallies)
        self.nature: Floats = np.array([play.nature(profile) for profile in self.profiles])
        strategies = [play.strategies(player) for player in play.players]
        self.sizes = tuple(len(found) for found in strategies)
        self.taken: NDArray[np.intp] = np.array(
            [[play.strategy_of(player, profile) for player in play.players] for profile in self.profiles], dtype=np.intp
        ).reshape(len(self.profiles), len(play.players))
        """(S, N) the strategy of each player in each profile."""
        flat = np.ravel_multi_index(tuple(self.taken.T), self.sizes) if self.sizes else np.zeros(len(self.profiles), dtype=np.intp)
        self.average = np.zeros((len(self.profiles), int(np.prod(self.sizes))))
        self.average[np.arange(len(self.profiles)), flat] = self.nature
        """(S, strategies of all players) what takes profiles to the players' strategies, what nature mixes averaged over."""

    def worth(self, values: Floats, chances: Floats) -> Floats:
        """Return what each profile is worth to each player, shape (D, S, N).

        ``values`` (D, A) are rows of assumptions, ``chances`` (runs, interests, D) those of the staged runs.
        """
        by_event = dict(zip(self.events, np.moveaxis(chances[self.staged.place[0]], (0, 1, 2), (2, 0, 1)), strict=True))
        worth: Floats = np.zeros((len(values), len(self.profiles), len(self.play.players)))
        for n, player in enumerate(self.play.players if self.events else ()):
            worth[:, :, n] = self.play.worth(player, values, by_event)
        return worth

    def payoffs(self, worth: Floats) -> Floats:
        """Return the players' payoffs, shape (D, N, strategies of player 1, ..., of player N), from what profiles are worth."""
        return (np.moveaxis(worth, 2, 1) @ self.average).reshape(len(worth), len(self.sizes), *self.sizes)

    def mix(self, worth: Floats) -> Mix:
        """Return what actors do, from what profiles are worth to them; shape (D, S, N). Not numbers where no equilibrium was found."""
        if self.play.rationality is None:
            raise ValueError("a view in which a choice is reasoned has a rationality")
        players = quantal_response(self.payoffs(worth), self.play.rationality)
        return Mix(players=players, profiles=self.profiles_of(players))

    def mix_of_one(self, worth: Floats) -> Mix:
        """Return what :meth:`mix` does for one row, shape (1, S, N), up to rounding, and sooner where there can be but one equilibrium."""
        if self.play.rationality is None:
            raise ValueError("a view in which a choice is reasoned has a rationality")
        if self.play.players and min(self.sizes) > 1:
            found = contracted(self.payoffs(worth)[0], self.play.rationality)
            if found is not None:
                players = tuple(chances[None] for chances in found)
                return Mix(players=players, profiles=self.profiles_of(players))
        return self.mix(worth)

    def profiles_of(self, players: tuple[Floats, ...]) -> Floats:
        """Return the chances of profiles, shape (D, S), from those of the strategies of each player, shape (D, strategies)."""
        profiles = np.broadcast_to(self.nature, (len(players[0]), len(self.profiles))).copy()
        for n, chances in enumerate(players):
            profiles *= chances[:, self.taken[:, n]]
        return profiles

    def moved(self, worth: Floats, mix: Mix, change: Floats) -> Floats:
        """Return how the chances of profiles move with what they are worth, to first order; shape (D, S, B).

        ``change`` (D, S, N, B) are B changes of ``worth``. The equilibrium stays on its branch: of pi = softmax(r u(pi)) both sides are
        differentiated, and the linear equations solved.
        """
        rows, changes = len(worth), change.shape[-1]
        rationality = self.play.rationality or 0.0
        payoffs, total = self.payoffs(worth), sum(self.sizes)
        begin = np.concatenate([[0], np.cumsum(self.sizes)])
        slopes = np.zeros((rows, total, total))
        pushed = np.zeros((rows, total, changes))
        for n, own in enumerate(mix.players):
            here = slice(begin[n], begin[n + 1])
            answer = own[:, :, None] * np.eye(self.sizes[n]) - own[:, :, None] * own[:, None, :]
            for m in range(len(self.sizes)):
                if m != n:
                    between = against(payoffs[:, n], mix.players, (n, m))
                    slopes[:, here, begin[m] : begin[m + 1]] = rationality * answer @ between
            moved = np.moveaxis(change[:, :, n], 1, 2) @ self.average
            everywhere = tuple(np.repeat(chances, changes, axis=0) for chances in mix.players)
            direct = np.moveaxis(against(moved.reshape(-1, *self.sizes), everywhere, (n,)).reshape(rows, changes, -1), 1, 2)
            pushed[:, here] = rationality * answer @ direct
        known = np.isfinite(slopes).all(axis=(1, 2))
        found = np.full((rows, total, changes), np.nan)
        try:
            found[known] = np.linalg.solve(np.eye(total) - slopes[known], pushed[known])
        except np.linalg.LinAlgError:  # at a turn of the branch, where there is no slope
            found[known] = np.linalg.pinv(np.eye(total) - slopes[known]) @ pushed[known]
        result = np.zeros((rows, len(self.profiles), changes))
        for n in range(len(self.sizes)):
            rest = np.broadcast_to(self.nature, (rows, len(self.profiles))).copy()
            for m, chances in enumerate(mix.players):
                if m != n:
                    rest *= chances[:, self.taken[:, m]]
            result += rest[:, :, None] * found[:, begin[n] + self.taken[:, n]]
        return result


def against(payoffs: Floats, mixes: tuple[Floats, ...], kept: tuple[int, ...]) -> Floats:
    """Return one player's payoffs, shape (D, options...), averaged over the mixes of all players but those kept, in their order."""
    found = payoffs
    for n in reversed(range(len(mixes))):
        if n not in kept:
            weights = mixes[n].reshape((len(found),) + (1,) * n + (-1,) + (1,) * (found.ndim - 2 - n))
            found = (found * weights).sum(axis=1 + n)
    return found if list(kept) == sorted(kept) else np.swapaxes(found, 1, 2)
