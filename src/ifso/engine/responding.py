"""The kernel that tells what actors do in many rows of values, from tables of how each assumption moves what they care about.

Owns the sums of log-odds of :mod:`ifso.engine.surmising` and Newton's method for the logit response, row by row; the equations are those of
:mod:`ifso.engine.logit`. A row that differs from another in a few assumptions takes over that one's sum and adds what differs. Leaves the
tables, and rows in which Newton's method does not arrive, to :mod:`ifso.engine.surmising`.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import chosen, inner, kernel
from ifso.engine.elementary import log, spent_chance

SMALLEST = 1e-3
"""Chances are kept so far from 0 and 1 where log-odds are taken; fewer worlds than that tell nothing."""
LEAST_RATIO = 0.01
SETTLING = 30
"""Most steps where the last digits are wanted; they end as well where rounding lets them come no nearer."""
ROUNDS, ARRIVED = 8, 1e-7
"""Steps of Newton's method, and how far log odds may then be from a logit response."""


@inner
def add_odds(sign, value, logarithmic, nodes, begin, end, table, total, row):  # type: ignore[no-untyped-def] # numba infers the types
    """Add to a row the log-odds with one assumption at a value, interpolated between its nodes."""
    at = log(max(value, LEAST_RATIO)) if logarithmic else value
    left = begin
    while left < end - 2 and nodes[left + 1] <= at:
        left += 1
    share = min(max((at - nodes[left]) / (nodes[left + 1] - nodes[left]), 0.0), 1.0)
    for m in range(total.shape[1]):
        chance = table[left, m] * (1.0 - share) + table[left + 1, m] * share
        kept = min(max(chance, SMALLEST), 1.0 - SMALLEST)
        total[row, m] += sign * log(kept / (1.0 - kept))


@inner
def chances_of(total, row, chances):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the chances of log-odds."""
    for m in range(chances.size):
        rest = 1.0 - spent_chance(abs(total[row, m]))
        chances[m] = chosen(total[row, m] < 0.0, rest, 1.0) / (1.0 + rest)


@inner
def pay(values, row, chances, weight, player, event, events, run_of, average, worth, payoffs):  # type: ignore[no-untyped-def] # numba infers the types
    """Write what every profile of strategies is worth to each player."""
    payoffs[:] = 0.0
    for s in range(run_of.size):
        worth[:] = 0.0
        for k in range(weight.size):
            worth[player[k]] += values[row, weight[k]] * chances[run_of[s] * events + event[k]]
        for n in range(worth.size):
            for p in range(average.shape[1]):
                payoffs[n, p] += worth[n] * average[s, p]


@inner
def mix_odds(odds, sizes, begins, mixes):  # type: ignore[no-untyped-def] # numba infers the types
    """Write each player's probabilities for log odds of each option against its last."""
    for n in range(sizes.size):
        most, total = 0.0, 0.0
        for a in range(sizes[n] - 1):
            most = max(most, odds[begins[n] + a])
        for a in range(sizes[n]):
            logit = odds[begins[n] + a] if a < sizes[n] - 1 else 0.0
            mixes[n, a] = 1.0 - spent_chance(most - logit)
            total += mixes[n, a]
        for a in range(sizes[n]):
            mixes[n, a] /= total


@inner
def equate(payoffs, rationality, sizes, begins, digits, strides, odds, mixes, pays, pairs, system):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the derivatives of the logit equations by the log odds, how far off the equations are beside them; return the most of it."""
    players, unknowns = sizes.size, odds.size
    pays[:] = 0.0
    pairs[:] = 0.0
    system[:] = 0.0
    for i in range(players):
        for p in range(digits.shape[0]):
            a = digits[p, i]
            if a < sizes[i] - 1:
                row, gap = begins[i] + a, payoffs[i, p] - payoffs[i, p + (sizes[i] - 1 - a) * strides[i]]
                for j in range(players):
                    rest = gap
                    for k in range(players):
                        rest *= 1.0 if k in (i, j) else mixes[k, digits[p, k]]
                    if j == i:
                        pays[row] += rest
                    else:
                        pairs[row, j, digits[p, j]] += rest
    furthest = 0.0
    for i in range(players):
        for row in range(begins[i], begins[i] + sizes[i] - 1):
            for j in range(players):
                for b in range(sizes[j] - 1 if j != i else 0):
                    system[row, begins[j] + b] = -rationality * (pairs[row, j, b] - pays[row]) * mixes[j, b]
            system[row, row] = 1.0
            system[row, unknowns] = odds[row] - rationality * pays[row]
            furthest = max(furthest, abs(system[row, unknowns]))
    return furthest


@inner
def solve(system):  # type: ignore[no-untyped-def] # numba infers the types
    """Solve linear equations in place, the right side being the last column; tell whether there is a solution."""
    count = system.shape[0]
    for c in range(count):
        best = c
        for r in range(c + 1, count):
            if abs(system[r, c]) > abs(system[best, c]):
                best = r
        if not abs(system[best, c]) > 0.0:
            return False
        for k in range(c, count + 1):
            system[c, k], system[best, k] = system[best, k], system[c, k]
        for r in range(count):
            if r != c:
                by = system[r, c] / system[c, c]
                for k in range(c, count + 1):
                    system[r, k] -= by * system[c, k]
    for c in range(count):
        system[c, count] /= system[c, c]
    return True


@kernel
def settle(payoffs, rationality, sizes, digits, mixes, off):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the mixes (N, most options) of a logit equilibrium of one game, found by Newton's method from where all mix evenly.

    ``payoffs`` (N, P) is what each player gets in each profile of strategies, ``digits`` (P, N) the strategies in it; ``off`` (1) gets how
    far the log odds are from a response.
    """
    players, unknowns = sizes.size, 0
    begins = np.zeros(players, dtype=np.int64)
    strides = np.ones(players, dtype=np.int64)
    for n in range(players):
        begins[n] = unknowns
        unknowns += sizes[n] - 1
        for k in range(n):
            strides[k] *= sizes[n]
    odds = np.zeros(unknowns)
    pays = np.empty(unknowns)
    pairs = np.empty((unknowns, players, mixes.shape[1]))
    system = np.empty((unknowns, unknowns + 1))
    mix_odds(odds, sizes, begins, mixes)
    off[0] = equate(payoffs, rationality, sizes, begins, digits, strides, odds, mixes, pays, pairs, system)
    rounds = 0
    while off[0] > 0.0 and rounds < SETTLING and solve(system):
        before = off[0]
        for k in range(unknowns):
            odds[k] -= system[k, unknowns]
        mix_odds(odds, sizes, begins, mixes)
        off[0] = equate(payoffs, rationality, sizes, begins, digits, strides, odds, mixes, pays, pairs, system)
        rounds += 1
        if off[0] >= before and off[0] < ARRIVED:
            rounds = SETTLING


@kernel
def surmise(  # type: ignore[no-untyped-def] # numba infers the types
    values, like, column, logarithmic, begin, nodes, table, middle, weight, player, event, events, run_of, average, sizes, taken, nature,
    digits, rationality, first_odds, profiles, arrived,
):  # fmt: skip
    """Write the chances of profiles (D, S) in rows of values (D, A), and in which rows (D) they were found.

    ``like`` (D) is the row from which each differs in little, or itself. Of assumption ``column[t]`` nodes ``begin[t] .. begin[t + 1]`` are
    values, their logarithms where it is ``logarithmic``; ``table`` (nodes, M) has the M = runs x events chances there, and ``middle`` (M)
    their log-odds at the medians. Interest k is of a ``player`` in an ``event`` and has the assumption ``weight``. ``run_of`` (S) is the run
    of a profile, ``average`` (S, P) what takes profiles to those of strategies, ``taken`` (S, N) the strategies in it, ``nature`` (S) what
    it is likely besides; ``digits`` (P, N) are the strategies in each profile of strategies. Newton's method begins at ``first_odds``.
    """
    players, unknowns = sizes.size, first_odds.size
    total = np.empty((values.shape[0], middle.size))
    chances = np.empty(middle.size)
    worth = np.empty(players)
    payoffs = np.empty((players, average.shape[1]))
    most = 1
    begins = np.zeros(players, dtype=np.int64)
    strides = np.ones(players, dtype=np.int64)
    for n in range(players):
        most = max(most, sizes[n])
        for k in range(n):
            begins[n] += sizes[k] - 1
            strides[k] *= sizes[n]
    mixes = np.empty((players, most))
    odds = np.empty(unknowns)
    pays = np.empty(unknowns)
    pairs = np.empty((unknowns, players, most))
    system = np.empty((unknowns, unknowns + 1))
    for turn in range(2):
        for row in range(values.shape[0]):
            other = like[row]
            if (other == row) != (turn == 0):
                continue
            for m in range(middle.size):
                total[row, m] = middle[m] if other == row else total[other, m]
            for t in range(column.size):
                value = values[row, column[t]]
                if other == row:
                    add_odds(1.0, value, logarithmic[t], nodes, begin[t], begin[t + 1], table, total, row)
                    for m in range(middle.size):
                        total[row, m] -= middle[m]
                elif value != values[other, column[t]]:
                    add_odds(1.0, value, logarithmic[t], nodes, begin[t], begin[t + 1], table, total, row)
                    add_odds(-1.0, values[other, column[t]], logarithmic[t], nodes, begin[t], begin[t + 1], table, total, row)
            chances_of(total, row, chances)
            pay(values, row, chances, weight, player, event, events, run_of, average, worth, payoffs)
            for k in range(unknowns):
                odds[k] = first_odds[k]
            mix_odds(odds, sizes, begins, mixes)
            off = equate(payoffs, rationality, sizes, begins, digits, strides, odds, mixes, pays, pairs, system)
            rounds = 0
            while not off <= ARRIVED and rounds < ROUNDS and solve(system):
                for k in range(unknowns):
                    odds[k] -= system[k, unknowns]
                mix_odds(odds, sizes, begins, mixes)
                off = equate(payoffs, rationality, sizes, begins, digits, strides, odds, mixes, pays, pairs, system)
                rounds += 1
            arrived[row] = off <= ARRIVED
            for s in range(run_of.size):
                profiles[row, s] = nature[s]
                for n in range(players):
                    profiles[row, s] *= mixes[n, taken[s, n]]
