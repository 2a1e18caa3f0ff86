import json
from datetime import date

import pytest

import ifso
from ifso.engine.estimating import Estimate
from ifso.ground.diagnostics import Diagnostic, Place, Severity
from ifso.report.plain import answer_dict, diagnostic_dict, estimate_dict


def test_an_estimate_with_its_word() -> None:
    estimate = Estimate(value=0.3, low=0.2, high=0.4, error=0.01)
    assert estimate_dict(estimate) == {"value": 0.3, "low": 0.2, "high": 0.4, "error": 0.01}
    assert estimate_dict(estimate, word=True) == {
        "value": 0.3, "low": 0.2, "high": 0.4, "error": 0.01, "word": "unlikely", "word_range": [0.2, 0.45],
    }  # fmt: skip
    assert estimate_dict(None, word=True) is None


@pytest.mark.parametrize("value", [0.0, 0.005, 0.995, 1.0])
def test_where_the_directive_has_no_word_there_is_none(value: float) -> None:
    found = estimate_dict(Estimate(value=value, low=value, high=value, error=0.0), word=True)
    assert found is not None
    assert (found["word"], found["word_range"]) == (None, None)


def test_a_diagnostic_with_and_without_a_place() -> None:
    place = Place(file="a.yaml", line=2, column=3, length=4, text="  word")
    found = diagnostic_dict(Diagnostic(code="name", message="No.", hint="So.", place=place, severity=Severity.WARNING))
    assert found == {
        "code": "name", "severity": "warning", "message": "No.", "hint": "So.",
        "file": "a.yaml", "line": 2, "column": 3, "length": 4, "text": "  word",
    }  # fmt: skip
    bare = diagnostic_dict(Diagnostic(code="name", message="No."))
    assert {key for key, value in bare.items() if value is None} == {"file", "line", "column", "length", "text"}


def test_dates_are_those_of_the_question() -> None:
    loaded = ifso.load("standoff")
    value = answer_dict(loaded.ask(do="north_mobilises@2026-04-01", by="2027-07-01", prevent="talks", worlds=100).answer)
    assert (value["scenario"]["start"], value["scenario"]["horizon"]) == ("2026-01-01", "2028-01-01")
    assert value["question"]["antecedent"] == {
        "event": "north_mobilises", "says": "The northern state calls up its army.", "reading": "do", "at": "2026-04-01",
    }  # fmt: skip
    assert value["question"]["by"] == "2027-07-01"
    assert value["also"] == [{"event": "talks", "made_to_happen": None}]
    given = answer_dict(loaded.ask(given="talks@1 year", worlds=100).answer)["question"]["antecedent"]
    assert (given["reading"], given["known_by"]) == ("given", "2027-01-01")
    for view in value["views"]:
        for curve in view["curves"].values():
            days = [date.fromisoformat(day) for day in curve["dates"]]
            assert (days[0], days[-1]) == (date(2026, 1, 1), date(2027, 7, 1))


def test_every_number_says_where_it_comes_from() -> None:
    loaded = ifso.load("central-asia")
    value = answer_dict(loaded.ask(views=["history"], assume=f"{loaded.scenario.causes[0].chance}=10% per year", draws=5, worlds=50).answer)
    (view,) = value["views"]
    origins = {number["origin"] for number in view["rests_on"]}
    assert {"history", "analyst"} <= origins
    assert all(number["origin_says"] for number in view["rests_on"])
    assert all(number["counted"] for number in view["rests_on"] if number["origin"] == "history")
    assert all(number["view"] is None for number in view["rests_on"] if number["origin"] == "asked")
    assert json.loads(json.dumps(value, allow_nan=False)) == value
