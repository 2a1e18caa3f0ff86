"""R's data files are read as rdata reads them, only sooner."""

import bz2
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
import rdata

from ifso.history.rfiles import read_rda

FRAME = pd.DataFrame(
    {
        "whole": pd.array([1, None, -3], dtype="Int32"),
        "number": [1.5, float("nan"), -0.0],
        "text": ["x", None, "Ö, ü"],
        "is": pd.array([True, False, None], dtype="boolean"),
        "factor": pd.Categorical(["u", None, "v"]),
    }
)
READ = {
    "whole": [1, None, -3],
    "number": [1.5, None, -0.0],
    "text": ["x", None, "Ö, ü"],
    "is": [True, False, None],
    "factor": ["u", None, "v"],
}


def write(path: Path, frame: pd.DataFrame = FRAME, **options: object) -> Path:
    rdata.write_rda(path, {"frame": frame}, **options)
    return path


@pytest.mark.parametrize("compression", ["gzip", "bzip2", "xz"])
@pytest.mark.parametrize("version", [2, 3])
def test_every_kind_of_column_is_read(compression: str, version: int, tmp_path: Path) -> None:
    found = read_rda(write(tmp_path / "a.rda", compression=compression, format_version=version), list(READ))
    assert found.to_dict(as_series=False) == READ
    assert dict(found.schema) == {"whole": pl.Int64, "number": pl.Float64, "text": pl.String, "is": pl.Boolean, "factor": pl.String}


def test_a_file_that_is_not_packed_is_read(tmp_path: Path) -> None:
    packed = write(tmp_path / "a.rda", compression="bzip2")
    (tmp_path / "b.rda").write_bytes(bz2.decompress(packed.read_bytes()))
    assert read_rda(tmp_path / "b.rda", list(READ)).to_dict(as_series=False) == READ


def test_columns_come_in_the_order_asked_for_and_those_that_lack_are_left_out(tmp_path: Path) -> None:
    assert read_rda(write(tmp_path / "a.rda"), ["text", "nothing", "whole"]).columns == ["text", "whole"]


@pytest.mark.parametrize("data", [b"", b"not R at all", b"RDX3\nX\n", b"\x1f\x8b"])
def test_what_is_no_such_file_is_an_error(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.rda").write_bytes(data)
    with pytest.raises((ValueError, EOFError, LookupError)):
        read_rda(tmp_path / "a.rda", ["a"])


def test_a_file_that_holds_no_data_frame_is_an_error(tmp_path: Path) -> None:
    rdata.write_rda(tmp_path / "a.rda", {"vector": np.array([1.0, 2.0])})
    with pytest.raises(ValueError, match="no data frame"):
        read_rda(tmp_path / "a.rda", ["a"])


@pytest.mark.parametrize(
    "file", ["cow_majors/cow_majors.rda", "gw_states/gwstates.rda", "rivalries_td/td_rivalries.rda", "cow_nmc/cow_nmc.rda"]
)
def test_datasets_are_read_as_rdata_reads_them(file: str, mirror: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # classes of R that are more than a data frame
        (expected,) = rdata.read_rda(mirror / file).values()
    found = read_rda(mirror / file, list(expected.columns))
    assert found.columns == list(expected.columns)
    for name in found.columns:
        wanted = [None if pd.isna(value) else value for value in expected[name].tolist()]
        assert found[name].to_list() == wanted
