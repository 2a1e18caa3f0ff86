import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.scenario.locked import Compared, Counted, Hit, Lock, LockedRate, LockedTies
from ifso.scenario.locking import FORMAT, LINE, Broken, _digest, lock_path, lock_text, parse_lock, read_lock, years_in_words

RATE = LockedRate(
    asks="After a coup, another?",
    query={"when": "coup", "then": "coup within 5 years"},
    counted=Counted(k=2, n=5, unknown=1, countries=3, interval=(0.1, 0.7), clustered=None),
    groups={"Asia": Counted(k=1, n=2, unknown=0, countries=1)},
    compared=Compared(
        k=1, n=9, matched_on=("region",), standardised=0.1, difference=0.3, difference_range=(-0.1, 0.6), ratio=4.0, ratio_range=None,
        unmatched=1,
    ),
    window=5,
    years=(1951, 2015),
    ended_by=("archigos",),
    as_of=None,
    untold=3,
    warnings=("Fewer than 20 cases.",),
    datasets=("archigos",),
    hits=(
        Hit(state="Iraq", other="", year=1958, seen=(1963,)),
        Hit(state="Syria", other="Iran", year=1961, seen=(1962, 1963), who=("Iran 1962",)),
    ),
    misses={"Ghana": (1966, 1972), "Perú": (1962,)},
    unknowns={"East Germany": (1989,)},
)  # fmt: skip
LOCK = Lock(
    program="0.1.0", scenario="a" * 64, panel="p", datasets={"b": "2" * 64, "a": "1" * 64}, base_rates={"z": RATE, "c": RATE},
    ties={"border": LockedTies(says="a border", year=2016, dataset="contiguity", pairs=(("IRN", "TKM"), ("IRN", "AFG")))},
)  # fmt: skip


def test_what_is_written_comes_back() -> None:
    read = parse_lock(lock_text(LOCK).encode())
    assert read == replace(LOCK, datasets=dict(sorted(LOCK.datasets.items())))
    assert list(read.base_rates) == ["c", "z"]
    assert lock_text(read) == lock_text(LOCK)


def test_lines_are_short_sorted_and_a_hit_has_one_of_its_own() -> None:
    lines = lock_text(LOCK).splitlines()
    assert lines[1] == f' "format": "{FORMAT}",'
    assert '    {"state": "Iraq", "year": 1958, "seen": "1963"},' in lines
    assert max(map(len, lines)) <= LINE
    other = replace(RATE, hits=(*RATE.hits, Hit(state="Togo", other="", year=1963, seen=(1967,))), counted=replace(RATE.counted, k=3, n=6))
    changed = lock_text(replace(LOCK, base_rates={"c": RATE, "z": other})).splitlines()
    # the digest, the count, the comma before the new hit, and the hit
    assert sum(line not in lines for line in changed) == 4


def _edited(edit: Any) -> bytes:
    """Return a lock with an edit, its digest made to fit, so that only what is contradictory is at fault."""
    document = json.loads(lock_text(LOCK))
    edit(document)
    document["sha256"] = _digest(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.pop("program"),
        lambda d: d.pop("base rates"),
        lambda d: d["base rates"]["c"]["rate"].update(k=1),
        lambda d: d["base rates"]["c"]["rate"].update(k=-1),
        lambda d: d["base rates"]["c"]["rate"].update(k=9),
        lambda d: d["base rates"]["c"]["rate"].update(n=True),
        lambda d: d["base rates"]["c"]["rate"].update(unknown=0),
        lambda d: d["base rates"]["c"]["rate"].update(interval=[0.7, 0.1]),
        lambda d: d["base rates"]["c"]["rate"].update(interval=[0.7]),
        lambda d: d["base rates"]["c"].update(years=[1951]),
        lambda d: d["base rates"]["c"].update(years=[0, 10**9]),
        lambda d: d["base rates"]["c"].update(misses={"Ghana": "1-999999999"}),
        lambda d: d["base rates"]["c"].update(misses={"Ghana": "1966, x"}),
        lambda d: d["base rates"]["c"].update(misses=[]),
        lambda d: d["base rates"]["c"].update(hits={}),
        lambda d: d["base rates"]["c"].update(asks=1),
        lambda d: d["base rates"].update(c=[]),
        lambda d: d.update(datasets={"a": 1}),
        lambda d: d.update(ties=[]),
        lambda d: d["ties"]["border"].pop("says"),
        lambda d: d["ties"]["border"].update(year=1),
        lambda d: d["ties"]["border"].update(pairs=["IRN TKM AFG"]),
        lambda d: d["ties"]["border"].update(pairs=["IRN"]),
    ],
)
def test_a_lock_that_contradicts_itself_is_not_believed(edit: Any) -> None:
    with pytest.raises(Broken, match="contradicts itself or lacks something"):
        parse_lock(_edited(edit))


def test_a_lock_from_before_there_were_ties_has_none() -> None:
    assert parse_lock(_edited(lambda d: d.pop("ties"))) == parse_lock(lock_text(replace(LOCK, ties={})).encode())


@pytest.mark.parametrize(
    ("old", "new"), [('"k": 2', '"k": 3'), ("1958", "1959"), ("Iraq", "Iran"), ('"program": "0.1.0"', '"program": "9"')]
)
def test_a_lock_changed_by_hand_is_not_believed(old: str, new: str) -> None:
    text = lock_text(LOCK)
    assert old in text
    with pytest.raises(Broken, match="changed by hand"):
        parse_lock(text.replace(old, new, 1).encode())


def test_a_conflict_of_version_control_is_named_by_its_line() -> None:
    text = lock_text(LOCK).replace(' "panel"', '<<<<<<< ours\n "panel"')
    with pytest.raises(Broken, match=r"^Line 6 of it is not JSON\.$"):
        parse_lock(text.encode())


@given(cut=st.integers(0, 3000), piece=st.sampled_from(["", "{", '"', "null", "1e999", "\\u0000", "[[["]))
def test_a_damaged_lock_is_broken_or_whole(cut: int, piece: str) -> None:
    text = lock_text(LOCK)
    damaged = text[:cut] + piece + text[cut + 3 :]
    if damaged.split() == text.split():
        assert parse_lock(damaged.encode()) == parse_lock(text.encode())
        return
    with pytest.raises(Broken, match=r"\.$"):
        parse_lock(damaged.encode())


def test_a_lock_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "s.lock.json"
    path.write_bytes(b" " * 10_000_001)
    with pytest.raises(Broken, match="larger than 10 MB"):
        read_lock(path)
    assert read_lock(tmp_path / "t.lock.json") is None


def test_the_lock_goes_by_the_name_of_the_scenario() -> None:
    assert lock_path(Path("a/my.argument.yaml")) == Path("a/my.argument.lock.json")


@pytest.mark.parametrize(
    ("years", "words"), [((), ""), ((1958,), "1958"), ((1958, 1963, 1964, 1965), "1958, 1963-1965"), ((1970, 1970), "1970, 1970")]
)
def test_years_stand_in_runs(years: tuple[int, ...], words: str) -> None:
    assert years_in_words(years) == words
    assert not re.search("[^0-9, -]", words)
