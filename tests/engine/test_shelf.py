"""What is kept between runs: found again whole, and under a name that changes with everything on which it depends."""

from pathlib import Path

import pytest

from ifso.engine import shelf
from ifso.engine.shelf import SUM, Shelf

KINDS = ("float64:2", "int64")


def test_what_is_put_is_found_for_the_same_name_and_kinds_only(tmp_path: Path) -> None:
    kept = Shelf(tmp_path / "new" / "folder")
    assert not kept.has("walk")
    kept.put("walk", KINDS, b"code")
    assert kept.has("walk")
    assert kept.get("walk", KINDS) == b"code"
    assert kept.get("walk", ("float64:2", "float64")) is None
    assert kept.get("run", KINDS) is None
    assert not kept.has("run")


@pytest.mark.parametrize("at", [0, SUM - 1, SUM, -1])
def test_a_flipped_bit_anywhere_makes_it_as_good_as_none(tmp_path: Path, at: int) -> None:
    kept = Shelf(tmp_path)
    kept.put("walk", KINDS, b"some code")
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert kept.get("walk", KINDS) is None
    kept.put("walk", KINDS, b"some code")
    assert kept.get("walk", KINDS) == b"some code"


@pytest.mark.parametrize("length", [0, 1, SUM - 1, SUM + 4])
def test_half_a_file_is_none(tmp_path: Path, length: int) -> None:
    kept = Shelf(tmp_path)
    kept.put("walk", KINDS, b"some code")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert kept.get("walk", KINDS) is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = Shelf(tmp_path / "file" / "folder")
    kept.put("walk", KINDS, b"code")
    assert kept.get("walk", KINDS) is None
    assert not kept.has("walk")


def test_the_folder_changes_with_sources_versions_and_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    sources = tmp_path / "engine"
    sources.mkdir()
    (sources / "compiled.py").write_text("c = 1")
    (sources / "kernel.py").write_text("from ifso.engine.compiled import kernel\nfrom ifso.engine.rows import copy_row")
    (sources / "rows.py").write_text("b = 1")
    (sources / "answering.py").write_text("from ifso.engine.kernel import simulate")
    monkeypatch.setattr(shelf, "__file__", str(sources / "shelf.py"))

    def folder() -> Path:
        return Shelf.for_machine("x86 some").folder

    seen = [folder()]
    assert folder() == seen[0]
    assert seen[0].parent == tmp_path / "cache"
    (sources / "rows.py").write_text("b = 2")  # as long as before
    seen.append(folder())
    (sources / "answering.py").write_text("nothing that is compiled depends on this")
    assert folder() == seen[-1]
    monkeypatch.setattr(shelf, "version", lambda name: f"{name} of tomorrow")
    seen.append(folder())
    monkeypatch.setattr("sys.implementation.cache_tag", "another")
    seen.append(folder())
    seen.append(Shelf.for_machine("x86 other").folder)
    assert len(set(seen)) == len(seen)


def test_without_a_folder_of_ones_own_choice_it_is_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name, **_: str(tmp_path / name))
    assert Shelf.for_machine("x86").folder.parent == tmp_path / "ifso"
