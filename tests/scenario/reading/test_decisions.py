from collections.abc import Callable
from pathlib import Path

import pytest

from ifso.scenario.load import load_scenario
from ifso.scenario.meaning import Decision, Fixed, Mixed, Origin, Reasoned

Complain = Callable[..., list[str]]
GOOD = Path(__file__).parents[2] / "files" / "good"
_READS = "{chosen: oil.sell, by: blocks}, {chosen: oil.keep, by: blocks}, {chosen: gas.flow, by: blocks}"
EVENTS = f"{{a: {{causes: {{x: {{modified: [{_READS}]}}}}}}, b: {{}}}}"
CHOICES = "{oil: {actor: russia, options: {sell: , keep: , burn: }}, gas: {actor: norway, options: {flow: , stop: }}}"


def _complaints(complain: Complain, views: str) -> list[str]:
    return complain(actors="{russia: RUS, norway: NOR}", events=EVENTS, choices=CHOICES, interests="{russia: {a: }}", views=views)


def test_decisions_as_they_are_meant() -> None:
    scenario, _ = load_scenario(GOOD / "choices.yaml")
    third = 1 / 3
    wanted: dict[str, dict[str, Decision]] = {
        "author": {"arms": Reasoned(), "grain": Reasoned(), "palace": Mixed(chances={"yield": 0.7, "stay": 0.3})},
        "other": {
            "arms": Mixed(chances={"sell": third, "lend": third, "refuse": third}),
            "grain": Fixed(option="keep"),
            "palace": Mixed(chances={"yield": 1.0, "stay": 0.0}),
        },
        "third": {"grain": Fixed(option="give")},
    }
    for name, decisions in wanted.items():
        view = scenario.views[name]
        assert list(view.choices) == list(decisions)
        for choice, decision in decisions.items():
            found = view.choices[choice].decision
            assert type(found) is type(decision)
            if isinstance(found, Mixed) and isinstance(decision, Mixed):
                assert dict(found.chances) == pytest.approx(dict(decision.chances))
                assert sum(found.chances.values()) == pytest.approx(1, abs=1e-15)
            else:
                assert found == decision
    grain = scenario.views["author"].choices["grain"]
    assert (grain.because, grain.quotes[0].passage) == ("Its members count.", "are empty")


def test_what_a_view_leaves_open_is_borrowed() -> None:
    scenario, _ = load_scenario(GOOD / "choices.yaml")
    assert {name: held.lender for name, held in scenario.held_choices("third").items()} == {
        "arms": "other", "grain": "third", "palace": "other",
    }  # fmt: skip
    assert [scenario.rationality(name) for name in ("author", "other", "third")] == [1.5, 1.5, 0.0]
    assert scenario.held("third")["norway.war"].lender == "author"


def test_no_passage_states_a_weight() -> None:
    scenario, _ = load_scenario(GOOD / "choices.yaml")
    assert {scenario.views["author"].values[interest.weight].origin for interest in scenario.interests} == {Origin.ANALYST}


@pytest.mark.parametrize(
    ("oil", "said"),
    [
        ("sel", "unknown-option: The choice `oil` has no option `sel`. Did you mean `sell`?"),
        ("reasond", "unknown-option: The choice `oil` has no option `reasond`. Did you mean `reasoned`?"),
        ("oil.sell", "unknown-option: Here an option goes by its own name alone. Write `sell`."),
        ("70%", "mixture: `70%` does not say of which option it is the probability. Write `oil: {sell: …, keep: …, burn: …}`."),
        ("[sell, keep]", "wrong-form: What is chosen is a text, not a list."),
        ("''", "empty: What is chosen is empty."),
        ("{}", "mixture: The mix leaves out `sell`, `keep`, `burn`."),
        ("{sell: 70%, keep: 30%}", "mixture: The mix leaves out `burn`. Write `burn: 0%` if it is never chosen."),
        ("{sell: 70%, keep: 30%, burn: 2%}", "mixture: The probabilities of `oil` come to 102%."),
        ("{sell: 0.5, keep: 0.4, burn: 0}", "mixture: The probabilities of `oil` come to 90%."),
        ("{sell: 1, keep: 1, burn: 0}", "mixture: The probabilities of `oil` come to 200%."),
        ("{sell: 0, keep: 0, burn: 0}", "mixture: The probabilities of `oil` come to 0%."),
        ("{sell: 70%, kept: 30%, burn: 0}", "unknown-option: The choice `oil` has no option `kept`. Did you mean `keep`?"),
        ("{sell: 170%, keep: 30%, burn: 0}", "out-of-range: A probability cannot exceed 100%."),
        ("{sell: likely, keep: 30%, burn: 0}", "number: `likely` is a range, and a mix is of numbers."),
        ("{sell: , keep: 30%, burn: 0}", "empty: A probability is empty."),
        ("{sell: {value: 70%}, keep: 30%, burn: 0}", "wrong-form: A probability is a text, not a mapping."),
        ("{because: x}", "missing-key: A decision needs `value`."),
        ("{because: x, sell: 100%}", "unknown-key: `sell` is not part of a decision."),
        ("{value: {value: sell}}", "unknown-option: The choice `oil` has no option `value`."),
    ],
)
def test_faults_of_decisions(complain: Complain, oil: str, said: str) -> None:
    found = _complaints(complain, f"{{v: {{a.x: 5% per year, russia.a: 1, gas: flow, oil: {oil}}}}}")
    assert any(line.startswith(said) for line in found)
    assert {line.split(":")[0] for line in found} <= {said.split(":", maxsplit=1)[0], "missing-key", "number"}


@pytest.mark.parametrize(
    "oil",
    [
        "{sell: 33%, keep: 33%, burn: 33%}", "{sell: 33.4%, keep: 33.3%, burn: 0.333}", "{sell: 0.2, keep: 0.3, burn: 0.5}",
        "{sell: 70%, keep: 30%, burn: 1%}",
    ],
)  # fmt: skip
def test_what_comes_to_one_within_rounding_is_taken(complain: Complain, oil: str) -> None:
    assert _complaints(complain, f"{{v: {{a.x: 5% per year, russia.a: 1, gas: flow, oil: {oil}}}}}") == []


@pytest.mark.parametrize(
    ("rationality", "said"),
    [
        ("-1", "out-of-range: A rationality cannot be below 0."),
        ("high", "number: `high` is not a rationality."),
        ("{value: 1}", "wrong-form: A rationality is a number, not a mapping."),
        ("''", "empty: `rationality` is empty."),
    ],
)
def test_faults_of_rationality(complain: Complain, rationality: str, said: str) -> None:
    (found,) = _complaints(complain, f"{{v: {{a.x: 5% per year, russia.a: 1, gas: flow, oil: reasoned, rationality: {rationality}}}}}")
    assert found.startswith(said)


FULL = "a.x: 5% per year, russia.a: 1, gas: flow"


@pytest.mark.parametrize(
    ("views", "codes"),
    [
        (f"{{v: {{{FULL}}}}}", ["choice-open: The view `v` leaves open the choice `oil`."]),
        ("{v: {a.x: 5% per year, russia.a: 1}}", ["choice-open: The view `v` leaves open 2 choices, `oil`, `gas`."]),
        (f"{{v: {{{FULL}}}, w: {{else: v}}}}", ["choice-open: The view `v` leaves open the choice `oil`."]),
        (f"{{v: {{{FULL}, oil: reasoned}}, w: {{else: v}}}}", ["rationality-missing: In the view `v` the choice `oil` is reasoned"]),
        (f"{{v: {{{FULL}, oil: reasoned}}, w: {{else: v, rationality: 1}}}}", ["rationality-missing: In the view `v`"]),
        (f"{{v: {{{FULL}, oil: sell}}, w: {{else: v, oil: reasoned}}}}", ["rationality-missing: In the view `w`"]),
        (f"{{v: {{{FULL}, oil: sell, rationality: 1}}, w: {{else: v, oil: reasoned}}}}", []),
        (f"{{v: {{{FULL}, oil: reasoned, rationality: 0}}, w: {{else: v, oil: sell}}}}", []),
        ("{v: {a.x: 5% per year, russia.a: 1, oil: sell, gas: reasoned, rationality: 1}}", ["no-interests: `norway` has no interests"]),
        (f"{{v: {{{FULL}, oil: sell}}, w: {{else: u}}}}", ["unknown-view: There is no view `u`."]),
    ],
)
def test_what_a_view_lacks_is_said_once_and_where_it_is_lacking(complain: Complain, views: str, codes: list[str]) -> None:
    found = _complaints(complain, views)
    assert [line[: len(said)] for line, said in zip(found, codes, strict=True)] == codes


def test_choices_need_views(complain: Complain) -> None:
    found = complain(actors="{russia: RUS}", events="{a: }", choices="{oil: {actor: russia, options: {sell: , keep: }}}")
    assert found == ["missing-key: A scenario with choices needs `views`: oil. Write for example `views: {author: {oil: …}}`."]
