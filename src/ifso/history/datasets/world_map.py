"""Outlines of countries, for maps."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each outline."""
    return raw.select(iso3(), "name", "outline")


def iso3() -> pl.Expr:
    """Return ISO codes only: Northern Cyprus, Somaliland and Kosovo have others in the file."""
    return pl.when(pl.col("id").str.contains("^[A-Z]{3}$")).then(pl.col("id")).alias("iso3")


CARD = Card(
    name="world_map",
    title="Outlines of countries",
    what="The outline of every country of today, drawn for small maps.",
    citation="Sundström, J. World GeoJSON.",
    licence="Unlicense",
    terms="In the public domain.",
    repository="johan/world.geo.json",
    commit="34c96bba9c07d2ceb30696c599bb51a5b939b20f",
    path="countries.geo.json",
    file="world_map/countries.geo.json",
    size=256950,
    sha256="bc2356a26a2976f98e4aaf1b24c5693d5a4dc9b6178aeb952dbafbcd42c73bcd",
    ids=Ids.ISO3,
    unit="a country",
    key=("name",),
    columns=(
        Column(name="iso3", raw=("id",), type=Type.TEXT, means="the code of three letters in ISO 3166-1", missing="any other code"),
        Column(name="name", type=Type.TEXT, means="the name of the country in English"),
        Column(name="outline", type=Type.TEXT, means="its outline, a geometry in GeoJSON"),
    ),
    rows=180,
    cleaned_rows=180,
    first=2011,
    last=2011,
    faults=(),
    caveats=("Borders are of about 2011, and disputed ones are drawn in one of several ways.",),
    clean=clean,
)
