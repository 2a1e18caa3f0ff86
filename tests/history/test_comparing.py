import numpy as np
import pytest

from ifso.history.comparing import Side, compare
from ifso.history.estimating import HIT, MISS, UNKNOWN, Bootstrap


def side(*cells: tuple[int, int, int, int]) -> Side:
    """Make a side of (state, stratum, hits, misses)."""
    rows = [(state, stratum, outcome) for state, stratum, hits, misses in cells for outcome in [HIT] * hits + [MISS] * misses]
    states, strata, outcomes = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(3))
    return Side(outcomes=outcomes, states=states, strata=strata)


def test_a_comparison_is_standardised_to_the_strata_of_the_occasions():
    occasions = side((0, 0, 3, 3), (1, 1, 1, 1))  # 6 in stratum 0, 2 in stratum 1
    others = side((0, 0, 10, 90), (1, 1, 5, 5), (2, 2, 7, 0))
    found = compare(occasions, others, matched_on=("region",), apart=0, bootstrap=Bootstrap(3, seed=0, resamples=500))
    expected = (6 * 10 / 100 + 2 * 5 / 10) / 8
    assert found.standardised.value == pytest.approx(expected)
    assert found.difference.value == pytest.approx(4 / 8 - expected)
    assert found.ratio.value == pytest.approx((4 / 8) / expected)
    assert (found.rate.k, found.rate.n) == (15, 110)  # what matches nobody takes no part
    assert (found.strata, found.unmatched) == (2, 0)


def test_occasions_without_a_match_are_left_out_and_counted():
    occasions = side((0, 0, 1, 1), (1, 5, 4, 0), (1, -1, 1, 0))
    found = compare(occasions, side((0, 0, 1, 3), (0, -1, 9, 0)), matched_on=("x",), apart=0, bootstrap=Bootstrap(2, seed=0, resamples=100))
    assert (found.unmatched, found.strata) == (5, 1)
    assert (found.occasions.k, found.occasions.n) == (1, 2)
    assert (found.rate.k, found.rate.n) == (1, 4)
    assert found.difference.value == pytest.approx(0.25)


def test_where_nothing_matches_there_is_nothing_to_say():
    found = compare(side((0, 0, 1, 1)), side((0, 1, 1, 1)), matched_on=("x",), apart=0, bootstrap=Bootstrap(1, seed=0, resamples=100))
    assert found.standardised is found.difference is found.ratio is None
    assert (found.unmatched, found.rate.n) == (2, 0)
    nobody = Side(outcomes=np.array([], int), states=np.array([], int), strata=np.array([], int))
    empty = compare(nobody, nobody, matched_on=(), apart=0, bootstrap=Bootstrap(0, seed=0, resamples=100))
    assert empty.difference is None


def test_unknown_outcomes_take_no_part():
    occasions = Side(outcomes=np.array([HIT, UNKNOWN]), states=np.array([0, 1]), strata=np.array([0, 0]))
    found = compare(occasions, side((0, 0, 1, 1)), matched_on=(), apart=0, bootstrap=Bootstrap(2, seed=0, resamples=100))
    assert found.occasions.n == 1


def test_nothing_divided_by_nothing_is_no_ratio():
    found = compare(
        side((0, 0, 1, 1), (1, 0, 1, 1)),
        side((0, 0, 0, 9), (1, 0, 0, 9)),
        matched_on=(),
        apart=0,
        bootstrap=Bootstrap(2, seed=0, resamples=100),
    )
    assert found.ratio is None
    assert found.difference.value == 0.5


def test_the_difference_of_clustered_data_is_covered():
    random = np.random.default_rng(11)
    trials, held = 150, 0
    for trial in range(trials):
        levels = random.beta(2, 6, 40)  # states differ in their level, which both sides share
        few, many = random.binomial(4, levels).tolist(), random.binomial(12, levels).tolist()
        occasions = side(*((state, 0, hits, 4 - hits) for state, hits in enumerate(few)))
        others = side(*((state, 0, hits, 12 - hits) for state, hits in enumerate(many)))
        found = compare(occasions, others, matched_on=(), apart=0, bootstrap=Bootstrap(40, seed=trial, resamples=300))
        held += found.difference.interval.low <= 0 <= found.difference.interval.high
    assert 0.83 <= held / trials <= 0.97
