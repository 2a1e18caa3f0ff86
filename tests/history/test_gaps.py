import numpy as np
import pytest

from ifso.history.gaps import unknown_share
from ifso.history.panel import Pairs, Panel, State
from ifso.history.variables import VARIABLES


def made(**changes: object) -> Panel:
    """Three states over two years, the third in the second only: five state-years, and eight ordered pairs of different states by year."""
    given = {
        "states": tuple(State(gw=gw, name=str(gw), first=1960, last=1961) for gw in (1, 2, 3)),
        "first_year": 1960,
        "last_year": 1961,
        "exists": np.array([[1, 1], [1, 1], [0, 1]], dtype=bool),
    }
    return Panel(**(given | changes))  # type: ignore[arg-type]


def test_a_variable_of_states_is_measured_against_those_that_existed() -> None:
    panel = made(columns={"us_troops": np.array([[1.0, np.nan], [2.0, 3.0], [np.nan, 4.0]])})
    assert unknown_share(panel, "us_troops") == pytest.approx(1 / 5)


def test_years_that_are_not_covered_do_not_count() -> None:
    values = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, np.nan]])
    assert unknown_share(made(columns={"us_troops": values}, coverage={"us_troops": (1960, 1960)}), "us_troops") == 0
    assert np.isnan(unknown_share(made(columns={"us_bases_2015": values}), "us_bases_2015"))


def test_a_tie_is_known_of_every_pair_but_those_recorded_as_unknown() -> None:
    tie = Pairs.of({(0, 1): [1.0, np.nan], (1, 0): 1.0}, 2)
    assert unknown_share(made(ties={"rival": tie}), "rival") == pytest.approx(1 / 8)


def test_a_tie_of_a_state_that_the_data_do_not_speak_of_is_unknown() -> None:
    knows = np.array([[1, 1], [1, 1], [0, 0]], dtype=bool)
    tie = Pairs(subject=np.array([0]), other=np.array([2]), values=np.array([[np.nan, np.nan]]), knows=knows)
    assert unknown_share(made(ties={"rival": tie}), "rival") == pytest.approx(4 / 8)


def test_a_distance_is_known_where_both_points_are() -> None:
    points = np.array([[1.0, 1.0], [0.0, np.nan], [np.nan, 2.0]])
    assert unknown_share(made(columns={"un_ideal_point": points}), "un_distance") == pytest.approx(4 / 8)


@pytest.mark.parametrize("name", VARIABLES)
def test_the_share_is_what_counting_gives(panel: Panel, name: str) -> None:
    first, last = (year - panel.first_year for year in panel.covered(name))
    if VARIABLES[name].tie:
        count = len(panel.states)
        subject, other = np.divmod(np.arange(count * count), count)
        both = panel.exists[subject] & panel.exists[other] & (subject != other)[:, None]
        values = panel.between(name, subject, other)
    else:
        both, values = panel.exists, panel.of(name)
    both, values = both[:, first : last + 1], values[:, first : last + 1]
    assert unknown_share(panel, name) == pytest.approx(np.mean(np.isnan(values[both])), abs=1e-12)
