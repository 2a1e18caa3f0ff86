"""Bases of the United States abroad, without dates."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import number, whole, yes_no
from ifso.history.frames import pl

NOT_GIVEN = ("NA", "")


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each site."""
    return (
        raw.select(
            whole("ccode").alias("cow"),
            "countryname",
            pl.col("basename").replace(dict.fromkeys(NOT_GIVEN, None)),
            number("lat", missing=NOT_GIVEN),
            number("lon", missing=NOT_GIVEN),
            *(yes_no(name) for name in ("base", "lilypad", "fundedsite")),
        )
        .with_row_index("site")
        .with_columns(pl.col("site").cast(pl.Int64))
    )


CARD = Card(
    name="us_bases",
    title="Bases of the United States abroad",
    what="Sites abroad that the armed forces of the United States used as a base, as a small site, or paid for, as they stood about 2015.",
    citation=(
        "Vine, D. (2015). Base Nation: How U.S. Military Bases Abroad Harm America and the World. Metropolitan Books. As kept by Allen, "
        "Flynn and Machain Martinez (2022)."
    ),
    licence="GPL-3 or later (repository)",
    terms="Cite Vine (2015).",
    repository="meflynn/troopdata",
    commit="3946bcf89a6d72de8abace812dc557f1f249f5f7",
    path="data-raw/basedata.csv",
    file="us_bases/basedata.csv",
    size=25608,
    sha256="5a552e81b39bdbb7af42b6206dd47340a6a9f114bf84c24c0e167cf74844ccda",
    ids=Ids.COW,
    unit="a site",
    key=("site",),
    columns=(
        Column(name="site", raw=(), type=Type.INTEGER, means="the place of the row in the file, from 0", least=0),
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the state that the site lies in or belongs to", least=2, most=990),
        Column(name="countryname", type=Type.TEXT, means="the state or territory"),
        Column(name="basename", type=Type.TEXT, means="the site", missing="NA"),
        Column(name="lat", type=Type.NUMBER, means="degrees of latitude", least=-90, most=90, missing="NA"),
        Column(name="lon", type=Type.NUMBER, means="degrees of longitude", least=-180, most=180, missing="NA"),
        Column(name="base", type=Type.YES_NO, means="whether it is a base: over four hectares or worth over ten million dollars"),
        Column(name="lilypad", type=Type.YES_NO, means="whether it is a small site"),
        Column(name="fundedsite", type=Type.YES_NO, means="whether it is a site of the host that the United States pay for"),
    ),
    rows=414,
    cleaned_rows=414,
    first=2015,
    last=2015,
    faults=(
        Fault(
            says="A site in Naples stands twice.",
            treatment=Treatment.LEFT,
            columns=("base",),
            state=325,
        ),
    ),
    caveats=("Sites have no dates: nothing is said of any year but 2015.",),
    clean=clean,
)
