"""Attempts to overthrow a government by parts of its own elite."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import whole
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year."""
    return raw.select(whole("gwcode").alias("gw"), *(whole(name) for name in ("year", "pt_attempt_num", "pt_coup_num", "pt_failed_num")))


CARD = Card(
    name="coups",
    title="Coups",
    what=(
        "How many attempts by the military or others of the state's own elite to unseat the chief executive, illegal and open, a state saw "
        "in a year, and how many succeeded for at least a week."
    ),
    citation=(
        "Powell, J. M. and C. L. Thyne (2011). Global instances of coups from 1950 to 2010: A new dataset. Journal of Peace Research "
        "48(2), 249-259."
    ),
    licence="none stated (repository)",
    terms="Cite Powell and Thyne (2011).",
    repository="vdeminstitute/demspaces",
    commit="1012a66d590d2315c292f2ec745f168abbf84d05",
    path="create-data/input/ptcoups.csv",
    file="coups/ptcoups.csv",
    size=583095,
    sha256="d25ac8dc10729d947e6aeb16b13ca3a7d42f8c0da2a35a21e516513d0de91a13",
    ids=Ids.GW,
    unit="a state in a year",
    key=("gw", "year"),
    columns=(
        Column(name="gw", raw=("gwcode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="year", type=Type.INTEGER, means="the year", least=1950, most=2025),
        Column(name="pt_attempt_num", type=Type.INTEGER, means="attempts, successes included", least=0, most=10),
        Column(name="pt_coup_num", type=Type.INTEGER, means="attempts that succeeded", least=0, most=10),
        Column(name="pt_failed_num", type=Type.INTEGER, means="attempts that failed", least=0, most=10),
    ),
    rows=12384,
    cleaned_rows=12384,
    first=1950,
    last=2025,
    faults=(
        Fault(
            says="This vintage has 225 successes from 1950 to 2010, the article of 2011 has 227; both have 457 attempts.",
            treatment=Treatment.LEFT,
            columns=("pt_coup_num", "pt_failed_num"),
            first=1950,
            last=2010,
        ),
        Fault(
            says="The fall of Yanukovych in Ukraine in February 2014 is counted as a coup that succeeded.",
            treatment=Treatment.LEFT,
            columns=("pt_attempt_num", "pt_coup_num", "pt_failed_num"),
            state=369,
            first=2014,
            last=2014,
        ),
        Fault(
            says="2025 is not complete.",
            treatment=Treatment.LEFT,
            columns=("pt_attempt_num", "pt_coup_num", "pt_failed_num"),
            first=2025,
            last=2025,
        ),
    ),
    clean=clean,
)
