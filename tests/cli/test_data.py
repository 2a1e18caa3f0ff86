"""``ifso data`` through the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifso.history import card as cards
from ifso.history.datasets import CARDS

Command = Callable[..., Any]
SHORT = {"name", "title", "first", "last", "bytes", "sha256", "path", "here", "complaint"}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("IFSO_DATA_MIRROR", raising=False)
    return tmp_path / "cache"


def test_the_list(ifso: Command, mirror: Path) -> None:
    printed = ifso("data", "list")
    assert (printed.code, printed.err) == (0, "Next: ifso data fetch\n")
    assert [line.split()[0] for line in printed.out.splitlines() if "fetched" in line] == list(CARDS)
    ifso("data", "fetch", "gwf", "--mirror", str(mirror))
    (line,) = (line for line in ifso("data", "list").out.splitlines() if line.strip().startswith("gwf "))
    assert line.split() == ["gwf", "1946", "to", "2010", "14", "kB", "fetched", "Autocratic", "regimes", "and", "how", "they", "ended"]
    values = json.loads(ifso("data", "list", "--json").out)
    assert [value["name"] for value in values] == list(CARDS)
    assert all(value.keys() == SHORT for value in values)
    assert [value["name"] for value in values if value["here"]] == ["gwf"]


@pytest.mark.parametrize("name", CARDS)
def test_a_sheet_says_all_that_the_card_says(name: str, ifso: Command) -> None:
    printed = ifso("data", "show", name)
    assert (printed.code, printed.err) == (0, f"Next: ifso data fetch {name}\n")
    shown = "".join(printed.out.split())
    card = CARDS[name]
    said = [card.title, card.what, card.citation, card.licence, card.terms, card.address, card.sha256, *card.caveats]
    said += [fault.says for fault in card.faults] + [column.name for column in card.columns]
    for each in said:
        assert "".join(each.split()) in shown
    value = json.loads(ifso("data", "show", name, "--json").out)
    assert value.keys() > SHORT
    assert [column["name"] for column in value["columns"]] == [column.name for column in card.columns]
    assert [fault["says"] for fault in value["faults"]] == [fault.says for fault in card.faults]


def test_fetching_from_a_mirror(ifso: Command, mirror: Path, cache: Path) -> None:
    printed = ifso("data", "fetch", "gwf", "cow_majors", "--mirror", str(mirror))
    places = {name: cache / "data" / CARDS[name].file for name in ("gwf", "cow_majors")}
    assert (printed.code, printed.err) == (0, "Next: ifso data verify\n")
    assert printed.out == "".join(f"{name}: fetched, {place}\n" for name, place in places.items())
    assert all(place.is_file() for place in places.values())
    assert ifso("data", "fetch", "gwf").out == f"gwf: was there, {places['gwf']}\n"
    (value,) = json.loads(ifso("data", "fetch", "gwf", "--json").out)
    assert value["here"] is True


def test_without_a_network_and_a_mirror_one_line_says_what_to_do(ifso: Command, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr(cards, "ADDRESS", "http://127.0.0.1:9/{path}")  # where nobody listens
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    printed = ifso("data", "fetch")
    assert (printed.code, printed.out) == (1, "")
    (line,) = printed.err.splitlines()
    assert line.startswith("error: gw_states cannot be fetched: there is no connection to 127.0.0.1")
    assert line.endswith("name a folder that holds the files with --mirror FOLDER or IFSO_DATA_MIRROR.")
    assert [path for path in cache.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_a_tampered_mirror_is_refused(ifso: Command, tmp_path: Path) -> None:
    (tmp_path / "gwf").mkdir()
    (tmp_path / CARDS["gwf"].file).write_bytes(b"tampered")
    printed = ifso("data", "fetch", "gwf", "--mirror", str(tmp_path))
    assert (printed.code, printed.out) == (1, "")
    (line,) = printed.err.splitlines()
    assert "is not the file that the card of gwf describes, and it was not kept." in line


def test_verifying(ifso: Command, mirror: Path, cache: Path) -> None:
    ifso("data", "fetch", "gwf", "cow_majors", "--mirror", str(mirror))
    printed = ifso("data", "verify", "gwf", "cow_majors")
    assert (printed.code, printed.err) == (0, "Next: ifso data list\n")
    assert printed.out == "gwf: as its card says\ncow_majors: as its card says\n"
    (cache / "data" / CARDS["gwf"].file).write_bytes(b"damaged")
    printed = ifso("data", "verify", "gwf", "cow_majors", "atop")
    assert (printed.code, printed.err) == (1, "Next: ifso data fetch gwf atop\n")
    assert printed.out == "gwf: its checksum is not that of the card\ncow_majors: as its card says\natop: not fetched\n"
    values = json.loads(ifso("data", "verify", "gwf", "--json").out)
    assert [value["complaint"] for value in values] == ["its checksum is not that of the card"]
    assert ifso("data", "verify").err == "Next: ifso data fetch\n"


@pytest.mark.parametrize("words", [("show", "gwff"), ("fetch", "gwff"), ("verify", "gwff")])
def test_a_name_that_is_none_is_a_usage_error(words: tuple[str, str], ifso: Command) -> None:
    printed = ifso("data", *words)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err == "error: There is no dataset `gwff`.\nhint: Did you mean `gwf`?\n"


def test_without_a_command_the_commands_are_named(ifso: Command) -> None:
    printed = ifso("data")
    assert printed.code == 2
    assert all(command in printed.out + printed.err for command in ("list", "show", "fetch", "verify"))
