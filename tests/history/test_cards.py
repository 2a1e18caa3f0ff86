"""Cards agree with the list of files, with themselves, and with what the files hold."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from ifso.history.card import Ids, Treatment, Type
from ifso.history.datasets import CARDS
from ifso.history.reading import load

FOR_TESTS_ONLY = {"fearon_laitin_2003"}
SENTENCE = re.compile(r"^[A-Z0-9].*[.]$", re.DOTALL)


def test_every_file_has_a_card_and_every_card_its_file(mirror: Path) -> None:
    with (mirror / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["name"]: row for row in csv.DictReader(file) if row["name"] not in FOR_TESTS_ONLY}
    assert listed.keys() == CARDS.keys()
    for name, row in listed.items():
        card = CARDS[name]
        told = (card.file, str(card.size), card.sha256, card.repository, card.commit, card.path)
        assert told == (row["file"], row["bytes"], row["sha256"], row["repository"], row["commit"], row["path"])


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_everything(name: str) -> None:
    card = CARDS[name]
    assert card.name == name
    for said in (card.what, card.citation, card.terms, *card.caveats, *(fault.says for fault in card.faults)):
        assert SENTENCE.match(said), said
    assert card.licence
    assert card.unit
    assert re.fullmatch(r"https://raw\.githubusercontent\.com/[\w.-]+/[\w.-]+/[0-9a-f]{40}/\S+", card.address)
    assert re.fullmatch(r"[0-9a-f]{64}", card.sha256)
    assert card.file.startswith(f"{name}/")
    assert card.first <= card.last


@pytest.mark.parametrize("name", CARDS)
def test_a_card_agrees_with_itself(name: str) -> None:
    card = CARDS[name]
    names = [column.name for column in card.columns]
    assert len(names) == len(set(names))
    assert set(card.key) <= set(names)
    assert {column for fault in card.faults for column in fault.columns} <= set(names)
    for fault in card.faults:
        assert fault.columns
        assert fault.first is None or fault.last is None or fault.first <= fault.last
    for column in card.columns:
        assert column.means
        assert not column.means.endswith(".")
        assert column.values == () or column.type is Type.TEXT
        assert (column.least, column.most) == (None, None) or column.type in {Type.INTEGER, Type.NUMBER}
        if column.name in {"gw", "cow"} or column.name.startswith("cow_"):
            assert column.type is Type.INTEGER
    ids = {Ids.GW: {"gw"}, Ids.COW: {"cow", "cow_a"}, Ids.BOTH: {"gw"}, Ids.ISO3: {"iso3"}, Ids.VDEM: {"vdem"}}[card.ids]
    assert ids & set(names)


@pytest.mark.parametrize("name", CARDS)
def test_a_cleaned_table_is_what_its_card_says(name: str, mirror: Path) -> None:
    card = CARDS[name]
    table = load(name, mirror=mirror)  # checked against the card as it is built
    assert table.columns == [column.name for column in card.columns]
    assert table.height == card.cleaned_rows
    if "year" in table.columns:
        assert (table["year"].min(), table["year"].max()) == (card.first, card.last)


@pytest.mark.parametrize("name", CARDS)
def test_what_is_unknown_by_a_fault_is_null(name: str, mirror: Path) -> None:
    card = CARDS[name]
    table = load(name, mirror=mirror)
    for fault in card.faults:
        if fault.treatment is not Treatment.UNKNOWN or fault.state is None or "year" not in table.columns:
            continue
        rows = table.filter(pl.any_horizontal(pl.col("^(gw|cow)(_a|_b)?$") == fault.state))
        rows = rows.filter(pl.col("year").is_between(fault.first or card.first, fault.last or card.last))
        values = [column for column in fault.columns if column not in card.key]
        assert all(rows[column].null_count() == rows.height for column in values), fault.says


def test_cards_are_read_without_what_is_heavy() -> None:
    code = "import sys; from ifso.history.datasets import CARDS; assert CARDS; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"polars", "pandas", "numpy", "rdata", "pooch", "requests"}
