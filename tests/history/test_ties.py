"""Ties between states, worked out by hand."""

from ifso.history.panel import Panel
from ifso.history.ties import ties_between

from .making import panel

STATES = ("USA", "AAA", "BBB", "CCC")


def made() -> Panel:
    whole, late = (1990, 1994), (1990, 1992)
    return panel(
        {"USA": whole, "AAA": whole, "BBB": whole, "CCC": late},
        years=whole,
        columns={"us_troops": {"AAA": "0 50 99 100 ?", "BBB": "500 500 500 500 500", "CCC": "900 900 900"}},
        ties={
            "neighbour": {("AAA", "BBB"): "xxx..", ("BBB", "AAA"): "xxx..", ("BBB", "CCC"): "xxx..", ("CCC", "BBB"): "xxx.."},
            "defence_pact": {("USA", "BBB"): "...xx", ("BBB", "USA"): "...xx"},
        },
        coverage={"neighbour": (1990, 1992), "defence_pact": whole, "us_troops": (1990, 1993)},
    )


def told(codes: tuple[str, ...], year: int) -> dict[str, tuple[int, list[str]]]:
    return {one.kind: (one.year, [f"{tie.one} {tie.other}" for tie in one.ties]) for one in ties_between(made(), codes, year)}


def test_a_tie_is_that_of_the_year_or_of_the_last_before_it_that_is_covered() -> None:
    assert told(STATES, 1993) == {
        "border": (1992, ["AAA BBB", "BBB CCC"]), "alliance": (1993, ["USA BBB"]), "bases": (1993, ["USA AAA", "USA BBB"]),
    }  # fmt: skip
    assert told(STATES, 2026)["bases"][0] == 1993
    assert told(STATES, 1992) == {
        "border": (1992, ["AAA BBB", "BBB CCC"]), "alliance": (1992, []), "bases": (1992, ["USA BBB", "USA CCC"]),
    }  # fmt: skip


def test_a_state_that_is_gone_has_no_tie() -> None:
    assert "USA CCC" not in told(STATES, 1993)["bases"][1]


def test_forces_are_told_where_the_united_states_are_among_the_states() -> None:
    assert told(("AAA", "BBB"), 1993)["bases"] == (1993, [])


def test_a_code_that_nobody_knows_has_no_tie() -> None:
    assert told(("AAA", "ZZZ"), 1990) == {"border": (1990, []), "alliance": (1990, []), "bases": (1990, [])}


def test_before_the_data_begin_nothing_is_told() -> None:
    assert told(STATES, 1989) == {}
