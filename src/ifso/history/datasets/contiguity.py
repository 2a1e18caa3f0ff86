"""Which states border each other, on land or across water."""

from __future__ import annotations

from datetime import date

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import open_from, whole
from ifso.history.frames import pl

END = date(2016, 12, 31)
"""The last day that the data tell about."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each pair of states, each pair in one direction only, and spell in which they border in one way."""
    return raw.select(
        whole("statelno").alias("cow_a"),
        whole("statehno").alias("cow_b"),
        whole("conttype"),
        (pl.col("begin") + "01").str.to_date("%Y%m%d").alias("begins"),
        (pl.col("end") + "01").str.to_date("%Y%m%d").dt.month_end().alias("ends"),
    ).with_columns(open_from("ends", END))


CARD = Card(
    name="contiguity",
    title="Borders",
    what="Pairs of states that border on land, or across less than 400 miles of water, with the months in which that began and ended.",
    citation=(
        "Stinnett, D. M., J. Tir, P. Schafer, P. F. Diehl and C. Gochman (2002). The Correlates of War Project direct contiguity data, "
        "version 3. Conflict Management and Peace Science 19(2), 58-66. Version 3.2."
    ),
    licence="CC BY 4.0 (repository)",
    terms="Cite Stinnett and others (2002).",
    repository="globalgov/manystates",
    commit="23d119a10b997c2d5ddbd6a665dc816146c20db7",
    path="data-raw/contiguity/COW_CONT/contdir.csv",
    file="contiguity/contdir.csv",
    size=89528,
    sha256="62f3714d1a75c940887bf15b40b256aeeb41545734ab13abe96ab3f49a980362",
    ids=Ids.COW,
    unit="a spell in which two states border in one way",
    key=("cow_a", "cow_b", "begins"),
    columns=(
        Column(name="cow_a", raw=("statelno",), type=Type.INTEGER, means="the state with the lower number", least=2, most=990),
        Column(name="cow_b", raw=("statehno",), type=Type.INTEGER, means="the state with the higher number", least=2, most=990),
        Column(
            name="conttype",
            type=Type.INTEGER,
            means="how they border: 1 on land or a river, 2 across up to 12 miles of water, 3 up to 24, 4 up to 150, 5 up to 400",
            least=1,
            most=5,
        ),
        Column(name="begins", raw=("begin",), type=Type.DATE, means="the first day of the month in which it begins"),
        Column(
            name="ends",
            raw=("end",),
            type=Type.DATE,
            means="the last day of the month in which it ends",
            missing="201612, the end of the data: it goes on",
        ),
    ),
    rows=847,
    cleaned_rows=847,
    first=1816,
    last=2016,
    faults=(),
    caveats=("Where two states come to border in another way, the month of the change belongs to both spells.",),
    clean=clean,
)
