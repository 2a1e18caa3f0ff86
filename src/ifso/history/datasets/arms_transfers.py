"""Deliveries of major arms between states."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import number, whole
from ifso.history.frames import pl

NUMBERS = {"Serbia": 345, "Micronesia": 987}
"""States whose number the file leaves out."""
NO_STATES = ("Northern Cyprus",)
"""Names that carry the number of a state which they are not."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each supplier, recipient and year."""
    states = raw.filter(is_state("supplier") & is_state("recipient")).select(
        state("supplier").alias("cow_a"), state("recipient").alias("cow_b"), whole("year"), number("value")
    )
    return (
        states.drop_nulls(["cow_a", "cow_b"]).group_by("cow_a", "cow_b", "year").agg(pl.col("value").sum()).sort("cow_a", "cow_b", "year")
    )


def is_state(side: str) -> pl.Expr:
    """Tell states from rebels and organisations, whose names end in an asterisk; rebels carry the number of the state that they fight."""
    return ~pl.col(side).str.ends_with("*") & ~pl.col(side).is_in(list(NO_STATES))


def state(side: str) -> pl.Expr:
    """Return the number of a state, from its name where the file leaves it out."""
    named = pl.col(side).replace_strict(NUMBERS, default=None, return_dtype=pl.Int64)
    return pl.coalesce(whole(f"{side}_cown", missing=("", "NA")), named)


CARD = Card(
    name="arms_transfers",
    title="Deliveries of major arms",
    what=(
        "The volume of major conventional arms that one state delivered to another in a year, in millions of the institute's trend "
        "indicator, which measures arms and not money."
    ),
    citation="Stockholm International Peace Research Institute. Arms Transfers Database. As processed by 360info.",
    licence="CC BY 4.0 (repository)",
    terms="The institute's terms apply: read by the user from its source and not republished.",
    repository="360-info/report-arms-trade",
    commit="e00d2d3e57d1d6dd409f60fc367e088cce34c86e",
    path="data/sipri-exports-processed.csv",
    file="arms_transfers/sipri-exports-processed.csv",
    size=2271565,
    sha256="07bb55395106ab6bda65d6379bef8ffbfbc036a8ce8e607f0759baf5496f1958",
    ids=Ids.COW,
    unit="deliveries of a supplier to a recipient in a year",
    key=("cow_a", "cow_b", "year"),
    columns=(
        Column(name="cow_a", raw=("supplier", "supplier_cown"), type=Type.INTEGER, means="the number of the supplier", least=2, most=990),
        Column(
            name="cow_b", raw=("recipient", "recipient_cown"), type=Type.INTEGER, means="the number of the recipient", least=2, most=990
        ),
        Column(name="year", type=Type.INTEGER, means="the year of delivery", least=1950, most=2021),
        Column(
            name="value",
            type=Type.NUMBER,
            means="the volume in millions of the trend indicator; 0 is less than half a million",
            least=0,
            most=5000,
        ),
    ),
    rows=21324,
    cleaned_rows=20755,
    first=1950,
    last=2021,
    faults=(
        Fault(
            says="West Germany is missing altogether, as supplier and as recipient, from 1950 to 1990.",
            treatment=Treatment.UNKNOWN,
            columns=("cow_a", "cow_b", "value"),
            state=260,
            first=1950,
            last=1990,
        ),
        Fault(
            says=(
                "Since West Germany is missing among the suppliers, the shares of all others are too high until 1990, and over five years "
                "until 1994."
            ),
            treatment=Treatment.LEFT,
            columns=("value",),
            first=1950,
            last=1994,
        ),
        Fault(
            says=(
                "Serbia and Micronesia have no number; their names are read instead. Palestine, Biafra, Katanga, Western Sahara and Aruba "
                "have none either and are left out."
            ),
            treatment=Treatment.CORRECTED,
            columns=("cow_a", "cow_b"),
        ),
        Fault(
            says=(
                "Rebels carry the number of the state that they fight, and Northern Cyprus that of Cyprus; they are left out, and so are "
                "international organisations and unknown suppliers and recipients."
            ),
            treatment=Treatment.CORRECTED,
            columns=("cow_a", "cow_b"),
        ),
        Fault(
            says=(
                "Libya has two governments from 2014 on: the General National Congress counts as Libya, the House of Representatives as "
                "rebels."
            ),
            treatment=Treatment.LEFT,
            columns=("cow_b", "value"),
            state=620,
            first=2014,
            last=2020,
        ),
    ),
    clean=clean,
)
