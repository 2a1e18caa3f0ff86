"""Logarithm and exponential against arithmetic of sixty digits."""

import math
from decimal import Context, Decimal

import numba
import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ifso.engine.elementary import hazard_of, log, spent_chance

DIGITS = Context(prec=60)
UNITS = 2.0
"""Units in the last place by which a result may be off."""
CHANCE_UNITS = 4.0
"""The same for a chance, which is the difference of two numbers of its size."""


@numba.njit(error_model="numpy")  # type: ignore[misc] # numba has no types
def logs(x):  # type: ignore[no-untyped-def] # numba infers the types
    out = np.empty_like(x)
    for i in range(x.size):
        out[i] = log(x[i])
    return out


@numba.njit(error_model="numpy")  # type: ignore[misc] # numba has no types
def chances(y):  # type: ignore[no-untyped-def] # numba infers the types
    out = np.empty_like(y)
    for i in range(y.size):
        out[i] = spent_chance(y[i])
    return out


@numba.njit(error_model="numpy")  # type: ignore[misc] # numba has no types
def hazards(x):  # type: ignore[no-untyped-def] # numba infers the types
    out = np.empty_like(x)
    for i in range(x.size):
        out[i] = hazard_of(x[i])
    return out


def units_off(got: float, true: Decimal) -> float:
    """Return the distance in units in the last place of the double nearest to the truth."""
    return float(abs(DIGITS.subtract(Decimal(float(got)), true)) / Decimal(math.ulp(float(true))))


def off_log(x: float) -> float:
    return units_off(logs(np.array([x]))[0], DIGITS.ln(Decimal(x)))


def off_chance(y: float) -> float:
    """Where y is so small that sixty digits cannot tell 1 from exp(-y), the series of 1 - exp(-y) tells."""
    true = Decimal(1) - DIGITS.exp(-Decimal(y)) if y > 1e-20 else Decimal(y) - Decimal(y) ** 2 / 2
    return units_off(chances(np.array([y]))[0], true)


def off_hazard(x: float) -> float:
    true = -DIGITS.ln(DIGITS.subtract(Decimal(1), Decimal(x))) if x > 1e-20 else Decimal(x) + Decimal(x) ** 2 / 2
    return units_off(hazards(np.array([x]))[0], true)


@given(st.floats(2.0**-1022, 1.7e308))
@example(0.5)
@example(2.0)
@example(math.sqrt(0.5))
@example(math.nextafter(math.sqrt(0.5), 0))
@example(math.sqrt(2))
@example(math.nextafter(1.0, 0))
@example(math.nextafter(1.0, 2))
@example(1 - 2.0**-33)
@example(2.0**-33)
def test_log_of_any_normal_number(x: float) -> None:
    assert off_log(x) <= UNITS


@given(st.integers(0, 2**32 - 1))
def test_log_of_what_the_engine_asks(word: int) -> None:
    assert off_log(1.0 - (word + 0.5) / 2**32) <= UNITS


def test_log_of_one() -> None:
    assert logs(np.array([1.0]))[0] == 0.0


@given(st.floats(0.0, 700.0))
@example(math.log(2) / 2)
@example(math.nextafter(math.log(2) / 2, 1))
@example(math.log(2))
@example(700.0)
def test_chance_spent(y: float) -> None:
    assert off_chance(y) <= CHANCE_UNITS


@given(st.floats(-300, 0).map(lambda e: 10.0**e))
def test_chance_spent_next_to_zero(y: float) -> None:
    assert off_chance(y) <= CHANCE_UNITS


def test_chance_spent_at_the_ends() -> None:
    assert np.array_equal(chances(np.array([0.0, 700.0, 701.0, 1e300, np.inf])), [0.0, 1.0, 1.0, 1.0, 1.0])


@given(st.floats(0.0, 1.0, exclude_max=True))
@example(0.5)
@example(math.nextafter(1.0, 0))
@example(2.0**-53)
def test_hazard_of_a_chance(x: float) -> None:
    assert off_hazard(x) <= UNITS


@given(st.floats(-300, -1).map(lambda e: 10.0**e))
def test_hazard_of_a_small_chance(x: float) -> None:
    assert off_hazard(x) <= UNITS


def furthest(got: NDArray[np.float64], library: NDArray[np.float64]) -> float:
    return float(np.max(np.abs(got - library) / np.spacing(np.abs(library))))


def test_against_the_library_along_whole_ranges() -> None:
    """numpy is itself within one unit, so that two of ours and one of its make three."""
    generator = np.random.default_rng(1)
    near_one = 1 + generator.uniform(-0.5, 0.5, 200_000)
    anywhere = np.exp(generator.uniform(-700, 700, 200_000))
    assert furthest(logs(near_one), np.log(near_one)) <= UNITS + 1
    assert furthest(logs(anywhere), np.log(anywhere)) <= UNITS + 1
    y = np.concatenate([generator.uniform(0, 700, 200_000), generator.uniform(0, 2, 200_000), np.exp(generator.uniform(-80, 0, 200_000))])
    assert furthest(chances(y), -np.expm1(-y)) <= CHANCE_UNITS + 1
    x = np.concatenate([generator.uniform(0, 1, 200_000), np.exp(generator.uniform(-80, 0, 200_000))])
    assert furthest(hazards(x), -np.log1p(-x)) <= UNITS + 1


def test_chance_and_hazard_undo_each_other() -> None:
    x = 10.0 ** np.linspace(-300, -1e-3, 10_001)
    assert np.max(np.abs(chances(hazards(x)) / x - 1)) < 1e-13
