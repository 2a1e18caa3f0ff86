"""What must hold of every state and year of the panel built from the real data."""

import numpy as np
import polars as pl
import pytest

from ifso.history.building import build
from ifso.history.card import Treatment
from ifso.history.datasets import CARDS
from ifso.history.panel import NOBODY, Panel
from ifso.history.variables import VARIABLES, Kind

SYMMETRIC = (
    "neighbour",
    "near",
    "rival",
    "allied",
    "defence_pact",
    "offence_pact",
    "nonaggression_pact",
    "neutrality_pact",
    "consultation_pact",
)
SYMMETRIC += ("fights", "fights_beside")
REVERSED = (("supplies", "supplied_by"), ("owes_defence_to", "owed_defence_by"))
STATE_YEARS = [name for name, variable in VARIABLES.items() if not variable.tie]
TIES = [name for name, variable in VARIABLES.items() if variable.tie]


def every_pair(panel: Panel) -> tuple[np.ndarray, np.ndarray]:
    count = len(panel.states)
    subject, other = np.divmod(np.arange(count * count), count)
    return subject, other


def test_the_catalogue_and_the_panel_have_the_same_names(panel: Panel) -> None:
    assert set(panel.columns) == set(STATE_YEARS)
    assert set(panel.ties) | {"un_distance"} == set(TIES)


@pytest.mark.parametrize("name", STATE_YEARS)
def test_the_catalogue_names_the_years_that_the_data_cover(panel: Panel, name: str) -> None:
    known = np.flatnonzero(np.any(~np.isnan(panel.of(name)), axis=0)) + panel.first_year
    assert (known[0], known[-1]) == (VARIABLES[name].first, VARIABLES[name].last) == panel.covered(name)


@pytest.mark.parametrize("name", [name for name in TIES if name != "un_distance"])
def test_the_catalogue_names_the_years_that_the_data_on_ties_cover(panel: Panel, name: str) -> None:
    tie = panel.ties[name]
    known = np.flatnonzero(np.any(~np.isnan(tie.values), axis=0)) + panel.first_year
    assert (known[0], known[-1]) == (VARIABLES[name].first, VARIABLES[name].last)
    assert np.nansum(tie.values) > 0


@pytest.mark.parametrize("name", STATE_YEARS)
def test_nothing_is_known_of_a_state_that_does_not_exist(panel: Panel, name: str) -> None:
    values = panel.of(name)
    assert values.dtype == np.float64
    assert np.isnan(values[~panel.exists]).all()


@pytest.mark.parametrize("name", STATE_YEARS)
def test_values_are_of_their_kind(panel: Panel, name: str) -> None:
    values = panel.of(name)
    known = values[~np.isnan(values)]
    variable = VARIABLES[name]
    match variable.kind:
        case Kind.YES_NO:
            assert set(np.unique(known)) <= {0.0, 1.0}
        case Kind.CATEGORY:
            assert set(np.unique(known)) <= set(range(len(variable.values)))
        case Kind.STATE:
            assert set(np.unique(known)) <= {float(NOBODY)} | set(range(len(panel.states)))
            assert not np.any(values == np.arange(len(panel.states))[:, None])  # nobody is his own
        case Kind.NUMBER:
            assert np.isfinite(known).all()


@pytest.mark.parametrize("name", SYMMETRIC)
def test_what_holds_either_way_holds_both_ways(panel: Panel, name: str) -> None:
    subject, other = every_pair(panel)
    assert np.array_equal(panel.between(name, subject, other), panel.between(name, other, subject), equal_nan=True)


@pytest.mark.parametrize(("name", "back"), REVERSED)
def test_what_one_gives_the_other_gets(panel: Panel, name: str, back: str) -> None:
    subject, other = every_pair(panel)
    assert np.array_equal(panel.between(name, subject, other), panel.between(back, other, subject), equal_nan=True)


@pytest.mark.parametrize("name", [name for name in TIES if VARIABLES[name].kind is Kind.YES_NO])
def test_partners_are_the_pairs_between_which_it_holds(panel: Panel, name: str) -> None:
    subject, other = every_pair(panel)
    holds = np.any(panel.between(name, subject, other) == 1.0, axis=1)
    listed = set(zip(*(rows.tolist() for rows in panel.partners(name)), strict=True))
    assert set(zip(subject[holds].tolist(), other[holds].tolist(), strict=True)) <= listed
    assert not any(one == two for one, two in listed)


@pytest.mark.parametrize("name", ["civil", "interstate"])
def test_an_onset_is_a_conflict_after_two_quiet_years(panel: Panel, name: str) -> None:
    conflict, onset = panel.of(f"{name}_conflict"), panel.of(f"{name}_conflict_onset")
    begins = onset == 1
    assert np.all(conflict[begins] == 1)
    before = np.zeros_like(begins)
    for years in (1, 2):
        before[:, years:] |= conflict[:, :-years] == 1
    assert not np.any(begins & before)
    if name == "civil":
        assert np.array_equal(begins[:, 2:], ((conflict == 1) & ~before)[:, 2:])


def test_a_conflict_that_begins_for_the_state_is_a_new_one(panel: Panel) -> None:
    assert np.all(panel.of("new_civil_conflict")[panel.of("civil_conflict_onset") == 1] == 1)
    assert np.all(panel.of("civil_conflict")[panel.of("new_civil_conflict") == 1] == 1)


def test_wars_are_conflicts_and_coups_are_attempts(panel: Panel) -> None:
    for less, more in (("civil_war", "civil_conflict"), ("interstate_war", "interstate_conflict"), ("coup", "coup_attempt")):
        assert np.all(panel.of(more)[panel.of(less) == 1] == 1)
    for kind in ("irregular_exit", "foreign_imposed_exit"):
        assert np.all(panel.of("leader_exit")[panel.of(kind) == 1] == 1)


def test_who_fights_is_in_a_conflict_between_states(panel: Panel) -> None:
    subject, _ = panel.partners("fights")
    tie = panel.ties["fights"]
    fights = np.zeros(panel.exists.shape, dtype=bool)
    np.logical_or.at(fights, tie.subject, tie.values == 1)
    assert len(subject) == len(tie.subject)
    assert np.all(panel.of("interstate_conflict")[fights] == 1)


def test_pacts_and_what_is_owed_agree(panel: Panel) -> None:
    subject, other = every_pair(panel)
    pact = panel.between("defence_pact", subject, other)
    owes, owed = (panel.between(name, subject, other) for name in ("owes_defence_to", "owed_defence_by"))
    assert np.array_equal(pact == 1, (owes == 1) | (owed == 1))
    assert np.all(panel.between("allied", subject, other)[pact == 1] == 1)
    assert np.array_equal(pact == 0, (owes == 0) & (owed == 0))


def test_neighbours_are_near(panel: Panel) -> None:
    subject, other = panel.partners("neighbour")
    land = panel.between("neighbour", subject, other) == 1
    assert np.all(panel.between("near", subject, other)[land] == 1)


def test_shares_of_arms_add_up_and_agree_with_the_main_supplier(panel: Panel) -> None:
    tie, main = panel.ties["arms_share"], panel.of("main_arms_supplier")
    total = np.zeros(panel.exists.shape)
    np.add.at(total, tie.subject, np.nan_to_num(tie.values))
    assert np.all((np.abs(total - 1) < 1e-9) | (total < 1 + 1e-9))
    rows, years = np.nonzero(main >= 0)
    supplier = main[rows, years].astype(np.int64)
    share = panel.between("arms_share", rows, supplier)[np.arange(len(rows)), years]
    mainly = panel.between("armed_mainly_by", rows, supplier)[np.arange(len(rows)), years]
    gone = np.isnan(share)  # the supplier is no longer a state
    assert np.all(mainly[~gone] == 1)
    assert np.all(share[~gone] > 0)
    assert {panel.states[row].iso3 for row in supplier[gone]} <= {"CSK", "DDR", "YUG", "VDR", "YMD"}


def test_failures_belong_to_regimes(panel: Panel) -> None:
    rules, fails, to, kind = (panel.of(name) for name in ("autocratic_regime", "regime_failure", "failure_to", "regime_type"))
    assert np.all(rules[fails == 1] == 1)
    assert np.array_equal(to > 0, fails == 1)
    assert np.array_equal(kind > 0, rules == 1)
    assert np.array_equal(np.isnan(rules), np.isnan(fails))


def test_shares_of_power_add_up_to_the_world(panel: Panel) -> None:
    total = np.nansum(panel.of("power_share"), axis=0)[: 2022 - panel.first_year + 1]
    assert np.all(np.abs(total - 1) < 0.025)  # in 1990 the two Germanies became one


def test_the_order_of_rows_does_not_matter(tables: dict[str, pl.DataFrame], panel: Panel) -> None:
    shuffled = build({name: table.sample(fraction=1.0, shuffle=True, seed=11) for name, table in tables.items()})
    assert shuffled.states == panel.states
    assert [name for name in panel.columns if not np.array_equal(shuffled.of(name), panel.of(name), equal_nan=True)] == []
    subject, other = every_pair(panel)
    for name in panel.ties:
        assert np.array_equal(shuffled.between(name, subject, other), panel.between(name, subject, other), equal_nan=True), name


def test_faults_name_variables_states_and_years_of_the_panel(panel: Panel) -> None:
    numbers = {state.gw for state in panel.states} | {None}
    for fault in panel.faults:
        assert fault.says
        assert set(fault.variables) <= set(VARIABLES)
        assert fault.variables
        assert fault.gw in numbers
        assert panel.first_year <= fault.first <= fault.last <= panel.last_year
    assert {fault.gw for fault in panel.faults if "us_troops" in fault.variables} >= {703, 704}  # Kyrgyzstan, Uzbekistan


def test_faults_are_those_of_the_cards_but_for_the_corrected(panel: Panel) -> None:
    texts = {fault.says for fault in panel.faults}
    left = {fault.says for card in CARDS.values() for fault in card.faults if fault.treatment is not Treatment.CORRECTED}
    assert texts <= left
    assert {fault.says for fault in CARDS["us_troops"].faults if fault.treatment is not Treatment.CORRECTED} <= texts
