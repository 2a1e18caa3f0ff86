import io

import pytest
from rich.console import Console

import ifso
from ifso.report.answer import answer_text
from ifso.report.numbers import numbers_report
from ifso.report.words import interval, likelihood, percent, points, times
from ifso.verbs.ask import Asked

WIDTHS = [24, 30, 40, 50, 58, 60, 66, 70, 75, 80, 90, 100, 109, 110, 120, 200]


@pytest.fixture(scope="module", params=["central-asia", "standoff", "southeast-asia-1965"])
def asked(request: pytest.FixtureRequest) -> Asked:
    return ifso.load(request.param).ask(draws=20, worlds=256)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_width_says_every_chance_with_its_interval_its_word_and_its_range(asked: Asked, width: int) -> None:
    text = answer_text(asked.answer, width)
    flat = " ".join(text.split())
    for view in asked.answer.views:
        assert view.view in flat
        for chance in view.answered.chances.values():
            assert chance is not None
            for said in (percent(chance.value), interval(chance), likelihood(chance.value)):
                assert said in flat, (width, said)
        assert points(view.answered.difference.value).removesuffix(" points") in flat  # type: ignore[union-attr]
        assert times(view.answered.ratio.value) in flat  # type: ignore[union-attr]
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width


def test_the_chart_gives_way_last_of_what_stands_beside_a_chance() -> None:
    answer = ifso.load("central-asia").ask(draws=20, worlds=256).answer
    charts = {width: "▁" in answer_text(answer, width) for width in WIDTHS}
    assert [width for width, charted in charts.items() if not charted] == [24, 30, 40, 50, 58, 60, 66, 70, 75]
    beside = {width: any(line.startswith(" commentary   made") for line in answer_text(answer, width).splitlines()) for width in WIDTHS}
    assert [width for width, found in beside.items() if found] == [109, 110, 120, 200]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_width_says_every_number_with_its_origin(asked: Asked, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, record=True)
    console.print(numbers_report(asked.answer, width))
    text = console.export_text()
    flat = " ".join(text.split())
    views = asked.answer.views
    if width < 100:
        for view in views:
            for held in view.held.values():
                assert held.value.written.split()[0] in flat
        assert flat.count("analyst's") == sum(held.value.origin == "analyst" for view in views for held in view.held.values())
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
