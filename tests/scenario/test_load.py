from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ifso.ground.diagnostics import Invalid, UsageError
from ifso.history.codes import CODES as HISTORY
from ifso.scenario.codes import CODES
from ifso.scenario.load import load_scenario, read_scenario
from ifso.scenario.meaning import AtOnce, Between, Count, Done, Exactly, Kind, Learnt, Origin, Outcome, When, Window

FILES = Path(__file__).parents[1] / "files"
GOOD = sorted((FILES / "good").glob("*.yaml"))
EXAMPLES = sorted(path for path in (Path(__file__).parents[2] / "src/ifso/examples").glob("*/*.yaml") if path.stem == path.parent.name)


def expected_code(path: Path) -> str:
    """Return the code of either room that a file is named after."""
    return max((code for code in (*CODES, *HISTORY) if path.stem == code or path.stem.startswith(f"{code}-")), key=len)


BAD = sorted(path for path in (FILES / "bad").glob("*.yaml") if expected_code(path) in CODES)
"""Those that reading alone complains of; of the others history complains."""


@pytest.mark.parametrize("path", [*GOOD, *EXAMPLES], ids=lambda path: path.name)
def test_good_files_and_examples_load_without_a_warning(path: Path) -> None:
    scenario, warnings = load_scenario(path)
    assert warnings == ()
    assert scenario.name == path.stem
    for view in scenario.views:
        assert set(scenario.held(view)) == set(scenario.assumptions)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_file_earns_the_complaint_that_it_is_named_after_and_no_other(path: Path) -> None:
    try:
        _, found = load_scenario(path)
    except Invalid as problem:
        found = problem.diagnostics
    assert {diagnostic.code for diagnostic in found} == {expected_code(path)}
    for diagnostic in found:
        assert diagnostic.message.endswith((".", "?"))
        assert diagnostic.severity is CODES[diagnostic.code].severity
        assert diagnostic.place is None or diagnostic.place.column <= len(diagnostic.place.text) + 1


def test_every_code_has_a_bad_file() -> None:
    assert {expected_code(path) for path in BAD} == set(CODES)


def test_the_whole_meaning_of_a_file_with_every_form() -> None:
    scenario, _ = load_scenario(FILES / "good" / "everything.yaml")
    assert (scenario.start, scenario.horizon) == (date(2026, 5, 1), 10.0)
    assert scenario.title == "Everything: a test"
    assert list(scenario.events) == ["NO", "war", "famine", "unrest", "révolte"]
    (norway,) = scenario.actors["norway"].states
    assert (norway.iso3, norway.cow, norway.gw) == ("NOR", 385, 385)
    assert [s.iso3 for s in scenario.actors["wide"].states] == ["KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG"]
    assert [(a.kind, a.title) for a in scenario.actors.values()] == [
        ("state", "Norway"),
        ("state", "Iran"),
        ("region", "Central Asia"),
        ("region", "Wide"),
        ("leader", "the Supreme Leader"),
        ("", "The council"),
    ]
    triggers = {cause.path: (cause.trigger.events, cause.trigger.needs) for cause in scenario.causes}
    assert triggers["war.plain"] == ((), 0)
    assert triggers["war.odds"] == (("NO",), 1)
    assert triggers["war.both"] == (("NO", "famine"), 2)
    assert triggers["war.either"] == (("NO", "famine", "unrest"), 1)
    assert triggers["war.two"] == (("NO", "famine", "unrest"), 2)
    modified = next(cause for cause in scenario.causes if cause.path == "war.modified")
    assert [(m.when, m.event, m.by, m.blocks) for m in modified.modifiers] == [
        (When.ONCE, "NO", "effect", False),
        (When.UNTIL, "famine", "", True),
        (When.ONCE, "unrest", "second_effect", False),
    ]
    assert scenario.assumptions["domino"].used_by == ("war.two", "unrest.shared")
    assert scenario.assumptions["effect"].kind is Kind.RATIO
    assert scenario.events["war"].resolved == Outcome(happened=date(2031, 4, 30), not_by=None)
    assert scenario.events["unrest"].resolved == Outcome(happened=None, not_by=date(2035, 1, 1), note="By the date of the report.")
    assert scenario.events["révolte"].says == "Révolte"


def test_the_values_of_a_file_with_every_form() -> None:
    scenario, _ = load_scenario(FILES / "good" / "everything.yaml")
    author, other = scenario.held("author"), scenario.held("other")
    assert author["war.odds"].value.number == Exactly(value=0.3)
    assert author["war.odds"].value.timing == Window(opens=0.5, closes=2.0)
    assert author["domino"].value.number == Count(k=5, n=57)
    assert author["famine.word"].value.number == Between(low=0.95, high=0.99, word="almost certain")
    assert author["effect"].value.timing is None
    assert other["war.plain"].value.timing == AtOnce()
    assert (other["domino"].lender, other["effect"].lender) == ("author", "other")
    assert {name: held.value.origin for name, held in author.items() if held.value.origin is not Origin.ANALYST} == {
        "war.modified": Origin.SOURCE,
        "domino": Origin.COUNT,
        "famine.of_its_own": Origin.COUNT,
    }


def test_the_questions_of_a_file_with_every_form() -> None:
    scenario, _ = load_scenario(FILES / "good" / "everything.yaml")
    questions = scenario.questions
    assert [(q.then, q.by) for q in questions.values()] == [("war", 10.0), ("famine", 8.0), ("famine", 10.0), ("unrest", 5.0), ("NO", 10.0)]
    assert questions["main"].antecedent == Done(event="révolte", at=0.0)
    assert isinstance(questions["later"].antecedent, Done)
    assert questions["later"].antecedent.at == pytest.approx(1 + 245 / 366)
    assert questions["reading"].antecedent == Learnt(event="war", by=2.0)
    assert questions["learnt"].antecedent == Learnt(event="NO", by=5.0)
    assert questions["alone"].antecedent is None


def test_a_quote_is_found_where_it_stands() -> None:
    scenario, _ = load_scenario(FILES / "good" / "everything.yaml")
    text = (FILES / "good" / "report.md").read_text(encoding="utf-8")
    quotes = [quote for cause in scenario.causes for quote in cause.quotes]
    assert [text[quote.start : quote.end] for quote in quotes] == [
        "the minister said,\n“are empty”",
        "One observer puts the chance of war at one in three",
    ]


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        load_scenario(tmp_path / "a.yaml")
    with pytest.raises(UsageError, match="is a folder"):
        load_scenario(tmp_path)


def test_a_text_without_a_folder_has_no_source_files() -> None:
    data = (FILES / "good" / "everything.yaml").read_bytes()
    with pytest.raises(Invalid) as caught:
        read_scenario(data)
    assert [d.code for d in caught.value.diagnostics] == ["source-file"]


def test_complaints_come_in_the_order_of_the_text_and_all_at_once() -> None:
    text = "ifso: 1\nstart: soon\nevnts: {}\nevents:\n  a: {causes: {c: {after: b}}}\n"
    text += "views:\n  v: {a.c: 2 per year}\nquestions:\n  q: {then: x}\n"
    with pytest.raises(Invalid) as caught:
        read_scenario(text)
    assert [(d.code, d.place and d.place.line) for d in caught.value.diagnostics] == [
        ("horizon", 1),
        ("date", 2),
        ("unknown-key", 3),
        ("no-criterion", 5),
        ("unknown-event", 5),
        ("out-of-range", 7),
        ("unknown-event", 9),
    ]


def _large(events: int) -> str:
    lines = ["ifso: 1", "start: 2026-05-01", "horizon: 10 years", "events:"]
    for i in range(events):
        lines += [
            f"  e{i}:",
            f'    resolves: "A stranger could tell that {i} has happened, because it would be in every newspaper."',
            "    causes:",
        ]
        for j in range(4):
            lines += [
                f"      c{j}:",
                f"        after: {{all: [e{(i + 1) % events}, e{(i + 2) % events}]}}",
                "        because: The analyst says so.",
            ]
    lines += ["views:", "  v:", *(f"    e{i}.c{j}: 20% to 40% within 3 years" for i in range(events) for j in range(4))]
    return "\n".join(lines) + "\n"


def test_five_hundred_events_with_two_thousand_causes_are_read() -> None:
    scenario, _ = read_scenario(_large(500))
    assert (len(scenario.events), len(scenario.causes), len(scenario.assumptions)) == (500, 2000, 2000)


# ---------------------------------------------------------------- nothing but Invalid

SEEDS = [path.read_text(encoding="utf-8") for path in GOOD if path.name != "bom-crlf.yaml"]
PIECES = [
    "{", "}", "[", "]", ":", ": ", "- ", "#", "&a ", "*a", "!t ", "|", ">", "'", '"', "\\", "%", "?", ",", "\n", "\r", "\t", "  ", "\0",
    "\ufeff", "---\n", "null", "else", "all", "at least 9 of", "within", "100%", "9" * 30, "war", "2026-13-45", "0001-01-01", "9999-12-31",
    "{base rate: exits}", "{no base rate: x}", "base rates: {}", "compare: {}", "timing: at once", "then: ",
    "1000 years", "at once", "..", "/etc/passwd", "é", "\ud800", "blocks", "events:", "views: {}", "<<: x",
]  # fmt: skip


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 3, 10, 40])))
        new = draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=5), st.just(text[start : start + 60])))
        text = text[:start] + new + text[end:]
    return text


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=_mutated())
def test_a_damaged_file_is_read_or_invalid(text: str) -> None:
    scenario, found = None, ()
    try:
        scenario, found = read_scenario(text, "mutated.yaml", FILES / "good")
    except Invalid as problem:
        found = problem.diagnostics
    assert any(diagnostic.is_error for diagnostic in found) == (scenario is None)
    for view in scenario.views if scenario is not None else ():
        assert set(scenario.held(view)) == set(scenario.assumptions)


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_invalid(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_scenario(data)
    assert any(diagnostic.is_error for diagnostic in caught.value.diagnostics)
