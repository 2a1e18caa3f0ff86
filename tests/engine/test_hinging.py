"""What answers hinge on, against scenarios whose answers are products, sums or known otherwise."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import beta

from ifso.engine.hinging import find_linchpins
from ifso.engine.linchpins import Depth, Effort, Instead, Linchpin, Linchpins, Of, ViewLinchpins
from ifso.engine.replicating import Measured
from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Kind, Scenario

QUICK = Effort(blocks=16, swing_worlds=1024, effect_worlds=256, flip_worlds=1024, answer_worlds=1024)


def scenario(events: str, views: str, question: str = "{if: a, then: c}") -> Scenario:
    head = "ifso: 1\ntitle: Test\nstart: 2026-01-01\nhorizon: 10 years\n"
    return read_scenario(f"{head}events:\n{events}\nviews:\n{views}\nquestions:\n  main: {question}\n")[0]


def find(meant: Scenario, *views: str, **request: object) -> Linchpins:
    settings = {"effort": QUICK, **request}
    return find_linchpins(meant, meant.questions["main"], views or list(meant.views), **settings)


def only(found: Linchpins) -> tuple[ViewLinchpins, dict[str, Linchpin]]:
    (view,) = found.views
    return view, {one.name: one for one in view.linchpins}


def near(measured: Measured | None, exact: float, least: float = 1e-9) -> bool:
    """Tell whether a number lies within four standard errors of what it should be."""
    assert measured is not None
    assert measured.error is not None
    return abs(measured.value - exact) <= max(4 * measured.error, least)


CHAIN = """
  a: {says: A., resolves: x, causes: {c: {}}}
  b: {says: B., resolves: x, causes: {c: {after: a}}}
  c: {says: C., resolves: x, causes: {c: {after: b}}}
"""
PRODUCT = scenario(CHAIN, "  v: {a.c: 10% within 1 year, b.c: 3 of 5 at once, c.c: 20 of 40 at once}")
"""P(c | do a) is the product of two chances, Beta(3.5, 2.5) and Beta(20.5, 20.5)."""
FORK = """
  a: {says: A., resolves: x, causes: {c: {}}}
  coin: {says: Coin., resolves: x, causes: {c: {}}}
  c: {says: C., resolves: x, causes: {one: {after: coin}, two: {modified: [{once: coin, by: blocks}]}}}
"""
SUM = scenario(FORK, "  v: {a.c: 10% within 1 year, coin.c: 50% at once, c.one: 4 of 9 at once, c.two: 6 of 8 within 1 year}", "{then: c}")
"""P(c) is half the chance of one cause and half that of the other, Beta(4.5, 5.5) and Beta(6.5, 2.5)."""


def test_a_product_has_the_shares_that_follow_from_moments() -> None:
    means, variances = np.array([beta(3.5, 2.5).stats(), beta(20.5, 20.5).stats()]).T
    whole = np.prod(variances + means**2) - np.prod(means**2)
    view, ones = only(find(PRODUCT))
    assert near(view.variance, whole)
    for i, name in enumerate(("b.c", "c.c")):
        other = 1 - i
        assert near(ones[name].first, variances[i] * means[other] ** 2 / whole)
        assert near(ones[name].total, variances[i] * (variances[other] + means[other] ** 2) / whole)
        assert ones[name].total.error < 0.08
    assert near(view.answer, np.prod(means))


def test_a_sum_has_shares_that_are_alone_all_there_is() -> None:
    variances = np.array([beta(4.5, 5.5).var(), beta(6.5, 2.5).var()])
    view, ones = only(find(SUM))
    assert near(view.variance, variances.sum() / 4)
    for i, name in enumerate(("c.one", "c.two")):
        assert near(ones[name].first, variances[i] / variances.sum())
        assert near(ones[name].total, variances[i] / variances.sum())


def test_a_swing_is_the_answer_at_either_end() -> None:
    view, ones = only(find(PRODUCT))
    low, middle, high = beta(3.5, 2.5).ppf([0.05, 0.5, 0.95])
    at = beta(20.5, 20.5).median()
    swing = ones["b.c"].swing
    assert swing is not None
    assert (swing.low, swing.high) == pytest.approx((low, high))
    assert near(swing.at_low, low * at)
    assert near(swing.at_high, high * at)
    assert near(swing.change, (high - low) * at)
    assert swing.change.error < 0.01
    assert near(view.at_medians, middle * at)
    assert [one.name for one in view.linchpins] == ["b.c", "c.c"]


def test_what_is_not_asked_through_is_no_linchpin() -> None:
    view, ones = only(find(PRODUCT))
    assert "a.c" not in ones  # its event is made to happen
    assert set(view.held) == {"b.c", "c.c"}


def test_never_and_certain_stand_in_every_draw_of_the_others() -> None:
    _, ones = only(find(SUM))
    one, two = beta(4.5, 5.5).mean(), beta(6.5, 2.5).mean()
    effects = ones["c.one"].effects
    assert near(effects[Instead.NEVER].value, two / 2)
    assert near(effects[Instead.NEVER].change, -one / 2)
    assert near(effects[Instead.CERTAIN].change, (1 - one) / 2)
    assert near(ones["coin.c"].effects[Instead.NEVER].value, two)
    assert near(ones["coin.c"].effects[Instead.CERTAIN].value, one)


def test_a_chance_that_causes_share_is_never_and_certain_in_all_of_them() -> None:
    events = """
  a: {says: A., resolves: x, causes: {c: {}}}
  c: {says: C., resolves: x, causes: {one: {after: a, chance: p}, two: {after: a, chance: p}}}
"""
    _, ones = only(find(scenario(events, "  v: {a.c: 10% within 1 year, p: 30% at once}")))
    assert near(ones["p"].effects[Instead.NEVER].value, 0.0)
    assert near(ones["p"].effects[Instead.CERTAIN].value, 1.0)
    assert near(ones["p"].effects[Instead.NEVER].change, -(1 - 0.7**2))


MODIFIED = """
  a: {says: A., resolves: x, causes: {c: {}}}
  c: {says: C., resolves: x, causes: {c: {modified: [{once: a, by: effect}]}}}
"""


def test_a_ratio_is_left_out_as_one_and_flips_where_it_must() -> None:
    meant = scenario(MODIFIED, "  v: {a.c: 10% within 1 year, c.c: 20% within 1 year, effect: 2 to 4}")
    view, ones = only(find(meant, threshold=0.36))
    effect = ones["effect"]
    assert set(effect.effects) == {Instead.WITHOUT}
    assert near(effect.effects[Instead.WITHOUT].value, 0.2)
    assert effect.flip is not None
    assert effect.flip.error is not None
    assert abs(effect.flip.value - 2.0) < 4 * effect.flip.error + 0.05  # 1 - 0.8^2 = 36%
    assert not effect.flip.above
    assert near(view.at_medians, 1 - 0.8 ** np.sqrt(8))
    assert effect.kind is Kind.RATIO


def test_flip_points_of_a_product() -> None:
    _, ones = only(find(PRODUCT, threshold=0.4))
    flip = ones["b.c"].flip
    assert flip is not None
    assert flip.error is not None
    assert abs(flip.value - 0.4 / beta(20.5, 20.5).median()) < 4 * flip.error
    assert flip.above
    _, ones = only(find(PRODUCT, threshold=0.7))
    assert ones["b.c"].flip is None  # with the other at its median it stays below 50%
    assert ones["b.c"].flip_sought


def test_single_numbers_have_no_swing_and_no_share() -> None:
    meant = scenario(CHAIN, "  v: {a.c: 10% within 1 year, b.c: 60% at once, c.c: 50% at once}")
    view, ones = only(find(meant))
    assert view.variance is None
    assert view.uncertain == 0
    assert all(one.is_certain and one.swing is None and one.first is None and one.total is None for one in view.linchpins)
    assert near(view.answer, 0.3)
    assert near(ones["b.c"].effects[Instead.CERTAIN].value, 0.5)


def test_uncertain_numbers_come_first_by_swing_and_then_single_ones_by_effect() -> None:
    events = CHAIN + "  d: {says: D., resolves: x, causes: {c: {after: c}, e: {after: a}}}\n"
    views = "  v: {a.c: 1% within 1 year, b.c: 40% to 60% at once, c.c: 10% to 90% at once, d.c: 90% at once, d.e: 1% at once}"
    view, _ = only(find(scenario(events, views, "{if: a, then: d}")))
    assert [one.name for one in view.linchpins] == ["c.c", "b.c", "d.e", "d.c"]
    for one, other in pairwise(view.linchpins):
        assert one.is_certain <= other.is_certain


def test_another_views_number_and_timing_are_taken_for_one_assumption() -> None:
    views = """
  v: {a.c: 10% within 1 year, b.c: 60% at once, c.c: 20% to 40% at once}
  w: {else: v, b.c: 20% within 40 years}
"""
    meant = scenario(CHAIN, views)
    found = find(meant, "v", "w")
    one = {each.name: each for each in found.views[0].linchpins}
    assert set(one["b.c"].as_others) == {"w"}
    assert not one["c.c"].as_others
    other = found.views[1]
    assert other.answer is not None
    effect = one["b.c"].as_others["w"]
    assert near(effect.value, other.answer.value, 4 * (other.answer.error or 0))
    back = {each.name: each for each in other.linchpins}["b.c"].as_others["v"]
    assert back.change.value == pytest.approx(-effect.change.value, abs=1e-12)  # the same two answers on the same draws and worlds


def test_a_view_that_counts_for_history_comes_first() -> None:
    views = """
  v: {a.c: 10% within 1 year, b.c: 60% at once, c.c: 30% at once}
  w: {else: v, b.c: 20% at once}
  x: {else: v, b.c: 30% at once}
"""
    one = find(scenario(CHAIN, views), "x").views[0].linchpins
    assert [list(each.as_others) for each in one if each.name == "b.c"] == [["v", "w"]]


def test_a_difference_is_taken_apart_as_well() -> None:
    events = """
  a: {says: A., resolves: x, causes: {c: {}}}
  c: {says: C., resolves: x, causes: {by_a: {after: a}, alone: {}}}
"""
    meant = scenario(events, "  v: {a.c: 10% within 1 year, c.by_a: 4 of 9 at once, c.alone: 6 of 8 within 1 year}")
    view, ones = only(find(meant, of=Of.DIFFERENCE, threshold=None))
    by_a, alone = beta(4.5, 5.5), beta(6.5, 2.5)
    assert near(view.answer, by_a.mean() * (1 - alone.mean()))
    assert near(ones["c.alone"].effects[Instead.NEVER].value, by_a.mean())
    assert ones["c.alone"].effects[Instead.CERTAIN].value.value == 0.0
    assert not ones["c.alone"].flip_sought


def test_what_is_learnt_is_a_condition_on_worlds() -> None:
    meant = scenario(CHAIN, "  v: {a.c: 30% within 1 year, b.c: 3 of 5 at once, c.c: 20 of 40 at once}", "{given: a, then: c}")
    view, ones = only(find(meant))
    assert near(view.at_medians, beta(3.5, 2.5).median() * beta(20.5, 20.5).median())
    assert near(ones["c.c"].effects[Instead.CERTAIN].value, beta(3.5, 2.5).mean())
    never = ones["a.c"].effects
    assert Instead.NEVER not in never  # where a never happens there is nothing to learn from
    assert Instead.CERTAIN in never


def test_what_no_world_can_tell_is_left_open() -> None:
    meant = scenario(CHAIN, "  v: {a.c: 0% within 1 year, b.c: 3 of 5 at once, c.c: 50% at once}", "{given: a, then: c}")
    view, ones = only(find(meant))
    assert view.answer is None
    assert view.at_medians is None
    assert view.variance is None
    assert ones["b.c"].swing is None
    assert not ones["b.c"].flip_sought


def test_neither_threads_nor_the_other_views_change_a_figure() -> None:
    one, other = find(PRODUCT, threads=1), find(PRODUCT, threads=5)
    assert one == other


def test_swings_alone_are_quick_and_the_same() -> None:
    whole, short = find(PRODUCT), find(PRODUCT, depth=Depth.SWINGS)
    assert [one.swing for one in whole.views[0].linchpins] == [one.swing for one in short.views[0].linchpins]
    assert short.views[0].answer is None
    assert all(one.first is None and not one.effects and one.flip is None for one in short.views[0].linchpins)


def test_single_numbers_alone_are_told_by_their_effects_in_short() -> None:
    meant = scenario(CHAIN, "  v: {a.c: 10% within 1 year, b.c: 90% at once, c.c: 20% at once}")
    view, ones = only(find(meant, depth=Depth.SWINGS))
    assert [one.name for one in view.linchpins] == ["c.c", "b.c"]
    assert near(ones["c.c"].effects[Instead.CERTAIN].value, 0.9)


def test_fixed_events_of_a_request_count() -> None:
    found = find(SUM, fixed={"coin": 0.0})
    _, ones = only(found)
    assert "coin.c" not in ones
    assert near(ones["c.one"].effects[Instead.CERTAIN].value, 1.0)
    assert found.fixed == {"coin": 0.0}
