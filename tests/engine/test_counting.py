"""Steps of time and conditions of tallies, counted lane by lane and once more one by one."""

import numba
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ifso.engine import counting

STEPS = 40


@numba.njit(error_model="numpy")  # type: ignore[misc] # numba has no types
def places(times, by, steps):  # type: ignore[no-untyped-def] # numba infers the types
    out = np.empty(times.shape[1], np.int32)
    counting.step_row(times, 0, by, steps, out)
    return out


def step_by_search(t: float, by: float) -> int:
    """Return the step in which a time falls, by trying them all."""
    if t > by:
        return STEPS + 1
    return next((s for s in range(STEPS) if t <= by * s / STEPS), STEPS)


TIMES = st.floats(-3.0, 30.0) | st.just(float("inf")) | st.integers(0, 80).map(lambda s: 12.0 * s / STEPS)


@given(times=st.lists(TIMES, min_size=1, max_size=20), by=st.sampled_from([0.3, 1.0, 7.0, 12.0]))
@example(times=[-1.0], by=12.0)
@example(times=[0.0, 12.0, np.nextafter(12.0, 13.0)], by=12.0)
@example(times=[float(np.nextafter(0.3 * s / STEPS, 1)) for s in range(STEPS)], by=0.3)
def test_each_lane_falls_into_the_first_step_that_ends_at_or_after_its_time(times: list[float], by: float) -> None:
    assert places(np.array([times]), by, STEPS).tolist() == [step_by_search(t, by) for t in times]


@pytest.mark.parametrize("by", [0.3, 1.0, 7.0])
def test_the_end_of_a_step_belongs_to_it(by: float) -> None:
    ends = np.array([by * s / STEPS for s in range(STEPS + 1)])
    assert places(ends[None, :], by, STEPS).tolist() == list(range(STEPS + 1))
