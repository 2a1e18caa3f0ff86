import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.scenario.nodes import Scalar
from ifso.scenario.reading.placing import placed
from ifso.scenario.written import Written


def _text_of(source: str):  # type: ignore[no-untyped-def]
    written = Written.read(source, "f.yaml")
    node = written.find(("a",))
    assert isinstance(node, Scalar)
    return placed(written, node)


FOUND = [
    "a: us_troops >= 100\n  and coup   within 5 years\n",
    "a: 'it''s coup = x\n  within'\n",
    'a: "say \\"coup\\" and\n    more"\n',
    "a: >-\n  folded  text\n  goes on\n\n  here\n",
    "a: |\n  first\n    second\n",
    "a:\n  one two\n  three\n",
    "a: >2\n    indented by hand\n   more\n",
    "a: coup # a remark\n",
    "a:   'coup'   \n",
    "{b: x, a: coup within 5 years}\n",
    "a: coup\r\n  within\r\n  5 years\r\n",
]


@pytest.mark.parametrize("source", FOUND)
def test_every_word_is_found_where_it_stands(source: str) -> None:
    text = _text_of(source)
    words = list(re.finditer(r"\w+", text.words))
    assert words
    assert text.stretches
    for word in words:
        place = text.at(word.start(), word.end())
        assert place.text[place.column - 1 :][: place.length] == word[0]
        assert place.text == source.splitlines()[place.line - 1]


def test_white_space_at_the_ends_is_left_out() -> None:
    assert _text_of("a: '  coup  '\n").words == "coup"
    assert _text_of("a: '  coup  '\n").at(0, 4).column == 7


@pytest.mark.parametrize("source", ['a: "co\\x75p within"\n', 'a: "coup\\twithin"\n'])
def test_what_escapes_hide_stands_where_the_text_begins(source: str) -> None:
    text = _text_of(source)
    assert text.stretches == ()
    assert (text.at(5, 9).line, text.at(5, 9).column) == (1, 4)


@given(words=st.lists(st.text(alphabet="abcdé_()<>=", min_size=1, max_size=6), min_size=1, max_size=8), folds=st.data())
def test_words_in_any_folding_are_found(words: list[str], folds: st.DataObject) -> None:
    gaps = [folds.draw(st.sampled_from([" ", "\n  ", "  \n    "])) for _ in words[1:]]
    body = words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
    style = folds.draw(st.sampled_from(["'{}'", '"{}"', ">-\n  {}"]))
    text = _text_of("a: " + style.format(body) + "\n")
    for word in re.finditer(r"\S+", text.words):
        place = text.at(word.start(), word.end())
        assert place.text[place.column - 1 :][: place.length] == word[0]
