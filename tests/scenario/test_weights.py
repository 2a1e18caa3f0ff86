import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.scenario.meaning import Between, Exactly, Kind, Number
from ifso.scenario.numbers import Misread, parse_value
from ifso.scenario.printing import number_in_words
from ifso.scenario.weights import parse_part, parse_rationality


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", Exactly(value=10)), ("-20", Exactly(value=-20)), ("+4", Exactly(value=4)), ("0", Exactly(value=0)),
        (".5", Exactly(value=0.5)),
        ("−3.5", Exactly(value=-3.5)), ("– 3", Exactly(value=-3)), ("-20 to -8", Between(low=-20, high=-8)),
        ("5 to 10", Between(low=5, high=10)), ("-2 to +1", Between(low=-2, high=1)), ("−1to0", Between(low=-1, high=0)),
    ],
)  # fmt: skip
def test_weights(text: str, number: Number) -> None:
    assert parse_value(text, Kind.WEIGHT) == (number, None)


WRONG = [
    # text, code, what is marked, part of message or hint
    ("", "number", "", "is missing"),
    ("likely", "number", "likely", "names a chance"),
    ("high", "number", "high", "is not a weight"),
    ("5 of 57", "number", "5 of 57", "A count names a chance"),
    ("3:7", "number", "3:7", "Odds name a chance"),
    ("-20%", "number", "-20%", "Write `-20`"),
    ("20%", "number", "20%", "Write `20`"),
    ("5-10", "number", "-", "Write `5 to 10`"),
    ("-20 - -8", "number", "-", "Write `-20 to -8`"),
    ("-8 to -20", "out-of-range", "-8 to -20", "Write `-20 to -8`"),
    ("5 to 5", "out-of-range", "5 to 5", "Write `5`"),
    ("10 within 2 years", "timing", "within 2 years", "no timing"),
    ("10 per year", "timing", "per year", "no timing"),
    ("10 apples", "number", "apples", "cannot follow a weight"),
    ("5 to", "number", " ", "A number was expected"),
    ("--5", "number", "--", "A number was expected"),
    ("1000001", "out-of-range", "1000001", "cannot exceed 1,000,000"),
    ("2e9", "number", "e9", "cannot follow a weight"),
]


@pytest.mark.parametrize(("text", "code", "marked", "said"), WRONG)
def test_what_is_no_weight_is_refused_to_the_character(text: str, code: str, marked: str, said: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_value(text, Kind.WEIGHT)
    assert caught.value.code == code
    assert (text + " ")[caught.value.start : caught.value.end].strip() == marked.strip()
    assert said in str(caught.value)


@given(ends=st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_weight_is_read_back_from_its_words(ends: list[int]) -> None:
    low, high = (end / 1000 for end in ends)
    for number in (Exactly(value=low), Between(low=low, high=high)):
        assert parse_value(number_in_words(number, Kind.WEIGHT), Kind.WEIGHT) == (number, None)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    for parse in (lambda words: parse_value(words, Kind.WEIGHT), parse_part, parse_rationality):
        problem: Misread | None = None
        try:
            assert parse(text) is not None
        except Misread as refused:
            problem = refused
        assert problem is None or (problem.message.endswith(".") and 0 <= problem.start < problem.end <= len(text) + 1)


@pytest.mark.parametrize(("text", "value"), [("1.5", 1.5), ("0", 0.0), ("+2", 2.0), (" 1000000 ", 1e6)])
def test_rationality(text: str, value: float) -> None:
    assert parse_rationality(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-1", "out-of-range"), ("high", "number"), ("5%", "number"), ("1 to 2", "number"), ("1000001", "out-of-range"), ("", "number"),
    ],
)  # fmt: skip
def test_what_is_no_rationality_is_refused(text: str, code: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_rationality(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "share", "half"),
    [
        ("70%", 0.7, 0.005),
        ("33.3%", 0.333, 0.0005),
        ("0.3", 0.3, 0.005),
        ("0.333", 0.333, 0.0005),
        ("100%", 1, 0),
        ("0", 0, 0),
        ("1", 1, 0),
    ],
)
def test_the_probability_of_an_option_is_rounded_at_its_last_digit(text: str, share: float, half: float) -> None:
    assert parse_part(text) == pytest.approx((share, half))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("70", "out-of-range"), ("101%", "out-of-range"), ("20% to 30%", "number"), ("1:2", "number"), ("likely", "number"),
        ("1 of 2", "number"), ("30% per year", "timing"), ("-1%", "number"), ("some", "number"),
    ],
)  # fmt: skip
def test_what_is_no_probability_of_an_option_is_refused(text: str, code: str) -> None:
    with pytest.raises(Misread) as caught:
        parse_part(text)
    assert caught.value.code == code
