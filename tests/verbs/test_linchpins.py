"""Linchpins as a caller of the Python interface asks for them."""

import json

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.verbs.linchpins import FIGURES, Hinged, effort_of


@pytest.fixture(scope="module")
def found() -> Hinged:
    return ifso.load("tutorial").linchpins(draws=40, worlds=64)


def test_the_frame_has_a_row_for_each_view_and_number(found: Hinged) -> None:
    frame = found.frame()
    assert frame.columns == ["view", "rank", "assumption", "kind", *FIGURES]
    assert len(frame) == sum(len(view.linchpins) for view in found.linchpins.views)
    first = found.linchpins.views[0]
    assert frame.row(0)[:3] == (first.view, 1, first.linchpins[0].name)


def test_plain_values_are_json_and_hold_every_figure(found: Hinged) -> None:
    value = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    one = value["views"][0]["linchpins"][0]
    assert set(one) == {
        "assumption", "kind", "value", "median", "swing", "first", "total", "instead", "flip", "flip_sought", "as_others", "says",
    }  # fmt: skip
    assert set(value["method"]["varied"]) >= {"swing", "first", "total", "never", "certain", "without", "flip"}
    assert value["method"]["sizes"]["draws"] == 40


def test_one_question_and_one_view_can_be_asked(found: Hinged) -> None:
    scenario = ifso.load("standoff")
    one = scenario.linchpins("answer", views="tense", worlds=64)
    assert [view.view for view in one.linchpins.views] == ["tense"]
    assert one.linchpins.question.name == "answer"
    assert "answer" in repr(one)
    assert repr(found).startswith("<ifso linchpins of ")


def test_a_value_of_the_request_takes_the_place_of_the_views() -> None:
    scenario = ifso.load("standoff")
    one = scenario.linchpins(views="tense", assume=["war.face_to_face=20% to 40% per year"], draws=40, worlds=64).linchpins.views[0]
    assert one.linchpins[0].name == "war.face_to_face"
    assert one.linchpins[0].swing is not None
    assert one.held["war.face_to_face"].lender == ""


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"of": "ratio"}, "no `ratio`"),
        ({"threshold": "often"}, "is no number"),
        ({"threshold": []}, "`threshold` is a text or a number, not a value of the type `list`"),
        ({"threshold": {}}, "`threshold` is a text or a number, not a value of the type `dict`"),
        ({"threshold": True}, "`threshold` is a text or a number, not True"),
        ({"threshold": float("nan")}, "nan% is not between 0 and 100%"),
        ({"threshold": 1.5}, "150% is not between 0 and 100%"),
        ({"threshold": "0%"}, "0% is not between"),
        ({"of": "difference", "threshold": "200 points"}, "-100 and 100 points"),
        ({"tresh": 1}, "Nothing can be asked for by `tresh`"),
        ({"views": "nobody"}, "nobody"),
    ],
)
def test_what_cannot_be_asked_is_refused(request_: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        ifso.load("standoff").linchpins(**request_)


@pytest.mark.parametrize("threshold", ["30%", 0.3, "0.3", " 30 % "])
def test_a_threshold_is_read_in_several_forms(threshold: float | str) -> None:
    assert ifso.load("standoff").linchpins(views="tense", threshold=threshold, worlds=64).linchpins.threshold == pytest.approx(0.3)


def test_a_question_without_an_antecedent_has_no_difference() -> None:
    with pytest.raises(UsageError, match="no difference"):
        ifso.load("central-asia").linchpins("fall", of="difference")


def test_worlds_go_in_proportion_and_in_groups_of_64() -> None:
    usual, double, few = effort_of(None, None), effort_of(None, 256), effort_of(30, 1)
    assert (double.worlds, double.swing_worlds, double.answer_worlds) == (256, 2 * usual.swing_worlds, 2 * usual.answer_worlds)
    assert (few.worlds, few.cluster, few.draws) == (64, 1, 30)
    assert all(size % 64 == 0 for size in (few.swing_worlds, few.effect_worlds, few.flip_worlds, few.answer_worlds))
