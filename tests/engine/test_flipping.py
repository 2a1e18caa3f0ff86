"""Flip points of functions whose crossings are known."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from ifso.engine.flipping import INSIDE, POINTS, ROUNDS, Crossing, Range, crossings
from ifso.engine.replicating import Replicates

Floats = NDArray[np.float64]
CHANCE = Range(least=0.0, most=1.0)
RATIO = Range(least=0.01, most=100.0, logarithmic=True)
FINE = 1 / POINTS / (INSIDE + 1) ** ROUNDS


def find(function: Callable[[Floats], Floats], medians: list[float], ranges: list[Range], threshold: float = 0.5) -> list[Crossing | None]:
    def answers(rows: Floats) -> Replicates:
        return Replicates(blocks=np.stack([function(rows) - 0.01, function(rows) + 0.01]))

    return crossings(answers, np.array(medians), list(enumerate(ranges)), threshold)


def test_finds_every_crossing_of_a_plane() -> None:
    falls, rises, far = find(lambda x: 0.4 + x[:, 0] - x[:, 1] * 0.5 + 0.1 * x[:, 2], [0.2, 0.6, 0.5], [CHANCE] * 3)
    assert falls is not None
    assert rises is not None
    assert falls.value == pytest.approx(0.35, abs=FINE)
    assert falls.above
    assert rises.value == pytest.approx(0.3, abs=FINE)
    assert not rises.above
    assert far is None


def test_the_error_is_that_of_the_answer_over_its_slope() -> None:
    (found,) = find(lambda x: 0.25 * x[:, 0], [0.9], [CHANCE], threshold=0.1)
    assert found is not None
    assert found.error == pytest.approx(0.01 / 0.25, rel=0.02)


def test_ratios_are_searched_by_their_logarithm() -> None:
    (found,) = find(lambda x: 1 - 0.5 ** x[:, 0], [0.2], [RATIO], threshold=0.75)
    assert found is not None
    assert found.value == pytest.approx(2.0, rel=0.02)
    assert found.error == pytest.approx(0.01 / (np.log(2) * 0.25), rel=0.3)


@pytest.mark.parametrize(("present", "value", "above"), [(0.4, 0.3, False), (0.55, 0.7, True), (0.1, 0.3, True), (0.95, 0.7, False)])
def test_of_two_crossings_the_nearest_counts(present: float, value: float, above: bool) -> None:  # noqa: FBT001 - a parameter
    (found,) = find(lambda x: 0.54 - (x[:, 0] - 0.5) ** 2, [present], [CHANCE])
    assert found is not None
    assert found.value == pytest.approx(value, abs=0.002)
    assert found.above == above


def test_what_stays_on_its_side_has_no_crossing() -> None:
    assert find(lambda x: 0.9 - 0.3 * x[:, 0], [0.5], [CHANCE]) == [None]


def test_a_step_is_found_where_it_is() -> None:
    (found,) = find(lambda x: np.where(x[:, 0] >= 0.123, 0.9, 0.1), [0.8], [CHANCE])
    assert found is not None
    assert found.value == pytest.approx(0.123, abs=FINE)


def test_a_ratio_of_nothing_can_be_searched_from() -> None:
    (found,) = find(lambda x: 1 - np.exp(-x[:, 0]), [0.0], [RATIO])
    assert found is not None
    assert found.value == pytest.approx(np.log(2), rel=0.03)


def test_values_at_which_nothing_can_be_told_are_passed_over() -> None:
    (found,) = find(lambda x: np.where(x[:, 0] > 0.8, np.nan, x[:, 0]), [0.1], [CHANCE])
    assert found is not None
    assert found.value == pytest.approx(0.5, abs=FINE)
    assert find(lambda x: np.where(x[:, 0] > 0.4, np.nan, x[:, 0]), [0.1], [CHANCE]) == [None]


def test_an_answer_that_cannot_be_told_at_the_medians_is_refused() -> None:
    with pytest.raises(ValueError, match="undefined"):
        find(lambda x: np.full(len(x), np.nan), [0.5], [CHANCE])
