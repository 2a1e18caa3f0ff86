"""Draws of the assumptions against the distributions that they stand for."""

import numpy as np
import pytest
from scipy import stats

from ifso.engine.compiling import compile_view
from ifso.engine.draws import CUBE, draw, quantiles, ranks
from ifso.engine.program import Program
from ifso.scenario.meaning import Between, Count, Exactly, Kind, Number, Value

from .building import AT_ONCE, VIEW, by, once, scenario

RANGES = Between(low=0.2, high=0.5)


def program_of(*numbers: Number, ratio: Between | None = None) -> Program:
    made = scenario({"a": [by(n, AT_ONCE) for n in numbers], "b": [by(0.5, AT_ONCE, None, once("a", 2.0))]})
    assumed = {"b.c0.0": Value(assumption="b.c0.0", written="", number=ratio, timing=None)} if ratio else {}
    assert made.assumptions["b.c0.0"].kind is Kind.RATIO
    return compile_view(made, VIEW, assumed)


LAWS = {
    "chance": (
        Between(low=0.2, high=0.5),
        lambda x: stats.norm(np.log([0.25, 1.0]).mean(), np.log(4) / 2 / stats.norm.ppf(0.95)).cdf(np.log(x / (1 - x))),
    ),
    "count": (Count(k=5, n=57), stats.beta(5.5, 52.5).cdf),
    "none of some": (Count(k=0, n=12), stats.beta(0.5, 12.5).cdf),
    "all of some": (Count(k=7, n=7), stats.beta(7.5, 0.5).cdf),
}


@pytest.mark.parametrize("name", LAWS)
def test_draws_follow_their_law(name: str) -> None:
    number, law = LAWS[name]
    drawn = draw(program_of(number), 1, 0, 5 * CUBE)[:, 0]
    assert drawn.min() > 0
    assert drawn.max() < 1
    # Within one hypercube every thousandth of the distribution holds one draw, so the distance is at most a thousandth.
    for cube in drawn.reshape(5, CUBE):
        assert stats.kstest(cube, law).statistic <= 1 / CUBE + 1e-9


def test_ratios_follow_a_log_normal_and_points_are_points() -> None:
    program = program_of(Exactly(value=0.3), ratio=Between(low=0.25, high=4.0))
    drawn = draw(program, 1, 0, CUBE)
    ratios = drawn[:, program.assumptions.index("b.c0.0")]
    assert stats.kstest(ratios, stats.lognorm(np.log(4) / stats.norm.ppf(0.95)).cdf).statistic <= 1 / CUBE + 1e-9
    assert (drawn[:, 0] == 0.3).all()


@pytest.mark.parametrize("at", [0.05, 0.5, 0.95])
def test_quantiles_at_the_points_that_were_written(at: float) -> None:
    program = program_of(Between(low=0.2, high=0.4), Count(k=3, n=10), ratio=Between(low=0.5, high=2.0))
    values = dict(zip(program.assumptions, quantiles(program, np.full((1, len(program.assumptions)), at))[0], strict=True))
    middle = 1 / (1 + np.exp(-(np.log(0.2 / 0.8) + np.log(0.4 / 0.6)) / 2))
    assert values["a.c0"] == pytest.approx({0.05: 0.2, 0.5: middle, 0.95: 0.4}[at], rel=1e-12)
    assert values["a.c1"] == pytest.approx(stats.beta(3.5, 7.5).ppf(at), rel=1e-10)
    assert values["b.c0.0"] == pytest.approx({0.05: 0.5, 0.5: 1.0, 0.95: 2.0}[at], rel=1e-12)


@pytest.mark.parametrize("cube", [0, 1, 7])
def test_a_hypercube_has_one_draw_in_every_thousandth(cube: int) -> None:
    u = ranks(program_of(RANGES, RANGES), 9, cube)
    assert u.shape == (CUBE, 4)
    for column in u.T:
        assert sorted(np.floor(column * CUBE).astype(int)) == list(range(CUBE))
    assert np.abs(np.corrcoef(u.T)[~np.eye(4, dtype=bool)]).max() < 5 / np.sqrt(CUBE)


def test_the_first_draws_are_the_same_however_many_are_asked_for() -> None:
    program = program_of(RANGES, Count(k=1, n=3))
    whole = draw(program, 4, 0, 3500)
    for first, count in ((0, 1), (0, 1000), (0, 1001), (999, 2), (1000, 1000), (2500, 1000), (3499, 1)):
        assert np.array_equal(draw(program, 4, first, count), whole[first : first + count])
    assert not np.array_equal(whole[:1000], whole[1000:2000])
    assert not np.array_equal(whole[:1000], draw(program, 5, 0, 1000))


def test_a_draw_belongs_to_its_assumption_wherever_it_stands() -> None:
    few, many = program_of(RANGES), program_of(RANGES, Count(k=1, n=3), RANGES)
    assert np.array_equal(draw(few, 4, 0, CUBE)[:, 0], draw(many, 4, 0, CUBE)[:, 0])
    assert not np.array_equal(draw(many, 4, 0, CUBE)[:, 0], draw(many, 4, 0, CUBE)[:, 2])


def test_points_have_one_draw_that_says_all() -> None:
    program = program_of(Exactly(value=0.3), Exactly(value=1.0))
    assert program.is_certain
    assert not program_of(RANGES).is_certain
    assert (draw(program, 1, 5, 3) == program.first).all()
    assert program.first.tolist() == [0.3, 1.0, 0.5, 2.0]
