"""The scenarios that come with the program say what they claim to say."""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy.linalg import expm

import ifso.examples
from ifso.scenario.load import load_scenario
from ifso.scenario.meaning import Between, Exactly, Fixed, Kind, Origin, Quote, Rate, Reasoned, Scenario, When
from ifso.verbs.doubting import doubts_of

FOLDER = Path(ifso.examples.__file__).parent
FILES = sorted(file for file in FOLDER.glob("*/*.yaml") if file.parent.name != "reference-classes")
NAMES = ["central-asia", "southeast-asia-1965", "standoff", "tutorial"]
FIRST_LINE = "# yaml-language-server: $schema=../ifso.schema.json"

# What the article behind central-asia calls people and states. The project may report such a word inside “…”, with its source, and no more.
LABELS = ("regime", "jewish formation", "aggression", "agents", "arrogance", "colonial", "springboard", "chaos")

ROOT = Path(__file__).parents[2]


HISTORIES = [("central-asia", "history"), ("southeast-asia-1965", "record_of_1964")]


def file_of(name: str) -> Path:
    return FOLDER / name / f"{name}.yaml"


def meaning_of(name: str) -> Scenario:
    scenario, _ = load_scenario(file_of(name))
    return scenario


def quotes_of(scenario: Scenario) -> Iterator[Quote]:
    for event in scenario.events.values():
        yield from event.quotes
        for cause in event.causes:
            yield from cause.quotes
            for modifier in cause.modifiers:
                yield from modifier.quotes
    for view in scenario.views.values():
        for value in view.values.values():
            yield from value.quotes


def folded(text: str) -> str:
    for typographic, plain in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(typographic, plain)
    return " ".join(text.split())


def labels_in(text: str) -> list[str]:
    lowered = " ".join(text.lower().split())
    return [label for label in LABELS if re.search(rf"\b{label}", lowered)]


def test_each_example_is_a_folder_with_a_scenario_of_its_name() -> None:
    assert [file.stem for file in FILES] == NAMES
    assert [file.parent.name for file in FILES] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_loads_without_errors_or_warnings(name: str) -> None:
    scenario, diagnostics = load_scenario(file_of(name))
    assert [str(d) for d in diagnostics] == []
    assert scenario.name == name


@pytest.mark.parametrize("name", NAMES)
def test_names_the_schema_in_its_first_line(name: str) -> None:
    assert file_of(name).read_text(encoding="utf-8").split("\n", 1)[0] == FIRST_LINE


@pytest.mark.parametrize("name", NAMES)
def test_every_event_says_what_it_is_and_how_it_resolves(name: str) -> None:
    for event in meaning_of(name).events.values():
        assert event.says.endswith("."), event.name
        assert event.resolves.endswith("."), event.name


@pytest.mark.parametrize("name", ["central-asia", "southeast-asia-1965"])
def test_quotes_stand_verbatim_in_their_sources(name: str) -> None:
    scenario = meaning_of(name)
    texts = {source.name: folded((FOLDER / name / source.file).read_text(encoding="utf-8")) for source in scenario.sources.values()}
    quotes = list(quotes_of(scenario))
    assert len(quotes) >= 8
    for quote in quotes:
        assert folded(quote.passage) in texts[quote.source]
        assert quote.passage.endswith(".")


@pytest.mark.parametrize("name", ["central-asia", "southeast-asia-1965"])
def test_each_link_rests_on_a_quote_or_is_marked_as_the_analysts(name: str) -> None:
    for cause in meaning_of(name).causes:
        assert cause.quotes or cause.because, cause.path


# ---------------------------------------------------------------- central-asia


def test_central_asia_has_the_size_and_forms_of_a_whole_argument() -> None:
    scenario = meaning_of("central-asia")
    assert 12 <= len(scenario.events) <= 16
    assert 20 <= len(scenario.causes) <= 30
    triggers = [cause.trigger for cause in scenario.causes if len(cause.trigger.events) > 1]
    assert {trigger.needs for trigger in triggers} == {1, 2}  # `any` and `all`
    assert {modifier.when for cause in scenario.causes for modifier in cause.modifiers} == set(When)
    assert {"government_falls", "us_bases_in_iran", "russia_loses_central_asia"} <= scenario.events.keys()
    main = scenario.questions["main"]
    assert (main.then, main.by) == ("russia_loses_central_asia", 10.0)


def test_central_asia_holds_no_number_of_the_sources() -> None:
    scenario = meaning_of("central-asia")
    origins = {view.name: {value.origin for value in view.values.values()} for view in scenario.views.values()}
    assert origins == {"commentary": {Origin.ANALYST}, "sceptic": {Origin.ANALYST}, "history": {Origin.HISTORY}}


def test_central_asia_lets_three_actors_choose_for_reasons_that_are_marked_as_a_reading() -> None:
    scenario = meaning_of("central-asia")
    assert [choice.actor for choice in scenario.choices.values()] == ["russia", "china", "usa"]
    assert {interest.actor for interest in scenario.interests} == {"russia", "china", "usa"}
    assert all(interest.quotes or interest.because for interest in scenario.interests)
    assert all(option.quotes or option.because for choice in scenario.choices.values() for option in choice.options.values())
    for view in ("commentary", "sceptic"):
        assert all(held.decided.decision == Reasoned() for held in scenario.held_choices(view).values())
        weights = [held.value for name, held in scenario.held(view).items() if scenario.assumptions[name].kind is Kind.WEIGHT]
        assert {value.origin for value in weights} == {Origin.ANALYST}
    assert all(isinstance(held.decided.decision, Fixed) for held in scenario.held_choices("history").values())


def test_the_sceptic_gives_a_reason_for_each_doubt() -> None:
    scenario = meaning_of("central-asia")
    sceptic = scenario.views["sceptic"]
    assert all(value.because for value in sceptic.values.values())
    claimed = {cause.chance for cause in scenario.causes if cause.quotes}
    assert claimed <= sceptic.values.keys()


@pytest.mark.parametrize(("name", "view"), HISTORIES)
def test_history_speaks_of_every_number_or_says_why_it_cannot(name: str, view: str) -> None:
    scenario = meaning_of(name)
    history = scenario.views[view]
    facts = {name for name, assumption in scenario.assumptions.items() if assumption.kind is not Kind.WEIGHT}
    assert set(history.values) | set(history.without) == facts  # what an event is worth to somebody is no fact that history could count
    assert not set(history.values) & set(history.without)
    assert all(reason.endswith(".") for reason in history.without.values())
    assert {value.base_rate for value in history.values.values()} == set(scenario.base_rates)
    assert all(value.origin is Origin.HISTORY for value in history.values.values())


@pytest.mark.parametrize(("name", "view"), HISTORIES)
def test_every_base_rate_asks_in_words_and_says_what_it_cannot_tell(name: str, view: str) -> None:
    assert view in meaning_of(name).views
    for written in meaning_of(name).base_rates.values():
        assert written.said["asks"].endswith("?")
        assert all(text.words.endswith(".") for text in written.texts["limits"])


@pytest.mark.parametrize(("name", "view"), HISTORIES)
def test_the_lock_is_that_of_the_scenario(name: str, view: str) -> None:
    scenario = meaning_of(name)
    assert view in scenario.views
    assert scenario.lock is not None
    assert scenario.lock.scenario == scenario.sha256
    assert {rate: dict(locked.query) for rate, locked in scenario.lock.base_rates.items()} == {
        rate: dict(written.query) for rate, written in scenario.base_rates.items()
    }
    assert doubts_of(scenario) == ()


def test_the_faults_of_the_troop_data_are_said_where_they_bite() -> None:
    scenario = meaning_of("central-asia")
    for name in ("us_troops_after_a_fall", "us_troops_into_conflict", "us_troops_settle_next_door", "us_troops_in_allies_of_russia"):
        limits = " ".join(text.flat for text in scenario.base_rates[name].texts["limits"])
        assert re.search("Kyrgyzstan.* 2008|2008.*Kyrgyzstan", limits), name
        assert "Uzbekistan" in limits, name


def test_the_record_of_1964_knows_nothing_later() -> None:
    scenario = meaning_of("southeast-asia-1965")
    assert {written.said["as of"] for written in scenario.base_rates.values()} == {"1964"}
    assert scenario.lock is not None
    for locked in scenario.lock.base_rates.values():
        assert locked.as_of == 1964
        assert locked.years[1] + locked.window <= 1964
        assert all(year <= 1964 for hit in locked.hits for year in (hit.year, *hit.seen))
        assert not any(re.search(r"19(6[5-9]|[7-9]\d)|20\d\d", who) for hit in locked.hits for who in hit.who)


def test_labels_are_found_outside_quotation_marks_only() -> None:
    assert labels_in("The Regime’s agents") == ["regime", "agents"]
    assert labels_in(re.sub(r"“[^”]*”", "", "It speaks of “regime” change by a government.")) == []


def test_the_scenario_adopts_no_label_of_the_article() -> None:
    text = file_of("central-asia").read_text(encoding="utf-8")
    assert labels_in(re.sub(r"\b(autocratic_regime|regime_failure|regime_type)\b", "", text)) == []  # names of what was counted


def test_the_summary_reports_labels_inside_quotation_marks_only() -> None:
    summary = (FOLDER / "central-asia" / "commentary.md").read_text(encoding="utf-8")
    assert summary.count("“") == summary.count("”")
    assert labels_in(summary) != []
    assert labels_in(re.sub(r"“[^”]*”", "", summary)) == []


def test_every_claim_of_the_summary_names_who_makes_it() -> None:
    summary = (FOLDER / "central-asia" / "commentary.md").read_text(encoding="utf-8")
    claims = [part for part in summary.split("\n\n## The title\n\n")[1].split("\n\n") if not part.startswith("#")]
    assert len(claims) > 50
    for claim in claims:
        assert re.match(r"(The commentary|Vedomosti, as )", claim), claim


# ---------------------------------------------------------------- southeast-asia-1965


def test_what_came_of_the_dominoes_is_recorded() -> None:
    events = meaning_of("southeast-asia-1965").events
    happened = {name: str(event.resolved.happened) for name, event in events.items() if event.resolved and event.resolved.happened}
    assert happened == {
        "us_fights": "1965-03-08",
        "us_leaves": "1973-03-29",
        "south_vietnam_falls": "1975-04-30",
        "laos_falls": "1975-12-02",
        "cambodia_falls": "1975-04-17",
        "indonesian_party_banned": "1966-03-12",
    }
    spared = {name for name, event in events.items() if event.resolved and str(event.resolved.not_by) == "1985-01-01"}
    assert spared == {"thailand_falls", "burma_falls", "malaysia_falls", "indonesia_falls", "beyond_indochina"}
    assert all(event.resolved and event.resolved.note for event in events.values())


def test_the_mainland_dominoes_share_one_assumption() -> None:
    assumption = meaning_of("southeast-asia-1965").assumptions["next_in_the_row"]
    assert assumption.used_by == ("thailand_falls.domino", "burma_falls.domino", "malaysia_falls.domino")


def test_the_dissent_gives_the_dominoes_a_lower_chance_than_the_theory() -> None:
    views = meaning_of("southeast-asia-1965").views
    for name in ("next_in_the_row", "overseas", "cambodia_falls.from_vietnam"):
        theory, dissent = views["domino"].values[name].number, views["cia_1964"].values[name].number
        assert isinstance(theory, Between)
        assert isinstance(dissent, Between)
        assert dissent.high < theory.low


# ---------------------------------------------------------------- tutorial and standoff


def test_a_line_of_the_tutorial_holds_one_entry_and_fits_a_page() -> None:
    lines = [line for line in file_of("tutorial").read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) <= 30
    assert all(len(line) <= 80 and line.partition("#")[0].count(":") == 1 and not set(line) & set("{}[]&*") for line in lines)


def test_the_tutorial_page_shows_the_argument_as_the_file_has_it() -> None:
    page = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]
    assert len(shown.splitlines()) > 15
    assert shown in file_of("tutorial").read_text(encoding="utf-8")


def test_the_tutorial_leaves_time_for_both_windows() -> None:
    scenario = meaning_of("tutorial")
    assert scenario.horizon == 2.0
    assert [cause.path for cause in scenario.causes] == ["strike.called", "deal.struck"]
    assert [value.number for value in scenario.views["mine"].values.values()] == [Exactly(value=0.4), Exactly(value=0.5)]


def test_the_standoff_runs_in_a_circle_of_constant_rates() -> None:
    scenario = meaning_of("standoff")
    triggers = {cause.path: cause.trigger.events for cause in scenario.causes}
    assert triggers["north_mobilises.in_answer"] == ("south_mobilises",)
    assert triggers["south_mobilises.in_answer"] == ("north_mobilises",)
    for view in scenario.views:
        for held in scenario.held(view).values():
            assert isinstance(held.value.number, Exactly)
            assert held.value.timing is None or isinstance(held.value.timing, Rate)


def exact_chance(scenario: Scenario, view: str, then: str, by: float, *, made: str = "", kept: str = "") -> float:
    """P(T(then) <= by) from the Markov chain over sets of events, each set a number with one bit for each event."""
    bit = {name: 1 << place for place, name in enumerate(scenario.events)}
    held = scenario.held(view)
    rates = np.zeros((2 ** len(bit), 2 ** len(bit)))
    for state in range(len(rates)):
        for cause in scenario.causes:
            happened = sum(1 for event in cause.trigger.events if state & bit[event])
            if state & bit[cause.event] or cause.event in {made, kept} or happened < cause.trigger.needs:
                continue
            value = held[cause.chance].value
            assert isinstance(value.number, Exactly)
            assert isinstance(value.timing, Rate)
            hazard = -math.log1p(-value.number.value) / value.timing.period
            for modifier in cause.modifiers:
                if bool(state & bit[modifier.event]) is (modifier.when is When.ONCE):
                    ratio = Exactly(value=0.0) if modifier.blocks else held[modifier.by].value.number
                    assert isinstance(ratio, Exactly)
                    hazard *= ratio.value
            rates[state, state | bit[cause.event]] += hazard
            rates[state, state] -= hazard
    reached = expm(rates * by)[bit[made] if made else 0]
    return float(sum(chance for state, chance in enumerate(reached) if state & bit[then]))


def test_the_answers_written_under_the_standoff_are_exact() -> None:
    scenario = meaning_of("standoff")
    rows = re.findall(r"^#   (calm|tense) +(\w+) +([\d.% ]+)$", file_of("standoff").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(scenario.views) * len(scenario.questions)
    for view, name, written in rows:
        question = scenario.questions[name]
        expected = [exact_chance(scenario, view, question.then, question.by)]
        if question.antecedent is not None:
            event = question.antecedent.event
            expected.insert(0, exact_chance(scenario, view, question.then, question.by, kept=event))
            expected.insert(0, exact_chance(scenario, view, question.then, question.by, made=event))
        assert written.split() == [f"{chance:.4%}" for chance in expected]
