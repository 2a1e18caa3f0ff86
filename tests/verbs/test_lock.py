"""Locking, and what is said of a lock that has grown old."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import ifso
from ifso.ground.diagnostics import Invalid, UsageError
from ifso.scenario.locking import lock_path, lock_text, read_lock
from ifso.scenario.meaning import Count
from ifso.verbs.doubting import doubts_of
from ifso.verbs.finding import Example, find_scenario
from ifso.verbs.lock import is_locked, lock

FILES = Path(__file__).parents[1] / "files"


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return Path(shutil.copy(FILES / "bad" / "unlocked.yaml", tmp_path / "argument.yaml"))


@pytest.mark.usefixtures("with_data")
def test_a_lock_makes_a_scenario_whole(scenario: Path) -> None:
    with pytest.raises(Invalid):
        ifso.load(scenario)
    done = lock(scenario)
    assert done.path == lock_path(scenario)
    assert [(change.name, change.says) for change in done.changes] == [("exits", "new"), ("bases_after_exit", "new")]
    loaded = ifso.load(scenario)
    assert loaded.warnings == ()
    counted = done.lock.base_rates["bases_after_exit"].counted
    assert loaded.scenario.views["history"].values["bases.invited"].number == Count(k=counted.k, n=counted.n)
    assert loaded.scenario.lock == read_lock(done.path)
    assert doubts_of(loaded.scenario) == ()


@pytest.mark.usefixtures("with_data")
def test_locking_again_touches_nothing(scenario: Path) -> None:
    path = lock(scenario).path
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    again = lock(scenario)
    assert (again.renewed, again.changes) == (False, ())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.usefixtures("with_data")
def test_what_is_different_is_said_and_the_rest_stays_as_it_is(scenario: Path) -> None:
    path = lock(scenario).path
    before = path.read_text(encoding="utf-8").splitlines()
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("us_troops >= 100 within 5 years", "us_troops >= 100 within 3 years"), encoding="utf-8")
    told = lock(scenario, write=False)
    assert [(change.name, change.says) for change in told.changes] == [("bases_after_exit", "the question and the cases")]
    assert path.read_text(encoding="utf-8").splitlines() == before
    assert lock(scenario).renewed
    after = path.read_text(encoding="utf-8").splitlines()
    begins = next(i for i, line in enumerate(after) if line.startswith('  "exits"'))
    assert after[begins:] == before[next(i for i, line in enumerate(before) if line.startswith('  "exits"')) :]


@pytest.mark.usefixtures("with_data")
def test_a_broken_lock_is_written_anew(scenario: Path) -> None:
    path = lock_path(scenario)
    path.write_text("{", encoding="utf-8")
    done = lock(scenario)
    assert (done.broken, done.renewed) == ("Line 1 of it is not JSON.", True)
    assert read_lock(path) == done.lock


@pytest.mark.usefixtures("with_data")
def test_a_base_rate_that_is_gone_is_said(scenario: Path) -> None:
    lock(scenario)
    text = scenario.read_text(encoding="utf-8")
    text = text.replace("    falls.coup: {base rate: exits}\n", "")
    begin, end = text.index("  exits:"), text.index("  bases_after_exit:")
    scenario.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert [(change.name, change.says) for change in lock(scenario).changes] == [("exits", "no longer asked")]


def test_what_cannot_be_locked_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"tutorial.yaml has no reference class"):
        lock("tutorial")
    with pytest.raises(Invalid):
        lock(FILES / "bad" / "missing-key-class.yaml")
    with pytest.raises(UsageError, match="There is no file"):
        lock(tmp_path / "none.yaml")


@pytest.mark.parametrize("name", ["central-asia", "six-questions"])
def test_an_example_found_by_its_name_is_not_written_to(name: str) -> None:
    target = lock_path(find_scenario(name))
    before = target.read_bytes() if target.exists() else None
    with pytest.raises(UsageError, match="comes with the program") as told:
        lock(name)
    assert f"`ifso new my-copy --from {name}`" in told.value.hint
    assert (target.read_bytes() if target.exists() else None) == before


@pytest.mark.usefixtures("with_data")
def test_an_example_can_be_held_against_its_lock_and_a_path_leads_to_a_file_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lock("southeast-asia-1965", write=False).path.is_file()
    shutil.copy(FILES / "bad" / "unlocked.yaml", tmp_path / "argument.yaml")
    example = Example(name="argument", path=tmp_path / "argument.yaml")
    monkeypatch.setattr("ifso.verbs.finding.list_examples", lambda: (example,))
    with pytest.raises(UsageError, match="comes with the program"):
        lock("argument")
    assert lock(example.path).path.is_file()


@pytest.mark.usefixtures("with_data")
def test_a_lock_holds_the_answers_that_were_locked_and_no_others(scenario: Path) -> None:
    found = ifso.base_rate(scenario)
    assert not is_locked(scenario, found)
    path = lock(scenario).path
    assert is_locked(scenario, found)
    assert is_locked(scenario, {"exits": found["exits"]})
    assert not is_locked(scenario, {"exits": found["bases_after_exit"]})
    path.write_text("{", encoding="utf-8")
    assert not is_locked(scenario, found)


@pytest.mark.usefixtures("with_data")
def test_words_that_change_no_number_make_no_difference(scenario: Path) -> None:
    lock(scenario)
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("20% per year", "25% per year"), encoding="utf-8")
    told = lock(scenario, write=False)
    assert (told.renewed, told.differs, told.changes, told.beside) == (True, False, (), ("the text of the file",))
    scenario.write_text(text.replace("us_troops < 100", "us_troops < 50"), encoding="utf-8")
    assert lock(scenario, write=False).differs


@pytest.mark.usefixtures("with_data")
def test_a_lock_that_leaves_a_view_without_its_number_says_why(scenario: Path) -> None:
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("us_troops < 100", "us_troops < 0"), encoding="utf-8")
    assert lock(scenario, write=False).unusable == ()  # there is no lock yet
    done = lock(scenario)
    assert [why.code for why in done.unusable] == ["no-cases"]
    assert "bases_after_exit" in done.unusable[0].message
    assert lock(scenario).unusable == done.unusable


# ---------------------------------------------------------------- doubts


@pytest.mark.usefixtures("with_data")
def test_a_lock_says_what_it_is_older_than(scenario: Path) -> None:
    path = lock(scenario).path
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("20% per year", "25% per year"), encoding="utf-8")
    assert doubts_of(ifso.load(scenario).scenario) == (
        "The lock was written beside another text of this scenario; what it asks of history is the same.",
    )
    scenario.write_text(text.replace("us_troops < 100", "us_troops < 50"), encoding="utf-8")
    (doubt,) = doubts_of(ifso.load(scenario).scenario)
    assert doubt.startswith("Changed since history was asked")
    assert "bases_after_exit" in doubt
    scenario.write_text(text, encoding="utf-8")
    held = read_lock(path)
    assert held is not None
    path.write_text(lock_text(replace(held, datasets={**held.datasets, "archigos": "0" * 64, "gone": "1" * 64})), encoding="utf-8")
    (doubt,) = doubts_of(ifso.load(scenario).scenario)
    assert doubt.startswith("The lock was counted in other versions of these datasets: archigos, gone.")


@pytest.mark.usefixtures("with_data")
def test_an_answer_carries_the_doubts(scenario: Path) -> None:
    lock(scenario)
    text = scenario.read_text(encoding="utf-8") + "questions:\n  main: {if: falls, then: bases}\n"
    scenario.write_text(text, encoding="utf-8")
    asked = ifso.load(scenario).ask(worlds=50, draws=20)
    assert len(asked.doubts) == 1
    assert asked.to_dict()["lock"]["doubts"] == list(asked.doubts)
    assert asked.doubts[0] in " ".join(str(asked).split())
    assert ifso.load(scenario).ask(views="author", worlds=50, draws=20).doubts == ()
