import os
import stat
from pathlib import Path

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded, write_atomic


def test_a_file_is_read_whole_below_the_limit_and_cut_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    assert read_bounded(path, 3) == b"1234"


def test_a_missing_file_is_a_usage_error_that_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("x")
    with pytest.raises(UsageError, match=r"There is no file .*scenari\.yaml") as caught:
        read_bounded(tmp_path / "scenari.yaml", 10)
    assert caught.value.hint == "Did you mean `scenario.yaml`?"


def test_a_folder_and_a_device_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        read_bounded(tmp_path, 10)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="not an ordinary file"):
        read_bounded(pipe, 10)


def test_a_name_that_no_file_can_have_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_bounded(Path("a\0b"), 10)


def test_writing_replaces_a_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_writing_into_a_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_atomic(tmp_path / "no" / "a.txt", b"x")


def test_writing_over_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write_atomic(tmp_path / "a", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
