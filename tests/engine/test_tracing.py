"""Chains of causes in every world against brute force from the definition, and the rules for what happens at one instant."""

from collections.abc import Mapping

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.blocks import ancestors, lanes_of
from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.paths import Tracing
from ifso.engine.program import Program
from ifso.engine.random import stream_of, uniforms
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Question, Scenario

from .building import AT_ONCE, VIEW, Mechanism, after, by, every, once, per, scenario, within
from .oracle_chains import Chains
from .running import alone
from .scenarios import HORIZONS, causes, fixed_times

WORLDS = 500


def chains_of(program: Program, outcome: str, by_then: float, fixed: Mapping[str, float], seed: int = 1) -> list[tuple[str, ...]]:
    """Return the chain of every world in names, from the outcome back; empty where it does not come about in time."""
    lanes = lanes_of(
        program, alone(program, fixed), None, ancestors(program, outcome), values=draw(program, seed, 0, 1), seed=seed, worlds=WORLDS
    )
    tracing = Tracing(lanes, Question(name="main", then=outcome, by=by_then))
    found: list[tuple[str, ...]] = []
    for seen in map(tracing.seen, lanes.blocks):
        named = [tuple(program.causes[c] if c >= 0 else program.events[-1 - c] for c in chain) for chain in seen.chains]
        found += [named[n] if n >= 0 else () for n in seen.which[0]]
    return found


def brute_force(made: Scenario, outcome: str, by_then: float, fixed: Mapping[str, float], seed: int = 1) -> list[tuple[str, ...]]:
    program = compile_view(made, VIEW)
    lanes = lanes_of(program, alone(program, fixed), None, program.events, values=draw(program, seed, 0, 1), seed=seed, worlds=WORLDS)
    blocks = [lanes.simulate(block).times[0] for block in lanes.blocks]
    times = dict(zip(program.events, np.concatenate(blocks, axis=1), strict=True))
    u = {c.path: uniforms(seed, stream_of("cause", c.path), 0, WORLDS) for c in made.causes}
    order = dict(zip(program.events, program.instant_rank.tolist(), strict=True))
    oracle = Chains(made, times, u, fixed, order)
    return [oracle.chain(outcome, w) if times[outcome][w] <= by_then else () for w in range(WORLDS)]


@settings(max_examples=150)
@given(data=st.data(), events=causes(), horizon=HORIZONS, seed=st.integers(0, 2**64 - 1))
def test_every_world_is_traced_as_by_brute_force(
    data: st.DataObject, events: dict[str, list[Mechanism]], horizon: float, seed: int
) -> None:
    made = scenario(events, horizon)
    fixed = {e: min(t, horizon) if t < NEVER else t for e, t in data.draw(fixed_times(list(events))).items()}
    outcome = data.draw(st.sampled_from([e for e in events if e not in fixed] or list(events)))
    by_then = horizon * data.draw(st.sampled_from([0.3, 1.0]))
    traced = chains_of(compile_view(made, VIEW), outcome, by_then, fixed, seed)
    assert traced == brute_force(made, outcome, by_then, fixed, seed)


def only(events: dict[str, list[Mechanism]], outcome: str, fixed: Mapping[str, float] | None = None) -> tuple[str, ...]:
    """Return the one chain that all worlds in which the outcome comes about share."""
    (found,) = set(chains_of(compile_view(scenario(events), VIEW), outcome, 10.0, fixed or {})) - {()}
    return found


def test_of_causes_that_fire_at_one_instant_the_first_in_the_file_counts() -> None:
    one, two = by(1.0, AT_ONCE, after("a"), name="one"), by(1.0, AT_ONCE, after("b"), name="two")
    first = {"a": [by(1.0, within(5), name="go")], "b": [by(1.0, AT_ONCE, after("a"), name="go")]}
    assert only({**first, "c": [one, two]}, "c") == ("c.one", "a.go")
    assert only({**first, "c": [two, one]}, "c") == ("c.two", "b.go", "a.go")


def test_of_triggers_at_one_instant_the_order_of_the_instant_counts() -> None:
    """Here b follows from a, so that a is the first of the two and b the last, wherever they stand."""
    for names in (("a", "b"), ("b", "a")):
        events = {
            "x": [by(1.0, within(1), after(*names), name="any"), by(0.0, per(1))],
            "y": [by(1.0, within(1), every(*names), name="all")],
            "b": [by(1.0, AT_ONCE, after("a"), name="go")],
            "a": [by(1.0, within(5), name="go")],
        }
        assert only(events, "x") == ("x.any", "a.go")
        assert only(events, "y") == ("y.all", "b.go", "a.go")


def test_a_chain_begins_with_the_fixed_event_whatever_its_causes() -> None:
    events = {"a": [by(1.0, within(1))], "b": [by(1.0, within(1), after("a"), name="go")]}
    assert only(events, "b", {"a": 2.0}) == ("b.go", "a")
    assert only(events, "b", {"a": -1.0}) == ("b.go", "a")
    assert only(events, "a", {"a": 2.0}) == ("a",)


def test_the_last_of_all_and_the_second_of_three_are_the_triggers() -> None:
    events = {
        "b": [by(1.0, within(1), every("late", "early"), name="go")],
        "c": [by(1.0, within(1), after("late", "early", "middle", needs=2), name="go")],
    }
    fixed = {"early": 1.0, "middle": 2.0, "late": 3.0}
    events |= {name: [] for name in fixed}
    assert only(events, "b", fixed) == ("b.go", "late")
    assert only(events, "c", fixed) == ("c.go", "middle")


def test_modifiers_are_no_links() -> None:
    events = {"m": [], "b": [by(0.5, per(1), None, once("m", 3.0), name="go")]}
    assert only(events, "b", {"m": 0.5}) == ("b.go",)
