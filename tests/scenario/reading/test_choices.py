from collections.abc import Callable
from pathlib import Path

import pytest

from ifso.scenario.load import load_scenario, read_scenario
from ifso.scenario.meaning import Kind

Complain = Callable[..., list[str]]
GOOD = Path(__file__).parents[2] / "files" / "good"
EVENTS = "{a: {causes: {x: {modified: {chosen: oil.sell, by: blocks}}}}, b: {}}"
VIEWS = "{v: {a.x: 5% per year, oil: sell}}"
OIL = "{oil: {actor: russia, options: {sell: , keep: }}}"


def test_choices_and_interests_as_they_are_meant() -> None:
    scenario, _ = load_scenario(GOOD / "choices.yaml")
    assert {name: (choice.actor, choice.after, tuple(choice.options)) for name, choice in scenario.choices.items()} == {
        "arms": ("norway", "", ("sell", "lend", "refuse")),
        "grain": ("council", "famine", ("give", "keep")),
        "palace": ("iran", "grain_runs_out", ("yield", "stay")),
    }
    arms = scenario.choices["arms"]
    assert (arms.says, arms.because, arms.quotes[0].source) == ("Does Norway sell arms?", "It has to decide.", "report")
    sell, lend, _ = arms.options.values()
    assert (sell.path, sell.says, sell.because, len(sell.quotes)) == ("arms.sell", "Norway sells arms.", "It pays.", 1)
    assert (lend.path, lend.says) == ("arms.lend", "Lend")
    assert [interest.weight for interest in scenario.interests] == [
        "norway.war", "norway.famine", "council.famine", "council.revolt", "iran.revolt",
    ]  # fmt: skip
    assert scenario.interests[0].because == "It fears for its trade."
    assert scenario.interests[0].quotes[0].passage == "one in three within five years"
    weights = [assumption for assumption in scenario.assumptions.values() if assumption.kind is Kind.WEIGHT]
    assert [(weight.name, weight.used_by) for weight in weights][:2] == [("norway.war", ("norway",)), ("norway.famine", ("norway",))]
    assert [event.name for event in scenario.events.values() if event.hidden] == ["plot"]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("{oil: {actor: usa, options: {sell: , keep: }}}", "unknown-actor: There is no actor `usa`."),
        ("{oil: {options: {sell: , keep: }}}", "missing-key: A choice needs `actor`."),
        ("{oil: {actor: russia}}", "missing-key: A choice needs `options`."),
        ("{oil: {actor: russia, options: {sell: }}}", "few-options: The choice `oil` has a single option"),
        ("{oil: {actor: russia, options: [sell, keep]}}", "wrong-form: `options` is a mapping of names, not a list."),
        ("{oil: {actor: russia, options: {sell: no, keep: }}}", "wrong-form: An option is a mapping of `name: value`, not the text `no`."),
        ("{oil: {actor: russia, options: {sell: , quote: }}}", "name: `quote` has a meaning of its own where views speak of a choice"),
        ("{oil: {actor: russia, options: {sell: , reasoned: }}}", "name: `reasoned` has a meaning of its own and cannot name an option."),
        ("{oil: {actor: russia, after: c, options: {sell: , keep: }}}", "unknown-event: There is no event `c`."),
        ("{oil: {actor: russia, after: a, options: {sell: , keep: }}}", "modifies-itself: This modifier of a cause of `a` reads a choice"),
        (
            "{oil: {actor: russia, after: [a, b], options: {sell: , keep: }}}",
            "wrong-form: A choice is taken at the start or when",
        ),
        ("{oil: {actor: russia, by: b, options: {sell: , keep: }}}", "unknown-key: `by` is not part of a choice."),
    ],
)
def test_faults_of_choices_are_said_once(complain: Complain, choices: str, said: str) -> None:
    found = complain(actors="{russia: RUS}", events=EVENTS, choices=choices, views=VIEWS)
    assert [line[: len(said)] for line in found] == [said]


@pytest.mark.parametrize(("name", "what"), [("a", "an event"), ("russia", "an actor"), ("effect", "an assumption")])
def test_a_choice_has_a_name_of_its_own(complain: Complain, name: str, what: str) -> None:
    events = EVENTS.replace("oil.sell, by: blocks", f"{name}.sell, by: effect")
    views = f"{{v: {{a.x: 5% per year, {name}: sell}}}}" if name != "effect" else "{v: {a.x: 5% per year, effect: 2}}"
    views = views if name == "effect" else views.replace("}}", ", effect: 2}}")
    (found,) = complain(actors="{russia: RUS}", events=events, choices=OIL.replace("oil", name), views=views)
    assert found == f"name-twice: `{name}` names a choice and {what}. Give one of the two another name."


@pytest.mark.parametrize(
    ("interests", "said"),
    [
        ("{usa: {a: }}", "unknown-actor: There is no actor `usa`."),
        ("{russia: {c: }}", "unknown-event: There is no event `c`."),
        ("{russia: }", "empty: `russia` has nothing in it."),
        ("{russia: a}", "wrong-form: Interests are a mapping of events, not the text `a`. Write `russia: {a: {}}`"),
        ("{russia: [a]}", "wrong-form: Interests are a mapping of events, not a list. Write `russia: {a: {}}`"),
        ("{russia: {a: 10}}", "wrong-form: An interest is a mapping of `name: value`, not the text `10`."),
        ("{russia: {a: {weight: 10}}}", "unknown-key: `weight` is not part of an interest."),
        ("[russia]", "wrong-form: `interests` is a mapping of names, not a list."),
    ],
)
def test_faults_of_interests_are_said_once(complain: Complain, interests: str, said: str) -> None:
    views = VIEWS.replace("oil: sell", "oil: sell, russia.a: 1")
    found = [
        line
        for line in complain(actors="{russia: RUS}", events=EVENTS, choices=OIL, interests=interests, views=views)
        if not line.startswith("unknown-assumption")
    ]
    assert [line[: len(said)] for line in found] == [said]


def test_a_weight_that_meets_a_chance_is_complained_of(complain: Complain) -> None:
    events = "{a: {causes: {b: {modified: {chosen: oil.sell, by: blocks}}}}, b: {}}"
    choices = OIL.replace("russia", "a")
    found = complain(
        actors="{a: RUS}", events=events, choices=choices, interests="{a: {b: }}", views="{v: {a.b: 5% per year, oil: sell}}"
    )  # fmt: skip
    assert found == ["mixed-assumption: `a.b` is a weight here and a chance in line 5. Give one of the two another name."]


def test_options_that_make_no_difference_are_warned_of() -> None:
    text = (
        "ifso: 1\nstart: 2026-05-01\nhorizon: 1 year\nactors: {russia: RUS}\n"
        "events: {a: {resolves: x, causes: {x: {modified: {chosen: oil.sell, by: blocks}}}}}\n"
        "choices: {oil: {actor: russia, options: {sell: , keep: , burn: }}}\nviews: {v: {a.x: 5% per year, oil: sell}}\n"
    )
    _, (warning,) = read_scenario(text)
    assert (warning.code, warning.message) == (
        "option-unused",
        "It makes no difference which of `keep`, `burn` is chosen: nothing reads them.",
    )
    assert read_scenario(text.replace(", burn: ", ""))[1] == ()


def test_interests_of_those_who_choose_nothing_are_warned_of() -> None:
    text = (
        "ifso: 1\nstart: 2026-05-01\nhorizon: 1 year\nactors: {russia: RUS}\nevents: {a: {resolves: x, causes: {x: }}}\n"
        "interests: {russia: {a: }}\nviews: {v: {a.x: 5% per year, russia.a: 3}}\n"
    )
    _, (warning,) = read_scenario(text)
    assert (warning.code, warning.message) == ("interest-unused", "`russia` has interests and nothing to choose.")
