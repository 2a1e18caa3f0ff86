"""Military personnel of the United States abroad."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import whole
from ifso.history.frames import pl

IRAQ, KYRGYZSTAN, PORTUGAL, SYRIA, UZBEKISTAN = 645, 703, 235, 652, 704
HOME, PLACES = 2, 1000
"""The United States, and the number from which on places follow that are no states; Puerto Rico has 6."""
RENUMBERED = ((255, 260, 1950, 1989), (816, 817, 1954, 1974), (531, 530, 1953, 1992), (679, 678, 1950, 1989), (678, 679, 1990, 1990))
"""Number in the file, number in Correlates of War, first and last year."""
MANY = 100
"""From so many on, persons are more than an embassy's."""
PATIENCE = 3
"""Years after a large number in which a zero is not believed."""
WRONG = ((IRAQ, 2006, 2007), (IRAQ, 2022, 2024), (SYRIA, 2021, 2024))
"""Numbers that are known to be wrong: the state, the first and the last year."""


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year, null where the number is not known."""
    table = raw.select(whole("ccode").alias("cow"), whole("year"), whole("troops_ad"))
    table = together(renumbered(one_of_each(states_abroad(table)))).sort("cow", "year")
    return table.with_columns(reported()).with_columns(believed())


def states_abroad(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of states other than the United States.

    Greenland, Guam, Aden and 29 other places have numbers of their own, which Correlates of War does not know.
    """
    return table.filter(pl.col("cow").is_between(HOME, PLACES, closed="none") & (pl.col("cow") != 6))


def one_of_each(table: pl.DataFrame) -> pl.DataFrame:
    """Return each state-year once, with the larger number.

    29 stand twice: once under an older name of the state (Swaziland, Macedonia) and with zeros throughout, once under the newer one and
    with the count.
    """
    return table.group_by("cow", "year").agg(pl.col("troops_ad").max())


def renumbered(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows under the numbers that Correlates of War gives the states.

    The file has West Germany under the number of united Germany, South Vietnam under that of North Vietnam, the post in Asmara under that
    of Eritrea, which was a part of Ethiopia, and in a few years North Yemen under that of united Yemen or the other way.
    """
    number = pl.col("cow")
    for wrong, right, first, last in RENUMBERED:
        number = pl.when((pl.col("cow") == wrong) & pl.col("year").is_between(first, last)).then(right).otherwise(number)
    return table.with_columns(number.cast(pl.Int64).alias("cow"))


def together(table: pl.DataFrame) -> pl.DataFrame:
    """Return the sum of what stands under one number after renumbering."""
    return table.group_by("cow", "year").agg(pl.col("troops_ad").sum())


def reported() -> pl.Expr:
    """Return the numbers without those that nobody counted or that are known to be wrong.

    1951 and 1952 are the same in every state, and in 79 of the 86 that have a number for 1950 and 1953 they are the mean of both: they were
    filled in. In 2008 most numbers are too high, at the median by half against 2007, and come down in 2009; one of 100 or more says
    nothing, while a smaller one was small all the same. The rule looks at no other year.
    """
    wrong = pl.col("year").is_between(1951, 1952) | ((pl.col("year") == 2008) & (pl.col("troops_ad") >= MANY))
    for state, first, last in WRONG:
        wrong |= (pl.col("cow") == state) & pl.col("year").is_between(first, last)
    return pl.when(~wrong).then(pl.col("troops_ad")).alias("troops_ad")


def believed() -> pl.Expr:
    """Return the numbers without zeros that follow within three years of 100 or more: Kuwait 2003 to 2005, between 567 and 44,400.

    The rule looks at earlier years only, so that it says the same of a year whatever is known of later ones. It makes unknown some zeros
    that are true, as in Taiwan from 1979 to 1981.
    """
    count, year = pl.col("troops_ad"), pl.col("year")
    last_known = pl.when(count > 0).then(count).forward_fill().shift(1).over("cow", order_by="year")
    when_known = pl.when(count > 0).then(year).forward_fill().shift(1).over("cow", order_by="year")
    doubtful = (count == 0) & (last_known >= MANY) & (year - when_known <= PATIENCE)
    return pl.when(~doubtful.fill_null(value=False)).then(count).alias("troops_ad")


def _fault(says: str, treatment: Treatment, state: int | None = None, first: int | None = None, last: int | None = None) -> Fault:
    return Fault(says=says, treatment=treatment, columns=("troops_ad",), state=state, first=first, last=last)


CARD = Card(
    name="us_troops",
    title="Military personnel of the United States abroad",
    what=(
        "How many on active duty in the armed forces of the United States were in each state, from reports of the Department of Defense. A "
        "hundred is not far from the guards, attachés and trainers of a large embassy."
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
    unit="a state in a year",
    key=("cow", "year"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=20, most=990),
        Column(name="year", type=Type.INTEGER, means="the year", least=1950, most=2024),
        Column(
            name="troops_ad",
            type=Type.INTEGER,
            means="persons on active duty",
            least=0,
            most=600000,
            missing="nowhere; what the faults below make unknown is null",
        ),
    ),
    rows=13135,
    cleaned_rows=12058,
    first=1950,
    last=2024,
    faults=(
        _fault("29 state-years stand twice, under two names of the state, once with zeros.", Treatment.CORRECTED),
        _fault("West Germany stands under 255, the number of united Germany.", Treatment.CORRECTED, 260, 1950, 1989),
        _fault(
            "South Vietnam stands under 816, the number of North Vietnam, of which nothing is said.", Treatment.CORRECTED, 817, 1954, 1974
        ),
        _fault(
            "The communications post at Asmara stands under Eritrea, a part of Ethiopia at the time.", Treatment.CORRECTED, 530, 1953, 1975
        ),
        _fault(
            "1951 and 1952 were not counted: they are filled in, mostly with the mean of 1950 and 1953.",
            Treatment.UNKNOWN,
            None,
            1951,
            1952,
        ),
        _fault(
            "2008 is inflated, at the median by half against 2007; numbers of 100 or more are made unknown.",
            Treatment.UNKNOWN,
            None,
            2008,
            2008,
        ),
        _fault("Iraq reads 423,300 in 2006 and 510,000 in 2007, several times what was ever there.", Treatment.UNKNOWN, IRAQ, 2006, 2007),
        _fault(
            "Iraq reads 153 in 2022 and zero since, while some 2,500 stayed: numbers were withheld.", Treatment.UNKNOWN, IRAQ, 2022, 2024
        ),
        _fault("Syria reads 1 in 2021 and zero since, while some 900 stayed: numbers were withheld.", Treatment.UNKNOWN, SYRIA, 2021, 2024),
        _fault(
            "Manas air base in Kyrgyzstan (December 2001 to June 2014) does not show before 2008: 5 to 27 persons are reported.",
            Treatment.LEFT,
            KYRGYZSTAN,
            2001,
            2007,
        ),
        _fault(
            "From 2009 to 2013 Kyrgyzstan reads 3,962 to 12,135, far more than were stationed at Manas: many were passing through.",
            Treatment.LEFT,
            KYRGYZSTAN,
            2009,
            2013,
        ),
        _fault(
            "Karshi-Khanabad air base in Uzbekistan (October 2001 to November 2005) does not show at all: 0 to 3 persons are reported.",
            Treatment.LEFT,
            UZBEKISTAN,
            2001,
            2005,
        ),
        _fault(
            "Since the end of 2017 reports leave out who is on an operation: numbers around the Gulf, in Jordan and in Africa fall to a "
            "fraction.",
            Treatment.LEFT,
            None,
            2018,
            2024,
        ),
        _fault("The Azores are counted apart until 1969, and left out here.", Treatment.LEFT, PORTUGAL, 1950, 1969),
    ),
    caveats=(
        (
            "Zeros within three years of a number of 100 or more are mostly not reported, as in Kuwait from 2003 to 2005; they are made "
            "unknown."
        ),
    ),
    clean=clean,
)
