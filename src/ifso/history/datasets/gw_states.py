"""Independent states after Gleditsch and Ward: which there were, and when."""

from __future__ import annotations

from datetime import date

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import day_of_r, open_from, whole
from ifso.history.frames import pl

GOES_ON = date(9999, 12, 31)
"""The day that the file writes for a state that still exists."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each spell of independence."""
    return raw.select(
        whole("gwcode").alias("gw"),
        pl.col("gwc").alias("abbreviation"),
        pl.col("country_name").alias("name"),
        day_of_r("start").alias("begins"),
        day_of_r("end").alias("ends"),
        "microstate",
    ).with_columns(open_from("ends", GOES_ON))


CARD = Card(
    name="gw_states",
    title="Independent states",
    what=(
        "The independent states of the world since 1816 and the microstates, each with the days on which its independence begins and ends. "
        "The panel's states and their years are these."
    ),
    citation=(
        "Gleditsch, K. S. and M. D. Ward (1999). A revised list of independent states since the Congress of Vienna. International "
        "Interactions 25(4), 393-413."
    ),
    licence="MIT (repository)",
    terms="Cite Gleditsch and Ward (1999).",
    repository="andybega/states",
    commit="b15448281b4bfc59d5bd24177174d04d906543a9",
    path="data/gwstates.rda",
    file="gw_states/gwstates.rda",
    size=4030,
    sha256="97f9f9bc6ea220a8f8c5279b339b33b471ff85c91e1c6970d48ec88ae5fdf7ac",
    ids=Ids.GW,
    unit="a spell of independence",
    key=("gw", "begins"),
    columns=(
        Column(name="gw", raw=("gwcode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="abbreviation", raw=("gwc",), type=Type.TEXT, means="three letters for the state, which are not its ISO code"),
        Column(name="name", raw=("country_name",), type=Type.TEXT, means="the name of the state in English"),
        Column(
            name="begins", raw=("start",), type=Type.DATE, means="the first day of independence; 1816-01-01 stands for that day or earlier"
        ),
        Column(name="ends", raw=("end",), type=Type.DATE, means="the last day of independence", missing="9999-12-31: it goes on"),
        Column(name="microstate", type=Type.YES_NO, means="whether the state has fewer than 250,000 inhabitants"),
    ),
    rows=239,
    cleaned_rows=239,
    first=1816,
    last=2024,
    faults=(
        Fault(
            says=(
                "Germany before 1945 (255) and the Federal Republic since 1949, which is also united Germany (260), are two states, and no "
                "state is listed from 8 May 1945 to 20 September 1949."
            ),
            treatment=Treatment.LEFT,
            columns=("gw",),
            state=260,
            first=1945,
            last=1949,
        ),
        Fault(
            says="North Yemen and, since 1990, united Yemen are one state (678).",
            treatment=Treatment.LEFT,
            columns=("gw",),
            state=678,
        ),
    ),
    clean=clean,
)
