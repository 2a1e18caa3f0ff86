"""The rules by which the numbers of troops are cleaned, each on rows that it is about, and what comes of the file."""

from pathlib import Path

import polars as pl
import pytest

from ifso.history.datasets.us_troops import believed, clean, one_of_each, renumbered, reported, states_abroad, together
from ifso.history.reading import load

KEY = ["cow", "year"]


def rows(*given: tuple[int, int, int | None]) -> pl.DataFrame:
    return pl.DataFrame(given, schema={"cow": pl.Int64, "year": pl.Int64, "troops_ad": pl.Int64}, orient="row")


def texts(*given: tuple[int, int, int]) -> pl.DataFrame:
    return pl.DataFrame([tuple(str(value) for value in row) for row in given], schema=["ccode", "year", "troops_ad"], orient="row")


def test_places_that_are_no_states_and_the_united_states_themselves_are_left_out() -> None:
    given = rows((2, 1960, 1806455), (6, 1960, 15000), (20, 1960, 13000), (1002, 1960, 4000), (1029, 1965, 2), (10101, 1954, 652))
    assert states_abroad(given).rows() == [(20, 1960, 13000)]


def test_a_state_year_that_stands_twice_is_taken_with_its_count() -> None:
    assert one_of_each(rows((52, 2013, 7), (52, 2013, 0), (316, 2013, 0), (316, 2013, 17))).sort(KEY).rows() == [
        (52, 2013, 7),
        (316, 2013, 17),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((255, 1989, 5), (260, 1989, 5)),  # West Germany
        ((255, 1990, 5), (255, 1990, 5)),
        ((816, 1968, 5), (817, 1968, 5)),  # South Vietnam
        ((816, 1975, 5), (816, 1975, 5)),
        ((817, 1950, 5), (817, 1950, 5)),
        ((531, 1974, 5), (530, 1974, 5)),  # Asmara
        ((531, 1993, 5), (531, 1993, 5)),
        ((679, 1977, 5), (678, 1977, 5)),  # North Yemen
        ((678, 1990, 5), (679, 1990, 5)),
    ],
)
def test_a_state_stands_under_the_number_that_it_had(given: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    assert renumbered(rows(given)).rows() == [expected]


def test_what_comes_under_one_number_is_added_up() -> None:
    assert together(renumbered(rows((530, 1960, 91), (531, 1960, 1145)))).rows() == [(530, 1960, 1236)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((750, 1951, 41), None),  # filled in
        ((750, 1952, 41), None),
        ((750, 1953, 43), 43),
        ((840, 2008, 4577), None),  # inflated
        ((702, 2008, 99), 99),
        ((702, 2008, 100), None),
        ((840, 2009, 511), 511),
        ((645, 2006, 423300), None),
        ((645, 2005, 150000), 150000),
        ((645, 2023, 0), None),
        ((652, 2021, 1), None),
        ((652, 2020, 900), 900),
        ((703, 2005, 5), 5),  # Manas, which nothing repairs
    ],
)
def test_what_was_not_counted_is_unknown(given: tuple[int, int, int], expected: int | None) -> None:
    assert rows(given).with_columns(reported())["troops_ad"].to_list() == [expected]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([100, 0, 0, 0, 0], [100, None, None, None, 0]),
        ([99, 0, 0], [99, 0, 0]),
        ([567, 0, 0, 0, 44400], [567, None, None, None, 44400]),  # Kuwait from 2002
        ([500, None, 0, 7], [500, None, None, 7]),
        ([500, 7, 0], [500, 7, 0]),
        ([0, 0, 500], [0, 0, 500]),
    ],
)
def test_a_zero_soon_after_a_large_number_is_not_believed(counts: list[int | None], expected: list[int | None]) -> None:
    given = rows(*((690, 2002 + at, count) for at, count in enumerate(counts)))
    assert given.with_columns(believed())["troops_ad"].to_list() == expected


def test_a_zero_is_not_doubted_for_another_state_or_across_a_long_gap() -> None:
    given = rows((690, 2002, 567), (692, 2003, 0), (700, 1956, 460), (700, 1962, 0))
    assert given.with_columns(believed())["troops_ad"].to_list() == [567, 0, 460, 0]


def test_no_rule_looks_at_later_years(mirror: Path) -> None:
    whole = load("us_troops", mirror=mirror)
    raw = pl.read_csv(mirror / "us_troops/troopdata-rebuild-country-year.csv", infer_schema=False).select("ccode", "year", "troops_ad")
    for until in (1964, 1990, 2003, 2008, 2015):
        cut = clean(raw.filter(pl.col("year").cast(pl.Int64) <= until))
        assert cut.equals(whole.filter(pl.col("year") <= until))


def test_the_steps_together() -> None:
    given = texts((2, 2002, 1), (690, 2002, 567), (690, 2003, 0), (690, 2006, 44400), (255, 1950, 97820), (52, 2013, 0), (52, 2013, 7))
    assert clean(given).rows() == [(52, 2013, 7), (260, 1950, 97820), (690, 2002, 567), (690, 2003, None), (690, 2006, 44400)]


# ---------------------------------------------------------------- the file


@pytest.fixture(scope="module")
def raw(mirror: Path) -> pl.DataFrame:
    frame = pl.read_csv(mirror / "us_troops/troopdata-rebuild-country-year.csv", infer_schema=False)
    return frame.select("countryname", *(pl.col(name).cast(pl.Int64) for name in ("ccode", "year", "troops_ad")))


def test_29_state_years_stand_twice_each_time_with_a_zero(raw: pl.DataFrame) -> None:
    twice = raw.group_by("ccode", "year").agg(
        pl.len(), pl.col("troops_ad").min().alias("least"), pl.col("countryname").n_unique().alias("names")
    )
    twice = twice.filter(pl.col("len") > 1)
    assert twice.height == 29
    assert set(twice["len"]) == {2}
    assert set(twice["least"]) == {0}
    assert set(twice["names"]) == {2}


def test_1951_and_1952_are_filled_in(raw: pl.DataFrame) -> None:
    by_year = raw.pivot("year", index="ccode", values="troops_ad", aggregate_function="max")
    filled = by_year.filter(pl.col("1951").is_not_null())
    assert filled.height == 185
    assert (filled["1951"] == filled["1952"]).all()
    known = filled.drop_nulls(["1950", "1953"])
    mean = (known["1950"] + known["1953"]) / 2
    assert (known.height, int(((known["1951"] - mean).abs() <= 0.5).sum())) == (86, 79)


def test_2008_is_inflated_by_half(raw: pl.DataFrame) -> None:
    by_year = raw.pivot("year", index="ccode", values="troops_ad", aggregate_function="max")
    medians = {}
    for year in range(2003, 2013):
        before = by_year.filter(pl.col(str(year - 1)) >= 5)
        medians[year] = (before[str(year)] / before[str(year - 1)]).median()
    assert medians[2008] == pytest.approx(1.57, abs=0.02)
    assert max(each for year, each in medians.items() if year != 2008 and each is not None) < 1.4


def test_what_the_card_says_of_single_states(raw: pl.DataFrame) -> None:
    def of(state: int, first: int, last: int) -> list[int]:
        rows = (
            raw.filter((pl.col("ccode") == state) & pl.col("year").is_between(first, last)).group_by("year").agg(pl.col("troops_ad").max())
        )
        return rows.sort("year")["troops_ad"].to_list()

    assert of(645, 2006, 2007) == [423300, 510000]
    assert of(645, 2022, 2024) == [153, 0, 0]
    assert of(652, 2020, 2024) == [900, 1, 0, 0, 0]
    assert of(690, 2002, 2006) == [567, 0, 0, 0, 44400]
    assert (min(of(703, 2001, 2007)), max(of(703, 2001, 2007))) == (5, 27)
    assert (min(of(703, 2009, 2013)), max(of(703, 2009, 2013))) == (3962, 12135)
    assert max(of(704, 2001, 2005)) == 3
    assert of(816, 1968, 1968) == [537377]
    assert of(817, 1954, 1975) == []
    assert of(260, 1950, 1990) == []
