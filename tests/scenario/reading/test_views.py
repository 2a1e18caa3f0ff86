from collections.abc import Callable

import pytest

from ifso.ground.diagnostics import Invalid
from ifso.scenario.load import read_scenario

Complain = Callable[..., list[str]]
EVENTS = "{a: {causes: {x: , y: {chance: shared}}}, b: {causes: {z: {modified: {once: a, by: effect}}}}}"
FULL = "a.x: 5% per year, shared: 5% per year, b.z: 5% per year, effect: 2"


@pytest.mark.parametrize(
    ("views", "said"),
    [
        ("{v: {}}", "value-missing: The view `v` lacks values for 4 assumptions: `a.x`, `shared`, `b.z`, `effect`."),
        (
            f"{{v: {{{FULL.replace('effect: 2', 'efect: 2')}}}}}",
            "unknown-assumption: No cause or modifier uses an assumption `efect`. Did you mean `effect`?",
        ),
        (
            f"{{v: {{{FULL.replace('b.z', 'b.other')}}}}}",
            "unknown-assumption: No cause or modifier uses an assumption `b.other`. Did you mean `b.z`?",
        ),
        (
            f"{{v: {{{FULL.replace('shared', 'a.y')}}}}}",
            "unknown-assumption: No cause or modifier uses an assumption `a.y`. The cause `a.y` uses the assumption `shared`.",
        ),
        (f"{{v: {{{FULL}}}, w: {{else: u}}}}", "unknown-view: There is no view `u`."),
        (f"{{v: {{{FULL}}}, w: {{else: u, a.x: {{no base rate: None fits.}}}}}}", "unknown-view: There is no view `u`."),
        ("{v: {else: w}, w: {else: v}, u: {else: v}}", "else-cycle: These views leave their assumptions to each other: v → w → v."),
        ("{v: {else: v}}", "else-cycle: These views leave their assumptions to each other: v → v."),
        ("{v: {a.x: 5% per year}, w: {else: v}}", "value-missing: The view `v` lacks values for 3"),
        (f"{{v: {{{FULL.replace('2', '2 per year')}}}}}", "timing: A hazard ratio has no timing."),
        (f"{{v: {{{FULL.replace('a.x: 5% per year', 'a.x: {because: x}')}}}}}", "missing-key: A value needs `value`, or"),
        (f"{{v: {{{FULL.replace('a.x: 5% per year', 'a.x: ')}}}}}", "empty: A value is empty."),
        (f"{{v: {{{FULL.replace('a.x: 5% per year', 'a.x: [1]')}}}}}", "wrong-form: A value is a text, not a list."),
        ("v", "wrong-form: `views` is a mapping of names, not the text `v`."),
        ("", "empty: `views` has nothing in it."),
        ("{v: }", "value-missing: The view `v`"),
        ("{v: text}", "wrong-form: A view is a mapping of `name: value`, not the text `text`."),
    ],
)
def test_faults_of_views_are_said_once(complain: Complain, views: str, said: str) -> None:
    (found,) = complain(events=EVENTS, views=views)
    assert found.startswith(said)


def test_the_bare_name_of_a_base_rate_is_no_value() -> None:
    text = """
ifso: 1
start: 2026-05-01
horizon: 5 years
base rates: {coups: {then: coup}}
events: {a: {resolves: x, causes: {x: {because: y}}}}
views: {v: {a.x: coups}}
"""
    with pytest.raises(Invalid) as caught:
        read_scenario(text)
    assert [(d.code, d.hint) for d in caught.value.diagnostics if d.is_error] == [("number", "Write `{base rate: coups}`.")]


def test_a_text_that_begins_with_a_hash_is_named() -> None:
    text = "ifso: 1\nstart: 2026-05-01\nhorizon: 5 years\nevents:\n  a:\n    says: #1 supplier\n    resolves: # a remark\n"
    with pytest.raises(Invalid) as caught:
        read_scenario(text)
    assert [(d.code, d.message) for d in caught.value.diagnostics if d.is_error] == [
        ("empty", "`says` is empty, since this `#` begins a remark."),
        ("empty", "`resolves` is empty."),
    ]


def test_a_scenario_with_assumptions_needs_views(complain: Complain) -> None:
    (found,) = complain(events=EVENTS)
    assert found.startswith("missing-key: A scenario with assumptions needs `views`: a.x, shared, b.z, effect.")


def test_a_scenario_without_assumptions_needs_none(complain: Complain) -> None:
    assert complain(events="{a: }", questions="{q: {if: a, then: a}}") == []


def test_a_cause_that_cannot_be_read_does_not_make_values_unknown(complain: Complain) -> None:
    (found,) = complain(events="{a: [x]}", views="{v: {a.x: 5% per year}}")
    assert found.startswith("wrong-form")
