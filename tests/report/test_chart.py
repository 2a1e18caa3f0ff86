import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.estimating import Curve
from ifso.report.chart import BLOCKS, sparkline


def curve(*values: float) -> Curve:
    return Curve(times=tuple(float(i) for i in range(len(values))), values=values, low=values, high=values)


@pytest.mark.parametrize(
    ("values", "width", "drawn"),
    [
        ((0.0, 0.0), 4, "    "),
        ((1.0, 1.0), 3, "███"),
        ((0.0, 1.0), 8, "▁▂▃▄▅▆▇█"),
        ((0.0, 0.05, 0.05), 2, "  "),
        ((0.0, 0.07, 0.5), 2, "▁▄"),
        ((0.0, 0.99), 1, "█"),
    ],
)
def test_a_block_is_the_chance_at_the_end_of_its_share_of_the_time(values: tuple[float, ...], width: int, drawn: str) -> None:
    assert sparkline(curve(*values), width) == drawn


@given(values=st.lists(st.floats(0, 1), min_size=2, max_size=50).map(sorted), width=st.integers(1, 60))
def test_a_chart_has_its_width_and_never_falls(values: list[float], width: int) -> None:
    drawn = sparkline(curve(*values), width)
    heights = [BLOCKS.index(block) for block in drawn]
    assert len(drawn) == width
    assert heights == sorted(heights)
