"""Autocratic regimes, and how they ended."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import day_of_r, whole, yes_no
from ifso.history.frames import pl

FAILS = ("democracy", "autocracy", "other")
"""What ``gwf_fail_subsregime`` means by 1, 2 and 3."""
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
        day_of_r("gwf_enddate"),
        yes_no("gwf_fail"),
        whole("gwf_fail_subsregime").replace_strict(dict(enumerate(("", *FAILS))), return_dtype=pl.String).replace("", None),
        whole("gwf_fail_type"),
        whole("gwf_fail_violent"),
        regime_type(),
    )


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
        Column(name="gw", raw=("GWn",), type=Type.INTEGER, means="the number of the state", least=40, most=910),
        Column(name="year", type=Type.INTEGER, means="the year", least=1946, most=2010),
        Column(name="gwf_casename", type=Type.TEXT, means="the regime: the state and the years; `NA` in it stands for one that goes on"),
        Column(name="gwf_startdate", type=Type.DATE, means="the day on which the regime came to power"),
        Column(name="gwf_enddate", type=Type.DATE, means="the day on which it lost power, or 31 December 2010 where it had not"),
        Column(name="gwf_fail", type=Type.YES_NO, means="whether the regime lost power in the year"),
        Column(
            name="gwf_fail_subsregime",
            type=Type.TEXT,
            means="what followed a regime that lost power in the year",
            values=FAILS,
            missing="0: it did not lose power",
        ),
        Column(
            name="gwf_fail_type", type=Type.INTEGER, means="how it lost power, by the authors' number, 0 where it did not", least=0, most=9
        ),
        Column(
            name="gwf_fail_violent",
            type=Type.INTEGER,
            means="how many died when it lost power: 1 none, 2 up to 25, 3 up to 1,000, 4 more; 0 where it did not",
            least=0,
            most=4,
        ),
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
