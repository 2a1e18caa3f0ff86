from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.scenario.reading.cycles import components, cycle_in

_graphs = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4))


@given(edges=_graphs)
def test_a_component_holds_the_names_that_reach_each_other(edges: dict[str, list[str]]) -> None:
    reaches = {(a, b) for a in edges for b in edges if a == b or b in edges[a]}
    for middle, a, b in product(edges, edges, edges):  # the first loop is the outermost: the transitive closure
        if (a, middle) in reaches and (middle, b) in reaches:
            reaches.add((a, b))
    together = {frozenset(b for b in edges if (a, b) in reaches and (b, a) in reaches) for a in edges}
    assert {frozenset(found) for found in components(edges)} == together


@given(edges=_graphs)
def test_a_circle_follows_the_arrows_and_closes(edges: dict[str, list[str]]) -> None:
    for component in components(edges):
        circle = cycle_in(component, edges)
        assert bool(circle) == (len(component) > 1 or component[0] in edges[component[0]])
        for here, following in pairwise(circle):
            assert following in edges[here]
        assert not circle or circle[0] == circle[-1] == component[0]


def test_long_chains_need_no_recursion() -> None:
    edges = {str(i): (str(i + 1),) for i in range(50_000)} | {"50000": ("0",)}
    (component,) = components(edges)
    assert len(cycle_in(component, edges)) == 50_002


@pytest.mark.parametrize("edges", [{}, {"a": ()}, {"a": ("b",), "b": ()}])
def test_trees_have_no_circles(edges: dict[str, tuple[str, ...]]) -> None:
    assert all(cycle_in(component, edges) == () for component in components(edges))
