import pytest

from ifso.ground.diagnostics import Place, Severity
from ifso.scenario.complaints import MOST_SUGGESTIONS, Complaints


def _at(line: int, column: int) -> Place:
    return Place(file="t", line=line, column=column)


def test_complaints_are_handed_over_in_the_order_of_the_text() -> None:
    complaints = Complaints()
    complaints.add("date", "Third.", _at(2, 5))
    complaints.add("no-criterion", "Second.", _at(2, 1))
    complaints.add("encoding", "First.")
    assert [found.message for found in complaints.sorted] == ["First.", "Second.", "Third."]


def test_severity_is_that_of_the_catalogue() -> None:
    complaints = Complaints()
    complaints.add("no-criterion", "A warning.", _at(1, 1))
    assert not complaints.has_errors
    assert complaints.sorted[0].severity is Severity.WARNING
    complaints.add("date", "An error.", _at(1, 1))
    assert complaints.has_errors


def test_a_code_outside_the_catalogue_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Complaints().add("no-such-code", "Never.")


def test_suggestions_stop_after_many() -> None:
    complaints = Complaints()
    found = [complaints.suggest("wra", ("war",)) for _ in range(MOST_SUGGESTIONS + 1)]
    assert found[0] == "Did you mean `war`?"
    assert found[-1] == ""
