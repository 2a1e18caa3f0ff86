"""A view written into a text: where it stands, how it is laid out, and that nothing else is touched."""

import pytest

from ifso.scenario.inscribing import add_view, change_view, holds_view, line_of, replace_view
from ifso.scenario.written import Written

PAIRS = (("about", "My own."), ("else", "calm"), ("war.a", "35% within 2 years"), ("want.b", "-20 to -8"))
BLOCK = """\
# A remark at the top.
views:

  calm:               # the first
    about: Calm people.
    war.a: 10% within 2 years    # of one's own

  # The second is tense.
  tense:
    else: calm
    # war.a: 90%, and a remark of theirs
    war.a: 20% within 2 years

    # still of the tense

# What is asked.
questions:
  main: {then: war}
"""


def read(text: str) -> Written:
    return Written.read(text, "x.yaml")


def test_a_view_stands_behind_the_others_in_their_columns() -> None:
    edited = add_view(read(BLOCK), "mine", PAIRS)
    assert edited.text == BLOCK.replace(
        "    war.a: 20% within 2 years\n",
        "    war.a: 20% within 2 years\n\n"
        "  mine:\n    about: My own.\n    else: calm\n    war.a: 35% within 2 years\n    want.b: -20 to -8\n",
    )
    assert (holds_view(edited, "mine"), holds_view(edited, "yours"), line_of(edited, "mine")) == (True, False, 14)


def test_remarks_right_below_a_view_stay_with_it_and_views_that_stand_close_stay_close() -> None:
    text = "views:\n   calm:\n      war.a: 1%\n      # of the calm\n   # of what comes next\nquestions: {}\n"
    edited = add_view(read(text), "mine", PAIRS[:1])
    assert edited.text == text.replace("      # of the calm\n", "      # of the calm\n   mine:\n      about: My own.\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "{newline}"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_breaks_the_end_of_the_file_and_its_mark_stay_as_they_are(newline: str, end: str, mark: str) -> None:
    text = mark + newline.join(["views:", "  calm:", "    war.a: 1%"]) + end.format(newline=newline)
    edited = add_view(read(text), "mine", PAIRS[:2])
    added = newline.join(["  mine:", "    about: My own.", "    else: calm"])
    assert edited.text == text.removesuffix(newline) + newline + added + end.format(newline=newline)
    assert edited.to_bytes().startswith(mark.encode() + b"views:")


def test_behind_a_block_of_lines_and_within_braces() -> None:
    block = "views:\n  calm:\n    about: |\n      Two\n      lines.\n"
    assert add_view(read(block), "mine", PAIRS[:1]).text == block + "  mine:\n    about: My own.\n"
    assert add_view(read(block.rstrip()), "mine", PAIRS[:1]).text == block + "  mine:\n    about: My own."
    flow = "{views: {calm: {war.a: 1%}}, questions: {}}\n"
    assert add_view(read(flow), "mine", PAIRS).text == (
        "{views: {calm: {war.a: 1%}, mine: {about: My own., else: calm, war.a: 35% within 2 years, want.b: -20 to -8}}, questions: {}}\n"
    )
    mixed = "views:\n  calm: {war.a: 1%}\n"
    assert add_view(read(mixed), "mine", PAIRS[:2]).text == mixed + "  mine:\n    about: My own.\n    else: calm\n"


@pytest.mark.parametrize(
    "about",
    [
        "# no remark",
        "a: b",
        "- a",
        "{x}",
        "NO",
        "3:7",
        "“quoted”, 'and' \"so\"",
        "tab\tand\nbreak",
        "trailing ",
        "",
        "é 漢字 🙂",
        "*alias",
        "&anchor",
        "!tag",
        "%",
        "@",
        "`",
        "| x",
        "word " * 60,
        'a "quoted" word: ' * 20,
        "x" * 300,
    ],
)
def test_any_text_reads_back_as_it_was(about: str) -> None:
    for text in (BLOCK, "views: {calm: {war.a: 1%}}\n"):
        edited = add_view(read(text), "mine", (("about", about),))
        node = edited.find(("views", "mine", "about"))
        assert getattr(node, "text", None) == about
    lines = add_view(read(BLOCK), "mine", (("about", about),)).text.splitlines()
    assert " " in about.strip() or max(map(len, lines)) <= 320
    if about.startswith(("word", "a ")):
        assert max(map(len, lines)) <= 140


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="stands there already"):
        add_view(read(BLOCK), "calm", PAIRS)
    for text in ("title: x\n", "views:\n", "views: {}\n", "views: [a]\n", "views: text\n"):
        with pytest.raises(ValueError, match="no views to stand beside"):
            add_view(read(text), "mine", PAIRS)
    with pytest.raises(ValueError, match="no view mine"):
        replace_view(read(BLOCK), "mine", PAIRS)
    with pytest.raises(ValueError, match="cannot be written there"):
        add_view(read(BLOCK), "mine", (("about", "\x00"),))


def test_a_view_is_replaced_and_what_stands_around_it_stays() -> None:
    edited = replace_view(read(BLOCK), "tense", PAIRS[:3])
    assert edited.text == BLOCK.replace(
        "    else: calm\n    # war.a: 90%, and a remark of theirs\n    war.a: 20% within 2 years\n",
        "    about: My own.\n    else: calm\n    war.a: 35% within 2 years\n",
    )
    first = replace_view(read(BLOCK), "calm", PAIRS[:1])
    assert "  calm:               # the first\n    about: My own.\n\n  # The second is tense.\n" in first.text


def test_a_view_in_braces_and_one_that_ends_with_a_block_of_lines_are_replaced() -> None:
    text = "views:\n  calm: {war.a: 1%}   # so\n  tense:\n    about: |\n      Two\n      lines.\nquestions: {}\n"
    assert replace_view(read(text), "calm", PAIRS[:2]).text == text.replace("{war.a: 1%}", "{about: My own., else: calm}")
    assert replace_view(read(text), "tense", PAIRS[:2]).text == text.replace(
        "    about: |\n      Two\n      lines.\n", "    about: My own.\n    else: calm\n"
    )


def test_single_numbers_of_a_view_are_changed_and_their_reasons_stay() -> None:
    text = (
        "views:\n"
        "  calm:\n"
        "    a: 1%   # a remark\n"
        "    b: {value: 2%, because: So., quote: {r: two}}\n"
        "    c:\n"
        "      value: 3%\n"
        "      because: A long reason\n"
        "        on two lines.\n"
        "    d: {value: 5 of 57, counted: Cases.}\n"
        "    e: {base rate: falls}   # counted\n"
        "    f:\n"
        "      no base rate: |\n"
        "        None.\n"
        "    g: {up: 50%, down: 50%}\n"
        "  other: {}\n"
    )
    edited = change_view(read(text), "calm", [(key, "9%") for key in "abcdefg"] + [("h", "-3")])
    assert edited.text == (
        "views:\n"
        "  calm:\n"
        "    a: 9%   # a remark\n"
        "    b: {value: 9%, because: So., quote: {r: two}}\n"
        "    c:\n"
        "      value: 9%\n"
        "      because: A long reason\n"
        "        on two lines.\n"
        "    d: 9%\n"
        "    e: 9%   # counted\n"
        "    f: 9%\n"
        "    g: 9%\n"
        "    h: -3\n"
        "  other: {}\n"
    )
