"""What a map shows."""

from dataclasses import replace
from typing import Any

import ifso
from ifso.report.page.map import UNASKED, UNKNOWN, map_data


def test_an_event_concerns_the_states_of_its_actors_the_outcome_first(page: dict[str, Any]) -> None:
    assert page["map"]["concerns"] == {"FRA": ["rain"], "DEU": ["flood"], "BEL": ["flood"]}
    assert page["map"]["numeric"] == {"FRA": "250", "DEU": "276", "BEL": "056"}
    assert page["map"]["names"] == {"FRA": "France", "DEU": "Germany", "BEL": "Belgium"}
    scenario = ifso.load("central-asia").scenario
    found = map_data(scenario, "russia_loses_central_asia", {})["concerns"]
    assert found["KAZ"][0] == "russia_loses_central_asia"
    assert found["IRN"][0] == "war_ends"
    assert found["PAK"] == ["us_advances_further"]


def test_ties_are_those_of_the_lock_with_what_is_said_of_them() -> None:
    found = map_data(ifso.load("central-asia").scenario, "russia_loses_central_asia", {})
    assert {"is": "border", "from": "IRN", "to": "TKM", "on": "2016"} in found["ties"]
    assert {"is": "alliance", "from": "RUS", "to": "KAZ", "on": "2018"} in found["ties"]
    assert {"is": "bases", "from": "USA", "to": "ISR", "on": "2024"} in found["ties"]
    assert "Borders: a border on land or a river, in 2016, by the dataset contiguity." in found["sources"]


def test_without_a_lock_it_is_said_that_ties_are_not_known(page: dict[str, Any]) -> None:
    assert page["map"]["ties"] == []
    assert page["map"]["sources"] in ([UNKNOWN], [UNASKED])
    asked = ifso.load("central-asia").scenario
    unlocked = replace(asked, lock=None)
    assert map_data(unlocked, "russia_loses_central_asia", {})["sources"] == [UNKNOWN]
    unasked = replace(unlocked, base_rates={})
    assert map_data(unasked, "russia_loses_central_asia", {})["sources"] == [UNASKED]


def test_where_no_actor_is_a_state_there_is_nothing_to_say() -> None:
    assert map_data(ifso.load("standoff").scenario, "war", {}) == {"numeric": {}, "names": {}, "ties": [], "concerns": {}, "sources": []}
