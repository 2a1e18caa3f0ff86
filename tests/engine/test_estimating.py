"""Estimates against distributions that are known: what the interval spans, how far the value may be off, and that noise stays out."""

import math

import numpy as np
import pytest
from scipy import stats

from ifso.engine.compiling import compile_view
from ifso.engine.draws import normal_scores
from ifso.engine.estimating import Estimator, weighted_quantile
from ifso.engine.program import Condition, Run, Tally
from ifso.engine.simulating import count
from ifso.scenario.meaning import Between, Count

from .building import AT_ONCE, VIEW, after, by, per, scenario, within

UNCERTAIN = scenario({"a": [], "b": [by(Between(low=0.2, high=0.4), within(1), after("a"))]})
ENDS = [math.log(p / (1 - p)) for p in (0.2, 0.4)]
LINE = stats.norm(sum(ENDS) / 2, (ENDS[1] - ENDS[0]) / 2 / stats.norm.ppf(0.95))
MEAN = LINE.expect(lambda x: 1 / (1 + math.exp(-x)))


def estimator(made: object, tallies: list[Tally], *, draws: int, worlds: int, seed: int = 1, runs: list[Run] | None = None) -> Estimator:
    program = compile_view(made, VIEW)  # type: ignore[arg-type]
    scores = None if program.is_certain else normal_scores(program, seed, min(draws, 4000), program.assumptions)
    return Estimator(count(program, runs or [Run(fixed={"a": 0.0})], tallies, seed=seed, draws=draws, worlds=worlds), scores)


def first(m: np.ndarray) -> np.ndarray:
    return m[..., 0]


def test_the_interval_is_the_middle_of_the_assumption_and_the_value_its_mean() -> None:
    found = estimator(UNCERTAIN, [Tally(event="b", by=1.0)], draws=4000, worlds=1 << 15).estimate(first)
    assert found is not None
    assert abs(found.value - MEAN) < 5 * found.error
    assert abs(found.low - 0.2) < 0.01
    assert abs(found.high - 0.4) < 0.01


@pytest.mark.parametrize("worlds", [128, 512])
def test_few_worlds_do_not_widen_the_interval(worlds: int) -> None:
    """The spread over draws of a share in few worlds is mostly noise where worlds differ; here a narrow belief stays narrow."""
    narrow = scenario({"a": [], **{f"x{i}": [by(Between(low=0.49, high=0.51), within(1), after("a"))] for i in range(8)}, "b": []})
    tallies = [Tally(event=f"x{i}", by=1.0) for i in range(8)]
    widths, raw = [], []
    for seed in range(12):
        found = estimator(narrow, tallies, draws=1000, worlds=worlds, seed=seed)
        estimate = found.estimate(lambda m: m.mean(axis=-1))
        assert estimate is not None
        widths.append(estimate.high - estimate.low)
        raw.append(np.diff(np.quantile(found.by_draw.mean(axis=1), [0.05, 0.95]))[0])
    true = 0.02 / math.sqrt(8)
    assert np.mean(widths) < np.mean(raw)
    assert abs(np.mean(widths) - true) < 0.6 * true


def test_with_points_the_interval_is_the_value() -> None:
    certain = scenario({"a": [], "b": [by(0.3, within(1), after("a"))]})
    found = estimator(certain, [Tally(event="b", by=1.0)], draws=1, worlds=1000).estimate(first)
    assert found is not None
    assert found.low == found.value == found.high
    assert found.error == pytest.approx(math.sqrt(found.value * (1 - found.value) / 999))


@pytest.mark.parametrize(("draws", "worlds"), [(500, 1000), (997, 777), (997, 1234)])
def test_an_assumption_that_does_not_matter_leaves_a_point(draws: int, worlds: int) -> None:
    made = scenario({"a": [by(Between(low=0.2, high=0.6), per(1))], "b": [by(0.3, within(1))]})
    found = estimator(made, [Tally(event="b", by=1.0)], draws=draws, worlds=worlds).estimate(first)
    assert found is not None
    assert found.low == found.value == found.high


CHAIN = scenario({
    "a": [by(Between(low=0.1, high=0.7), within(1))],
    "b": [by(Between(low=0.2, high=0.9), within(1), after("a")), by(Count(k=1, n=9), within(2))],
    "c": [by(Between(low=0.1, high=0.8), within(1), after("b"))],
})  # fmt: skip
"""Chances that multiply, so that no assumption does all it does by itself."""
SIZES = [(1000, 256), (1000, 3), (1500, 64), (600, 100), (50, 50), (7, 300), (3, 40), (2, 1000), (40, 2)]


@pytest.mark.parametrize(("draws", "worlds"), SIZES)
def test_the_error_is_how_far_values_scatter_over_seeds(draws: int, worlds: int) -> None:
    """Whole hypercubes, cut ones and hardly any draws; many worlds and two: over many seeds the scatter is that which they report."""
    program = compile_view(CHAIN, VIEW)
    seeds = 120 if draws >= 600 else 400
    quantities = {"share": first, "difference": lambda m: m[..., 1] - m[..., 0]}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in quantities}
    for seed in range(seeds):
        tallies = [Tally(event="c", by=3.0), Tally(event="b", by=3.0)]
        made = Estimator(
            count(program, [Run()], tallies, seed=seed, draws=draws, worlds=worlds, threads=1),
            normal_scores(program, seed, min(draws, 4000), program.assumptions),
        )
        for name, quantity in quantities.items():
            estimate = made.estimate(quantity)
            assert estimate is not None
            assert estimate.error is not None
            found[name].append((estimate.value, estimate.error))
    for name, pairs in found.items():
        values, errors = np.array(pairs).T
        share = np.std(values, ddof=1) / np.sqrt(np.mean(errors**2))
        assert 0.8 < share < 1.2, f"{name}: scatter is {share:.2f} of the reported error"


def test_with_points_the_error_is_that_of_the_worlds() -> None:
    certain = scenario({"a": [], "b": [by(0.3, within(1), after("a"))]})
    tallies = [Tally(event="b", by=0.5), Tally(event="b", by=1.0)]
    pairs = []
    for seed in range(200):
        estimate = estimator(certain, tallies, draws=1, worlds=500, seed=seed).estimate(lambda m: m[..., 1] / m[..., 0])
        assert estimate is not None
        pairs.append((estimate.value, estimate.error))
    values, errors = np.array(pairs, dtype=float).T
    assert 0.85 < np.std(values, ddof=1) / np.sqrt(np.mean(errors**2)) < 1.15


@pytest.mark.parametrize(("draws", "worlds"), [(1, 4096), (1000, 1), (1, 1)])
def test_a_single_draw_or_world_cannot_tell_how_far_it_is_off(draws: int, worlds: int) -> None:
    estimate = estimator(CHAIN, [Tally(event="c", by=3.0)], draws=draws, worlds=worlds, runs=[Run()]).estimate(first)
    assert estimate is not None
    assert estimate.error is None


def test_a_single_draw_of_points_can() -> None:
    certain = scenario({"a": [], "b": [by(0.3, within(1), after("a"))]})
    many = estimator(certain, [Tally(event="b", by=1.0)], draws=1, worlds=100).estimate(first)
    one = estimator(certain, [Tally(event="b", by=1.0)], draws=1, worlds=1).estimate(first)
    assert many is not None
    assert many.error is not None
    assert one is not None
    assert one.error is None


def test_what_the_draws_do_not_matter_for_is_as_sure_as_the_worlds_make_it() -> None:
    made = scenario({"a": [by(Between(low=0.2, high=0.6), per(1))], "b": [by(0.3, within(1))]})
    estimate = estimator(made, [Tally(event="b", by=1.0)], draws=1000, worlds=1000, runs=[Run()]).estimate(first)
    assert estimate is not None
    assert estimate.error == pytest.approx(math.sqrt(estimate.value * (1 - estimate.value) / 999))


def test_what_is_learnt_makes_some_draws_more_credible() -> None:
    """P(b | a) for a with an uncertain chance x, and b that shares it: E[x^2] / E[x], not E[x]."""
    made = scenario({"a": [by(Count(k=3, n=10), AT_ONCE, shared="x")], "b": [by(Count(k=3, n=10), AT_ONCE, shared="x")]})
    belief = stats.beta(3.5, 7.5)
    tallies = [Tally(event="b", by=1.0, condition=Condition(event="a", by=1.0)), Tally(event="a", by=1.0)]
    found = estimator(made, tallies, draws=4000, worlds=4096, runs=[Run()])
    estimate = found.estimate(lambda m: m[..., 0] / m[..., 1], weight=lambda m: m[..., 1])
    assert estimate is not None
    assert abs(estimate.value - belief.moment(2) / belief.mean()) < 5 * estimate.error
    posterior = stats.beta(4.5, 7.5)  # a happened once more
    assert abs(estimate.low - posterior.ppf(0.05)) < 0.03
    assert abs(estimate.high - posterior.ppf(0.95)) < 0.03


def test_a_value_may_be_had_without_an_interval() -> None:
    found = estimator(UNCERTAIN, [Tally(event="b", by=1.0)], draws=100, worlds=500)
    whole, bare = found.estimate(first), found.value(first)
    assert whole is not None
    assert bare is not None
    assert (bare.value, bare.error, bare.low, bare.high) == (whole.value, whole.error, None, None)


def test_a_ratio_to_nothing_is_undefined() -> None:
    nothing = scenario({"a": [], "b": [by(0.3, within(1), after("a"))]})
    found = estimator(nothing, [Tally(event="b", by=1.0)], draws=1, worlds=100, runs=[Run()])
    assert found.estimate(lambda m: m[..., 0] / m[..., 0]) is None


def test_quantiles_of_equal_weights_are_those_of_numpy() -> None:
    values = np.random.default_rng(1).random(101)
    for at in (0.05, 0.5, 0.95):
        assert weighted_quantile(values, np.ones(101), at) == pytest.approx(np.quantile(values, at, method="hazen"))


def test_a_weight_counts_like_a_repetition() -> None:
    values, weights = np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 1.0])
    assert weighted_quantile(values, weights, 0.5) == pytest.approx(2.0)
    assert weighted_quantile(values, weights, 0.9) == pytest.approx(3.0)


def test_curves_end_at_the_value_and_never_fall() -> None:
    found = estimator(UNCERTAIN, [Tally(event="b", by=1.0)], draws=100, worlds=2000)
    estimate = found.estimate(first)
    assert estimate is not None
    curve = found.curve(0, 0, 1.0, estimate)
    assert (curve.low[-1], curve.high[-1]) == (pytest.approx(estimate.low), pytest.approx(estimate.high))
    assert curve.values[-1] == pytest.approx(estimate.value)
    assert all(a <= b for a, b in zip(curve.values, curve.values[1:], strict=False))
    assert all(low <= high for low, high in zip(curve.low, curve.high, strict=True))
    assert curve.times[0] == 0.0
    assert curve.times[-1] == 1.0
