"""Shapley values: who brought about how much of a difference.

Owns which coalitions of players are looked at and how their worths add up to each player's value (Shapley, "A Value for n-Person Games",
Contributions to the Theory of Games II, 1953): what a player adds on joining those before it, averaged over all orders in which the players
can join. Few players have all their coalitions looked at. Of many, orders are sampled (Castro, Gómez and Tejada, "Polynomial calculation of
the Shapley value based on sampling", Computers & Operations Research 2009), a whole circle of them at a time: the players are seated at
random, and join from every seat on, in both directions. So each stands in every place equally often, which removes most of the spread (van
Campen, Hamers, Husslage and Lindelauf, "A new approximation method for the Shapley value applied to the WTC 9/11 terrorist attack", Social
Network Analysis and Mining 2018), each order comes with its reverse, and all need but the arcs of the circle, hardly more coalitions than
players squared for twice as many orders as players. Leaves what a coalition is worth to :mod:`ifso.engine.cruxes`.

Shapley effects (Owen, "Sobol' Indices and Shapley Value", SIAM/ASA Journal on Uncertainty Quantification 2014) share out the variance that
uncertain numbers give an answer, which is another question.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.program import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coalitions:
    """N coalitions of K players; the first is nobody and the last is everybody."""

    members: NDArray[np.bool_]
    """(N, K) who belongs to each."""
    weights: Floats
    """(K, N) what each player's value makes of the worth of each; every row adds up to 0."""
    orders: int
    """Orders of joining over which the values are averages; 0 for all there are."""

    def values(self, worth: Floats) -> Floats:
        """Return the players' values, shape (K), from the worth of each coalition; together they are all that everybody adds to nobody."""
        result: Floats = self.weights @ worth
        return result

    def seated(self, order: NDArray[np.intp]) -> Coalitions:
        """Return the same with the players changed about: the one in place j becomes ``order[j]``."""
        members, weights = np.empty_like(self.members), np.empty_like(self.weights)
        members[:, order] = self.members
        weights[order] = self.weights
        return Coalitions(members=members, weights=weights, orders=self.orders)


def all_coalitions(players: int) -> Coalitions:
    """Return every coalition, two to the power of the players."""
    number = np.arange(1 << players)
    members = (number[:, None] >> np.arange(players) & 1).astype(bool)
    size = members.sum(axis=1)
    # the share of orders in which exactly these come before a player, by how many they are
    before = np.array([1 / (players * math.comb(players - 1, s)) for s in range(players)] if players else [0.0])
    joining, joined = before[np.minimum(size, players - 1)], before[np.maximum(size - 1, 0)]
    return Coalitions(members=members, weights=np.where(members.T, joined, -joining), orders=0)


def arcs(players: int, starts: int | None = None) -> Coalitions:
    """Return the coalitions that players form who sit in a circle and join from a seat on, in both directions.

    ``starts`` are the seats from which they join, spread evenly, at most one for each player, which is the default; each player stands in
    every place equally often then.
    """
    rows: dict[tuple[int, int], int] = {(0, 0): 0}
    steps: list[tuple[int, int, int]] = []
    begun = min(starts or players, players)
    for place in range(begun):
        first = place * players // begun
        for direction in (1, -1):
            last = 0
            for size in range(1, players + 1):
                player = (first + (size - 1 if direction == 1 else -size)) % players
                begin = first if direction == 1 else player
                row = rows.setdefault((begin, size) if size < players else (0, players), len(rows))
                steps.append((player, last, row))
                last = row
    members = np.zeros((len(rows), players), dtype=bool)
    for (begin, size), row in rows.items():
        members[row, (begin + np.arange(size)) % players] = True
    weights = np.zeros((players, len(rows)))
    for player, before, after in steps:
        weights[player, before] -= 1
        weights[player, after] += 1
    whole = rows[0, players]
    at = [*(row for row in range(len(rows)) if row != whole), whole]
    return Coalitions(members=members[at], weights=weights[:, at] / (2 * begun), orders=2 * begun)
