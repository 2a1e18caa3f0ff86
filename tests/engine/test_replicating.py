"""Blocks of worlds as replicates."""

import numpy as np
from numpy.typing import NDArray

from ifso.engine.replicating import Answering, Crew, Measured, Replicates, measured

Floats = NDArray[np.float64]


def block(first: int, worlds: int) -> Answering:
    return lambda rows: np.stack([rows[:, 0] + first, rows[:, 0] + worlds], axis=1)


def test_every_block_has_rows_and_worlds_of_its_own() -> None:
    rows = [np.array([[1.0]]), np.array([[2.0], [3.0]])]
    with Crew(2) as crew:
        found = crew.answered(block, rows, 64)
    assert [part.tolist() for part in found] == [[[1.0, 65.0]], [[66.0, 66.0], [67.0, 67.0]]]


def test_threads_change_nothing() -> None:
    rows = [np.random.default_rng(b).random((5, 1)) for b in range(20)]
    with Crew(1) as alone, Crew(7) as together:
        found = zip(alone.answered(block, rows, 128), together.answered(block, rows, 128), strict=True)
    for one, many in found:
        np.testing.assert_array_equal(one, many)


def test_a_quantity_is_the_mean_of_its_rows_and_halves() -> None:
    halves = [np.array([[1.0, 3.0], [5.0, 7.0], [0.0, 0.0], [0.0, 2.0]])]
    found = Replicates.of(halves, rows_each=2)
    assert found.blocks.tolist() == [[4.0, 0.5]]


def test_what_is_not_known_is_left_out() -> None:
    found = Replicates.of([np.array([[1.0, np.nan], [np.nan, np.nan]]), np.array([[3.0, 3.0], [np.nan, np.nan]])])
    assert found.value(0) == Measured(value=2.0, error=1.0)
    assert found.value(1) is None
    assert found.contrast(0, 1) is None


def test_a_contrast_is_taken_block_by_block() -> None:
    found = Replicates(blocks=np.array([[0.5, 0.4], [0.9, 0.8], [0.1, 0.0]]))
    contrast = found.contrast(0, 1)
    assert contrast is not None
    np.testing.assert_allclose([contrast.value, contrast.error], [0.1, 0.0], atol=1e-15)


def test_one_block_cannot_tell_its_error() -> None:
    assert measured(np.array([0.25])) == Measured(value=0.25, error=None)


def test_quantities_told_at_once_are_those_told_one_by_one() -> None:
    blocks = np.random.default_rng(1).normal(size=(9, 40))
    blocks[3, 7], blocks[:, 8], blocks[0, 9] = np.nan, np.nan, np.inf
    for some in (blocks, blocks[:1]):
        found = Replicates(blocks=some)
        assert found.values() == [found.value(q) for q in range(40)]
