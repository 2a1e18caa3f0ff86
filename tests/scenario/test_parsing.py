import pytest

from ifso.scenario.complaints import Complaints
from ifso.scenario.written import LARGEST, read_form


def _codes(data: str | bytes) -> list[tuple[str, int]]:
    complaints = Complaints()
    read_form(data, "t", complaints)
    return [(found.code, found.place.line if found.place else 0) for found in complaints.sorted]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("", [("empty", 1)]),
        ("# only a comment\n", [("empty", 1)]),
        ("---\n", [("empty", 1)]),
        ("a", [("wrong-form", 1)]),
        ("- a\n- b\n", [("wrong-form", 1)]),
        ("a: &x 1\nb: *x\n", [("yaml-extra", 1), ("yaml-extra", 2)]),
        ("a: !!str 1\n", [("yaml-extra", 1)]),
        ("a: {b: 1}\nc:\n  <<: x\n", [("yaml-extra", 3)]),
        ("%YAML 1.1\n---\na: 1\n", [("yaml-extra", 1)]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2)]),
        ("a: 1\na: 2\na: 3\n", [("duplicate-key", 2), ("duplicate-key", 3)]),
        ("[a]: b\n", [("syntax", 1)]),
        ("a: b: c\n", [("syntax", 1)]),
        ("a:\n\tb: c\n", [("syntax", 2)]),
        ('a: 1\nb: "c\nd: e\n', [("syntax", 2)]),
        ("a: {b: c\nd: e\n", [("syntax", 1)]),
        ("a: [b\nc: d\n", [("syntax", 1)]),
        ("a: 1\n  b: 2\n", [("syntax", 2)]),
        ('a: "\\x00"\n', [("control-character", 1)]),
        ('a: "\\ud800"\n', [("control-character", 1)]),
        ('a: "\\UFFFFFFFF"\n', [("syntax", 1)]),
        ("a: \x00\n", [("control-character", 1)]),
        ("a: b\u2028c\n", [("control-character", 1)]),
        ("a: b\nc: \ufeffd\n", [("control-character", 2)]),
        ("a: \ud800\n", [("control-character", 1)]),
        ("a: " + "[" * 21 + "]" * 21, [("too-deep", 1)]),
        ("- " * 5000, [("too-deep", 1)]),
        ("a: " + "x" * 20_000, [("too-large", 1)]),
        ("a: [" + "b,\n" * 100_001 + "]", [("too-large", 99_998)]),
        ("#" * (LARGEST + 1), [("too-large", 0)]),
        ("a: 1".encode("utf-16"), [("encoding", 0)]),
        ("a: 1\nb: é\n".encode("latin-1"), [("encoding", 2)]),
        (b"\xff\xfe", [("encoding", 0)]),
        (b"a: 1\n\xed\xa0\x80\n", [("encoding", 2)]),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_a_scenario_does_without_is_complained_of_once(data: str | bytes, codes: list[tuple[str, int]]) -> None:
    assert _codes(data) == codes


@pytest.mark.parametrize(
    "data",
    ["a: 1", "---\na: 1\n", "a: 1\n...\n", "\ufeffa: 1\n", b"\xef\xbb\xbfa: 1\r\n", '{"a": 1}', "? a\n: b\n", "a: " + "[" * 19 + "]" * 19],
)
def test_what_yaml_allows_in_other_ways_is_read(data: str | bytes) -> None:
    assert _codes(data) == []


def test_a_bomb_of_aliases_is_refused_after_a_hundred() -> None:
    bomb = "a: &a [x,x]\n" + "".join(f"a{i}: &a{i} [*a,*a]\n" for i in range(1000))
    assert 100 <= len(_codes(bomb)) <= 110
