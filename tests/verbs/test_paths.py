"""Paths as a caller of the Python interface asks for them."""

import json

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.verbs.paths import Retraced


@pytest.fixture(scope="module")
def found() -> Retraced:
    return ifso.load("standoff").paths(draws=50, top=3)


def test_the_frame_has_a_row_for_each_link(found: Retraced) -> None:
    frame = found.frame()
    assert frame.columns == [
        "view", "path", "share", "share_error", "begins", "link", "cause", "event", "chance", "chance_error",
    ]  # fmt: skip
    listed = [path for view in found.paths.views for path in view.traced.paths]
    assert len(frame) == sum(len(path.links) for path in listed)
    assert frame.row(0)[:3] == (found.paths.views[0].view, 1, listed[0].share)
    assert frame.row(0)[6] == listed[0].links[0].cause


def test_plain_values_are_json_and_hold_every_figure(found: Retraced) -> None:
    value = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    view = value["views"][0]
    assert set(view) == {
        "view", "about", "reading", "chance", "error", "paths", "covered", "distinct", "weakest_link", "draws", "worlds", "seed", "weighed",
    }  # fmt: skip
    path = view["paths"][0]
    assert set(path) == {"share", "error", "begins", "links", "median"}
    assert set(path["links"][0]) == {"cause", "says", "event", "event_says", "chance", "error", "modified"}
    assert path["links"][-1]["event"] == value["question"]["then"]["event"]
    assert set(value["method"]) == {"path", "share", "chance", "error", "ifso"}


def test_one_question_reading_and_view_can_be_asked(found: Retraced) -> None:
    scenario = ifso.load("standoff")
    one = scenario.paths("answer", views="tense", reading="do not", draws=20)
    assert [view.traced.reading.value for view in one.paths.views] == ["do not"]
    assert "answer" in repr(one)
    assert repr(found).startswith("<ifso paths of ")
    assert one == scenario.paths("answer", views="tense", reading="do-not", draws=20, threads=1)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"reading": "given"}, "no reading `given`"),
        ({"reading": 3}, "`reading` is a text"),
        ({"top": 0}, "--top is 0"),
        ({"tops": 1}, "Nothing can be asked for by `tops`"),
    ],
)
def test_what_cannot_be_asked_is_refused(request_: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ifso.load("standoff").paths(**request_)  # type: ignore[arg-type] # which is the point


def test_the_wait_for_the_compiler_is_announced_but_once() -> None:
    called: list[int] = []
    ifso.load("standoff").paths(draws=2, waiting=lambda: called.append(1))
    called.clear()
    ifso.load("standoff").paths(draws=2, waiting=lambda: called.append(1))
    assert called == []
