"""Where data lie, and whether they do."""

from pathlib import Path

import platformdirs
import pytest

from ifso.history.cache import cache_folder, file_of, is_here, look_for, mirror_folder, tables_folder

from .serving import CARD, CONTENT


def test_the_cache_is_the_user_s_or_the_one_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    assert file_of(CARD) == tmp_path / "data/made/made.rda"
    assert tables_folder() == tmp_path / "tables"
    monkeypatch.delenv("IFSO_DATA_CACHE")
    assert cache_folder() == Path(platformdirs.user_cache_dir("ifso", appauthor=False))
    monkeypatch.setenv("IFSO_DATA_CACHE", "")
    assert cache_folder() == Path(platformdirs.user_cache_dir("ifso", appauthor=False))


def test_the_mirror_is_the_one_given_or_the_one_named_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IFSO_DATA_MIRROR", raising=False)
    assert mirror_folder() is None
    assert mirror_folder(tmp_path) == tmp_path
    monkeypatch.setenv("IFSO_DATA_MIRROR", "elsewhere")
    assert mirror_folder() == Path("elsewhere")
    assert mirror_folder(tmp_path) == tmp_path


def test_a_file_is_here_only_whole_and_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path))
    path = file_of(CARD)
    assert not is_here(CARD)
    path.parent.mkdir(parents=True)
    for content in (CONTENT[:-1], CONTENT[::-1], b""):
        path.write_bytes(content)
        assert not is_here(CARD)
    path.write_bytes(CONTENT)
    assert is_here(CARD)
    found = look_for(CARD)
    assert (found.path, found.here, found.fetched, found.complaint) == (path, True, False, "")
    path.unlink()
    path.mkdir()
    assert not is_here(CARD)
