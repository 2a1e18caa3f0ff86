from dataclasses import replace

import pytest

from ifso.history.results import BaseRate, Case, Comparison, Estimate, Interval, Outcome, Rate
from ifso.report.base_rate import base_rates_html, base_rates_text, named_cases
from ifso.report.plain_history import cases_csv
from ifso.scenario.meaning import Between, Exactly, Value, Window
from ifso.verbs.base_rate import BaseRates


def _interval(low: float, high: float) -> Interval:
    return Interval(low=low, high=high, how="Jeffreys")


def case(state: str, year: int, outcome: Outcome = Outcome.MISS, **more: object) -> Case:
    return Case(state=state, iso3=state[:3].upper(), gw=1, other="", year=year, outcome=outcome, **more)  # type: ignore[arg-type]


RATE = BaseRate(
    name="coups",
    asks="After a coup, was there another within 5 years? [bold]No[/bold] <b>",
    query={"when": "coup", "then": "coup within 5 years", "matched on": "region"},
    rate=Rate(k=2, n=4, unknown=1, countries=3, interval=_interval(0.17, 0.83), clustered=_interval(0.1, 0.9)),
    groups={"Asia": Rate(k=1, n=2, unknown=1, countries=1, interval=_interval(0.1, 0.9))},
    comparison=Comparison(
        matched_on=("region",),
        rate=Rate(k=3, n=60, unknown=0, countries=9, interval=_interval(0.02, 0.1)),
        occasions=Rate(k=2, n=4, unknown=1, countries=3),
        standardised=Estimate(value=0.04),
        difference=Estimate(value=0.46, interval=_interval(0.1, 0.8)),
        ratio=Estimate(value=12.5, interval=Interval(low=2.0, high=float("inf"), how="cluster bootstrap")),
        strata=2,
        unmatched=1,
    ),
    cases=(
        case("Iraq", 1958, Outcome.HIT, seen=(1963,)),
        case("Syria", 1961, Outcome.HIT, seen=(1962, 1963), who=("Iran 1962",)),
        case("Ghana", 1966),
        case("Ghana", 1967),
        case("East Germany", 1989, Outcome.UNKNOWN),
    ),
    years_asked=None,
    years=(1950, 2010),
    ended_by=("archigos",),
    window=5,
    untold=7,
    left_out=3,
    repeated=2,
    warnings=("Fewer than 20 cases.",),
    as_of=2015,
    datasets={"archigos": "a" * 64},
    panel_version="p",
    program="9",
    resamples=2000,
)
LIKELY = Value(assumption="war.coup", written="likely within 3 years", number=Between(low=0.55, high=0.8), timing=Window(opens=0, closes=3))
FOUND = BaseRates(
    title="Coups", found={"coups": RATE}, beside={"coups": (("author", LIKELY),)}, limits={"coups": ("Palace coups are missing.",)}
)


def said(found: BaseRates, width: int = 110, *, cases: bool = False) -> str:
    return " ".join(base_rates_text(found, width, cases=cases).split())


def test_everything_is_said_in_this_order() -> None:
    text = said(FOUND)
    parts = [
        "coups After a coup, was there another within 5 years? [bold]No[/bold] <b>",
        "2 of 4 occasions: 50%",
        "90% interval 17 to 83%, each taken for itself; 10 to 90% with 3 countries drawn whole.",
        "1 with an unknown outcome",
        "the share lies between 40% and 60%",
        "history",
        "author",
        "55 to 80% likely within 3 years",
        "Without it: 3 of 60 other years (5.0%), matched on region. Weighted as the occasions are: 4.0%.",
        "difference +46 points (+10 to +80 points); ratio 12.5 times (2.0 to no end)",
        "1 occasion that no other year matches stays out of this.",
        "1 of 2 (+1 unknown)",
        "Hits (2) Iraq 1958 (seen 1963); Syria 1961 (Iran 1962)",
        "Misses (2) are named with --cases.",
        "Unknown (1) East Germany 1989",
        "Years looked at: 1950 to 2010 (ended by archigos). Nothing recorded of later years than 2015 is used.",
        "7 that may or may not be occasions, since something is unknown",
        "! Fewer than 20 cases.",
        "- Palace coups are missing.",
        "Asked when: coup; then: coup within 5 years",
        "How Jeffreys intervals, and 2,000 draws of whole countries with seed 0; panel p, ifso 9; datasets archigos aaaaaaaa.",
        "It does not say why",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_misses_are_named_on_request_in_runs_of_years() -> None:
    assert "Misses (2) Ghana 1966-1967" in said(FOUND, cases=True)


@pytest.mark.parametrize("width", [40, 60, 80, 110, 200])
def test_the_page_keeps_its_width(width: int) -> None:
    assert max(map(len, base_rates_text(FOUND, width, cases=True).splitlines())) <= width


def test_a_class_without_cases_says_so() -> None:
    empty = replace(RATE, rate=Rate(k=0, n=0, unknown=0, countries=0), groups={}, comparison=None, cases=(), warnings=())
    assert "there is no occasion with a known outcome, and so no share" in said(BaseRates(title="", found={"coups": empty}))


def test_one_outcome_gives_no_interval_by_country() -> None:
    same = replace(RATE, rate=replace(RATE.rate, clustered=None, unknown=0))
    assert "with one outcome in all of 3 countries there is no interval by country" in said(BaseRates(title="", found={"coups": same}))


def test_one_country_gives_no_interval_by_country() -> None:
    alone = replace(RATE, rate=replace(RATE.rate, countries=1, clustered=None, unknown=0))
    page = said(BaseRates(title="", found={"coups": alone}))
    assert "there is only one country, and so no interval by country" in page
    assert "one outcome" not in page


def test_a_class_without_window_is_a_chance_per_year() -> None:
    yearly = replace(RATE, window=0, cases=(case("Iraq", 1958, Outcome.HIT, seen=(1958,)),))
    text = said(BaseRates(title="", found={"coups": yearly}))
    assert "50% per year" in text
    assert "Hits (1) Iraq 1958 Years" in text  # when it was seen need not be said


def test_text_of_the_file_is_escaped_in_html() -> None:
    assert "&lt;b&gt;" in base_rates_html(FOUND)
    assert "<b>" not in base_rates_html(FOUND)
    assert FOUND._repr_html_() == base_rates_html(FOUND)


def test_the_author_is_drawn_over_the_time_of_history() -> None:
    later = replace(LIKELY, number=Exactly(value=0.5), timing=Window(opens=0, closes=10), written="50% within 10 years")
    found = replace(FOUND, beside={"coups": (("author", later),)})
    assert "25% 50% within 10 years" in said(found)  # half of it has been reached after five years


def test_partners_are_named() -> None:
    pairs = [replace(case("Iraq", 1958, Outcome.HIT, seen=(1960,)), other="United Kingdom"), replace(case("Iraq", 1960), other="Iran")]
    assert list(named_cases(pairs, dated=True)) == ["Iraq and Iran 1960", "Iraq and United Kingdom 1958 (seen 1960)"]


def test_no_cell_is_a_formula_to_a_spreadsheet() -> None:
    risky = replace(RATE, cases=(replace(case("=1+1", 1958), iso3="@SUM"),))
    lines = cases_csv(BaseRates(title="", found={"coups": risky})).splitlines()
    assert lines[1].startswith("coups,'=1+1,'@SUM,1,")
