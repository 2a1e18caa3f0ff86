"""The shipped reference classes can be asked as they stand."""

import pytest

from ifso.verbs.check import check
from ifso.verbs.finding import find_scenario, list_reference_classes


def test_they_are_found_by_name():
    names = [example.name for example in list_reference_classes()]
    assert names == ["six-questions"]
    assert find_scenario("six-questions").is_file()


@pytest.mark.parametrize("name", [example.name for example in list_reference_classes()])
def test_nothing_is_wrong_with_them(name):
    assert check(name).findings == ()
