from collections.abc import Callable

import pytest

Complain = Callable[..., list[str]]
VIEW = "{v: {about: nothing}}"


def _cause(body: str) -> str:
    return f"{{a: {{causes: {{x: {body}}}}}, b: , c: }}"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{after: a}", "after-itself: `a` would have to happen before it can happen."),
        ("{after: {all: [a, b]}}", "after-itself: `a` would"),
        ("{after: {at least 2 of: [a, b]}}", "after-itself: `a` would"),
        ("{after: [b, c]}", "wrong-form: `after` with several events says whether all or any of them are needed. Write `{all: [b, c]}`"),
        ("{after: {}}", "empty: `after` names no event."),
        ("{after: {all: []}}", "impossible-trigger: `all` lists no event."),
        ("{after: {all: [b, b]}}", "impossible-trigger: `b` is listed twice."),
        (
            "{after: {at least 3 of: [b, c]}}",
            "impossible-trigger: `at least 3 of` is more than the 2 listed. Write `at least 2 of` or `all`.",
        ),
        ("{after: {at least 0 of: [b, c]}}", "unknown-key: `at least 0 of` is not part of a trigger. Did you mean `at least 2 of`?"),
        ("{after: {all: [b], any: [c]}}", "misplaced-key: `after` has `all`, `any`; one of them is enough."),
        ("{after: bb}", "unknown-event: There is no event `bb`."),
        ("{after: {all: [{b: c}]}}", "wrong-form: An event is a text, not a mapping."),
        ("{modified: {once: a, by: blocks}}", "modifies-itself: This modifier of a cause of `a` reads `a`."),
        ("{modified: {once: b, until: c, by: r}}", "misplaced-key: A modifier has both `once` and `until`."),
        ("{modified: {by: r}}", "missing-key: A modifier needs `once`, `until` or `chosen`."),
        ("{modified: {once: b}}", "missing-key: A modifier needs `by`."),
        ("{modified: {once: b, by: 0.5}}", "name: `by` names a hazard ratio, and `0.5` is a number."),
        ("{modified: {once: b, by: all}}", "name: `all` has a meaning of its own and cannot name an assumption."),
        ("{modified: b}", "wrong-form: A modifier is a mapping, not the text `b`."),
        ("{chance: r, modified: {once: b, by: r}}", "mixed-assumption: `r` is a hazard ratio here and a chance in line 4."),
        ("{chance: a.x}", "name: `a.x` cannot name an assumption. Write `a_x`."),
        ("{chance: [r]}", "wrong-form: `chance` is a text, not a list."),
        ("[b]", "wrong-form: A cause is a mapping of `name: value`, not a list."),
    ],
)
def test_faults_of_causes(complain: Complain, body: str, said: str) -> None:
    found = [line for line in complain(events=_cause(body), views=VIEW) if not line.startswith("value-missing")]
    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    "body",
    ["", "{}", "{after: {any: [a, b]}}", "{after: {at least 2 of: [a, b, c]}}", "{modified: []}", "{modified: [{until: b, by: blocks}]}"],
)
def test_causes_that_are_fine(complain: Complain, body: str) -> None:
    assert complain(events=_cause(body), views="{v: {a.x: 5% per year}}") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1985-13-01", "date: There is no day 1985-13-01."),
        ("not by 1-1-1985", "date: `1-1-1985` is not a date."),
        ("2020-01-01", "out-of-time: 2020-01-01 lies before the start, 2026-05-01."),
        ("{on: 2030-01-01, not by: 2031-01-01}", "misplaced-key: An outcome has both `on` and `not by`."),
        ("{note: x}", "missing-key: An outcome needs `on` or `not by`."),
        ("{on: soon}", "date: `soon` is not a date."),
        ("[a]", "wrong-form: An outcome is a text, not a list."),
    ],
)
def test_faults_of_outcomes(complain: Complain, body: str, said: str) -> None:
    (found,) = complain(events=f"{{a: {{resolved: {body}}}}}")
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ("", "empty: `events` has nothing in it."),
        ("{}", "empty: `events` has nothing in it."),
        ("war", "wrong-form: `events` is a mapping of names, not the text `war`."),
        ("[war]", "wrong-form: `events` is a mapping of names, not a list."),
        ("{a: [b]}", "wrong-form: An event is a mapping of `name: value`, not a list."),
        ("{else: }", "name: `else` has a meaning of its own and cannot name an event."),
        ("{the war: }", "name: `the war` cannot name an event. Write `the_war`."),
        ("{a: {syas: x}}", "unknown-key: `syas` is not part of an event. Did you mean `says`?"),
        ("{a: {says: }}", "empty: `says` is empty."),
        ("{a: {actors: iran}}", "unknown-actor: There is no actor `iran`. The file has no `actors`."),
    ],
)
def test_faults_of_events(complain: Complain, events: str, said: str) -> None:
    (found,) = complain(events=events)
    assert found.startswith(said)
