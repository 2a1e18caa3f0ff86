"""The likelihood of news against formulas, Markov chains and counted worlds."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.evidence import evidence_of, factors_of
from ifso.scenario.meaning import Observed

from .building import AT_ONCE, VIEW, Mechanism, after, between, by, every, once, per, scenario, until, within
from .observing import agrees, log_likelihood, seen
from .oracle_ctmc import Chain
from .running import times_of, tolerance
from .scenarios import ANY, causes

LN2 = math.log(2)

FORMULAS = [
    # what is observed, and its likelihood
    ("a window, not yet", {"a": [by(0.6, within(3))]}, seen(2.0), 1 - 0.6 * 2 / 3),
    ("a window, when it has closed", {"a": [by(0.6, within(3))]}, seen(5.0), 0.4),
    ("a window's date", {"a": [by(0.6, within(3))]}, seen(None, {"a": 2.0}), 0.6 / 3),
    ("a certain window's last day", {"a": [by(1.0, within(3))]}, seen(None, {"a": 3.0}), 1 / 3),
    ("before a window opens", {"a": [by(0.6, between(1, 3))]}, seen(0.5), 1.0),
    ("in a window that opens later", {"a": [by(0.6, between(1, 3))]}, seen(1.5), 1 - 0.6 / 4),
    ("a rate, not yet", {"a": [by(0.5, per(2))]}, seen(3.0), 0.5**1.5),
    ("a rate's date", {"a": [by(0.5, per(2))]}, seen(None, {"a": 3.0}), LN2 / 2 * 0.5**1.5),
    ("competing causes", {"a": [by(0.5, per(1)), by(0.6, within(3))]}, seen(None, {"a": 1.0}), 0.5 * 0.8 * (LN2 + 0.2 / 0.8)),
    ("at once, when it does", {"a": [by(1.0, within(2))], "b": [by(0.3, AT_ONCE, after("a"))]}, seen(None, {"a": 1.0, "b": 1.0}), 0.15),
    ("at once, when it does not", {"a": [by(1.0, within(2))], "b": [by(0.3, AT_ONCE, after("a"))]}, seen(1.5, {"a": 1.0}), 0.5 * 0.7),
    ("at the start", {"b": [by(0.3, AT_ONCE)]}, seen(0.0), 0.7),
    ("a trigger that came first", {"a": [by(0.5, per(1))], "b": [by(0.6, within(3), after("a"))]},
     seen(3.0, {"a": 1.0}), 0.5 * LN2 * (1 - 0.4)),
    ("a trigger that has not come", {"a": [by(0.5, per(1))], "b": [by(0.6, within(3), after("a"))]}, seen(3.0), 0.125),
    ("all of a trigger", {"a": [], "b": [], "c": [by(0.5, per(1), every("a", "b"))]}, seen(3.0, {"a": 0.0, "b": -1.0}), 0.125),
    ("what happened before the start", {"a": [by(0.5, per(1))], "b": [by(0.6, within(3), after("a"))]}, seen(1.0, {"a": -1.0}), 0.6 / 0.8),
    ("at once after what happened before the start", {"a": [], "b": [by(0.6, AT_ONCE, after("a"))]}, seen(1.0, {"a": -1.0}), 1.0),
    ("a cause that waits for its own event", {"c": [], "f": [by(0.5, per(1)), by(0.6, within(3), after("c", "f", needs=2))]},
     seen(None, {"c": 0.0, "f": 1.0}), 0.5 * LN2),
    ("a rate that was slowed down", {"a": [], "b": [by(0.5, per(1), None, once("a", 0.5))]}, seen(3.0, {"a": 1.0}), 0.5**2),
    ("a window that was sped up", {"a": [], "b": [by(0.6, within(3), None, once("a", 2.0))]},
     seen(2.0, {"a": 1.0}), 0.8 * (0.6 / 0.8) ** 2),
    ("a date when it was slowed down", {"a": [], "b": [by(0.5, per(1), None, until("a", 0.25))]},
     seen(None, {"a": 2.0, "b": 1.0}), 0.25 * LN2 * 0.5**0.25),
    ("what is blocked since", {"a": [], "b": [by(0.5, per(1), None, once("a", None))]}, seen(9.0, {"a": 1.0}), 0.5),
    ("what has no causes", {"a": []}, seen(3.0, {"a": 2.0}), 1.0),
    ("nothing known of the other", {"a": [by(0.5, per(1))], "b": [by(0.5, per(1))]}, seen(None, None, {"b": 2.0}), 0.25),
    ("a jump that is modified", {"a": [], "m": [], "b": [by(0.5, AT_ONCE, after("a"), once("m", 2.0))]},
     seen(2.0, {"m": 0.0, "a": 1.0}), 0.25),
    ("two jumps at one instant", {"a": [], "b": [by(0.5, AT_ONCE, after("a")), by(0.2, AT_ONCE, after("a")), by(0.5, per(1))]},
     seen(2.0, {"a": 1.0, "b": 1.0}), 0.5 * (1 - 0.5 * 0.8)),
]  # fmt: skip


@pytest.mark.parametrize(("events", "observed", "likelihood"), [f[1:] for f in FORMULAS], ids=[f[0] for f in FORMULAS])
def test_formulas(events: dict[str, list[Mechanism]], observed: Observed, likelihood: float) -> None:
    assert math.exp(log_likelihood(scenario(events), observed)) == pytest.approx(likelihood, rel=1e-7)


IMPOSSIBLE = [
    ("before its trigger", {"a": [by(0.5, per(1))], "b": [by(0.6, within(3), after("a"))]}, seen(None, {"a": 2.0, "b": 1.0})),
    ("after its window", {"a": [by(0.6, within(3))]}, seen(None, {"a": 4.0})),
    ("although it was blocked", {"a": [by(0.5, per(1))], "b": [by(0.5, per(1), None, once("a", None))]}, seen(None, {"a": 1.0, "b": 2.0})),
    ("not although it was certain", {"a": [by(1.0, within(3))]}, seen(3.0)),
    ("by no chance", {"a": [by(0.0, within(3))]}, seen(None, {"a": 2.0})),
]


@pytest.mark.parametrize(("events", "observed"), [f[1:] for f in IMPOSSIBLE], ids=[f[0] for f in IMPOSSIBLE])
def test_what_cannot_be(events: dict[str, list[Mechanism]], observed: Observed) -> None:
    assert log_likelihood(scenario(events), observed) == -math.inf


def test_on_the_day_of_its_trigger_or_of_the_end_of_a_block() -> None:
    """Dates are days: what happened on the same day as its trigger may have come after it."""
    events = {"a": [by(0.5, per(1))], "b": [by(0.5, per(1), after("a"))], "c": [by(0.5, per(1), None, until("a", None))]}
    observed = seen(1.0, {"a": 1.0, "b": 1.0, "c": 1.0})
    assert math.exp(log_likelihood(scenario(events), observed)) == pytest.approx(LN2 * 0.5 * LN2 * LN2, rel=1e-7)


def test_paths_of_a_markov_chain() -> None:
    """Two sides arm against each other: the density of the path is that of the chain's holding times and jumps."""
    made = scenario(
        {
            "a": [by(0.1, per(1)), by(0.6, per(1), after("b"), once("t", 0.2))],
            "b": [by(0.15, per(1)), by(0.5, per(2), after("a"), once("t", 0.2))],
            "t": [by(0.2, per(1), every("a", "b"), until("k", 0.5))],
            "k": [by(0.3, per(1), after("a", "b", needs=2), once("t", None))],
        }
    )
    chain = Chain(made)
    for path in ({"a": 1.2, "b": 2.0}, {"b": 0.3, "a": 0.5, "t": 2.5}, {"a": 1.0, "b": 1.5, "k": 2.0, "t": 2.9}, {}):
        state, now, exact = 0, 0.0, 0.0
        for event, at in sorted(path.items(), key=lambda item: item[1]):
            exact += chain.generator[state, state] * (at - now) + math.log(chain.generator[state, state | chain.bit[event]])
            state, now = state | chain.bit[event], at
        exact += chain.generator[state, state] * (3.0 - now)
        assert log_likelihood(made, seen(3.0, path)) == pytest.approx(exact, abs=1e-7)


@settings(max_examples=60)
@given(events=causes(ANY), as_of=st.floats(0.0, 4.0), seed=st.integers(0, 2**64 - 1))
def test_nothing_yet_against_counted_worlds(events: dict[str, list[Mechanism]], as_of: float, seed: int) -> None:
    """That nothing at all has happened is as likely as the share of worlds in which nothing has."""
    made, worlds = scenario(events), 1 << 15
    share = float(np.mean(agrees(times_of(made, worlds=worlds, seed=seed), seen(as_of))))
    exact = math.exp(log_likelihood(made, seen(as_of)))
    assert abs(share - exact) <= tolerance(exact, worlds)


def test_a_factor_for_every_cause_that_may_have_fired() -> None:
    program = compile_view(scenario({"a": [by(0.5, per(1)), by(0.6, within(3))], "b": [by(0.1, per(1))], "c": []}), VIEW)
    factors = factors_of(program, evidence_of(program, seen(3.0, {"a": 2.0}), ()))
    assert [(f.event, f.causes, f.fired) for f in factors] == [(0, (0,), False), (0, (1,), False), (0, (0, 1), True), (1, (2,), False)]
    hidden = factors_of(program, evidence_of(program, seen(3.0, {"a": 2.0}), ("b",)))
    assert [f.event for f in hidden] == [0, 0, 0]
