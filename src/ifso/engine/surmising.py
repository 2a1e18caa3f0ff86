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
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ifso.engine.evaluating import Evaluator, distinct, shares
from ifso.engine.gaming import Game
from ifso.engine.native import surmise
from ifso.engine.program import Floats
from ifso.scenario.meaning import Kind

WORLDS = 1024
"""Worlds on which actors weigh."""
CHANCES = (0.0, 0.2, 0.8, 1.0)
RATIOS = (0.01, 0.25, 1.0, 4.0, 100.0)
SMALLEST = 1e-3
"""Chances are kept so far from 0 and 1 where log-odds are taken, here and in :mod:`ifso.engine.responding`; fewer worlds tell nothing."""


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
        kept, of_row, groups = distinct(rows, np.zeros(len(rows), dtype=np.intp))  # one node of each is the median
        halves = shares(
            evaluator.program, self.game.staged, self.game.tallies, rows[kept], seed=evaluator.seed, worlds=worlds, like=groups,
            threads=threads,
        )[:, :, of_row]  # fmt: skip
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
        other.__dict__.update({name: value for name, value in self.__dict__.items() if name != "_laid"})
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
            line, nodes = (v if self.kinds[a] is Kind.CHANCE else np.log(np.maximum(v, RATIOS[0])) for v in (values[:, a], self.nodes[a]))
            total += _log_odds(_interpolated(nodes, table, line)) - self.middle
        found: Floats = np.moveaxis((1 / (1 + np.exp(-total))).reshape(-1, *self.shape), 0, 2)
        return found

    def mix(self, values: Floats, like: NDArray[np.intp] | None = None) -> Floats:
        """Return the chances of profiles in each row, shape (D, S); ``like`` (D) is as in :class:`ifso.engine.evaluating.Evaluator`.

        Equilibria are found by Newton's method from that at the medians, and where it does not arrive from rationality 0 on.
        """
        values = np.ascontiguousarray(values)
        found, arrived = np.empty((len(values), len(self.game.profiles))), np.empty(len(values), dtype=np.bool_)
        surmise(values, np.arange(len(values)) if like is None else like, *self._laid, found, arrived)
        if not arrived.all():
            lost = values[~arrived]
            found[~arrived] = self.game.mix(self.game.worth(lost, self.chances(lost))).profiles
        return found

    @cached_property
    def _laid(self) -> tuple[Any, ...]:
        """What the kernel goes by, as it takes it."""
        game, columns = self.game, list(self.tables)
        ratio = np.array([self.kinds[a] is not Kind.CHANCE for a in columns], dtype=np.bool_)
        nodes = [np.log(np.maximum(self.nodes[a], RATIOS[0])) if ratio[t] else self.nodes[a] for t, a in enumerate(columns)]
        interests = [
            (n, game.events.index(event), weight) for n, player in enumerate(game.play.players) for event, weight in player.interests
        ]
        player, event, weight = np.array(interests, dtype=np.int64).reshape(-1, 3).T.copy()
        digits = np.indices(game.sizes, dtype=np.int64).reshape(len(game.sizes), -1).T.copy()
        return (
            np.array(columns, dtype=np.int64), ratio, np.cumsum([0, *map(len, nodes)]), np.concatenate([*nodes, []]),
            np.concatenate([*(self.tables[a] for a in columns), np.empty((0, len(self.middle)))]), self.middle, weight, player, event,
            len(game.events), game.staged.place[0].copy(), game.average, np.array(game.sizes, dtype=np.int64), game.taken, game.nature,
            digits, float(self.rationality), self.odds,
        )  # fmt: skip


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

    def mix(self, values: Floats, play: int = 0, like: NDArray[np.intp] | None = None) -> Floats:
        """Return the chances of the profiles in each row; shape (D, S)."""
        return super().mix(values, play, like) if self.surmiser is None else self.surmiser.mix(values, like)

    def surmise(self, medians: Floats, kinds: Sequence[Kind], threads: int, worlds: int = WORLDS) -> None:
        """Have what actors do told from the medians on, where anybody weighs anything."""
        if self.weighs:
            self.surmiser = Surmiser(self, medians, kinds, threads, worlds)

    def surmise_as(self, other: Surmising, columns: Sequence[int]) -> None:
        """Have what actors do told as for another program, of whose values this one's are some columns."""
        game = self.stagings[0].game
        self.surmiser = None if other.surmiser is None or game is None else other.surmiser.of_columns(columns, game)
