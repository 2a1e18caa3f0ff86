import numpy as np
import pytest

from ifso.history.panel import NOBODY, Pairs, Panel, State
from ifso.history.variables import VARIABLES

NAN = np.nan


def made(**changes: object) -> Panel:
    """Three states over four years: B ends with the second, C begins with the third."""
    states = (
        State(gw=1, iso3="AAA", name="A", first=1960, last=1963),
        State(gw=2, name="B", first=1960, last=1961),
        State(gw=3, cow=33, iso3="CCC", name="C", first=1962, last=1963),
    )
    given = {
        "states": states,
        "first_year": 1960,
        "last_year": 1963,
        "exists": np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1]], dtype=bool),
        "columns": {"un_ideal_point": np.array([[1.0, 2.0, NAN, 0.5], [-1.0, 2.0, NAN, NAN], [NAN, NAN, 1.0, 1.5]])},
        "ties": {
            "neighbour": Pairs.of({(0, 1): 1.0, (1, 0): [1.0, 0.0, NAN, NAN], (0, 2): [NAN, NAN, NAN, 1.0]}, 4),
            "rival": Pairs.of({}, 4),
        },
    }
    return Panel(**(given | changes))  # type: ignore[arg-type]


def pair(panel: Panel, name: str, subject: int, other: int) -> list[float]:
    return panel.between(name, np.array([subject]), np.array([other]))[0].tolist()


def test_a_recorded_tie_has_its_values_while_both_exist() -> None:
    assert pair(made(), "neighbour", 0, 1) == pytest.approx([1, 1, NAN, NAN], nan_ok=True)
    assert pair(made(), "neighbour", 1, 0) == pytest.approx([1, 0, NAN, NAN], nan_ok=True)
    assert pair(made(), "neighbour", 0, 2) == pytest.approx([NAN, NAN, NAN, 1], nan_ok=True)


def test_a_tie_that_is_not_recorded_is_a_known_no_while_both_exist() -> None:
    assert pair(made(), "neighbour", 2, 0) == pytest.approx([NAN, NAN, 0, 0], nan_ok=True)
    assert pair(made(), "rival", 0, 1) == pytest.approx([0, 0, NAN, NAN], nan_ok=True)
    assert pair(made(), "rival", 0, 0) == [0, 0, 0, 0]


def test_outside_of_the_years_covered_nothing_is_known() -> None:
    panel = made(coverage={"rival": (1961, 1962)})
    assert pair(panel, "rival", 0, 0) == pytest.approx([NAN, 0, 0, NAN], nan_ok=True)
    assert panel.covered("rival") == (1961, 1962)


def test_of_states_that_the_data_do_not_speak_of_only_what_is_recorded_is_known() -> None:
    knows = np.array([[1, 1, 1, 1], [0, 1, 1, 1], [1, 1, 1, 0]], dtype=bool)
    rival = Pairs(subject=np.array([0]), other=np.array([1]), values=np.ones((1, 4)), knows=knows)
    panel = made(ties={"rival": rival})
    assert pair(panel, "rival", 0, 1) == pytest.approx([1, 1, NAN, NAN], nan_ok=True)
    assert pair(panel, "rival", 1, 0) == pytest.approx([NAN, 0, NAN, NAN], nan_ok=True)
    assert pair(panel, "rival", 0, 2) == pytest.approx([NAN, NAN, 0, NAN], nan_ok=True)


def test_coverage_is_the_catalogues_within_the_panel_and_the_cut() -> None:
    assert VARIABLES["us_troops"].first == 1950
    assert made().covered("us_troops") == (1960, 1963)
    assert made(as_of=1961).covered("us_troops") == (1960, 1961)
    first, last = made().covered("us_bases_2015")
    assert first > last


def test_distance_is_the_difference_of_ideal_points() -> None:
    assert pair(made(), "un_distance", 0, 1) == pytest.approx([2, 0, NAN, NAN], nan_ok=True)
    assert pair(made(), "un_distance", 2, 0) == pytest.approx([NAN, NAN, NAN, 1], nan_ok=True)


def test_many_pairs_are_answered_in_their_order() -> None:
    panel = made()
    subject, other = np.array([1, 0, 0, 2, 1]), np.array([0, 1, 2, 0, 0])
    table = panel.between("neighbour", subject, other)
    assert table.shape == (5, 4)
    for at, (one, two) in enumerate(zip(subject, other, strict=True)):
        assert table[at].tolist() == pytest.approx(pair(panel, "neighbour", int(one), int(two)), nan_ok=True)
    assert panel.between("neighbour", subject[:0], other[:0]).shape == (0, 4)


def test_partners_are_ordered_pairs_that_hold_or_may_hold() -> None:
    subject, other = made().partners("neighbour")
    assert list(zip(subject.tolist(), other.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 0)]
    subject, other = made().partners("rival")
    assert len(subject) == len(other) == 0
    never = made(ties={"rival": Pairs.of({(0, 1): 0.0, (1, 0): [0, NAN, 0, 0]}, 4)})
    assert [rows.tolist() for rows in never.partners("rival")] == [[1], [0]]


def test_a_state_is_found_by_its_code_or_its_number() -> None:
    panel = made()
    assert panel.row("CCC") == panel.row("ccc") == panel.row("3") == 2
    assert panel.row("2") == 1
    assert panel.row("33") is None  # the other system's number
    assert panel.row("") is None
    assert panel.row("ZZZ") is None
    assert panel.years == 4
    assert NOBODY < 0
