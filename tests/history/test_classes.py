import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.ground.reference import Written
from ifso.history.classes import read
from ifso.history.codes import CODES
from ifso.scenario.codes import CODES as SCENARIO_CODES

from .expressions import truths

SIX = {
    "bases": {
        "asks": "Were there 100 US troops within 5 years?",
        "when": "irregular_exit or foreign_imposed_exit",
        "where": "us_troops < 100 and (main_arms_supplier in (RUS, CHN) or allied(RUS) or allied(CHN))",
        "then": "us_troops >= 100 within 5 years",
        "years": "1951 to 2015",
        "distinct": "5 years",
        "compare": {"matched on": ["region", "decade"]},
    },
    "sustained": {"when": "irregular_exit", "then": "us_troops >= 100 for 3 of 5 years"},
    "contagion": {
        "when": "irregular_exit",
        "then": "any neighbour (civil_conflict_onset and not civil_conflict the year before) within 5 years",
    },
    "each": {
        "when": "irregular_exit",
        "each": "neighbour",
        "where": "not civil_conflict of other",
        "then": "civil_conflict_onset of other within 5 years",
    },
    "pact": {
        "when": "irregular_exit and defence_pact(other)",
        "each": "major_power",
        "where": "defence_pact(other)",
        "then": "(not defence_pact(other)) within 5 years",
        "by": "other",
    },
    "failure": {
        "when": "autocratic_regime",
        "then": "regime_failure",
        "by": ["regime_type", "decade", "interstate_war or (interstate_war in the past 2 years)"],
    },
    "move": {"when": "regime_failure", "then": "lowest(un_distance(USA)) within 5 years <= un_distance(USA) the year before - 0.5"},
    "honoured": {"when": "interstate_conflict_onset", "each": "owed_defence_by", "then": "fights_beside(other) in years 0 to 1"},
    "domino": {"when": "democratic_breakdown", "then": "any neighbour (democratic_breakdown) within 3 years", "compare": "unmatched"},
}  # fmt: skip


@pytest.mark.parametrize("name", SIX)
def test_the_questions_that_the_language_is_for_can_be_asked(name):
    found, complaints = read(Written.of(name, SIX[name]))
    assert complaints == ()
    assert found is not None
    assert found.name == name


def test_the_window_is_how_far_then_looks_ahead():
    windows = {name: read(Written.of(name, said))[0].window for name, said in SIX.items()}
    assert windows == {
        "bases": 5, "sustained": 5, "contagion": 5, "each": 5, "pact": 5, "failure": 0, "move": 5, "honoured": 1, "domino": 3,
    }  # fmt: skip


def test_what_is_settled_on_1_january_groups_by_its_own_year_and_all_else_by_the_year_before():
    found, _ = read(Written.of("by", {"then": "regime_failure", "by": "regime_type, patron, region is south_asia"}))
    assert [grouping.years for grouping in found.by] == [0, -1, 0]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, "missing-key"),
        ({"then": "coup", "when": "coup within 2 years"}, "reads-ahead"),
        ({"then": "coup", "where": "coup the year after"}, "reads-ahead"),
        ({"then": "coup in the past 2 years"}, "looks-back"),
        ({"then": "self = USA"}, "constant-expression"),
        ({"then": "coup", "each": "neighbour and coup"}, "wrong-kind"),
        ({"then": "coup", "each": "us_troops"}, "wrong-kind"),
        ({"then": "coup", "each": "neigbour"}, "unknown-variable"),
        ({"then": "coup", "by": "us_troops"}, "wrong-kind"),
        ({"then": "coup", "by": "coup 2 years later"}, "reads-ahead"),
        ({"then": "coup", "by": "region the year after"}, "reads-ahead"),
        ({"then": "coup", "by": "other"}, "no-partner"),
        ({"then": "coup", "by": "region,"}, "base-rate-syntax"),
        ({"then": "coup", "compare": "unmatched"}, "nothing-to-compare"),
        ({"then": "coup", "when": "coup", "compare": "matched"}, "base-rate-syntax"),
        ({"then": "coup", "when": "coup", "compare": {"matched on": "us_troops"}}, "wrong-kind"),
        ({"then": "coup", "years": "always"}, "years"),
        ({"then": "coup", "years": "2000 to 1990"}, "years"),
        ({"then": "coup", "years": "1815 to 1914"}, "years"),
        ({"then": "coup", "years": "2000 to 20000"}, "years"),
        ({"then": "coup", "distinct": "0 years"}, "years"),
        ({"then": "coup", "distinct": "5"}, "years"),
        ({"then": "coup", "distinct": "999999999999 years"}, "years"),
        ({"then": "coup", "as of": "1914"}, "years"),
        ({"then": "coup", "as of": "soon"}, "years"),
        ({"then": ["coup", "irregular_exit"]}, "wrong-form"),
        ({"then": "us_troops => 5"}, "base-rate-syntax"),
    ],
)
def test_what_is_wrong_with_a_class(said, code):
    found, complaints = read(Written.of("wrong", said))
    assert found is None
    assert [complaint.code for complaint in complaints] == [code]
    assert all(complaint.code in CODES or complaint.code in SCENARIO_CODES for complaint in complaints)


def test_every_key_is_read_even_where_others_are_wrong():
    said = {"then": "cuop", "when": "a b", "where": "us_troops", "by": "regon", "years": "x", "distinct": "y", "each": "z"}
    assert len(read(Written.of("wrong", said))[1]) == 7


@pytest.mark.parametrize(
    ("text", "years"),
    [("1951 to 2015", (1951, 2015)), ("1951-2015", (1951, 2015)), ("1951–2015", (1951, 2015)), ("since 1951", (1951, 2024)),
     ("until 1990", (1946, 1990)), ("1968", (1968, 1968))],
)  # fmt: skip
def test_years_can_be_written_in_several_ways(text, years):
    assert read(Written.of("years", {"then": "coup", "years": text}))[0].years == years


def test_the_last_year_of_the_panel_is_no_cut():
    assert read(Written.of("cut", {"then": "coup", "as of": 2024}))[0].as_of is None
    assert read(Written.of("cut", {"then": "coup", "as of": 1964}))[0].as_of == 1964


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.slug)
def test_the_examples_of_the_catalogue_earn_their_code_and_are_put_right(code):
    wrong, right = (dict(line.split(": ", 1) for line in text.split("\n")) for text in (code.wrong, code.right))
    found = [complaint.code for complaint in read(Written.of("wrong", {"then": "coup", **wrong}))[1]]
    assert set(found) == {code.slug}
    assert read(Written.of("right", {"then": "coup", **right}))[1] == ()


_WORDS = """
and or not any all count of within in is known for years year before later the past to self other RUS coup us_troops allied neighbour
regime_type military ( ) , < <= = 5 0 0.5 50% " ' + - * / lowest begins 99999999999999999999999 é 😀 \\
"""
WORDS = (*_WORDS.split(), "\u202e", "\x00", "\n")


@settings(max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_no_heap_of_words_ends_in_a_traceback(text):
    if text.strip():
        read(Written.of("heap", {"then": text, "by": text, "years": text, "each": text}))


@settings(max_examples=200)
@given(st.text(max_size=60), st.text(alphabet=string.printable, max_size=60))
def test_no_text_ends_in_a_traceback(one, other):
    for text in (one, other):
        if text.strip():
            read(
                Written.of(
                    "text", {"then": text, "when": text, "where": text, "by": text, "distinct": text, "as of": text, "compare": text}
                )
            )


@settings(max_examples=100)
@given(truths(3, other=True), st.data())
def test_no_damage_to_an_expression_ends_in_a_traceback(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 5, len(text))))
    damaged = text[:start] + data.draw(st.sampled_from(["", "(", ")", " ", "not ", '"', "within 3 years", "9"])) + text[end:]
    if damaged.strip():
        found, complaints = read(Written.of("damaged", {"each": "neighbour", "then": damaged}))
        assert (found is None) == bool(complaints)
        for complaint in complaints:
            assert complaint.place is not None
            assert 1 <= complaint.place.column <= len(damaged) + 1


HUGE = ("(" * 100_000, "a" * 100_000, "not " * 25_000, "coup or " * 12_000, '"' * 100_000, "5" * 100_000, "é" * 50_000)


@pytest.mark.parametrize("text", HUGE, ids=lambda text: text[:3])
def test_huge_texts_are_refused_in_words(text):
    found, complaints = read(Written.of("huge", {"then": text, "by": text, "each": text, "years": text}))
    assert found is None
    assert complaints
