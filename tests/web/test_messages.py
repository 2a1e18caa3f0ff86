"""Messages of a page: what they say, and what is said of one that says nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.web.messages import MOST, PARTS, Cancel, Explain, Malformed, Save, Turn, read_message

VIEW = {"name": "mine", "about": "My own.", "else": "calm", "values": {"war.surprise": 0.25}, "chosen": {}}
SAVE = {"type": "save", "id": 7, "sha256": "ab", "view": VIEW, "replace": False}


def test_a_request_for_a_part() -> None:
    asked = read_message('{"type": "explain", "id": "1", "part": "cruxes", "views": ["calm", "tense"]}')
    assert asked == Explain(id="1", part="cruxes", pair=("calm", "tense"))
    moved = read_message('{"type": "explain", "id": 2, "part": "paths", "view": "calm", "values": {"a": 1}, "chosen": {"c": "o"}}')
    assert moved == Explain(id=2, part="paths", view="calm", values={"a": 1.0}, chosen={"c": "o"})


def test_the_other_messages() -> None:
    assert read_message('{"type": "cancel", "id": 3}') == Cancel(id=3)
    assert read_message('{"type": "question", "name": "alone"}') == Turn(id=None, name="alone")
    assert read_message(json.dumps(SAVE)) == Save(
        id=7, sha256="ab", name="mine", about="My own.", otherwise="calm", values={"war.surprise": 0.25}, chosen={}, replace=False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"type": "explain", "id": 1, "part": "paths", "view": "calm", "values": {"a": NaN}}', "not JSON"),
        ("9" * 10_000, "not JSON"),
        ("[]", "not an object"),
        ("null", "not an object"),
        ("{}", "`type` is a text"),
        ('{"type": "erase"}', "no message of the type `erase`"),
        ('{"type": ["explain"]}', "`type` is a text"),
        ('{"type": "cancel", "id": {}}', "`id` is a number"),
        ('{"type": "cancel", "id": 1e400}', "`id` is a number"),
        ('{"type": "explain", "id": 1, "part": "everything"}', "no part `everything`"),
        ('{"type": "explain", "id": 1, "part": "cruxes", "views": ["calm"]}', "two names"),
        ('{"type": "explain", "id": 1, "part": "paths", "view": 3}', "`view` is a text"),
        ('{"type": "explain", "id": 1, "part": "paths", "values": [1]}', "`values` holds numbers"),
        ('{"type": "explain", "id": 1, "part": "paths", "values": {"a": true}}', "`values` holds numbers"),
        ('{"type": "explain", "id": 1, "part": "paths", "values": {"a": 1e999}}', "`values` holds numbers"),
        ('{"type": "explain", "id": 1, "part": "paths", "values": {"a": 1' + "0" * 400 + "}}", "`values` holds numbers"),
        ('{"type": "explain", "id": 1, "part": "paths", "chosen": {"a": 1}}', "`chosen` holds texts"),
        (json.dumps(SAVE | {"view": None}), "needs a `view`"),
        (json.dumps(SAVE | {"replace": "yes"}), "true or false"),
        (json.dumps(SAVE | {"view": VIEW | {"name": 1}}), "`name` is a text"),
        (json.dumps(SAVE | {"view": VIEW | {"about": "x" * 20_000}}), "`about` is a text of at most"),
        ('{"type": "cancel", "id": 1, "x": "' + "x" * MOST + '"}', "more than"),
    ],
)
def test_what_says_nothing_is_named(text: str, said: str) -> None:
    with pytest.raises(Malformed, match=said):
        read_message(text)


def test_a_refusal_names_the_message_where_it_can() -> None:
    with pytest.raises(Malformed) as caught:
        read_message('{"type": "explain", "id": "seven", "part": 1}')
    assert caught.value.id == "seven"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("id", "part", "view", "views", "values", "chosen", "sha256", "replace", "name")


@given(st.sampled_from(["explain", "cancel", "save", "question"]), st.dictionaries(st.sampled_from(FIELDS), JSON | st.sampled_from(PARTS)))
def test_any_message_is_read_or_refused_in_words(kind: str, fields: dict[str, Any]) -> None:
    said = ""
    try:
        said = type(read_message(json.dumps({"type": kind, **fields}))).__name__
    except Malformed as problem:
        said = problem.message[-1]
    assert said in (".", {"explain": "Explain", "cancel": "Cancel", "save": "Save", "question": "Turn"}[kind])
