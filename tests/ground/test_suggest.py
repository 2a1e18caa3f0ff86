import pytest

from ifso.ground.suggest import LONGEST, did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("goverment_falls", ["government_falls", "war"], "government_falls"),
        ("Known-By", ["known by"], "known by"),
        ("zebra", ["war", "famine"], None),
        ("", ["war"], None),
        ("war", [], None),
    ],
)
def test_near_misses_are_found(word: str, known: list[str], found: str | None) -> None:
    assert nearest(word, known) == found


def test_long_words_are_not_compared() -> None:
    assert nearest("a" * (LONGEST + 1), ["a" * (LONGEST + 1)]) is None
    assert nearest("war", ["war" * LONGEST]) is None


def test_a_hint_names_the_word_or_is_empty() -> None:
    assert did_you_mean("wra", ["war"]) == "Did you mean `war`?"
    assert did_you_mean("zebra", ["war"]) == ""
