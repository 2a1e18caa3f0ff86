"""The finding as text and as HTML: what is said, and what a text of the scenario cannot do to it."""

import html
import io
import re
from pathlib import Path

import pytest
from rich.console import Console

import ifso
from ifso.report.answer import answer_html, answer_report, answer_text
from ifso.report.numbers import numbers_report
from ifso.scenario.load import read_scenario
from ifso.verbs.ask import Asked
from ifso.verbs.loading import Loaded

HOSTILE = "</pre><script>alert(1)</script> & [/red] [bold]x[/bold] :smile: {code} %s 界"


def ask(text: str, **request: object) -> Asked:
    return Loaded(scenario=read_scenario(text)[0], path=Path("text.yaml"), warnings=()).ask(worlds=1000, **request)


@pytest.fixture(scope="module")
def hostile() -> Asked:
    said = f'"{HOSTILE}"'
    return ask(f"""
ifso: 1
title: {said}
start: 2026-05-01
horizon: 10 years
events:
  war: {{says: {said}, resolves: x, causes: {{c: {{}}}}}}
  famine: {{says: {said}, resolves: x, causes: {{c: {{after: war}}}}, resolved: {{on: 2030-01-01, note: {said}}}}}
views: {{v: {{about: {said}, war.c: {{value: 30% within 1 year, because: {said}}}, famine.c: 40% within 1 year}}}}
questions: {{main: {{says: {said}, if: war, then: famine}}}}
""")


def test_words_of_a_scenario_are_no_markup_of_the_page(hostile: Asked) -> None:
    page = hostile._repr_html_()
    assert "<script" not in page
    assert page.count("</pre>") == 1
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert " ".join(text.split()).count(HOSTILE) >= 4


def test_words_of_a_scenario_are_no_markup_of_the_terminal(hostile: Asked) -> None:
    text = " ".join(str(hostile).split())
    assert text.count(HOSTILE) == 7  # title, question, both events, what came of one and its note, and whose view
    assert "\x1b" not in text


def test_a_page_for_a_notebook_is_one_block_with_the_text_of_the_terminal(hostile: Asked) -> None:
    page = answer_html(hostile.answer)
    assert page.startswith("<pre")
    assert page.rstrip().endswith("</pre>")
    plain = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert [line.rstrip() for line in plain.strip().splitlines()] == [
        line.rstrip() for line in answer_text(hostile.answer).strip().splitlines()
    ]


def test_a_notebook_shows_an_answer_once(hostile: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def display(*_: object) -> None:
        raise AssertionError

    before = str(hostile), hostile._repr_html_()
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    monkeypatch.setattr("rich.jupyter.display", display)
    assert (str(hostile), hostile._repr_html_()) == before


@pytest.mark.parametrize("width", [40, 60, 80, 110, 200])
@pytest.mark.parametrize("name", ["tutorial", "standoff", "central-asia", "southeast-asia-1965"])
def test_no_line_is_wider_than_the_page(name: str, width: int) -> None:
    answer = ifso.load(name).ask(draws=10, worlds=64).answer
    assert max(len(line.rstrip()) for line in answer_text(answer, width).splitlines()) <= width


def test_every_view_every_reading_and_what_they_rest_on() -> None:
    answer = ifso.load("standoff").ask(worlds=1000).answer
    text = answer_text(answer)
    for said in (
        "made to happen",
        "prevented",
        "left alone",
        "difference",
        "90% interval",
        "calm rests on",
        "tense rests on",
        "borrowed from calm",
    ):
        assert said in text
    assert "seed 0" in text
    assert answer.scenario.sha256[:12] in text


def test_every_word_of_likelihood_has_its_range_beside_it() -> None:
    word = re.compile(r"(?:almost no chance|very unlikely|unlikely|roughly even chance|very likely|likely|almost certain)( \(\d+-\d+%\))?")
    for name in ("standoff", "central-asia"):
        text = answer_text(ifso.load(name).ask(draws=20, worlds=500).answer, 200)
        rows = [line for line in text.splitlines() if re.match(r".{,40}(made to happen|prevented|left alone) ", line)]
        found = [ranged for row in rows for ranged in word.findall(row)]
        assert len(rows) >= 6
        assert found
        assert all(found)


def test_the_numbers_name_their_origin_and_their_lender() -> None:
    console = Console(file=io.StringIO(), width=160, record=True)
    console.print(numbers_report(ifso.load("standoff").ask(worlds=64, assume="talks.called=1% per year").answer, 160))
    text = console.export_text()
    for said in ("talks.called", "1% per year", "given with the request", "5% per year", "analyst's reading; borrowed from calm"):
        assert said in text


def test_a_report_is_drawn_with_nothing_to_tell() -> None:
    text = "ifso: 1\nstart: 2026-05-01\nhorizon: 1 day\nevents: {a: {resolves: x}}\nviews: {v: {}}\nquestions: {q: {then: a}}\n"
    asked = ask(text)
    assert "rests on no numbers" in str(asked)
    assert answer_report(asked.answer, 20)


def test_an_error_that_cannot_be_told_is_said_to_be_unknown() -> None:
    text = " ".join(str(ifso.load("central-asia").ask(views="commentary", draws=1, worlds=100)).split())
    assert "standard error unknown" in text
    assert "How far the simulation is off is unknown" in text
    assert "standard error at most" not in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{then: a}", "A: it happened on 30 April 1975. The answer makes no use of this."),
        ("{then: a, by: 1970-01-01}", "A: it happened on 30 April 1975, after the date asked about."),
        ("{then: b}", "B: it had not happened by 1 January 1970, and later is not told."),
        ("{if: a, then: b, by: 1969-01-01}", "B: it had not happened by 1 January 1970. A: it happened on 30 April 1975. The answer"),
    ],
)
def test_what_came_of_the_events_asked_about(question: str, said: str) -> None:
    text = f"""ifso: 1
start: 1965-01-01
horizon: 20 years
events:
  a: {{resolves: x, resolved: 1975-04-30, causes: {{c: {{}}}}}}
  b: {{resolves: x, resolved: not by 1970-01-01, causes: {{c: {{after: a}}}}}}
views: {{v: {{a.c: 50% within 20 years, b.c: 50% within 20 years}}}}
questions: {{main: {question}}}
"""
    assert f"What came of it {said}" in " ".join(str(ask(text)).split())
