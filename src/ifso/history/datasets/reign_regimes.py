"""Regimes of every kind, democratic ones included."""

from __future__ import annotations

from datetime import date

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import open_from, whole
from ifso.history.frames import pl

END = date(2020, 12, 31)
"""The last day that is told about for all; six regimes that changed then or later are carried to the end of 2021."""
TYPES = (
    "presidential", "parliamentary", "personal", "party-personal", "provisional military", "military", "party-based",
    "civilian provisional", "foreign-occupied", "warlordism", "military personal", "monarchy", "party-military",
    "party-personal-military", "oligarchy", "provisional", "indirect military",
)  # fmt: skip


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each regime."""
    return raw.select(
        whole("cowcode").alias("cow"),
        pl.col("gwf_startdate").str.to_date("%m/%d/%Y"),
        pl.col("gwf_enddate").str.to_date("%m/%d/%Y"),
        pl.col("gwf_regimetype").str.strip_chars(),
    ).with_columns(open_from("gwf_enddate", END))


CARD = Card(
    name="reign_regimes",
    title="Regimes of every kind",
    what=(
        "Every regime of the states of the world with its first and last day and its type, democracies included; the list of Geddes, "
        "Wright and Frantz carried on. Ended in 2021."
    ),
    citation="Bell, C. (2016). The Rulers, Elections, and Irregular Governance dataset (REIGN). OEF Research.",
    licence="MIT (repository)",
    terms="Cite Bell (2016).",
    repository="OEFDataScience/REIGN.github.io",
    commit="d7a8a6f17c951b68e30bbca6185d7acd9089d60b",
    path="data_sets/regime_list.csv",
    file="reign_regimes/regime_list.csv",
    size=37115,
    sha256="acb8a511084b86917fbbf2d4437fc7cb6ae25217df81dd915d74183e7daef155",
    ids=Ids.COW,
    unit="a regime",
    key=("cow", "gwf_startdate"),
    columns=(
        Column(name="cow", raw=("cowcode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="gwf_startdate", type=Type.DATE, means="the first day of the regime"),
        Column(
            name="gwf_enddate",
            type=Type.DATE,
            means="the last day of the regime",
            missing="2020-12-31 or 2021-12-31: it goes on",
        ),
        Column(name="gwf_regimetype", type=Type.TEXT, means="the type of the regime", values=TYPES),
    ),
    rows=627,
    cleaned_rows=627,
    first=1600,
    last=2020,
    faults=(
        Fault(
            says="Of 2021 only what happened in January and February is told.",
            treatment=Treatment.LEFT,
            columns=("gwf_enddate",),
            first=2021,
        ),
        Fault(
            says="Three types are written with a blank at the end; it is taken off.",
            treatment=Treatment.CORRECTED,
            columns=("gwf_regimetype",),
        ),
        Fault(
            says="Yemen's united regime (679) begins on 22 April 1990, a month before the two that it followed end.",
            treatment=Treatment.LEFT,
            columns=("gwf_startdate",),
            state=679,
            first=1990,
            last=1990,
        ),
    ),
    clean=clean,
)
