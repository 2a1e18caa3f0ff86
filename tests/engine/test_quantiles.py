"""Quantiles against those of scipy and of Python's own library."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from ifso.engine.quantiles import beta_quantile, normal_quantile

EVENLY = (np.arange(1000) + 0.5) / 1000
TAILS = np.array([1e-300, 1e-30, 1e-12, 1e-6, 0.0749, 0.0751, 0.9249, 0.9251, 1 - 1e-6, 1 - 1e-12])


def test_normal_quantiles_are_those_of_the_standard_library() -> None:
    u = np.concatenate([EVENLY, TAILS])
    expected = np.array([NormalDist().inv_cdf(x) for x in u])
    assert np.allclose(normal_quantile(u), expected, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize(
    ("k", "n"),
    [
        (0, 0),
        (0, 1),
        (1, 1),
        (0, 5),
        (3, 10),
        (5, 57),
        (57, 57),
        (0, 1000),
        (999, 1000),
        (3, 10**6),
        (500_000, 10**6),
        (0, 10**9),
        (10**9, 10**9),
    ],
)
def test_quantiles_of_a_count_are_those_of_scipy(k: int, n: int) -> None:
    a, b = k + 0.5, n - k + 0.5
    found, expected = beta_quantile(a, b, EVENLY), special.betaincinv(a, b, EVENLY)
    assert np.allclose(found, expected, rtol=1e-12, atol=0)
    assert np.allclose(1 - found, 1 - expected, rtol=1e-9, atol=1e-15)


@given(k=st.integers(0, 10**6), others=st.integers(0, 10**6), u=st.floats(1e-9, 1 - 1e-9))
def test_a_quantile_leads_back_to_its_probability(k: int, others: int, u: float) -> None:
    a, b = k + 0.5, others + 0.5
    x = float(beta_quantile(a, b, np.array([u]))[0])
    assert 0 <= x <= 1
    slack = 4 * np.spacing(x)  # what one step of x itself is worth
    assert special.betainc(a, b, max(x - slack, 0.0)) - 1e-10 <= u <= special.betainc(a, b, min(x + slack, 1.0)) + 1e-10


@given(k=st.integers(0, 1000), others=st.integers(0, 1000))
def test_quantiles_never_fall(k: int, others: int) -> None:
    assert (np.diff(beta_quantile(k + 0.5, others + 0.5, EVENLY)) >= 0).all()
