"""``ifso cruxes`` through the command."""

import json
import re
from collections.abc import Callable
from typing import Any

Command = Callable[..., Any]
SIZE = ("--draws", "50", "--worlds", "256")


def test_the_next_command_settles_the_first_crux(ifso: Command) -> None:
    printed = ifso("cruxes", "standoff", *SIZE)
    assert printed.code == 0
    assert "war.face_to_face" in printed.out
    assert printed.err == 'Next: ifso ask standoff --assume "war.face_to_face=20% per year"\n'


def test_json(ifso: Command) -> None:
    printed = ifso("cruxes", "standoff", "tense", "calm", "--json", *SIZE)
    assert (printed.code, printed.err) == (0, "")
    assert [view["view"] for view in json.loads(printed.out)["views"]] == ["tense", "calm"]


def test_all_are_listed(ifso: Command) -> None:
    few, everything = (ifso("cruxes", "central-asia", "commentary", "sceptic", *SIZE, *more) for more in ((), ("--all",)))
    assert re.search(r"^ .* \d+ others *$", few.out, re.MULTILINE)
    assert not re.search(r"^ .* \d+ others *$", everything.out, re.MULTILINE)
    assert len(everything.out) > len(few.out)


def test_three_views_are_too_many(ifso: Command) -> None:
    printed = ifso("cruxes", "central-asia", "commentary", "sceptic", "history")
    assert (printed.code, printed.out) == (2, "")
    assert "error: Two views are held against each other. The request names 3." in printed.err
