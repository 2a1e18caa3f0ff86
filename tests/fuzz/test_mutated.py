"""Damaged and altered scenarios through the whole of the program: whatever stands in a file, the end is an answer or a diagnostic."""

import json
import math
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ifso
from ifso.report.diagnostics import diagnostics_report
from ifso.scenario.locking import lock_path
from ifso.verbs.check import check
from ifso.verbs.loading import Loaded, load

FILES = Path(__file__).parents[1] / "files"
SEEDS = {path.stem: path for path in (*sorted((FILES / "good").glob("*.yaml")), *(example.path for example in ifso.list_examples()))}
EXAMPLES = {"central-asia": 60, "southeast-asia-1965": 60, "everything": 440, "standoff": 240, "choices": 240, "news": 240}
"""Mutated inputs of each seed; of the others 320."""

TOKEN = re.compile(r"[\d.,:]+%?(?: ?(?:to|of|-|–) ?[\d.]+%?)?|[^\W\d][\w.-]*|\d{4}-\d\d-\d\d|[\[\]{}:#|>&*!'\"]|\n *")
NUMBERS = [
    "0", "1", "0%", "100%", "0.5", "-5%", "1e999", "nan", "inf", "50% to 20%", "20% to 40%", "0 to 1", "0.0001% to 99.9999%", "0 of 0",
    "7 of 5", "0 of 9", "9 of 9", "1:0", "0:0", "3:7", "9" * 40, "1e-320", "likely", "almost no chance", "remote", "2", "1000000", "1e-6",
]  # fmt: skip
TIMES = [
    "at once", "per year", "per 1 day", "per 1000 years", "per century", "within 1 day", "within 1000 years", "within 0 years",
    "between 1 and 2 years", "between 2 and 1 years", "between 0 days and 1 day", "within a week", "within 1e9 years", "1 day", "2 years",
    "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2024-02-29", "200 years", "0 days", "2026-05-01",
]  # fmt: skip
PIECES = [
    "{", "}", "[", "]", ":", ": ", "- ", "#", "&a ", "*a", "!t ", "|", ">", "'", '"', "\\", "%", "?", ",", "\n", "\r", "\t", "  ", "\0",
    "---\n", "\ufeff", "\ud800", "\u2028", "\x85", "\x1b[2J", "null", "~", "NO", "else", "else: ", "about", "all", "{all: []}",
    "at least 9 of", "blocks", "once", "until", "after: ", "if: ", "given: ", "known by: 1 year", "at: 1 day", "by: 1 day", "{any: [a]}",
    "causes: {c: {}}", "modified: ", "resolved: ", "events: {}", "views: {}", "<<: x", "..", "/etc/passwd", "é", "a" * 300, "[" * 30,
    '"\\x1b"', '"\\0"', "{base rate: exits}", "{base rate: exits, timing: at once}", "{no base rate: x}", "base rates: {}", "base rate: ",
    "no base rate: ", "compare: {apart: 5 years}", "compare: unmatched", "within 5 years", "any neighbour (", "of self", "us_troops",
    "coup", "irregular_exit", "RUS", "not (", "the year before", "as of: 1964", "by: [region, decade]", "each: neighbour", "timing: ",
    "chosen: ", "arms.sell", "arms", "reasoned", "rationality", "rationality: ", "hidden: true", "hidden: ", "as of: ", "happened: ",
    "not by: ", "choices: {}", "interests: {}", "observed: {}", "options: {}", "options: ", "{sell: 70%, lend: 30%}", "value: ", "-3",
    "-3 to 4", "−2 to -1", "{arms: reasoned}", "{on: 2026-06-01}", "{by: 2026-06-01}", "0001-01-02", "1 year",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Return a text with a few of its words, numbers or characters replaced, doubled, moved or lost."""
    for _ in range(draw(st.integers(1, 3))):
        tokens = [found.span() for found in TOKEN.finditer(text)]
        kind = draw(st.sampled_from(["token", "token", "token", "line", "character"]))
        if kind == "token" and tokens:
            start, end = draw(st.sampled_from(tokens))
            word = st.sampled_from(tokens).map(lambda span, text=text: text[slice(*span)])
            new = draw(st.one_of(st.sampled_from(NUMBERS), st.sampled_from(TIMES), word, st.sampled_from(PIECES)))
        elif kind == "line":
            lines = [found.span() for found in re.finditer(r".*\n?", text)]
            start, end = draw(st.sampled_from(lines))
            new = draw(st.sampled_from(["", text[start:end] * 2, text[slice(*draw(st.sampled_from(lines)))] + text[start:end]]))
        else:
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 3, 30])))
            new = draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)))
        text = text[:start] + new + text[end:]
    return text


def answered(loaded: Loaded, pick: int) -> None:
    """Ask one question with tiny sizes, and print it in every form."""
    names = list(loaded.scenario.questions)
    if not names or not loaded.scenario.views:
        with pytest.raises(ifso.UsageError, match=r"asks no question|has no view|on condition of|no sooner than"):
            loaded.ask()
        return
    refused = [ifso.UsageError] if loaded.scenario.observed is not None else []  # news that cannot have come about, or too few worlds
    with suppress(*refused):
        hold(loaded.ask(names[pick % len(names)], draws=4, worlds=64, seed=pick, threads=1))


def hold(asked: ifso.Asked) -> None:
    """Hold an answer against what every answer is, in every form."""
    plain = json.loads(json.dumps(asked.to_dict(), allow_nan=False))
    for view in plain["views"]:
        for chance in view["chances"].values():
            if chance is not None:
                assert 0 <= chance["value"] <= 1
                assert -1e-12 <= chance["low"] <= chance["high"] <= 1 + 1e-12
                assert 0 <= chance["error"] <= 1
        for curve in view["curves"].values():
            assert curve["values"] == sorted(curve["values"])
            assert all(0 <= value <= 1 for value in curve["values"])
            assert curve["dates"] == sorted(curve["dates"])
        assert view["ratio"] is None or math.isfinite(view["ratio"]["value"])
    assert "Traceback" not in str(asked)
    assert asked._repr_html_()


def whole(path: Path, pick: int) -> bool:
    """Take a file all the way, and tell whether it could be asked; any error but the program's own comes through."""
    checked = check(str(path)).findings
    places = [(d.place.line, d.place.column) if d.place else (0, 0) for d in checked]
    assert places == sorted(places)
    try:
        loaded = load(path)
    except ifso.Invalid as problem:
        found = problem.diagnostics
        assert any(diagnostic.is_error for diagnostic in found)
        assert set(found) <= set(checked) or "base rates" in path.read_text(encoding="utf-8", errors="replace")
        assert all(str(text) for text in diagnostics_report(found))
        return False
    except ifso.UsageError:
        return False
    assert not any(diagnostic.is_error for diagnostic in loaded.warnings)
    assert all(str(text) for text in diagnostics_report(loaded.warnings))
    assert str(loaded)
    assert repr(loaded)
    answered(loaded, pick)
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mutated_scenario_ends_in_an_answer_or_in_diagnostics(seed: str, tmp_path: Path) -> None:
    text = SEEDS[seed].read_bytes().decode("utf-8")
    for source in SEEDS[seed].parent.glob("*.md"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    file = tmp_path / "mutated.yaml"
    if lock_path(SEEDS[seed]).exists():
        lock_path(file).write_bytes(lock_path(SEEDS[seed]).read_bytes())
    ends = {True: 0, False: 0}

    @settings(max_examples=EXAMPLES.get(seed, 320), deadline=None)
    @given(changed=mutated(text), pick=st.integers(0, 7))
    def search(changed: str, pick: int) -> None:
        file.write_bytes(changed.encode("utf-8", "surrogatepass"))
        ends[whole(file, pick)] += 1

    search()
    assert min(ends.values()) > 0, "both ends are to be met"


def test_at_least_two_thousand_inputs_are_mutated() -> None:
    assert sum(EXAMPLES.get(seed, 320) for seed in SEEDS) >= 2000
