import re

import pytest

from ifso.history.language.checking import check
from ifso.history.language.kinds import Scope
from ifso.history.language.parsing import parse
from ifso.history.variables import Kind


def faults(text: str, **scope: object) -> list[tuple[str, str]]:
    """Return the code of each fault with the words that it blames."""
    return [(fault.code, text[fault.start : fault.end]) for fault in check(parse(text), Scope(**scope), text)[1]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("us_tropps > 5", "unknown-variable", "us_tropps"),
        ("military", "unknown-variable", "military"),
        ("alied(RUS)", "unknown-variable", "alied"),
        ("any neigbour (coup)", "unknown-variable", "neigbour"),
        ("allied(Russia)", "unknown-state", "Russia"),
        ("coup of Russia", "unknown-state", "Russia"),
        ("patron = Russia", "unknown-state", "Russia"),
        ("allied(coup)", "unknown-state", "coup"),
        ("allied(1 + 2)", "unknown-state", "1 + 2"),
        ("allied(0.5)", "unknown-state", "0.5"),
        ("regime_type is militry", "unknown-category", "militry"),
        ("regime_type in (military, persnal)", "unknown-category", "persnal"),
        ('regime_type is "x"', "unknown-category", '"x"'),
        ("us_troops", "wrong-kind", "us_troops"),
        ("not us_troops", "wrong-kind", "us_troops"),
        ("region and coup", "wrong-kind", "region"),
        ("patron", "wrong-kind", "patron"),
        ("RUS", "wrong-kind", "RUS"),
        ("allied", "wrong-kind", "allied"),
        ("un_distance > 1", "wrong-kind", "un_distance"),
        ("coup(RUS)", "wrong-kind", "coup"),
        ("coup = 1", "wrong-kind", "1"),
        ("coup + 1 > 2", "wrong-kind", "coup"),
        ("us_troops = RUS", "wrong-kind", "RUS"),
        ("region > 5", "wrong-kind", "5"),
        ("region < sub_saharan_africa", "wrong-kind", "region < sub_saharan_africa"),
        ("region = decade", "wrong-kind", "decade"),
        ("coup in (1, 2)", "wrong-kind", "coup"),
        ("us_troops is 'many'", "wrong-kind", "'many'"),
        ("any us_troops (coup)", "wrong-kind", "us_troops"),
        ("any un_distance (coup)", "wrong-kind", "un_distance"),
        ("lowest(coup) within 5 years > 1", "wrong-kind", "coup"),
        ("allied(self)", "wrong-kind", "self"),
        ("coup of other", "no-partner", "other"),
        ("allied(other)", "no-partner", "other"),
        ("patron = other", "no-partner", "other"),
        ("coup within 0 years", "years", "within 0 years"),
        ("coup within 51 years", "years", "within 51 years"),
        ("coup in years 5 to 2", "years", "in years 5 to 2"),
        ("coup for 6 of 5 years", "years", "for 6 of 5 years"),
        ("coup for 0 of 5 years", "years", "for 0 of 5 years"),
        ("coup 0 years before", "years", " 0 years before"),
        ("coup 99 years later", "years", " 99 years later"),
        ("lowest(us_troops) for 3 of 5 years > 1", "years", "for 3 of 5 years"),
        ("not coup within 5 years", "ambiguous-window", "coup within 5 years"),
        ("irregular_exit or coup within 5 years", "ambiguous-window", "within 5 years"),
        ("1 < 2", "constant-expression", "1 < 2"),
        ("coup and RUS = CHN", "constant-expression", "RUS = CHN"),
        ("us_troops > 5 the year before", "constant-expression", "5 the year before"),
        ("5 is known or coup", "constant-expression", "5"),
        ("1 in (1, 2) or coup", "constant-expression", "1"),
        ("us_troops > 9999999999999999", "out-of-range", "9999999999999999"),
        ("all neighbour", "base-rate-syntax", "all neighbour"),
    ],
)
def test_a_fault_is_blamed_at_the_very_words(text, code, at):
    assert faults(text, kind=Kind.YES_NO) == [(code, at)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("us_tropps > 5", "`us_troops`"),
        ("regime_type is militry", "`military`"),
        ("military", "`regime_type is military`"),
        ("allied(Russia)", "`RUS`"),
        ("allied(rus)", "`RUS`"),
        ("us_troops", "`us_troops >= 100`"),
        ("allied", "any allied"),
        ("coup(RUS)", "`coup of RUS`"),
        ("not coup within 5 years", "(not coup) within 5 years"),
    ],
)
def test_a_fault_comes_with_a_way_out(text, hint):
    assert hint in check(parse(text), Scope(kind=Kind.YES_NO), text)[1][0].hint


@pytest.mark.parametrize(
    ("text", "latest", "ways"),
    [
        ("not allied(RUS) within  3 years", None, ("(not allied(RUS)) within 3 years", "not (allied(RUS) within 3 years)")),
        ("irregular_exit and us_troops > 5 for 2 years", None,
         ("(irregular_exit and us_troops > 5) for 2 years", "irregular_exit and (us_troops > 5 for 2 years)")),
        ("coup or democracy within 2 years or allied(RUS)", None,
         ("(coup or democracy) within 2 years or allied(RUS)", "coup or (democracy within 2 years) or allied(RUS)")),
        ("not coup within 5 years", 0, ("not (coup in the past 5 years)",)),
        ("not coup within 1 year", 0, ("not (coup in the past year)",)),
        ("not coup for 5 years", 0, ("not (coup for the past 5 years)",)),
        ("not coup for 3 of 5 years", 0, ("not (coup for 3 of the past 5 years)",)),
        ("not coup in the past 5 years", 0, ("(not coup) in the past 5 years", "not (coup in the past 5 years)")),
        ("coup or democracy within 2 years", 0, ("(coup or democracy) in the past 2 years", "coup or (democracy in the past 2 years)")),
    ],
)  # fmt: skip
def test_an_ambiguous_window_is_answered_in_its_own_words(text, latest, ways):
    scope = Scope(kind=Kind.YES_NO, latest=latest)
    hint = next(fault.hint for fault in check(parse(text), scope, text)[1] if fault.code == "ambiguous-window")
    assert re.findall("`(.*?)`", hint) == list(ways)
    for way in ways:
        assert check(parse(way), scope, way)[1] == ()


def test_everything_that_is_wrong_is_said_at_once():
    text = "cuop or us_tropps > 5 and allied(Russia) or regime_type is militry or (coup within 0 years)"
    assert [code for code, _ in faults(text)] == ["unknown-variable", "unknown-variable", "unknown-state", "unknown-category", "years"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("coup within 5 years", ["within 5 years"]),
        ("coup in years 0 to 1", ["in years 0 to 1"]),
        ("coup 2 years later", [" 2 years later"]),
        ("any neighbour (coup within 5 years)", ["within 5 years"]),
        ("highest(us_troops) within 2 years > 5", ["within 2 years"]),
        ("(coup and irregular_exit) within 5 years", ["within 5 years"]),
        ("(coup 2 years later) 2 years before", []),
        ("coup in the past 5 years", []),
        ("coup in year 0", []),
        ("coup", []),
    ],
)
def test_conditions_may_not_look_ahead(text, at):
    assert faults(text, latest=0, late="No.") == [("reads-ahead", words) for words in at]


@pytest.mark.parametrize(
    "text",
    [
        "coup within 5 years and irregular_exit within 3 years",
        "coup within 5 years and irregular_exit",
        "not (coup within 5 years)",
        "(not coup) within 5 years",
        "irregular_exit or (coup within 5 years)",
        "patron is USA and USA = patron",
        "patron is not known",
        "failure_to is other",  # a category, though `other` and `democracy` are words of their own elsewhere
        "failure_to in (democracy, other)",
        "decade is '1950s'",
        "region is 'Sub-Saharan Africa'",
        "regime_type = regime_type the year before",
        "patron != patron the year before",
        "self in (USA, RUS)",
        "any neighbour (allied(self) and neighbour(RUS))",
        "(allied(self)) of USA",
        "count patron = 0",
        "democracy = democracy of RUS",
        "un_distance(USA) - un_distance(RUS) > 0",
        "allied(365)",
    ],
)
def test_what_makes_sense_is_understood(text):
    assert faults(text, kind=Kind.YES_NO) == []


def test_under_each_there_is_a_partner():
    assert faults("coup of other and allied(other) and patron is other", each=True) == []


def test_few_near_misses_are_looked_up_for_a_text_of_nonsense():
    text = " or ".join(f"xyzzy{i}" for i in range(400))
    assert len(faults(text)) == 400
