from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.likelihood import BY_NAME
from ifso.scenario.meaning import AtOnce, Between, Count, Exactly, Kind, Number, Rate, Timing, Window
from ifso.scenario.numbers import Misread, parse_date, parse_date_or_duration, parse_duration, parse_value
from ifso.scenario.printing import number_in_words, timing_in_words

CHANCES: list[tuple[str, Number, Timing]] = [
    ("30% within 2 years", Exactly(value=0.3), Window(opens=0, closes=2)),
    ("0.3 per year", Exactly(value=0.3), Rate(period=1)),
    (".3 per year", Exactly(value=0.3), Rate(period=1)),
    ("3:7 at once", Exactly(value=0.3), AtOnce()),
    ("20% to 40% per decade", Between(low=0.2, high=0.4), Rate(period=10)),
    ("20 to 40% per 5 years", Between(low=0.2, high=0.4), Rate(period=5)),
    ("0.2 - 0.4 between 1 and 3 years", Between(low=0.2, high=0.4), Window(opens=1, closes=3)),
    ("20%–40% between 6 months and 2 years", Between(low=0.2, high=0.4), Window(opens=0.5, closes=2)),
    ("5 of 57 within 5 years", Count(k=5, n=57), Window(opens=0, closes=5)),
    ("almost certain within a year", Between(low=0.95, high=0.99, word="almost certain"), Window(opens=0, closes=1)),
    ("roughly  even\nodds per month", Between(low=0.45, high=0.55, word="roughly even odds"), Rate(period=1 / 12)),
    ("100% within 6 weeks", Exactly(value=1), Window(opens=0, closes=42 / 365.25)),
    ("0% per day", Exactly(value=0), Rate(period=1 / 365.25)),
]


@pytest.mark.parametrize(("text", "number", "timing"), CHANCES)
def test_chances(text: str, number: Number, timing: Timing) -> None:
    found, when = parse_value(text, Kind.CHANCE)
    assert _close(when, timing)
    assert _close(found, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", Exactly(value=2)), ("0", Exactly(value=0)), ("50%", Exactly(value=0.5)), ("0.2 to 5", Between(low=0.2, high=5))],
)
def test_ratios(text: str, number: Number) -> None:
    assert parse_value(text, Kind.RATIO) == (number, None)


WRONG = [
    # text, kind, code, what is marked, part of message or hint
    ("", Kind.CHANCE, "number", "", "is missing"),
    ("30%", Kind.CHANCE, "timing", "30%", "Write `30% within 2 years`"),
    ("30% in 2 years", Kind.CHANCE, "timing", "in 2 years", "Did you mean `within 2 years`?"),
    ("30% immediately", Kind.CHANCE, "timing", "immediately", "`at once`"),
    ("30% at 2 years", Kind.CHANCE, "timing", "at 2", "stands `once`"),
    ("130% within 1 year", Kind.CHANCE, "out-of-range", "130%", "cannot exceed 100%"),
    ("30 within 1 year", Kind.CHANCE, "out-of-range", "30", "Did you mean `30%`?"),
    ("-3% per year", Kind.CHANCE, "number", "-", "negative"),
    ("0,3 per year", Kind.CHANCE, "number", ",", "Write `0.3`"),
    ("likly within 2 years", Kind.CHANCE, "number", "likly", "Did you mean `likely`?"),
    ("likely soon within 2 years", Kind.CHANCE, "number", "likely soon", "Did you mean `likely`?"),
    ("maybe per year", Kind.CHANCE, "number", "maybe", "a word of likelihood: "),
    ("certain within 2 years", Kind.CHANCE, "number", "certain", "`100%`"),
    ("within 2 years", Kind.CHANCE, "number", "within", "The number is missing"),
    ("30 percent per year", Kind.CHANCE, "number", "percent", "Write `30%`"),
    ("30% within 2 yaers", Kind.CHANCE, "duration", "yaers", "Did you mean `2 years`?"),
    ("30% within 2", Kind.CHANCE, "duration", "2", "unit of time is missing"),
    ("30% within", Kind.CHANCE, "duration", "n", "missing after `within`"),
    ("30% within two years", Kind.CHANCE, "duration", "two", "Write `2`"),
    ("30% within 1 to 3 years", Kind.CHANCE, "timing", "to", "between 1 and 3 years"),
    ("30% within 0 years", Kind.CHANCE, "duration", "0 years", "above 0"),
    ("30% within 2000 years", Kind.CHANCE, "duration", "2000 years", "cannot exceed"),
    ("30% per annum", Kind.CHANCE, "duration", "annum", "`per year`"),
    ("100% per year", Kind.CHANCE, "out-of-range", "100% per year", "No rate makes an event certain"),
    ("0.2 to 40% per year", Kind.CHANCE, "number", "0.2 to 40%", "`20% to 40%`"),
    ("20% to 0.4 per year", Kind.CHANCE, "number", "20% to 0.4", "One end"),
    ("40 to 20% per year", Kind.CHANCE, "out-of-range", "40 to 20%", "`20% to 40%`"),
    ("20% to 20% per year", Kind.CHANCE, "out-of-range", "20% to 20%", "same"),
    ("0% to 20% per year", Kind.CHANCE, "out-of-range", "0% to 20%", "cannot begin at 0"),
    ("20% to 100% per year", Kind.CHANCE, "out-of-range", "20% to 100%", "cannot reach 100%"),
    ("30% between 3 and 1 years", Kind.CHANCE, "timing", "between 3 and 1 years", "ends before it opens"),
    ("30% between 1 to 3 years", Kind.CHANCE, "timing", "to", "`and` was expected"),
    ("7 of 5 per year", Kind.CHANCE, "out-of-range", "7 of 5", "`5 of 7`"),
    ("0 of 0 per year", Kind.CHANCE, "out-of-range", "0 of 0", "no cases"),
    ("0.5 of 5 per year", Kind.CHANCE, "number", "0.5 of 5", "whole cases"),
    ("0:0 per year", Kind.CHANCE, "out-of-range", "0:0", "say nothing"),
    ("30% within 2 years perhaps", Kind.CHANCE, "timing", "perhaps", "cannot follow"),
    ("1" * 25 + "% per year", Kind.CHANCE, "number", "1" * 25, "too long"),
    ("٣٠% per year", Kind.CHANCE, "number", "٣", "A number was expected"),
    ("2 within 3 years", Kind.RATIO, "timing", "within 3 years", "no timing"),
    ("likely", Kind.RATIO, "number", "likely", "words name chances only"),
    ("3:7", Kind.RATIO, "number", "3:7", "`0.429`"),
    ("3:0", Kind.RATIO, "number", "3:0", "Odds"),
    ("5 of 57", Kind.RATIO, "number", "5 of 57", "A count names a chance"),
    ("0 to 3", Kind.RATIO, "out-of-range", "0 to 3", "blocks"),
    ("2x", Kind.RATIO, "number", "x", "cannot follow"),
]


@pytest.mark.parametrize(("text", "kind", "code", "marked", "says"), WRONG)
def test_what_cannot_be_read_is_marked_and_explained(text: str, kind: Kind, code: str, marked: str, says: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_value(text, kind)
    problem = caught.value
    assert problem.code == code
    assert text[problem.start : problem.end] == marked
    assert says in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("10 days", 10 / 365.25),
        ("6 weeks", 42 / 365.25),
        ("18 months", 1.5),
        ("2.5 years", 2.5),
        ("a year", 1),
        ("1 decade", 10),
        ("an  year", 1),
    ],
)
def test_durations(text: str, years: float) -> None:
    assert parse_duration(text) == pytest.approx(years, rel=1e-15)


def test_moments_are_dates_or_durations() -> None:
    assert parse_date_or_duration(" 2036-05-01 ") == date(2036, 5, 1)
    assert parse_date_or_duration("10 years") == 10.0


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("2036", "date", "`2036-12-31`"),
        ("2036-5-1", "date", "Write `2036-05-01`"),
        ("ten years", "duration", "Write `10`"),
        ("soon", "date", "neither a date nor a duration"),
        ("2026-02-30", "date", "There is no day 2026-02-30"),
        ("10 years ago", "duration", "cannot follow"),
        ("", "date", "neither"),
    ],
)
def test_moments_that_cannot_be_read(text: str, code: str, says: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_date_or_duration(text)
    assert caught.value.code == code
    assert says in str(caught.value)


def test_dates_have_one_form() -> None:
    assert parse_date("2026-05-01") == date(2026, 5, 1)
    with pytest.raises(Misread, match="year-month-day"):
        parse_date("01/05/2026")


# ---------------------------------------------------------------- what always holds

_shares = st.integers(1, 999_999).map(lambda n: n / 1_000_000)
_numbers = st.one_of(
    st.builds(Exactly, value=_shares),
    st.builds(lambda pair: Between(low=min(pair), high=max(pair)), st.tuples(_shares, _shares).filter(lambda pair: pair[0] != pair[1])),
    st.builds(lambda pair: Count(k=min(pair), n=max(pair)), st.tuples(st.integers(0, 10**6), st.integers(1, 10**6))),
    st.sampled_from(sorted(BY_NAME)).map(lambda name: Between(low=BY_NAME[name].low, high=BY_NAME[name].high, word=name)),
)
_durations = st.integers(1, 12_000).map(lambda months: months / 12)
_timings = st.one_of(
    st.builds(lambda closes: Window(opens=0.0, closes=closes), _durations),
    st.builds(
        lambda pair: Window(opens=min(pair), closes=max(pair)), st.tuples(_durations, _durations).filter(lambda pair: pair[0] != pair[1])
    ),
    st.builds(Rate, period=_durations),
    st.just(AtOnce()),
)


def _close(one: object, other: object) -> bool:
    names = ("value", "low", "high", "word", "k", "n", "opens", "closes", "period")
    return type(one) is type(other) and all(
        getattr(one, name)
        == (pytest.approx(getattr(other, name), rel=1e-9) if not isinstance(getattr(other, name), str) else getattr(other, name))
        for name in names
        if hasattr(one, name)
    )


@given(number=_numbers, timing=_timings)
def test_numbers_parse_what_they_print(number: Number, timing: Timing) -> None:
    found, when = parse_value(f"{number_in_words(number, Kind.CHANCE)} {timing_in_words(timing)}", Kind.CHANCE)
    assert _close(found, number)
    assert _close(when, timing)


@given(value=st.floats(0, 1e6))
def test_ratios_parse_what_they_print(value: float) -> None:
    found, _ = parse_value(number_in_words(Exactly(value=round(value, 6)), Kind.RATIO), Kind.RATIO)
    assert isinstance(found, Exactly)
    assert found.value == pytest.approx(value, rel=1e-9, abs=1e-6)


_pieces = st.sampled_from(
    [
        "30%",
        "0.3",
        "likely",
        "within",
        "between",
        "and",
        "2",
        "years",
        "per",
        "at",
        "once",
        ":",
        "of",
        "to",
        "-",
        "a",
        ",",
        " ",
        "é",
        "100",
        "%",
    ]
)


@given(text=st.one_of(st.text(max_size=60), st.lists(_pieces, max_size=9).map(" ".join)), kind=st.sampled_from(Kind))
def test_any_text_is_a_value_or_a_misreading_that_lies_in_it(text: str, kind: Kind) -> None:
    found, misread = None, None
    try:
        found = parse_value(text, kind)
    except Misread as problem:
        misread = problem
    if misread is not None:
        assert 0 <= misread.start <= len(text)
        assert misread.start < misread.end <= max(len(text), misread.start) + 1
        assert misread.message.endswith((".", "?"))
    if found is not None:
        number, timing = found
        assert (timing is None) == (kind is Kind.RATIO)
        assert not isinstance(number, Exactly) or number.value >= 0


@given(text=st.text(max_size=30))
def test_any_text_is_a_moment_or_a_misreading(text: str) -> None:
    found, code = None, ""
    try:
        found = parse_date_or_duration(text)
    except Misread as problem:
        code = problem.code
    assert code in {"date", "duration", "number", "timing"} or isinstance(found, date) or (found is not None and found > 0)


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("5 in 57 per year", Kind.CHANCE, "Write `5 of 57` for cases counted, or a percentage."),
        ("5 out of 57 per year", Kind.CHANCE, "Write `5 of 57` for cases counted, or a percentage."),
        ("50/50 per year", Kind.CHANCE, "Write `50%`."),
        ("20% a year", Kind.CHANCE, "Did you mean `per year`?"),
        ("20% p.a.", Kind.CHANCE, "Write `per year`."),
        ("20% in two years", Kind.CHANCE, "Did you mean `within 2 years`?"),
        ("20% over the decade", Kind.CHANCE, "Did you mean `within`?"),
        ("20% by 2028", Kind.CHANCE, "A time is counted from what the cause waits for, not to a date: write `within 2 years`."),
        ("fairly likely per year", Kind.CHANCE, "Did you mean `likely`?"),
        ("quite unlikely per year", Kind.CHANCE, "Did you mean `unlikely`?"),
        ("about 20% per year", Kind.CHANCE, "Write the number alone, or what you think possible as a range, such as `15% to 25%`."),
        ("up to 30% per year", Kind.CHANCE, "Write what you think possible as a range, such as `5% to 20%`."),
        ("between 10% and 30% within 2 years", Kind.CHANCE, "A range of chances is written with `to`: `10% to 30%`."),
        ("2x", Kind.RATIO, "A hazard ratio is a number alone: 2 doubles a hazard, 0.5 halves it."),
    ],
)
def test_what_people_write_instead_is_answered_with_what_to_write(text: str, kind: Kind, hint: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_value(text, kind)
    assert caught.value.hint == hint


@pytest.mark.parametrize("text", ["not likely per year", "hardly likely per year", "less likely per year", "un likely per year"])
def test_no_hint_turns_a_word_of_likelihood_into_its_opposite(text: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_value(text, Kind.CHANCE)
    assert not caught.value.hint.startswith("Did you mean `likely`")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1 January 2026", "Write `2026-01-01`."),
        ("May 3rd, 2026", "Write `2026-05-03`."),
        ("Sept 2026", "Write `2026-09-01`."),
        ("1 Brumaire 2026", "Write dates as year-month-day, such as `2026-05-01`."),
    ],
)
def test_a_date_with_its_month_in_words_is_answered_with_how_it_is_written(text: str, hint: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_date(text)
    assert caught.value.hint == hint
