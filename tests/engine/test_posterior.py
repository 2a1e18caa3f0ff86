"""What news says about the numbers, against conjugate distributions and numerical integrals."""

import numpy as np
import pytest
from scipy import stats

from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.evidence import evidence_of
from ifso.engine.posterior import Contradicted, Marginal, Posterior, posterior
from ifso.scenario.meaning import Between, Count, Observed, Scenario

from .building import VIEW, after, by, once, per, scenario, within
from .observing import seen, values_after

PROBABILITIES = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
SOME = Count(k=3, n=10)
"""Beta(3.5, 7.5)."""


def after_news(made: Scenario, observed: Observed, hidden: tuple[str, ...] = (), draws: int = 1000) -> Posterior:
    program = compile_view(made, VIEW)
    return posterior(program, evidence_of(program, observed, hidden), seed=5, draws=draws)


def assert_distributed(values: np.ndarray, distribution: stats.rv_continuous, tolerance: float) -> None:
    """Assert that so many of the values lie below each quantile of a distribution as should."""
    shares = [np.mean(values <= q) for q in distribution.ppf(PROBABILITIES)]
    assert np.allclose(shares, PROBABILITIES, rtol=0, atol=tolerance)


def test_a_window_that_closed_in_vain_is_one_more_failure() -> None:
    """The likelihood 1 - p turns Beta(a, b) into Beta(a, b + 1); a draw keeps its place."""
    made = scenario({"a": [by(SOME, within(3))], "b": [by(SOME, within(2), after("a"))]})
    values = values_after(made, seen(4.0))
    assert_distributed(values["a.c0"], stats.beta(3.5, 8.5), 0.0011)
    places = stats.beta(3.5, 7.5).cdf(values_after(made, seen())["a.c0"])
    assert np.allclose(stats.beta(3.5, 8.5).cdf(values["a.c0"]), places, rtol=0, atol=1e-4)
    assert_distributed(values["b.c0"], stats.beta(3.5, 7.5), 0.0011)


def test_a_date_within_a_window_is_one_more_success() -> None:
    made = scenario({"a": [by(SOME, within(3))]})
    assert_distributed(values_after(made, seen(None, {"a": 1.0}))["a.c0"], stats.beta(4.5, 7.5), 0.0011)


def test_a_shared_assumption_learns_from_every_cause() -> None:
    events = {"a": [by(SOME, within(3), shared="p")], "b": [by(SOME, within(3), shared="p")], "c": [by(SOME, within(3), shared="p")]}
    assert_distributed(values_after(scenario(events), seen(4.0, {"b": 1.0}))["p"], stats.beta(4.5, 9.5), 0.0011)


def test_half_a_window_is_half_a_failure() -> None:
    """The likelihood 1 - p/2 mixes Beta(a, b) and its moments exactly."""
    found = after_news(scenario({"a": [by(SOME, within(4))]}), seen(2.0))
    a, b = 3.5, 7.5
    mean, second, third = a / (a + b), a * (a + 1) / (a + b) / (a + b + 1), a * (a + 1) * (a + 2) / (a + b) / (a + b + 1) / (a + b + 2)
    weight = 1 - mean / 2
    assert found.values.mean() == pytest.approx((mean - second / 2) / weight, abs=1e-4)
    assert np.mean(found.values**2) == pytest.approx((second - third / 2) / weight, abs=1e-4)
    assert found.log_likelihood == pytest.approx(np.log(weight), abs=1e-5)


def test_the_effective_share_of_draws_in_closed_form() -> None:
    """With the likelihood 1 - p under Beta(a, b) it is (E L)^2 / E L^2 = b (a + b + 1) / ((a + b) (b + 1)); it multiplies over events."""
    one = after_news(scenario({"a": [by(SOME, within(3))]}), seen(4.0))
    share = 7.5 * 12 / (11 * 8.5)
    assert one.share == pytest.approx(share, abs=1e-4)
    assert one.doubt == 0.0
    two = after_news(scenario({"a": [by(SOME, within(3))], "b": [by(SOME, within(1))]}), seen(4.0))
    assert two.share == pytest.approx(share**2, abs=1e-4)


def test_a_rate_with_its_ratio_against_an_integral() -> None:
    """A chance and the ratio on it learn together: 3 quiet years at the ratio, on a grid of both."""
    chance, ratio = Between(low=0.2, high=0.6), Between(low=0.5, high=4.0)
    made = scenario({"m": [], "a": [by(chance, per(1), None, once("m", ratio))]})
    observed = seen(4.0, {"m": 0.0})
    values, found = values_after(made, observed, draws=4000), after_news(made, observed, draws=4000)
    u = (np.arange(2000) + 0.5) / 2000
    z = stats.norm.ppf(u) / stats.norm.ppf(0.95)
    middle = (np.log(0.2 / 0.8) + np.log(0.6 / 0.4)) / 2
    p = 1 / (1 + np.exp(-(middle + z * (np.log(0.6 / 0.4) - middle))))
    h = np.exp((np.log(0.5) + np.log(4.0)) / 2 + z * (np.log(4.0) - np.log(0.5)) / 2)
    likelihood = np.exp(4 * h[None, :] * np.log1p(-p)[:, None])
    assert found.log_likelihood == pytest.approx(np.log(likelihood.mean()), abs=0.03)
    assert found.share == pytest.approx(likelihood.mean() ** 2 / np.mean(likelihood**2), rel=0.03)
    for name, grid, weights in (("a.c0", p, likelihood.mean(axis=1)), ("a.c0.0", h, likelihood.mean(axis=0))):
        exact = np.cumsum(weights) / weights.sum()
        shares = np.array([np.mean(values[name] <= grid[np.searchsorted(exact, at)]) for at in PROBABILITIES])
        assert np.allclose(shares, PROBABILITIES, rtol=0, atol=0.025), name
    together = np.average(np.outer(p, h), weights=likelihood)
    assert np.mean(values["a.c0"] * values["a.c0.0"]) == pytest.approx(together, rel=0.02)
    assert found.keeps.sum() == 1
    assert 0 < found.doubt < 1 / 1000


def test_causes_of_an_event_that_happened_compete_for_it() -> None:
    """That one of two causes did it is likelier the higher either chance: the density p/D + q/D at the start of both windows."""
    made = scenario({"a": [by(SOME, within(3)), by(Count(k=0, n=1), within(3))]})
    values = values_after(made, seen(None, {"a": 1e-6}), draws=4000)
    p, q = stats.beta(3.5, 7.5), stats.beta(0.5, 1.5)
    whole = p.mean() + q.mean()
    assert values["a.c0"].mean() == pytest.approx((p.moment(2) + p.mean() * q.mean()) / whole, abs=0.006)
    assert values["a.c1"].mean() == pytest.approx((q.moment(2) + p.mean() * q.mean()) / whole, abs=0.006)


def test_without_news_the_draws_are_the_ordinary_ones() -> None:
    made = scenario({"a": [by(SOME, within(3))], "b": [by(Between(low=0.1, high=0.4), per(1), after("a"), once("a", 0.5))]})
    program = compile_view(made, VIEW)
    for draws in (1, 300, 2500):
        found = after_news(made, seen(), draws=draws)
        assert np.array_equal(found.values, draw(program, 5, 0, draws))
        assert (found.share, found.doubt, found.log_likelihood, dict(found.marginals)) == (1.0, 0.0, 0.0, {})


def test_more_draws_leave_the_first_ones_as_they_are() -> None:
    made = scenario({"m": [], "a": [by(SOME, within(3), None, once("m", Between(low=0.5, high=2.0)))]})
    few, many = (after_news(made, seen(2.0, {"m": 0.5}), draws=draws) for draws in (700, 2100))
    assert np.array_equal(few.values, many.values[:700])


def test_single_numbers_have_a_likelihood_and_nothing_to_learn() -> None:
    found = after_news(scenario({"a": [by(0.5, per(1))]}), seen(3.0))
    assert found.values.tolist() == [[0.5]]
    assert found.log_likelihood == pytest.approx(3 * np.log(0.5))


def test_what_rests_on_hidden_times_is_left_to_worlds() -> None:
    """b may have been triggered by a hidden a; c stands by itself and learns."""
    events = {"a": [by(SOME, within(3))], "b": [by(SOME, within(3), after("a"))], "c": [by(SOME, within(3))]}
    found = after_news(scenario(events), seen(4.0), hidden=("a",))
    program = compile_view(scenario(events), VIEW)
    assert [program.events[f.event] for f in found.pending] == ["b"]
    assert [program.assumptions[a] for a in found.tied] == ["b.c0"]
    assert [program.assumptions[a] for a in found.marginals] == ["c.c0"]
    assert_distributed(found.values[:, 2], stats.beta(3.5, 8.5), 0.0011)
    assert_distributed(found.values[:, 1], stats.beta(3.5, 7.5), 0.0011)


def test_evidence_that_cannot_be() -> None:
    with pytest.raises(Contradicted) as raised:
        after_news(scenario({"a": [by(SOME, within(3))], "b": [by(0.5, within(1), after("a"))]}), seen(None, {"a": 2.0, "b": 1.0}))
    assert (raised.value.factor.event, raised.value.factor.fired) == (1, True)
    with pytest.raises(Contradicted) as raised:
        after_news(scenario({"a": [by(SOME, within(3))]}), seen(None, {"a": 4.0}))
    assert raised.value.factor.event == 0


def test_how_far_a_distribution_has_moved() -> None:
    """With weights u on (0, 1) the distribution is u^2: furthest from u at a half, by a quarter; its median is the root of a half."""
    u = (np.arange(2000) + 0.5) / 2000
    moved = Marginal(ranks=u, weights=u)
    assert moved.shift == pytest.approx(0.25, abs=1e-3)
    assert moved.at(0.5) == pytest.approx(np.sqrt(0.5), abs=1e-3)
    assert Marginal(ranks=u, weights=np.ones(2000)).shift < 1e-3
