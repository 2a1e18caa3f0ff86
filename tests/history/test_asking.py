"""Reference classes asked of a small made panel, every case worked out by hand."""

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.ground.reference import Written
from ifso.history.asking import base_rate
from ifso.history.classes import read
from ifso.history.panel import Fault, Panel
from ifso.history.results import BaseRate

from .making import panel

STATES = {"AUT": (1950, 1962), "HUN": (1950, 1962), "CSK": (1950, 1955), "SVK": (1956, 1962), "JPN": (1950, 1962)}
"""CSK splits, or is numbered anew, at the end of 1955: SVK follows it."""
ALWAYS = "x" * 13


def world(**more: object) -> Panel:
    """Thirteen years of five states, whose data on civil conflict have a hole, and whose coups end with a state."""
    columns = {
        # year:               1950 to 1962
        "irregular_exit": {"AUT": ".x...x.x.....", "HUN": "....x........", "CSK": "...x.x", "SVK": "......x....x.", "JPN": "?...........x"},
        "coup": {"AUT": "..x.....?....", "HUN": "..........x..", "CSK": ".....x"},
        "civil_conflict": {"AUT": "......xx.....", "JPN": "?x..........."},
        "civil_conflict_onset": {"AUT": "......x......", "HUN": ".......?.....", "SVK": "........x....", "JPN": ".x..........."},
        "us_troops": {"AUT": "0 0 100 0 100 100 0 0 0 ? ? 0 0", "HUN": "500 " * 13, "JPN": "99 " * 13},
        "regime_type": {
            "AUT": "party " * 6 + "military " * 7,
            "HUN": "none " * 13,
            "CSK": "party " * 13,
            "SVK": "party " * 13,
            "JPN": "? " * 13,
        },
        "region": {"JPN": "sub_saharan_africa " * 13},
        "decade": dict.fromkeys(STATES, "1950s " * 10 + "1960s " * 3),
        "patron": dict.fromkeys(STATES, "HUN " * 6 + "none " * 7) | {"HUN": "none " * 13, "JPN": "? " * 13},
        "major_power": {"HUN": "x" * 13, "JPN": "......xxxxxxx"},
    }
    ties = {
        "neighbour": {
            ("AUT", "HUN"): ALWAYS, ("HUN", "AUT"): ALWAYS, ("AUT", "CSK"): ALWAYS, ("CSK", "AUT"): ALWAYS,
            ("AUT", "SVK"): ALWAYS, ("SVK", "AUT"): ALWAYS,
        },
        "owed_defence_by": {("AUT", "HUN"): "xxxxx........"},
        "defence_pact": {("AUT", "HUN"): "xxxxxx.......", ("HUN", "AUT"): "xxxxxx.......", ("SVK", "JPN"): "......xxxxxxx"},
    }  # fmt: skip
    return panel(STATES, years=(1950, 1962), columns=columns, ties=ties, **more)  # type: ignore[arg-type]


def ask(p: Panel, **said: object) -> BaseRate:
    found, complaints = read(Written.of("asked", {key.replace("_", " "): value for key, value in said.items()}))
    assert found is not None, complaints
    return base_rate(found, p)


def cases(found: BaseRate) -> list[str]:
    return [f"{case.iso3}{'-' + case.other if case.other else ''} {case.year} {case.outcome}" for case in found.cases]


def test_what_happens_within_a_window():
    found = ask(world(), when="irregular_exit", then="coup within 3 years")
    assert cases(found) == [
        "AUT 1951 hit",  # a coup in 1952
        "CSK 1953 hit",  # in 1955, its last year
        "HUN 1954 miss",
        "AUT 1955 unknown",  # 1956 and 1957 are quiet, 1958 is a hole
        "CSK 1955 unknown",  # it ends in this very year
        "SVK 1956 miss",
        "AUT 1957 unknown",
    ]
    assert (found.rate.k, found.rate.n, found.rate.unknown) == (2, 4, 3)
    assert found.rate.bounds == (2 / 7, 5 / 7)
    assert found.years == (1950, 1959)  # the window of 1960 would end in 1963


def test_windows_past_the_end_of_the_data_are_left_out_and_counted_even_where_a_hit_was_seen():
    found = ask(world(), when="irregular_exit", then="irregular_exit within 2 years")
    assert found.years == (1950, 1960)
    assert found.left_out == 2  # SVK 1961 and JPN 1962
    later = ask(world(coverage={"coup": (1950, 1954)}), when="irregular_exit", then="coup within 3 years")
    assert cases(later) == ["AUT 1951 hit"]
    assert later.ended_by == ("coups",)


def test_the_last_year_is_set_by_the_shortest_dataset_less_the_window():
    found = ask(world(coverage={"us_troops": (1951, 1961)}), when="irregular_exit", where="us_troops < 100", then="coup within 3 years")
    assert (found.years, found.begun_by, found.ended_by) == ((1952, 1959), ("us_troops",), ("coups",))


def test_years_that_are_asked_for_bound_the_years_and_no_dataset_does():
    found = ask(world(), when="irregular_exit", then="coup within 3 years", years="1953 to 1955")
    assert [case.year for case in found.cases] == [1953, 1954, 1955, 1955]
    assert (found.years, found.begun_by, found.ended_by, found.left_out) == ((1953, 1955), (), (), 0)


def test_where_is_looked_at_in_the_year_before():
    found = ask(world(), when="irregular_exit", where="us_troops < 100", then="us_troops >= 100 within 3 years")
    assert cases(found) == [
        "AUT 1951 hit",
        "CSK 1953 unknown",  # it ends before the window does
        "CSK 1955 unknown",
        "AUT 1957 unknown",  # 0 in 1956; 1959 and 1960 are holes
    ]
    assert [case.seen for case in found.cases] == [(1952, 1954), (), (), ()]
    assert found.untold == 1  # SVK 1956: it was not there the year before


def test_unknown_in_when_is_no_occasion_and_is_counted():
    found = ask(world(), when="irregular_exit", then="coup within 1 year", years="1950")
    assert cases(found) == []
    assert found.untold == 1  # JPN 1950
    assert found.warnings == ("There is no occasion at all: the class is empty.",)


def test_sustained_is_so_many_of_the_years_in_any_order():
    found = ask(world(), when="irregular_exit", then="us_troops >= 100 for 3 of 4 years", years="1951 to 1954")
    assert cases(found) == ["AUT 1951 hit", "CSK 1953 miss", "HUN 1954 hit"]  # CSK sees two years without, and two more are not enough
    assert found.cases[0].seen == (1952, 1954, 1955)


def test_any_neighbour_is_told_with_its_year():
    found = ask(world(), when="irregular_exit", then="any neighbour (civil_conflict_onset) within 3 years", years="1953 to 1957")
    assert cases(found) == [
        "CSK 1953 unknown",  # AUT only in 1956, when CSK is gone
        "HUN 1954 hit",
        "AUT 1955 hit",  # SVK in 1958, though HUN is unknown in 1957
        "CSK 1955 unknown",
        "SVK 1956 miss",
        "AUT 1957 hit",
    ]
    assert [case.who for case in found.cases] == [(), ("Aut 1956",), ("Svk 1958",), (), (), ("Svk 1958",)]


def test_each_partner_is_an_occasion_where_the_tie_held_the_year_before():
    found = ask(
        world(),
        when="irregular_exit",
        each="neighbour",
        where="not civil_conflict of other",
        then="civil_conflict_onset of other within 3 years",
    )
    assert cases(found) == [
        "AUT-Hun 1951 miss",
        "AUT-Csk 1951 miss",
        "CSK-Aut 1953 hit",  # 1956: the partner is there, though CSK is not
        "HUN-Aut 1954 hit",
        "AUT-Hun 1955 unknown",  # 1957 is a hole
        "AUT-Csk 1955 unknown",  # the partner ends
        "CSK-Aut 1955 hit",
        "AUT-Hun 1957 miss",  # the hole of 1957 itself is not in the window
        "AUT-Svk 1957 hit",
    ]  # SVK 1956 has no year before; AUT is at war in 1957 and so no partner of SVK in 1961, whose window runs past the end


def test_ties_have_a_direction():
    owed = ask(world(), each="owed_defence_by", then="coup", years="1951 to 1952")
    assert cases(owed) == ["AUT-Hun 1951 miss", "AUT-Hun 1952 hit"]
    held = ask(world(), when="not owed_defence_by(AUT) and self = HUN", then="defence_pact(AUT)", years="1951")
    assert cases(held) == ["HUN 1951 hit"]


def test_partners_may_be_all_states_of_a_kind():
    found = ask(
        world(), when="irregular_exit and defence_pact(other)", each="major_power", where="defence_pact(other)",
        then="(not defence_pact(other)) within 5 years", by="other",
    )  # fmt: skip
    assert cases(found) == ["AUT-Hun 1951 hit", "AUT-Hun 1955 hit"]  # SVK 1961 is left out
    assert found.left_out == 1
    assert found.cases[0].seen == (1956,)
    assert {name: (rate.k, rate.n) for name, rate in found.groups.items()} == {"Hun": (2, 2)}


def test_a_state_that_a_variable_names_can_be_quantified_over():
    found = ask(world(), when="irregular_exit", then="any patron (us_troops >= 100)")
    assert cases(found) == [
        "AUT 1951 hit", "CSK 1953 hit", "HUN 1954 miss", "AUT 1955 hit", "CSK 1955 hit", "SVK 1956 miss", "AUT 1957 miss", "SVK 1961 miss",
        "JPN 1962 unknown",
    ]  # fmt: skip


def test_distinct_keeps_the_first_in_so_many_years():
    all_of_them = ask(world(), when="irregular_exit", then="coup within 1 year")
    found = ask(world(), when="irregular_exit", then="coup within 1 year", distinct="5 years")
    assert [f"{c.iso3} {c.year}" for c in all_of_them.cases if c.iso3 == "AUT"] == ["AUT 1951", "AUT 1955", "AUT 1957"]
    assert [f"{c.iso3} {c.year}" for c in found.cases if c.iso3 == "AUT"] == ["AUT 1951", "AUT 1957"]
    assert found.repeated == 2  # AUT 1955 and CSK 1955


def test_what_comes_before_the_years_asked_still_makes_an_occasion_a_repeated_one():
    found = ask(world(), when="irregular_exit", then="coup within 1 year", distinct="5 years", years="1955 to 1956")
    assert [f"{c.iso3} {c.year}" for c in found.cases] == ["SVK 1956"]


def test_without_when_every_year_is_an_occasion_and_a_bare_then_is_looked_at_in_it():
    found = ask(world(), then="irregular_exit", by="regime_type")
    assert found.window == 0
    assert found.rate.n + found.rate.unknown == 13 * 3 + 6 + 7
    assert {name: (rate.k, rate.n, rate.unknown) for name, rate in found.groups.items()} == {
        "none": (1, 13, 0),
        "party": (2 + 2 + 2, 6 + 6 + 7, 0),  # AUT, CSK and SVK
        "military": (1, 7, 0),  # by the year itself, as the type is that of 1 January: AUT in 1957
        "unknown": (1, 12, 1),
    }


def test_groups_that_change_in_the_year_are_those_of_the_year_before():
    found = ask(world(), then="irregular_exit", by="patron", years="1956 to 1957")
    assert {case.iso3: case.group for case in found.cases if case.year == 1956} == {
        "AUT": "Hun", "HUN": "none", "SVK": "unknown", "JPN": "unknown",
    }  # fmt: skip
    assert {case.iso3: case.group for case in found.cases if case.year == 1957}["AUT"] == "none"


def test_groups_may_be_crossed():
    found = ask(world(), then="irregular_exit", by="us_troops >= 100, decade", years="1959 to 1960")
    assert list(found.groups) == ["no, 1950s", "no, 1960s", "yes, 1950s", "yes, 1960s", "unknown, 1960s"]


def test_a_tie_to_a_state_that_is_gone_is_none():
    found = ask(world(), when="irregular_exit", then="neighbour(CSK) within 1 year", years="1955 to 1957")
    assert cases(found) == ["AUT 1955 miss", "CSK 1955 unknown", "SVK 1956 miss", "AUT 1957 miss"]


def test_the_comparison_is_of_years_in_which_nothing_happened():
    found = ask(
        world(), when="irregular_exit", then="coup within 1 year", years="1951 to 1953", compare={"matched on": ["region", "decade"]}
    )
    comparison = found.comparison
    assert comparison is not None
    assert (found.rate.k, found.rate.n) == (1, 2)  # AUT 1951; CSK 1953 saw none in 1954
    # AUT 1952-53, HUN 1951-53, CSK 1951-52; JPN lies in another region
    assert (comparison.rate.k, comparison.rate.n) == (0, 7)
    assert (comparison.strata, comparison.unmatched) == (1, 0)
    assert comparison.difference is not None
    assert comparison.difference.value == 0.5
    assert comparison.ratio is None  # nothing times what is 1/2


def test_comparison_years_can_be_kept_apart_and_that_is_said():
    found = ask(world(), when="irregular_exit", then="coup within 1 year", years="1951 to 1953", compare={"apart": "2 years"})
    assert found.comparison is not None
    assert found.comparison.rate.n == 1 + 3  # HUN 1951, three years before its own; JPN, whose exit of 1950 is not known
    assert any("conditions on the future" in warning for warning in found.warnings)


def test_faults_of_the_data_are_named_at_the_cases_that_they_touch():
    fault = Fault(variables=("us_troops",), gw=10, first=1953, last=1953, says="AUT is wrong in 1953.")
    elsewhere = Fault(variables=("us_troops",), gw=50, first=1950, last=1962, says="JPN is wrong.")
    p = world(faults=(fault, elsewhere))
    found = ask(p, when="irregular_exit", then="us_troops >= 100 within 2 years", years="1951 to 1955")
    assert [case.iso3 for case in found.cases if case.notes] == ["AUT"]
    assert any("touches 1 case, 1 of them hits: AUT is wrong in 1953." in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("then", "overlapping"),
    [("coup within 3 years", 1), ("coup within 2 years", 0), ("coup in years 0 to 1", 0), ("coup in years 0 to 2", 1), ("coup", 0),
     ("not (coup within 3 years)", 1), ("lowest(us_troops) within 3 years < us_troops 3 years before", 1)],
)  # fmt: skip
def test_windows_overlap_where_they_share_a_year(then, overlapping):
    found = ask(world(), when="irregular_exit", then=then, years="1955 to 1957")  # AUT 1955 and 1957 are two years apart
    assert [warning[:17] for warning in found.warnings if "overlap" in warning] == ["1 window overlaps"] * overlapping


def test_occasions_that_can_be_no_hit_for_want_of_members_are_counted():
    found = ask(world(), when="irregular_exit", then="any neighbour (civil_conflict_onset) within 2 years", years="1950 to 1962")
    assert not any("no `neighbour`" in warning for warning in found.warnings)  # JPN alone has none, and its exit is left out
    found = ask(world(), when="coup or civil_conflict", then="any neighbour (coup) within 2 years")
    assert any("1 occasion has no `neighbour`" in warning for warning in found.warnings)  # JPN 1951


def test_a_fault_is_followed_through_neighbours_and_windows():
    p = world(faults=(Fault(variables=("us_troops",), gw=10, first=1955, last=1955, says="AUT is wrong in 1955."),))
    found = ask(p, when="irregular_exit", then="any neighbour (us_troops >= 100) within 2 years")
    assert [f"{case.iso3} {case.year}" for case in found.cases if case.notes] == ["CSK 1953", "HUN 1954"]  # the neighbours of AUT
    assert ask(p, when="irregular_exit", then="any neighbour (coup) within 2 years").cases[1].notes == ()


def test_a_class_that_needs_another_panel_is_refused():
    with pytest.raises(UsageError, match="as of 1955"):
        ask(world(), then="coup", as_of="1955")
    with pytest.raises(UsageError, match="the whole panel"):
        ask(world(as_of=1955), then="coup")


def test_a_panel_that_is_cut_ends_what_can_be_asked():
    found = ask(world(as_of=1955), when="irregular_exit", then="coup within 3 years", as_of="1955")
    assert cases(found) == ["AUT 1951 hit"]
    assert (found.as_of, found.years, found.ended_by) == (1955, (1950, 1952), ())


def test_no_year_at_all_is_said_with_its_reason():
    with pytest.raises(UsageError, match="no year") as caught:
        ask(world(coverage={"us_troops": (2015, 2015)}), when="us_troops > 5", then="coup within 3 years")
    assert "`us_troops` covers" in caught.value.hint


def test_an_unknown_state_is_refused():
    with pytest.raises(UsageError, match="no state ZWE"):
        ask(world(), then="neighbour(ZWE)")


def test_a_question_that_would_take_too_long_is_refused_before_anything_is_done():
    nested = "any neighbour (" * 12 + "us_troops of self > us_troops" + ")" * 12
    big = {f"A{chr(65 + i // 26)}{chr(65 + i % 26)}": (1950, 1999) for i in range(40)}
    ties = {"neighbour": {(a, b): "x" * 50 for a in big for b in big if a != b}}
    p = panel(big, years=(1950, 1999), columns={"us_troops": {}}, ties=ties)
    with pytest.raises(UsageError, match="billion values"):
        ask(p, then=nested)


def test_the_same_question_has_the_same_answer():
    said = {"when": "irregular_exit", "then": "coup within 3 years", "compare": "unmatched"}
    assert ask(world(), **said).to_dict() == ask(world(), **said).to_dict()


@pytest.mark.parametrize(
    ("then", "occasions", "written", "wider"),
    [
        ("coup within 2 years", 1, "within 2 years", "in years 0 to 2"),
        ("coup  in years 1 to 3", 1, "in years 1 to 3", "in years 0 to 3"),
        ("highest(us_troops) within 1 year >= 100", 2, "within 1 year", "in years 0 to 1"),
    ],
)
def test_what_a_window_overlooks_in_the_year_itself_is_counted(then, occasions, written, wider):
    found = ask(world(), when="irregular_exit", then=then, years="1951 to 1956")  # CSK has its coup in the year of its exit, 1955
    said = f"In {occasions} of the occasions it was seen in the year itself, which `{written}` does not look at; `{wider}` would."
    assert [warning for warning in found.warnings if "the year itself" in warning] == [said]


@pytest.mark.parametrize(
    "then",
    ["coup in years 0 to 2", "coup for 2 years", "coup in year 2", "irregular_exit within 2 years", "not (coup within 2 years)"],
)
def test_nothing_is_overlooked_by_other_windows_or_of_what_happened(then):
    found = ask(world(), when="irregular_exit", then=then, years="1951 to 1956")
    assert not any("the year itself" in warning for warning in found.warnings)


EARLY, LATE = "coups begins too late.", "coups ends too early, with the 2 years that `then` looks ahead."


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ("1946 to 1955", [f"The years 1946 to 1951, which `years` asks for, cannot be looked at: {EARLY}"]),
        ("1952 to 1962", [f"The years 1959 to 1962, which `years` asks for, cannot be looked at: {LATE}"]),
        ("until 1959", [f"The year 1959, which `years` asks for, cannot be looked at: {LATE}"]),
        ("since 1952", []),
        ("until 1958", []),
        ("1952 to 1958", []),
        ("", []),
    ],
)
def test_years_that_are_asked_for_and_cannot_be_had_are_named(years, said):
    asked = {"years": years} if years else {}
    found = ask(world(coverage={"coup": (1951, 1960)}), when="irregular_exit", where="not coup", then="coup within 2 years", **asked)
    assert [warning for warning in found.warnings if "`years` asks for" in warning] == said


@pytest.mark.parametrize(("gw", "last", "whole"), [(None, 1962, True), (None, 1953, False), (10, 1962, False)])
def test_a_fault_of_the_data_as_a_whole_is_said_once_and_stands_at_no_case(gw, last, whole):
    fault = Fault(variables=("coup",), gw=gw, first=1950, last=last, says="A coup more or less.")
    one = Fault(variables=("coup",), gw=10, first=1952, last=1952, says="AUT is wrong in 1952.")
    found = ask(world(faults=(fault, one)), when="irregular_exit", then="coup within 2 years")
    said = [warning for warning in found.warnings if "more or less" in warning]
    assert (said == ["Of the data as a whole: A coup more or less."]) is whole
    assert any("A coup more or less." in case.notes for case in found.cases) is not whole
    assert any("touches 1 case, 1 of them hits: AUT is wrong in 1952." in warning for warning in found.warnings)
    assert not whole or found.warnings[-1] == said[0]
