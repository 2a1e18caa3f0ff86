"""From a dataset's file to its cleaned table.

Owns the choice of the reader by the file's ending, and the order of the steps: find the file, read it, check it, clean it, check again.
Leaves getting files to ``fetching``, keeping tables to ``store``, and what is cleaned to the datasets.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import polars.selectors as cs

from ifso.history.card import Card
from ifso.history.datasets import CARDS
from ifso.history.fetching import fetch


def load(name: str, *, mirror: Path | None = None) -> pl.DataFrame:
    """Return the cleaned table of a dataset, fetching its file where the cache lacks it."""
    card = CARDS[name]
    return card.clean(read_file(fetch(card, mirror=mirror), card))


def read_file(path: Path, card: Card) -> pl.DataFrame:
    """Return the columns of a file that its card names, as the file writes them."""
    match path.suffix:
        case ".csv":
            return _read_csv(path, card)
        case ".rda":
            from ifso.history.rfiles import read_rda  # noqa: PLC0415 - brings pandas along

            return read_rda(path, card.raw_columns)
        case ".dta":
            return _read_dta(path, card)
        case other:
            raise ValueError(f"there is no reader for {other}")


def _read_csv(path: Path, card: Card) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    return frame.select(name for name in card.raw_columns if name in frame.columns)


def _read_dta(path: Path, card: Card) -> pl.DataFrame:
    import warnings  # noqa: PLC0415

    import pandas as pd  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnicodeWarning)  # a few names of persons are in another encoding
        frame = pd.read_stata(path, convert_categoricals=False)
    given = [name for name in card.raw_columns if name in frame.columns]
    table = pl.DataFrame({name: frame[name].to_numpy() if frame[name].dtype.kind in "iufM" else frame[name].tolist() for name in given})
    return table.with_columns(cs.float().fill_nan(None))
