"""What to watch as a caller of the Python interface asks for it."""

import json
from datetime import date

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.verbs.watch import Foreseen


@pytest.fixture(scope="module")
def found() -> Foreseen:
    return ifso.load("standoff").watch(draws=50)


def test_the_frame_has_a_row_for_each_event_and_date(found: Foreseen) -> None:
    frame = found.frame()
    assert frame.columns == [
        "view", "reading", "event", "hidden", "follows", "date", "best", "bits", "bits_error", "above_noise", "chance", "if_so", "if_not",
    ]  # fmt: skip
    events = [one for view in found.watchlists.views for watching in view.readings for one in watching.events]
    assert len(frame) == sum(len(one.glances) for one in events)
    assert frame["best"].sum() == len(events)
    assert date(2026, 1, 1) < frame["date"].min() < frame["date"].max() < date(2028, 1, 1)  # type: ignore[operator] # they are dates


def test_readings_stand_apart_in_plain_values(found: Foreseen) -> None:
    value = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    readings = value["views"][0]["readings"]
    assert [reading["reading"] for reading in readings] == ["do", "left alone"]
    made, left = ({event["event"] for event in reading["events"]} for reading in readings)
    assert left - made == {value["question"]["antecedent"]["event"]}
    assert set(readings[0]) == {"reading", "chance", "error", "entropy", "events", "draws", "worlds", "seed", "weighed"}
    event = readings[0]["events"][0]
    assert set(event) == {"event", "event_says", "indicator", "hidden", "before_outcome", "best", "says", "dates"}
    assert (event["says"] is None) is not event["indicator"]
    assert event["best"] in {at["date"] for at in event["dates"]}
    assert set(event["dates"][0]) == {
        "date", "bits", "error", "above_noise", "chance", "if_so", "if_so_error", "if_not", "if_not_error",
    }  # fmt: skip


def test_one_reading_can_be_asked(found: Foreseen) -> None:
    one = ifso.load("standoff").watch(views="tense", reading="do not", draws=20)
    assert [watching.reading.value for view in one.watchlists.views for watching in view.readings] == ["do not"]
    assert repr(found).startswith("<ifso events to watch for ")


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"reading": "given"}, "no reading `given`"),
        ({"by": "2 weeks"}, "no month before the question's date"),
        ({"dates": 1}, "Nothing can be asked for by `dates`"),
    ],
)
def test_what_cannot_be_asked_is_refused(request_: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ifso.load("standoff").watch(**request_)  # type: ignore[arg-type] # which is the point
