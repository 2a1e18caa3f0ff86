"""Requests to examples and small scenarios, against answers that need no simulation."""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ifso
from ifso.engine.answering import Reading
from ifso.engine.estimating import Estimate
from ifso.ground.diagnostics import UsageError
from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Origin
from ifso.verbs.ask import Asked
from ifso.verbs.loading import Loaded

ERRORS = 5.0
"""Standard errors that an estimate may be off: one in 1.7 million is further off by chance."""
WORLDS = 200_000


def scenario(text: str) -> Loaded:
    """Read a scenario that begins in 2026 and looks four years ahead."""
    return Loaded(scenario=read_scenario(f"ifso: 1\nstart: 2026-01-01\nhorizon: 4 years\n{text}")[0], path=Path("text.yaml"), warnings=())


def chances(asked: Asked, view: int = 0) -> dict[Reading, Estimate | None]:
    return dict(asked.answer.views[view].answered.chances)


def values(asked: Asked, view: int = 0) -> list[float | None]:
    return [chance.value if chance else None for chance in chances(asked, view).values()]


def assert_close(found: Estimate | None, exact: float) -> None:
    """Hold an estimate against the truth, within the standard error that it states."""
    assert found is not None
    assert found.error < 0.01
    assert abs(found.value - exact) <= ERRORS * found.error + 1e-12, f"{found.value} is not {exact}"


def assert_all(asked: Asked, exact: list[float], view: int = 0) -> None:
    found = chances(asked, view)
    assert len(found) == len(exact)
    for chance, truth in zip(found.values(), exact, strict=True):
        assert_close(chance, truth)


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize(
    ("request_", "exact"),
    [
        ({}, [0.5, 0.0, 0.2]),
        ({"by": "1 year"}, [0.5, 0.0, 0.1]),
        ({"by": "2026-07-02"}, [0.5 * 182 / 365, 0.0, 0.4 * 0.5 * (182 / 365) ** 2 / 2]),
        ({"do": "strike@2026-07-02", "by": "1 year"}, [0.5 * 183 / 365, 0.0, 0.1]),
        ({"do": "strike@1 year"}, [0.5, 0.0, 0.2]),
        ({"given": "strike"}, [0.5, 0.0, 0.2]),
        ({"given": "strike@1 year", "by": "1 year"}, [0.25, 0.0, 0.1]),
        ({"assume": "strike.called=100% within 1 year"}, [0.5, 0.0, 0.5]),
        ({"assume": ["strike.called=0% within 1 year", "deal.struck=100% at once"]}, [1.0, 0.0, 0.0]),
        ({"assume": "deal.struck=50% per year"}, [0.75, 0.0, 0.4 * (1 - 0.25 * (2 - 1) / math.log(2))]),
    ],
)
def test_the_tutorial_answers_as_its_comments_say(request_: dict[str, Any], exact: list[float]) -> None:
    assert_all(ifso.load("tutorial").ask(worlds=WORLDS, seed=7, **request_), exact)


def standoff_rows() -> Iterator[tuple[str, str, list[float]]]:
    text = ifso.load("standoff").path.read_text(encoding="utf-8")
    for view, question, row in re.findall(r"^#   (calm|tense) +(\w+) +([\d.% ]+)$", text, re.MULTILINE):
        yield view, question, [float(number.rstrip("%")) / 100 for number in row.split()]


@pytest.mark.parametrize(("view", "question", "exact"), list(standoff_rows()))
def test_the_standoff_answers_as_its_comments_say(view: str, question: str, exact: list[float]) -> None:
    assert_all(ifso.load("standoff").ask(question, views=view, worlds=WORLDS), exact)


def test_the_examples_answer_every_question_under_every_view() -> None:
    for example in ifso.list_examples():
        loaded = ifso.load(example.name)
        for question in loaded.scenario.questions:
            asked = loaded.ask(question, draws=20, worlds=64)
            assert [view.view for view in asked.answer.views] == list(loaded.scenario.views)
            assert asked.answer.question.name == question


# ---------------------------------------------------------------- doing, learning, preventing

COMMON_CAUSE = """
events:
  drought: {resolves: x, causes: {c: {}}}
  famine: {resolves: x, causes: {c: {after: drought}}}
  unrest: {resolves: x, causes: {c: {after: drought}}}
views: {v: {drought.c: 30% within 1 year, famine.c: 60% within 1 year, unrest.c: 50% within 1 year}}
questions: {main: {if: famine, then: unrest}, reading: {given: famine, then: unrest}, alone: {then: unrest}}
"""


def test_learning_of_what_shares_a_cause_tells_and_making_it_does_not() -> None:
    loaded = scenario(COMMON_CAUSE)
    left = 0.3 * 0.5
    assert_all(loaded.ask("main", worlds=WORLDS), [left, left, left])
    without = (0.3 * 0.4 * 0.5) / (1 - 0.3 * 0.6)
    assert_all(loaded.ask("reading", worlds=WORLDS), [0.5, without, left])
    assert values(loaded.ask("main", given="famine", worlds=WORLDS)) == values(loaded.ask("reading", worlds=WORLDS))
    assert list(chances(loaded.ask("reading"))) == [Reading.GIVEN, Reading.GIVEN_NOT, Reading.LEFT_ALONE]
    assert list(chances(loaded.ask("main"))) == [Reading.DO, Reading.DO_NOT, Reading.LEFT_ALONE]
    assert list(chances(loaded.ask("alone"))) == [Reading.LEFT_ALONE]


def test_making_the_effect_happen_says_nothing_of_the_cause() -> None:
    loaded = scenario(COMMON_CAUSE.replace("then: unrest}", "then: drought}"))
    assert_all(loaded.ask("main", worlds=WORLDS), [0.3, 0.3, 0.3])
    assert_all(loaded.ask("reading", worlds=WORLDS), [1.0, 0.3 * 0.4 / (1 - 0.3 * 0.6), 0.3])


def test_preventing_and_making_another_event_holds_in_every_reading() -> None:
    loaded = scenario(COMMON_CAUSE)
    assert_all(loaded.ask("main", prevent="drought", worlds=1000), [0.0, 0.0, 0.0])
    assert_all(loaded.ask("main", do="drought", worlds=WORLDS), [0.5, 0.5, 0.5])
    assert_all(loaded.ask("alone", do=["drought", "famine@1 year"], worlds=WORLDS), [0.5])
    assert_all(loaded.ask("alone", do="drought@2029-07-02", worlds=WORLDS), [0.5 * 183 / 365])
    assert_all(loaded.ask("reading", do="drought", worlds=WORLDS), [0.5, 0.5, 0.5])
    asked = loaded.ask("alone", do="drought", prevent=["famine"], worlds=100)
    assert asked.answer.fixed == {"drought": 0.0, "famine": math.inf}
    assert asked.to_dict()["also"] == [{"event": "drought", "made_to_happen": "2026-01-01"}, {"event": "famine", "made_to_happen": None}]


IN_ORDER = """
events:
  a: {resolves: x, causes: {c: {}, d: {chance: shared}}}
  b: {resolves: x, causes: {c: {after: a, modified: [{once: e, by: slowed}, {until: a, by: blocks}]}, d: {after: {any: [a, e]}}}}
  e: {resolves: x, causes: {c: {after: b, chance: shared}}}
views:
  v: {a.c: 20% to 40% within 1 year, shared: 2 of 9 per year, b.c: likely within 2 years, b.d: 5% to 30% within 3 years, slowed: 0.2 to 0.6}
questions: {main: {if: a, then: b}}
"""
OUT_OF_ORDER = """
questions: {main: {then: b, if: a}}
views:
  v: {slowed: 0.2 to 0.6, b.d: 5% to 30% within 3 years, shared: 2 of 9 per year, b.c: likely within 2 years, a.c: 20% to 40% within 1 year}
events:
  e: {causes: {c: {chance: shared, after: b}}, resolves: x}
  b: {causes: {d: {after: {any: [e, a]}}, c: {after: a, modified: [{once: e, by: slowed}, {until: a, by: blocks}]}}, resolves: x}
  a: {causes: {d: {chance: shared}, c: {}}, resolves: x}
"""


def test_the_order_of_a_text_changes_no_bit_of_its_answer() -> None:
    first, second = (scenario(text).ask(draws=50, worlds=640).answer.views[0].answered for text in (IN_ORDER, OUT_OF_ORDER))
    assert first.chances == second.chances
    assert (first.difference, first.ratio) == (second.difference, second.ratio)


def test_the_difference_and_the_ratio_are_those_of_the_chances() -> None:
    answered = scenario(COMMON_CAUSE).ask("reading", worlds=WORLDS).answer.views[0].answered
    given, without, _ = (chance.value for chance in answered.chances.values() if chance)
    assert answered.difference is not None
    assert answered.ratio is not None
    assert answered.difference.value == pytest.approx(given - without, abs=1e-12)
    assert answered.ratio.value == pytest.approx(given / without)
    assert_close(answered.difference, 0.5 - 0.06 / 0.82)


def test_what_no_world_satisfies_is_unknown() -> None:
    asked = scenario(COMMON_CAUSE.replace("famine.c: 60%", "famine.c: 0%")).ask("reading", worlds=1000)
    assert [value is None for value in values(asked)] == [True, False, False]
    view = asked.to_dict()["views"][0]
    assert (view["chances"]["given"], view["difference"], view["ratio"]) == (None, None, None)
    assert "given" not in view["curves"]
    assert "unknown" in str(asked)
    assert asked.frame().filter(reading="given")["value"].to_list() == [None]


def test_so_few_worlds_that_no_draw_tells_both_sides_leave_the_contrast_open() -> None:
    loaded = scenario(COMMON_CAUSE.replace("30% within", "100% within").replace("famine.c: 60%", "famine.c: 40% to 60%"))
    answered = [loaded.ask("reading", draws=40, worlds=1, seed=seed).answer.views[0].answered for seed in range(20)]
    assert all(a.difference is None for a in answered)


def test_an_event_that_is_learnt_of_at_the_start_has_not_happened() -> None:
    assert values(scenario(COMMON_CAUSE).ask("alone", given="famine@2026-01-01", worlds=1000))[0] is None


# ---------------------------------------------------------------- sizes, seeds and points


@pytest.mark.parametrize(
    ("value", "left"),
    [("100% within 1 year", 1.0), ("0% within 1 year", 0.0), ("100% at once", 1.0), ("0% at once", 0.0), ("0% per year", 0.0)],
)
def test_certainty_is_certain(value: str, left: float) -> None:
    loaded = scenario(
        f"events: {{a: {{resolves: x, causes: {{c: {{}}}}}}}}\nviews: {{v: {{a.c: {value}}}}}\nquestions: {{q: {{then: a}}}}\n"
    )
    (chance,) = chances(loaded.ask(worlds=5000)).values()
    assert chance == Estimate(value=left, low=left, high=left, error=0.0)


def test_point_values_give_a_point_and_ranges_an_interval() -> None:
    loaded = scenario(COMMON_CAUSE)
    sure = loaded.ask("alone")
    (chance,) = chances(sure).values()
    assert chance is not None
    assert chance.low == chance.value == chance.high
    assert (sure.answer.views[0].answered.draws, sure.answer.views[0].answered.worlds) == (1, 4096 * 1000)
    unsure = loaded.ask("alone", assume="drought.c=20% to 40% within 1 year")
    (chance,) = chances(unsure).values()
    assert chance is not None
    assert (unsure.answer.views[0].answered.draws, unsure.answer.views[0].answered.worlds) == (1000, 4096)
    assert chance.low == pytest.approx(0.1, abs=0.01)  # half of the ends of the range
    assert chance.high == pytest.approx(0.2, abs=0.01)
    assert unsure.answer.views[0].held["drought.c"].value.origin is Origin.ASKED


def test_a_count_has_the_interval_of_its_posterior() -> None:
    from scipy.stats import beta  # noqa: PLC0415

    asked = scenario(COMMON_CAUSE).ask("alone", assume=["drought.c=5 of 57 at once", "unrest.c=100% at once"], worlds=20_000)
    (chance,) = chances(asked).values()
    assert chance is not None
    posterior = beta(5.5, 52.5)
    assert chance.value == pytest.approx(posterior.mean(), abs=5 * chance.error)
    assert chance.low == pytest.approx(posterior.ppf(0.05), abs=0.005)
    assert chance.high == pytest.approx(posterior.ppf(0.95), abs=0.005)


def test_the_standard_error_is_that_of_the_worlds_used() -> None:
    loaded = scenario(COMMON_CAUSE)
    (few,), (many,) = (chances(loaded.ask("alone", worlds=worlds)).values() for worlds in (10_000, 1_000_000))
    assert few is not None
    assert many is not None
    assert few.error == pytest.approx(math.sqrt(0.15 * 0.85 / 10_000), rel=0.05)
    assert many.error == pytest.approx(few.error / 10, rel=0.05)


def test_the_same_seed_gives_the_same_bytes_on_any_number_of_threads() -> None:
    loaded = ifso.load("southeast-asia-1965")
    texts = [json.dumps(loaded.ask(draws=100, worlds=1000, seed=3, threads=threads).to_dict()) for threads in (1, 2, None, 1)]
    assert len(set(texts)) == 1
    assert json.dumps(loaded.ask(draws=100, worlds=1000, seed=4).to_dict()) not in texts


def test_the_largest_seed_is_a_seed() -> None:
    asked = ifso.load("tutorial").ask(worlds=WORLDS, seed=2**64 - 1)
    assert_all(asked, [0.5, 0.0, 0.2])
    assert asked.answer.seed == 2**64 - 1


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"draws": 0}, "--draws is 0."),
        ({"draws": -1}, "--draws is -1."),
        ({"draws": 1_000_001}, "--draws is 1000001."),
        ({"worlds": 0}, "--worlds is 0."),
        ({"worlds": 10**13}, "--worlds is 10000000000000."),
        ({"seed": -1}, "--seed is -1."),
        ({"seed": 2**64}, "--seed is 18446744073709551616."),
        ({"threads": 0}, "--threads is 0."),
        ({"threads": -2}, "--threads is -2."),
        ({"views": "mne"}, "There is no view `mne`."),
        ({"views": ["mine", "author"]}, "There is no view `author`."),
        ({"question": "mian"}, "There is no question `mian`."),
        ({"do": "strik"}, "There is no event `strik`."),
        ({"prevent": "strike"}, "The question makes `strike` happen."),
        ({"do": "deal"}, "`deal` is what the question asks about."),
        ({"given": "strike", "do": "strike"}, "`strike` cannot be both made or prevented and learnt of."),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_before_anything_is_simulated(
    request_: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ifso.engine.results.answer_views", None)
    with pytest.raises(UsageError) as caught:
        ifso.load("tutorial").ask(**request_)
    assert caught.value.message == message


def test_a_wait_for_the_compiler_is_announced_once_the_request_is_found_good(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("ifso.engine.native.Kernel.is_kept", False)
    with pytest.raises(UsageError):
        ifso.load("tutorial").ask(draws=0, waiting=lambda: told.append("too early"))
    ifso.load("tutorial").ask(worlds=10, waiting=lambda: told.append("wait"))
    monkeypatch.setattr("ifso.engine.native.Kernel.is_kept", True)
    ifso.load("tutorial").ask(worlds=10, waiting=lambda: told.append("again"))
    assert told == ["wait"]


def test_progress_goes_from_little_to_all() -> None:
    shares: list[float] = []
    ifso.load("standoff").ask(worlds=50_000, progress=shares.append)
    assert shares == sorted(shares)
    assert 0 < shares[0] < 1
    assert shares[-1] == 1


# ---------------------------------------------------------------- what there may be in a scenario

NOTHING = "events: {a: {resolves: x}, b: {resolves: x}}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NOTHING, "The scenario asks no question."),
        (f"{NOTHING}views: {{v: {{}}}}\n", "The scenario asks no question."),
        (f"{NOTHING}questions: {{q: {{if: a, then: b}}}}\n", "The scenario has no view, and so no answer."),
    ],
)
def test_a_scenario_without_what_an_answer_needs_is_refused_in_words(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        scenario(text).ask()
    assert caught.value.message == message


def test_without_causes_an_event_happens_only_if_it_is_made_to() -> None:
    loaded = scenario(f"{NOTHING}views: {{v: {{about: Nobody claims anything.}}}}\nquestions: {{q: {{if: a, then: b}}}}\n")
    assert values(loaded.ask("q", worlds=100)) == [0.0, 0.0, 0.0]
    assert loaded.ask("q", worlds=100).to_dict()["views"][0]["rests_on"] == []
    assert "rests on no numbers" in str(loaded.ask("q", worlds=100))


def test_the_question_is_main_or_the_first() -> None:
    assert ifso.load("standoff").ask(worlds=10).answer.question.name == "main"
    loaded = scenario(COMMON_CAUSE.replace("main:", "second:").replace("{second", "{first: {then: famine}, second"))
    assert loaded.ask(worlds=10).answer.question.name == "first"


def test_what_came_of_it_is_told() -> None:
    text = COMMON_CAUSE.replace("unrest: {", "unrest: {resolved: {on: 2027-03-04, note: As reported.}, ")
    asked = scenario(text).ask(worlds=10)
    assert asked.to_dict()["happened"] == {"on": "2027-03-04", "not_by": None, "note": "As reported."}
    assert "4 March 2027" in str(asked)
    asked = scenario(COMMON_CAUSE.replace("unrest: {", "unrest: {resolved: not by 2027-03-04, ")).ask(worlds=10)
    assert asked.to_dict()["happened"] == {"on": None, "not_by": "2027-03-04", "note": ""}
    assert "not happened by 4 March 2027" in str(asked)


def test_borrowed_numbers_are_counted_by_lender() -> None:
    text = COMMON_CAUSE.replace("views: {v:", "views: {w: {else: v, drought.c: 10% per year}, v:")
    views = {view["view"]: view for view in scenario(text).ask("main", worlds=10).to_dict()["views"]}
    assert (views["v"]["borrowed"], views["w"]["borrowed"]) == ({}, {"v": 1})
    lenders = {number["assumption"]: number["view"] for number in views["w"]["rests_on"]}
    assert lenders == {"drought.c": "w", "unrest.c": "v"}
    assumed = scenario(text).ask("main", views="w", assume="unrest.c=1% at once", worlds=10).to_dict()["views"][0]
    assert assumed["borrowed"] == {}
    assert [number["origin"] for number in assumed["rests_on"]] == ["analyst", "asked"]
