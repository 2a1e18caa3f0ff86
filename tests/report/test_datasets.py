"""What is said of a dataset: sizes, years, ranges, faults, and the page of all."""

from dataclasses import replace

import pytest

from ifso.history.card import Column, Fault, Treatment, Type
from ifso.history.datasets import CARDS
from ifso.report.datasets import datasets_page, fault_in_words, range_in_words, size, years

FAULT = Fault(says="It is wrong.", treatment=Treatment.LEFT, columns=("gw",))
COLUMN = Column(name="a", type=Type.NUMBER, means="a number")


@pytest.mark.parametrize(
    ("state", "first", "last", "said"),
    [
        (None, None, None, "It is wrong. (left as it is)"),
        (645, None, None, "It is wrong. (state 645: left as it is)"),
        (645, 2006, 2007, "It is wrong. (state 645, 2006 to 2007: left as it is)"),
        (None, 2008, 2008, "It is wrong. (2008: left as it is)"),
        (None, 2018, None, "It is wrong. (from 2018: left as it is)"),
        (None, None, 1990, "It is wrong. (until 1990: left as it is)"),
    ],
)
def test_a_fault_says_where_it_strikes(state: int | None, first: int | None, last: int | None, said: str) -> None:
    assert fault_in_words(replace(FAULT, state=state, first=first, last=last)) == said


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (COLUMN, ""),
        (replace(COLUMN, least=0), "0 or more"),
        (replace(COLUMN, most=1.5), "up to 1.5"),
        (replace(COLUMN, least=-4, most=4), "-4 to 4"),
        (replace(COLUMN, least=0, most=2_000_000), "0 to 2,000,000"),
        (replace(COLUMN, values=("well", "badly")), "well, badly"),
    ],
)
def test_a_range_in_words(column: Column, said: str) -> None:
    assert range_in_words(column) == said


@pytest.mark.parametrize(("count", "said"), [(394, "1 kB"), (14394, "14 kB"), (999_499, "999 kB"), (2_905_898, "2.9 MB")])
def test_a_size(count: int, said: str) -> None:
    assert size(replace(CARDS["gwf"], size=count)) == said


def test_years() -> None:
    assert years(CARDS["gwf"]) == "1946 to 2010"
    assert years(CARDS["us_bases"]) == "2015"


def test_the_page_tells_of_every_dataset_and_all_that_its_card_says() -> None:
    page = datasets_page(CARDS.values())
    for card in CARDS.values():
        section = page.partition(f"\n## {card.name}\n")[2].partition("\n## ")[0]
        for said in (card.title, card.what, card.citation, card.licence, card.terms, card.repository, *card.caveats):
            assert said in section
        for column in card.columns:
            assert f"| `{column.name}` | {column.type.value} | {column.means} |" in section
        for fault in card.faults:
            assert f"- {fault_in_words(fault)}" in section
        assert not any("|" in column.means + column.missing for column in card.columns)  # a table's own mark
