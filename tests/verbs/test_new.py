import codecs
import json
import os
from datetime import date
from pathlib import Path

import pytest

import ifso
from ifso.ground.diagnostics import Invalid, UsageError
from ifso.verbs.check import check
from ifso.verbs.finding import list_examples
from ifso.verbs.new import FIRST_LINE, SCHEMA, new

TODAY = date(2026, 5, 1)
GOOD = Path(__file__).parents[1] / "files" / "good"


def test_the_template_says_nothing_that_is_wrong_and_can_be_asked(tmp_path: Path) -> None:
    written = new(tmp_path / "mine", start=TODAY)
    assert written == (tmp_path / "mine.yaml", tmp_path / SCHEMA)
    loaded = ifso.load(written[0])
    assert loaded.warnings == ()
    assert (loaded.scenario.start, loaded.scenario.name) == (TODAY, "mine")
    made, prevented, left = loaded.ask(draws=50, worlds=200).answer.views[0].answered.chances.values()
    assert made is not None
    assert prevented is not None
    assert left is not None
    assert 0.05 < left.value < made.value < 0.8
    assert prevented.value == 0


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(1, 1, 1), date(9990, 12, 31)])
def test_the_template_fits_every_day(day: date, tmp_path: Path) -> None:
    assert ifso.load(new(tmp_path / "a.yaml", start=day)[0]).scenario.start == day


@pytest.mark.parametrize("name", [example.name for example in list_examples()])
def test_a_copy_brings_its_sources_and_the_schema(name: str, tmp_path: Path) -> None:
    original = ifso.load(name)
    written = new(tmp_path / "copy.yaml", start=TODAY, example=name)
    sources = {source.file for source in original.scenario.sources.values() if source.file}
    lock = {"copy.lock.json"} if original.scenario.lock is not None else set()
    assert {path.name for path in written} == {"copy.yaml", SCHEMA} | sources | lock
    assert all((tmp_path / file).read_bytes() == (original.path.parent / file).read_bytes() for file in sources)
    text = written[0].read_text(encoding="utf-8")
    assert text.startswith(FIRST_LINE)
    assert text.split("\n", 1)[1] == original.path.read_text(encoding="utf-8").split("\n", 1)[1]
    assert json.loads((tmp_path / SCHEMA).read_text(encoding="utf-8"))["$schema"]
    copy = ifso.load(written[0])
    assert copy.warnings == ()
    assert copy.scenario.events == original.scenario.events
    assert copy.scenario.views == original.scenario.views


def test_one_changed_number_changes_the_answer(tmp_path: Path) -> None:
    (file, _) = new(tmp_path / "strike.yaml", start=TODAY, example="tutorial")
    before = ifso.load(file).ask(worlds=100_000).answer.views[0].answered
    file.write_text(file.read_text(encoding="utf-8").replace("deal.struck: 50%", "deal.struck: 80%"), encoding="utf-8")
    after = ifso.load(file).ask(worlds=100_000).answer.views[0].answered
    values = [[round(chance.value, 2) for chance in answered.chances.values() if chance] for answered in (before, after)]
    assert values == [[0.5, 0.0, 0.2], [0.8, 0.0, 0.32]]


def test_a_copy_keeps_a_byte_order_mark_and_line_breaks(tmp_path: Path) -> None:
    (file, _) = new(tmp_path / "a.yaml", start=TODAY, example=str(GOOD / "bom-crlf.yaml"))
    text = file.read_bytes()
    assert text.startswith(codecs.BOM_UTF8 + FIRST_LINE.encode().replace(b"\n", b"\r\n"))
    assert text.count(codecs.BOM_UTF8) == 1
    assert text.count(b"\n") == text.count(b"\r\n")
    assert ifso.load(file).warnings == ()


def test_a_copy_of_a_file_brings_its_source(tmp_path: Path) -> None:
    written = new(tmp_path / "deep" / "er" / "a.yaml", start=TODAY, example=str(GOOD / "everything.yaml"))
    assert [path.relative_to(tmp_path / "deep" / "er").as_posix() for path in written] == ["a.yaml", "report.md", SCHEMA]


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.yaml exists already"):
        new(file, start=TODAY)
    assert file.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / SCHEMA).exists()
    new(file, start=TODAY, force=True)
    assert file.read_text(encoding="utf-8").startswith(FIRST_LINE)


def test_a_source_that_stands_there_already_is_left_or_asked_about(tmp_path: Path) -> None:
    (tmp_path / "commentary.md").write_text("my own notes", encoding="utf-8")
    with pytest.raises(UsageError, match=r"commentary\.md exists already"):
        new(tmp_path / "a.yaml", start=TODAY, example="central-asia")
    assert not (tmp_path / "a.yaml").exists()
    new(tmp_path / "a.yaml", start=TODAY, example="central-asia", force=True)
    new(tmp_path / "b.yaml", start=TODAY, example="central-asia")  # the same source may stand there
    assert ifso.load(tmp_path / "b.yaml").warnings == ()


@pytest.mark.parametrize("name", ["my argument", "Иран и Азия", "a'b\"c", "-x", "$HOME", "a.b", "é" * 100, "new\nline"])
def test_a_file_can_have_any_name(name: str, tmp_path: Path) -> None:
    (file, _) = new(tmp_path / name, start=TODAY)
    assert file.name == (name if name == "a.b" else f"{name}.yaml")
    assert ifso.load(file).warnings == ()


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a/.."])
def test_a_file_needs_a_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="The file needs a name"):
        new(Path(name), start=TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "example"), [(SCHEMA, None), ("commentary.md", "central-asia")])
def test_a_scenario_does_not_take_the_name_of_what_stands_beside_it(name: str, example: str | None, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="belongs beside the scenario"):
        new(tmp_path / name, start=TODAY, example=example, force=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", ["folder", "file.txt/a", "a" * 300, "a" * 300 + ".yaml", "nul\0", "pipe.yaml", "folder.yaml", "\ud800/\0"])
def test_a_place_that_cannot_be_written_is_a_usage_error(name: str, force: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "file.txt").write_text("mine", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(UsageError) as caught:
        new(tmp_path / name, start=TODAY, force=force)
    assert caught.value.message
    assert (tmp_path / "file.txt").read_text(encoding="utf-8") == "mine"


def test_what_is_copied_has_to_be_there_and_valid(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        new(tmp_path / "a", start=TODAY, example="tutrial")
    assert caught.value.hint == "Did you mean `tutorial`?"
    with pytest.raises(Invalid):
        new(tmp_path / "a", start=TODAY, example=str(GOOD.parent / "bad" / "timing.yaml"))
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_reference_classes_needs_no_argument(tmp_path: Path) -> None:
    written = new(tmp_path / "mine", start=TODAY, example="six-questions")
    assert {path.name for path in written} == {"mine.yaml", SCHEMA}
    copied = check(str(tmp_path / "mine.yaml"))
    assert (copied.findings, copied.holds_argument) == ((), False)
