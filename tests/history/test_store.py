"""Cleaned tables are kept, and built anew when they are damaged or the file or the code has changed."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from ifso.history import reading, store
from ifso.history.datasets import CARDS
from ifso.history.reading import load
from ifso.history.store import keep_table, read_table

CARD = CARDS["cow_majors"]
TABLE = pl.DataFrame({"cow": [2, 200], "begins": ["1898-08-13", "1816-01-01"]})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a cache of its own."""
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path))
    return tmp_path / "tables"


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def test_what_was_kept_is_read_again(folder: Path) -> None:
    assert read_table(CARD) is None
    keep_table(CARD, TABLE)
    found = read_table(CARD)
    assert found is not None
    assert found.equals(TABLE)
    assert [path.suffix for path in sorted(folder.iterdir())] == [".parquet", ".sha256"]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-1],
    "empty": lambda data: data[:0],
    "one byte": lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
    "longer": lambda data: data + b" ",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_table_is_not_read(damage: str, folder: Path) -> None:
    keep_table(CARD, TABLE)
    (path,) = kept(folder)
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert read_table(CARD) is None


@pytest.mark.parametrize("text", [b"", b"0" * 64, b"\xff\xfe"])
def test_a_damaged_checksum_is_no_checksum(text: bytes, folder: Path) -> None:
    keep_table(CARD, TABLE)
    kept(folder)[0].with_suffix(".sha256").write_bytes(text)
    assert read_table(CARD) is None


def test_another_file_or_other_code_makes_another_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_table(CARD, TABLE)
    assert read_table(replace(CARD, sha256="0" * 64)) is None
    monkeypatch.setattr(store, "CODE", (*store.CODE, "panel.py"))
    store._digest.cache_clear()
    try:
        assert read_table(CARD) is None
        keep_table(CARD, TABLE.head(1))
        assert len(kept(folder)) == 1  # what older code has left is gone
    finally:
        monkeypatch.undo()
        store._digest.cache_clear()


def test_every_module_that_makes_a_table_counts() -> None:
    here = Path(store.__file__).parent
    assert all((here / name).is_file() for name in store.CODE)
    imported = {name for name in ("card", "checking", "cleaning", "readers", "rfiles") if f"{name}.py" in store.CODE}
    assert len(imported) == 5


def test_what_polars_does_not_understand_is_built_anew(folder: Path) -> None:
    keep_table(CARD, TABLE)
    (path,) = kept(folder)
    path.write_bytes(b"PAR1 of another time")
    path.with_suffix(".sha256").write_text(hashlib.sha256(b"PAR1 of another time").hexdigest(), encoding="ascii")
    assert read_table(CARD) is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way", encoding="utf-8")
    keep_table(CARD, TABLE)
    assert read_table(CARD) is None
    assert folder.read_text(encoding="utf-8") == "in the way"


def test_a_table_is_built_once(mirror: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load("cow_majors", mirror=mirror)
    assert len(kept(folder)) == 1
    monkeypatch.setattr(reading, "read_cleaned", None)  # would be called
    assert load("cow_majors", mirror=mirror).equals(first)


def test_a_damaged_table_is_built_anew(mirror: Path, folder: Path) -> None:
    first = load("cow_majors", mirror=mirror)
    kept(folder)[0].write_bytes(b"damaged")
    assert load("cow_majors", mirror=mirror).equals(first)
    found = read_table(CARD)
    assert found is not None
    assert found.equals(first)
