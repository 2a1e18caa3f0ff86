import subprocess
import sys

import pytest

from ifso.history.datasets import CARDS
from ifso.history.variables import FIRST_YEAR, LAST_YEAR, NONE, VARIABLES, Kind, Variable

ALL = list(VARIABLES.values())


@pytest.mark.parametrize("variable", ALL, ids=lambda variable: variable.name)
def test_an_entry_is_complete(variable: Variable) -> None:
    assert VARIABLES[variable.name] is variable
    assert variable.name.isidentifier()
    assert variable.name.islower()
    assert variable.definition.endswith(".")
    assert FIRST_YEAR <= variable.first <= variable.last <= LAST_YEAR
    assert (variable.unit != "") == (variable.kind is Kind.NUMBER)
    assert (variable.values != ()) == (variable.kind is Kind.CATEGORY)
    assert variable.datasets or variable.name == "decade"
    assert set(variable.datasets) <= set(CARDS)
    if variable.tie:
        assert variable.kind in {Kind.YES_NO, Kind.NUMBER}


@pytest.mark.parametrize("variable", ALL, ids=lambda variable: variable.name)
def test_it_covers_no_year_that_none_of_its_datasets_does(variable: Variable) -> None:
    lasts = [CARDS[name].last for name in variable.datasets if name not in {"country_codes", "gw_states"}]
    assert all(variable.last <= last for last in lasts)


def test_the_words_of_a_category_are_names() -> None:
    for variable in ALL:
        assert len(set(variable.values)) == len(variable.values)
        if variable.name != "decade":
            assert all(word.isidentifier() for word in variable.values)
    assert VARIABLES["failure_to"].values[0] == VARIABLES["regime_type"].values[0] == NONE
    assert VARIABLES["decade"].values[(1955 - 1940) // 10] == "1950s"


def test_the_catalogue_can_be_read_without_any_data_or_polars() -> None:
    ask = "import sys, ifso.history.variables; print(sorted({'polars', 'pandas', 'rdata', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
