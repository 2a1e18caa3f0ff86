import io

import pytest
from rich.console import Console

from ifso.history.gaps import Described
from ifso.history.variables import GROUPS, VARIABLES
from ifso.report.variables import share, variables_page, variables_report


def printed(*names: str, unknown: float | None = None) -> str:
    console = Console(file=io.StringIO(), width=100)
    console.print(variables_report([Described(variable=VARIABLES[name], unknown=unknown) for name in names]))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines())


def test_a_variable_is_told_with_its_kind_years_gaps_and_sources() -> None:
    assert printed("us_troops", unknown=0.0563) == (
        "us_troops  number, people; 1950 to 2024; 6% unknown; from us_troops\n    US military personnel on active duty in the state."
    )


def test_a_tie_shows_that_it_takes_a_state() -> None:
    assert printed("rival").startswith("rival(STATE)  yes or no; 1946 to 2010; from rivalries_td\n")


@pytest.mark.parametrize(
    ("unknown", "words"), [(0.0, "all known"), (0.004, "under 1% unknown"), (0.01, "1% unknown"), (1.0, "100% unknown")]
)
def test_a_share_is_told_in_words(unknown: float, words: str) -> None:
    assert share(unknown) == words


def test_the_page_has_every_variable_under_its_group() -> None:
    page = variables_page("# Head\n")
    assert page.startswith("# Head\n")
    assert page.count("\n### ") == len(VARIABLES)
    assert page.count("\n## ") == len(GROUPS)
    assert "### neighbour(STATE)\n\nThe two share a border" in page
    assert "*Yes or no; 1946 to 2016; from contiguity.*" in page
