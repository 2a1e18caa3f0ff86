from collections.abc import Callable

import pytest

from ifso.scenario.load import read_scenario

Complain = Callable[..., list[str]]
TRIANGLE = "{a: {causes: {c: {after: b}}}, b: {causes: {c: {after: x}}}, x: {causes: {c: {modified: {until: a, by: blocks}}, d: }}}"


@pytest.mark.parametrize(
    ("a", "b", "x", "cycles"),
    [("at once", "at once", "at once", 1), ("at once", "at once", "per year", 0), ("within 1 day", "at once", "at once", 0)],
)
def test_a_circle_without_time_is_an_error(complain: Complain, a: str, b: str, x: str, cycles: int) -> None:
    found = complain(events=TRIANGLE, views=f"{{v: {{a.c: 50% {a}, b.c: 50% {b}, x.c: 50% {x}, x.d: 1% per year}}}}")
    assert len(found) == cycles
    assert all("a → x → b → a" in line for line in found)


def test_a_circle_may_close_in_a_borrowing_view_alone(complain: Complain) -> None:
    own = "a.c: 50% at once, b.c: 50% per year, x.c: 50% at once, x.d: 1% per year"
    (found,) = complain(events=TRIANGLE, views=f"{{v: {{{own}}}, w: {{else: v, b.c: 9% at once}}}}")
    assert found.startswith("instant-cycle: In the view `w` these events bring each other about")
    assert "`x.c`" in found


def test_a_circle_is_found_beside_other_errors(complain: Complain) -> None:
    views = "{v: {a.c: 50% at once, b.c: 50% at once, x.c: 50% at once, x.d: 1% per yaer}}"
    assert sorted(line.split(":")[0] for line in complain(events=TRIANGLE, views=views)) == ["duration", "instant-cycle"]


@pytest.mark.parametrize(
    ("after", "a", "b", "cycles"), [("b", "at once", "at once", 1), ("b", "at once", "per year", 0), ("", "at once", "at once", 0)]
)
def test_a_circle_may_close_through_a_choice(complain: Complain, after: str, a: str, b: str, cycles: int) -> None:
    found = complain(
        actors="{russia: RUS}",
        events="{a: {causes: {c: {modified: {chosen: oil.sell, by: blocks}}}}, b: {causes: {c: {after: a}}}}",
        choices=f"{{oil: {{actor: russia, options: {{sell: , keep: }}{', after: b' if after else ''}}}}}",
        views=f"{{v: {{a.c: 50% {a}, b.c: 50% {b}, oil: sell}}}}",
    )
    assert [line.split(".")[0] for line in found] == [
        "instant-cycle: In the view `v` these events bring each other about at the same instant: a → b → a"
    ] * cycles


def test_a_choice_taken_after_an_event_comes_too_late_for_its_causes(complain: Complain) -> None:
    found = complain(
        actors="{russia: RUS}",
        events="{a: {causes: {c: {modified: [{chosen: oil.sell, by: blocks}, {until: b, by: blocks}]}}}, b: {causes: {c: }}}",
        choices="{oil: {actor: russia, after: a, options: {sell: , keep: }}}",
        views="{v: {a.c: 5% per year, b.c: 5% per year, oil: sell}}",
    )
    message = "This modifier of a cause of `a` reads a choice that is taken after `a`."
    assert found == [f"modifies-itself: {message} Let `oil` be taken after another event, or at the start."]


def test_parts_that_play_no_part_are_warned_of() -> None:
    text = (
        "ifso: 1\nstart: 2026-05-01\nhorizon: 1 year\nsources: {r: {title: R}, s: {title: S}}\n"
        "actors: {iran: IRN, east: [iran], west: DEU}\n"
        "events:\n  a: {resolves: x, quote: {s: y}, actors: east}\n  b: {resolves: x}\nquestions: {q: {if: a, then: b}}\n"
    )
    _, warnings = read_scenario(text)
    assert [(d.code, d.message.split("`")[1]) for d in warnings] == [
        ("source-unused", "r"),
        ("actor-unused", "west"),
        ("quote-unchecked", "s"),
        ("never-happens", "b"),
    ]
