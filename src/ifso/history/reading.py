"""The cleaned table of a dataset.

Owns the order of the steps: find the file, read it, check it, clean it, check again. Leaves getting files to ``fetching``, reading them to
``readers``, keeping tables to ``store``, and what is cleaned to the datasets.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ifso.history.datasets import CARDS
from ifso.history.fetching import fetch
from ifso.history.readers import read_file

if TYPE_CHECKING:
    import polars as pl


def load(name: str, *, mirror: Path | None = None) -> pl.DataFrame:
    """Return the cleaned table of a dataset, fetching its file where the cache lacks it."""
    card = CARDS[name]
    return card.clean(read_file(fetch(card, mirror=mirror), card))
