"""Leaders of states to the beginning of 2021."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import day, whole, yes_no
from ifso.history.frames import pl

UNKNOWN = ("-99", "-99.0")


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each time of a leader in office."""
    return raw.select(
        whole("ccode").alias("cow"),
        "leadid",
        "leader",
        day("syear", "smonth", "sdate").alias("begins"),
        whole("eyear"),
        whole("emonth"),
        whole("birthyear", missing=UNKNOWN),
        yes_no("gender", missing=UNKNOWN),
        pl.col("militarycareer").replace(dict.fromkeys(UNKNOWN, None)).cast(pl.Float64),
    ).rename({"gender": "man"})


CARD = Card(
    name="reign_leaders",
    title="Leaders to 2021",
    what="Who led each state from 1921 to the beginning of 2021, with age, and whether the leader had been a soldier.",
    citation="Bell, C. (2016). The Rulers, Elections, and Irregular Governance dataset (REIGN). OEF Research.",
    licence="MIT (repository)",
    terms="Cite Bell (2016).",
    repository="OEFDataScience/REIGN.github.io",
    commit="d7a8a6f17c951b68e30bbca6185d7acd9089d60b",
    path="data_sets/leaderlist_3_21.csv",
    file="reign_leaders/leaderlist_3_21.csv",
    size=185531,
    sha256="1663d94b6a00008c84c19979306c0997128225890b875c0aae5bbfb922829e44",
    ids=Ids.COW,
    unit="a leader's time in office",
    key=("cow", "leadid", "begins"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="leadid", type=Type.TEXT, means="the name of the row"),
        Column(name="leader", type=Type.TEXT, means="the leader"),
        Column(name="begins", raw=("syear", "smonth", "sdate"), type=Type.DATE, means="the day of entry"),
        Column(name="eyear", type=Type.INTEGER, means="the year of exit", least=1946, most=2021, missing="blank: still in office"),
        Column(name="emonth", type=Type.INTEGER, means="the month of exit", least=1, most=12, missing="blank: still in office"),
        Column(name="birthyear", type=Type.INTEGER, means="the leader's year of birth", least=1850, most=2000, missing="blank and -99"),
        Column(name="man", raw=("gender",), type=Type.YES_NO, means="whether the leader is a man", missing="-99"),
        Column(
            name="militarycareer",
            type=Type.NUMBER,
            means="whether the leader had been a soldier: 1 yes, 0.5 in part, 0 no",
            least=0,
            most=1,
            missing="-99",
        ),
    ),
    rows=2524,
    cleaned_rows=2524,
    first=1921,
    last=2020,
    faults=(),
    caveats=("How a leader left is not told.",),
    clean=clean,
)
