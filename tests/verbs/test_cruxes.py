"""Cruxes by the Python interface: two views, and requests that cannot be met."""

import json
import math

import polars as pl
import pytest

import ifso
from ifso.verbs.cruxes import cruxes

SIZE = {"draws": 50, "worlds": 256}


def test_two_views_by_name_or_the_only_two() -> None:
    loaded = ifso.load("standoff")
    named, only = loaded.cruxes("calm", "tense", **SIZE), loaded.cruxes(**SIZE)
    assert named.to_dict() == only.to_dict()
    turned = loaded.cruxes("tense", "calm", **SIZE)
    assert turned.cruxes.views == ("tense", "calm")
    assert turned.cruxes.difference == -named.cruxes.difference


def test_the_table() -> None:
    found = ifso.load("central-asia").cruxes("commentary", "history", **SIZE)
    table = found.frame()
    assert table.schema == pl.Schema(
        {"name": pl.String, "is": pl.String, "value": pl.Float64, "error": pl.Float64, "first": pl.String, "second": pl.String}
    )
    assert math.isclose(table["value"].sum(), found.cruxes.difference, abs_tol=1e-12)
    row = table.row(by_predicate=pl.col("name") == "us_bases_in_iran.invited", named=True)
    assert (row["is"], row["first"], row["second"]) == ("assumption", "almost certain within 3 years", "2 of 51 within 5 years")
    assert set(table["is"].unique()) == {"assumption", "choice"}


def test_it_says_what_it_is() -> None:
    found = ifso.load("standoff").cruxes(**SIZE)
    assert repr(found) == "<ifso cruxes of calm and tense on 'main' of 'standoff'>"
    assert "The answers lie" in str(found)
    assert "The answers lie" in found._repr_html_()
    json.dumps(found.to_dict(), allow_nan=False)


def test_a_value_of_the_request_is_no_crux() -> None:
    found = ifso.load("standoff").cruxes(assume="war.face_to_face=20% per year", **SIZE)
    assert "war.face_to_face" not in {crux.name for crux in found.cruxes.cruxes}


@pytest.mark.parametrize("of", ["do", "do not", "left alone", "difference"])
def test_any_number_of_the_answer(of: str) -> None:
    found = ifso.load("standoff").cruxes(of=of, **SIZE)
    assert found.cruxes.of == found.to_dict()["of"] == of


@pytest.mark.parametrize(
    ("name", "views", "said", "hint"),
    [
        ("central-asia", (), "The scenario has 3.", "Name two of commentary, sceptic and history, as in commentary sceptic."),
        ("central-asia", ("history",), "The request names 1.", "Name two of commentary, sceptic and history, as in history commentary."),
        ("standoff", ("calm", "calm"), "The request names `calm` twice.", "Name two of calm and tense, as in calm tense."),
        ("tutorial", (), "The scenario has 1.", "Add a view to the file."),
    ],
)
def test_two_views_are_wanted(name: str, views: tuple[str, ...], said: str, hint: str) -> None:
    with pytest.raises(ifso.UsageError) as caught:
        ifso.load(name).cruxes(*views)
    assert caught.value.message == f"Two views are held against each other. {said}"
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("views", "said", "some"),
    [
        (["commentary", "history", "commentary"], "`commentary` twice", "commentary history"),
        (["sceptic"] * 3, "`sceptic` 3 times", "sceptic commentary"),
        (["history", "sceptic", "commentary"], "3", "history sceptic"),
    ],
)
def test_more_than_two_views_are_refused_in_words_that_fit(views: list[str], said: str, some: str) -> None:
    with pytest.raises(ifso.UsageError) as caught:
        cruxes(ifso.load("central-asia").scenario, views=views)
    assert caught.value.message == f"Two views are held against each other. The request names {said}."
    assert caught.value.hint == f"Name two of commentary, sceptic and history, as in {some}."


def test_what_is_not_there_is_named() -> None:
    loaded = ifso.load("standoff")
    with pytest.raises(ifso.UsageError, match="There is no view `tens`"):
        loaded.cruxes("calm", "tens")
    with pytest.raises(ifso.UsageError, match="There is no reading `given`"):
        loaded.cruxes(of="given")
    with pytest.raises(ifso.UsageError, match="Nothing can be asked for by `wrlds`"):
        loaded.cruxes(wrlds=3)
    with pytest.raises(ifso.UsageError, match="`first` is a text"):
        loaded.cruxes(3)  # type: ignore[arg-type] # which is the point


def test_progress_goes_from_nothing_to_all() -> None:
    for name, views in (("standoff", ()), ("central-asia", ("commentary", "sceptic"))):
        told: list[float] = []
        ifso.load(name).cruxes(*views, progress=told.append, **SIZE)
        assert told == sorted(told)
        assert 0 < told[0] <= told[-1] <= 1
