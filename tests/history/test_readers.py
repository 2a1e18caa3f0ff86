"""Each kind of file is read by its ending, with what is no number as null."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from ifso.history.card import Column, Type
from ifso.history.datasets import CARDS
from ifso.history.readers import read_file

CARD = replace(
    CARDS["gw_states"],
    columns=(
        Column(name="gw", raw=("ccode",), type=Type.INTEGER, means="a state"),
        Column(name="when", raw=("year", "month"), type=Type.DATE, means="when"),
        Column(name="new", raw=(), type=Type.TEXT, means="what is not in the file"),
    ),
)


def test_the_columns_that_a_card_reads_are_named_once() -> None:
    twice = replace(CARD, columns=(*CARD.columns, Column(name="year", type=Type.INTEGER, means="the year")))
    assert twice.raw_columns == ("ccode", "year", "month")


def test_a_table_of_texts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes('year,ccode,other\n1816,"2",x\nNA,,"Réunion, \xff"\n'.encode("latin-1"))
    found = read_file(tmp_path / "a.csv", CARD)
    assert found.to_dict(as_series=False) == {"ccode": ["2", None], "year": ["1816", "NA"]}
    assert set(found.dtypes) == {pl.String}


def test_a_table_of_stata(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"ccode": [2, 20], "year": [1.5, None], "month": pd.to_datetime(["1816-01-01", "1920-01-10"]), "other": ["x", "y"]}
    )
    frame.to_stata(tmp_path / "a.dta", write_index=False, convert_dates={"month": "td"})
    found = read_file(tmp_path / "a.dta", CARD)
    assert found["ccode"].to_list() == [2, 20]
    assert found["year"].to_list() == [1.5, None]
    assert found["month"].to_list() == [datetime(1816, 1, 1), datetime(1920, 1, 10)]  # noqa: DTZ001 - Stata knows no zones
    assert found.columns == ["ccode", "year", "month"]


def test_a_map(tmp_path: Path) -> None:
    text = '{"features": [{"id": "AFG", "properties": {"name": "Afghanistan"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}'
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    found = read_file(tmp_path / "a.json", CARD)
    assert found.rows() == [("AFG", "Afghanistan", '{"type":"Point","coordinates":[1,2]}')]


def test_another_ending_has_no_reader(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no reader for \.xlsx"):
        read_file(tmp_path / "a.xlsx", CARD)
