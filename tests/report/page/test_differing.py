"""Two texts of one file, line by line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.report.page.differing import stretches

LINES = st.lists(st.sampled_from(["", "a", "b", "c: 1", "  d"]), max_size=12)


def same(*lines: str) -> dict[str, object]:
    return {"same": True, "theirs": list(lines), "mine": list(lines)}


def differ(theirs: list[str], mine: list[str]) -> dict[str, object]:
    return {"same": False, "theirs": theirs, "mine": mine}


@pytest.mark.parametrize(
    ("theirs", "mine", "found"),
    [
        ("", "", []),
        ("a\nb\n", "a\nb\n", [same("a", "b")]),
        ("a\r\nb\r\n", "a\nb", [same("a", "b")]),
        ("a\nb\nc\n", "a\nx\nc\n", [same("a"), differ(["b"], ["x"]), same("c")]),
        ("a\nc\n", "a\nb\nc\n", [same("a"), differ([], ["b"]), same("c")]),
        ("a\n", "", [differ(["a"], [])]),
        ("a\na\n", "a\n", [same("a"), differ(["a"], [])]),
        ("1\na\n2\nb\n3\n", "1\nx\n2\n3\n", [same("1"), differ(["a"], ["x"]), same("2"), differ(["b"], []), same("3")]),
    ],
)
def test_stretches(theirs: str, mine: str, found: list[dict[str, object]]) -> None:
    assert stretches(theirs, mine) == found


@given(theirs=LINES, mine=LINES)
def test_either_text_can_be_read_off(theirs: list[str], mine: list[str]) -> None:
    found = stretches("".join(f"{line}\n" for line in theirs), "".join(f"{line}\n" for line in mine))
    assert [line for one in found for line in one["theirs"]] == theirs
    assert [line for one in found for line in one["mine"]] == mine
    assert all((one["theirs"] == one["mine"]) == one["same"] for one in found)
    assert all(before["same"] != after["same"] for before, after in pairwise(found))


def test_a_large_file_with_many_equal_lines_takes_no_time() -> None:
    before = [f"  line {i % 50}\n" for i in range(20_000)]
    after = [*before[:9_000], "  mine:\n", *before[9_000:]]
    assert [len(one["mine"]) for one in stretches("".join(before), "".join(after))] == [9_000, 1, 11_000]
