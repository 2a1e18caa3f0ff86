from pathlib import Path

import pytest

from ifso.history.keeping import load_panel
from ifso.history.language.naming import CODES, category, is_state, state_hint, where_category
from ifso.history.variables import VARIABLES


def test_the_codes_are_those_of_the_panel(mirror: Path):
    assert {state.iso3 for state in load_panel(mirror=mirror).states} - {""} == CODES


@pytest.mark.parametrize(
    ("word", "known"), [("RUS", True), ("DDR", True), ("365", True), ("rus", False), ("SUN", False), ("0", False), ("1000", False)]
)
def test_states_go_by_code_or_number(word, known):
    assert is_state(word) is known


@pytest.mark.parametrize(("word", "hint"), [("rus", "`RUS`"), ("USSR", "`RUS`"), ("Gondor", "three letters")])
def test_other_names_are_told_how_to_be_written(word, hint):
    assert hint in state_hint(word)


def test_words_of_categories_are_compared_without_case_and_joints():
    region = VARIABLES["region"]
    assert region.values[category(region, "Sub-Saharan Africa")] == "sub_saharan_africa"
    assert category(region, "Atlantis") is None
    assert where_category("military") == "regime_type"
