"""Leaders: when they came and went, and how."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import whole
from ifso.history.frames import pl

STILL = "Still in Office"
ENTRIES = ("Regular", "Irregular", "Foreign Imposition", "Unknown")
EXITS = ("Regular", "Irregular", "Foreign", "Natural Death", "Retired Due to Ill Health", "Suicide", STILL, "Unknown")


SALMAN = "SAU-2015"
"""The row of King Salman of Saudi Arabia."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each time of a leader in office; who still is there has no last day."""
    return raw.with_columns(still_in_office("exit"), still_in_office("exitcode")).select(
        "obsid",
        whole("ccode").alias("gw"),
        "leader",
        pl.col("startdate").str.to_date("%Y-%m-%d"),
        pl.when(pl.col("exit") != STILL).then(pl.col("enddate").str.to_date("%Y-%m-%d")).alias("enddate"),
        "entry",
        "exit",
        "exitcode",
    )


def still_in_office(column: str) -> pl.Expr:
    """Return how leaders left, with King Salman still there.

    His row ends on the last day of the data with the natural death of the king before him. He reigned on for years.
    """
    return pl.when(pl.col("obsid") == SALMAN).then(pl.lit(STILL)).otherwise(pl.col(column)).alias(column)


CARD = Card(
    name="archigos",
    title="Leaders and how they left",
    what="Who effectively led each state, from which day to which, and how the leader came to office and left it. Version 4.1.",
    citation=(
        "Goemans, H. E., K. S. Gleditsch and G. Chiozza (2009). Introducing Archigos: A dataset of political leaders. Journal of Peace "
        "Research 46(2), 269-283."
    ),
    licence="CC BY 4.0 (repository)",
    terms="Cite Goemans, Gleditsch and Chiozza (2009).",
    repository="globalgov/manystates",
    commit="23d119a10b997c2d5ddbd6a665dc816146c20db7",
    path="data-raw/leaders/archigos/Archigos_4.1_stata14.dta",
    file="archigos/Archigos_4.1_stata14.dta",
    size=2905898,
    sha256="3e3b4092a7ac5a7e78cd86df6e6287c69027bf6fe60c9396adf136a39b1943ad",
    ids=Ids.GW,
    unit="a leader's time in office",
    key=("obsid",),
    columns=(
        Column(name="obsid", type=Type.TEXT, means="the name of the row: the state, the year of entry, and which of that year"),
        Column(name="gw", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="leader", type=Type.TEXT, means="the leader"),
        Column(name="startdate", type=Type.DATE, means="the day of entry"),
        Column(name="enddate", type=Type.DATE, means="the day of exit", missing="an exit of `Still in Office`, at the end of 2015"),
        Column(name="entry", type=Type.TEXT, means="how the leader came to office", values=ENTRIES),
        Column(
            name="exit",
            type=Type.TEXT,
            means="how the leader left office; `Irregular` is against the rules and by domestic forces, `Foreign` by another state",
            values=EXITS,
        ),
        Column(name="exitcode", type=Type.TEXT, means="by whom an irregular exit was brought about, and whether with foreign support"),
    ),
    rows=3409,
    cleaned_rows=3409,
    first=1840,
    last=2015,
    faults=(
        Fault(
            says="The removal of Mossadegh in August 1953 is coded as without foreign support.",
            treatment=Treatment.LEFT,
            columns=("exitcode",),
            state=630,
            first=1953,
            last=1953,
        ),
        Fault(
            says=(
                "King Salman of Saudi Arabia is listed as having died a natural death on the last day of 2015; he is read as still in "
                "office."
            ),
            treatment=Treatment.CORRECTED,
            columns=("enddate", "exit", "exitcode"),
            state=670,
            first=2015,
            last=2015,
        ),
        Fault(
            says=(
                "Mullah Omar of Afghanistan is coded as removed by rebels with foreign support in November 2001: an irregular exit, and "
                "not one that another state brought about."
            ),
            treatment=Treatment.LEFT,
            columns=("exit", "exitcode"),
            state=700,
            first=2001,
            last=2001,
        ),
        Fault(
            says="Somalia has no leader from January 1991 to September 2012, and so no exit.",
            treatment=Treatment.UNKNOWN,
            columns=("enddate", "exit", "exitcode"),
            state=520,
            first=1992,
            last=2011,
        ),
        Fault(
            says="Montenegro is not listed.",
            treatment=Treatment.UNKNOWN,
            columns=("enddate", "exit", "exitcode"),
            state=341,
            first=2006,
            last=2015,
        ),
        Fault(
            says="Romania has no leader after December 2014.",
            treatment=Treatment.UNKNOWN,
            columns=("enddate", "exit", "exitcode"),
            state=360,
            first=2015,
            last=2015,
        ),
    ),
    caveats=(
        (
            "Who is put out by people of the state itself with foreign support counts as irregular and not as foreign: 18 exits since "
            "1946, such as as Arbenz (1954), Amin and Somoza (1979), Mullah Omar (2001) and Qaddafi (2011)."
        ),
        "A leader of the Maldives is listed before independence, and the one of Tibet until 1951, after it.",
        "How an irregular exit was brought about is unknown for 122 of 600, all of them before 1919.",
    ),
    clean=clean,
)
