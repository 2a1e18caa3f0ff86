import numpy as np

from ifso.history.building.patrons import patron
from ifso.history.panel import NOBODY, Pairs

from .made import EAST, FIRST, GREAT, LAST, SMALL, WEST, grid


def chosen(*, owed: dict[int, float], share: dict[int, float], supplier: int = NOBODY, client: int = SMALL) -> int:
    """Return the patron of a state to which some powers owe defence and others deliver shares of its arms; Great and East are powers."""
    g = grid()
    years = g.shape[1]
    major = g.no(FIRST, LAST)
    major[[GREAT, EAST]] = np.where(np.isnan(major[[GREAT, EAST]]), np.nan, 1.0)
    main = g.no(FIRST, LAST) + supplier
    ties = {
        name: Pairs.of({(client, other): value for other, value in values.items()}, years)
        for name, values in (("owed_defence_by", owed), ("arms_share", share))
    }
    found = patron(g, major=major, supplier=main, ties=ties, covers=(FIRST, LAST))
    assert not np.isnan(found[client, 0])
    return int(found[client, 0])


def test_who_owes_defence_and_is_the_main_supplier_comes_first() -> None:
    assert chosen(owed={GREAT: 1, EAST: 1}, share={EAST: 0.6, GREAT: 0.4}, supplier=EAST) == EAST
    assert chosen(owed={GREAT: 1}, share={GREAT: 0.4, EAST: 0.3}, supplier=GREAT) == GREAT


def test_then_who_delivers_half_of_the_arms() -> None:
    assert chosen(owed={GREAT: 1}, share={EAST: 0.6}, supplier=EAST) == EAST
    assert chosen(owed={}, share={GREAT: 0.5, WEST: 0.5}) == GREAT
    assert chosen(owed={}, share={GREAT: 0.5, EAST: 0.5}) == NOBODY


def test_then_the_only_one_that_owes_defence() -> None:
    assert chosen(owed={GREAT: 1}, share={EAST: 0.4}, supplier=EAST) == GREAT
    assert chosen(owed={GREAT: 1, EAST: 1}, share={}) == NOBODY
    assert chosen(owed={GREAT: 0}, share={}) == NOBODY


def test_only_powers_are_patrons_and_they_have_none() -> None:
    assert chosen(owed={WEST: 1}, share={WEST: 1.0}, supplier=WEST) == NOBODY
    assert chosen(owed={GREAT: 1}, share={GREAT: 1.0}, supplier=GREAT, client=EAST) == NOBODY


def test_what_is_not_covered_is_unknown() -> None:
    g = grid()
    ties = {name: Pairs.of({}, g.shape[1]) for name in ("owed_defence_by", "arms_share")}
    found = patron(g, major=g.no(FIRST, 1992), supplier=g.no(FIRST, LAST) + NOBODY, ties=ties, covers=(FIRST, LAST))
    assert found[SMALL].tolist()[:8] == [NOBODY] * 8
    assert np.isnan(found[SMALL, 8:]).all()
