"""The numbers, codes and names by which datasets know states, year by year."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import whole
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each country and year."""
    return raw.select(
        pl.col("country.name.en").alias("name"),
        whole("year"),
        whole("gwn").alias("gw"),
        whole("cown").alias("cow"),
        pl.col("iso3c").alias("iso3"),
        whole("vdem"),
        "region",
        "region23",
        "continent",
    )


CARD = Card(
    name="country_codes",
    title="Codes of countries",
    what="Countries by year with their numbers in several datasets, their ISO codes, names and regions.",
    citation=(
        "Arel-Bundock, V., N. Enevoldsen and C. J. Yetman (2018). countrycode: An R package to convert country names and country codes. "
        "Journal of Open Source Software 3(28), 848."
    ),
    licence="GPL-3 (repository)",
    terms="Read by the user from its source; no part of it is handed on.",
    repository="vincentarelbundock/countrycode",
    commit="284d6a2f7e49d826e10894227a05d4c857e21540",
    path="data/codelist_panel.rda",
    file="country_codes/codelist_panel.rda",
    size=66740,
    sha256="d9b46b04e3055ec41fde61bffd5021dddd0e3ccb44a2de628934add51aa4ea1d",
    ids=Ids.BOTH,
    unit="a country in a year",
    key=("name", "year"),
    columns=(
        Column(name="name", raw=("country.name.en",), type=Type.TEXT, means="the name of the country in English"),
        Column(name="year", type=Type.INTEGER, means="the year", least=1776, most=2024),
        Column(name="gw", raw=("gwn",), type=Type.INTEGER, means="its number after Gleditsch and Ward", least=2, most=950, missing="NA"),
        Column(name="cow", raw=("cown",), type=Type.INTEGER, means="its number in Correlates of War", least=2, most=990, missing="NA"),
        Column(
            name="iso3",
            raw=("iso3c",),
            type=Type.TEXT,
            means="its code of three letters in ISO 3166-1",
            missing="NA: a country that is no more, or has no code",
        ),
        Column(name="vdem", type=Type.INTEGER, means="its number in V-Dem", least=3, missing="NA"),
        Column(name="region", type=Type.TEXT, means="its region after the World Bank, of seven", missing="NA"),
        Column(name="region23", type=Type.TEXT, means="its region of 23, after the United Nations", missing="NA"),
        Column(name="continent", type=Type.TEXT, means="its continent", missing="NA"),
    ),
    rows=29574,
    cleaned_rows=29574,
    first=1776,
    last=2024,
    faults=(
        Fault(
            says="The numbers of Gleditsch and Ward and of Correlates of War end in 2020.",
            treatment=Treatment.LEFT,
            columns=("gw", "cow"),
            first=2021,
        ),
        Fault(
            says="North Yemen is carried on under GW 678 after 1990, and Yugoslavia under COW 345 after 2006, beside Yemen and Serbia.",
            treatment=Treatment.LEFT,
            columns=("gw", "cow"),
            first=1991,
        ),
    ),
    caveats=("Yemen since 1990 (GW 678), Vietnam since 1954 (GW 816) and the microstates have no number of Gleditsch and Ward.",),
    clean=clean,
)
