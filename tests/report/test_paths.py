"""Paths on the page: what is said, at every width."""

from datetime import date

import pytest
from rich.cells import cell_len

import ifso
from ifso.engine.paths import Link, Path
from ifso.report.paths import in_a_line, in_words, paths_html, paths_text
from ifso.verbs.paths import Retraced


def link(event: str, cause: str, chance: float = 0.5) -> Link:
    return Link(event=event, cause=f"{event}.{cause}", chance=chance, error=None, holding=())


def path(*links: Link, begins: str = "") -> Path:
    return Path(begins=begins, links=links, share=0.5, error=None, median=1.0)


@pytest.fixture(scope="module")
def found() -> Retraced:
    return ifso.load("central-asia").paths(views=["commentary", "sceptic"], draws=64)


def test_a_path_in_a_line_names_its_events_and_where_it_begins() -> None:
    assert in_a_line(path(link("war_ends", "tired"), begins="truce")) == "truce → war ends"
    assert in_a_line(path(link("bases", "of_its_own"), link("war_ends", "tired"))) == "bases (of its own) → war ends"
    assert in_words("war_ends") == "war ends"


def test_the_weakest_link_is_the_one_that_does_its_part_least_often() -> None:
    weak = link("b", "c", 0.2)
    assert path(link("a", "c", 0.9), weak, link("d", "c", 0.4)).weakest is weak
    assert path(begins="a").weakest is None


def test_the_page_tells_chains_shares_and_the_weakest_link(found: Retraced) -> None:
    text = " ".join(paths_text(found.paths).split())
    assert "Of the worlds in which it comes about:" in text
    assert "→ The United States keeps forces in Iran. (invited, 9" in text
    assert "Weakest link of the first path: " in text
    assert "paths in all." in text
    assert f"in half of these worlds by {date(2031, 1, 1):%B}"[:20] in text
    assert "very likely (80-95%)" in text
    assert "standard error of a share at most" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_page(found: Retraced, width: int) -> None:
    text = paths_text(found.paths, width=width)
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines())
    assert " ".join(text.split()).count("→") == " ".join(paths_text(found.paths).split()).count("→")


def test_only_as_many_paths_are_shown_as_are_asked_for(found: Retraced) -> None:
    assert paths_text(found.paths, top=1).count("in half of these worlds by") == 2
    assert "This path covers" in paths_text(found.paths, top=1)


def test_a_notebook_gets_the_same(found: Retraced) -> None:
    assert "Weakest link" in paths_html(found.paths)
    assert found._repr_html_().startswith("<pre")
    assert str(found) == paths_text(found.paths)
