"""Inhabitants of states."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import number, whole
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year."""
    return raw.select(whole("gwcode").alias("gw"), whole("year"), number("pop", missing=("NA", "")))


CARD = Card(
    name="population",
    title="Population",
    what="The inhabitants of states, put together from several collections by the makers of a model of democratic spaces.",
    citation=(
        "Beger, A., R. K. Morgan and L. Maxwell (2020). The Democratic Spaces Barometer. V-Dem Institute. From United Nations, World "
        "Population Prospects, and others."
    ),
    licence="none stated (repository)",
    terms="Cite the United Nations.",
    repository="vdeminstitute/demspaces",
    commit="1012a66d590d2315c292f2ec745f168abbf84d05",
    path="create-data/input/population.csv",
    file="population/population.csv",
    size=351886,
    sha256="b42e120c0ebcc487c5f1a2bedddafc4ccf1d6b51ee2b16d77b0b06562428e77a",
    ids=Ids.GW,
    unit="a state in a year",
    key=("gw", "year"),
    columns=(
        Column(name="gw", raw=("gwcode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="year", type=Type.INTEGER, means="the year", least=1816, most=2025),
        Column(name="pop", type=Type.NUMBER, means="inhabitants, thousands", least=0, missing="NA: Abkhazia, South Ossetia, Zanzibar"),
    ),
    rows=20849,
    cleaned_rows=20849,
    first=1816,
    last=2025,
    faults=(
        Fault(
            says="In 1950 another source takes over, and Jordan falls by 63%, Bhutan by 73% and Saudi Arabia by 46%.",
            treatment=Treatment.LEFT,
            columns=("pop",),
            first=1946,
            last=1949,
        ),
        Fault(
            says="Numbers of the last years are forecasts.",
            treatment=Treatment.LEFT,
            columns=("pop",),
            first=2024,
        ),
    ),
    clean=clean,
)
