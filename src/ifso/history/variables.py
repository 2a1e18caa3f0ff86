"""The catalogue of the panel: every variable, what it means, what it rests on, and the years it covers.

Owns the names that an expression may use. It is static: nothing is read, so that a reference class can be checked without any data. The
years are those of the whole datasets, and a test holds them against the data. Leaves how a variable is worked out to
:mod:`ifso.history.building`, and its values to :mod:`ifso.history.panel`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

FIRST_YEAR, LAST_YEAR = 1946, 2024
"""The years of the panel; no variable goes beyond them."""

NONE = "none"
"""The word of a category for what is known to be absent: no regime, no failure."""


class Kind(StrEnum):
    """What the values of a variable are."""

    YES_NO = "yes or no"
    NUMBER = "number"
    CATEGORY = "category"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable of state-years, or of pairs of states by year."""

    name: str
    kind: Kind
    definition: str
    """What it means, to be read after "In the year, …": whole sentences, with what counts and what does not."""
    datasets: tuple[str, ...]
    """Names of the cards that it rests on; empty where the calendar is enough."""
    unit: str = ""
    tie: bool = False
    """Whether it takes another state, as in ``neighbour(IRN)``. A tie of yes or no can be quantified: ``any neighbour (…)``."""
    values: tuple[str, ...] = ()
    """The words of a category, in the order of their numbers in the panel."""
    first: int
    last: int
    """The first and last year covered."""


def _state(
    name: str, definition: str, datasets: str, first: int, last: int, *, kind: Kind = Kind.YES_NO, unit: str = "", values: str = ""
) -> Variable:
    words = tuple(values.split())
    return Variable(
        name=name, kind=kind, definition=definition, datasets=tuple(datasets.split()), unit=unit, values=words, first=first, last=last
    )


def _tie(name: str, definition: str, datasets: str, first: int, last: int, *, kind: Kind = Kind.YES_NO, unit: str = "") -> Variable:
    return Variable(
        name=name, kind=kind, definition=definition, datasets=tuple(datasets.split()), unit=unit, tie=True, first=first, last=last
    )


_REGIONS = (
    "east_asia_and_pacific europe_and_central_asia latin_america_and_caribbean middle_east_and_north_africa north_america "
    "south_asia sub_saharan_africa"
)
_DECADES = " ".join(f"{year}s" for year in range(FIRST_YEAR // 10 * 10, LAST_YEAR + 1, 10))
_GOVERNMENTS = (
    "presidential parliamentary monarchy party personal military party_personal party_military party_personal_military "
    "military_personal indirect_military oligarchy provisional provisional_military foreign_occupied warlordism"
)

_PLACE = (
    _state(
        "region",
        "The World Bank's region of the state. States that no longer exist have the region of their territory.",
        "country_codes gw_states",
        1946,
        2024,
        kind=Kind.CATEGORY,
        values=_REGIONS,
    ),
    _state("decade", 'The decade of the year, such as "1950s".', "", 1946, 2024, kind=Kind.CATEGORY, values=_DECADES),
)

_POWER = (
    _state(
        "major_power",
        "The state is a major power by Correlates of War on any day of the year: the United States, the United Kingdom, France, Russia "
        "(the Soviet Union), China from 1950, Germany and Japan from 1991.",
        "cow_majors",
        1946,
        2016,
    ),
    _state(
        "power_share",
        "The state's share of the world's material capabilities: the mean of its shares of total and urban population, iron and steel, "
        "energy, soldiers and military spending (CINC).",
        "cow_nmc",
        1946,
        2022,
        kind=Kind.NUMBER,
        unit="share of the world",
    ),
    _state("gdp_per_head", "Gross domestic product per head.", "gdp", 1950, 2024, kind=Kind.NUMBER, unit="constant 2015 US dollars"),
    _state("population", "People living in the state.", "population", 1946, 2024, kind=Kind.NUMBER, unit="people"),
)

_LEADERS = (
    _state(
        "leader_exit",
        "A leader left office, in whatever way. A leader still in office where the data end is no exit.",
        "archigos",
        1946,
        2015,
    ),
    _state(
        "irregular_exit",
        "A leader was put out of office against the rules by people of the state itself: coup, revolt, protest, assassination, or a power "
        "struggle within the government, with foreign support or without (Mullah Omar in 2001). One such exit in the year is enough. "
        "Natural death, illness, suicide, regular exits and exits of unknown kind do not count.",
        "archigos",
        1946,
        2015,
    ),
    _state(
        "foreign_imposed_exit",
        "A leader was put out of office by another state, with force or the threat of it. One removed by people of the state itself with "
        "foreign support, such as Mullah Omar of Afghanistan in 2001, counts as `irregular_exit` alone.",
        "archigos",
        1946,
        2015,
    ),
    _state(
        "support_change",
        "The leader gave way to one who rests on other groups of society (change in the source of leader support).",
        "chisols",
        1946,
        2008,
    ),
)

_REGIMES = (
    _state(
        "autocratic_regime",
        'On 1 January an autocratic regime ruled the state. "No" is a democracy, a provisional government, occupation or no government; it '
        "is known for states that the data had listed by then, or that have had a million people for ten years or ever since they exist, "
        "for the data leave smaller ones out.",
        "gwf population",
        1946,
        2010,
    ),
    _state(
        "regime_type",
        'The type of the autocratic regime that ruled on 1 January, mixed types with the first of party, military, personal; "none" where '
        "there was no such regime.",
        "gwf population",
        1946,
        2010,
        kind=Kind.CATEGORY,
        values=f"{NONE} party military personal monarchy",
    ),
    _state("regime_failure", "The autocratic regime that ruled on 1 January came to an end in the year.", "gwf population", 1946, 2010),
    _state(
        "failure_to",
        'What followed the autocratic regime that ended in the year: democracy, another autocracy, or something else; "none" where none '
        "ended.",
        "gwf population",
        1946,
        2010,
        kind=Kind.CATEGORY,
        values=f"{NONE} democracy autocracy other",
    ),
    _state(
        "government_type",
        "The type of government in office on 1 January, democratic or not.",
        "reign_regimes",
        1946,
        2020,
        kind=Kind.CATEGORY,
        values=_GOVERNMENTS,
    ),
    _state(
        "polyarchy",
        "How far the state meets the ideal of electoral democracy (V-Dem).",
        "ert",
        1946,
        2024,
        kind=Kind.NUMBER,
        unit="index from 0 to 1",
    ),
    _state(
        "democracy",
        "The state is an electoral or liberal democracy by Regimes of the World (V-Dem). This is another measure than that of "
        "`democratic_breakdown`: a state may cease to be one without a breakdown, such as Argentina in 1976 or Ghana in 1981.",
        "ert",
        1946,
        2024,
    ),
    _state(
        "democratic_breakdown",
        "A democracy became an autocracy: the year begins an autocratic regime by Episodes of Regime Transformation. Where these "
        "saw no democracy there is no breakdown, though `democracy` may have held: Argentina in 1976, Ghana in 1981.",
        "ert",
        1946,
        2024,
    ),
    _state("autocratization_onset", "An episode of substantial decline of democracy began.", "ert", 1946, 2024),
)

_VIOLENCE = (
    _state("coup_attempt", "Somebody within the state's elite tried openly and illegally to unseat its executive.", "coups", 1950, 2024),
    _state("coup", "A coup attempt succeeded: those behind it held power for at least seven days.", "coups", 1950, 2024),
    _state("coup_attempts", "Number of coup attempts in the year.", "coups", 1950, 2024, kind=Kind.NUMBER, unit="attempts"),
    _state("coups", "Number of coups that succeeded in the year.", "coups", 1950, 2024, kind=Kind.NUMBER, unit="coups"),
    _state(
        "civil_conflict",
        "The government fought an armed group within the state over government or territory, with 25 deaths in battle or more in the "
        "year; other states may take part. The conflict counts for the state whose government is a side, not for those that help.",
        "ucdp_acd",
        1946,
        2024,
    ),
    _state("civil_war", "A civil conflict of the state caused 1,000 deaths in battle or more in the year.", "ucdp_acd", 1946, 2024),
    _state(
        "civil_conflict_onset",
        "Civil conflict began: there is one in the year, and there was none in the state in either of the two years before. Years before "
        "the state existed are quiet.",
        "ucdp_acd",
        1948,
        2024,
    ),
    _state(
        "new_civil_conflict",
        "A civil conflict is active that was itself not active in either of the two years before, even if others were: a new one, or an "
        "old one that comes back.",
        "ucdp_acd",
        1948,
        2024,
    ),
    _state(
        "interstate_conflict",
        "The state was a side of an armed conflict between states, as a main or as a helping party, with 25 deaths in battle or more in "
        "the year.",
        "ucdp_acd",
        1946,
        2024,
    ),
    _state(
        "interstate_war",
        "The state was a side of a conflict between states with 1,000 deaths in battle or more in the year.",
        "ucdp_acd",
        1946,
        2024,
    ),
    _state(
        "interstate_conflict_onset",
        "The state is a main party to a conflict between states, and was in none in either of the two years before, not even as a helping "
        "party.",
        "ucdp_acd",
        1948,
        2024,
    ),
)

_FOREIGN = (
    _state("us_troops", "US military personnel on active duty in the state.", "us_troops", 1950, 2024, kind=Kind.NUMBER, unit="people"),
    _state(
        "us_bases_2015",
        "Sites of the US military in the state, by a list of 2015 that dates none of them: known for that year alone.",
        "us_bases",
        2015,
        2015,
        kind=Kind.NUMBER,
        unit="sites",
    ),
    _state(
        "main_arms_supplier",
        "The state that delivered most of the arms that the state received over the five years up to and with the year, by SIPRI's "
        "trend-indicator value; before 1954 over the years since 1950. None where nothing was delivered or two share the first place. "
        "Deliveries by suppliers that are unknown or no states are left out.",
        "arms_transfers",
        1950,
        2021,
        kind=Kind.STATE,
    ),
    _state(
        "patron",
        "The major power on which the state leans most: one that owes it defence and is its main arms supplier; failing that, one that "
        "delivered at least half of its arms over five years; failing that, the only one that owes it defence. Major powers have none.",
        "cow_majors atop arms_transfers",
        1950,
        2016,
        kind=Kind.STATE,
    ),
    _state(
        "un_ideal_point",
        "Where the state stands in the votes of the UN General Assembly; higher is closer to the United States.",
        "un_ideal_points",
        1946,
        2024,
        kind=Kind.NUMBER,
        unit="ideal point",
    ),
)

_TIES = (
    _tie("neighbour", "The two share a border on land or along a river, for a month of the year or more.", "contiguity", 1946, 2016),
    _tie(
        "near",
        "The two share a border on land or along a river, or less than 400 miles of water lie between them.",
        "contiguity",
        1946,
        2016,
    ),
    _tie("rival", "The two were strategic rivals: each took the other for a competitor and a threat.", "rivalries_td", 1946, 2010),
    _tie("allied", "A treaty of alliance binds the two: either owes the other anything under one.", "atop", 1946, 2018),
    _tie("defence_pact", "A treaty binds either of the two to defend the other if it is attacked.", "atop", 1946, 2018),
    _tie("owed_defence_by", "A treaty binds the other state to defend this one if it is attacked.", "atop", 1946, 2018),
    _tie("owes_defence_to", "A treaty binds this state to defend the other one if it is attacked.", "atop", 1946, 2018),
    _tie(
        "offence_pact", "A treaty binds either of the two to help the other in a war that it did not suffer but began.", "atop", 1946, 2018
    ),
    _tie("nonaggression_pact", "A treaty binds either of the two not to attack the other.", "atop", 1946, 2018),
    _tie("neutrality_pact", "A treaty binds either of the two to stay neutral in a war of the other.", "atop", 1946, 2018),
    _tie("consultation_pact", "A treaty binds either of the two to consult the other in a crisis.", "atop", 1946, 2018),
    _tie(
        "fights", "The two stand on opposite sides of an armed conflict between states, helping parties included.", "ucdp_acd", 1946, 2024
    ),
    _tie(
        "fights_beside",
        "The two stand on the same side of an armed conflict between states, helping parties included.",
        "ucdp_acd",
        1946,
        2024,
    ),
    _tie("supplies", "This state delivered arms to the other in the year.", "arms_transfers", 1950, 2021),
    _tie("supplied_by", "The other state delivered arms to this one in the year.", "arms_transfers", 1950, 2021),
    _tie("armed_mainly_by", "The other state is this one's main arms supplier.", "arms_transfers", 1950, 2021),
    _tie(
        "arms_share",
        "The other state's share of the arms that this one received over the five years up to and with the year; 0 where none were.",
        "arms_transfers",
        1950,
        2021,
        kind=Kind.NUMBER,
        unit="share from 0 to 1",
    ),
    _tie(
        "un_distance",
        "How far apart the two stand in the votes of the UN General Assembly: the difference of their ideal points, without sign.",
        "un_ideal_points",
        1946,
        2024,
        kind=Kind.NUMBER,
        unit="ideal points",
    ),
)

GROUPS: Mapping[str, tuple[Variable, ...]] = MappingProxyType(
    {
        "Where and when": _PLACE,
        "Power": _POWER,
        "Leaders": _LEADERS,
        "Regimes": _REGIMES,
        "Coups and conflicts": _VIOLENCE,
        "Relations to others": _FOREIGN,
        "Ties": _TIES,
    }
)
"""Every variable, in groups with a title."""

VARIABLES: Mapping[str, Variable] = MappingProxyType({variable.name: variable for group in GROUPS.values() for variable in group})
"""Every variable by its name."""

TABLES: tuple[str, ...] = tuple(sorted({name for variable in VARIABLES.values() for name in variable.datasets} | {"cow_states"}))
"""The datasets that a panel is built from: those that variables rest on, and the states that Correlates of War knows."""
