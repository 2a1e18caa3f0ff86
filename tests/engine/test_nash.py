import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ifso.engine.nash import TOLERANCE, gains, nash_equilibria

from .games import BENDING, NINE, OCHS_4, OCHS_9, PENNIES, PRISONERS, SEXES, STAG


def listed(game):
    """The chances of first options, or all of them where there are more than two."""
    return sorted(tuple(round(float(mix[0]), 6) for mix in e.mixes) for e in nash_equilibria(game).equilibria)


@pytest.mark.parametrize(
    ("game", "equilibria"),
    [
        (PRISONERS, [(0, 0)]),
        (SEXES, [(0, 0), (0.6, 0.4), (1, 1)]),
        (STAG, [(0, 0), (2 / 3, 2 / 3), (1, 1)]),
        (PENNIES, [(0.5, 0.5)]),
        (OCHS_4, [(0.5, 0.2)]),
        (OCHS_9, [(0.5, 0.1)]),
    ],
)
def test_published_games_of_two(game, equilibria):
    found = nash_equilibria(game)
    assert found.complete
    assert not found.degenerate
    assert listed(game) == [pytest.approx(one, abs=1e-6) for one in equilibria]


def test_a_game_of_three_with_nine_equilibria_has_them_all():
    """McKelvey and McLennan (1997): four pure, three in which two mix, two in which all do."""
    found = nash_equilibria(NINE)
    assert found.complete
    assert listed(NINE) == [
        pytest.approx(one, abs=1e-6)
        for one in sorted([
            (1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1 / 3, 1 / 3), (0.25, 1, 0.25), (0.5, 0.5, 1), (0.25, 0.5, 1 / 3),
            (0.5, 1 / 3, 0.25),
        ])
    ]  # fmt: skip


def test_rock_paper_scissors_is_mixed_evenly():
    own = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    (one,) = nash_equilibria(np.stack([own, -own])).equilibria
    for mix in one.mixes:
        np.testing.assert_allclose(mix, 1 / 3)
    assert not one.is_pure


def test_pure_equilibria_come_first():
    assert [e.is_pure for e in nash_equilibria(SEXES).equilibria] == [True, True, False]


def test_ties_are_said():
    found = nash_equilibria(BENDING)
    assert found.degenerate
    assert [e.strict for e in found.equilibria] == [False, True]


def test_where_nothing_is_at_stake_every_profile_is_one_and_ties_are_said():
    found = nash_equilibria(np.zeros((2, 2, 2)))
    assert len(found.equilibria) >= 4
    assert found.degenerate


def test_a_large_game_ends_and_says_that_it_was_not_searched_through():
    found = nash_equilibria(np.random.default_rng(2).normal(size=(2, 9, 9)))
    assert not found.complete
    assert found.equilibria


def test_players_of_three_options_are_searched_without_a_promise():
    found = nash_equilibria(np.random.default_rng(3).normal(size=(3, 3, 3, 2)))
    assert not found.complete
    assert found.equilibria


def test_one_player_takes_the_best():
    (one,) = nash_equilibria(np.array([[1.0, 3.0, 2.0]])).equilibria
    assert one.mixes[0].tolist() == [0, 1, 0]


@pytest.mark.parametrize("payoffs", [np.zeros((2, 2)), np.zeros((2, 2, 0)), np.zeros(3), np.full((1, 2), np.inf)])
def test_what_is_no_game_is_refused(payoffs):
    with pytest.raises(ValueError, match="payoffs"):
        nash_equilibria(payoffs)


PAYOFFS = st.floats(-5, 5, width=32)


@given(st.sampled_from([(2, 2), (3, 2), (2, 2, 2), (3, 3), (2, 1, 2), (2, 2, 2, 2)]).flatmap(
    lambda sizes: arrays(float, (len(sizes), *sizes), elements=PAYOFFS)
))  # fmt: skip
def test_nobody_gains_by_leaving_what_is_found(payoffs):
    found = nash_equilibria(payoffs)
    for one in found.equilibria:
        for i, (own, mix) in enumerate(zip(gains(payoffs, one.mixes), one.mixes, strict=True)):
            assert own.max() <= TOLERANCE * max(float(np.ptp(payoffs[i])), 1e-300)
            assert mix.sum() == pytest.approx(1.0)
            assert mix.min() >= 0
    for profile in np.ndindex(*payoffs.shape[1:]):
        stays = all(
            payoffs[(i, *profile)] >= max(payoffs[(i, *(o if j == i else p for j, p in enumerate(profile)))] for o in range(size))
            for i, size in enumerate(payoffs.shape[1:])
        )
        if stays:
            assert any(all(mix[p] == 1 for mix, p in zip(e.mixes, profile, strict=True)) for e in found.equilibria)


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3, 3), (2, 4, 3), (3, 2, 2, 2)])
def test_almost_every_game_has_an_odd_number_of_equilibria(shape):
    """Wilson (SIAM Journal on Applied Mathematics 21, 1971); one that is missed would show."""
    draw = np.random.default_rng(5)
    for _ in range(60):
        found = nash_equilibria(draw.normal(size=shape))
        assert found.complete
        assert len(found.equilibria) % 2 == 1
