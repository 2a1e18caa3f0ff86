"""Asking history from Python."""

import json
from pathlib import Path

import polars as pl
import pytest

import ifso
from ifso.ground.diagnostics import Invalid, UsageError
from ifso.history.results import Outcome

FILES = Path(__file__).parents[1] / "files"
QUERY = {"when": "irregular_exit", "where": "us_troops < 100", "then": "us_troops >= 100 within 5 years", "years": "1951 to 2010"}


@pytest.mark.usefixtures("with_data")
def test_a_file_of_classes_is_asked_as_a_whole_or_in_part() -> None:
    found = ifso.base_rate(FILES / "history" / "alone.yaml")
    assert list(found) == ["exits", "bases_after_exit"]
    assert len(found) == 2
    one = ifso.base_rate(str(FILES / "history" / "alone.yaml"), "bases_after_exit")
    assert list(one) == ["bases_after_exit"]
    assert one["bases_after_exit"] == found["bases_after_exit"]
    assert repr(one).startswith("<ifso base rates: bases_after_exit ")


@pytest.mark.usefixtures("with_data")
def test_the_frame_has_a_row_for_each_case() -> None:
    found = ifso.base_rate(QUERY, "asked")
    rate = found["asked"].rate
    frame = found.frame()
    assert frame.columns == ["base_rate", "state", "iso3", "gw", "other", "year", "outcome", "seen", "who", "group", "notes"]
    counts = dict(frame.group_by("outcome").len().iter_rows())
    assert (counts["hit"], counts["miss"], counts.get("unknown", 0)) == (rate.k, rate.n - rate.k, rate.unknown)
    hits = frame.filter(pl.col("outcome") == "hit")
    assert hits["seen"].list.len().min() >= 1  # type: ignore[operator]
    assert frame["year"].is_between(1951, 2010).all()


@pytest.mark.usefixtures("with_data")
def test_plain_values_are_those_of_the_command() -> None:
    found = ifso.base_rate("central-asia", "us_troops_after_a_fall")
    value = found.to_dict()
    assert json.loads(json.dumps(value, allow_nan=False)) == value
    rate = value["base_rates"]["us_troops_after_a_fall"]
    assert rate["rate"]["k"] == sum(case["outcome"] == "hit" for case in rate["cases"])
    assert [(b["view"], b["assumption"], b["history"]) for b in rate["beside"]] == [
        ("commentary", "us_bases_in_iran.invited", "lies wholly below"),
        ("sceptic", "us_bases_in_iran.invited", "reaches below"),
    ]
    assert rate["beside"][0]["years"] == 5
    assert len(rate["limits"]) == 2


@pytest.mark.usefixtures("with_data")
def test_a_loaded_scenario_can_be_asked() -> None:
    found = ifso.base_rate(ifso.load("southeast-asia-1965"), "neighbours_change_sides")
    assert found["neighbours_change_sides"].as_of == 1964
    assert all(case.year <= 1964 for case in found["neighbours_change_sides"].cases)
    assert found.is_of_argument


@pytest.mark.usefixtures("with_data")
def test_the_locked_examples_are_what_history_answers() -> None:
    for name in ("central-asia", "southeast-asia-1965"):
        lock = ifso.load(name).scenario.lock
        assert lock is not None
        for base_rate, rate in ifso.base_rate(name).items():
            locked = lock.base_rates[base_rate]
            assert (locked.counted.k, locked.counted.n, locked.counted.unknown) == (rate.rate.k, rate.rate.n, rate.rate.unknown)
            assert [(hit.state, hit.year) for hit in locked.hits] == [(c.state, c.year) for c in rate.cases if c.outcome is Outcome.HIT]
            assert dict(locked.query) == dict(rate.query)
            assert {dataset: lock.datasets[dataset] for dataset in locked.datasets} == dict(rate.datasets)


def test_what_cannot_be_asked_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reference class"):
        ifso.base_rate("tutorial")
    with pytest.raises(UsageError, match="There is no base rate `exit`") as caught:
        ifso.base_rate(FILES / "history" / "alone.yaml", "exit")
    assert caught.value.hint == "Did you mean `exits`?"
    with pytest.raises(UsageError, match="it lacks `then`"):
        ifso.base_rate({"when": "coup"})
    with pytest.raises(UsageError, match="`wen` is not part of a reference class"):
        ifso.base_rate({"wen": "coup", "then": "coup"})
    with pytest.raises(UsageError, match="a file, an example, a scenario or a mapping"):
        ifso.base_rate(3)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as wrong:
        ifso.base_rate({"then": "cuop within 5 years"})
    assert [d.code for d in wrong.value.diagnostics] == ["unknown-variable"]
    with pytest.raises(UsageError, match="There is no file"):
        ifso.base_rate(tmp_path / "none.yaml")
