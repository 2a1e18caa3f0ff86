"""The standard argument is what its text says, and every way of cutting it finds what the engine finds."""

from __future__ import annotations

import numpy as np
import pytest
from cut import NEVER, cut, loop, network
from standard import Variant, standard

from ifso.engine.compiling import compile_view
from ifso.engine.order import dependencies, plan
from ifso.engine.program import Program, Run, Tally
from ifso.engine.simulating import count


def program(variant: str, copies: int = 1) -> Program:
    return compile_view(standard(Variant(variant), copies), "points")


@pytest.mark.parametrize("variant", ["standard", "unmodified", "cyclic"])
def test_all_events_lead_to_the_last(variant: str) -> None:
    p = program(variant)
    planned = plan(p, np.full((1, 30), np.nan), [29])
    assert (len(p.events), len(p.causes), planned.used.size) == (30, 60, 60)
    assert (np.diff(planned.component_start).max() > 1) == (variant == "cyclic")
    assert np.count_nonzero(np.diff(p.modifier_start)) == (0 if variant == "unmodified" else 6)


def test_copies_follow_each_other() -> None:
    p = program("standard", copies=3)
    assert plan(p, np.full((1, 90), np.nan), [89]).used.size == 180
    assert 29 in dependencies(p)[30]


def test_the_cut_argument_is_the_same_argument() -> None:
    p = program("standard")
    years = loop(cut(p), 20_000, 1)
    counted = count(p, [Run()], [Tally(event=name, by=20.0) for name in p.events], seed=1, draws=1, worlds=20_000, threads=1)
    exact = counted.by_step[0, :, -1] / 20_000
    assert np.abs((years < NEVER).mean(axis=1) - exact).max() < 0.025


@pytest.mark.parametrize("largest", [21**2, 21**3])
def test_the_network_is_the_loop(largest: int) -> None:
    argument = cut(program("standard"))
    variables = network(argument, largest)
    made: dict[str, np.ndarray] = {}
    generator = np.random.default_rng(1)
    for v in variables:
        assert np.allclose(v.table.sum(axis=0), 1.0)
        rows = np.broadcast_to(v.table[(slice(None), *(made[parent] for parent in v.parents))].reshape(21, -1), (21, 20_000))
        made[v.name] = (generator.random(20_000) > np.cumsum(rows, axis=0)).sum(axis=0).clip(0, 20)
    found = np.array([np.mean(made[name] < 20) for name in argument.program.events])
    walked = (loop(argument, 20_000, 2) < 20).mean(axis=1)
    assert np.abs(found - walked).max() < 0.025
