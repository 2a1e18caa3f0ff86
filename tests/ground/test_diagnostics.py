import pytest

from ifso.ground.diagnostics import Diagnostic, IfsoError, Invalid, Place, Severity, UsageError

PLACE = Place(file="a.yaml", line=3, column=7, length=2, text="start: xx")


def test_a_place_reads_as_editors_expect() -> None:
    assert str(PLACE) == "a.yaml:3:7"


def test_invalid_carries_every_diagnostic_and_says_them_all() -> None:
    first = Diagnostic(code="date", message="This is not a date.", place=PLACE)
    second = Diagnostic(code="empty", message="Nothing is written.")
    problem = Invalid([first, second])
    assert problem.diagnostics == (first, second)
    assert str(problem) == "a.yaml:3:7: date: This is not a date.\nempty: Nothing is written."


@pytest.mark.parametrize(("severity", "is_error"), [(Severity.ERROR, True), (Severity.WARNING, False)])
def test_only_errors_stop_an_answer(severity: Severity, is_error: bool) -> None:  # noqa: FBT001 - a table's column
    assert Diagnostic(code="x", message="y", severity=severity).is_error is is_error


def test_every_error_of_a_user_has_one_root() -> None:
    assert isinstance(UsageError("No such file.", hint="Look again."), IfsoError)
    assert str(UsageError("No such file.", hint="Look again.")) == "No such file. Look again."
    assert issubclass(Invalid, IfsoError)
