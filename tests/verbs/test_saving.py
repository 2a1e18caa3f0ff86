"""Saving a view: what is written, that all else stays, and that nothing is lost where it cannot be."""

import errno
import hashlib
import os
import shutil
from pathlib import Path

import pytest

import ifso
from ifso.ground import files
from ifso.ground.diagnostics import Invalid, UsageError
from ifso.scenario.meaning import Exactly, Fixed
from ifso.verbs.finding import find_scenario
from ifso.verbs.loading import load
from ifso.verbs.saving import Conflict, Saved, save_view

MOVED = {"war.face_to_face": 0.347823, "effect_of_talks": 0.25}
VIEW = "\n  mine:\n    about: I doubt it.\n    else: tense\n    effect_of_talks: 0.25\n    war.face_to_face: 34.8% per year\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(find_scenario("standoff"), tmp_path / "mine.yaml"))


def save(path: Path, **changed: object) -> Saved:
    wanted = {"name": "mine", "otherwise": "tense", "values": MOVED, "about": "I doubt it.", **changed}
    return save_view(path, **wanted)  # type: ignore[arg-type]


def test_a_view_is_added_and_every_other_byte_stays(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    saved = save(path)
    after = path.read_text(encoding="utf-8")
    assert after == before.replace("    war.face_to_face: 60% per year\n", "    war.face_to_face: 60% per year\n" + VIEW)
    assert saved == Saved(
        path=path, view="mine", sha256=hashlib.sha256(path.read_bytes()).hexdigest(), line=after.splitlines().index("  mine:") + 1
    )  # fmt: skip
    scenario = load(path).scenario
    assert scenario.sha256 == saved.sha256
    held = scenario.held("mine")
    assert held["war.face_to_face"].value.number == Exactly(value=0.348)
    assert held["north_mobilises.of_its_own"] == scenario.held("tense")["north_mobilises.of_its_own"]
    assert os.listdir(path.parent) == ["mine.yaml"]  # noqa: PTH208 - the names alone


def test_choices_are_written_as_settled(tmp_path: Path) -> None:
    from datetime import date  # noqa: PLC0415 - one test needs it

    from ifso.verbs.new import new  # noqa: PLC0415

    path = new(tmp_path / "mine.yaml", start=date(2026, 1, 1), example="central-asia")[0]
    before = path.read_text(encoding="utf-8")
    save_view(
        path, name="mine", otherwise="sceptic", values={"russia.ukraine_settlement": -12.345}, chosen={"russia_and_iran": "stand_aside"}
    )
    after = path.read_text(encoding="utf-8")
    block = "\n  mine:\n    else: sceptic\n    russia.ukraine_settlement: -12.3\n    russia_and_iran: stand_aside\n"
    assert after.replace(block, "") == before
    assert load(path).scenario.held_choices("mine")["russia_and_iran"].decided.decision == Fixed(option="stand_aside")


def test_a_view_of_that_name_is_replaced_only_where_that_is_wanted(path: Path) -> None:
    save(path)
    one = path.read_bytes()
    with pytest.raises(UsageError, match="has a view `mine` already") as caught:
        save(path, values={"effect_of_talks": 0.5})
    assert "Choose another name" in caught.value.hint
    assert path.read_bytes() == one
    save(path, values={"effect_of_talks": 0.5}, about="", replace=True)
    after = path.read_text(encoding="utf-8")
    assert after == one.decode().replace(VIEW, "\n  mine:\n    else: tense\n    effect_of_talks: 0.5\n")


def test_a_view_that_is_moved_itself_keeps_what_it_says(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    save(path, name="tense", about="", replace=True)
    assert path.read_text(encoding="utf-8") == before.replace("effect_of_talks: 0.5", "effect_of_talks: 0.25").replace(
        "60% per year", "34.8% per year"
    )
    assert load(path).scenario.views["tense"].about.startswith("The same two")


def test_a_file_that_has_changed_meanwhile_is_left_alone_and_both_texts_come_back(path: Path) -> None:
    base = path.read_bytes()
    path.write_bytes(base.replace(b"60% per year", b"61% per year"))
    for known in ({"base": base}, {"sha256": hashlib.sha256(base).hexdigest()}):
        with pytest.raises(Conflict) as caught:
            save(path, **known)
        assert caught.value.theirs.encode() == path.read_bytes() == base.replace(b"60% per year", b"61% per year")
        assert caught.value.mine == (
            base.decode().replace("    war.face_to_face: 60% per year\n", "    war.face_to_face: 60% per year\n" + VIEW)
            if "base" in known
            else ""
        )
    assert save(path, base=path.read_bytes()).view == "mine"


def test_a_change_in_the_last_moment_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ifso.verbs import saving  # noqa: PLC0415 - for this test alone

    whole = saving.line_of
    add = saving.add_view

    def adding(*arguments: object) -> object:
        path.write_bytes(path.read_bytes() + b"# theirs\n")
        return add(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "add_view", adding)
    with pytest.raises(Conflict) as caught:
        save(path)
    assert caught.value.theirs.endswith("# theirs\n")
    assert path.read_bytes().endswith(b"# theirs\n")
    assert whole is saving.line_of


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"otherwise": "nobody"}, "no view `nobody`"),
        ({"values": {"war.nothing": 0.5}}, "no assumption `war.nothing`"),
        ({"values": {"war.face_to_face": 1.5}}, "1.5 cannot be its value"),
        ({"values": {}}, "Nothing has been moved"),
        ({"values": [1]}, "given by name"),
        ({"chosen": {"wait": "yes"}}, "no choice `wait`"),
        ({"name": 3}, "`name` is a text"),
        ({"about": "a\x00b"}, "cannot be written"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words(path: Path, changed: dict[str, object], said: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UsageError, match=said):
        save(path, **changed)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["my view", "", "1st", "else", "x" * 200, "a.b", "näme!", "a: b", "a\nb"])
def test_a_name_that_cannot_be_one_earns_its_diagnostic(path: Path, name: str) -> None:
    before = path.read_bytes()
    with pytest.raises((Invalid, UsageError)) as caught:
        save(path, name=name)
    if isinstance(caught.value, Invalid):
        assert caught.value.diagnostics[0].code in {"name", "empty"}
        assert caught.value.diagnostics[0].hint
    assert path.read_bytes() == before


def test_a_circle_of_borrowing_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Invalid) as caught:
        save(path, name="calm", replace=True)
    assert "else-cycle" in {found.code for found in caught.value.diagnostics}
    assert path.read_bytes() == before


def test_a_file_that_does_not_read_is_left_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"half: [\n")
    with pytest.raises(Invalid):
        save(path)
    assert path.read_bytes().endswith(b"half: [\n")


def test_an_example_is_not_written_and_the_way_to_a_copy_is_said() -> None:
    example = find_scenario("standoff")
    before = example.read_bytes()
    with pytest.raises(UsageError, match="standoff comes with the program") as caught:
        save(example)
    assert "ifso new mine.yaml --from standoff" in caught.value.hint
    assert example.read_bytes() == before


def test_a_link_out_of_the_folder_is_not_written_and_one_within_it_is(path: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    target = Path(shutil.move(path, outside / "real.yaml"))
    path.symlink_to(target)
    before = target.read_bytes()
    with pytest.raises(UsageError, match="a link to a file in another folder"):
        save(path)
    assert target.read_bytes() == before
    beside = outside / "beside.yaml"
    beside.symlink_to("real.yaml")
    save(beside)
    assert beside.is_symlink()
    assert b"  mine:\n" in target.read_bytes()


def test_a_full_disk_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device") as caught:
        save(path)
    assert "nothing of what you have moved is lost" in caught.value.hint
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["mine.yaml"]  # noqa: PTH208 - the names alone


def test_a_folder_that_may_not_be_written_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(files.tempfile, "mkstemp", refused)
    with pytest.raises(UsageError, match="Permission denied"):
        save(path)


def test_a_file_that_may_not_be_written_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="may not be written"):
        save(path)


def test_a_file_that_is_gone_is_said(path: Path) -> None:
    path.unlink()
    with pytest.raises(UsageError, match="There is no file") as caught:
        save(path)
    assert "nothing of what you have moved is lost" in caught.value.hint
    assert not path.exists()


def test_permissions_stay(path: Path) -> None:
    path.chmod(0o640)
    save(path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_from_python(path: Path) -> None:
    loaded = ifso.load(path)
    saved = loaded.save_view("mine", MOVED, about="Mine.")
    assert isinstance(saved, ifso.Saved)
    assert ifso.load(path).scenario.views["mine"].otherwise == "calm"
    loaded.save_view("once_more", MOVED)  # what it has written itself is no change by somebody else
    path.write_text(path.read_text() + "# a remark\n")
    with pytest.raises(ifso.UsageError, match="has changed since it was read"):
        loaded.save_view("again", MOVED)
    assert ifso.load(path).save_view("again", MOVED, otherwise="mine").line > saved.line
