"""News as words of a request: what is taken as known, and what that leaves of a question."""

from pathlib import Path

import pytest

import ifso
from ifso.engine.answering import Reading
from ifso.ground.calendar import NEVER, just_after
from ifso.ground.diagnostics import UsageError
from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Done, Learnt, Scenario
from ifso.verbs.observing import Known, Words, imagined, known_by, observed_in, question_after
from ifso.verbs.requesting import requested
from ifso.verbs.varying import fixed_events

TEXT = """
ifso: 1
start: 2026-05-01
horizon: 10 years
events:
  crisis: {resolves: x, causes: {c: {}}}
  talks: {resolves: x, causes: {c: {after: crisis}}}
  plan: {resolves: x, hidden: true, causes: {c: {after: crisis}}}
  war: {resolves: x, causes: {c: {after: {any: [crisis, plan]}}}}
observed:
  as of: 2027-05-01
  happened: {crisis: 2026-11-01}
  not by: {plan: 2026-12-01}
views: {v: {crisis.c: 10% per year, talks.c: 50% within 1 year, plan.c: 20% to 40% within 2 years, war.c: 20% to 50% per decade}}
questions:
  main: {if: talks, then: war, by: 8 years}
  crisis: {if: crisis, then: war, by: 8 years}
  learnt: {given: talks, known by: 2026-12-01, then: war, by: 8 years}
  known: {then: crisis, by: 8 years}
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario(TEXT)[0]


def known_in(scenario: Scenario, **words: object) -> Known:
    return known_by(scenario, Words(**words))  # type: ignore[arg-type]


def test_the_files_news_stand_where_nothing_else_is_said(scenario: Scenario) -> None:
    assert observed_in(scenario, Words()) == scenario.observed
    assert observed_in(scenario, Words(before_news=True)) is None
    assert observed_in(scenario, Words(before_news=True, as_of="2026-06-01")).seen == {}  # type: ignore[union-attr]


def test_a_request_adds_to_the_file_and_takes_its_place(scenario: Scenario) -> None:
    found = observed_in(scenario, Words(observe=["talks@2027-01-01", "plan@2026-11-15"], as_of="2 years"))
    assert found is not None
    assert found.as_of == 2.0
    assert {e: s.happened for e, s in found.seen.items()} == {"talks": True, "plan": True, "crisis": True}
    earlier = observed_in(scenario, Words(as_of="2026-06-01"))
    assert earlier is not None
    assert {e: (s.at, s.happened) for e, s in earlier.seen.items()} == {"plan": (earlier.as_of, False)}


def test_what_happened_may_lie_before_the_start(scenario: Scenario) -> None:
    found = observed_in(scenario, Words(observe=["crisis@2025-05-01"]))
    assert found is not None
    assert found.seen["crisis"].at == -1.0


REFUSED = [
    (Words(observe=["krisis@2026-06-01"]), "There is no event `krisis`."),
    (Words(observe=["crisis"]), "--observe: `crisis` has no date."),
    (Words(observe=["talks@2027-06-01"]), "--observe: `talks@2027-06-01` lies after 2027-05-01, as of which is asked."),
    (Words(observe=["talks@soon"]), "--observe: "),
    (Words(not_by=["talks@2025-06-01"]), "--not-by: `2025-06-01` is not between the scenario's start, 2026-05-01, and its horizon"),
    (Words(observe=["talks@2026-06-01"], not_by=["talks@2026-06-01"]), "`talks` is observed twice."),
    (Words(had=["talks@2028-06-01"]), "--had: `talks` lies after 2027-05-01, up to which things are known."),
    (Words(had=["talks"]), "--had: `talks` has no date."),
    (Words(had=["talks@2026-06-01"], had_not=["talks"]), "`talks` is imagined twice."),
    (Words(had_not=["talks"], before_news=True), "Nothing has been observed that could have been otherwise."),
]


@pytest.mark.parametrize(("words", "message"), REFUSED, ids=[r[1][:40] for r in REFUSED])
def test_words_that_cannot_be_met(words: Words, message: str, scenario: Scenario) -> None:
    with pytest.raises(UsageError) as raised:
        known_by(scenario, words)
    assert raised.value.message.startswith(message)
    assert raised.value.hint


def test_the_hint_on_an_event_that_is_observed_twice_fits_what_was_said(scenario: Scenario) -> None:
    for words, hint in (
        (Words(observe=["talks@2026-06-01", "talks@2026-07-01"]), "Name one date for it."),
        (Words(observe=["talks@2026-06-01"], not_by=["talks@2026-06-01"]), "Say either when it happened, or by when it had not."),
    ):
        with pytest.raises(UsageError) as raised:
            known_by(scenario, words)
        assert raised.value.hint == hint


@pytest.mark.parametrize(
    ("words", "remarks"),
    [
        (
            Words(observe=["crisis@2026-12-01"]),
            ("What the request says of `crisis` replaces what the file says: it happened on 1 November 2026.",),
        ),
        (
            Words(not_by=["crisis@2026-12-01"]),
            ("What the request says of `crisis` replaces what the file says: it happened on 1 November 2026.",),
        ),
        (
            Words(observe=["plan@2026-11-15"]),
            ("What the request says of `plan` replaces what the file says: it had not happened by 1 December 2026.",),
        ),
        (Words(observe=["plan@2026-12-15"]), ()),
        (Words(observe=["crisis@2026-11-01"], not_by=["plan@2027-01-01"]), ()),
        (Words(not_by=["crisis@2026-06-01"], as_of="2026-06-01"), ()),
        (Words(observe=["crisis@2026-12-01"], before_news=True), ()),
        (Words(as_of="2026-11-15"), ()),
    ],
)
def test_what_takes_the_place_of_what_the_file_says_is_told(words: Words, remarks: tuple[str, ...], scenario: Scenario) -> None:
    assert known_by(scenario, words).remarks == remarks
    assert requested(scenario, question="main", news=words).known.remarks[: len(remarks)] == remarks


def test_a_condition_is_passed_over_where_it_is_asked_what_would_have_been(scenario: Scenario) -> None:
    known = known_in(scenario, had_not=["crisis"])
    question, remarks = question_after(scenario, scenario.questions["main"], known)
    assert question.antecedent is None
    assert remarks == ("The question's `if`, `talks`, is passed over: what would have been is asked instead.",)
    assert question_after(scenario, scenario.questions["learnt"], known)[1][0].startswith("The question's `given`, `talks`, is")
    assert question_after(scenario, scenario.questions["known"], known)[1] == ()


def test_a_past_that_was_otherwise(scenario: Scenario) -> None:
    observed = observed_in(scenario, Words())
    assert imagined(scenario, observed, ["talks@2026-11-01"], ["crisis"]) == {"talks": pytest.approx(184 / 365), "crisis": NEVER}


def test_a_condition_is_made_to_happen_from_now_on(scenario: Scenario) -> None:
    question, remarks = question_after(scenario, scenario.questions["main"], known_in(scenario))
    assert question.antecedent == Done(event="talks", at=just_after(1.0))
    assert remarks == ()


def test_what_has_happened_is_no_condition_any_more(scenario: Scenario) -> None:
    question, remarks = question_after(scenario, scenario.questions["crisis"], known_in(scenario))
    assert question.antecedent is None
    assert remarks == ("`crisis` happened on 1 November 2026, so the answer is for things as they are.",)


def test_what_is_known_cannot_be_learnt(scenario: Scenario) -> None:
    question, (remark,) = question_after(scenario, scenario.questions["learnt"], known_in(scenario))
    assert question.antecedent is None
    assert remark.startswith("`talks` is known not to have happened by 1 May 2027, so there is nothing to learn")
    kept, _ = question_after(scenario, scenario.questions["learnt"], known_in(scenario, as_of="2026-11-15"))
    assert isinstance(kept.antecedent, Learnt)


def test_what_is_asked_about_may_be_known(scenario: Scenario) -> None:
    _, remarks = question_after(scenario, scenario.questions["known"], known_in(scenario))
    assert remarks == ("`crisis` happened on 1 November 2026: what the question asks about is known.",)


def test_nothing_is_left_to_happen_after_the_date_asked_about(scenario: Scenario) -> None:
    with pytest.raises(UsageError, match="Things are known up to 2034-05-01, and the question asks about 2034-05-01"):
        question_after(scenario, scenario.questions["main"], known_in(scenario, as_of="8 years"))


def test_events_are_made_to_happen_after_what_is_known(scenario: Scenario) -> None:
    observed = observed_in(scenario, Words())
    since = just_after(1.0)
    assert fixed_events(scenario, ["talks", "plan@2027-05-01", "war@2028-05-01"], [], observed) == {
        "talks": since, "plan": since, "war": 2.0,
    }  # fmt: skip
    with pytest.raises(UsageError, match="`talks` lies before 2027-05-01, up to which things are known"):
        fixed_events(scenario, ["talks@2026-12-01"], [], observed)
    with pytest.raises(UsageError, match="`crisis` happened on 2026-11-01"):
        fixed_events(scenario, [], ["crisis"], observed)


def test_a_request_without_words_on_news_passes_over_them(scenario: Scenario) -> None:
    assert requested(scenario).passes_over_news
    assert not requested(scenario, news=Words()).passes_over_news
    assert requested(scenario, news=Words(before_news=True)).passes_over_news
    with pytest.raises(UsageError, match="What would have been cannot be asked together with"):
        requested(scenario, do="talks", news=Words(had_not=["crisis"]))


def test_an_answer_before_and_after() -> None:
    asked = ifso.load("standoff").ask(views="tense", as_of="2026-09-01", observe="north_mobilises@2026-06-01", worlds=20000)
    (view,) = asked.answer.views
    assert view.updated is not None
    assert view.updated.before is not None
    assert view.updated.after is view.answered
    plain = asked.to_dict()
    assert plain["observed"]["as_of"] == "2026-09-01"
    assert plain["views"][0]["news"]["before"]["left alone"]["value"] == view.updated.before.chances[Reading.LEFT_ALONE].value
    assert "What the news changes" in str(asked)


def test_what_a_view_does_not_allow_is_refused_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "late.yaml"
    file.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        ifso.load(file).ask(as_of="5 years", observe="talks@2030-05-01")
    assert raised.value.message == "Under the view `v`, nothing can have brought about `talks` on 2030-05-01."
    assert "`talks.c` comes after `crisis`" in raised.value.hint


def test_had_what_happened_happened_nothing_changes() -> None:
    news = {"as_of": "2026-09-01", "observe": "north_mobilises@2026-06-01"}
    asked = ifso.load("standoff").ask(views="tense", had="north_mobilises@2026-06-01", worlds=20000, **news)
    chances = asked.answer.views[0].answered.chances
    assert chances[Reading.HAD] == chances[Reading.LEFT_ALONE]
    assert asked.to_dict()["observed"]["had"] == [{"event": "north_mobilises", "on": "2026-06-01"}]
