"""The order of events against brute force: who reaches whom, tried along every arrow."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.order import dependencies, plan, starts
from ifso.engine.program import Clock
from ifso.ground.calendar import NEVER
from ifso.ground.graphs import components

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, until, within
from .scenarios import causes

Graph = tuple[tuple[int, ...], ...]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    n = draw(st.integers(1, 9))
    return tuple(tuple(draw(st.lists(st.integers(0, n - 1), unique=True, max_size=3))) for _ in range(n))


def reaches(graph: Graph) -> np.ndarray:
    """Return which node reaches which, itself always, by Warshall's closure."""
    reach = np.eye(len(graph), dtype=bool)
    for node, others in enumerate(graph):
        reach[node, list(others)] = True
    for k in range(len(graph)):
        reach |= np.outer(reach[:, k], reach[k])
    return reach


@given(graph=graphs(), data=st.data())
def test_components_are_what_reaches_each_other_after_all_they_need(graph: Graph, data: st.DataObject) -> None:
    roots = data.draw(st.lists(st.integers(0, len(graph) - 1), min_size=1, unique=True))
    reach = reaches(graph)
    found = components(roots, lambda node: graph[node])
    members = [node for component in found for node in component]
    assert sorted(members) == np.flatnonzero(reach[roots].any(axis=0)).tolist()
    for component in found:
        together = np.flatnonzero(reach[component[0]] & reach[:, component[0]]).tolist()
        assert sorted(component) == together
    done: set[int] = set()
    for component in found:
        done.update(component)
        assert all(other in done for node in component for other in graph[node])


def test_a_chain_of_five_thousand_does_not_exhaust_the_stack() -> None:
    n = 5_000
    found = components([n - 1], lambda node: (node - 1,) if node else ())
    assert [c[0] for c in found] == list(range(n))


def test_a_ring_is_one_component() -> None:
    assert [sorted(c) for c in components([3], lambda node: ((node + 1) % 5,))] == [[0, 1, 2, 3, 4]]


def test_starts_lays_lists_end_to_end() -> None:
    assert starts([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert starts([]).tolist() == [0]


MADE: dict[str, list[Mechanism]] = {
    "a": [by(0.5, per(1), after("b"))],
    "b": [by(0.5, within(1), after("a"), once("c", 0.5)), by(0.1, AT_ONCE, None, until("d", None))],
    "c": [by(0.5, per(1), after("d"))],
    "d": [],
    "apart": [by(0.5, per(1), after("a"))],
}


def test_an_event_depends_on_triggers_and_modifiers() -> None:
    program = compile_view(scenario(MADE), VIEW)
    assert dependencies(program) == ((1,), (0, 2, 3), (3,), (), (0,))
    assert dependencies(program, (Clock.AT_ONCE,)) == ((), (3,), (), (), ())


def test_a_plan_holds_what_is_asked_for_and_nothing_fixed() -> None:
    program = compile_view(scenario(MADE), VIEW)
    fixed = np.full((3, 5), np.nan)
    fixed[1, 0] = 2.0
    fixed[2, [1, 3]] = NEVER
    made = plan(program, fixed, [1])
    runs = [
        [set(made.member[made.component_start[k] : made.component_start[k + 1]].tolist()) for k in range(*made.run_start[r : r + 2])]
        for r in range(3)
    ]
    assert runs[0] == [{3}, {2}, {0, 1}]
    assert runs[1] == [{3}, {2}, {1}]
    assert runs[2] == []
    assert sorted(made.used.tolist()) == [0, 1, 2, 3]


@given(events=causes())
def test_instants_follow_from_earlier_ranks(events: dict[str, list[Mechanism]]) -> None:
    program = compile_view(scenario(events), VIEW)
    assert sorted(program.instant_rank.tolist()) == list(range(len(program.events)))
    for event, needed in enumerate(dependencies(program, (Clock.AT_ONCE,))):
        assert all(program.instant_rank[other] < program.instant_rank[event] for other in needed)
