import pytest

from ifso.scenario.reading.naming import as_title, in_words


@pytest.mark.parametrize(("name", "words"), [("government_falls", "Government falls"), ("NO", "NO"), ("élan-vital", "Élan vital")])
def test_names_in_words(name: str, words: str) -> None:
    assert in_words(name) == words


def test_names_of_actors_in_words() -> None:
    assert as_title("central_asia") == "Central Asia"
