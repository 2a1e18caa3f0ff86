"""Autocratic regimes, and how they ended."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import day_of_r, whole, yes_no
from ifso.history.frames import pl

FAILS = ("democracy", "autocracy", "other")
"""What follows a failure, by the numbers 1, 2 and 3 of the file."""
WAYS = (
    "insiders change the rules", "loses an election", "does not run in an election", "popular uprising", "military coup", "insurgents",
    "foreign imposition", "new leader changes the rules", "state ends or loses control",
)  # fmt: skip
"""How a regime loses power, by the numbers 1 to 9 of the file."""
DEATHS = ("none", "1 to 25", "26 to 1,000", "more than 1,000")
"""How many die when a regime loses power, by the numbers 1 to 4 of the file."""
TYPES = (
    "party-based", "personal", "monarchy", "party-personal", "military", "military-personal", "party-personal-military", "party-military",
    "oligarchy", "indirect military",
)  # fmt: skip


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each autocratic regime and year in which it was in power on 1 January."""
    return raw.select(
        whole("GWn").alias("gw"),
        whole("year"),
        "gwf_casename",
        day_of_r("gwf_startdate"),
        pl.when(~pl.col("gwf_casename").str.ends_with("-NA")).then(day_of_r("gwf_enddate")).alias("gwf_enddate"),
        yes_no("gwf_fail"),
        coded("gwf_fail_subsregime", FAILS),
        coded("gwf_fail_type", WAYS),
        coded("gwf_fail_violent", DEATHS),
        regime_type(),
    )


def coded(name: str, words: tuple[str, ...]) -> pl.Expr:
    """Return words for the numbers from 1 on, and null for 0, which stands for a year without a failure."""
    return whole(name).replace_strict({0: None} | dict(enumerate(words, start=1)), return_dtype=pl.String)


def regime_type() -> pl.Expr:
    """Return the type, with the one that the file leaves out.

    The Islamic Republic of Iran has no type in the column of texts, while the column of party-based regimes says yes.
    """
    given = pl.col("gwf_regimetype")
    return pl.when(given.is_null() & (pl.col("gwf_party") == 1)).then(pl.lit("party-based")).otherwise(given).alias("gwf_regimetype")


CARD = Card(
    name="gwf",
    title="Autocratic regimes and how they ended",
    what=(
        "Every autocratic regime that was in power on 1 January of a year from 1946 to 2010 in a state with more than a million "
        "inhabitants, its type, and in its last year how it ended and what followed. A regime is a set of rules about who may lead, not a "
        "leader's time in office."
    ),
    citation=(
        "Geddes, B., J. Wright and E. Frantz (2014). Autocratic breakdown and regime transitions: A new data set. Perspectives on Politics "
        "12(2), 313-331."
    ),
    licence="GPL-3 (repository)",
    terms="Cite Geddes, Wright and Frantz (2014).",
    repository="xmarquez/democracyData",
    commit="29ea0a242c296aec4ce5d5a57261420c48e527c0",
    path="data/gwf_autocratic.rda",
    file="gwf/gwf_autocratic.rda",
    size=14394,
    sha256="89f5ebe598f0b36bf0cf647947980000f1d04718c450dd32e5abc1e1099eb307",
    ids=Ids.GW,
    unit="an autocratic regime in power on 1 January of a year",
    key=("gw", "year"),
    columns=(
        Column(name="gw", raw=("GWn",), type=Type.INTEGER, means="the number of the state", least=40, most=850),
        Column(name="year", type=Type.INTEGER, means="the year", least=1946, most=2010),
        Column(name="gwf_casename", type=Type.TEXT, means="the regime: the state and the years; `NA` in it stands for one that goes on"),
        Column(name="gwf_startdate", type=Type.DATE, means="the day on which the regime came to power"),
        Column(
            name="gwf_enddate",
            type=Type.DATE,
            means="the day on which it lost power",
            missing="2010-12-31 in a regime whose name ends in `-NA`: it had not",
        ),
        Column(name="gwf_fail", type=Type.YES_NO, means="whether the regime lost power in the year"),
        Column(
            name="gwf_fail_subsregime",
            type=Type.TEXT,
            means="what followed a regime that lost power in the year",
            values=FAILS,
            missing="0: it did not",
        ),
        Column(name="gwf_fail_type", type=Type.TEXT, means="how it lost power", values=WAYS, missing="0: it did not"),
        Column(name="gwf_fail_violent", type=Type.TEXT, means="how many died when it lost power", values=DEATHS, missing="0: it did not"),
        Column(name="gwf_regimetype", raw=("gwf_regimetype", "gwf_party"), type=Type.TEXT, means="the type of the regime", values=TYPES),
    ),
    rows=4591,
    cleaned_rows=4591,
    first=1946,
    last=2010,
    faults=(
        Fault(
            says=(
                "The Islamic Republic of Iran has no type in the column of types; it is read as party-based, as the authors' column for "
                "such regimes says."
            ),
            treatment=Treatment.CORRECTED,
            columns=("gwf_regimetype",),
            state=630,
            first=1980,
            last=2010,
        ),
    ),
    clean=clean,
)
