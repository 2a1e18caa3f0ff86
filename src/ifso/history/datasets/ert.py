"""Democracies and autocracies, and episodes in which they change."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import number, whole, yes_no
from ifso.history.frames import pl

BLANK = ("NA", "")
CHANGES = {-1: "breakdown", 0: "none", 1: "transition"}
"""What the file's numbers of ``reg_trans`` say."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each country and year."""
    return raw.select(
        whole("country_id").alias("vdem"),
        pl.col("country_text_id").alias("vdem_text"),
        whole("year"),
        whole("v2x_regime", missing=BLANK),
        number("v2x_polyarchy", missing=BLANK),
        yes_no("reg_type", missing=BLANK),
        whole("reg_trans", missing=BLANK).replace_strict(CHANGES, return_dtype=pl.String),
        *(yes_no(name) for name in ("dem_ep", "aut_ep")),
        *(whole(name, missing=BLANK) for name in ("dem_ep_start_year", "dem_ep_end_year", "aut_ep_start_year", "aut_ep_end_year")),
    )


LATER = ("reg_type", "reg_trans", "dem_ep", "aut_ep", "dem_ep_start_year", "dem_ep_end_year", "aut_ep_start_year", "aut_ep_end_year")

CARD = Card(
    name="ert",
    title="Episodes of regime transformation",
    what=(
        "For every country and year whether it was a democracy, how democratic, and whether it was in an episode of becoming more or less "
        "so. Version 15, from V-Dem."
    ),
    citation=(
        "Maerz, S. F., A. B. Edgell, M. C. Wilson, S. Hellmeier and S. I. Lindberg (2024). Episodes of regime transformation. Journal of "
        "Peace Research 61(6), 967-984."
    ),
    licence="GPL-3 (repository)",
    terms="Cite Maerz and others (2024) and V-Dem.",
    repository="vdeminstitute/ERT",
    commit="fa95b8bb8d55735019ee10e7cd0f6fa638cc55ef",
    path="inst/ert.csv",
    file="ert/ert.csv",
    size=3137229,
    sha256="39c6ca13363765ec4acf2d4c51052ed531bb49c91937924e0250d5384ad7fa4d",
    ids=Ids.VDEM,
    unit="a country in a year",
    key=("vdem", "year"),
    columns=(
        Column(name="vdem", raw=("country_id",), type=Type.INTEGER, means="the number of the country in V-Dem", least=3, most=400),
        Column(
            name="vdem_text", raw=("country_text_id",), type=Type.TEXT, means="three letters for the country in V-Dem, mostly its ISO code"
        ),
        Column(name="year", type=Type.INTEGER, means="the year", least=1900, most=2024),
        Column(
            name="v2x_regime",
            type=Type.INTEGER,
            means="0 closed autocracy, 1 electoral autocracy, 2 electoral democracy, 3 liberal democracy",
            least=0,
            most=3,
            missing="NA",
        ),
        Column(
            name="v2x_polyarchy",
            type=Type.NUMBER,
            means="how far elections are free and fair among free citizens, from 0 to 1",
            least=0,
            most=1,
            missing="NA",
        ),
        Column(name="reg_type", type=Type.YES_NO, means="whether the country is a democracy", missing="NA"),
        Column(
            name="reg_trans",
            type=Type.TEXT,
            means="whether democracy begins (transition) or ends (breakdown) in the year",
            values=tuple(CHANGES.values()),
            missing="NA",
        ),
        Column(name="dem_ep", type=Type.YES_NO, means="whether the year lies in an episode of becoming more democratic"),
        Column(name="aut_ep", type=Type.YES_NO, means="whether the year lies in an episode of becoming less democratic"),
        Column(
            name="dem_ep_start_year",
            type=Type.INTEGER,
            means="the first year of the former",
            least=1900,
            most=2024,
            missing="NA: there is none",
        ),
        Column(
            name="dem_ep_end_year",
            type=Type.INTEGER,
            means="its last year, or 2024 where it goes on",
            least=1900,
            most=2024,
            missing="NA: there is none",
        ),
        Column(
            name="aut_ep_start_year",
            type=Type.INTEGER,
            means="the first year of the latter",
            least=1900,
            most=2024,
            missing="NA: there is none",
        ),
        Column(
            name="aut_ep_end_year",
            type=Type.INTEGER,
            means="its last year, or 2024 where it goes on",
            least=1900,
            most=2024,
            missing="NA: there is none",
        ),
    ),
    rows=19678,
    cleaned_rows=19678,
    first=1900,
    last=2024,
    faults=(),
    caveats=(
        (
            "The class of a year by Regimes of the World and whether the regime counts as a democracy are two measures: Argentina in 1974 "
            "and 1975 and Ghana in 1980 are electoral democracies by the former and no democracies by the latter."
        ),
        (
            "Whether a year begins an episode, or a regime counts as a democracy, is decided by what follows: an episode needs a "
            "change of 0.1 in all, a democracy an election."
        ),
        "How democratic a year was is estimated by experts long after it.",
        "Parts of states and territories have rows of their own: Zanzibar, Somaliland, Hong Kong, Gaza.",
    ),
    clean=clean,
)
