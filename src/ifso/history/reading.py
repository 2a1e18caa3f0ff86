"""The cleaned table of a dataset.

Owns the order of the steps: take the table that is kept, or else find the file, read it, check it, clean it, check again and keep it.
Leaves each of them to a module of its own: ``store``, ``fetching``, ``readers``, ``checking`` and the datasets.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ifso.history.checking import check_cleaned, check_raw
from ifso.history.datasets import CARDS
from ifso.history.fetching import Progress, fetch
from ifso.history.readers import read_file
from ifso.history.store import keep_table, read_table

if TYPE_CHECKING:
    import polars as pl

    from ifso.history.card import Card


def load(name: str, *, mirror: Path | None = None, progress: Progress | None = None) -> pl.DataFrame:
    """Return the cleaned table of a dataset by its name, fetching its file where the cache lacks it.

    The columns are those of its card. Raises ``Unavailable`` where the file cannot be had.
    """
    card = CARDS[name]
    kept = read_table(card)
    if kept is not None:
        return kept
    table = read_cleaned(fetch(card, mirror=mirror, progress=progress), card)
    keep_table(card, table)
    return table


def read_cleaned(path: Path, card: Card) -> pl.DataFrame:
    """Return the cleaned table of a file. Raises ``CardError`` where the file or the table is not what the card says."""
    raw = read_file(path, card)
    check_raw(card, raw)
    table = card.clean(raw)
    check_cleaned(card, table)
    return table
