"""Gross domestic product."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import number, whole
from ifso.history.frames import pl

WHOLE, PER_HEAD = "NY.GDP.MKTP.KD", "NY.GDP.PCAP.KD"


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year."""
    return raw.select(whole("gwcode").alias("gw"), whole("year"), positive(WHOLE).alias("gdp"), positive(PER_HEAD).alias("gdp_per_head"))


def positive(name: str) -> pl.Expr:
    """Return a product without those of less than nothing: South Sudan's of 2024 is carried on from a falling line."""
    value = number(name, missing=("NA", ""))
    return pl.when(value > 0).then(value)


CARD = Card(
    name="gdp",
    title="Gross domestic product",
    what=(
        "The gross domestic product of states, in all and per head, at constant prices: World Bank figures carried back and filled in from "
        "other "
        "collections by the makers of a model of democratic spaces."
    ),
    citation=(
        "Beger, A., R. K. Morgan and L. Maxwell (2020). The Democratic Spaces Barometer. V-Dem Institute. From World Bank, World "
        "Development Indicators, and others."
    ),
    licence="none stated (repository)",
    terms="Cite the World Bank.",
    repository="vdeminstitute/demspaces",
    commit="1012a66d590d2315c292f2ec745f168abbf84d05",
    path="create-data/input/gdp.csv",
    file="gdp/gdp.csv",
    size=991013,
    sha256="7e7ab43d9f0b31bc46021d76a45fe474bc3cd8b146dc9326baf4f1a8e0dd5092",
    ids=Ids.GW,
    unit="a state in a year",
    key=("gw", "year"),
    columns=(
        Column(name="gw", raw=("gwcode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="year", type=Type.INTEGER, means="the year", least=1950, most=2024),
        Column(
            name="gdp",
            raw=(WHOLE,),
            type=Type.NUMBER,
            means="the product, constant dollars of 2015",
            least=0,
            missing="NA, and less than nothing",
        ),
        Column(
            name="gdp_per_head",
            raw=(PER_HEAD,),
            type=Type.NUMBER,
            means="the product per head, constant dollars of 2015",
            least=0,
            missing="NA, and less than nothing",
        ),
    ),
    rows=12188,
    cleaned_rows=12188,
    first=1950,
    last=2024,
    faults=(
        Fault(
            says="South Sudan's product of 2024 is less than nothing.",
            treatment=Treatment.UNKNOWN,
            columns=("gdp", "gdp_per_head"),
            state=626,
            first=2024,
            last=2024,
        ),
    ),
    caveats=("Which numbers are reported and which are filled in or carried on is not told; ten more than double in one year.",),
    clean=clean,
)
