import shutil
from pathlib import Path

import pytest

from ifso.ground.diagnostics import Invalid
from ifso.scenario.load import examine, load_classes, load_scenario, read_classes, read_scenario
from ifso.scenario.locking import lock_path
from ifso.scenario.meaning import Between, Count, Kind, Origin, Rate, Window
from ifso.scenario.printing import print_meaning

FILES = Path(__file__).parents[2] / "files"
HISTORY = FILES / "good" / "history.yaml"
ALONE = FILES / "history" / "alone.yaml"


def test_a_view_takes_its_numbers_from_the_lock() -> None:
    scenario, warnings = load_scenario(HISTORY)
    assert warnings == ()
    values = scenario.views["history"].values
    assert {name: (v.number, v.origin, v.base_rate) for name, v in values.items()} == {
        "falls.coup": (Count(k=1, n=7), Origin.HISTORY, "exits"),
        "bases.invited": (Count(k=1, n=7), Origin.HISTORY, "bases_after_exit"),
    }
    assert values["falls.coup"].timing == Rate(period=1.0)  # as the view says
    assert values["bases.invited"].timing == Window(opens=0.0, closes=5.0)  # as far as the class looks ahead
    assert values["bases.invited"].written == "1 of 7 within 5 years"
    assert values["bases.invited"].because == "The same question."
    assert dict(scenario.views["history"].without) == {"effect": "Nobody has counted how much it matters."}
    assert scenario.held("history")["effect"].lender == "author"


def test_a_reference_class_is_kept_as_texts_in_the_order_of_the_keys() -> None:
    scenario, _ = load_scenario(HISTORY)
    written = scenario.base_rates["bases_after_exit"]
    assert dict(written.query) == {
        "when": "irregular_exit",
        "where": "us_troops < 100 and not civil_war",
        "then": "us_troops >= 100 within 5 years",
        "years": "1951 to 2015",
        "distinct": "5 years",
        "matched on": "region, decade",
        "apart": "5 years",
        "by": "region",
        "as of": "2020",
    }
    assert [text.words for text in written.texts["limits"]] == ["Zero is often not reported.", "Embassy guards count."]


def test_classes_need_no_lock(tmp_path: Path) -> None:
    copy = tmp_path / "history.yaml"
    shutil.copy(HISTORY, copy)
    classes, warnings = load_classes(copy)
    assert warnings == ()
    assert list(classes.base_rates) == ["exits", "bases_after_exit"]
    assert not classes.alone
    assert [(view, value.assumption, value.written) for view, value in classes.beside["exits"]] == [
        ("author", "falls.coup", "20% per year"),
    ]
    with pytest.raises(Invalid) as caught:
        load_scenario(copy)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place and found.place.line) == ("unlocked", 38)
    assert "2 base rates" in found.message


def test_a_file_of_classes_alone() -> None:
    classes, warnings = load_classes(ALONE)
    assert (classes.alone, classes.title, warnings) == (True, "Exits", ())
    assert list(classes.base_rates) == ["exits", "bases_after_exit"]
    with pytest.raises(Invalid) as caught:
        load_scenario(ALONE)
    assert [(d.code, d.hint.startswith("Ask history: ifso base-rate")) for d in caught.value.diagnostics] == [("missing-key", True)]


def test_what_is_wrong_with_classes_alone_is_said_all_at_once() -> None:
    text = "ifso: 2\ntitle: []\nbase rates:\n  1st: {then: coup}\n  b: {then: coup, when: }\n  c: {were: coup}\nactors: {}\n"
    with pytest.raises(Invalid) as caught:
        read_classes(text)
    assert [(d.code, d.place and d.place.line) for d in caught.value.diagnostics] == [
        ("version", 1), ("wrong-form", 2), ("name", 4), ("empty", 5), ("missing-key", 6), ("unknown-key", 6), ("unknown-key", 7),
    ]  # fmt: skip


def test_classes_can_be_examined_whatever_else_is_wrong() -> None:
    classes, found = examine(FILES / "bad" / "missing-key-class.yaml")
    assert classes is not None
    assert list(classes.base_rates) == ["bases_after_exit"]  # the other lacks `then`
    assert {d.code for d in found} == {"missing-key"}
    classes, found = examine(FILES / "bad" / "syntax.yaml")
    assert classes is None
    assert {d.code for d in found} == {"syntax"}


COMPARED = """ifso: 1
start: 2026-05-01
horizon: 5 years
base rates:
  c:
    when: coup
    then: coup within 5 years
    compare: {}
events:
  a: {resolves: A stranger could tell that this has happened., causes: {x: {because: y}}}
views: {v: {a.x: 10% per year}}
"""


@pytest.mark.parametrize(
    ("compare", "said"),
    [
        ("unmatched", {"compare": "unmatched"}),
        ("{apart: 5 years}", {"compare": "unmatched", "apart": "5 years"}),
        ("{matched on: region}", {"matched on": "region"}),
        ("{matched on: [region, decade], apart: 5 years}", {"matched on": "region, decade", "apart": "5 years"}),
    ],
)
def test_a_comparison_is_written_in_several_ways(compare: str, said: dict[str, str]) -> None:
    scenario, _ = read_scenario(COMPARED.replace("compare: {}", f"compare: {compare}"))
    query = dict(scenario.base_rates["c"].query)
    assert {key: query[key] for key in query if key not in ("when", "then")} == said


@pytest.mark.parametrize(
    ("compare", "code"), [("{}", "empty"), ("", "empty"), ("{on: region}", "unknown-key"), ("{matched on: []}", "empty")]
)
def test_a_comparison_of_another_form_is_complained_of(compare: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_scenario(COMPARED.replace("compare: {}", f"compare: {compare}"))
    assert [d.code for d in caught.value.diagnostics if d.is_error] == [code]


CUT = """ifso: 1
base rates:
  c:
    asks: How often do #1 powers fall?
    when: coup # and war
    then: coup within #5 years
    years: 1946 to 2015   # a remark
    because: "We #asked."
    by: region #decade
    limits:
      - Few cases #3
      - Many cases.
"""


def test_a_query_that_a_hash_cuts_is_warned_of() -> None:
    _, found = read_classes(CUT)
    assert [(d.code, d.place and d.place.line) for d in found] == [("text-cut", line) for line in (4, 5, 6, 9, 11)]


# ---------------------------------------------------------------- the lock


def _with_lock(folder: Path, name: str) -> Path:
    for file in (FILES / "bad" / f"{name}.yaml", lock_path(FILES / "bad" / f"{name}.yaml")):
        shutil.copy(file, folder / file.name)
    return folder / f"{name}.yaml"


def test_an_outdated_number_is_still_used(tmp_path: Path) -> None:
    scenario, warnings = load_scenario(_with_lock(tmp_path, "lock-outdated"))
    assert [d.code for d in warnings] == ["lock-outdated"]
    assert scenario.views["history"].values["falls.coup"].number == Count(k=1, n=7)


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff", b'{"format": "ifso lock 1"}', b"1" * 5_000, b"NaN"])
def test_any_other_content_of_a_lock_is_one_complaint(content: bytes, tmp_path: Path) -> None:
    file = _with_lock(tmp_path, "lock-outdated")
    lock_path(file).write_bytes(content)
    with pytest.raises(Invalid) as caught:
        load_scenario(file)
    assert [d.code for d in caught.value.diagnostics] == ["lock-broken"]


def test_a_folder_in_place_of_a_lock_is_a_complaint(tmp_path: Path) -> None:
    file = _with_lock(tmp_path, "lock-outdated")
    lock_path(file).unlink()
    lock_path(file).mkdir()
    with pytest.raises(Invalid) as caught:
        load_scenario(file)
    (found,) = caught.value.diagnostics
    assert found.code == "lock-broken"
    assert str(tmp_path) not in found.message  # the same on every machine


@pytest.mark.parametrize(
    ("timing", "written", "warned"),
    [
        ("within 5 years", "1 of 7 within 5 years", ()),
        ("within 60 months", "1 of 7 within 5 years", ()),
        ("per 5 years", "1 of 7 per 5 years", ()),
        ("per year", "1 of 7 within 5 years, taken per year", ("timing-differs",)),
        ("within 3 years", "1 of 7 within 5 years, taken within 3 years", ("timing-differs",)),
        ("between 1 year and 5 years", "1 of 7 within 5 years, taken between 1 year and 5 years", ("timing-differs",)),
        ("at once", "1 of 7 within 5 years, taken at once", ("timing-differs",)),
    ],
)
def test_a_share_taken_over_another_time_says_both(timing: str, written: str, warned: tuple[str, ...], tmp_path: Path) -> None:
    file = _with_lock(tmp_path, "base-rate-unused")
    text = file.read_text(encoding="utf-8").replace("because: The same question.", f"timing: {timing}")
    file.write_text(text + "    falls.coup: {base rate: exits, timing: per 365.25 days}\n", encoding="utf-8")
    scenario, warnings = load_scenario(file)
    assert scenario.views["history"].values["bases.invited"].written == written
    assert scenario.views["history"].values["falls.coup"].written == "1 of 7 per year"
    assert [d.code for d in warnings] == list(warned)
    assert f"history: {written}; counted by history" in print_meaning(scenario)


def test_a_text_without_a_folder_has_no_lock() -> None:
    with pytest.raises(Invalid) as caught:
        read_scenario(HISTORY.read_bytes(), "history.yaml")
    assert [d.code for d in caught.value.diagnostics] == ["unlocked"]


# ---------------------------------------------------------------- ratios


def test_a_ratio_comes_from_the_comparison_of_a_chance_per_year() -> None:
    path = Path(__file__).parents[3] / "src/ifso/examples/central-asia/central-asia.yaml"
    scenario, _ = load_scenario(path)
    rally = scenario.views["history"].values["rally"]
    assert scenario.assumptions["rally"].kind is Kind.RATIO
    assert isinstance(rally.number, Between)
    assert rally.timing is None
    assert scenario.lock is not None
    compared = scenario.lock.base_rates[rally.base_rate].compared
    assert compared is not None
    assert compared.ratio_range == pytest.approx((rally.number.low, rally.number.high), rel=0.01)
