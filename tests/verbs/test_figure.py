"""Figures: every kind in every form, the same bytes twice, and on them the numbers of the verbs."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.report.figures.sheet import asked
from ifso.report.words import percent
from ifso.verbs import figure as figures
from ifso.verbs.figure import KINDS

VIEWS = ("commentary", "sceptic")
LITTLE: dict[str, Any] = {"draws": 20, "worlds": 128}
BEGINS = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def loaded() -> Any:
    return ifso.load("central-asia")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A small scenario with uncertain numbers and two views."""
    text = ifso.load("tutorial").path.read_text(encoding="utf-8")
    views = "views:\n  bold:\n    strike.called: 60% to 80% within 1 year\n    deal.struck: 70% to 90% within 1 year\n"
    text = text.replace("views:\n", views).replace("40% within", "30% to 50% within").replace("50% within", "40% to 60% within")
    path = tmp_path_factory.mktemp("small") / "small.yaml"
    path.write_text(text.replace("30% to 40% to 60%", "30% to 50%"), encoding="utf-8")
    return ifso.load(path)


@pytest.fixture
def of_kind(small: Any) -> Callable[..., Any]:
    """Return a function that draws a kind: of the small scenario, or of an example that has what the kind shows."""

    def drawn(kind: str, file: Path) -> Any:
        match kind:
            case "history":
                return ifso.load("southeast-asia-1965").figure(kind, file)
            case "watch":  # in the small one, all that could be watched is made to happen
                return ifso.load("standoff").figure(kind, file, **LITTLE)
            case _:
                return small.figure(kind, file, **LITTLE)

    return drawn


def texts(path: Path) -> str:
    return " ".join(ET.fromstring(path.read_text(encoding="utf-8")).itertext())  # noqa: S314 - our own file


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_drawn_in_every_form_and_twice_the_same(of_kind: Callable[..., Any], kind: str, tmp_path: Path) -> None:
    for form, begins in BEGINS.items():
        files = [tmp_path / f"{name}.{form}" for name in ("one", "other")]
        drawn = [of_kind(kind, file) for file in files]
        assert files[0].read_bytes().startswith(begins)
        assert files[0].read_bytes() == files[1].read_bytes(), form
        assert drawn[0].numbers == drawn[1].numbers
        assert drawn[0].numbers


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_says_what_is_on_it_and_how_it_was_got(of_kind: Callable[..., Any], kind: str, tmp_path: Path) -> None:
    file = tmp_path / "figure.svg"
    drawn = of_kind(kind, file)
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == drawn.title
    says = root.findtext(f"{SVG}desc") or ""
    assert says == f"{drawn.alt} {drawn.method}"
    assert re.search(r"ifso \S+, scenario [a-z0-9-]+ [0-9a-f]{12}\.$", says)
    assert kind == "history" or "seed 0" in says
    assert root.findall(f".//{SVG}text"), "text stays text"
    assert not re.search(r"\b(19|20)\d\d-\d\d-\d\dT", file.read_text(encoding="utf-8")), "no date of drawing"


def test_the_answer_has_the_numbers_of_ask(loaded: Any, tmp_path: Path) -> None:
    request = {**LITTLE, "views": ("commentary", "history")}
    drawn = loaded.figure("answer", tmp_path / "answer.svg", **request)
    answer = loaded.ask(**request).answer
    told = {f"{v.view} {reading.value}": e.value for v in answer.views for reading, e in v.answered.chances.items()}
    assert dict(drawn.numbers) == told
    written = texts(tmp_path / "answer.svg")
    assert all(percent(value) in written for value in told.values())
    assert "very likely (80-95%)" in written


def test_the_timeline_ends_where_the_answer_is(loaded: Any, tmp_path: Path) -> None:
    request = {**LITTLE, "views": ("commentary",)}
    drawn = dict(loaded.figure("timeline", tmp_path / "timeline.svg", **request).numbers)
    for reading, chance in loaded.ask(**request).answer.views[0].answered.chances.items():
        assert drawn[f"commentary {reading.value}"] == pytest.approx(chance.value, abs=1e-9)


def test_the_tornado_has_the_swings_of_linchpins(loaded: Any, tmp_path: Path) -> None:
    request = {**LITTLE, "views": ("sceptic",)}
    drawn = dict(loaded.figure("tornado", tmp_path / "tornado.svg", **request).numbers)
    first = loaded.linchpins(**request).linchpins.views[0].linchpins[0]
    assert drawn[f"sceptic {first.name} low"] == first.swing.at_low.value
    assert drawn[f"sceptic {first.name} high"] == first.swing.at_high.value


def test_the_steps_of_cruxes_lead_from_one_answer_to_the_other(loaded: Any, tmp_path: Path) -> None:
    numbers = loaded.figure("cruxes", tmp_path / "cruxes.svg", views=VIEWS, **LITTLE).numbers
    assert numbers[0][1] + sum(value for _, value in numbers[1:-1]) == pytest.approx(numbers[-1][1], abs=0.001)
    found = loaded.cruxes(*VIEWS, **LITTLE).cruxes
    assert numbers[1] == (found.cruxes[0].name, found.cruxes[0].value)


def test_what_to_watch_has_the_numbers_of_watch(loaded: Any, tmp_path: Path) -> None:
    request = {**LITTLE, "views": ("commentary",)}
    drawn = dict(loaded.figure("watch", tmp_path / "watch.svg", **request).numbers)
    watching = loaded.watch(**request).watchlists.views[0].readings[0]
    best = {w.event: w.best for w in watching.telling}
    assert drawn
    for name, value in drawn.items():
        event, _, end = name.removeprefix("commentary ").partition(" ")
        assert value == (best[event].if_so if end == "if so" else best[event].if_not)


@pytest.mark.parametrize(
    ("example", "question", "title"),
    [
        ("tutorial", "main", "How likely is “There is a pay deal” by 1 January 2028, if “The rail workers strike” is made to happen?"),
        ("central-asia", "fall", "How likely is “The government of the Islamic Republic of Iran falls” by 1 May 2029?"),
        ("central-asia", "settlement", "If Russia supports Iran with arms, does it lose a settlement in its favour in Ukraine?"),
    ],
)
def test_a_title_is_a_sentence_whatever_form_events_have(example: str, question: str, title: str) -> None:
    scenario = ifso.load(example).scenario
    assert asked(scenario, scenario.questions[question]) == title


def test_history_has_the_counts_of_the_lock(loaded: Any, tmp_path: Path) -> None:
    drawn = dict(loaded.figure("history", tmp_path / "history.svg").numbers)
    counted = loaded.scenario.lock.base_rates["us_troops_after_a_fall"].counted
    assert drawn["us_troops_after_a_fall history: 2 of 51"] == pytest.approx(counted.k / counted.n)
    assert "us_troops_after_a_fall commentary" in drawn
    written = " ".join(texts(tmp_path / "history.svg").split())
    assert "us_troops_after_a_fall" not in written
    assert "were there 100 or more in three of the next 5 years? (over 5 years, 1951 to 2015)" in written


def test_a_pdf_carries_its_description_and_its_letters(loaded: Any, tmp_path: Path) -> None:
    drawn = loaded.figure("answer", tmp_path / "a.pdf", views=("commentary",), **LITTLE)
    made = (tmp_path / "a.pdf").read_bytes()
    assert b"/CreationDate" not in made
    assert b"/FontFile2" in made
    assert b"Under commentary" in made or b"Under commentary" in b"".join(
        zlib.decompress(part) for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL) if part[:1] == b"x"
    )
    assert drawn.alt.startswith("Under commentary")


def test_width_and_bareness(loaded: Any, tmp_path: Path) -> None:
    wide, bare = tmp_path / "wide.svg", tmp_path / "bare.svg"
    title = loaded.figure("answer", wide, width=89, views=("commentary",), **LITTLE).title
    loaded.figure("answer", bare, width=89, bare=True, views=("commentary",), **LITTLE)
    assert (ET.fromstring(wide.read_text(encoding="utf-8")).get("width") or "").startswith("252.2")  # noqa: S314 - 89 mm in points
    shown = " ".join(text for node in ET.fromstring(bare.read_text(encoding="utf-8")).iter(f"{SVG}text") for text in node.itertext())  # noqa: S314
    assert title[:30] not in shown
    assert "Simulated" not in shown
    assert "Simulated" in texts(bare)


@pytest.mark.parametrize(
    ("kind", "name", "more", "word"),
    [
        ("pie", "a.svg", {}, "pie"),
        ("answer", "a.gif", {}, r"\.gif"),
        ("answer", "nothing", {}, "nothing"),
        ("answer", "a.svg", {"width": 3}, "3 mm"),
        ("answer", "a.svg", {"width": "wide"}, "number of millimetres"),
        ("answer", "a.svg", {"colour": "red"}, "colour"),
        ("answer", "no/such/a.svg", LITTLE, "cannot be written"),
        ("cruxes", "a.svg", {"views": ("commentary",)}, "holds two views against each other"),
    ],
)
def test_what_cannot_be_drawn_is_said(loaded: Any, tmp_path: Path, *, kind: str, name: str, more: dict[str, Any], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        loaded.figure(kind, tmp_path / name, **more)


def test_history_that_was_never_asked_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="counted nothing"):
        ifso.load("tutorial").figure("history", tmp_path / "a.svg")


def test_without_matplotlib_the_remedy_is_named(loaded: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="matplotlib") as raised:
        loaded.figure("answer", tmp_path / "a.svg")
    assert 'pip install "ifso[figures]"' in raised.value.hint


def test_the_command_draws_and_says_what_is_on_it(ifso: Any, tmp_path: Path) -> None:
    printed = ifso("figure", "tutorial", "answer", "-o", str(tmp_path / "a.svg"), "--draws", "1", "--worlds", "256")
    assert printed.code == 0
    assert printed.out == f"{tmp_path / 'a.svg'}\n"
    assert "Under mine, strike made to happen:" in " ".join(printed.err.split())
    assert (tmp_path / "a.svg").exists()
    assert ifso("figure", "tutorial", "answer", "-o", str(tmp_path / "a.gif")).code == 2


def test_the_command_hands_out_what_is_drawn(ifso: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    printed = ifso("figure", "tutorial", "answer", "-o", str(path), "--draws", "1", "--worlds", "256", "--json")
    told = json.loads(printed.out)
    assert (told["written"], told["kind"]) == (str(path), "answer")
    assert [one["name"] for one in told["numbers"]] == ["mine do", "mine do not", "mine left alone"]
    assert told["says"].startswith("Under mine, strike made to happen:")
