"""Cruxes as a finding: what is said, on pages of any width, and as JSON."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

import ifso
from ifso.engine.cruxes import Crux, Cruxes
from ifso.engine.estimating import Estimate
from ifso.engine.mixing import Of, Worth
from ifso.engine.orders import Sample
from ifso.report.cruxes import claim_of, cruxes_html, cruxes_in_short, cruxes_report, cruxes_text, gist, held_by
from ifso.report.pages import as_text
from ifso.report.plain_cruxes import cruxes_dict
from ifso.scenario.meaning import Decided, Fixed, Held, HeldChoice, Mixed, Quote, Scenario, Value

SIZE = {"draws": 100, "worlds": 512}
SAMPLE = Sample(of=Worth.WHOLE, orders=0, mixtures=8, blocks=16, worlds=2048)


def found(**change: object) -> Cruxes:
    """Return made cruxes of the example ``standoff``: parts of 30, -12, 4 and 0.1 points."""
    scenario = ifso.load("standoff").scenario
    parts = {"war.face_to_face": 0.3, "talks.called": -0.12, "effect_of_talks": 0.04, "south_mobilises.in_answer": 0.001}
    one, other = (Estimate(value=value, low=value - 0.05, high=value + 0.05, error=0.002) for value in (0.2, 0.421))
    made = Cruxes(
        scenario=scenario, question=scenario.questions["main"],
        views=("calm", "tense"), held=(scenario.held("calm"), scenario.held("tense")),
        chosen=({}, {}), of="do", answers=(one, other), difference=0.221, error=0.003,
        cruxes=tuple(Crux(name=name, of=Of.ASSUMPTION, value=value, error=0.001) for name, value in parts.items()),
        differing=6, samples=(SAMPLE,), seed=3,
    )  # fmt: skip
    return replace(made, **change)


# ---------------------------------------------------------------- sentences


def test_what_brings_the_answers_apart_and_what_closer() -> None:
    assert gist(found()) == "The answers lie 22 points apart; 30 of them come from war.face_to_face; talks.called brings them 12 closer."
    cruxes = found().cruxes
    turned = tuple(replace(crux, value=-crux.value) for crux in cruxes)
    assert gist(found(difference=-0.221, cruxes=turned)) == gist(found())


def test_small_distances_have_a_decimal() -> None:
    cruxes = tuple(replace(crux, value=crux.value / 20) for crux in found().cruxes)
    said = gist(found(difference=0.01, cruxes=cruxes))
    assert said == "The answers lie 1.0 points apart; 1.5 of them come from war.face_to_face; talks.called brings them 0.6 closer."


def test_answers_that_do_not_differ_beyond_the_error() -> None:
    none = "There is no difference between the two answers beyond the error of the simulation"
    nothing = found(difference=-1e-9, cruxes=tuple(replace(crux, value=-crux.value * 1e-6) for crux in found().cruxes))
    said = cruxes_text(nothing)
    assert gist(nothing) == f"{none}."
    assert none in " ".join(said.split())
    assert not set("█░") & set(said)
    assert "-0.0" not in said
    assert "brings the answers closer" not in said
    cruxes = tuple(replace(crux, value=value) for crux, value in zip(found().cruxes, (0.12, -0.118, 0.001, 0.0), strict=True))
    both = found(difference=0.003, cruxes=cruxes)
    assert gist(both) == f"{none}; from calm to tense, war.face_to_face adds 12 points and talks.called takes away 12 points."
    assert cruxes_text(both).count("█" * 10) == 1


def test_views_that_agree() -> None:
    said = cruxes_text(found(difference=0.0, cruxes=()))
    assert "The two views agree in everything on which the answers rest." in said
    assert "together" not in said
    assert "Simulated: the two answers, seed 3" in said


def test_every_word_of_likelihood_has_its_range() -> None:
    said = " ".join(cruxes_text(found()).split())
    assert "calm says 20% (15 to 25%), unlikely (20-45%), and tense says 42% (37 to 47%), unlikely (20-45%)." in said


def test_answers_without_an_interval_say_how_far_they_may_be_off() -> None:
    answers = tuple(replace(answer, low=None, high=None) for answer in found().answers)
    samples = (replace(SAMPLE, of=Worth.STILL), replace(SAMPLE, of=Worth.MOVED, orders=128, worlds=1024))
    said = " ".join(cruxes_text(found(answers=answers, samples=samples)).split())
    assert "calm says 20% (±0.2), unlikely (20-45%)" in said
    assert "all 8 mixtures of what tells while choices are held still, on 2,048 worlds, and 128 orders of the 4 things" in said


def test_a_difference_is_said_in_points() -> None:
    said = " ".join(cruxes_text(found(of="difference")).split())
    assert "north_mobilises changes the chance to calm by +20 points (+15 to +25) and to tense by +42 points (+37 to +47)." in said


def test_it_says_how_it_was_got() -> None:
    said = " ".join(cruxes_text(found()).split())
    assert "(Shapley values); together they are the difference." in said
    assert (
        "Simulated: all 8 mixtures of the 4 things in which the views differ and on which an answer rests, on 2,048 worlds, seed 3;" in said
    )
    assert "standard error of the difference 0.3 points" in said
    assert "standard error unknown" in cruxes_text(found(error=None))


def test_in_short() -> None:
    assert as_text(cruxes_in_short(found(), 1), 200).strip() == gist(found(), 1)


# ---------------------------------------------------------------- the list


def test_the_smallest_are_added_up_unless_all_are_asked_for() -> None:
    many = tuple(Crux(name="war.face_to_face", of=Of.ASSUMPTION, value=0.1 - i / 100, error=0.001) for i in range(10))
    few = cruxes_text(found(cruxes=many))
    assert re.search(r"^ 3\.0 +2 others *$", few, re.MULTILINE)
    everything = as_text(cruxes_report(found(cruxes=many), everything=True))
    assert "others" not in everything
    assert everything.count("war.face_to_face") == few.count("war.face_to_face") + 2


def test_a_remainder_of_one_is_listed() -> None:
    said = cruxes_text(found())
    assert "south_mobilises.in_answer" in said
    assert "others" not in said


def test_errors_are_never_said_to_be_nothing() -> None:
    cruxes = tuple(replace(crux, error=error) for crux, error in zip(found().cruxes, (0.0004, 0.0123, None, 0.0), strict=True))
    said = cruxes_text(found(cruxes=cruxes))
    assert " 30.0 ±<0.1  ██████████  war.face_to_face" in said
    assert "-12.0 ±1.2   ░░░░        talks.called" in said
    assert "  4.0        █           effect_of_talks" in said
    assert " 22.1 ±0.3               together" in said


@pytest.mark.parametrize("width", range(60, 121, 6))
def test_it_fits_its_page(width: int) -> None:
    for name, views in (("central-asia", ("commentary", "history")), ("standoff", ("calm", "tense"))):
        cruxes = ifso.load(name).cruxes(*views, **SIZE).cruxes
        lines = cruxes_text(cruxes, width).splitlines()
        assert max(len(line.rstrip()) for line in lines) <= width
        text = " ".join(" ".join(lines).split())
        assert "…" in text or name == "standoff"
        assert all(crux.name in text.replace(" ", "") for crux in cruxes.cruxes[:3])


def test_what_each_view_says_and_where_it_is_from() -> None:
    cruxes = ifso.load("central-asia").cruxes("commentary", "history", **SIZE).cruxes
    crux = next(crux for crux in cruxes.cruxes if crux.name == "us_bases_in_iran.invited")
    one, other = (held_by(cruxes, crux, side) for side in range(2))
    assert (one.value, one.origin) == ("almost certain within 3 years", "the analyst's reading")
    assert (other.value, other.origin) == ("2 of 51 within 5 years", "counted by history (us_troops_after_a_fall)")
    assert other.reason.startswith("After a leader was put out of office")
    assert claim_of(cruxes.scenario, crux).startswith("commentary: “The commentary expects the fall of Iran's government")


def test_quotes_come_before_counts_and_reasons() -> None:
    made = found()
    value = made.held[0]["talks.called"].value
    quoted: Value = replace(value, quotes=(Quote(source="paper", passage="soon"),), because="It is said.")
    held = {**made.held[0], "talks.called": Held(value=quoted, lender="tense")}
    said = held_by(replace(made, held=(held, made.held[1])), made.cruxes[1], 0)
    assert said.reason == "paper: “soon”"
    assert said.origin.endswith(", borrowed from tense")
    counted = {**held, "talks.called": Held(value=replace(quoted, quotes=(), counted="all talks"), lender="calm")}
    assert held_by(replace(made, held=(counted, made.held[1])), made.cruxes[1], 0).reason == "all talks"


def test_decisions_and_rationality() -> None:
    scenario: Scenario = ifso.load("central-asia").scenario
    views = {view: replace(scenario.views[view], rationality=level) for view, level in (("commentary", 1.0), ("sceptic", 2.5))}
    scenario = replace(scenario, views={**scenario.views, **views})
    choice = "russia_and_iran"
    one = HeldChoice(decided=Decided(choice=choice, decision=Fixed(option="stand_aside"), because="It waits."), lender="commentary")
    other = HeldChoice(
        decided=Decided(choice=choice, decision=Mixed(chances={"back_iran": 0.25, "stand_aside": 0.75})), lender="commentary"
    )  # fmt: skip
    cruxes = (Crux(name=choice, of=Of.CHOICE, value=0.2, error=0.01), Crux(name="rationality", of=Of.RATIONALITY, value=0.1, error=0.01))
    made = found(
        scenario=scenario, question=scenario.questions["main"], views=("commentary", "sceptic"), chosen=({choice: one}, {choice: other}),
        cruxes=cruxes,
    )  # fmt: skip
    said = " ".join(cruxes_text(made).split())
    assert "Does Russia back Iran with arms, or stand aside? commentary stand_aside It waits. sceptic" in said
    assert "sceptic back_iran 25%, stand_aside 75%; borrowed from commentary" in said
    assert "How closely reasoned choices follow the interests. commentary 1 sceptic 2.5" in said
    assert cruxes_dict(made)["cruxes"][0]["held"]["commentary"] == {"value": "stand_aside", "because": "It waits."}


def test_html_escapes_what_the_scenario_says() -> None:
    made = found()
    scenario = replace(made.scenario, title="<b>bold</b>")
    html = cruxes_html(replace(made, scenario=scenario))
    assert "<b>" not in html
    assert "&lt;b&gt;bold" in html


# ---------------------------------------------------------------- JSON


def test_json_says_all_there_is() -> None:
    value = json.loads(json.dumps(cruxes_dict(found()), allow_nan=False))
    assert [view["view"] for view in value["views"]] == ["calm", "tense"]
    assert value["views"][0]["answer"]["word"] == "unlikely"
    assert value["difference"] == {"value": 0.221, "error": 0.003}
    assert value["differing"] == 6
    assert value["says"] == gist(found())
    crux = value["cruxes"][1]
    assert (crux["name"], crux["is"], crux["value"], crux["error"]) == ("talks.called", "assumption", -0.12, 0.001)
    assert crux["held"]["tense"]["value"] == "5% per month"
    assert crux["held"]["tense"]["origin"] == "analyst"
    assert value["method"]["samples"] == [{"of": "whole", "orders": 0, "mixtures": 8, "blocks": 16, "worlds": 2048}]
    assert value["method"]["seed"] == 3
    assert "word" not in cruxes_dict(found(of="difference"))["views"][0]["answer"]


def test_the_start_is_a_date() -> None:
    assert cruxes_dict(found())["scenario"]["start"] == date(2026, 1, 1).isoformat()
