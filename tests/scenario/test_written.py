from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.diagnostics import Invalid
from ifso.scenario.nodes import Path as Way
from ifso.scenario.nodes import Scalar, leaves
from ifso.scenario.written import Written

GOOD = sorted((Path(__file__).parents[1] / "files" / "good").glob("*.yaml"))
TEXT = """\
# at the top
title: x   # kept
about: |  # of several lines
  line one
  line two
start: '2026-05-01'
events:
  a: {says: "hi", causes: {}}
  b:
    causes:
  c:   # nothing yet
    says: folded
      more
views:
  v:
    a.c: 30% within 2 years # why
    d: {value: 3, because: x,}
  w: {}
questions: {q: {then: a}}"""


def _variants() -> list[str]:
    return [bom + TEXT.replace("\n", newline) for bom in ("", "\ufeff") for newline in ("\n", "\r\n", "\r")]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_files_come_back_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    assert Written.read(data, path.name).to_bytes() == data


@pytest.mark.parametrize("text", _variants())
def test_text_is_never_typed_and_says_the_same_in_every_form(text: str) -> None:
    written = Written.read(text, "t")
    assert dict(leaves(written.root)) == {
        ("title",): "x",
        ("about",): "line one\nline two\n",
        ("start",): "2026-05-01",
        ("events", "a", "says"): "hi",
        ("events", "a", "causes"): "{}",
        ("events", "b", "causes"): "",
        ("events", "c", "says"): "folded more",
        ("views", "v", "a.c"): "30% within 2 years",
        ("views", "v", "d", "value"): "3",
        ("views", "v", "d", "because"): "x",
        ("views", "w"): "{}",
        ("questions", "q", "then"): "a",
    }


def test_norway_and_odds_stay_what_they_are() -> None:
    written = Written.read("a: NO\nb: 3:7\nc: 0o17\nd: ~\ne: 1e3\n", "t")
    assert [text for _, text in leaves(written.root)] == ["NO", "3:7", "0o17", "~", "1e3"]


@pytest.mark.parametrize("text", _variants())
@pytest.mark.parametrize(
    ("path", "new"),
    [
        (("title",), "new: title # not a comment"),
        (("title",), "multi\nline\ttab\\"),
        (("title",), ""),
        (("about",), "one line"),
        (("start",), "it's"),
        (("start",), "two\nlines"),
        (("events", "a", "says"), 'it is "so", {x}'),
        (("events", "b", "causes"), "x"),
        (("events", "c", "says"), "- x"),
        (("views", "v", "a.c"), "20% to 40% per year"),
        (("views", "v", "d", "value"), "0.2, or so"),
        (("questions", "q", "then"), "b"),
    ],
)
def test_a_replaced_text_reads_back_and_leaves_the_rest(text: str, path: Way, new: str) -> None:
    before = Written.read(text, "t")
    after = before.replace(path, new)
    expected = dict(leaves(before.root))
    expected[path] = new
    assert dict(leaves(after.root)) == expected
    for comment in ("# at the top", "# kept", "# of several lines", "# nothing yet", "# why"):
        assert comment in after.text


@pytest.mark.parametrize("text", _variants())
@pytest.mark.parametrize(
    ("path", "key", "new"),
    [
        ((), "horizon", "10 years"),
        (("events",), "d", ""),
        (("events", "a"), "resolves", "foo, bar"),
        (("events", "a", "causes"), "k", ""),
        (("events", "b", "causes"), "k", "x: y"),
        (("events", "c"), "resolves", "z"),
        (("views",), "mine", ""),
        (("views", "v"), "b.k", "likely per year"),
        (("views", "v", "d"), "counted", "x: y"),
        (("views", "w"), "else", "v"),
        (("questions",), "r", ""),
        (("questions", "q"), "by", "2030-01-01"),
    ],
)
def test_an_inserted_key_reads_back_and_leaves_the_rest(text: str, path: Way, key: str, new: str) -> None:
    before = Written.read(text, "t")
    after = before.insert(path, key, new)
    found = dict(leaves(after.root))
    assert found.pop((*path, key)) == new
    expected = dict(leaves(before.root))
    expected.pop(path, None)
    assert found == expected
    assert [line for line in before.text.splitlines() if "#" in line and line not in after.text] == []


def test_insertions_build_upon_each_other() -> None:
    written = Written.read("a: 1", "t").insert((), "views").insert(("views",), "mine").insert(("views", "mine"), "else", "v")
    assert written.text == "a: 1\nviews:\n  mine:\n    else: v"


def test_a_key_behind_a_block_of_lines_begins_its_own_line() -> None:
    assert Written.read("a: |\n  x\n", "t").insert((), "b", "y").text == "a: |\n  x\nb: y\n"
    assert Written.read("a: |\n  x", "t").insert((), "b", "y").text == "a: |\n  x\nb: y\n"


def test_edits_that_cannot_be_made_are_errors() -> None:
    written = Written.read("a: {b: c}\nd: [e]\n", "t")
    with pytest.raises(KeyError):
        written.replace(("x",), "y")
    with pytest.raises(ValueError, match="not a single text"):
        written.replace(("a",), "y")
    with pytest.raises(ValueError, match="stands there already"):
        written.insert(("a",), "b", "y")
    with pytest.raises(ValueError, match="not a mapping"):
        written.insert(("d",), "b", "y")
    with pytest.raises(ValueError, match="cannot be written"):
        written.replace(("a", "b"), "\x00")
    assert written.replace(("d", 0), "f").text == "a: {b: c}\nd: [f]\n"


def test_places_count_lines_and_columns_from_one() -> None:
    written = Written.read("\ufeffa: b\r\nc: 'déf'\r\n", "t")
    node = written.find(("c",))
    assert isinstance(node, Scalar)
    place = written.place_within(node, 1, 2)
    assert (place.line, place.column, place.length, place.text) == (2, 6, 1, "c: 'déf'")


def test_a_place_within_escapes_is_that_of_the_whole_text() -> None:
    written = Written.read('a: "x\\ny"\n', "t")
    node = written.find(("a",))
    assert isinstance(node, Scalar)
    assert written.place_within(node, 2, 3) == written.place(node)


_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=40
)


@given(
    text=_texts,
    path=st.sampled_from([("title",), ("about",), ("start",), ("events", "a", "says"), ("views", "v", "a.c"), ("questions", "q", "then")]),
)
def test_any_text_can_be_written_anywhere(text: str, path: Way) -> None:
    assert dict(leaves(Written.read(TEXT, "t").replace(path, text).root))[path] == text


def test_a_written_form_exists_only_without_errors() -> None:
    with pytest.raises(Invalid) as caught:
        Written.read("a: 1\na: 2\nb: 3\nb: 4\n", "t")
    assert [(d.code, d.place and d.place.line) for d in caught.value.diagnostics] == [("duplicate-key", 2), ("duplicate-key", 4)]
