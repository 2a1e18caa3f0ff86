import csv
import importlib.util
import itertools
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ifso.history.reading import load
from ifso.scenario.countries import state, suggest
from ifso.scenario.state_numbers import CORRELATES_OF_WAR, GLEDITSCH_WARD

# Correlates of War, State System Membership v2016; Gleditsch and Ward, independent states, as published by their authors.
PUBLISHED = [
    ("USA", 2, 2),
    ("CAN", 20, 20),
    ("GBR", 200, 200),
    ("FRA", 220, 220),
    ("MCO", 221, 221),
    ("DEU", 255, 260),
    ("POL", 290, 290),
    ("CZE", 316, 316),
    ("SVK", 317, 317),
    ("ITA", 325, 325),
    ("SMR", 331, 331),
    ("MKD", 343, 343),
    ("SRB", 345, 340),
    ("MNE", 341, 341),
    ("XKX", 347, 347),
    ("RUS", 365, 365),
    ("UKR", 369, 369),
    ("STP", 403, 403),
    ("COD", 490, 490),
    ("ETH", 530, 530),
    ("ZAF", 560, 560),
    ("IRN", 630, 630),
    ("TUR", 640, 640),
    ("IRQ", 645, 645),
    ("ISR", 666, 666),
    ("YEM", 679, 678),
    ("AFG", 700, 700),
    ("KAZ", 705, 705),
    ("CHN", 710, 710),
    ("TWN", 713, 713),
    ("PRK", 731, 731),
    ("KOR", 732, 732),
    ("IND", 750, 750),
    ("VNM", 816, 816),
    ("SSD", 626, 626),
    ("KIR", 946, 970),
    ("TUV", 947, 973),
    ("TON", 955, 972),
    ("NRU", 970, 971),
    ("WSM", 990, 990),
]


@pytest.mark.parametrize(("iso3", "cow", "gw"), PUBLISHED)
def test_states_have_their_published_numbers(iso3: str, cow: int, gw: int) -> None:
    found = state(iso3)
    assert found is not None
    assert (found.iso3, found.cow, found.gw) == (iso3, cow, gw)


def test_territories_outside_the_systems_have_no_numbers() -> None:
    found = state("PSE")
    assert found is not None
    assert (found.name, found.cow, found.gw) == ("Palestine, State of", None, None)


def test_the_numbers_are_those_of_a_library() -> None:
    """Of country_converter, which gives three states the number of a predecessor: Czechoslovakia, South Vietnam and South Yemen."""
    package = importlib.util.find_spec("country_converter")
    assert package
    assert package.origin
    with Path(package.origin).with_name("country_data.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", restval="") if not row["obsolete"]]
    numbers = {row["ISO3"]: int(row["GWcode"]) for row in rows if row["GWcode"]}
    assert numbers == {**GLEDITSCH_WARD, "CZE": 315, "VNM": 817, "YEM": 680}


@pytest.mark.usefixtures("with_data")
def test_the_numbers_are_those_of_the_lists_of_states() -> None:
    """But for Abkhazia and South Ossetia, which have no code and are in one list alone."""
    ours = load("gw_states").filter(pl.col("ends").is_null())
    assert set(ours["gw"]) == {*GLEDITSCH_WARD.values(), 396, 397}
    theirs = load("cow_states").filter(pl.col("ends").is_null() | (pl.col("ends") >= date(2016, 12, 31)))
    assert set(theirs["cow"]) == set(CORRELATES_OF_WAR.values())


@pytest.mark.usefixtures("with_data")
def test_the_codes_are_those_of_the_list_of_codes() -> None:
    codes = load("country_codes").filter(pl.col("year") == 2019).drop_nulls("iso3")
    for column, numbers in (("gw", GLEDITSCH_WARD), ("cow", CORRELATES_OF_WAR)):
        known = dict(codes.drop_nulls(column).select("iso3", column).iter_rows())
        assert len(known) > 165
        assert {code: numbers[code] for code in known} == known


def test_no_two_states_share_a_number() -> None:
    codes = ["".join(letters) for letters in itertools.product("ABCDEFGHIJKLMNOPQRSTUVWXYZ", repeat=3)]
    states = [found for found in map(state, codes) if found is not None]
    assert len(states) > 240
    for numbers in ([s.cow for s in states if s.cow], [s.gw for s in states if s.gw]):
        assert len(numbers) == len(set(numbers)) >= 195


@pytest.mark.parametrize("code", ["", "irn", "IR", "USSR", "SUN", "YUG", "XXX", "no"])
def test_codes_that_are_not_in_use_are_no_states(code: str) -> None:
    assert state(code) is None


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("irn", "`IRN`, in capitals"),
        ("GER", "`DEU` (Germany)"),
        ("UK", "`GBR` (United Kingdom)"),
        ("Iran", "`IRN` (Iran)"),
        ("Frnace", "`FRA` (France)"),
        ("South_Korea", "`KOR` (South Korea)"),
        ("Zebra", "ISO 3166-1 alpha-3"),
        (".*", "ISO 3166-1 alpha-3"),
        ("((((", "ISO 3166-1 alpha-3"),
    ],
)
def test_a_code_that_does_not_exist_suggests_one_that_does(code: str, says: str) -> None:
    assert says in suggest(code)
