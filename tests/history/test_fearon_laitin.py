"""Fearon and Laitin (2003), Ethnicity, insurgency, and civil war, American Political Science Review 97(1), table 1, model 1.

The replication data are for tests only, and no dataset of the program. A logit by iteratively reweighted least squares reproduces what the
article prints, to its three decimals: the file is read as its authors meant it.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

FILE = "fearon_laitin_2003/fearon_laitin_03.csv"
PRINTED = {
    "warl": -0.954,
    "gdpenl": -0.344,
    "lpopl1": 0.263,
    "lmtnest": 0.219,
    "ncontig": 0.443,
    "Oil": 0.858,
    "nwstate": 1.709,
    "instab": 0.618,
    "polity2l": 0.021,
    "ethfrac": 0.166,
    "relfrac": 0.285,
    "constant": -6.731,
}
"""Prior war, income, log of population and of mountains, noncontiguous, oil, new state, instability, democracy, ethnic and religious
fractionalization, and the constant."""


def logit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the coefficients that make ``y`` likeliest."""
    b = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-x @ b))
        step = np.linalg.solve((x * (p * (1.0 - p))[:, None]).T @ x, x.T @ (y - p))
        b += step
        if np.abs(step).max() < 1e-12:
            return b
    raise AssertionError("no convergence")


@pytest.fixture(scope="module")
def complete(mirror: Path) -> pl.DataFrame:
    """Return the rows without a missing value."""
    names = [name for name in PRINTED if name != "constant"]
    frame = pl.read_csv(mirror / FILE, infer_schema=False, encoding="utf8-lossy")
    return frame.select(pl.col("onset", *names).replace("", None).cast(pl.Float64)).drop_nulls()


def test_there_are_as_many_country_years_as_the_article_has(complete: pl.DataFrame) -> None:
    assert complete.height == 6327
    assert complete.filter(pl.col("onset") == 4).height == 1  # one onset is written as 4


@pytest.mark.parametrize("name", PRINTED)
def test_every_coefficient_is_the_one_printed(name: str, complete: pl.DataFrame) -> None:
    names = list(PRINTED)
    x = np.column_stack([*(complete[each].to_numpy() for each in names[:-1]), np.ones(complete.height)])
    y = (complete["onset"].to_numpy() > 0).astype(np.float64)
    assert round(float(logit(x, y)[names.index(name)]), 3) == pytest.approx(PRINTED[name], abs=1e-9)
