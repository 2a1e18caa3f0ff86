"""What is kept of some worlds is that of simulating them, whatever changed on the way; what is handed in stays."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ifso.engine.compiling import compile_view
from ifso.engine.keeping import Kept
from ifso.engine.laying import drawn_of
from ifso.engine.live import medians
from ifso.engine.program import Run, Tally
from ifso.engine.simulating import event_times
from ifso.ground.calendar import NEVER

from .building import VIEW, after, by, once, per, scenario, within

MADE = scenario(
    {"a": [by(0.5, per(2), None, once("given", 3.0))], "b": [by(0.7, within(3), after("a"))], "given": [], "c": [by(0.4, per(1))]}
)
PROGRAM = compile_view(MADE, VIEW)
RUNS = [Run(), Run(fixed={"a": 1.0}), Run(fixed={"a": NEVER})]
AT = {name: e for e, name in enumerate(PROGRAM.events)}
FIRST, WORLDS = 192, 700


def test_worlds_are_those_of_a_simulation_from_where_they_begin() -> None:
    values = medians(PROGRAM)
    kept = Kept(PROGRAM, RUNS, [Tally(event="b", by=6.0)], seed=5, worlds=WORLDS, first_world=FIRST, threads=2)
    nothing = np.zeros(len(PROGRAM.events), dtype=np.bool_)
    with ThreadPoolExecutor(2) as pool:
        for chance in (values[0], 0.2):
            values[0] = chance
            root = nothing.copy()
            root[AT["a"]] = True
            kept.bring_up(drawn_of(PROGRAM, values[None]), root, pool)
            for r, run in enumerate(RUNS):
                times = event_times(PROGRAM, run, seed=5, worlds=FIRST + WORLDS, values=values)[:, FIRST:]
                assert kept.by_step()[r, -1] == (times[AT["b"]] <= 6.0).sum()
                assert kept.odd()[r] == (times[AT["b"]] <= 6.0)[1::2].sum()
                assert np.array_equal(kept.happened[r], times[AT["b"]] <= 6.0)
            before = kept.times.copy()
            kept.forget()
            kept.bring_up(drawn_of(PROGRAM, values[None]), nothing, pool)
            assert np.array_equal(kept.times, before)


@pytest.mark.parametrize("forgotten", [False, True])
def test_times_that_are_handed_in_are_read_in_the_worlds_that_are_turned(*, forgotten: bool) -> None:
    values = medians(PROGRAM)
    kept = Kept(PROGRAM, RUNS, [Tally(event="b", by=6.0)], seed=5, worlds=WORLDS, threads=1)
    nothing, anew = np.zeros((2, len(PROGRAM.events)), dtype=np.bool_)
    anew[AT["given"]] = True
    turned = np.arange(WORLDS) % 3 == 0
    with ThreadPoolExecutor(1) as pool:
        kept.bring_up(drawn_of(PROGRAM, values[None]), nothing, pool)
        kept.times[kept.slots.slot[0, AT["given"]], turned] = 0.0
        if forgotten:
            kept.forget()
        kept.bring_up(drawn_of(PROGRAM, values[None]), nothing, pool, turned=turned, anew=anew)
    for r, run in enumerate(RUNS):
        never, always = (
            event_times(PROGRAM, Run(fixed={**run.fixed, "given": t}), seed=5, worlds=WORLDS, values=values)[AT["b"]] for t in (NEVER, 0.0)
        )
        wanted = np.where(turned, always, never)  # what comes after what is asked about is not computed
        assert np.array_equal(kept.times[kept.slots.slot[r, AT["b"]]], np.where(wanted <= 6.0, wanted, NEVER))
