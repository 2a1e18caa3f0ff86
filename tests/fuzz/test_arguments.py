"""Whatever is typed: an answer, findings, or words that say why not; never a traceback."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Command = Callable[..., Any]

NAMES = [
    "tutorial", "standoff", "strike", "deal", "main", "mine", "calm", "war", "effect_of_talks", "talks.called", "strike.called", "number",
]  # fmt: skip
VALUES = [
    "30% within 2 years", "0.5", "likely at once", "100% per year", "1e999 per year", "nan", "0 of 0 at once", "50% to 20% per year",
    "-5% at once", "2026-08-01", "2026-02-30", "0000-01-01", "9999-12-31", "10000-01-01", "1 year", "1e400 years", "0 days", "-1", "0", "7",
    "1e3", "0x10", "٣",
]  # fmt: skip
LETTERS = st.characters(exclude_characters="\0")  # no system hands a NUL on
ODD = ["", " ", "-", "--", "@", "=", "[red]", "\x1b[2J", "a" * 500, "\udcff"]
WORD = st.one_of(st.sampled_from(NAMES + VALUES), st.text(LETTERS, max_size=12), st.sampled_from(ODD))
PAIR = st.builds("{}{}{}".format, WORD, st.sampled_from(["@", "=", "", " @ ", "=="]), WORD)
FITTING = {
    "--question": ["main", "answer", "alone"],
    "-v": ["calm", "tense"],
    "--by": ["2027-03-01", "2 years", "1 day"],
    "--do": ["talks", "talks@2026-08-01", "north_mobilises@3 months", "south_mobilises@2028-01-01"],
    "--prevent": ["talks", "south_mobilises"],
    "--given": ["talks@1 year", "south_mobilises", "war"],
    "--assume": ["effect_of_talks=0 to 3", "effect_of_talks=0.1 to 3", "war.surprise=1 of 9 at once", "talks.called=likely within 1 day"],
    "--seed": ["0", "7", "18446744073709551615"],
}
OPTIONS = [*FITTING, "-q", "--view", "--numbers", "--json", "--as", "--from", "--x", "--cases", "--csv", "--check", "--mirror"]
OPTION = st.sampled_from(OPTIONS)
SIZES = ["--draws", "4", "--worlds", "64"]


@st.composite
def requests(draw: st.DrawFn) -> list[str]:
    """Return the arguments of `ifso ask`, most of them such as somebody might mean."""
    arguments = ["ask", "standoff"]
    for _ in range(draw(st.integers(1, 3))):
        option = draw(st.sampled_from(list(FITTING)))
        arguments += [option, draw(st.sampled_from(FITTING[option]))]
    if draw(st.booleans()):
        place = draw(st.integers(1, len(arguments)))
        arguments[place : place + draw(st.integers(0, 2))] = [draw(st.one_of(OPTION, PAIR, WORD))]
    return [*arguments, *SIZES, *draw(st.sampled_from([[], ["--json"], ["--numbers"]]))]


def held(printed: Any, arguments: list[str]) -> None:
    """Hold what came of a command against the promises that all commands keep."""
    assert printed.code in {0, 1, 2, 3}
    assert "Traceback" not in printed.err
    assert "\x1b" not in printed.out + printed.err
    if printed.code in {2, 3}:
        assert printed.err
        assert not printed.out or arguments[:1] == ["check"]
    elif "--json" in arguments:
        json.loads(printed.out)


def test_any_request_is_answered_or_refused(ifso: Command) -> None:
    codes: Counter[int] = Counter()

    @settings(max_examples=500)
    @given(arguments=requests())
    def search(arguments: list[str]) -> None:
        printed = ifso(*arguments)
        held(printed, arguments)
        codes[printed.code] += 1

    search()
    assert codes.keys() == {0, 2}
    assert min(codes.values()) > 50


@settings(max_examples=400)
@given(
    arguments=st.lists(
        st.one_of(WORD, PAIR, OPTION, st.sampled_from(["check", "explain", "show", "examples", "base-rate", "lock", "-h", "--version"])),
        max_size=5,
    )
)
def test_any_command_line_ends_in_words(arguments: list[str], ifso: Command, tmp_path_factory: pytest.TempPathFactory) -> None:
    if "ask" in arguments:
        arguments = [*arguments, *SIZES]
    held(ifso(*arguments, folder=tmp_path_factory.getbasetemp()), arguments)


@settings(max_examples=150)
@given(
    command=st.sampled_from(["check", "explain", "show", "new", "base-rate", "lock"]),
    arguments=st.lists(st.one_of(WORD, OPTION), max_size=3),
    again=st.booleans(),
)
def test_every_command_takes_any_words(
    command: str, arguments: list[str], again: bool, ifso: Command, tmp_path_factory: pytest.TempPathFactory  # noqa: FBT001 - drawn
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("any")
    words = [word for word in arguments if not word.startswith(("/", "~")) and ".." not in word]  # nothing is written elsewhere
    for _ in range(1 + again):
        held(ifso(command, *words, folder=folder), [command, *words])
