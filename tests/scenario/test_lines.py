import pytest

from ifso.scenario.lines import Lines


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_offsets_become_lines_and_columns(newline: str) -> None:
    text = f"ab{newline}{newline}cde"
    lines = Lines(text, "t")
    start = text.index("d")
    place = lines.place(start, start + 1)
    assert (place.file, place.line, place.column, place.length, place.text) == ("t", 3, 2, 1, "cde")
    assert lines.column(start) == 1
    assert lines.end_of_line(0) == 2
    assert lines.end_of_line(start) == len(text)
    assert lines.newline == newline


def test_a_place_over_several_lines_is_cut_at_the_first() -> None:
    place = Lines("ab\ncd", "t").place(1, 5)
    assert (place.line, place.column, place.length) == (1, 2, 1)


def test_the_end_of_a_text_has_a_place() -> None:
    place = Lines("ab\n", "t").place(3, 3)
    assert (place.line, place.column, place.length, place.text) == (2, 1, 1, "")


def test_the_longest_line_is_found() -> None:
    assert Lines("a\nbbb\ncc", "t").longest_start() == 2
    assert Lines("", "t").longest_start() == 0
