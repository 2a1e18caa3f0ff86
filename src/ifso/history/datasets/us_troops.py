"""Military personnel of the United States abroad."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import whole
from ifso.history.frames import pl

IRAQ = 645
NORTH_VIETNAM, SOUTH_VIETNAM = 816, 817


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each country and year."""
    table = raw.select(whole("ccode").alias("cow"), whole("year"), whole("troops_ad"))
    table = one_of_each(table).with_columns(without_iraq(), south_vietnam())
    return table.sort("cow", "year")


def one_of_each(table: pl.DataFrame) -> pl.DataFrame:
    """Return each country-year once, with the larger number.

    29 country-years stand twice, once under an older name of the country (Swaziland, Macedonia) and with zeros throughout, once under the
    newer and with the count.
    """
    return table.group_by("cow", "year").agg(pl.col("troops_ad").max())


def without_iraq() -> pl.Expr:
    """Return the numbers without those of Iraq in 2006 and 2007, which are three times what was ever there."""
    wrong = (pl.col("cow") == IRAQ) & pl.col("year").is_between(2006, 2007)
    return pl.when(~wrong).then(pl.col("troops_ad")).alias("troops_ad")


def south_vietnam() -> pl.Expr:
    """Return the numbers of states with South Vietnam's for the Vietnam of 1954 to 1975.

    The file knows one Vietnam in those years, under the number of the North, while all of the half million were in the South.
    """
    divided = (pl.col("cow") == NORTH_VIETNAM) & pl.col("year").is_between(1954, 1975)
    return pl.when(divided).then(SOUTH_VIETNAM).otherwise(pl.col("cow")).cast(pl.Int64).alias("cow")


CARD = Card(
    name="us_troops",
    title="Military personnel of the United States abroad",
    what=(
        "How many on active duty in the armed forces of the United States were in each country and dependency, from reports of the "
        "Department of Defense."
    ),
    citation=(
        "Allen, M. A., M. E. Flynn and C. Machain Martinez (2022). US global military deployments, 1950-2020. Conflict Management and "
        "Peace Science 39(3), 351-370."
    ),
    licence="GPL-3 or later (repository)",
    terms="Cite Allen, Flynn and Machain Martinez (2022).",
    repository="meflynn/troopdata",
    commit="3946bcf89a6d72de8abace812dc557f1f249f5f7",
    path="data-raw/troopdata-rebuild-country-year.csv",
    file="us_troops/troopdata-rebuild-country-year.csv",
    size=1173307,
    sha256="875aa5c712506950786d791feb2a01b030c61e9afbc6df37baee5f453ce5fe5e",
    ids=Ids.COW,
    unit="a country or dependency in a year",
    key=("cow", "year"),
    columns=(
        Column(
            name="cow",
            raw=("ccode",),
            type=Type.INTEGER,
            means="the number of the state; 1001 and above stand for places that are no states, as Greenland",
            least=2,
        ),
        Column(name="year", type=Type.INTEGER, means="the year", least=1950, most=2024),
        Column(
            name="troops_ad",
            type=Type.INTEGER,
            means="persons on active duty",
            least=0,
            most=600000,
            missing="what the rules below make unknown",
        ),
    ),
    rows=13135,
    cleaned_rows=13106,
    first=1950,
    last=2024,
    faults=(
        Fault(
            says="29 country-years stand twice, under two names of the country, once with zeros.",
            treatment=Treatment.CORRECTED,
            columns=("troops_ad",),
        ),
        Fault(
            says="Iraq reads 423,000 to 510,000 in 2006 and 2007, several times what was ever there.",
            treatment=Treatment.UNKNOWN,
            columns=("troops_ad",),
            state=IRAQ,
            first=2006,
            last=2007,
        ),
        Fault(
            says="What stands under the number of North Vietnam from 1954 to 1975 was in South Vietnam.",
            treatment=Treatment.CORRECTED,
            columns=("cow", "troops_ad"),
            state=SOUTH_VIETNAM,
            first=1954,
            last=1975,
        ),
        Fault(
            says="Manas air base in Kyrgyzstan (from December 2001 to June 2014) does not show before 2008.",
            treatment=Treatment.LEFT,
            columns=("troops_ad",),
            state=703,
            first=2001,
            last=2007,
        ),
        Fault(
            says="Karshi-Khanabad air base in Uzbekistan (from October 2001 to November 2005) does not show at all.",
            treatment=Treatment.LEFT,
            columns=("troops_ad",),
            state=704,
            first=2001,
            last=2005,
        ),
    ),
    clean=clean,
)
