"""What can be asked of datasets, with a mirror of two small ones."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ifso.ground.diagnostics import Unavailable, UsageError
from ifso.history import datasets
from ifso.history.datasets import CARDS
from ifso.report.datasets import state
from ifso.verbs import data as verb
from ifso.verbs.base_rate import base_rate
from ifso.verbs.data import fetch_datasets, list_datasets, show_dataset, verify_datasets
from ifso.verbs.variables import list_variables


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("IFSO_DATA_MIRROR", raising=False)
    return tmp_path / "cache"


def test_every_dataset_is_listed_with_whether_it_is_here(mirror: Path) -> None:
    assert [(dataset.card.name, dataset.here) for dataset in list_datasets()] == [(name, False) for name in CARDS]
    fetch_datasets(["gwf"], mirror=mirror)
    assert [dataset.card.name for dataset in list_datasets() if dataset.here] == ["gwf"]
    assert show_dataset("gwf").here


def test_datasets_are_fetched_once_in_the_order_asked_for(mirror: Path) -> None:
    begun: list[str] = []
    done = fetch_datasets(["gwf", "cow_majors", "gwf"], mirror=mirror, begin=begun.append)
    assert begun == ["gwf", "cow_majors"]
    assert [(each.card.name, each.fetched, each.here) for each in done] == [("gwf", True, True), ("cow_majors", True, True)]
    assert all(each.path.is_file() for each in done)
    assert [each.fetched for each in fetch_datasets(["cow_majors", "gwf"])] == [False, False]


def test_without_names_all_are_fetched(mirror: Path) -> None:
    assert [each.card.name for each in fetch_datasets(mirror=mirror)] == list(CARDS)
    assert all(dataset.here for dataset in list_datasets())


@pytest.mark.parametrize(
    ("name", "hint"), [("atopp", "Did you mean `atop`?"), ("weather", "`ifso data list` names them all."), ("", "names them all")]
)
def test_a_name_that_is_none_is_refused_before_anything_is_fetched(name: str, hint: str, cache: Path) -> None:
    for ask in (show_dataset, lambda name: fetch_datasets(["gwf", name]), lambda name: verify_datasets(["gwf", name])):
        with pytest.raises(UsageError, match="There is no dataset") as caught:
            ask(name)
        assert hint in caught.value.hint
    assert not cache.exists()


def test_those_before_one_that_cannot_be_had_stay(tmp_path: Path, mirror: Path) -> None:
    part = tmp_path / "mirror"
    shutil.copytree(mirror / "gwf", part / "gwf")
    with pytest.raises(Unavailable, match=r"The mirror has no atop/atop_alliance.rda"):
        fetch_datasets(["gwf", "atop"], mirror=part)
    assert [dataset.card.name for dataset in list_datasets() if dataset.here] == ["gwf"]


def test_what_is_fetched_is_held_against_its_card(mirror: Path) -> None:
    done = fetch_datasets(["gwf", "cow_majors"], mirror=mirror)
    assert [each.complaint for each in verify_datasets(["gwf", "cow_majors"])] == ["", ""]
    done[0].path.write_bytes(b"damaged")
    found = {each.card.name: (each.here, each.complaint) for each in verify_datasets(["gwf", "cow_majors", "atop"])}
    assert found == {"gwf": (False, "its checksum is not that of the card"), "cow_majors": (True, ""), "atop": (False, "")}


def test_a_table_that_differs_from_its_card_is_told(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch_datasets(["cow_majors"], mirror=mirror)
    monkeypatch.setattr(verb, "CARDS", {"cow_majors": replace(CARDS["cow_majors"], cleaned_rows=15)})
    (found,) = verify_datasets()
    assert found.complaint == "the cleaned table has 14 rows, not 15"
    assert datasets.CARDS["cow_majors"].cleaned_rows == 14


def test_a_damaged_file_is_said_to_be_damaged(mirror: Path, cache: Path) -> None:
    fetch_datasets(["gwf"], mirror=mirror)
    (cache / "data" / CARDS["gwf"].file).write_bytes(b"damaged")
    listed = {dataset.card.name: dataset for dataset in list_datasets()}
    assert (state(listed["gwf"]), state(listed["atop"])) == ("damaged", "not fetched")
    assert state(show_dataset("gwf")) == "damaged"


@pytest.mark.parametrize("name", ["nowhere", "file", "a\0b", "x" * 5000])
def test_a_mirror_that_is_no_folder_is_refused_though_nothing_is_to_be_fetched(name: str, tmp_path: Path, mirror: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    fetch_datasets(["gwf"], mirror=mirror)
    for ask in (
        lambda folder: fetch_datasets(["gwf"], mirror=folder),
        lambda folder: list_variables(["coup"], mirror=folder),
        lambda folder: base_rate({"then": "coup"}, mirror=folder),
    ):
        with pytest.raises(UsageError, match="There is no mirror folder"):
            ask(tmp_path / name)
