"""What people do by accident to the form of a scenario, and the line that is blamed for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.diagnostics import Invalid
from ifso.scenario.complaints import Complaints
from ifso.scenario.lacking import cut, name_in, without_colon
from ifso.scenario.lines import Lines
from ifso.scenario.load import read_scenario
from ifso.scenario.mishaps import Stop, find_mishap
from ifso.scenario.outline import Outline
from ifso.scenario.written import read_form

SCENARIO = """ifso: 1
title: If there is a crisis, does war follow?
start: 2026-01-01
horizon: 5 years

events:
  crisis:
    says: There is a crisis.
    resolves: An ambassador is recalled.
    causes:
      dispute:
        because: The border has been disputed for years.

  war:
    says: There is a war.
    resolves: At least 1,000 battle deaths.
    causes:
      escalation:
        after: crisis
        modified:
          until: talks
          by: pressure

  talks:
    says: The two states hold talks.
    resolves: Ministers meet.
    causes:
      mediation:
        after: crisis

views:
  mine:
    about: My own reading.
    crisis.dispute: 20% per year
    war.escalation: 10% to 30% within 2 years
    talks.mediation: likely within 1 year
    pressure: 2

questions:
  main: {if: crisis, then: war, by: 5 years}
"""
MISHAPS = [
    (
        "crisis.dispute: 20%",
        "crisis.dispute 20%",
        34,
        "crisis.dispute",
        ("A colon is missing after `crisis.dispute`.", "Write `crisis.dispute: 20% per year`."),
    ),
    (
        "war.escalation: 10%",
        "war.escalation 10%",
        35,
        "war.escalation",
        ("A colon is missing after `war.escalation`.", "Write `war.escalation: 10% to 30% within 2 years`."),
    ),
    ("pressure: 2", "pressure 2", 37, "pressure", ("A colon is missing after `pressure`.", "Write `pressure: 2`.")),
    ("about: My own", "about My own", 33, "about", ("A colon is missing after `about`.", "Write `about: My own reading.`.")),
    (
        "war.escalation: 10%",
        "war.escalation:10%",
        35,
        ":",
        ("A space is missing behind this colon.", "Write `war.escalation: 10% to 30% within 2 years`."),
    ),
    ("pressure: 2", "pressure:2", 37, ":", ("A space is missing behind this colon.", "Write `pressure: 2`.")),
    ("says: There is a war", "says:There is a war", 15, ":", ("A space is missing behind this colon.", "Write `says: There is a war.`.")),
    ("horizon: 5 years", "horizon:5 years", 4, ":", ("A space is missing behind this colon.", "Write `horizon: 5 years`.")),
    ("horizon: 5 years", "horizon 5 years", 4, "horizon", ("A colon is missing after `horizon`.", "Write `horizon: 5 years`.")),
    ("ifso: 1", "ifso 1", 1, "ifso", ("A colon is missing after `ifso`.", "Write `ifso: 1`.")),
    ("events:\n", "events\n", 6, "events", ("A colon is missing after `events`.", "Write `events:`.")),
    ("views:\n", "views\n", 31, "views", ("A colon is missing after `views`.", "Write `views:`.")),
    ("  war:\n", "  war\n", 14, "war", ("A colon is missing after `war`.", "Write `war:`.")),
    ("  crisis:\n", "  crisis\n", 7, "crisis", ("A colon is missing after `crisis`.", "Write `crisis:`.")),
    (
        "    causes:\n      escalation:",
        "    causes\n      escalation:",
        17,
        "causes",
        ("A colon is missing after `causes`.", "Write `causes:`."),
    ),
    ("      escalation:\n", "      escalation\n", 18, "escalation", ("A colon is missing after `escalation`.", "Write `escalation:`.")),
    (
        "        after: crisis\n        modified",
        "        after crisis\n        modified",
        19,
        "after",
        ("A colon is missing after `after`.", "Write `after: crisis`."),
    ),
    (
        "    says: There is a war",
        "    says There is a war",
        15,
        "says",
        ("A colon is missing after `says`.", "Write `says: There is a war.`."),
    ),
    (
        "    resolves: At least",
        "     resolves: At least",
        16,
        "resolves",
        (
            "This line begins further to the right than `says` above it, which has a value of its own.",
            "Begin it in column 5, like `says` in line 15.",
        ),
    ),
    (
        "    resolves: At least",
        "   resolves: At least",
        16,
        "resolves",
        ("This line begins in a column that fits nothing above it.", "Begin it in column 5, like `says` in line 15."),
    ),
    (
        "  war:\n    says",
        "war:\n    says",
        14,
        "war",
        (
            "`war` begins at the left edge, where only the parts of a scenario stand.",
            "Begin it in column 3, like `crisis` in line 7.",
        ),
    ),
    (
        "  war:\n",
        "   war:\n",
        14,
        "war",
        ("This line begins in a column that fits nothing above it.", "Begin it in column 3, like `crisis` in line 7."),
    ),
    (
        "    war.escalation: 10%",
        "      war.escalation: 10%",
        35,
        "war.escalation",
        (
            "This line begins further to the right than `crisis.dispute` above it, which has a value of its own.",
            "Begin it in column 5, like `crisis.dispute` in line 34.",
        ),
    ),
    (
        "    war.escalation: 10%",
        "  war.escalation: 10%",
        35,
        "war.escalation",
        (
            "This line begins further to the left than `crisis.dispute`, and the next one does not.",
            "Begin it in column 5, like `crisis.dispute` in line 34.",
        ),
    ),
    (
        "    war.escalation: 10%",
        "\twar.escalation: 10%",
        35,
        "\t",
        ("A tab stands in front of this line.", "Indent with the space bar alone."),
    ),
    (
        "    says: There is a war",
        "  \tsays: There is a war",
        15,
        "\t",
        ("A tab stands in front of this line.", "Indent with the space bar alone."),
    ),
    ("says: There is a war", "says:\tThere is a war", 15, "\t", ("A tab stands here.", "Write a space instead.")),
    (
        "says: There is a war.",
        'says: "There is a war.',
        15,
        '"',
        (
            "A quotation mark is opened here and never closed.",
            'Close it with another "; text that holds one goes into marks of the other kind.',
        ),
    ),
    (
        "says: There is a war.",
        "says: 'There is a war.",
        15,
        "'",
        (
            "A quotation mark is opened here and never closed.",
            "Close it with another '; text that holds one goes into marks of the other kind.",
        ),
    ),
    (
        "by: 5 years}",
        "by: 5 years, says: Is it #1 of all?}",
        40,
        "#1 of all?}",
        ("This `#` begins a remark, and the `}` that closes the `{` is part of it.", "Put the text before the `}` in quotation marks."),
    ),
    ("by: 5 years}", "by: 5 years", 40, "{", ("This `{` is never closed.", "Close it with `}`.")),
    (
        "after: crisis\n        modified",
        "after: {all: [crisis, talks]\n        modified",
        19,
        "{",
        ("This `{` is never closed.", "Close it with `}`."),
    ),
    (
        "after: crisis\n        modified",
        "after: {all: [crisis, talks}\n        modified",
        19,
        "[",
        ("This `[` is not closed before the `}` that follows.", "Close it with `]`."),
    ),
    ("by: 5 years}", "by: 5 years}}", 40, "}", ("This `}` closes nothing.", "Delete it, or put text that contains it in quotation marks.")),
    (
        "says: There is a war.",
        "says: A war: it begins.",
        15,
        ":",
        ("A second `: ` stands on this line.", 'Put the text in quotation marks: `says: "A war: it begins."`.'),
    ),
    (
        "says: There is a war.",
        'says: "War" begins.',
        15,
        "begins.",
        ("The text goes on behind the quotation mark that closes it.", "Put all of it in quotation marks: `says: '\"War\" begins.'`."),
    ),
    (
        "says: There is a war.",
        "says: 'It's war.",
        15,
        "'s war.",
        ("An apostrophe closes text in single quotation marks.", 'Write `says: "It\'s war."`.'),
    ),
    (
        "says: There is a war.",
        "says: %There is a war.",
        15,
        "%",
        ("Nothing can begin with `%` here.", 'Put it in quotation marks: `"%There is a war."`.'),
    ),
    (
        "    says: There is a war.",
        "    - says: There is a war.",
        15,
        "-",
        ("This dash begins a list, and the lines around it are no items of one.", "Delete the dash, or give every item one."),
    ),
    (
        "war.escalation: 10%",
        "war.escalation = 10%",
        35,
        "=",
        ("A colon was expected here.", "Write `war.escalation: 10% to 30% within 2 years`."),
    ),
    (
        "war.escalation: 10%",
        "war.escalation; 10%",
        35,
        ";",
        ("A colon was expected here.", "Write `war.escalation: 10% to 30% within 2 years`."),
    ),
    ("{if: crisis, then", "{if: crisis then", 40, "then", ("A comma is missing before `then`.", "Write `{name: value, name: value}`.")),
    (
        "    says: There is a war.",
        "    * says: There is a war.",
        15,
        "*",
        ("Nothing can begin with `*` here.", "Delete it, or put text that begins with it in quotation marks."),
    ),
    (
        "says: There is a war.",
        "says: There is a war\nand it lasts.",
        16,
        "and it lasts.",
        (
            "This line is no `name: value`, and it does not go on with the text above it.",
            "Write `name: value`, or indent it more than the line that it goes on with.",
        ),
    ),
    (
        "says: There is a war.",
        "says: There is a war\n    and it lasts.",
        16,
        "and it lasts.",
        (
            "This line is no `name: value`, and it does not go on with the text above it.",
            "Write `name: value`, or indent it more than the line that it goes on with.",
        ),
    ),
    (
        "    war.escalation: 10%",
        "\xa0   war.escalation: 10%",
        35,
        "\xa0",
        ("A space of another kind (U+00A0) stands in front of this line.", "Indent with the space bar alone."),
    ),
    (
        "war.escalation: 10%",
        "war.escalation： 10%",
        35,
        "：",
        ("This is a colon of another alphabet.", "Write `war.escalation: 10% to 30% within 2 years`."),
    ),
    (
        "war.escalation: 10%",
        "- war.escalation: 10%",
        35,
        "-",
        ("This dash begins a list, and the lines around it are no items of one.", "Delete the dash, or give every item one."),
    ),
    (
        "main: {if: crisis, then: war, by: 5 years}",
        "main: if: crisis, then: war, by: 5 years",
        40,
        "if:",
        (
            "`if: ` follows `main: ` on the same line.",
            "Write it in braces, `main: {if: crisis, then: war, by: 5 years}`, or on a line of its own, indented.",
        ),
    ),
    (
        "        modified:\n          until",
        "        modified\n          until",
        20,
        "modified",
        ("A colon is missing after `modified`.", "Write `modified:`."),
    ),
    (
        "about: My own reading.\n    crisis.dispute: 20%",
        "about My own reading.\n    crisis.dispute 20%",
        33,
        "about",
        ("A colon is missing after `about`.", "Write `about: My own reading.`."),
    ),
    (
        "    war.escalation: 10% to 30% within 2 years\n    talks.mediation: likely within 1 year\n    pressure: 2\n",
        "    war.escalation: 10% to 30% within 2 years\n    talks.mediation: likely within 1 year\n    pressure 2\n",
        37,
        "pressure",
        ("A colon is missing after `pressure`.", "Write `pressure: 2`."),
    ),
    (
        "  main: {if: crisis, then: war, by: 5 years}\n",
        "  main:\n    if: crisis\n    then: war\n    by 5 years\n",
        43,
        "by",
        ("A colon is missing after `by`.", "Write `by: 5 years`."),
    ),
    (
        "says: There is a war.\n    resolves: At least 1,000 battle deaths.",
        'says: "There is a war.\n    resolves: "At least 1,000 battle deaths."',
        15,
        '"',
        ("This quotation mark is not closed before line 16.", 'Close it with another " at the end of the text.'),
    ),
    (
        "after: crisis\n        modified",
        "after:\n          all:\n          -crisis\n          -talks\n        modified",
        21,
        "-",
        ("A space is missing behind this dash.", "Write `- crisis`."),
    ),
    (
        "resolves: At least 1,000 battle deaths.",
        "resolves: At least 1,000 battle deaths,\n      which means: killed in action.",
        17,
        "which means:",
        ("The text of `resolves` goes on here, with a `: ` in it.", "Put the whole text in quotation marks, since it contains `: `."),
    ),
    (
        "says: There is a war.",
        "says: >100 people are killed.",
        15,
        "0",
        ("Behind `|` or `>` nothing may follow on the line.", "Put text that begins with `|` or `>` in quotation marks."),
    ),
    (
        "title: If there",
        "title: [Draft] If there",
        2,
        "If there is a crisis, does war follow?",
        (
            "The text goes on behind a closing `]`.",
            'Put all of it in quotation marks: `title: "[Draft] If there is a crisis, does war follow?"`.',
        ),
    ),
    (
        "main: {if: crisis",
        "main: (if: crisis",
        40,
        "(if",
        ("A round bracket stands where a brace is needed.", "Entries on one line stand in braces: `{name: value, name: value}`."),
    ),
    ("pressure: 2", "pressure:\xa02", 37, ":", ("A space is missing behind this colon.", "Write `pressure: 2`.")),
    (
        "war.escalation: 10%",
        "war.escalation:\xa010%",
        35,
        ":",
        ("A space is missing behind this colon.", "Write `war.escalation: 10% to 30% within 2 years`."),
    ),
]
"""What is replaced, by what; the line, the text that is marked, the message and the hint."""


def _complaints(text: str) -> list[tuple[str, int, str, str, str]]:
    complaints = Complaints()
    read_form(text, "t", complaints)
    found = [(d, d.place) for d in complaints.sorted]
    return [(d.code, p.line, p.text[p.column - 1 : p.column - 1 + p.length], d.message, d.hint) for d, p in found if p is not None]


def test_the_scenario_that_is_damaged_is_sound() -> None:
    assert _complaints(SCENARIO) == []


@pytest.mark.parametrize(("old", "new", "line", "marked", "said"), MISHAPS, ids=[row[1][:40] for row in MISHAPS])
def test_the_line_that_is_wrong_is_blamed(old: str, new: str, line: int, marked: str, said: tuple[str, str]) -> None:
    assert SCENARIO.count(old) >= 1
    assert _complaints(SCENARIO.replace(old, new, 1)) == [("syntax", line, marked, *said)]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_any_colon_that_is_left_out_is_missed_on_its_own_line(ending: str) -> None:
    lines = SCENARIO.splitlines()
    tried = 0
    for row, line in enumerate(lines):
        sound = Outline(Lines(SCENARIO, "t")).line(row)
        if sound is None or sound.rest.startswith("{"):
            continue
        damaged = [*lines[:row], line.replace(":", "", 1), *lines[row + 1 :]]
        with pytest.raises(Invalid) as caught:
            read_scenario(ending.join(damaged), "t")
        found = caught.value.diagnostics[0]
        assert found.place is not None
        assert (found.place.line, found.hint) == (row + 1, f"Write `{sound.name}:{' ' if sound.rest else ''}{cut(sound.rest)}`.")
        tried += 1
    assert tried == 34


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("crisis.dispute 20% per year", "crisis.dispute"), ("pressure 2", "pressure"), ("effect likely within 2 years", "effect"),
        ("known by 2 years", "known by"), ("at least 2 of [a, b]", "at least 2 of"), ("about My own reading.", "about"), ("war", "war"),
        ("iran.war -20 to -8", "iran.war"), ("pressure -2", "pressure"), ("oil reasoned", "oil"), ("rationality 1.5", "rationality"),
        ("and it lasts.", ""), ("The war begins.", ""), ("20% per year", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_name_in_a_text_without_a_colon(text: str, name: str) -> None:
    assert name_in(text) == name
    assert (getattr(without_colon(text), "name", "")) == name


@pytest.mark.parametrize("text", ["https://example.org", "The war begins.", "and it lasts."])
def test_prose_is_no_entry_that_lacks_a_colon(text: str) -> None:
    assert without_colon(text) is None


PIECES = [
    "a", "war: x", " ", "  ", "    ", "\n", "\t", "\u00a0", '"', "'", "{", "}", "[", "]", ":", ": ",
    "- ", "-", "#", " # r", "|", ">", "%", "*", "=", "：",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.data())
def test_any_stop_in_any_text_is_said_in_words_and_lies_in_the_text(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    problems = st.sampled_from(
        [
            "could not find expected ':'", "mapping values are not allowed here", "expected <block end>, but found '-'", "other",
            "expected ',' or '}', but got ':'", "found character '%' that cannot start any token", "found unexpected end of stream",
            "expected alphabetic or numeric character, but found ' '",
        ]
    )  # fmt: skip
    stop = Stop(problem=data.draw(problems), at=data.draw(places), opened=data.draw(st.none() | places))
    found = find_mishap(Lines(text, "t"), stop)
    assert found.message.endswith(".")
    assert 0 <= found.start <= len(text)
    assert found.start <= found.end <= len(text)
