"""The built panel on disk: where it lies, when it is built anew, and how a query reads what it needs of it.

Owns the folder of a kept panel: ``panel.json`` (states, faults, checksums), ``state_years.parquet`` (a column for each variable; states one
after the other, each with all years) and ``ties/NAME.parquet`` (a line for each run of years in which the value of a pair stays the same).
A folder is named after a digest of the datasets and of the code that reads and builds them, so that a panel is built anew when either
changes and never otherwise; it appears whole or not at all; and a file that is damaged makes the whole anew. Leaves getting the data to
:mod:`ifso.history.reading`, and building to :mod:`ifso.history.building`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from ifso.ground.diagnostics import UsageError
from ifso.history.cache import cache_folder, is_here, mirror_folder
from ifso.history.datasets import CARDS
from ifso.history.panel import Fault, Pairs, Panel, State
from ifso.history.variables import FIRST_YEAR, TABLES

if TYPE_CHECKING:
    import polars as pl

    from ifso.history.fetching import Progress
    from ifso.history.panel import Floats, Yes

Value = TypeVar("Value")

INDEX, CHECKSUM, STATE_YEARS, TIES = "panel.json", "panel.sha256", "state_years.parquet", "ties"
EXISTS, KNOWS = "(exists)", "(knows) "
"""Columns beside the variables: whether the state exists, and of which states the data behind a tie speak."""


def load_panel(as_of: int | None = None, *, mirror: Path | None = None, progress: Progress | None = None) -> Panel:
    """Return the panel, from disk where it is kept, or built from the datasets and kept.

    With ``as_of``, one that ends with that year and knows nothing later. The datasets are fetched where they are needed and not here yet.
    Raises ``UsageError`` for a year before the first of the panel, and ``Unavailable`` where a dataset cannot be had.
    """
    if as_of is not None and as_of < FIRST_YEAR:
        raise UsageError(f"There is no panel as of {as_of}: the data begin in {FIRST_YEAR}.")
    place = _place(as_of)
    return read(place) or _keep(_build(as_of, mirror, progress), place)


def is_at_hand(mirror: Path | None = None) -> bool:
    """Tell whether the whole panel can be had without a network: it is kept, or the datasets are here or in a mirror folder."""
    return (_place(None) / INDEX).is_file() or mirror_folder(mirror) is not None or all(is_here(CARDS[name]) for name in TABLES)


def _place(as_of: int | None) -> Path:
    return cache_folder() / "panel" / (version() if as_of is None else f"{version()}-{as_of}")


@cache
def version() -> str:
    """Return the digest of the datasets' checksums and of the code that reads and builds them."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in sorted(CARDS):
        digest.update(f"{name} {CARDS[name].sha256}\n".encode())
    for source in sorted([*here.glob("*.py"), *here.glob("building/*.py"), *here.glob("datasets/*.py")]):
        if source.parent != here or source.stem in CODE:
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


CODE = frozenset({"cleaning", "keeping", "panel", "readers", "reading", "rfiles", "states", "variables"})
"""The modules beside ``building`` and ``datasets`` on which the values of the panel depend."""


def _build(as_of: int | None, mirror: Path | None, progress: Progress | None) -> Panel:
    from ifso.history.building import build  # noqa: PLC0415 - brings polars along
    from ifso.history.reading import load  # noqa: PLC0415

    total, before, tables = sum(CARDS[name].size for name in TABLES), 0, {}
    for name in TABLES:
        tables[name] = load(name, mirror=mirror, progress=_part(progress, before, CARDS[name].size, total))
        before += CARDS[name].size
    panel = build(tables, as_of)
    return replace(panel, version=version(), datasets={name: CARDS[name].sha256 for name in TABLES})


def _part(progress: Progress | None, before: int, size: int, total: int) -> Progress | None:
    """Return what tells of one file's share as a share of all files together."""
    return None if progress is None else lambda share: progress((before + share * size) / total)


# ---------------------------------------------------------------- onto disk


def _keep(panel: Panel, place: Path) -> Panel:
    """Write a panel to its folder, take away those of older data or code, and return it.

    Where nothing can be written, it is just not kept.
    """
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=place.parent) as name:
            new = Path(name) / "panel"
            write(panel, new)
            shutil.rmtree(place, ignore_errors=True)  # damaged, or made by another process in the meantime
            new.rename(place)
        for old in place.parent.iterdir():
            if not old.name.startswith((version(), ".new-")):
                shutil.rmtree(old, ignore_errors=True)
    return panel


def write(panel: Panel, folder: Path) -> None:
    """Write a panel into a new folder."""
    import polars as pl  # noqa: PLC0415 - heavy

    (folder / TIES).mkdir(parents=True)
    columns: dict[str, Any] = {name: values.ravel() for name, values in panel.columns.items()}
    columns |= {f"{KNOWS}{name}": tie.knows.ravel() for name, tie in panel.ties.items() if tie.knows is not None}
    sums = {STATE_YEARS: _write(pl.DataFrame({**columns, EXISTS: panel.exists.ravel()}), folder / STATE_YEARS)}
    for name, tie in panel.ties.items():
        sums[f"{TIES}/{name}.parquet"] = _write(pl.DataFrame(_runs(tie, panel.years)), folder / TIES / f"{name}.parquet")
    index = {
        "states": [asdict(state) for state in panel.states],
        "first_year": panel.first_year,
        "last_year": panel.last_year,
        "as_of": panel.as_of,
        "version": panel.version,
        "datasets": dict(panel.datasets),
        "faults": [asdict(fault) for fault in panel.faults],
        "coverage": dict(panel.coverage),
        "columns": list(panel.columns),
        "knows": [name for name, tie in panel.ties.items() if tie.knows is not None],
        "sha256": sums,
    }
    data = json.dumps(index, ensure_ascii=False).encode()
    (folder / INDEX).write_bytes(data)
    (folder / CHECKSUM).write_text(_sum(data), encoding="ascii")


def _runs(tie: Pairs, years: int) -> dict[str, Any]:
    """Return the values of a tie as runs: the pair, over how many years, which value.

    A pair's runs follow each other from the first year to the last.
    """
    flat = tie.values.ravel()
    same = np.zeros(len(flat), dtype=bool)
    same[1:] = (flat[1:] == flat[:-1]) | (np.isnan(flat[1:]) & np.isnan(flat[:-1]))
    same[::years] = False  # another pair
    starts = np.flatnonzero(~same)
    pair = starts // years
    length = np.diff(starts, append=len(flat))
    found = {"subject": tie.subject[pair], "other": tie.other[pair], "years": length}
    return {name: values.astype(np.int16) for name, values in found.items()} | {"value": flat[starts]}


def _write(frame: pl.DataFrame, path: Path) -> str:
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    data = buffer.getvalue()
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return _sum(data)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ---------------------------------------------------------------- from disk


def read(folder: Path) -> Panel | None:
    """Return the panel that a folder keeps, each tie read when it is first asked for; None where there is none or it is damaged."""
    try:
        whole = (folder / INDEX).read_bytes()
        if _sum(whole) != (folder / CHECKSUM).read_text(encoding="ascii"):
            return None
        index = json.loads(whole)
        files = {name: (folder / name).read_bytes() for name in index["sha256"]}
    except (OSError, UnicodeError):
        return None
    if any(_sum(data) != index["sha256"][name] for name, data in files.items()):
        return None
    return _panel(index, files)


def _panel(index: Mapping[str, Any], files: Mapping[str, bytes]) -> Panel:
    import polars as pl  # noqa: PLC0415 - heavy

    states = tuple(State(**state) for state in index["states"])
    shape = (len(states), index["last_year"] - index["first_year"] + 1)
    years = shape[1]
    table = pl.read_parquet(BytesIO(files[STATE_YEARS]), parallel="none")  # whole, which takes no longer than four of its columns

    def column(name: str) -> Floats:
        return table[name].to_numpy().reshape(shape)

    def tie(name: str) -> Pairs:
        runs = pl.read_parquet(BytesIO(files[f"{TIES}/{name}.parquet"]), parallel="none")
        length = runs["years"].to_numpy().astype(np.int64)
        begins = (np.cumsum(length) - length) % years == 0
        subject, other = (runs[side].to_numpy()[begins].astype(np.int64) for side in ("subject", "other"))
        values = np.repeat(runs["value"].to_numpy(), length).reshape(-1, years)
        knows: Yes | None = table[f"{KNOWS}{name}"].to_numpy().reshape(shape) if name in index["knows"] else None
        return Pairs(subject=subject, other=other, values=values, knows=knows)

    names = tuple(name.removeprefix(f"{TIES}/").removesuffix(".parquet") for name in files if name.startswith(TIES))
    return Panel(
        states=states,
        first_year=index["first_year"],
        last_year=index["last_year"],
        as_of=index["as_of"],
        version=index["version"],
        datasets=index["datasets"],
        faults=tuple(Fault(**{**fault, "variables": tuple(fault["variables"])}) for fault in index["faults"]),
        coverage={name: (first, last) for name, (first, last) in index["coverage"].items()},
        exists=table[EXISTS].to_numpy().reshape(shape),
        columns=_Read(tuple(index["columns"]), column),
        ties=_Read(names, tie),
    )


class _Read(Mapping[str, Value]):
    """Values by name, each read when it is first asked for."""

    def __init__(self, names: tuple[str, ...], read_one: Callable[[str], Value]) -> None:
        self._names = names
        self._read_one = read_one
        self._read: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = self._read_one(name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
