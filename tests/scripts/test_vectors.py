"""The numbers that the page's engine is held to are those that this one comes to."""

from scripts import vectors


def test_what_the_page_is_held_to_is_up_to_date() -> None:
    assert vectors.stale() == []


def test_a_number_that_has_changed_is_noticed() -> None:
    kept = {"times": {"rows": ["AQ== AAAAAAAA8D8="]}, "of": [1, 2], "value": 0.25}
    assert list(vectors.differences(kept, {**kept, "value": 0.25 * (1 + 1e-15)})) == []
    assert list(vectors.differences(kept, {**kept, "value": 0.2500001})) == ["/value"]
    assert list(vectors.differences(kept, {**kept, "of": [1, 3]})) == ["/of/1"]
    assert list(vectors.differences(kept, {**kept, "times": {"rows": ["AQ== AAAAAAAAAEA="]}})) == ["/times/rows/0"]
    assert list(vectors.differences(kept, {**kept, "times": {"rows": ["AA== AAAAAAAA8D8="]}})) == ["/times/rows/0"]
