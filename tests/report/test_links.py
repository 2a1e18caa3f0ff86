import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from ifso.engine.answering import Reading, Sizes
from ifso.engine.results import Answer, answer_views
from ifso.report.links import beside_dict, beside_report, gap_in_words, history_beside, moves_in_words
from ifso.scenario.load import load_scenario
from ifso.scenario.meaning import Origin

HISTORY = Path(__file__).parents[1] / "files" / "good" / "history.yaml"


def answered(*views: str) -> Answer:
    scenario, _ = load_scenario(HISTORY)
    return answer_views(scenario, scenario.questions["main"], views, sizes=Sizes(draws=20, worlds=256))


def test_each_link_with_a_base_rate_stands_beside_the_author() -> None:
    (beside,) = history_beside(answered("author", "history"))
    assert (beside.history, beside.author) == ("history", "author")
    assert [link.history.assumption for link in beside.links] == ["falls.coup", "bases.invited"]
    assert beside.without == (("effect", "Nobody has counted how much it matters."),)
    assert beside.used == 3
    assert [gap_in_words(link) for link in beside.links] == [
        "2.6 to 44% takes in 20% over 1 year",
        "2.6 to 44% lies wholly below 55 to 80% over 5 years",
    ]


def test_the_answer_moves_by_the_answers_of_the_two_views() -> None:
    answer = answered("author", "history")
    (beside,) = history_beside(answer)
    author, history = answer.views
    assert [reading for reading, _, _ in beside.moves] == [Reading.DO, Reading.DO_NOT, Reading.LEFT_ALONE]
    assert beside.difference == (author.answered.difference, history.answered.difference)
    text = moves_in_words(beside, "falls")
    assert text.startswith("With history's word on 2 of the 3 numbers, and author's on the rest, the chance is ")
    assert "where falls is made to happen" in text
    assert " points instead of " in text


def test_without_the_author_nothing_is_said_of_moves() -> None:
    (beside,) = history_beside(answered("history"))
    assert beside.moves == ()
    assert len(beside.links) == 2


def test_a_view_without_history_has_nothing_beside_it() -> None:
    assert history_beside(answered("author")) == ()


def test_a_number_of_the_request_is_nobody_s() -> None:
    scenario, _ = load_scenario(HISTORY)
    value = replace(scenario.views["author"].values["falls.coup"], origin=Origin.ASKED)
    answer = answer_views(
        scenario, scenario.questions["main"], ["author", "history"], assumed={"falls.coup": value}, sizes=Sizes(draws=20, worlds=256)
    )
    (beside,) = history_beside(answer)
    assert [link.history.assumption for link in beside.links] == ["bases.invited"]


@pytest.mark.parametrize("width", [24, 40, 80, 110, 160])
def test_the_page_keeps_its_width_and_its_words(width: int) -> None:
    (beside,) = history_beside(answered("author", "history"))
    console = Console(file=io.StringIO(), width=width, record=True, force_terminal=False)
    for part in beside_report(beside, "falls", width):
        console.print(part)
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= width
    for words in ("1 of 7", "bases_after_exit", "lies wholly", "Nobody has"):
        assert words in " ".join(text.split())


def test_both_numbers_of_a_link_stand_in_one_line_where_there_is_room() -> None:
    (beside,) = history_beside(answered("author", "history"))
    console = Console(file=io.StringIO(), width=110, record=True, force_terminal=False)
    for part in beside_report(beside, "falls", 110):
        console.print(part)
    lines = [" ".join(line.split()) for line in console.export_text().splitlines()]
    at = lines.index("falls.coup 20% per year 1 of 7 per year")
    assert lines[at + 1].endswith("2.6 to 44% takes in 20% over 1 year")


def test_plain_values_say_the_same() -> None:
    (beside,) = history_beside(answered("author", "history"))
    value = beside_dict(beside)
    assert [link["history_lies"] for link in value["links"]] == ["takes in", "lies wholly below"]
    assert value["links"][0]["author"]["value"] == "20% per year"
    assert value["links"][0]["years"] == 1
    assert set(value["moves"]) == {"do", "do not", "left alone"}
    assert value["no_base_rate"] == [{"assumption": "effect", "because": "Nobody has counted how much it matters."}]
