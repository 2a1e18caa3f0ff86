from collections.abc import Callable

import pytest

Complain = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("actors", "said"),
    [
        ("{iran: IRA}", "unknown-country: There is no country with the code `IRA` and no actor of that name."),
        (
            "{germany: GER}",
            "unknown-country: There is no country with the code `GER` and no actor of that name. Did you mean `DEU` (Germany)?",
        ),
        ("{x: [KAZ, est], east: [KGZ]}", "unknown-country: There is no country with the code `est`"),
        (
            "{x: [KAZ, esat], east: [KGZ]}",
            "unknown-country: There is no country with the code `esat` and no actor of that name. Did you mean `east`?",
        ),
        ("{x: [y], y: [z, KAZ], z: [x]}", "actor-cycle: These actors consist of each other: x → y → z → x."),
        ("{x: [x]}", "actor-cycle: These actors consist of each other: x → x."),
        ("{x: []}", "empty: The region `x` consists of nothing."),
        ("{x: }", "empty: A country or an actor is empty."),
        ("{x: [[KAZ]]}", "wrong-form: A country or an actor is a text, not a list."),
        ("{x: {nmae: y}}", "unknown-key: `nmae` is not part of an actor. Did you mean `name`?"),
    ],
)
def test_faults_of_actors(complain: Complain, actors: str, said: str) -> None:
    (found,) = complain(actors=actors, events="{a: }")
    assert found.startswith(said)


def test_an_actor_may_be_named_like_its_code(complain: Complain) -> None:
    assert complain(actors="{IRN: IRN, east: [IRN, KAZ]}", events="{a: {actors: east}}") == []
