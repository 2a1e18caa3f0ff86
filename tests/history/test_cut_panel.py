"""A panel that was cut before anything was derived answers, for the years that it can be asked of, as the whole one does."""

from dataclasses import replace
from pathlib import Path

import pytest

from ifso.history.asking import base_rate
from ifso.history.classes import read
from ifso.history.keeping import load_panel
from ifso.history.panel import Panel
from ifso.history.results import Case
from ifso.scenario.load import load_classes
from ifso.verbs.finding import find_scenario

CUT = 1964
CLASSES = load_classes(find_scenario("six-questions"))[0].base_rates


@pytest.fixture(scope="module")
def panels(mirror: Path) -> tuple[Panel, Panel]:
    return load_panel(mirror=mirror), load_panel(CUT, mirror=mirror)


def plain(case: Case) -> Case:
    """Leave the names out: a state may be called otherwise later."""
    return replace(case, state="", other="", iso3="", who=tuple(text[-4:] for text in case.who), notes=())


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_that_came_later_leaks_in(name, panels):
    whole, cut = panels
    asked, _ = read(CLASSES[name])
    found = base_rate(replace(asked, as_of=CUT), cut, resamples=2)
    same = base_rate(replace(asked, years=found.years), whole, resamples=2)
    assert [plain(case) for case in found.cases] == [plain(case) for case in same.cases]
    assert found.years[1] <= CUT - asked.window
    assert found.as_of == CUT
