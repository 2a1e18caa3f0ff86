"""Shapley values against their definition, over all orders, and against the axioms that single them out."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ifso.engine.shapley import Coalitions, all_coalitions, arcs

Floats = NDArray[np.float64]


def by_definition(worth: Floats, players: int) -> Floats:
    """Return what each player adds on joining those before it, averaged over all orders; ``worth`` is by the bits of the members."""
    total = np.zeros(players)
    orders = list(permutations(range(players)))
    for order in orders:
        before = 0
        for player in order:
            after = before | 1 << player
            total[player] += worth[after] - worth[before]
            before = after
    return total / len(orders)


def worth_of(coalitions: Coalitions, worth: Floats) -> Floats:
    return worth[coalitions.members @ (1 << np.arange(coalitions.members.shape[1]))]


@st.composite
def games(draw: st.DrawFn, most: int = 6) -> tuple[int, Floats]:
    players = draw(st.integers(1, most))
    worth = draw(st.lists(st.floats(-1, 1), min_size=1 << players, max_size=1 << players))
    return players, np.array(worth)


@given(games())
@settings(max_examples=60)
def test_all_coalitions_have_the_values_of_all_orders(game: tuple[int, Floats]) -> None:
    players, worth = game
    coalitions = all_coalitions(players)
    assert coalitions.values(worth_of(coalitions, worth)) == pytest.approx(by_definition(worth, players), abs=1e-12)


@given(games(4))
@settings(max_examples=20)
def test_a_circle_has_the_values_of_all_orders_on_average_over_seatings(game: tuple[int, Floats]) -> None:
    players, worth = game
    for starts in (None, 1):
        circle = arcs(players, starts)
        found = [s.values(worth_of(s, worth)) for s in (circle.seated(np.array(order)) for order in permutations(range(players)))]
        assert np.mean(found, axis=0) == pytest.approx(by_definition(worth, players), abs=1e-12)


@given(games(), st.data())
def test_values_are_efficient_whoever_sits_where(game: tuple[int, Floats], data: st.DataObject) -> None:
    players, worth = game
    order = np.array(data.draw(st.permutations(range(players))))
    for coalitions in (all_coalitions(players), arcs(players), arcs(players, 1)):
        of = worth_of(seated := coalitions.seated(order), worth)
        assert seated.values(of).sum() == pytest.approx(worth[-1] - worth[0], abs=1e-12)
        assert not seated.members[0].any()
        assert seated.members[-1].all()


@given(games(), st.data())
def test_who_adds_nothing_has_nothing(game: tuple[int, Floats], data: st.DataObject) -> None:
    players, worth = game
    player = data.draw(st.integers(0, players - 1))
    without = worth[np.arange(len(worth)) & ~(1 << player)]
    for coalitions in (all_coalitions(players), arcs(players), arcs(players, 1)):
        assert coalitions.values(worth_of(coalitions, without))[player] == pytest.approx(0, abs=1e-15)


@given(games(), st.data())
def test_two_that_do_the_same_have_the_same(game: tuple[int, Floats], data: st.DataObject) -> None:
    players, worth = game
    one, other = data.draw(st.integers(0, players - 1)), data.draw(st.integers(0, players - 1))
    bits = np.arange(len(worth))
    a, b = bits >> one & 1, bits >> other & 1
    swapped = np.where(a == b, bits, bits ^ (1 << one | 1 << other))
    coalitions = all_coalitions(players)
    values = coalitions.values(worth_of(coalitions, worth + worth[swapped]))
    assert values[one] == pytest.approx(values[other], abs=1e-12)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=12), st.integers(1, 12))
def test_a_circle_is_exact_where_players_add_up(parts: list[float], starts: int) -> None:
    circle = arcs(len(parts), starts)
    assert circle.values(circle.members @ np.array(parts)) == pytest.approx(parts, abs=1e-12)


@pytest.mark.parametrize("players", [2, 5, 9])
def test_a_circle_is_exact_where_only_the_number_of_members_tells(players: int) -> None:
    circle = arcs(players)
    worth = np.cumsum(np.arange(players + 1) ** 2)[circle.members.sum(axis=1)].astype(float)
    assert circle.values(worth) == pytest.approx(np.full(players, worth[-1] / players), rel=1e-12)


def test_a_circle_is_exact_where_all_are_needed() -> None:
    circle = arcs(7)
    assert circle.values(circle.members.all(axis=1).astype(float)) == pytest.approx(np.full(7, 1 / 7))


@pytest.mark.parametrize(("players", "starts", "members", "orders"), [(1, None, 2, 2), (3, None, 8, 6), (5, None, 22, 10), (6, 2, 20, 4)])
def test_how_many_coalitions_a_circle_takes(players: int, starts: int | None, members: int, orders: int) -> None:
    circle = arcs(players, starts)
    assert (len(circle.members), circle.orders) == (members, orders)
    assert len({tuple(row) for row in circle.members.tolist()}) == members


def test_the_glove_game() -> None:
    """One left and two right gloves, of which a pair is worth 1: 2/3, 1/6 and 1/6 (Shapley's values of this game in every textbook)."""
    worth = np.array([float(bits & 1 and bits & 6 != 0) for bits in range(8)])
    coalitions = all_coalitions(3)
    assert coalitions.values(worth_of(coalitions, worth)) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_the_security_council() -> None:
    """Shapley and Shubik's index of the Security Council: 421/2145 for a permanent member, 4/2145 for one that is elected."""
    players = 15
    coalitions = all_coalitions(players)
    passes = coalitions.members[:, :5].all(axis=1) & (coalitions.members.sum(axis=1) >= 9)
    values = coalitions.values(passes.astype(float))
    assert values == pytest.approx([421 / 2145] * 5 + [4 / 2145] * 10, rel=1e-9)
