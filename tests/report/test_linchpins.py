"""What an answer hinges on, in words, bars and tables."""

import html
import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from ifso.engine.flipping import Range
from ifso.engine.linchpins import Instead, Linchpin, Swing
from ifso.engine.replicating import Measured
from ifso.report.linchpin_words import sentences, subject
from ifso.report.linchpins import BAR, bar, linchpins_in_short, linchpins_text
from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Kind
from ifso.verbs.linchpins import Hinged
from ifso.verbs.loading import Loaded

TEXT = """
ifso: 1
title: Test
start: 2026-01-01
horizon: 10 years
actors: {north: {name: The north, kind: government}}
events:
  storm: {says: A storm comes., resolves: x, causes: {season: {says: The season brings one.}}}
  flood:
    says: The river floods.
    resolves: x
    causes: {by_storm: {after: storm, modified: [{once: dam, by: effect_of_dam}]}, of_its_own: {}}
  dam:
    says: There is a dam.
    resolves: x
    causes: {built: {modified: [{until: storm, by: calm}]}, rebuilt: {after: {all: [storm, flood]}, chance: shared}}
  famine: {says: There is famine., resolves: x, causes: {hunger: {after: {any: [storm, flood]}}, want: {after: flood, chance: shared}}}
views:
  author:
    storm.season: 30% within 1 year
    flood.by_storm: 40% to 80% within 1 year
    flood.of_its_own: 1% to 3% per year
    effect_of_dam: 0.1 to 0.5
    dam.built: 50% within 2 years
    calm: 2
    shared: 10% within 1 year
    famine.hunger: 20% to 60% within 3 years
  reader: {else: author, flood.by_storm: 5% to 10% within 1 year}
questions:
  main: {if: storm, then: famine}
"""


def load(text: str = TEXT) -> Loaded:
    return Loaded(scenario=read_scenario(text)[0], path=Path("text.yaml"), warnings=())


@pytest.fixture(scope="module")
def found() -> Hinged:
    return load().linchpins(draws=100, worlds=64)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("storm.season", "“The season brings one”"),
        ("flood.by_storm", "“A storm comes” leading to “The river floods”"),
        ("flood.of_its_own", "“The river floods” (of its own)"),
        ("famine.hunger", "“A storm comes” or “The river floods” leading to “There is famine”"),
        ("effect_of_dam", "the effect of “There is a dam” on “A storm comes” leading to “The river floods”"),
        ("calm", "the effect that lasts until “A storm comes” on “There is a dam” (built)"),
        ("shared", "shared"),
    ],
)
def test_an_assumption_is_named_in_the_words_of_the_scenario(name: str, words: str) -> None:
    assert subject(load().scenario, name) == words


def test_another_view_is_the_first_thing_said(found: Hinged) -> None:
    view = found.linchpins.views[0]
    one = next(one for one in view.linchpins if one.name == "flood.by_storm")
    first = next(sentences(found.linchpins, view, one))
    assert first.startswith(
        "If “A storm comes” leading to “The river floods” were as rare as reader has it (5.0 to 10% instead of 40 to 80% over"
    )
    assert "the chance would fall from" in first


def test_beside_every_word_of_likelihood_stands_its_range(found: Hinged) -> None:
    text = " ".join(str(found).split())
    for word in ("almost no chance", "very unlikely", "roughly even chance", "very likely", "almost certain"):
        assert text.count(word) == len(re.findall(rf"{word} \(\d", text))


def test_the_page_says_what_was_varied_and_how_much_was_simulated(found: Hinged) -> None:
    text = " ".join(str(found).split())
    for said in ("at its 5% and at its 95% value", "the answer's variance", "a chance of 0 and of 1", "from 100 base draws", "seed 0"):
        assert said in text


@pytest.mark.parametrize("width", [50, 70, 110, 200])
def test_no_line_is_longer_than_the_page_and_no_figure_is_lost(found: Hinged, width: int) -> None:
    text = linchpins_text(found.linchpins, width)
    assert max(map(len, text.splitlines())) <= width
    one = found.linchpins.views[0].linchpins[0]
    assert one.swing is not None
    assert one.flip is None or f"{one.flip.value:.0%}" in text
    assert one.name in text.replace("\n", "")


def test_in_short_those_come_first_that_move_the_answer_most_at_another_views_number_over_their_range_or_without(found: Hinged) -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    view = found.linchpins.views[0]
    console.print(linchpins_in_short(found.linchpins, view, top=2))
    text = console.export_text()
    named = [line for line in text.splitlines() if not line.startswith(" ")]

    def furthest(one: Linchpin) -> float:
        others = [effect.change.value for effect in one.as_others.values()]
        without = [effect.change.value for instead, effect in one.effects.items() if instead is not Instead.CERTAIN]
        return max(map(abs, others + ([one.swing.change.value] if one.swing else without)), default=0.0)

    assert len(named) == 2
    assert {furthest(one) for one in view.linchpins if one.name in named} == set(sorted(map(furthest, view.linchpins))[-2:])


def hinge(at_low: float, at_high: float) -> Linchpin:
    measured = [Measured(value=value, error=0.0) for value in (at_low, at_high, at_high - at_low)]
    swing = Swing(low=0.1, high=0.9, at_low=measured[0], at_high=measured[1], change=measured[2])
    return Linchpin(
        name="x", kind=Kind.CHANCE, median=0.5, is_certain=False, swing=swing, first=None, total=None, effects={},
        range=Range(least=0.0, most=1.0), flip=None, flip_sought=False,
    )  # fmt: skip


def test_a_bar_is_light_on_the_side_of_the_low_value() -> None:
    assert bar(hinge(0.0, 1.0), 0.5, 0.0, 1.0) == "▒" * 8 + "│" + "█" * 7
    assert bar(hinge(1.0, 0.0), 0.5, 0.0, 1.0) == "█" * 8 + "│" + "▒" * 7
    assert bar(hinge(0.6, 0.9), 0.5, 0.0, 1.0) == " " * 8 + "│██████"
    assert len(bar(hinge(0.2, 1.0), 1.0, 0.0, 1.0)) == BAR


def test_words_of_a_scenario_are_no_markup() -> None:
    hostile = "</pre><script>alert(1)</script> & [/red] [bold]x[/bold]"
    page = load(TEXT.replace("says: A storm comes.", f'says: "{hostile}"')).linchpins(draws=20, worlds=64)._repr_html_()
    assert "<script" not in page
    assert page.count("</pre>") == 1
    assert " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split()).count(hostile) >= 2


def test_what_has_been_observed_is_said_to_be_passed_over() -> None:
    text = TEXT + "observed: {as of: 2026-06-01}\n"
    assert "What the scenario says has been observed is passed over here." in str(load(text).linchpins(draws=20, worlds=64))
