"""Answers in which actors choose: against rows evaluated one by one, and errors against the scatter over seeds."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from ifso.engine.answering import DRAWS, WORLDS, Answered, Reading, Sizes, answer
from ifso.engine.compiling import compile_view
from ifso.engine.deciding import answer_played
from ifso.engine.draws import draw
from ifso.engine.evaluating import Evaluator
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Program
from ifso.engine.results import Taken, answer_views
from ifso.scenario.meaning import (
    Between,
    Decision,
    Event,
    Exactly,
    Fixed,
    Learnt,
    Mixed,
    Observed,
    Question,
    Reasoned,
    Scenario,
    Seen,
    When,
)

from .building import VIEW, scenario
from .test_evaluating import DECISIONS, QUESTION, crisis

SIZES = Sizes(draws=60, worlds=1000)
LEARNT = Question(name="q", then="war", by=6.0, antecedent=Learnt(event="crisis", by=2.0))


def of(made: Scenario, decided: Mapping[str, Decision] | None = None) -> tuple[Program, Play]:
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program, decided)
    assert play is not None
    return program, play


def without_doubt(made: Scenario) -> Scenario:
    """Return a scenario in whose view every number is a point, the middle of what it was."""
    view = made.views[VIEW]

    def middle(number: object) -> Exactly:
        if isinstance(number, Between):
            return Exactly(value=(number.low + number.high) / 2)
        assert isinstance(number, Exactly)
        return number

    return replace(made, views={VIEW: replace(view, values={n: replace(v, number=middle(v.number)) for n, v in view.values.items()})})


@pytest.mark.parametrize("question", [QUESTION, LEARNT], ids=["do", "given"])
def test_the_value_is_the_mean_over_draws_and_the_interval_their_middle(question: Question) -> None:
    program, play = of(crisis())
    found = answer_played(program, play, question, seed=3, sizes=SIZES)
    rows = draw(program, 3, 0, 60)
    for reading, estimate in found.chances.items():
        assert estimate is not None
        assert estimate.low is not None
        assert estimate.high is not None
        if not reading.startswith("given"):
            of_rows = Evaluator(program, [play], question, reading, seed=3, worlds=1000)(rows).mean(axis=1)
            assert estimate.value == pytest.approx(of_rows.mean(), abs=1e-12)
            assert estimate.low >= np.quantile(of_rows, 0.05) - 0.01
            assert estimate.high <= np.quantile(of_rows, 0.95) + 0.01
        if reading is Reading.DO_NOT:  # which rests on one number, a point, and on a choice that is not taken
            assert estimate.low == estimate.value == estimate.high
        else:
            assert estimate.low < estimate.value < estimate.high
        assert found.curves[reading].values[-1] == pytest.approx(estimate.value, abs=1e-12)
    assert (found.draws, found.worlds, found.unsolved) == (60, 1000, 0)


def test_the_difference_is_that_of_the_readings() -> None:
    program, play = of(crisis())
    found = answer_played(program, play, QUESTION, seed=3, sizes=SIZES)
    do, do_not = found.chances[Reading.DO], found.chances[Reading.DO_NOT]
    assert do is not None
    assert do_not is not None
    assert found.difference is not None
    assert found.difference.value == pytest.approx(do.value - do_not.value, abs=1e-12)


def test_neither_threads_nor_progress_change_anything() -> None:
    program, play = of(crisis())
    told: list[float] = []
    one = answer_played(program, play, QUESTION, seed=3, sizes=SIZES, threads=1)
    two = answer_played(program, play, QUESTION, seed=3, sizes=SIZES, threads=2, progress=told.append)
    assert one == two
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_where_every_choice_is_settled_it_is_the_plain_answer_to_the_last_bit() -> None:
    settled = {"us": "arm", "them": "wait", "luck": "good", "aside": "red"}
    made = crisis({choice: Fixed(option=option) for choice, option in settled.items()})
    program, play = of(made)
    found = answer_played(program, play, QUESTION, seed=3, sizes=SIZES)
    plain = answer(program, QUESTION, fixed=play.times(play.profiles[0]), seed=3, sizes=SIZES)
    assert replace(found, chosen={}) == replace(plain, chosen={})
    assert {choice: [o for o, e in options.items() if e.value == 1.0] for choice, options in found.chosen.items()} == {
        choice: [option] for choice, option in settled.items()
    }
    assert found.rests_on == ()


def test_without_choices_it_is_the_plain_answer() -> None:
    program = compile_view(replace(crisis(), choices={}, events=scenario({"war": []}).events), VIEW)
    question = Question(name="q", then="war", by=6.0)
    assert answer_played(program, None, question, seed=3, sizes=SIZES) == answer(program, question, seed=3, sizes=SIZES)


def test_a_choice_that_tells_nothing_changes_nothing() -> None:
    program, play = of(crisis(), {"us": Fixed(option="arm"), "them": Fixed(option="wait"), "luck": Fixed(option="good")})
    found = answer_played(program, play, QUESTION, seed=3, sizes=SIZES)
    assert found.rests_on == ()
    plain = answer(program, QUESTION, fixed=play.times(play.profiles[0]), seed=3, sizes=SIZES)
    assert found.chances == plain.chances
    assert found.chosen["aside"]["red"].value == 0.5


def test_what_is_told_of_options_are_chances_that_add_up() -> None:
    program, play = of(crisis())
    found = answer_played(program, play, QUESTION, seed=3, sizes=SIZES)
    assert set(found.chosen) == {"us", "them", "luck", "aside"}
    for options in found.chosen.values():
        assert sum(estimate.value for estimate in options.values()) == pytest.approx(1.0, abs=1e-9)
    assert (found.chosen["luck"]["good"].low, found.chosen["luck"]["good"].value) == pytest.approx((0.3, 0.3))
    assert found.chosen["luck"]["good"].error == pytest.approx(0.0, abs=1e-12)
    arms = found.chosen["us"]["arm"]
    assert arms.low is not None
    assert arms.high is not None
    assert arms.low < arms.value < arms.high
    assert found.rests_on == ("us", "them", "luck")
    assert {"us.war", "us.peace", "them.war", "them.crisis"} <= set(found.used)


def test_uncertain_weights_alone_make_an_interval() -> None:
    made = without_doubt(crisis())
    program, play = of(made)
    sharp = answer_played(program, play, QUESTION, seed=3, sizes=SIZES)
    assert sharp.draws == 1
    view = made.views[VIEW]
    unsure = {**view.values, "us.war": replace(view.values["us.war"], number=Between(low=-30.0, high=30.0))}
    program, play = of(replace(made, views={VIEW: replace(view, values=unsure)}))
    wide = answer_played(program, play, QUESTION, seed=3, sizes=SIZES)
    assert wide.draws == 60
    for found, is_wide in ((sharp, False), (wide, True)):
        for estimate, least in ((found.chances[Reading.DO], 0.001), (found.chosen["us"]["arm"], 0.2)):
            assert estimate is not None
            assert estimate.low is not None
            assert estimate.high is not None
            assert (estimate.high - estimate.low > least) == is_wide
            assert (estimate.high == estimate.low) != is_wide
            assert estimate.low <= estimate.value <= estimate.high


def test_mixed_choices_alone_are_an_average_of_profiles() -> None:
    decided: dict[str, Decision] = {"us": Fixed(option="arm"), "them": Mixed(chances={"arm": 0.2, "wait": 0.5, "leave": 0.3})}
    program, play = of(crisis(), decided)
    found = answer_played(program, play, QUESTION, seed=3, sizes=SIZES).chances[Reading.DO]
    total = 0.0
    for option, chance in (("arm", 0.2), ("wait", 0.5), ("leave", 0.3)):
        _, one = of(crisis(), {**decided, "them": Fixed(option=option), "luck": Fixed(option="good")})
        part = answer_played(program, one, QUESTION, seed=3, sizes=SIZES).chances[Reading.DO]
        assert part is not None
        total += chance * part.value
    assert found is not None
    assert found.value == pytest.approx(total, abs=1e-12)


def scatter(made: Scenario, question: Question, sizes: Sizes, seeds: int) -> dict[str, tuple[float, float]]:
    """Return, by what is told, the standard deviation over seeds and the root of the mean square of the errors told."""
    program, play = of(made)
    told: list[Answered] = [answer_played(program, play, question, seed=seed, sizes=sizes) for seed in range(seeds)]
    pairs: dict[str, list[tuple[float, float]]] = {}
    for found in told:
        parts = {**{str(r): e for r, e in found.chances.items()}, "difference": found.difference, "arm": found.chosen["us"]["arm"]}
        for name, estimate in parts.items():
            assert estimate is not None
            assert estimate.error is not None
            pairs.setdefault(name, []).append((estimate.value, estimate.error))
    return {
        name: (float(np.std([v for v, _ in found], ddof=1)), float(np.sqrt(np.mean([e**2 for _, e in found]))))
        for name, found in pairs.items()
    }


@pytest.mark.parametrize("rationality", [0.7, 4.0])
@pytest.mark.parametrize(
    ("question", "doubt", "sizes"),
    [
        (QUESTION, False, Sizes(draws=1, worlds=1536)),
        (LEARNT, False, Sizes(draws=1, worlds=1500)),
        (QUESTION, True, Sizes(draws=40, worlds=384)),
    ],
    ids=["do", "given", "draws"],
)
def test_the_standard_error_is_the_scatter_over_seeds(question: Question, doubt: bool, sizes: Sizes, rationality: float) -> None:  # noqa: FBT001 - a parameter of the test
    made = crisis(DECISIONS)
    made = replace(made, views={VIEW: replace(made.views[VIEW], rationality=rationality)})
    for name, (seen, told) in scatter(made if doubt else without_doubt(made), question, sizes, 80).items():
        assert told == pytest.approx(seen, rel=0.25), name


def test_views_hold_their_choices_and_a_request_can_decide_otherwise() -> None:
    made = crisis()
    found = answer_views(made, QUESTION, [VIEW], seed=3, sizes=SIZES).views[0]
    assert found.answered == answer_played(*of(made), QUESTION, seed=3, sizes=SIZES)
    assert isinstance(found.choices["us"].decided.decision, Reasoned)
    assert found.choices["us"].lender == VIEW
    assert found.rationality == 1.2
    decided: dict[str, Decision] = {"us": Fixed(option="arm"), "them": Fixed(option="wait")}
    other = answer_views(made, QUESTION, [VIEW], decided=decided, seed=3, sizes=SIZES).views[0]
    assert other.choices["us"].decided.decision == Fixed(option="arm")
    assert other.choices["us"].lender == ""
    assert other.answered == answer_played(*of(made, decided), QUESTION, seed=3, sizes=SIZES)
    assert not {"us.war", "us.peace"} & set(other.held)
    with pytest.raises(KeyError):
        answer_views(made, QUESTION, [VIEW], decided={"nobody": Fixed(option="arm")}, sizes=SIZES)


# ---------------------------------------------------------------- news


def observed(at: float) -> Taken:
    seen = {"crisis": Seen(event="crisis", at=at, happened=True)}
    return Taken(observed=Observed(as_of=1.0, seen=seen), before=ALONE)


ALONE = Question(name="q", then="war", by=6.0)


def test_news_under_settled_choices_is_news_of_what_they_leave() -> None:
    """Options that change nothing for the war, one of them taken after what has been observed: as if nobody could choose."""
    nothing = {"us": "wait", "them": "wait", "luck": "good", "aside": "blue"}
    made = crisis({choice: Fixed(option=option) for choice, option in nothing.items()})

    def without(event: Event) -> Event:
        causes = (replace(c, modifiers=tuple(m for m in c.modifiers if m.when is not When.CHOSEN)) for c in event.causes)
        return replace(event, causes=tuple(causes))

    plain = replace(made, choices={}, events={name: without(event) for name, event in made.events.items()})
    one, other = (answer_views(s, ALONE, [VIEW], news=observed(0.5), seed=3, sizes=SIZES).views[0].answered for s in (made, plain))
    assert one.chances == other.chances
    assert one.curves == other.curves


def test_an_option_taken_after_what_has_been_observed_bears_on_what_follows() -> None:
    decided: dict[str, Decision] = {"us": Fixed(option="wait"), "luck": Fixed(option="good"), "aside": Fixed(option="red")}

    def war(option: str) -> float:
        choices = {**decided, "them": Fixed(option=option)}
        found = answer_views(crisis(), ALONE, [VIEW], decided=choices, news=observed(0.5), seed=3, sizes=SIZES).views[0].answered
        chance = found.chances[Reading.LEFT_ALONE]
        assert chance is not None
        return chance.value

    assert war("leave") + 0.1 < war("wait") < war("arm")


def test_news_of_what_an_option_comes_after_rests_on_the_scenarios_numbers() -> None:
    made = crisis()
    held = answer_views(made, ALONE, [VIEW], news=observed(0.5), seed=3, sizes=Sizes(draws=64, worlds=128)).views[0].held
    assert {"us.war", "war.c0"} <= set(held) <= set(made.assumptions)


def test_where_no_number_is_named_profiles_get_an_eighth_of_the_draws() -> None:
    program, play = of(crisis())
    assert answer_played(program, play, ALONE, seed=3, sizes=Sizes(worlds=64)).draws == (1 if program.is_certain else DRAWS // 8)
    assert answer_played(program, play, ALONE, seed=3, sizes=Sizes(draws=10)).worlds == WORLDS
    assert answer_played(program, play, ALONE, seed=3, sizes=Sizes(draws=10, worlds=64)).worlds == 64
