"""Quoted passages, counted as a browser counts."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ifso.report.page.passages import Texts
from ifso.scenario.meaning import Quote

from .arguing import SOURCE


def units(text: str, begin: int, end: int) -> str:
    """Cut a text by UTF-16 code units."""
    return text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le")


@given(text=st.text(), data=st.data())
def test_places_in_code_units_cut_out_the_same_passage(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    texts = Texts({"source": text})
    assert units(text, texts.unit("source", begin), texts.unit("source", end)) == text[begin:end]


def test_every_quote_is_a_passage_with_all_that_rests_on_it(page: dict[str, Any]) -> None:
    report = page["sources"][0]
    assert report["text"] == SOURCE  # line breaks as they are
    passages = {units(SOURCE, one["begin"], one["end"]): one["quoted_by"] for one in report["passages"]}
    assert list(passages) == [
        "all else", "the dam holds", "It “will break” in a wet year", "in a wet year", "𝄞𝄞 the town below", "is flooded", "Nobody says",
    ]  # fmt: skip
    assert passages["all else"] == [{"is": "modifier", "name": "dam_breaks.overtopped", "modifier": 0}]
    assert [one["is"] for one in passages["It “will break” in a wet year"]] == ["event", "cause"]
    assert passages["in a wet year"] == [{"is": "value", "name": "high_water", "modifier": None}]
    assert passages["is flooded"] == [{"is": "interest", "name": "town.flood", "modifier": None}]
    assert passages["Nobody says"] == [{"is": "option", "name": "upkeep.repair", "modifier": None}]


def test_a_quote_where_it_is_used_has_the_same_place(page: dict[str, Any]) -> None:
    (below,) = (cause for cause in page["causes"] if cause["name"] == "flood.below")
    (quote,) = below["quotes"]
    assert quote["source"] == "report"
    assert units(SOURCE, quote["begin"], quote["end"]) == quote["passage"] == "𝄞𝄞 the town below"


def test_a_source_that_is_only_cited_has_no_text(page: dict[str, Any]) -> None:
    letter = page["sources"][1]
    assert (letter["name"], letter["text"], letter["passages"]) == ("letter", "", [])


def test_a_quote_without_a_text_has_no_place() -> None:
    (quote,) = Texts({}).quotes([Quote(source="letter", passage="as I said")])
    assert quote == {"source": "letter", "passage": "as I said", "begin": -1, "end": -1}
