"""The heavy parts: what the commands say, lean."""

from typing import Any

import pytest

from ifso.report.page import parts
from ifso.verbs.loading import Loaded
from ifso.verbs.page import part_of

from .arguing import request


def agrees(page: Any, command: Any) -> bool:
    """Tell whether a page says what a command does, as far as it says anything, to its digits."""
    match page:
        case dict():
            return all(key in command and agrees(value, command[key]) for key, value in page.items())
        case list():
            return len(page) == len(command) and all(agrees(one, other) for one, other in zip(page, command, strict=True))
        case float():
            return page == pytest.approx(command, rel=1e-5, abs=1e-12)
        case _:
            return page == command or str(page) == str(command)


def test_an_answer_is_that_of_ask(dam: Loaded) -> None:
    page, command = part_of(request(dam, draws=8, worlds=256), "answer"), dam.ask(draws=8, worlds=256).to_dict()
    assert agrees(page, command)
    assert page["views"][0]["chances"]["do"]["value"] == pytest.approx(command["views"][0]["chances"]["do"]["value"], rel=1e-5)
    assert set(command) - set(page) == {"scenario", "question", "also", "hinges"}


def test_linchpins_are_those_of_the_command(dam: Loaded) -> None:
    assert agrees(part_of(request(dam, draws=16, worlds=64), "linchpins"), dam.linchpins(draws=16, worlds=64).to_dict())


def test_paths_are_those_of_the_command(dam: Loaded) -> None:
    assert agrees(part_of(request(dam, draws=16), "paths"), dam.paths(draws=16).to_dict())


def test_what_to_watch_is_that_of_the_command_at_some_of_its_dates(dam: Loaded) -> None:
    page, command = part_of(request(dam, draws=16), "watch"), dam.watch(draws=16).to_dict()
    for view, other in zip(page["views"], command["views"], strict=True):
        for reading, of in zip(view["readings"], other["readings"], strict=True):
            for event, whole in zip(reading["events"], of["events"], strict=True):
                dates = event.pop("dates")
                assert agrees(event, whole)
                assert event["best"] in {at["date"] for at in dates}
                assert len(dates) <= parts.MOST_DATES < len(whole["dates"])
                by_date = {at["date"]: at for at in whole["dates"]}
                assert all(agrees(at, by_date[at["date"]]) for at in dates)


def test_what_actors_face_is_that_of_the_command_with_some_points_of_the_branch(dam: Loaded) -> None:
    page, command = part_of(request(dam), "faced"), dam.choices().to_dict()
    for view, other in zip(page["views"], command["views"], strict=True):
        branch, whole = view.pop("branch"), other["branch"]
        assert agrees(view, other)
        if branch is not None:
            points = branch["rationality"]
            assert len(points) <= parts.MOST_POINTS
            assert (points[0], points[-1]) == pytest.approx((whole["rationality"][0], whole["rationality"][-1]), rel=1e-5)
            assert all(len(chances) == len(points) for mix in branch["mixes"].values() for chances in mix.values())


def test_cruxes_are_those_of_the_command(dam: Loaded) -> None:
    page = part_of(request(dam, draws=16, worlds=64), "cruxes", pair=("engineer", "mayor"))
    assert agrees(page, dam.cruxes("engineer", "mayor", draws=16, worlds=64).to_dict())


def test_numbers_have_six_digits_and_what_is_none_is_null() -> None:
    assert parts.rounded({"a": [1 / 3, 2], "b": (float("inf"), 1e-9 / 3)}) == {"a": [0.333333, 2], "b": [None, 3.33333e-10]}


def test_points_are_spread_from_end_to_end() -> None:
    assert parts.spread(3, 5) == [0, 1, 2]
    assert parts.spread(9, 3) == [0, 4, 8]
    assert len(parts.spread(1000, 60)) == 60
