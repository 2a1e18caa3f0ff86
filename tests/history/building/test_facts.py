"""What everybody can look up, read off the panel built from the real data."""

import numpy as np
import pytest

from ifso.history.panel import NOBODY, Panel


def at(panel: Panel, name: str, code: str, year: int, other: str = "") -> float:
    row = _row(panel, code)
    if other:
        return float(panel.between(name, np.array([row]), np.array([_row(panel, other)]))[0, year - panel.first_year])
    return float(panel.of(name)[row, year - panel.first_year])


def state(panel: Panel, name: str, code: str, year: int) -> str:
    value = at(panel, name, code, year)
    return "unknown" if np.isnan(value) else "none" if value == NOBODY else panel.states[int(value)].iso3


def _row(panel: Panel, code: str) -> int:
    row = panel.row(code)
    assert row is not None
    return row


LEADERS = [
    # The shah left Iran on 16 January 1979 (Encyclopaedia Britannica, "Iranian Revolution").
    ("irregular_exit", "IRN", 1979, 1),
    ("foreign_imposed_exit", "IRN", 1979, 0),
    ("irregular_exit", "IRN", 1978, 0),
    # Khomeini died in office on 3 June 1989 (Encyclopaedia Britannica, "Ruhollah Khomeini"): an exit, but no irregular one.
    ("leader_exit", "IRN", 1989, 1),
    ("irregular_exit", "IRN", 1989, 0),
    # Allende fell to the military on 11 September 1973 (Encyclopaedia Britannica, "Salvador Allende").
    ("irregular_exit", "CHL", 1973, 1),
    # Baghdad fell to US forces on 9 April 2003 (Encyclopaedia Britannica, "Iraq War").
    ("foreign_imposed_exit", "IRQ", 2003, 1),
    ("irregular_exit", "IRQ", 2003, 0),
    # South Vietnam had three coups in 1963 and 1964 (The Pentagon Papers, part IV): one irregular exit a year is enough.
    ("irregular_exit", "VDR", 1963, 1),
    ("irregular_exit", "VDR", 1964, 1),
    # Merkel was in office when the data end; and so was King Salman, whom the data let die on that day.
    ("leader_exit", "DEU", 2015, 0),
    ("leader_exit", "SAU", 2015, 1),  # King Abdullah died on 23 January 2015 (Encyclopaedia Britannica, "Abdullah of Saudi Arabia").
]


@pytest.mark.parametrize(("name", "code", "year", "value"), LEADERS)
def test_a_leaders_exit_is_of_its_kind(panel: Panel, name: str, code: str, year: int, value: int) -> None:
    assert at(panel, name, code, year) == value


def test_the_datas_last_day_is_no_exit(panel: Panel) -> None:
    # Salman bin Abdulaziz still reigns; the data end his time on 31 December 2015. His predecessor left in the same year.
    assert np.nansum(panel.of("leader_exit")[:, 2015 - panel.first_year]) < 40


VIOLENCE = [
    ("coup", "CHL", 1973, 1),
    # Officers took the Spanish parliament on 23 February 1981 and gave up the next day (Encyclopaedia Britannica, "Spain").
    ("coup_attempt", "ESP", 1981, 1),
    ("coup", "ESP", 1981, 0),
    # Hard-liners held Gorbachev from 19 to 21 August 1991 (Encyclopaedia Britannica, "1991 Soviet coup attempt").
    ("coup_attempt", "RUS", 1991, 1),
    ("coup", "RUS", 1991, 0),
    # Civil war in Syria since 2011 (Encyclopaedia Britannica, "Syrian Civil War").
    ("civil_conflict_onset", "SYR", 2011, 1),
    ("civil_conflict_onset", "SYR", 2012, 0),
    ("civil_war", "SYR", 2014, 1),
    # Iraq invaded Iran on 22 September 1980 (Encyclopaedia Britannica, "Iran-Iraq War").
    ("interstate_war", "IRN", 1981, 1),
    ("interstate_war", "IRN", 1995, 0),
    # Argentina took the Falklands on 2 April 1982 (Encyclopaedia Britannica, "Falkland Islands War").
    ("interstate_conflict_onset", "GBR", 1982, 1),
    ("interstate_conflict", "ARG", 1983, 0),
]


@pytest.mark.parametrize(("name", "code", "year", "value"), VIOLENCE)
def test_coups_and_wars_stand_where_they_were(panel: Panel, name: str, code: str, year: int, value: int) -> None:
    assert at(panel, name, code, year) == value


REGIMES = [
    ("autocratic_regime", "CHL", 1973, 0),
    ("autocratic_regime", "CHL", 1974, 1),
    ("democratic_breakdown", "CHL", 1973, 1),
    # A democracy since the election of 1989; Pinochet left on 11 March 1990 (Encyclopaedia Britannica, "Augusto Pinochet").
    ("autocratic_regime", "CHL", 1991, 0),
    ("regime_failure", "IRN", 1979, 1),
    ("autocratic_regime", "USA", 1990, 0),
    ("regime_failure", "USA", 1990, 0),
    ("democracy", "SWE", 2000, 1),
    ("democracy", "SAU", 2000, 0),
]


@pytest.mark.parametrize(("name", "code", "year", "value"), REGIMES)
def test_regimes_ruled_and_fell_when_they_did(panel: Panel, name: str, code: str, year: int, value: int) -> None:
    assert at(panel, name, code, year) == value


def test_states_that_the_list_of_autocracies_leaves_out_are_unknown(panel: Panel) -> None:
    # Bahrain is a monarchy of a million people since about 2007, Luxembourg a democracy of half a million; the list has neither.
    assert np.isnan([at(panel, "autocratic_regime", code, 2009) for code in ("BHR", "QAT", "LUX")]).all()


SUPPLIERS = [
    # The arms deal with Czechoslovakia, announced on 27 September 1955, began Soviet supply of Egypt; it ended after the treaty of
    # friendship was cancelled in March 1976 (Encyclopaedia Britannica, "Egypt: The Nasser regime", "The Sadat regime").
    ("EGY", 1953, "GBR"),
    ("EGY", 1965, "RUS"),
    ("EGY", 1985, "USA"),
    ("POL", 1970, "RUS"),
    ("KOR", 1970, "USA"),
    # France armed Israel until de Gaulle's embargo of June 1967 (Encyclopaedia Britannica, "Six-Day War").
    ("ISR", 1965, "FRA"),
    ("ISR", 1975, "USA"),
    ("DEU", 1970, "unknown"),  # the file leaves West Germany out
]


@pytest.mark.parametrize(("code", "year", "supplier"), SUPPLIERS)
def test_the_main_supplier_of_arms_is_known(panel: Panel, code: str, year: int, supplier: str) -> None:
    assert state(panel, "main_arms_supplier", code, year) == supplier


PATRONS = [
    ("POL", 1970, "RUS"),
    ("CUB", 1975, "RUS"),
    ("KOR", 1975, "USA"),
    ("JPN", 1965, "USA"),
    ("EGY", 1970, "RUS"),
    ("FRA", 1970, "none"),
]


@pytest.mark.parametrize(("code", "year", "power"), PATRONS)
def test_patrons_are_those_of_the_cold_war(panel: Panel, code: str, year: int, power: str) -> None:
    assert state(panel, "patron", code, year) == power


PACTS = [
    # Treaty of Warsaw, 14 May 1955; Albania left in September 1968; dissolved on 1 July 1991 (Encyclopaedia Britannica, "Warsaw Pact").
    ("defence_pact", "RUS", "DDR", 1956, 1),
    ("defence_pact", "RUS", "ALB", 1957, 1),
    ("defence_pact", "RUS", "ALB", 1969, 0),
    ("defence_pact", "RUS", "HUN", 1992, 0),
    # North Atlantic Treaty, 4 April 1949.
    ("defence_pact", "USA", "NOR", 1948, 0),
    ("defence_pact", "USA", "NOR", 1950, 1),
    ("defence_pact", "NOR", "USA", 1950, 1),
    # The agreement of 5 March 1959 bound the United States to help Iran, and Iran to nothing of the kind.
    ("owed_defence_by", "IRN", "USA", 1965, 1),
    ("owes_defence_to", "IRN", "USA", 1965, 0),
    ("owed_defence_by", "USA", "IRN", 1965, 0),
    ("owes_defence_to", "USA", "IRN", 1965, 1),
    ("defence_pact", "IRN", "USA", 1965, 1),
    ("defence_pact", "USA", "IRN", 1965, 1),
    ("allied", "CHE", "USA", 1965, 0),
    # The United States bound themselves to defend Japan on 8 September 1951, before its membership of the state system began again.
    ("owed_defence_by", "JPN", "USA", 1951, 1),
    # West Germany joined NATO on 6 May 1955 under one number and is united since 3 October 1990 under another.
    ("defence_pact", "DEU", "FRA", 1960, 1),
    ("defence_pact", "DEU", "FRA", 1995, 1),
]


@pytest.mark.parametrize("fact", PACTS, ids=str)
def test_treaties_bind_those_who_made_them(panel: Panel, fact: tuple[str, str, str, int, int]) -> None:
    name, code, other, year, value = fact
    assert at(panel, name, code, year, other) == value


BORDERS = [
    ("neighbour", "DEU", "FRA", 1985, 1),
    ("neighbour", "DEU", "POL", 1985, 0),  # East Germany lay between
    ("neighbour", "DEU", "POL", 1991, 1),
    ("neighbour", "DDR", "POL", 1985, 1),
    ("neighbour", "SVK", "CZE", 1994, 1),  # two states since 1 January 1993
    ("neighbour", "CSK", "AUT", 1992, 1),
    ("neighbour", "SVK", "UKR", 2000, 1),
    ("neighbour", "YEM", "YMD", 1985, 1),
    ("neighbour", "YEM", "OMN", 1985, 0),
    ("neighbour", "YEM", "OMN", 1991, 1),  # united on 22 May 1990
    ("neighbour", "VNM", "VDR", 1965, 1),
    ("neighbour", "SRB", "HUN", 2010, 1),
    ("neighbour", "YUG", "HUN", 2000, 1),
    ("neighbour", "JPN", "KOR", 1990, 0),
    ("near", "JPN", "KOR", 1990, 1),  # the strait of Tsushima
    ("neighbour", "IRN", "TKM", 2000, 1),
    ("fights", "IRN", "IRQ", 1985, 1),
    ("fights", "IRQ", "IRN", 1985, 1),
    ("fights", "IRN", "IRQ", 1995, 0),
    ("fights_beside", "GBR", "USA", 2003, 1),
    ("fights", "USA", "IRQ", 2003, 1),
    ("rival", "IND", "PAK", 1970, 1),
    ("rival", "SWE", "NOR", 1970, 0),
]


@pytest.mark.parametrize("fact", BORDERS, ids=str)
def test_borders_and_wars_join_the_right_states(panel: Panel, fact: tuple[str, str, str, int, int]) -> None:
    name, code, other, year, value = fact
    assert at(panel, name, code, year, other) == value


def test_a_tie_with_a_state_that_is_gone_is_unknown(panel: Panel) -> None:
    assert np.isnan(at(panel, "neighbour", "DEU", 1995, "DDR"))
    assert np.isnan(at(panel, "defence_pact", "RUS", 1985, "UKR"))


def test_every_state_existed_when_it_did(panel: Panel) -> None:
    years = {state.iso3: (state.first, state.last) for state in panel.states if state.iso3}
    assert years["CSK"] == (1946, 1992)
    assert years["CZE"] == years["SVK"] == (1993, 2024)
    assert years["DDR"] == (1949, 1990)
    assert years["DEU"] == (1949, 2024)
    assert years["YMD"] == (1967, 1990)
    assert years["YUG"] == (1946, 2006)
    assert years["SRB"] == years["MNE"] == (2006, 2024)
    assert years["VDR"] == (1954, 1975)
    assert years["RUS"] == (1946, 2024)
    assert years["SSD"] == (2011, 2024)


def test_half_a_million_were_in_south_vietnam_and_none_of_them_in_the_north(panel: Panel) -> None:
    # 536,000 at the end of 1968 (US Department of Defense; Encyclopaedia Britannica, "Vietnam War").
    assert at(panel, "us_troops", "VDR", 1968) == pytest.approx(536_000, rel=0.01)
    assert not at(panel, "us_troops", "VNM", 1968) > 0


def test_the_great_powers_of_the_united_nations_are_major(panel: Panel) -> None:
    major = panel.of("major_power")[:, 1975 - panel.first_year]
    assert {panel.states[row].iso3 for row in np.flatnonzero(major == 1)} == {"USA", "GBR", "FRA", "RUS", "CHN"}
    assert at(panel, "major_power", "CHN", 1949) == 0
    assert at(panel, "major_power", "DEU", 1995) == at(panel, "major_power", "JPN", 1995) == 1
    assert at(panel, "major_power", "DEU", 1985) == 0


def test_china_stands_far_from_the_united_states_and_britain_near(panel: Panel) -> None:
    assert at(panel, "un_distance", "GBR", 2000, "USA") < 1.5 < at(panel, "un_distance", "CHN", 2000, "USA")
    assert np.isnan(at(panel, "un_distance", "CHN", 1960, "USA"))  # its seat was Taiwan's until 1971
