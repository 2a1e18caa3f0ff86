"""What to watch on the page: sentences, what is left out, at every width."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from rich.cells import cell_len

import ifso
from ifso.engine.watching import Glance, Watched
from ifso.report.watch import bits, indicators, sentence, watch_html, watch_text, when
from ifso.verbs.watch import Foreseen


@pytest.fixture(scope="module")
def found() -> Foreseen:
    return ifso.load("central-asia").watch(views="commentary", draws=200)


def glance(if_so: float | None, if_not: float | None) -> Glance:
    return Glance(
        date=3.0, bits=0.2, error=0.01, above_noise=True, chance=0.5, if_so=if_so, if_not=if_not, if_so_error=None, if_not_error=None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("if_so", "if_not", "said"),
    [
        (0.8, 0.12, "If not by May 2029, the answer falls to 12%; if so, it rises to 80%."),
        (0.12, 0.8, "If not by May 2029, the answer rises to 80%; if so, it falls to 12%."),
        (0.501, 0.12, "If not by May 2029, the answer falls to 12%; if so, it is 50%."),
        (None, 0.5, "If not by May 2029, the answer is 50%."),
        (0.5, None, "It will have happened by May 2029."),
    ],
)
def test_a_sentence_tells_both_cases(found: Foreseen, if_so: float | None, if_not: float | None, said: str) -> None:
    lists = found.watchlists
    watching = replace(lists.views[0].readings[0], chance=0.5)
    one = Watched(event="us_bases_in_iran", glances=(glance(if_so, if_not),), leads=1.0)
    assert sentence(lists, watching, one) == said


def test_a_date_is_a_month_where_it_is_the_first_of_it(found: Foreseen) -> None:
    assert when(found.watchlists, 3.0) == "May 2029"
    later = replace(found.watchlists, scenario=replace(found.watchlists.scenario, start=found.watchlists.scenario.start.replace(day=17)))
    assert when(later, 3.0) == "17 May 2029"


def test_small_amounts_have_three_figures() -> None:
    assert [bits(value) for value in (0.0016, 0.0994, 0.0996, 0.25)] == ["0.002", "0.099", "0.10", "0.25"]


def test_the_page_tells_the_answer_either_way(found: Foreseen) -> None:
    text = " ".join(watch_text(found.watchlists).split())
    assert "bits to be learnt." in text
    assert "The United States keeps forces in Iran. If not by " in text
    assert "Not listed, since mostly after the outcome: us_pressure_on_china" in text
    assert 'What to watch with all left to its causes: --reading "left alone".' in text
    assert "very likely (80-95%)" in text


def test_where_all_that_tells_is_left_out_nobody_says_that_nothing_tells(found: Foreseen) -> None:
    lists = found.watchlists
    watching = lists.views[0].readings[0]

    def said(**change: object) -> str:
        events = tuple(replace(one, **change) for one in watching.events)
        view = replace(lists.views[0], readings=(replace(watching, events=events),))
        return " ".join(watch_text(replace(lists, views=(view,))).split())

    assert "No event that can be seen before the outcome tells anything about it" in said(leads=0.0)
    assert "No event tells anything about it" in said(glances=(replace(glance(None, 0.5), above_noise=False),))


def test_what_is_hidden_is_named_and_not_listed(found: Foreseen) -> None:
    lists = found.watchlists
    events = dict(lists.scenario.events)
    events["us_bases_in_iran"] = replace(events["us_bases_in_iran"], hidden=True)
    hidden = replace(lists, scenario=replace(lists.scenario, events=MappingProxyType(events)))
    watching = lists.views[0].readings[0]
    assert "us_bases_in_iran" in {one.event for one in indicators(lists, watching)}
    assert "us_bases_in_iran" not in {one.event for one in indicators(hidden, watching)}
    assert "since it can happen unseen: us_bases_in_iran." in " ".join(watch_text(hidden).split())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_page(found: Foreseen, width: int) -> None:
    text = watch_text(found.watchlists, width=width)
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines())
    assert " ".join(text.split()).count("If not by") == 5


def test_only_as_many_events_are_shown_as_are_asked_for(found: Foreseen) -> None:
    text = watch_text(found.watchlists, top=2)
    every = len(indicators(found.watchlists, found.watchlists.views[0].readings[0]))
    assert text.count("If not by") == 2
    assert f"{every - 2} more tell" in text
    assert f"--top {every} shows all." in text


def test_a_notebook_gets_the_same(found: Foreseen) -> None:
    assert "bits to be learnt" in watch_html(found.watchlists)
    assert found._repr_html_().startswith("<pre")
    assert str(found) == watch_text(found.watchlists)
