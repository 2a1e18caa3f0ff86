"""Cleaned tables on disk, as Parquet.

Owns where a table lies and when it is built anew: its name holds a digest of the file's checksum and of the code that reads and cleans it,
and a second file its own checksum, so that a damaged table is never read. A table is written whole or not at all; where it cannot be
written, it is built every time. Leaves building it to ``reading``.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path

import polars as pl

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import make_folder, write_atomic
from ifso.history.cache import tables_folder
from ifso.history.card import Card

CODE = ("card.py", "checking.py", "cleaning.py", "readers.py", "rfiles.py", "store.py")
"""The modules on which every table depends, beside the dataset's own."""


def read_table(card: Card) -> pl.DataFrame | None:
    """Return the table of a dataset as it was kept, or None where there is none, it is damaged, or the file or the code has changed."""
    path = _place(card)
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != _checksum(path).read_text(encoding="ascii"):
            return None
        return pl.read_parquet(BytesIO(data))
    except (OSError, UnicodeError, pl.exceptions.PolarsError):  # the last: written by a polars that this one does not understand
        return None


def keep_table(card: Card, table: pl.DataFrame) -> None:
    """Write the table of a dataset, and take away those that older code or files have left; where that cannot be done, leave it."""
    path = _place(card)
    buffer = BytesIO()
    table.write_parquet(buffer)
    data = buffer.getvalue()
    with contextlib.suppress(UsageError):
        make_folder(path.parent)
        write_atomic(path, data)
        write_atomic(_checksum(path), hashlib.sha256(data).hexdigest().encode("ascii"))
    for old in path.parent.glob(f"{card.name}-*"):
        if old not in {path, _checksum(path)}:
            with contextlib.suppress(OSError):
                old.unlink()


def _place(card: Card) -> Path:
    return tables_folder() / f"{card.name}-{_digest(card.name, card.sha256)}.parquet"


def _checksum(path: Path) -> Path:
    return path.with_suffix(".sha256")


@cache
def _digest(name: str, sha256: str) -> str:
    """Return what stands for the file and for the code that makes a table of it."""
    here = Path(__file__).parent
    digest = hashlib.sha256(sha256.encode("ascii"))
    for source in (*(here / module for module in CODE), here / "datasets" / f"{name}.py"):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
