"""What actors do in a great many rows of values, without simulating every profile anew for each.

Owns a short cut for choices that are weighed as games. What actors do follows from the chances of their interests under every profile, and
from the weights; weights and the equilibrium are taken as they are in each row, and only the chances are surmised: how each assumption by
itself moves their log-odds is simulated on worlds common to all rows, at some values of its possible range, and the movements are added up.
Between these values chances are interpolated along the value for a chance, which is exact where a chance is one of firing, and along the
logarithm for a ratio. Where one assumption departs from the medians, nothing is added up. The answer to a row is simulated under each
profile as ever (:mod:`ifso.engine.evaluating`). Since what actors do comes from worlds of its own, the two halves of an answer have no
noise in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from ifso.engine.evaluating import Evaluator, shares
from ifso.engine.gaming import Game
from ifso.engine.logit import games_of
from ifso.engine.program import Floats
from ifso.engine.quantal import quantal_response
from ifso.scenario.meaning import Kind

WORLDS = 1024
"""Worlds on which actors weigh."""
CHANCES = (0.0, 0.2, 0.8, 1.0)
RATIOS = (0.01, 0.25, 1.0, 4.0, 100.0)
ROUNDS, ARRIVED = 8, 1e-7
"""Steps of Newton's method, and how far log odds may then be from a logit response."""
SMALLEST = 1e-3
"""Chances are kept so far from 0 and 1 where log-odds are taken; fewer worlds than that tell nothing."""


class Surmiser:
    """The chances of what actors care about, as a function of the assumptions."""

    def __init__(self, evaluator: Evaluator, medians: Floats, kinds: Sequence[Kind], threads: int, worlds: int = WORLDS) -> None:
        """Simulate the medians (A), and each assumption by itself at some values; ``kinds`` (A) say what each is.

        Raises ``ValueError`` where nobody weighs anything.
        """
        staging = evaluator.stagings[0]
        if staging.game is None:
            raise ValueError("nothing is weighed")
        self.game = staging.game
        at = {name: a for a, name in enumerate(evaluator.program.assumptions)}
        columns = [at[name] for name in staging.of_game if kinds[at[name]] is not Kind.WEIGHT]
        self.nodes = {a: np.unique([*(CHANCES if kinds[a] is Kind.CHANCE else RATIOS), medians[a]]) for a in columns}
        self.kinds = kinds
        rows = np.repeat(medians[None], sum(map(len, self.nodes.values())) + 1, axis=0)
        first = 1
        for a, values in self.nodes.items():
            rows[first : first + len(values), a] = values
            first += len(values)
        halves = shares(evaluator.program, self.game.staged, self.game.tallies, rows, seed=evaluator.seed, worlds=worlds, threads=threads)
        chances = halves.mean(axis=3)  # (runs, interests, rows)
        self.shape = chances.shape[:2]
        by_row = np.ascontiguousarray(chances.reshape(-1, len(rows)).T)  # a row of chances lies together, which makes gathering them quick
        self.middle = _log_odds(by_row[0])
        self.tables: dict[int, Floats] = {}
        first = 1
        for a, values in self.nodes.items():
            self.tables[a] = by_row[first : first + len(values)]
            first += len(values)
        self.rationality = self.game.play.rationality or 0.0
        players = self.game.mix(self.game.worth(medians[None], chances[..., :1])).players
        with np.errstate(divide="ignore", invalid="ignore"):
            self.odds: Floats = np.concatenate([np.log(own[0, :-1] / own[0, -1]) for own in players])
        """The log odds of the players' strategies at the medians, each against its player's last."""

    def of_columns(self, columns: Sequence[int], game: Game) -> Surmiser:
        """Return the same for a game whose values are some of the columns, the others being at their medians."""
        other = Surmiser.__new__(Surmiser)
        other.__dict__.update(self.__dict__)
        kept = {column: a for a, column in enumerate(columns)}
        other.tables = {kept[a]: table for a, table in self.tables.items() if a in kept}
        other.nodes = {kept[a]: nodes for a, nodes in self.nodes.items() if a in kept}
        other.kinds = [self.kinds[column] for column in columns]
        other.game = game
        return other

    def chances(self, values: Floats) -> Floats:
        """Return the chances in each row of values; shape (runs, interests, D)."""
        total = np.repeat(self.middle[None], len(values), axis=0)
        for a, table in self.tables.items():
            own, of_row = np.unique(values[:, a], return_inverse=True)  # rows that vary one assumption after another share most values
            line, nodes = (v if self.kinds[a] is Kind.CHANCE else np.log(np.maximum(v, RATIOS[0])) for v in (own, self.nodes[a]))
            total += (_log_odds(_interpolated(nodes, table, line)) - self.middle)[of_row]
        found: Floats = np.moveaxis((1 / (1 + np.exp(-total))).reshape(-1, *self.shape), 0, 2)
        return found

    def mix(self, values: Floats) -> Floats:
        """Return the chances of profiles in each row; shape (D, S).

        Equilibria are found by Newton's method from that at the medians, and where it does not arrive from rationality 0 on.
        """
        worth = self.game.worth(values, self.chances(values))
        payoffs = self.game.payoffs(worth)
        games, scale = games_of(payoffs)
        odds, target = np.repeat(self.odds[None], len(values), axis=0), scale * self.rationality
        lost = np.ones(len(values), dtype=bool)
        with np.errstate(all="ignore"), suppress(np.linalg.LinAlgError):  # at a turn of the branch
            off, slopes = games.system(odds, target)
            for _ in range(ROUNDS):
                odds = odds - np.linalg.solve(slopes[:, :, :-1], off[..., None])[..., 0]
                off, slopes = games.system(odds, target)
                lost = ~(np.abs(off).max(axis=1, initial=0.0) <= ARRIVED)
                if not lost.any():
                    break
            players = games.mixes(odds)
        if lost.all():
            players = quantal_response(payoffs, self.rationality)
        elif lost.any():
            for own, found in zip(players, quantal_response(payoffs[lost], self.rationality), strict=True):
                own[lost] = found
        return self.game.profiles_of(players)


def _log_odds(chances: Floats) -> Floats:
    kept = np.clip(chances, SMALLEST, 1 - SMALLEST)
    result: Floats = np.log(kept / (1 - kept))
    return result


def _interpolated(nodes: Floats, table: Floats, at: Floats) -> Floats:
    """Return a table with a row for each node interpolated at some places (D); shape (D, columns)."""
    left: NDArray[np.intp] = np.clip(np.searchsorted(nodes, at, side="right") - 1, 0, len(nodes) - 2)
    share = np.clip((at - nodes[left]) / (nodes[left + 1] - nodes[left]), 0.0, 1.0)[:, None]
    result: Floats = table[left] * (1 - share) + table[left + 1] * share
    return result


class Surmising(Evaluator):
    """A question under one program whose actors are surmised to do what they do."""

    surmiser: Surmiser | None = None

    @property
    def weighs(self) -> bool:
        """Tell whether the answer rests on what actors weigh."""
        return self.stagings[0].game is not None

    def mix(self, values: Floats, play: int = 0) -> Floats:
        """Return the chances of the profiles in each row; shape (D, S)."""
        return super().mix(values, play) if self.surmiser is None else self.surmiser.mix(values)

    def surmise(self, medians: Floats, kinds: Sequence[Kind], threads: int) -> None:
        """Have what actors do told from the medians on, where anybody weighs anything."""
        if self.weighs:
            self.surmiser = Surmiser(self, medians, kinds, threads)

    def surmise_as(self, other: Surmising, columns: Sequence[int]) -> None:
        """Have what actors do told as for another program, of whose values this one's are some columns."""
        game = self.stagings[0].game
        self.surmiser = None if other.surmiser is None or game is None else other.surmiser.of_columns(columns, game)
