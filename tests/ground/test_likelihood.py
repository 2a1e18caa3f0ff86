import pytest

from ifso.ground.likelihood import BY_NAME, ICD_203, word_for

PUBLISHED = {
    "almost no chance": ("remote", 1, 5),
    "very unlikely": ("highly improbable", 5, 20),
    "unlikely": ("improbable", 20, 45),
    "roughly even chance": ("roughly even odds", 45, 55),
    "likely": ("probable", 55, 80),
    "very likely": ("highly probable", 80, 95),
    "almost certain": ("nearly certain", 95, 99),
}


def test_the_table_is_that_of_the_directive() -> None:
    assert {w.word: (w.synonym, round(w.low * 100), round(w.high * 100)) for w in ICD_203} == PUBLISHED


def test_both_columns_are_known_by_name() -> None:
    assert set(BY_NAME) == {name for word, (synonym, _, _) in PUBLISHED.items() for name in (word, synonym)}


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.001, None),
        (0.01, "almost no chance"),
        (0.2, "unlikely"),
        (0.5, "roughly even chance"),
        (0.8, "likely"),
        (0.99, "almost certain"),
        (0.999, None),
    ],
)
def test_boundaries_belong_to_the_less_extreme_word(probability: float, word: str | None) -> None:
    found = word_for(probability)
    assert (found.word if found else None) == word


def test_a_range_is_printed_in_percent() -> None:
    assert BY_NAME["likely"].range == "55-80%"
