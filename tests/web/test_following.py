"""A file that is followed: edited, half-typed, deleted, put in another's place."""

import os
from pathlib import Path

import pytest

from ifso.ground.diagnostics import Invalid, UsageError
from ifso.web.following import Followed

WITH_SOURCE = "\nsources:\n  report: {title: A report, file: report.txt}\n"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_different_until_something_is(path: Path) -> None:
    followed = Followed(path)
    assert not followed.look()
    change(path, "20% per year", "21% per year")
    assert followed.look()
    assert followed.good.loaded.scenario.views["calm"].values["war.face_to_face"].written == "21% per year"
    assert followed.good.text == path.read_bytes()
    assert not followed.look()


def test_a_change_that_leaves_time_and_size_as_they_were_is_seen(path: Path) -> None:
    followed = Followed(path)
    times = path.stat()
    change(path, "20% per year", "30% per year")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert followed.look()


def test_a_file_that_is_written_anew_with_the_same_text_is_no_change(path: Path) -> None:
    followed = Followed(path)
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)
    assert not followed.look()


def test_what_does_not_read_is_said_and_the_last_good_text_stays(path: Path) -> None:
    followed = Followed(path)
    good = followed.good
    change(path, "war.surprise: 2% per year", "war.surprise: 2% per yea")
    assert followed.look()
    assert followed.good is good
    assert followed.trouble is not None
    assert followed.trouble["type"] == "broken"
    (finding,) = followed.trouble["findings"]
    assert (finding["code"], finding["severity"], finding["file"]) == ("duration", "error", str(path))
    assert "yea" in finding["text"]
    change(path, "2% per yea", "2% per year")
    assert followed.look()
    assert (followed.trouble, followed.good.stamp) == (None, good.stamp)


def test_a_half_typed_file_and_an_empty_one_are_no_catastrophe(path: Path) -> None:
    followed = Followed(path)
    whole = path.read_bytes()
    for part in (whole[: len(whole) // 2], b"", b"\xff\xfe\x00", b"\x00", b"- [{"):
        path.write_bytes(part)
        assert followed.look()
        assert followed.trouble is not None
        assert followed.trouble["findings"]
    path.write_bytes(whole)
    assert followed.look()
    assert followed.trouble is None


def test_a_file_that_is_gone_and_comes_back(path: Path) -> None:
    followed = Followed(path)
    path.rename(path.with_name("elsewhere.yaml"))
    assert followed.look()
    assert followed.trouble == {
        "type": "gone", "message": "standoff.yaml is gone: it was deleted, moved or renamed. The page keeps what it last said."
    }  # fmt: skip
    assert not followed.look()
    path.with_name("elsewhere.yaml").rename(path)
    assert followed.look()
    assert followed.trouble is None


def test_a_folder_in_the_place_of_the_file_is_said(path: Path) -> None:
    followed = Followed(path)
    path.unlink()
    path.mkdir()
    assert followed.look()
    assert followed.trouble is not None
    assert followed.trouble["findings"][0]["message"].endswith("is a folder.")


def test_sources_and_the_lock_are_followed_too(path: Path) -> None:
    source = path.with_name("report.txt")
    source.write_text("One.", encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + WITH_SOURCE, encoding="utf-8")
    followed = Followed(path)
    stamp = followed.good.stamp
    source.write_text("One and two.", encoding="utf-8")
    assert followed.look()
    assert followed.good.stamp != stamp
    path.with_name("standoff.lock.json").write_text("{", encoding="utf-8")
    followed.look()
    source.unlink()
    assert followed.look()
    assert followed.trouble is not None
    assert followed.trouble["findings"][0]["code"] == "source-file"
    source.write_text("One and two.", encoding="utf-8")
    assert followed.look()
    assert followed.trouble is None


def test_what_cannot_be_read_to_begin_with_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        Followed(tmp_path / "nowhere.yaml")
    (tmp_path / "broken.yaml").write_text("title: x", encoding="utf-8")
    with pytest.raises(Invalid):
        Followed(tmp_path / "broken.yaml")
