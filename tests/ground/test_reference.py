import pytest

from ifso.ground.diagnostics import Place
from ifso.ground.reference import Stretch, Text, Written


def _spot(place: Place) -> tuple[int, int, int]:
    return place.line, place.column, place.length


def test_an_offset_leads_to_the_line_and_column_of_a_file() -> None:
    lines = ("  then: us_troops >= 100", "    within 5 years")
    first = Place(file="f.yaml", line=7, column=9, length=16, text=lines[0])
    second = Place(file="f.yaml", line=8, column=5, length=14, text=lines[1])
    stretches = (Stretch(start=0, end=16, place=first), Stretch(start=17, end=31, place=second))
    text = Text(words="us_troops >= 100 within 5 years", place=first, stretches=stretches)
    for word in ("us_troops", "100", "within", "5", "years"):
        start = text.words.index(word)
        place = text.at(start, start + len(word))
        assert place.text[place.column - 1 :][: place.length] == word
    assert _spot(text.at(10, 31)) == (7, 19, 6)  # cut at the end of its line
    assert _spot(text.at(16, 17)) == (8, 5, 1)  # the break between the lines: what comes after it
    assert _spot(text.at(31, 31)) == (8, 19, 1)  # the end
    assert _spot(text.at(99, 100)) == (8, 19, 1)


def test_what_escapes_hide_stands_where_the_words_begin() -> None:
    text = Text(words="a b", place=Place(file="f.yaml", line=2, column=9, length=5), stretches=())
    assert text.at(2, 3) == text.place


def test_words_without_stretches_stand_side_by_side() -> None:
    text = Text(words="coup and x", place=Place(file="f.yaml", line=2, column=9, length=10))
    assert _spot(text.at(5, 8)) == (2, 14, 3)


def test_a_text_of_no_file_has_places_of_its_own() -> None:
    text = Text.of("coup and\nus_troops > 0")
    assert text.at(9, 18) == Place(file="<text>", line=2, column=1, length=9, text="us_troops > 0")
    assert text.flat == "coup and us_troops > 0"


def test_plain_values_make_a_reference_class() -> None:
    compare = {"matched on": ["region", "decade"], "apart": "5 years"}
    said = {"asks": "A?", "when": "coup", "then": " coup   within 5 years", "as of": 1964, "compare": compare}
    written = Written.of("c", said)
    assert dict(written.said) == {
        "asks": "A?",
        "when": "coup",
        "then": "coup within 5 years",
        "matched on": "region, decade",
        "apart": "5 years",
        "as of": "1964",
    }
    assert [text.words for text in written.texts["matched on"]] == ["region", "decade"]
    assert Written.of("c", {"then": "coup", "compare": "unmatched"}).query == {"then": "coup", "compare": "unmatched"}


def test_words_for_readers_are_no_part_of_the_query() -> None:
    plain = {"when": "coup", "then": "coup within 5 years"}
    assert Written.of("a", {**plain, "asks": "A?", "because": "B.", "limits": ["C.", "D."]}).query == Written.of("b", plain).query


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"then": "coup", "were": "coup"}, "`were` is not part"),
        ({"then": []}, "`then` is a text"),
        ({"then": {}}, "`then` is a text"),
        ({"then": " "}, "`then` is a text"),
        ({"then": True}, "`then` is a text"),
        ({"then": "coup", "compare": {"on": "region"}}, "`on` is not part"),
    ],
)
def test_other_values_make_none(said: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Written.of("c", said)
