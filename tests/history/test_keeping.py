import errno
import io
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ifso.ground.diagnostics import UsageError
from ifso.history import keeping
from ifso.history.datasets import CARDS
from ifso.history.keeping import CHECKSUM, INDEX, STATE_YEARS, load_panel, read, version, write
from ifso.history.panel import Panel


@pytest.fixture
def kept(tmp_path: Path, panel: Panel) -> Path:
    """Return a folder with the panel of the real data."""
    write(panel, tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def own_cache(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache of this test's own, with the tables that all tests share."""
    own = tmp_path / "cache"
    own.mkdir()
    if (cache / "tables").is_dir():
        shutil.copytree(cache / "tables", own / "tables")
    monkeypatch.setenv("IFSO_DATA_CACHE", str(own))
    return own


def same(one: Panel, two: Panel) -> bool:
    plain = ("states", "first_year", "last_year", "as_of", "faults", "coverage")
    if any(getattr(one, name) != getattr(two, name) for name in plain) or not np.array_equal(one.exists, two.exists):
        return False
    if set(one.columns) != set(two.columns) or set(one.ties) != set(two.ties):
        return False
    columns = all(np.array_equal(one.of(name), two.of(name), equal_nan=True) for name in one.columns)
    count = len(one.states)
    subject, other = np.divmod(np.arange(count * count), count)
    return columns and all(
        np.array_equal(one.between(name, subject, other), two.between(name, subject, other), equal_nan=True)
        and all(np.array_equal(a, b) for a, b in zip(one.partners(name), two.partners(name), strict=True))
        for name in one.ties
    )


def test_a_panel_comes_back_as_it_was_kept(kept: Path, panel: Panel) -> None:
    back = read(kept)
    assert back is not None
    assert same(back, panel)


def test_a_tie_is_read_when_it_is_asked_for_and_only_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back = read(kept)
    assert back is not None
    asked: list[object] = []
    whole = pl.read_parquet

    def watched(source: io.BytesIO, **options: object) -> pl.DataFrame:
        asked.append(source)
        return whole(source, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(pl, "read_parquet", watched)
    assert back.of("us_troops") is back.of("us_troops")
    assert asked == []
    assert back.ties["rival"] is back.ties["rival"]
    assert len(asked) == 1
    with pytest.raises(KeyError):
        back.of("no such variable")


@pytest.mark.parametrize("name", [INDEX, CHECKSUM, STATE_YEARS, "ties/rival.parquet"])
@pytest.mark.parametrize("harm", ["cut", "change", "remove", "empty"])
def test_a_damaged_panel_is_not_read(kept: Path, name: str, harm: str) -> None:
    path = kept / name
    data = path.read_bytes()
    match harm:
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "change":
            middle = len(data) // 2
            path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        case "remove":
            path.unlink()
        case _:
            path.write_bytes(b"")
    assert read(kept) is None


def test_it_is_built_once_and_read_afterwards(own_cache: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    built = load_panel(1964, mirror=mirror, progress=told.append)
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)
    monkeypatch.setattr(keeping, "_build", None)  # cannot be called
    again = load_panel(1964)
    assert same(again, built)
    assert again.as_of == 1964
    assert again.version == version()
    assert set(again.datasets.items()) <= {(name, card.sha256) for name, card in CARDS.items()}
    assert sorted(path.name for path in (own_cache / "panel").iterdir()) == [f"{version()}-1964"]


def test_a_damaged_one_is_built_anew(own_cache: Path, mirror: Path) -> None:
    built = load_panel(1950, mirror=mirror)
    path = own_cache / "panel" / f"{version()}-1950" / STATE_YEARS
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    assert same(load_panel(1950, mirror=mirror), built)
    assert path.read_bytes() == whole


def test_those_of_other_data_or_code_are_taken_away(own_cache: Path, mirror: Path) -> None:
    old = own_cache / "panel" / "0123456789abcdef"
    old.mkdir(parents=True)
    (old / INDEX).write_text("old")
    load_panel(1950, mirror=mirror)
    assert [path.name for path in (own_cache / "panel").iterdir()] == [f"{version()}-1950"]


def test_without_a_place_to_write_it_is_built_all_the_same(own_cache: Path, mirror: Path) -> None:
    load_panel(1950, mirror=mirror)
    shutil.rmtree(own_cache / "panel")
    (own_cache / "panel").write_text("a file, where a folder should be")
    assert load_panel(1950, mirror=mirror).last_year == 1950
    assert (own_cache / "panel").is_file()


def test_a_full_disk_leaves_nothing_behind(own_cache: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, written = keeping._write, []

    def full(frame: pl.DataFrame, path: Path) -> str:
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        return whole(frame, path)

    monkeypatch.setattr(keeping, "_write", full)
    assert load_panel(1950, mirror=mirror).last_year == 1950
    assert len(written) == 3
    assert list((own_cache / "panel").iterdir()) == []


def test_there_is_no_panel_before_the_data_begin() -> None:
    with pytest.raises(UsageError, match="1945"):
        load_panel(1945)


def test_the_version_is_of_the_data_and_the_code(tmp_path: Path) -> None:
    history = Path(keeping.__file__).parent
    copy = tmp_path / "ifso" / "history"
    shutil.copytree(history.parent, tmp_path / "ifso")
    ask = "import ifso.history.keeping as k; print(k.version())"

    def of_copy() -> str:
        command = [sys.executable, "-c", ask]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(tmp_path), "PATH": ""}, cwd=tmp_path
        )
        return done.stdout.strip()

    assert of_copy() == version()
    for changed in ("building/arms.py", "datasets/us_troops.py", "states.py"):
        before = of_copy()
        with (copy / changed).open("a", encoding="utf-8") as file:
            file.write("\n# changed\n")
        assert of_copy() != before
