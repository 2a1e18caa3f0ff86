"""Readers of files: from a dataset's file to a table as the file writes it.

Owns the choice of the reader by the file's ending. Leaves getting the file to ``fetching`` and cleaning the table to the datasets.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import polars.selectors as cs

from ifso.history.card import Card

if TYPE_CHECKING:
    import pandas as pd


def read_file(path: Path, card: Card) -> pl.DataFrame:
    """Return the columns of a file that its card names, and of those the ones that it has; what is no number is null.

    Columns of .csv files are all texts. Whatever goes wrong in a reader comes through as it is.
    """
    match path.suffix:
        case ".csv":
            return _read_csv(path, card)
        case ".rda":
            from ifso.history.rfiles import read_rda  # noqa: PLC0415 - brings pandas along

            return read_rda(path, card.raw_columns)
        case ".dta":
            return _read_dta(path, card)
        case ".json":
            return _read_geojson(path)
        case other:
            raise ValueError(f"there is no reader for {other}")


def _read_csv(path: Path, card: Card) -> pl.DataFrame:
    frame = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    return frame.select(name for name in card.raw_columns if name in frame.columns)


def _read_dta(path: Path, card: Card) -> pl.DataFrame:
    import pandas as pd  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnicodeWarning)  # names of a few persons are in another encoding
        frame = pd.read_stata(path, convert_categoricals=False)
    given = [name for name in card.raw_columns if name in frame.columns]
    return pl.DataFrame({name: _values(frame[name]) for name in given}).with_columns(cs.float().fill_nan(None))


def _values(column: pd.Series[Any]) -> Any:
    match column.dtype.kind:
        case "i" | "u" | "f":
            return column.to_numpy()
        case "M":
            return column.to_numpy(dtype="datetime64[ms]")
        case _:
            return column.tolist()


def _read_geojson(path: Path) -> pl.DataFrame:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    rows = [(feature["id"], feature["properties"]["name"], json.dumps(feature["geometry"], separators=(",", ":"))) for feature in features]
    return pl.DataFrame(rows, schema=["id", "name", "outline"], orient="row")
