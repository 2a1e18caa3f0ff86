"""Holding tables against their card.

Owns what has to be true of a file's columns and of a cleaned table: columns, types, ranges, words, keys, rows and years. A file is known by
its checksum, so that a complaint means a fault of a card or of the program, never of a user. Leaves what to do about it to ``reading``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ifso.history.card import Card, Column, Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polars.datatypes import DataTypeClass

TYPES: dict[Type, DataTypeClass] = {
    Type.INTEGER: pl.Int64,
    Type.NUMBER: pl.Float64,
    Type.YES_NO: pl.Boolean,
    Type.TEXT: pl.String,
    Type.DATE: pl.Date,
}


class CardError(Exception):
    """A table is not what its card says, with everything in which it differs."""

    def __init__(self, card: Card, complaints: Sequence[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__(f"{card.name}: " + "; ".join(complaints))


def check_raw(card: Card, raw: pl.DataFrame) -> None:
    """Raise ``CardError`` where a file's table lacks columns or has another number of rows."""
    complaints = [f"the file has no column {name}" for name in card.raw_columns if name not in raw.columns]
    if raw.height != card.rows:
        complaints.append(f"the file has {raw.height} rows, not {card.rows}")
    _raise(card, complaints)


def check_cleaned(card: Card, table: pl.DataFrame) -> None:
    """Raise ``CardError`` where a cleaned table differs from its card."""
    wanted = [column.name for column in card.columns]
    if table.columns != wanted:
        raise CardError(card, [f"the columns are {', '.join(table.columns)}, not {', '.join(wanted)}"])
    complaints = [complaint for column in card.columns for complaint in _of_column(column, table[column.name])]
    if table.height != card.cleaned_rows:
        complaints.append(f"the cleaned table has {table.height} rows, not {card.cleaned_rows}")
    doubles = int(table.select(card.key).is_duplicated().sum())
    if doubles:
        complaints.append(f"{doubles} rows share their {', '.join(card.key)} with another")
    _raise(card, complaints)


def _of_column(column: Column, values: pl.Series) -> Iterator[str]:
    wanted = TYPES[column.type]
    if values.dtype != wanted:
        yield f"{column.name} is {values.dtype}, not {wanted.__name__}"
        return
    if values.null_count() and not column.missing:
        yield f"{column.name} is not known in {values.null_count()} rows"
    if column.type is Type.NUMBER and not values.is_finite().all():
        yield f"{column.name} has values that are no finite numbers"
    if column.least is not None and (values < column.least).any():
        yield f"{column.name} has a value of less than {column.least}"
    if column.most is not None and (values > column.most).any():
        yield f"{column.name} has a value of more than {column.most}"
    others = sorted(set(values.drop_nulls().unique()) - set(column.values)) if column.values else []
    if others:
        yield f"{column.name} has {', '.join(others)}"


def _raise(card: Card, complaints: Sequence[str]) -> None:
    if complaints:
        raise CardError(card, complaints)
