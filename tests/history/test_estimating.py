import math

import numpy as np
import pytest
from scipy.stats import beta

from ifso.history.estimating import HIT, MISS, UNKNOWN, Bootstrap, jeffreys, percentiles, rate


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (1, 2), (5, 57), (57, 57), (0, 57), (223, 4591), (3, 10**6)])
def test_the_jeffreys_interval_is_the_middle_of_its_beta_distribution(k, n):
    found = jeffreys(k, n)
    low, high = beta.ppf([0.05, 0.95], k + 0.5, n - k + 0.5)
    assert found.low == (0 if k == 0 else pytest.approx(low, rel=1e-9))
    assert found.high == (1 if k == n else pytest.approx(high, rel=1e-9))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 10, 0.000, 0.217),
        (1, 10, 0.011, 0.381),
        (2, 10, 0.044, 0.503),
        (3, 10, 0.093, 0.606),
        (4, 10, 0.153, 0.696),
        (5, 10, 0.224, 0.776),
    ],
)
def test_the_distribution_is_that_of_published_tables(k, n, low, high, monkeypatch):
    """At 95%: Brown, Cai and DasGupta 2001, table 5."""
    monkeypatch.setattr("ifso.history.estimating.LOW", 0.025)
    monkeypatch.setattr("ifso.history.estimating.HIGH", 0.975)
    found = jeffreys(k, n)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


def test_nothing_of_nothing_has_no_interval():
    assert jeffreys(0, 0) is None
    assert rate(np.array([], int), np.array([], int), Bootstrap(0, seed=0, resamples=10)).share is None


def test_unknown_outcomes_are_part_of_neither_number():
    found = rate(np.array([HIT, MISS, UNKNOWN, HIT]), np.array([0, 0, 1, 2]))
    assert (found.k, found.n, found.unknown, found.countries) == (2, 3, 1, 2)
    assert found.bounds == (0.5, 0.75)


def test_resamples_are_a_function_of_the_seed():
    one, two, other = (Bootstrap(30, seed=seed, resamples=200).weights for seed in (1, 1, 2))
    assert (one == two).all()
    assert (one != other).any()
    assert (one.sum(axis=1) == 30).all()


def clustered(random: np.random.Generator, *, states: int, each: int, share: float, alike: float) -> tuple[np.ndarray, np.ndarray]:
    """Draw outcomes of states that differ: their shares follow a Beta distribution with an intraclass correlation ``alike``."""
    size = (1 - alike) / alike
    shares = random.beta(share * size, (1 - share) * size, states)
    outcomes = np.where(random.random((states, each)) < shares[:, None], HIT, MISS)
    return outcomes.ravel(), np.repeat(np.arange(states), each)


def test_over_states_that_differ_the_cluster_bootstrap_covers_and_jeffreys_does_not():
    random = np.random.default_rng(7)
    held = {"clustered": 0, "interval": 0}
    trials = 200
    for trial in range(trials):
        outcomes, states = clustered(random, states=60, each=10, share=0.3, alike=0.3)
        found = rate(outcomes, states, Bootstrap(60, seed=trial, resamples=400))
        for name in held:
            interval = getattr(found, name)
            held[name] += interval.low <= 0.3 <= interval.high
    assert 0.84 <= held["clustered"] / trials <= 0.96  # 90% within some three standard errors
    assert held["interval"] / trials < 0.75


def test_over_independent_occasions_both_intervals_agree():
    random = np.random.default_rng(3)
    outcomes = np.where(random.random(3000) < 0.4, HIT, MISS)
    found = rate(outcomes, np.arange(3000), Bootstrap(3000, seed=0, resamples=2000))
    assert found.clustered.low == pytest.approx(found.interval.low, abs=0.003)
    assert found.clustered.high == pytest.approx(found.interval.high, abs=0.003)


def test_where_all_outcomes_are_alike_or_come_from_one_state_resampling_says_nothing():
    states = np.array([0, 0, 1, 1])
    assert rate(np.array([HIT] * 4), states, Bootstrap(2, seed=0, resamples=100)).clustered is None
    assert rate(np.array([HIT, MISS]), np.array([0, 0]), Bootstrap(1, seed=0, resamples=100)).clustered is None


def test_percentiles_leave_out_what_is_no_number():
    values = np.array([math.nan, *range(101)], dtype=float)
    found = percentiles(values)
    assert (found.low, found.high) == (5.0, 95.0)
    assert percentiles(np.array([math.nan, math.nan, 1.0])) is None
    assert percentiles(np.array([])) is None
    high = percentiles(np.array([1.0] * 50 + [math.inf] * 50))
    assert (high.low, high.high) == (1.0, math.inf)
