"""Cruxes against closed forms: chains of links, each certain to be independent of the others, so that an answer is a product of chances."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray

from ifso.engine import orders
from ifso.engine.answering import Reading, Sizes, answer
from ifso.engine.compiling import compile_view
from ifso.engine.cruxes import Cruxes, cruxes, share_out
from ifso.engine.deciding import answer_played
from ifso.engine.draws import draw
from ifso.engine.evaluating import Evaluator
from ifso.engine.merging import merge
from ifso.engine.mixing import Of
from ifso.engine.play import compile_play
from ifso.engine.seeking import DIFFERENCE
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import (
    Count,
    Decided,
    Decision,
    Done,
    Exactly,
    Fixed,
    Learnt,
    Mixed,
    Number,
    Question,
    Reasoned,
    Scenario,
    Timing,
)

from .building import AT_ONCE, VIEW, after, by, chosen, once, per, scenario, with_choices, within
from .test_merging import with_view

Floats = NDArray[np.float64]
VIEWS = (VIEW, "other")
SIZES = Sizes(draws=1000, worlds=2048)
ERRORS = 4.5
"""Standard errors that a value may be off: one in 150,000 is further off by chance."""


def chain(one: Sequence[Number], other: Sequence[Number], timing: Timing = AT_ONCE) -> Scenario:
    """Return two views of a chain in which each event brings about the next at once."""
    names = [f"e{i}" for i in range(len(one) + 1)]
    events = {"e0": [by(0.5, within(1))]} | {names[i + 1]: [by(p, timing, after(names[i]))] for i, p in enumerate(one)}
    return with_view(scenario(events), "other", {f"{names[i + 1]}.c0": (p, timing) for i, p in enumerate(other)})


def asked(links: int) -> Question:
    return Question(name="q", then=f"e{links}", by=10.0, antecedent=Done(event="e0", at=0.0))


def points(*values: float) -> list[Number]:
    return [Exactly(value=value) for value in values]


def mean_of(number: Number) -> float:
    return number.value if isinstance(number, Exactly) else (number.k + 0.5) / (number.n + 1) if isinstance(number, Count) else math.nan


def of_product(one: Sequence[float], other: Sequence[float]) -> Floats:
    """Return the Shapley values of a product, by how many of the others come before, from elementary symmetric polynomials."""
    players = len(one)
    found = np.zeros(players)
    for i in range(players):
        ways = np.array([1.0])  # by how many have changed over, the sum of products of the others
        for j in (j for j in range(players) if j != i):
            ways = np.convolve(ways, [one[j], other[j]])
        shares = [1 / (players * math.comb(players - 1, s)) for s in range(players)]
        found[i] = (other[i] - one[i]) * float(ways @ shares)
    return found


def by_name(found: Cruxes) -> Mapping[str, tuple[float, float]]:
    return {crux.name: (crux.value, crux.error or 0.0) for crux in found.cruxes}


def assert_values(found: Cruxes, names: Sequence[str], expected: Sequence[float], scale: float = ERRORS) -> None:
    values = by_name(found)
    assert set(values) == set(names)
    for name, truth in zip(names, expected, strict=True):
        value, error = values[name]
        assert abs(value - truth) <= scale * error + 1e-12, f"{name}: {value} ± {error} instead of {truth}"


def test_the_values_of_a_product_are_those_of_all_orders() -> None:
    one, other = [0.9, 0.2, 0.7, 0.5], [0.4, 0.6, 0.1, 0.95]
    total = np.zeros(4)
    for order in permutations(range(4)):
        now = list(one)
        for i in order:
            before = math.prod(now)
            now[i] = other[i]
            total[i] += math.prod(now) - before
    assert of_product(one, other) == pytest.approx(total / 24)


@pytest.mark.parametrize("links", [1, 2, 5, 8])
def test_a_chain_of_points_with_all_its_mixtures(links: int) -> None:
    one, other = np.linspace(0.95, 0.7, links).tolist(), np.linspace(0.3, 0.85, links).tolist()
    found = cruxes(chain(points(*one), points(*other)), asked(links), VIEWS, sizes=Sizes(draws=400, worlds=2048))
    assert found.samples[0].orders == 0
    assert found.samples[0].mixtures == 2**links
    assert_values(found, [f"e{i + 1}.c0" for i in range(links)], of_product(one, other).tolist())
    assert [abs(crux.value) for crux in found.cruxes] == sorted((abs(crux.value) for crux in found.cruxes), reverse=True)


@pytest.mark.parametrize("links", [9, 14])
def test_a_chain_of_counts_with_sampled_orders(links: int) -> None:
    one: list[Number] = [Count(k=18 - i % 3, n=19) for i in range(links)]
    other: list[Number] = [Count(k=10 + i % 5, n=17) for i in range(links)]
    found = cruxes(chain(one, other), asked(links), VIEWS, sizes=SIZES)
    assert found.samples[0].orders > 1000
    truth = of_product([mean_of(n) for n in one], [mean_of(n) for n in other])
    assert_values(found, [f"e{i + 1}.c0" for i in range(links)], truth.tolist())


def test_parts_add_up_to_the_difference_of_the_answers_that_are_asked_for() -> None:
    one, other = [Count(k=8, n=10), *points(0.9, 0.5)], [*points(0.5), Count(k=3, n=4), *points(0.2)]
    made = chain(one, other)
    found = cruxes(made, asked(3), VIEWS, seed=4, sizes=SIZES)
    answers = [answer(compile_view(made, view), asked(3), seed=4, sizes=SIZES).chances[Reading.DO] for view in VIEWS]
    for ours, theirs in zip(found.answers, answers, strict=True):
        assert theirs is not None
        assert (ours.value, ours.low, ours.high) == (theirs.value, theirs.low, theirs.high)
        assert ours.error == pytest.approx(theirs.error, rel=1e-9)
    assert found.difference == found.answers[1].value - found.answers[0].value
    assert sum(crux.value for crux in found.cruxes) == pytest.approx(found.difference, abs=1e-12)


def test_the_other_way_round_the_parts_have_the_other_sign() -> None:
    made = chain(points(0.9, 0.5, 0.3), points(0.5, 0.8, 0.6))
    there, back = (cruxes(made, asked(3), views, sizes=SIZES) for views in (VIEWS, VIEWS[::-1]))
    assert there.difference == -back.difference
    for name, (value, error) in by_name(there).items():
        assert abs(value + by_name(back)[name][0]) <= 2 * ERRORS * error


def test_a_single_difference_is_the_crux() -> None:
    found = cruxes(chain(points(0.9, 0.5), points(0.3, 0.5)), asked(2), VIEWS, sizes=SIZES)
    (crux,) = found.cruxes
    assert (crux.name, crux.of, crux.value) == ("e1.c0", Of.ASSUMPTION, found.difference)
    assert crux.error == pytest.approx(found.error)


def test_views_that_agree_have_no_cruxes() -> None:
    found = cruxes(chain(points(0.9, 0.5), points(0.9, 0.5)), asked(2), VIEWS, sizes=SIZES)
    assert (found.cruxes, found.difference, found.differing) == ((), 0.0, 0)


def test_what_the_answer_does_not_rest_on_is_no_crux() -> None:
    made = chain(points(0.9, 0.5, 0.7), points(0.3, 0.6, 0.1))
    found = cruxes(made, asked(2), VIEWS, sizes=SIZES)
    assert {crux.name for crux in found.cruxes} == {"e1.c0", "e2.c0"}
    assert found.differing == 3
    assert set(found.held[0]) == set(found.held[1]) == {"e1.c0", "e2.c0"}


def test_what_changes_nothing_has_no_part_at_all() -> None:
    events = {"a": [by(0.6, AT_ONCE)], "b": [by(0.0, per(1), after("a"), once("a", 2.0)), by(0.7, AT_ONCE, after("a"))]}
    other = {"b.c0.0": (Exactly(value=3.0), None), "b.c1": (Exactly(value=0.2), AT_ONCE)}
    found = cruxes(with_view(scenario(events), "other", other), Question(name="q", then="b", by=5.0), VIEWS, sizes=SIZES)
    assert by_name(found)["b.c0.0"] == (0.0, 0.0)
    assert by_name(found)["b.c1"][0] == pytest.approx(found.difference)


def test_two_links_that_are_alike_have_parts_that_are_alike() -> None:
    found = by_name(cruxes(chain(points(0.9, 0.9, 0.5), points(0.3, 0.3, 0.8)), asked(3), VIEWS, sizes=SIZES))
    (one, error), (other, _) = found["e1.c0"], found["e2.c0"]
    assert abs(one - other) <= 2 * ERRORS * error


def test_a_timing_is_a_crux_and_a_shared_number_one() -> None:
    events = {"a": [by(0.5, within(4), shared="p")], "b": [by(0.5, within(4), after("a"), shared="p"), by(0.1, per(10))]}
    other = {"p": (Exactly(value=0.5), within(1)), "b.c1": (Exactly(value=0.3), per(10))}
    found = cruxes(with_view(scenario(events), "other", other), Question(name="q", then="b", by=3.0), VIEWS, sizes=SIZES)

    def chance(last: float, often: float) -> float:
        t = np.linspace(0, 3, 200_001)
        middle = (t[1:] + t[:-1]) / 2
        happened = np.where(middle < last, 0.5 / last, 0) * 0.5 * np.clip((3 - middle) / last, 0, 1)
        through_a = float(happened.sum() * (t[1] - t[0]))
        return 1 - (1 - through_a) * (1 - often) ** 0.3

    early = (chance(1.0, 0.1) - chance(4.0, 0.1) + chance(1.0, 0.3) - chance(4.0, 0.3)) / 2
    often = (chance(4.0, 0.3) - chance(4.0, 0.1) + chance(1.0, 0.3) - chance(1.0, 0.1)) / 2
    assert_values(found, ["p", "b.c1"], [early, often])


@pytest.mark.parametrize("of", ["do", "do not", "left alone", DIFFERENCE])
def test_every_number_of_an_answer_can_be_shared_out(of: str) -> None:
    events = {"a": [by(0.5, AT_ONCE)], "b": [by(0.6, AT_ONCE, after("a")), by(0.2, AT_ONCE)]}
    other = {"a.c0": (0.3, 0.5), "b.c0": (0.9, 0.6), "b.c1": (0.4, 0.2)}
    made = with_view(scenario(events), "other", {name: (Exactly(value=p), AT_ONCE) for name, (p, _) in other.items()})
    found = cruxes(made, Question(name="q", then="b", by=5.0, antecedent=Done(event="a")), VIEWS, of=of, sizes=SIZES)

    def worth(a: float, through: float, alone: float) -> float:
        a = {"do": 1.0, "do not": 0.0}.get(of, a)
        with_a = 1 - (1 - through) * (1 - alone)
        return with_a - alone if of == DIFFERENCE else a * with_a + (1 - a) * alone

    total = dict.fromkeys(other, 0.0)
    for order in permutations(other):
        now = {name: before for name, (_, before) in other.items()}
        for name in order:
            last = worth(*now.values())
            now[name] = other[name][0]
            total[name] += (worth(*now.values()) - last) / 6
    names = [crux.name for crux in found.cruxes]
    assert_values(found, names, [total[name] for name in names])
    assert sum(total[name] for name in names) == pytest.approx(sum(total.values()))


def test_what_is_learnt_is_shared_out_as_a_ratio() -> None:
    events = {"a": [by(0.5, within(4))], "b": [by(0.6, AT_ONCE, after("a")), by(0.2, within(4))]}
    other = {"a.c0": (Exactly(value=0.3), within(4)), "b.c0": (Exactly(value=0.9), AT_ONCE), "b.c1": (Exactly(value=0.4), within(4))}
    made = with_view(scenario(events), "other", other)
    found = cruxes(made, Question(name="q", then="b", by=4.0, antecedent=Learnt(event="a", by=4.0)), VIEWS, sizes=SIZES)
    parts = {
        "b.c0": (0.9 - 0.6) * (1 - (0.2 + 0.4) / 2),
        "b.c1": (0.4 - 0.2) * (1 - (0.6 + 0.9) / 2),
        "a.c0": 0.0,
    }
    assert found.of == "given"
    assert_values(found, list(parts), list(parts.values()))


def test_what_is_fixed_besides_and_assumed_is_the_same_for_both() -> None:
    made = chain(points(0.9, 0.5, 0.6), points(0.3, 0.9, 0.2))
    given = made.views["other"].values["e3.c0"]
    found = cruxes(made, asked(3), VIEWS, fixed={"e1": 0.0}, assumed={"e3.c0": given}, sizes=SIZES)
    assert [crux.name for crux in found.cruxes] == ["e2.c0"]
    assert found.cruxes[0].value == pytest.approx(0.2 * (0.9 - 0.5), abs=ERRORS * (found.error or 0))
    assert found.held[0]["e3.c0"].lender == found.held[1]["e3.c0"].lender == ""


def test_threads_change_nothing() -> None:
    made = chain([Count(k=8, n=10)] * 9, [Count(k=3, n=10)] * 9)
    one, two = (cruxes(made, asked(9), VIEWS, sizes=Sizes(draws=400, worlds=2048), threads=threads) for threads in (1, 2))
    assert one.cruxes == two.cruxes
    other = cruxes(made, asked(9), VIEWS, sizes=Sizes(draws=400, worlds=2048), seed=1)
    assert other.cruxes != one.cruxes


def test_errors_are_what_they_say() -> None:
    """Over seeds, the values scatter about the truth as their standard errors tell, with sampled orders and with all mixtures."""
    links = 9
    one: list[Number] = [Count(k=17, n=19)] * links
    other: list[Number] = [Count(k=10, n=17 + i) for i in range(links)]
    truth = of_product([mean_of(n) for n in one], [mean_of(n) for n in other])
    made, offs = chain(one, other), []
    for seed in range(24):
        found = by_name(cruxes(made, asked(links), VIEWS, seed=seed, sizes=Sizes(draws=500, worlds=2048)))
        offs.append([(found[f"e{i + 1}.c0"][0] - truth[i]) / found[f"e{i + 1}.c0"][1] for i in range(links)])
    squares = np.mean(np.square(offs))
    assert 0.5 < squares < 1.6
    assert np.abs(offs).max() < ERRORS
    assert np.abs(np.mean(offs, axis=0)).max() < ERRORS / math.sqrt(len(offs))


def test_sampled_orders_agree_with_all_mixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    made = chain([Count(k=16, n=18)] * 6, points(0.2, 0.5, 0.7, 0.4, 0.9, 0.3))
    exact = cruxes(made, asked(6), VIEWS, sizes=SIZES)
    monkeypatch.setattr("ifso.engine.cruxes.PLAIN", replace(orders.PLAIN, exact=0))
    sampled = cruxes(made, asked(6), VIEWS, sizes=SIZES)
    assert (exact.samples[0].orders, exact.samples[0].mixtures) == (0, 64)
    assert sampled.samples[0].orders > 0
    for name, (value, error) in by_name(exact).items():
        other, other_error = by_name(sampled)[name]
        assert abs(value - other) <= ERRORS * math.hypot(error, other_error)


# ---------------------------------------------------------------- sharing out what is missing


def test_what_the_blocks_miss_goes_to_those_that_move_with_the_sum() -> None:
    rng = np.random.default_rng(3)
    by_block = np.zeros((200, 3))
    by_block[:, 0] = 0.2 + 0.1 * rng.standard_normal(200)
    by_block[:, 1] = 0.3
    values, errors = share_out(by_block, 0.6, 0.0)
    assert values.sum() == pytest.approx(0.6)
    assert values[1:] == pytest.approx([0.3, 0.0])
    assert errors == pytest.approx([0, 0, 0], abs=1e-9)


def test_sharing_out_is_least_squares() -> None:
    rng = np.random.default_rng(5)
    by_block = rng.standard_normal((50, 4)) @ rng.standard_normal((4, 4))
    values, errors = share_out(by_block, 1.3, 0.0)
    total = by_block.sum(axis=1)
    design = np.stack([np.ones(50), total - 1.3], axis=1)
    fitted, squares, *_ = np.linalg.lstsq(design, by_block, rcond=None)
    assert values == pytest.approx(fitted[0])
    covariance = np.linalg.inv(design.T @ design)[0, 0]
    assert errors == pytest.approx(np.sqrt(squares / 48 * covariance))


def test_blocks_that_show_nothing_share_evenly_among_those_that_have_any() -> None:
    values, _ = share_out(np.tile([0.1, 0.3, 0.0], (4, 1)), 0.8, 0.1)
    assert values == pytest.approx([0.2, 0.6, 0.0])
    assert share_out(np.zeros((4, 2)), 0.1, 0.1)[0] == pytest.approx([0.05, 0.05])
    assert share_out(np.ones((4, 1)), 1.0, math.nan)[1] == [None]


# ---------------------------------------------------------------- choices

QUESTION = Question(name="q", then="war", by=6.0)


def decided(
    first: Mapping[str, Decision], second: Mapping[str, Decision], rationality: tuple[float | None, float | None] = (None, None),
    weights: Mapping[str, Number] | None = None,
) -> Scenario:  # fmt: skip
    """Return two views of a war that either of two actors may bring about, in numbers the same but for one and for weights."""
    made = scenario(
        {
            "war": [by(0.3, within(3), None, chosen("us.arm", 2.5)), by(0.2, within(3), None, chosen("them.arm", 3.0))],
            "loss": [by(0.5, within(2), after("war"), chosen("us.arm", 0.3))],
            "gain": [by(0.4, within(2), after("war"), chosen("them.arm", 2.0))],
        }
    )
    stakes: Mapping[tuple[str, str], Number] = {
        ("us", "loss"): Exactly(value=-6.0), ("us", "war"): Exactly(value=-1.0),
        ("them", "gain"): Exactly(value=4.0), ("them", "war"): Exactly(value=-2.0),
    }  # fmt: skip
    options = {"us": ("arm", "wait"), "them": ("arm", "wait")}
    made = with_choices(made, options, first, weights=stakes, rationality=rationality[0])
    other = {"war.c0": (Exactly(value=0.5), within(3)), **{name: (number, None) for name, number in (weights or {}).items()}}
    made = with_view(made, "other", other)
    choices = {name: Decided(choice=name, decision=decision) for name, decision in second.items()}
    view = replace(made.views["other"], choices=choices, rationality=rationality[1])
    return replace(made, views={**made.views, "other": view})


def worth_by_evaluator(made: Scenario, players: Sequence[str], worlds: int) -> Mapping[frozenset[str], float]:
    """Return what every coalition answers, each as a view of its own with the evaluator that everything else uses."""
    first, second = (made.held(view) for view in VIEWS)
    moves, others = (made.held_choices(view) for view in VIEWS)
    levels = [made.rationality(view) for view in VIEWS]
    found = {}
    for bits in range(1 << len(players)):
        members = frozenset(player for i, player in enumerate(players) if bits >> i & 1)
        values = {name: (second if name in members else first)[name].value for name in made.assumptions}
        program = compile_view(made, VIEW, values)
        decisions = {name: (others if name in members else moves)[name].decided.decision for name in made.choices}
        play = compile_play(made, VIEW, program, decisions)
        assert play is not None
        play = replace(play, rationality=levels["rationality" in members])
        evaluator = Evaluator(program, [play], QUESTION, seed=77, worlds=worlds)
        found[members] = float(evaluator(draw(program, 0, 0, 1)).mean())
    return found


def shapley(worth: Mapping[frozenset[str], float], players: Sequence[str]) -> Mapping[str, float]:
    found = dict.fromkeys(players, 0.0)
    every = list(permutations(players))
    for order in every:
        members: frozenset[str] = frozenset()
        for player in order:
            joined = members | {player}
            found[player] += (worth[joined] - worth[members]) / len(every)
            members = joined
    return found


SETTLED: Mapping[str, Decision] = {"us": Fixed(option="wait"), "them": Fixed(option="arm")}
OTHERWISE: Mapping[str, Decision] = {"us": Mixed(chances={"arm": 0.7, "wait": 0.3}), "them": Fixed(option="wait")}
REASONED: Mapping[str, Decision] = {"us": Reasoned(), "them": Reasoned()}


def test_decisions_are_cruxes_in_closed_form() -> None:
    found = cruxes(decided(SETTLED, OTHERWISE), QUESTION, VIEWS, sizes=SIZES)

    def worth(p: float, us: float, them: float) -> float:
        """Return the chance of war where a chance of arming is a mix of hazards."""
        spared = [(1 - p) ** 2.5 * us + (1 - p) * (1 - us), 0.8**3 * them + 0.8 * (1 - them)]
        return 1 - spared[0] * spared[1]

    sides = {"war.c0": (0.3, 0.5), "us": (0.0, 0.7), "them": (1.0, 0.0)}
    total = dict.fromkeys(sides, 0.0)
    for order in permutations(sides):
        now = {name: one for name, (one, _) in sides.items()}
        for name in order:
            last = worth(*now.values())
            now[name] = sides[name][1]
            total[name] += (worth(*now.values()) - last) / 6
    assert_values(found, list(total), list(total.values()))
    assert {crux.name: crux.of for crux in found.cruxes} == {"war.c0": Of.ASSUMPTION, "us": Of.CHOICE, "them": Of.CHOICE}
    assert found.difference == pytest.approx(worth(0.5, 0.7, 0.0) - worth(0.3, 0.0, 1.0), abs=ERRORS * (found.error or 0))
    assert len(found.samples) == 1
    assert found.answers[0].low == found.answers[0].high == found.answers[0].value


@pytest.mark.parametrize("second", [REASONED, SETTLED, {"us": Reasoned(), "them": Fixed(option="wait")}])
def test_reasoned_choices_agree_with_every_mixture_for_itself(second: Mapping[str, Decision]) -> None:
    weights: Mapping[str, Number] = {"us.loss": Exactly(value=-2.0), "them.gain": Exactly(value=7.0)}
    made = decided(REASONED, second, (1.0, 2.0), weights)
    found = cruxes(made, QUESTION, VIEWS, sizes=Sizes(draws=1000, worlds=1 << 15))
    players = [crux.name for crux in found.cruxes]
    differing = {name for name in made.choices if second[name] != REASONED[name]}
    assert set(players) == {"war.c0", "us.loss", "them.gain", "rationality", *differing}
    truth = shapley(worth_by_evaluator(made, players, 1 << 17), players)
    scatter = 0.002  # of the brute force, on worlds of its own
    for crux in found.cruxes:
        assert abs(crux.value - truth[crux.name]) <= ERRORS * math.hypot(crux.error or 0, scatter)
    assert sum(crux.value for crux in found.cruxes) == pytest.approx(found.difference, abs=1e-12)
    for side, view in enumerate(VIEWS):
        program = compile_view(made, view)
        played = answer_played(program, compile_play(made, view, program), QUESTION, sizes=Sizes(draws=8, worlds=1 << 14))
        chance = played.chances[Reading.LEFT_ALONE]
        assert chance is not None
        assert abs(found.answers[side].value - chance.value) <= ERRORS * math.hypot(found.answers[side].error or 0, chance.error or 0)


def test_choices_that_tell_nothing_are_no_cruxes() -> None:
    made = decided(SETTLED, {"us": Fixed(option="wait"), "them": Fixed(option="wait")})
    found = cruxes(made, Question(name="q", then="loss", by=6.0, antecedent=Done(event="war")), VIEWS, sizes=SIZES)
    assert found.cruxes == ()
    assert found.differing == 1


def test_a_view_without_rationality_reasons_as_the_other_does() -> None:
    found = cruxes(decided(SETTLED, REASONED, (None, 1.5)), QUESTION, VIEWS, sizes=SIZES)
    assert {crux.name for crux in found.cruxes} == {"war.c0", "us", "them"}


# ---------------------------------------------------------------- what cannot be asked


def test_an_answer_that_no_world_tells_is_refused() -> None:
    made = with_view(scenario({"a": [by(0.0, per(1))], "b": [by(0.5, per(1))]}), "other", {"b.c0": (Exactly(value=0.2), per(1))})
    with pytest.raises(UsageError, match="In no world"):
        cruxes(made, Question(name="q", then="b", by=4.0, antecedent=Learnt(event="a", by=4.0)), VIEWS, sizes=SIZES)


def test_a_number_that_the_answer_has_not_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="given"):
        cruxes(chain(points(0.9), points(0.3)), asked(1), VIEWS, of="given", sizes=SIZES)


def test_what_is_merged_is_what_is_compared() -> None:
    made = chain(points(0.9, 0.5), points(0.3, 0.5))
    assert merge(made, VIEWS).differing(*VIEWS) == ("e1.c0",)
