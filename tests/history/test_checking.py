"""Every way in which a table can differ from its card is told."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from ifso.history.card import Card, Column, Type
from ifso.history.checking import CardError, check_cleaned, check_raw
from ifso.history.datasets import CARDS

COLUMNS = (
    Column(name="gw", type=Type.INTEGER, means="a state", least=2, most=990),
    Column(name="share", type=Type.NUMBER, means="a share", least=0, missing="NA"),
    Column(name="is", type=Type.YES_NO, means="whether"),
    Column(name="how", type=Type.TEXT, means="how", values=("well", "badly")),
    Column(name="begins", type=Type.DATE, means="from when"),
)
CARD = replace(CARDS["gw_states"], name="made", columns=COLUMNS, key=("gw",), rows=2, cleaned_rows=2)
GOOD = pl.DataFrame(
    {"gw": [2, 20], "share": [0.5, None], "is": [True, False], "how": ["well", "badly"], "begins": [date(1816, 1, 1), date(1920, 1, 10)]}
)


def complaints(table: pl.DataFrame, card: Card = CARD) -> tuple[str, ...]:
    with pytest.raises(CardError) as caught:
        check_cleaned(card, table)
    assert str(caught.value).startswith("made: ")
    return caught.value.complaints


def test_a_table_that_is_as_its_card_says_passes() -> None:
    check_cleaned(CARD, GOOD)
    check_raw(CARD, GOOD)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (pl.lit(1).cast(pl.Int64).alias("gw"), "gw has a value of less than 2"),
        (pl.lit(991).cast(pl.Int64).alias("gw"), "gw has a value of more than 990"),
        (pl.lit(2).cast(pl.Int32).alias("gw"), "gw is Int32, not Int64"),
        (pl.lit(None).cast(pl.Int64).alias("gw"), "gw is not known in 2 rows"),
        (pl.lit(2).cast(pl.Int64).alias("gw"), "2 rows share their gw with another"),
        (pl.lit(-0.1).alias("share"), "share has a value of less than 0"),
        (pl.lit(float("nan")).alias("share"), "share has values that are no finite numbers"),
        (pl.lit(float("inf")).alias("share"), "share has values that are no finite numbers"),
        (pl.lit("0.5").alias("share"), "share is String, not Float64"),
        (pl.lit(1).alias("is"), "is is Int32, not Boolean"),
        (pl.lit(None).cast(pl.Boolean).alias("is"), "is is not known in 2 rows"),
        (pl.lit("oddly").alias("how"), "how has oddly"),
        (pl.lit("1816-01-01").alias("begins"), "begins is String, not Date"),
    ],
)
def test_a_wrong_column_is_told(change: pl.Expr, said: str) -> None:
    assert said in complaints(GOOD.with_columns(change))


def test_several_complaints_come_at_once() -> None:
    told = complaints(GOOD.with_columns(pl.lit(1).cast(pl.Int64).alias("gw"), pl.lit("oddly").alias("how")).vstack(GOOD))
    assert len(told) >= 3
    assert "the cleaned table has 4 rows, not 2" in told


def test_other_columns_are_told() -> None:
    assert complaints(GOOD.rename({"how": "why"})) == ("the columns are gw, share, is, why, begins, not gw, share, is, how, begins",)


def test_a_file_that_lacks_columns_or_rows_is_told() -> None:
    with pytest.raises(CardError) as caught:
        check_raw(CARD, GOOD.drop("how").head(1))
    assert caught.value.complaints == ("the file has no column how", "the file has 1 rows, not 2")
