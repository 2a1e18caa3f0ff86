"""Members of the state system after Correlates of War: which there were, and when."""

from __future__ import annotations

from datetime import date

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import day, open_from, whole
from ifso.history.frames import pl

END = date(2016, 12, 31)
"""The last day that the list tells about."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each spell of membership."""
    return raw.select(
        whole("ccode").alias("cow"),
        pl.col("stateabb").alias("abbreviation"),
        pl.col("statenme").alias("name"),
        day("styear", "stmonth", "stday").alias("begins"),
        day("endyear", "endmonth", "endday").alias("ends"),
    ).with_columns(open_from("ends", END))


CARD = Card(
    name="cow_states",
    title="Members of the state system",
    what="The members of the state system since 1816, each with the days on which membership begins and ends.",
    citation="Correlates of War Project (2017). State system membership list, v2016.",
    licence="CC BY 4.0 (repository)",
    terms="Cite the Correlates of War Project.",
    repository="globalgov/manystates",
    commit="23d119a10b997c2d5ddbd6a665dc816146c20db7",
    path="data-raw/states/COW/states2016.csv",
    file="cow_states/states2016.csv",
    size=10602,
    sha256="21822fe1ef67aedf2e64ebe9746e2b875c6175c8ce599750bc0e77e4ce393167",
    ids=Ids.COW,
    unit="a spell of membership",
    key=("cow", "begins"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="abbreviation", raw=("stateabb",), type=Type.TEXT, means="three letters for the state, which are not its ISO code"),
        Column(name="name", raw=("statenme",), type=Type.TEXT, means="the name of the state in English"),
        Column(
            name="begins",
            raw=("styear", "stmonth", "stday"),
            type=Type.DATE,
            means="the first day of membership; 1816-01-01 stands for that day or earlier",
        ),
        Column(
            name="ends",
            raw=("endyear", "endmonth", "endday"),
            type=Type.DATE,
            means="the last day of membership",
            missing="2016-12-31, the last day of the list: it goes on",
        ),
    ),
    rows=243,
    cleaned_rows=243,
    first=1816,
    last=2016,
    faults=(),
    caveats=(
        (
            "Germany is 255 until 1945 and since 1990, and 260 (the Federal Republic) in between; Yemen is 678 (North) until 1990 and "
            "679 since; Serbia is 345 throughout, as Yugoslavia was."
        ),
    ),
    clean=clean,
)
