"""Firing times against closed forms: every timing, trigger and modifier.

Distributions are compared by the Kolmogorov-Smirnov statistic, chances by their standard errors (running.tolerance); seeds are fixed.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Timing

from .building import AT_ONCE, Change, Mechanism, after, between, by, every, once, per, scenario, until, within
from .running import assert_shares, times_of, tolerance

Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]
DATES = (0.1, 0.5, 1.0, 1.7, 2.5, 4.0, 7.3, 10.0)
UNLIKELY = 1e-6
"""A Kolmogorov-Smirnov test fails where so small a share of samples would lie further off."""


def rate(p: float, years: float) -> float:
    """Return the constant hazard of ``p per years``."""
    return -math.log(1 - p) / years


def assert_distribution(times: NDArray[np.float64], curve: Curve, horizon: float = 10.0) -> None:
    """Assert that times are distributed as P(T <= t) = curve(t) up to the horizon, and lie at infinity beyond it."""
    assert_shares(times, [(t, float(curve(np.array(t)))) for t in DATES if t <= horizon])
    happened = times[np.isfinite(times)]
    assert happened.size == 0 or happened.max() <= horizon
    total = float(curve(np.array(horizon)))
    assert stats.kstest(happened, lambda t: curve(t) / total).pvalue > UNLIKELY


def survival(curve: Curve, ratio: float, start: float, end: float) -> Curve:
    """Return P(T <= t) of a cause whose hazard is multiplied by a ratio from ``start`` to ``end`` and that follows ``curve`` without it."""

    def reached(t: NDArray[np.float64]) -> NDArray[np.float64]:
        return -np.log1p(-curve(t))

    def result(t: NDArray[np.float64]) -> NDArray[np.float64]:
        left, right = np.minimum(t, start), np.minimum(t, end)
        return -np.expm1(-(reached(t) + (ratio - 1) * (reached(right) - reached(left))))

    return result


CURVES: dict[str, tuple[float, Timing, Curve]] = {
    "within": (0.6, within(4), lambda t: 0.6 * np.clip(t / 4, 0, 1)),
    "between": (0.7, between(1.5, 6.5), lambda t: 0.7 * np.clip((t - 1.5) / 5, 0, 1)),
    "per": (0.3, per(2), lambda t: 1 - 0.7 ** (np.maximum(t, 0) / 2)),
    "certain within": (1.0, within(4), lambda t: np.clip(t / 4, 0, 1)),
    "past the horizon": (0.9, within(30), lambda t: 0.9 * np.clip(t / 30, 0, 1)),
    "next to certain": (0.999, between(1, 3), lambda t: 0.999 * np.clip((t - 1) / 2, 0, 1)),
    "rare": (0.002, within(5), lambda t: 0.002 * np.clip(t / 5, 0, 1)),
}


# ---------------------------------------------------------------- one cause


@pytest.mark.parametrize("name", CURVES)
def test_a_single_cause(name: str) -> None:
    p, timing, curve = CURVES[name]
    assert_distribution(times_of(scenario({"b": [by(p, timing)]}))["b"], curve)


@pytest.mark.parametrize("name", CURVES)
def test_a_cause_with_a_ratio_of_one_is_the_cause(name: str) -> None:
    p, timing, _ = CURVES[name]
    made = {"m": [by(0.5, per(1))], "b": [by(p, timing)], "c": [by(p, timing, None, once("m", 1.0), until("m", 1.0))]}
    assert_distribution(times_of(scenario(made))["c"], CURVES[name][2])


def test_a_cause_at_once() -> None:
    times = times_of(scenario({"b": [by(0.35, AT_ONCE)]}))["b"]
    assert np.all((times == 0) | np.isinf(times))
    assert_shares(times, {0.0: 0.35, 10.0: 0.35})


@pytest.mark.parametrize("name", CURVES)
def test_the_clock_starts_with_the_trigger(name: str) -> None:
    p, timing, curve = CURVES[name]
    times = times_of(scenario({"a": [], "b": [by(p, timing, after("a"))]}), {"a": 2.25})["b"]
    assert_distribution(times, lambda t: np.where(t > 2.25, curve(np.maximum(t - 2.25, 0)), 0.0))


@pytest.mark.parametrize("timing", [within(3), between(1, 2), per(3), AT_ONCE])
@pytest.mark.parametrize("changes", [(), (once("m", 0.5),), (once("m", 3.0), until("m", None))])
def test_a_chance_of_0_never_fires(timing: Timing, changes: tuple[Change, ...]) -> None:
    times = times_of(scenario({"m": [by(0.5, per(1))], "b": [by(0.0, timing, None, *changes)]}), worlds=4096)["b"]
    assert np.isinf(times).all()


@pytest.mark.parametrize("timing", [within(3), between(1, 2), AT_ONCE])
@pytest.mark.parametrize("ratio", [None, 0.0, 0.001, 0.5, 3.0])
def test_a_chance_of_1_always_fires_unless_it_is_blocked(timing: Timing, ratio: float | None) -> None:
    """However small its ratio, an infinite hazard is infinite."""
    times = times_of(scenario({"m": [], "b": [by(1.0, timing, None, once("m", ratio))]}), {"m": 0.0}, worlds=4096)["b"]
    assert (np.isfinite(times) == bool(ratio)).all()


def test_a_chance_of_1_is_blocked_for_good_where_its_window_ends_blocked() -> None:
    made = scenario({"m": [], "b": [by(1.0, within(4), None, once("m", None))]})
    assert_distribution(times_of(made, {"m": 3.0})["b"], lambda t: np.clip(t / 4, 0, 0.75))


@pytest.mark.parametrize("ratio", [0.2, 0.5, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("timing", [within(3), between(1, 4), per(6), AT_ONCE])
def test_a_ratio_that_holds_throughout(timing: Timing, ratio: float) -> None:
    """It turns the chance p into 1 - (1 - p)^h (MODEL.md, section 3)."""
    p = 0.4
    made = scenario({"m": [], "b": [by(p, timing, None, once("m", ratio))], "c": [by(p, timing, None, until("m", ratio))]})
    end = 6.0 if timing == per(6) else 10.0
    assert_shares(times_of(made, {"m": 0.0})["b"], {end: 1 - (1 - p) ** ratio})
    assert_shares(times_of(made, {"m": NEVER})["c"], {end: 1 - (1 - p) ** ratio})
    assert_shares(times_of(made, {"m": NEVER})["b"], {end: p})
    assert_shares(times_of(made, {"m": 0.0})["c"], {end: p})


# ---------------------------------------------------------------- several causes


@pytest.mark.parametrize("length", [2, 3, 5])
def test_a_series_of_rates_is_erlang(length: int) -> None:
    names = [f"e{i}" for i in range(length)]
    made = {n: [by(0.5, per(1.5), after(names[i - 1]) if i else None)] for i, n in enumerate(names)}
    assert_distribution(times_of(scenario(made))[names[-1]], stats.gamma(length, scale=1 / rate(0.5, 1.5)).cdf)


def test_a_series_of_windows_is_a_sum_of_uniforms() -> None:
    made = {"a": [by(1.0, within(1))], "b": [by(1.0, within(1), after("a"))], "c": [by(1.0, within(1), after("b"))]}
    assert_distribution(
        times_of(scenario(made))["c"], lambda t: sum((-1) ** k * math.comb(3, k) * np.clip(t - k, 0, 3 - k) ** 3 / 6 for k in range(4))
    )


def test_a_series_of_chances_multiplies() -> None:
    made = {"a": [by(0.8, within(2))], "b": [by(0.5, AT_ONCE, after("a"))], "c": [by(0.3, between(1, 3), after("b"))]}
    times = times_of(scenario(made))
    assert_shares(times["a"], {10.0: 0.8})
    assert_shares(times["b"], {10.0: 0.8 * 0.5})
    assert_shares(times["c"], {10.0: 0.8 * 0.5 * 0.3})
    together = np.isfinite(times["b"])
    assert np.array_equal(times["b"][together], times["a"][together])


def test_competing_risks_add_their_hazards() -> None:
    made = {"b": [by(0.3, per(1)), by(0.5, per(4)), by(0.2, per(0.5))]}
    total = rate(0.3, 1) + rate(0.5, 4) + rate(0.2, 0.5)
    assert_distribution(times_of(scenario(made))["b"], stats.expon(scale=1 / total).cdf)


def test_the_winner_of_a_race_wins_by_its_share_of_the_hazard() -> None:
    made = {"x": [by(0.3, per(1), None, once("y", None))], "y": [by(0.5, per(4), None, once("x", None))]}
    x, y = rate(0.3, 1), rate(0.5, 4)
    times = times_of(scenario(made))
    assert_distribution(times["x"], lambda t: x / (x + y) * -np.expm1(-(x + y) * t))
    assert_distribution(times["y"], lambda t: y / (x + y) * -np.expm1(-(x + y) * t))


def test_windows_are_noisy_or() -> None:
    chances = (0.3, 0.5, 0.2)
    made = {"b": [by(p, within(5)) for p in chances]}
    assert_distribution(times_of(scenario(made))["b"], lambda t: 1 - np.prod([1 - p * np.clip(t / 5, 0, 1) for p in chances], axis=0))


def test_causes_are_independent_of_each_other() -> None:
    times = times_of(scenario({"a": [by(0.5, within(5))], "b": [by(0.5, within(5))]}))
    both = np.mean(np.isfinite(times["a"]) & np.isfinite(times["b"]))
    assert abs(both - 0.25) <= tolerance(0.25, times["a"].size)
    happened = np.isfinite(times["a"]) & np.isfinite(times["b"])
    assert stats.pearsonr(times["a"][happened], times["b"][happened]).pvalue > UNLIKELY


# ---------------------------------------------------------------- triggers

LETTERS = "abcde"


@pytest.mark.parametrize(("many", "needs"), [(n, k) for n in range(1, 6) for k in range(1, n + 1)])
@pytest.mark.parametrize("as_one", [False, True])
def test_a_trigger_is_an_order_statistic(many: int, needs: int, as_one: bool) -> None:  # noqa: FBT001 - a parameter of the test
    made: dict[str, list[Mechanism]] = {e: [by(0.8, within(5))] for e in LETTERS[:many]}
    made |= {"b_at_once": [by(1.0, AT_ONCE, after(*LETTERS[:many], needs=needs))]}
    times = times_of(scenario(made), as_one=as_one)
    assert_distribution(times["b_at_once"], lambda t: stats.binom.sf(needs - 1, many, 0.8 * np.clip(t / 5, 0, 1)))
    ordered = np.sort([times[e] for e in LETTERS[:many]], axis=0)
    assert np.array_equal(times["b_at_once"], ordered[needs - 1])


def test_all_and_any_and_what_follows_from_them() -> None:
    made = {
        "a": [by(0.5, per(1))],
        "b": [by(0.3, per(1))],
        "first": [by(1.0, AT_ONCE, after("a", "b"))],
        "last": [by(1.0, AT_ONCE, every("a", "b"))],
        "later": [by(0.5, within(2), every("a", "b"))],
    }
    x, y = rate(0.5, 1), rate(0.3, 1)
    times = times_of(scenario(made, 40.0))
    assert_distribution(times["first"], stats.expon(scale=1 / (x + y)).cdf, 40.0)
    assert_distribution(times["last"], lambda t: np.expm1(-x * t) * np.expm1(-y * t), 40.0)
    lag = (times["later"] - times["last"])[np.isfinite(times["later"])]
    assert stats.kstest(lag, stats.uniform(0, 2).cdf).pvalue > UNLIKELY


# ---------------------------------------------------------------- modifiers


def mixture(mu: float, before: float, behind: float) -> Curve:
    """Return P(T <= t) where the hazard is ``before`` until an exponential time of rate ``mu`` and ``behind`` from then on."""
    total = mu + before

    def curve(t: NDArray[np.float64]) -> NDArray[np.float64]:
        return 1 - np.exp(-total * t) - mu * np.exp(-behind * t) * -np.expm1(-(total - behind) * t) / (total - behind)

    return curve


@pytest.mark.parametrize("ratio", [0.0, 0.25, 2.0, 3.5])
def test_a_modifier_of_a_rate_that_starts_or_ends_at_random(ratio: float) -> None:
    lam, mu = rate(0.3, 1), rate(0.4, 2)
    made = {
        "m": [by(0.4, per(2))],
        "starts": [by(0.3, per(1), None, once("m", ratio))],
        "ends": [by(0.3, per(1), None, until("m", ratio))],
    }
    times = times_of(scenario(made))
    assert_distribution(times["starts"], mixture(mu, lam, ratio * lam))
    assert_distribution(times["ends"], mixture(mu, ratio * lam, lam))


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("at", [0.0, 0.7, 2.0, 5.0, 9.0])
@pytest.mark.parametrize("ratio", [0.0, 0.3, 2.5])
def test_a_modifier_that_starts_or_ends_at_a_known_time(name: str, at: float, ratio: float) -> None:
    p, timing, curve = CURVES[name]
    made = {"m": [], "starts": [by(p, timing, None, once("m", ratio))], "ends": [by(p, timing, None, until("m", ratio))]}
    times = times_of(scenario(made), {"m": at}, worlds=1 << 16)
    with np.errstate(divide="ignore", invalid="ignore"):  # a window that is certain to fire has an infinite hazard at its end
        for event, start, end in (("starts", at, math.inf), ("ends", 0.0, at)):
            closed = survival(curve, ratio, start, end)
            chances = [(t, float(closed(np.array(t)))) for t in DATES]
            assert_shares(times[event], [(t, c) for t, c in chances if not math.isnan(c)])


@pytest.mark.parametrize("name", ["within", "between", "per"])
def test_two_modifiers_that_overlap(name: str) -> None:
    """From 1 to 4 the hazard is doubled, from 2.5 it is halved; from 2.5 to 4 both hold and nothing is changed."""
    p, timing, curve = CURVES[name]
    made = {"m": [], "n": [], "o": [], "b": [by(p, timing, None, once("m", 2.0), once("n", 0.5), once("o", 0.5))]}
    times = times_of(scenario(made), {"m": 1.0, "n": 2.5, "o": 4.0})["b"]

    def reached(t: NDArray[np.float64]) -> NDArray[np.float64]:
        return -np.log1p(-curve(t))

    def closed(t: NDArray[np.float64]) -> NDArray[np.float64]:
        a, b, c = (np.minimum(t, x) for x in (1.0, 2.5, 4.0))
        return -np.expm1(-(reached(a) + 2 * (reached(b) - reached(a)) + (reached(c) - reached(b)) + 0.5 * (reached(t) - reached(c))))

    assert_distribution(times, closed)


def test_a_rate_that_ends_and_another_that_begins() -> None:
    made = {"m": [], "n": [], "b": [by(0.3, per(1), None, once("m", None), name="x"), by(0.3, per(1), every("m", "n"), name="y")]}
    lam = rate(0.3, 1)
    times = times_of(scenario(made), {"m": 2.0, "n": 5.0})["b"]
    assert_distribution(times, lambda t: -np.expm1(-lam * (np.minimum(t, 2) + np.maximum(t - 5, 0))))


def test_a_modifier_that_holds_between_two_events() -> None:
    """``once: m`` by 3 and, from n on, ``once: n`` by a third, which undoes it."""
    lam = rate(0.2, 1)
    made = {"m": [], "n": [], "b": [by(0.2, per(1), None, once("m", 3.0), once("n", 1 / 3))]}
    times = times_of(scenario(made), {"m": 1.0, "n": 3.0})["b"]
    assert_distribution(times, lambda t: -np.expm1(-lam * (t + 2 * (np.minimum(t, 3) - np.minimum(t, 1)))))


def test_a_modifier_before_the_trigger_holds_from_the_first_moment() -> None:
    made = {
        "m": [],
        "a": [],
        "b": [by(0.5, within(2), after("a"), once("m", None))],
        "c": [by(0.5, within(2), after("a"), until("m", None))],
    }
    times = times_of(scenario(made), {"m": 1.0, "a": 3.0})
    assert np.isinf(times["b"]).all()
    assert_distribution(times["c"], lambda t: 0.5 * np.clip((t - 3) / 2, 0, 1))


@pytest.mark.parametrize(("at", "holds"), [(1.0, True), (2.0, True), (2.5, False), (NEVER, False)])
def test_a_modifier_of_a_cause_at_once_counts_at_that_instant(at: float, holds: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """``once: e`` holds where T(e) <= t, so also where e happens at the same instant; ``until: e`` is its contrary."""
    made = {"m": [], "a": [], "b": [by(0.4, AT_ONCE, after("a"), once("m", 2.0))], "c": [by(0.4, AT_ONCE, after("a"), until("m", 2.0))]}
    times = times_of(scenario(made), {"a": 2.0, "m": at})
    assert_shares(times["b"], {2.0: 1 - 0.6**2 if holds else 0.4, 1.99: 0.0, 10.0: 1 - 0.6**2 if holds else 0.4})
    assert_shares(times["c"], {2.0: 0.4 if holds else 1 - 0.6**2})


def test_an_event_of_the_same_instant_modifies() -> None:
    made = {
        "a": [by(1.0, within(8))],
        "m": [by(0.5, AT_ONCE, after("a"))],
        "b": [by(0.9, AT_ONCE, after("a"), once("m", None))],
    }
    times = times_of(scenario(made))
    assert not (np.isfinite(times["m"]) & np.isfinite(times["b"])).any()
    assert_distribution(times["b"], lambda t: 0.45 * np.clip(t / 8, 0, 1))


# ---------------------------------------------------------------- horizon, doing and learning


def test_nothing_happens_past_the_horizon() -> None:
    made = {"a": [by(0.5, per(1))], "b": [by(0.5, within(3), after("a"))]}
    long, short = times_of(scenario(made, 10.0)), times_of(scenario(made, 4.0))
    for event in made:
        assert np.array_equal(short[event], np.where(long[event] <= 4.0, long[event], np.inf))


def test_doing_differs_from_learning_where_there_is_a_common_cause() -> None:
    """The storm brings both; to ring the bell does nothing to the flood, to hear it says that there is a storm."""
    made = {
        "storm": [by(0.3, AT_ONCE)],
        "bell": [by(0.9, within(1), after("storm"))],
        "flood": [by(0.5, within(2), after("storm")), by(0.1, within(2))],
    }
    worlds = 1 << 18
    alone = times_of(scenario(made), worlds=worlds)
    done = times_of(scenario(made), {"bell": 0.5}, worlds=worlds)
    kept = times_of(scenario(made), {"bell": NEVER}, worlds=worlds)
    flood = 0.3 * (1 - 0.5 * 0.9) + 0.7 * 0.1
    assert_shares(done["flood"], {2.0: flood})
    assert_shares(kept["flood"], {2.0: flood})
    assert np.array_equal(done["flood"], kept["flood"])
    heard = alone["bell"] <= 1.0
    assert_shares(alone["flood"][heard], {2.0: 1 - 0.5 * 0.9})
    assert_shares(alone["flood"][~heard], {2.0: (0.3 * 0.1 * (1 - 0.5 * 0.9) + 0.7 * 0.1) / (0.3 * 0.1 + 0.7)})


def test_doing_at_a_time_overrides_causes() -> None:
    made = scenario({"a": [by(0.9, within(1))], "b": [by(0.6, within(4), after("a"))]})
    times = times_of(made, {"a": 3.0})
    assert (times["a"] == 3.0).all()
    assert_distribution(times["b"], lambda t: 0.6 * np.clip((t - 3) / 4, 0, 1))
    assert np.isinf(times_of(made, {"a": NEVER})["b"]).all()
