from pathlib import Path

import pytest

from ifso.ground.diagnostics import Invalid, UsageError
from ifso.scenario.meaning import Classes
from ifso.verbs.check import check, understand, understand_classes
from ifso.verbs.explain import CODES

FILES = Path(__file__).parents[1] / "files"
BOTH = """ifso: 1
start: soon
base rates:
  c: {when: coop, then: coup within 5 years}
  d: {then: coup within 5 yeers, were: coup}
events:
  a: {resolves: A stranger could tell that this has happened., causes: {x: {after: b}}}
views: {v: {a.x: 10% per year}}
"""


def test_findings_of_both_rooms_come_in_the_order_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "both.yaml"
    file.write_text(BOTH, encoding="utf-8")
    found = check(str(file))
    assert [(d.code, d.place and d.place.line) for d in found.findings] == [
        ("horizon", 1),
        ("date", 2),
        ("unknown-variable", 4),
        ("base-rate-syntax", 5),
        ("unknown-key", 5),
        ("unknown-event", 7),
    ]
    assert found.holds_argument
    with pytest.raises(Invalid) as caught:
        understand(file)
    assert [d.code for d in caught.value.diagnostics] == [d.code for d in found.findings]


BAD = sorted((FILES / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_file_earns_the_complaint_that_it_is_named_after_and_no_other(path: Path) -> None:
    expected = max((code for code in CODES if path.stem == code or path.stem.startswith(f"{code}-")), key=len)
    found = check(str(path)).findings
    assert {diagnostic.code for diagnostic in found} == {expected}
    assert all(diagnostic.severity is CODES[expected].severity for diagnostic in found)


def test_every_code_of_either_room_has_a_bad_file() -> None:
    named = {max((code for code in CODES if path.stem == code or path.stem.startswith(f"{code}-")), key=len) for path in BAD}
    assert named == set(CODES)


def test_classes_alone_are_checked_too() -> None:
    found = check(str(FILES / "history" / "alone.yaml"))
    assert (found.findings, found.holds_argument) == ((), False)


def test_history_alone_may_find_the_fault() -> None:
    with pytest.raises(Invalid) as caught:
        understand(FILES / "history" / "words.yaml")
    places = [d.place for d in caught.value.diagnostics if d.place is not None]
    assert [(place.line, place.column) for place in places] == sorted((place.line, place.column) for place in places)
    assert {place.text[place.column - 1 :][: place.length] for place in places} >= {"regime_tpye", "us_trops", "decad", "regoin"}


def test_a_file_without_classes_asks_nothing_of_history() -> None:
    understood = understand(FILES / "good" / "simple.yaml")
    assert understood.asked == {}
    assert understand_classes(Classes(name="none", title="", base_rates={})).asked == {}


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="neither a file nor an example"):
        check("nowhere")
