"""Steps that the cleaning rules of several datasets take: texts as numbers, codes for "not known" as null, days as dates.

Owns steps without any knowledge of a dataset. Every step makes an expression of polars for one column and keeps its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ifso.history.frames import pl


def whole(name: str, *, missing: Sequence[str] = ()) -> pl.Expr:
    """Return a column as whole numbers; the texts named are null, anything else that is no whole number is an error."""
    return _known(name, missing).cast(pl.Float64).cast(pl.Int64)


def number(name: str, *, missing: Sequence[str] = ()) -> pl.Expr:
    """Return a column as numbers; the texts named are null, anything else that is no number is an error."""
    return _known(name, missing).cast(pl.Float64)


def yes_no(name: str, *, missing: Sequence[str] = ()) -> pl.Expr:
    """Return a column of 0 and 1 as no and yes."""
    return whole(name, missing=missing).cast(pl.Boolean)


def day_of_r(name: str) -> pl.Expr:
    """Return R's days since 1970 as dates."""
    return pl.col(name).cast(pl.Int32).cast(pl.Date)


def day(year: str, month: str, in_month: str) -> pl.Expr:
    """Return a date from columns with year, month and day."""
    return pl.date(whole(year), whole(month), whole(in_month))


def open_from(name: str, last: date) -> pl.Expr:
    """Return a column of dates with null, for "goes on", where it has reached the last day that the dataset tells about."""
    return pl.when(pl.col(name) < last).then(pl.col(name)).otherwise(None).alias(name)


def _known(name: str, missing: Sequence[str]) -> pl.Expr:
    column = pl.col(name)
    return pl.when(~column.cast(pl.String).is_in(list(missing))).then(column).alias(name) if missing else column
