"""Shares of variance against closed forms of published functions, and against SALib on the same outputs."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from SALib.analyze import sobol as salib
from scipy.stats import qmc

from ifso.engine.sobol import design, shares

Floats = NDArray[np.float64]
DRAWS = 4096
G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def ishigami(u: Floats) -> Floats:
    """Ishigami and Homma 1990, with a = 7 and b = 0.1, on (-pi, pi)^3."""
    x = (2 * u - 1) * np.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def g_function(u: Floats) -> Floats:
    """Sobol's g-function, on (0, 1)^5."""
    return np.prod((np.abs(4 * u - 2) + G) / (1 + G), axis=1)


def ishigami_shares() -> tuple[Floats, Floats]:
    a, b = 7.0, 0.1
    one = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    two = a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return np.array([one, two, 0.0]) / whole, np.array([one + both, two, both]) / whole


def g_shares() -> tuple[Floats, Floats]:
    alone = 1 / (3 * (1 + G) ** 2)
    whole = np.prod(1 + alone) - 1
    return alone / whole, alone * np.array([np.prod(1 + np.delete(alone, i)) for i in range(len(G))]) / whole


PUBLISHED = [
    pytest.param(ishigami, 3, ishigami_shares(), id="Ishigami"),
    pytest.param(g_function, 5, g_shares(), id="g-function"),
]
Function = Callable[[Floats], Floats]


def outputs_of(function: Function, inputs: int, draws: int = DRAWS, seed: int = 1) -> Floats:
    """Return the outputs (2 + D, N) of a design on a scrambled Sobol sequence."""
    base = qmc.Sobol(2 * inputs, rng=seed).random(draws)
    rows = design(base[:, :inputs], base[:, inputs:], np.arange(inputs))
    return function(rows).reshape(2 + inputs, draws)


def twice(outputs: Floats) -> Floats:
    """Return outputs that are not simulated: both halves are the same."""
    return np.stack([outputs, outputs], axis=-1)


@pytest.mark.parametrize(("function", "inputs", "exact"), PUBLISHED)
def test_finds_the_published_shares(function: Function, inputs: int, exact: tuple[Floats, Floats]) -> None:
    found = shares(twice(outputs_of(function, inputs)), np.arange(DRAWS))
    assert found is not None
    np.testing.assert_allclose(found.first, exact[0], atol=0.012)
    np.testing.assert_allclose(found.total, exact[1], atol=0.012)


@pytest.mark.parametrize(("function", "inputs", "exact"), PUBLISHED)
def test_is_what_salib_computes_from_the_same_outputs(function: Function, inputs: int, exact: tuple[Floats, Floats]) -> None:
    del exact
    outputs = outputs_of(function, inputs, draws=512)
    theirs = salib.analyze(
        {"num_vars": inputs, "names": [str(i) for i in range(inputs)], "bounds": [[0, 1]] * inputs},
        np.concatenate([outputs[:1], outputs[2:], outputs[1:2]]).T.ravel(), calc_second_order=False, seed=1,
    )  # fmt: skip
    ours = shares(twice(outputs), np.arange(512))
    assert ours is not None
    np.testing.assert_allclose(ours.first, theirs["S1"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.total, theirs["ST"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.first_error, theirs["S1_conf"] / 1.96, rtol=0.5, atol=0.005)
    np.testing.assert_allclose(ours.total_error, theirs["ST_conf"] / 1.96, rtol=0.5, atol=0.005)


def test_noise_of_the_halves_adds_to_no_share() -> None:
    outputs = outputs_of(ishigami, 3)
    noise = np.random.default_rng(2).normal(scale=outputs.std(), size=(*outputs.shape, 2))
    noisy = shares(twice(outputs) + noise, np.arange(DRAWS))
    whole = outputs + noise.mean(axis=-1)
    naive = shares(twice(whole), np.arange(DRAWS))
    exact = ishigami_shares()
    assert noisy is not None
    assert naive is not None
    assert np.all(np.abs(noisy.first - exact[0]) < 4 * noisy.first_error)
    assert np.all(np.abs(noisy.total - exact[1]) < 4 * noisy.total_error)
    assert naive.total[2] > exact[1][2] + 0.15  # what products within a half would have made of it


def test_noise_that_draws_share_shows_in_the_error() -> None:
    """Draws that share their worlds share their noise; only an error from clusters knows of it."""
    random = np.random.default_rng(3)
    off, said = [], []
    for _ in range(40):
        rows = design(random.random((320, 5)), random.random((320, 5)), np.arange(5))
        outputs = g_function(rows).reshape(7, 320)
        cluster = np.arange(320) // 8
        common = random.normal(scale=0.5 * outputs.std(), size=(2 + 5, 40, 2))[:, cluster]
        found = shares(twice(outputs) + common, cluster)
        assert found is not None
        off.append(found.total - g_shares()[1])
        said.append(found.total_error)
    seen = np.sqrt(np.mean(np.square(off), axis=0))
    np.testing.assert_allclose(np.mean(said, axis=0), seen, rtol=0.4)


def test_an_output_that_does_not_vary_has_no_shares() -> None:
    assert shares(np.ones((4, 100, 2)), np.arange(100)) is None


def test_an_output_that_is_noise_alone_has_no_shares() -> None:
    outputs = np.random.default_rng(0).normal(size=(4, 100, 2))
    assert shares(outputs, np.arange(100)) is None


def test_draws_that_cannot_be_told_are_left_out() -> None:
    outputs = twice(outputs_of(ishigami, 3, draws=256))
    kept = shares(outputs[:, 8:], np.arange(8, 256))
    outputs[2, :8, 1] = np.nan
    found = shares(outputs, np.arange(256))
    assert found is not None
    assert kept is not None
    np.testing.assert_array_equal(found.first, kept.first)
    outputs[2, :, 1] = np.nan
    assert shares(outputs, np.arange(256)) is None


def test_a_design_changes_one_column_at_a_time() -> None:
    a, b = np.zeros((2, 3)), np.ones((2, 3))
    rows = design(a, b, np.array([2, 0])).reshape(4, 2, 3)
    assert rows[:, 0].tolist() == [[0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 0, 0]]
