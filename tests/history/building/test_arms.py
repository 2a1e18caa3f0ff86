import numpy as np
import pytest

from ifso.history.building import arms
from ifso.history.building.grid import Grid
from ifso.history.panel import NOBODY, Panel

from .made import EAST, FIRST, GREAT, LAST, LATE, SMALL, WEST, grid, table


@pytest.fixture
def panel() -> Panel:
    g = grid()
    lines = table(
        "cow_a cow_b year value",
        (2, 20, 1985, 10.0),
        (265, 20, 1986, 4.0),
        (265, 20, 1988, 6.0),
        (265, 20, 1989, 1.0),
        (2, 366, 1990, 5.0),  # before the state began, under its number
        (255, 366, 1993, 5.0),
        (20, 2, 1985, 0.0),  # less than half a million
    )
    return made(g, *arms.arms({"arms_transfers": lines}, g, (FIRST, LAST)))


def made(g: Grid, main: np.ndarray, ties: dict[str, object]) -> Panel:
    covers = dict.fromkeys((*ties, "main_arms_supplier"), (FIRST, LAST))
    return Panel(
        states=g.states,
        first_year=FIRST,
        last_year=LAST,
        exists=g.exists,
        columns={"main_arms_supplier": main},
        ties=ties,
        coverage=covers,  # type: ignore[arg-type]
    )


def tie(panel: Panel, name: str, subject: int, other: int) -> list[float]:
    return panel.between(name, np.array([subject]), np.array([other]))[0].tolist()


def test_the_main_supplier_is_the_one_of_five_years(panel: Panel) -> None:
    # Great's ten of 1985 count until 1989, when East's eleven since 1986 are more already.
    main = panel.of("main_arms_supplier")
    assert main[SMALL].tolist() == [GREAT] * 3 + [NOBODY] + [EAST] * 5 + [NOBODY]
    assert main[GREAT].tolist() == [NOBODY] * 10
    assert main[LATE].tolist()[6:] == [GREAT] * 2 + [NOBODY, NOBODY]
    assert np.isnan(main[LATE, :6]).all()


def test_shares_are_of_what_came_in_five_years(panel: Panel) -> None:
    assert tie(panel, "arms_share", SMALL, GREAT) == pytest.approx([1, 10 / 14, 10 / 14, 0.5, 10 / 21, 0, 0, 0, 0, 0])
    assert tie(panel, "arms_share", SMALL, EAST) == pytest.approx([0, 4 / 14, 4 / 14, 0.5, 11 / 21, 1] + [np.nan] * 4, nan_ok=True)
    assert tie(panel, "arms_share", EAST, GREAT) == pytest.approx([0] * 6 + [np.nan] * 4, nan_ok=True)


def test_mainly_is_by_the_main_one(panel: Panel) -> None:
    assert tie(panel, "armed_mainly_by", SMALL, GREAT) == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert tie(panel, "armed_mainly_by", SMALL, EAST) == pytest.approx([0, 0, 0, 0, 1, 1] + [np.nan] * 4, nan_ok=True)


def test_deliveries_are_seen_from_both_sides(panel: Panel) -> None:
    assert tie(panel, "supplied_by", SMALL, EAST)[:6] == [0, 1, 0, 1, 1, 0]
    assert tie(panel, "supplies", EAST, SMALL)[:6] == [0, 1, 0, 1, 1, 0]
    assert tie(panel, "supplied_by", GREAT, SMALL) == [1] + [0] * 9


def test_of_west_germany_nothing_is_known_before_1991(panel: Panel) -> None:
    assert np.isnan(panel.of("main_arms_supplier")[WEST, :6]).all()
    assert panel.of("main_arms_supplier")[WEST, 6:].tolist() == [NOBODY] * 4
    assert tie(panel, "arms_share", WEST, GREAT) == pytest.approx([np.nan] * 6 + [0] * 4, nan_ok=True)
    assert tie(panel, "supplied_by", SMALL, WEST) == pytest.approx([np.nan] * 6 + [0] * 4, nan_ok=True)
    assert tie(panel, "supplied_by", LATE, WEST)[6:] == [0, 0, 1, 0]
