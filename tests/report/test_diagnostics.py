import pytest

from ifso.ground.diagnostics import Diagnostic, Place, Severity
from ifso.report.diagnostics import SHOWN, WIDEST, diagnostics_report, summary


def drawn(diagnostic: Diagnostic) -> list[str]:
    return str(next(iter(diagnostics_report([diagnostic])))).splitlines()


def at(text: str, column: int, length: int, *, line: int = 7) -> Diagnostic:
    return Diagnostic(code="number", message="No number.", place=Place(file="a.yaml", line=line, column=column, length=length, text=text))


def test_the_place_the_line_and_the_hint() -> None:
    place = Place(file="a.yaml", line=12, column=4, length=3, text="ab cde")
    found = Diagnostic(code="number", message="No number.", place=place, hint="Write one.", severity=Severity.WARNING)
    assert drawn(found) == ["a.yaml:12:4: warning[number]: No number.", "  12 | ab cde", "     |    ^^^", "  hint: Write one."]


def test_without_a_place_there_is_no_line() -> None:
    assert drawn(Diagnostic(code="number", message="No number.")) == ["error[number]: No number."]


@pytest.mark.parametrize(
    ("text", "column", "length", "marks"),
    [
        ("abc", 1, 1, "^"),
        ("abc", 4, 1, "   ^"),  # just past the end
        ("界ab", 2, 2, "  ^^"),  # a wide character takes two columns
        ("a界b", 2, 1, " ^^"),
        ("\tab", 2, 1, " ^"),
        ("a\u0301b", 3, 1, " ^"),  # an accent takes none
        ("abc", 2, 99, " ^^"),
    ],
)
def test_the_marks_stand_under_what_is_meant(text: str, column: int, length: int, marks: str) -> None:
    assert drawn(at(text, column, length))[2] == f"    | {marks}"


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    text = "".join(f"{i:04d}," for i in range(1000))
    column = text.index("0700") + 1
    _, quoted, marks = drawn(at(text, column, 4))
    assert len(quoted) <= WIDEST + 10
    assert quoted.startswith("  7 | …")
    assert quoted.endswith("…")
    assert quoted[marks.index("^") : marks.rindex("^") + 1] == "0700"
    assert drawn(at(text, 1, 4))[1].startswith("  7 | 0000,")
    assert drawn(at(text, len(text) - 4, 4))[1].endswith("0999,")


def test_what_would_steer_a_terminal_is_spelt_out() -> None:
    place = Place(file="\x1b]0;a\x07.yaml", line=1, column=1, text="\x1b[2Jab\x9b")
    found = Diagnostic(code="name", message="No \x1b[31mname.\x7f", place=place, hint="Not \b so.")
    lines = "\n".join(drawn(found))
    assert lines == "\n".join([
        r"\x1b]0;a\x07.yaml:1:1: error[name]: No \x1b[31mname.\x7f", "  1 |  [2Jab ", "    | ^", r"  hint: Not \x08 so.",
    ])  # fmt: skip


def test_words_in_brackets_are_no_markup() -> None:
    assert drawn(Diagnostic(code="name", message="No [red]name[/red] :smile:."))[0] == "error[name]: No [red]name[/red] :smile:."


@pytest.mark.parametrize(
    ("errors", "warnings", "said"),
    [(0, 0, "nothing to complain of"), (1, 0, "1 error"), (0, 1, "1 warning"), (2, 1, "2 errors and 1 warning"), (1234, 0, "1,234 errors")],
)
def test_everything_is_counted(errors: int, warnings: int, said: str) -> None:
    error, warning = Diagnostic(code="a", message="A."), Diagnostic(code="b", message="B.", severity=Severity.WARNING)
    assert summary([error] * errors + [warning] * warnings) == said


def test_a_flood_of_findings_is_cut_and_counted() -> None:
    found = list(diagnostics_report([Diagnostic(code="a", message="A.")] * 1500))
    assert len(found) == SHOWN + 2
    assert str(found[-2]).startswith("… and 1,400 more.")
    assert str(found[-1]) == "1,500 errors"
