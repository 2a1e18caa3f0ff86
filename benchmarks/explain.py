"""How long it takes to explain an answer: linchpins, paths, cruxes, what to watch, choices, and one step of a slider.

Prints tables, or with ``--json`` everything that was measured. ``--quick`` runs the same in small: it shows that the benchmark works, its
numbers mean little. Times are of the Python interface, on the wall and on all cores, once compiled: medians of at
least five repetitions (``--quick``: one), the fastest beside them, since what else the machine does can only add. Every verb is asked for
each view by itself, the slowest of which counts. A slider step changes one assumption from its median to its 5% or 95% point and back, for
every assumption that the answer rests on; the assumption that is slowest counts.

Beside it, the same table of swings by pyAgrum's sampler on the argument cut into yearly steps: every assumption at its 5% and its 95%
point, all others at their medians. What is compared is the time for one row of the table with as many worlds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

import aims
import numpy as np
import peers
from cut import Floats, cut
from measuring import machine
from standard import HORIZON, standard

import ifso
from ifso.engine.compiling import compile_view
from ifso.engine.draws import quantiles
from ifso.engine.program import Program, Run, Shape, Tally
from ifso.engine.quantal import quantal_response
from ifso.engine.simulating import count
from ifso.verbs.loading import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ifso.engine.live import Live

TOLERANCE = 0.02
"""How far a chance on cut time may be from the engine's. Cutting moves it by under 0.005, and the fewest worlds, 10,000, have a standard
error of up to 0.005."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    repetitions: int
    draws: int
    """Of linchpins, paths and what to watch; fewer for choices, in proportion to their default."""
    slider_worlds: int
    steps: int
    """Steps of each assumption."""
    growth: tuple[int, int]
    """Draws of the small case of growth, and how many copies of the argument make the large one."""
    games: int
    swings: int
    """Assumptions in the table of swings."""
    swing_worlds: int


WHOLE = Sizes(repetitions=5, draws=1000, slider_worlds=50_000, steps=7, growth=(100, 2), games=1000, swings=12, swing_worlds=20_000)
QUICK = Sizes(repetitions=1, draws=50, slider_worlds=5_000, steps=1, growth=(20, 2), games=50, swings=2, swing_worlds=10_000)


def taken(contenders: Mapping[str, Callable[[], object]], repetitions: int) -> dict[str, dict[str, Any]]:
    """Let every contender run once unmeasured and then take turns; return the seconds on the wall and of the processor."""
    for contender in contenders.values():
        contender()
    walls: dict[str, list[float]] = {name: [] for name in contenders}
    processor: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(repetitions):
        for name, contender in contenders.items():
            begun, used = time.perf_counter(), time.process_time()
            contender()
            walls[name].append(time.perf_counter() - begun)
            processor[name].append(time.process_time() - used)
    return {
        name: {
            "median_seconds": statistics.median(wall),
            "fastest_seconds": min(wall),
            "processor_seconds": min(processor[name]),
            "repetitions": repetitions,
        }
        for name, wall in walls.items()
    }


# ---------------------------------------------------------------- verbs


def verbs(sizes: Sizes) -> dict[str, Any]:
    """Measure every verb that explains central-asia, view by view."""
    loaded = ifso.load("central-asia")
    views = tuple(loaded.scenario.views)
    few = max(10, sizes.draws // 5)
    contenders: dict[str, Callable[[], object]] = {}
    for view in views:
        contenders[f"linchpins, {view}"] = partial(loaded.linchpins, views=view, draws=sizes.draws)
        contenders[f"paths, {view}"] = partial(loaded.paths, views=view, draws=sizes.draws)
        contenders[f"watch, {view}"] = partial(loaded.watch, views=view, draws=sizes.draws)
        contenders[f"choices, {view}"] = partial(loaded.choices, views=view, draws=few)
    for one, other in combinations(views, 2):
        contenders[f"cruxes, {one} and {other}"] = partial(loaded.cruxes, one, other)
    return {"draws": sizes.draws, "draws_of_choices": few, "cases": taken(contenders, sizes.repetitions)}


def slider(sizes: Sizes) -> dict[str, Any]:
    """Measure one step of the slider for every assumption of central-asia, under every view."""
    loaded = ifso.load("central-asia")
    found: dict[str, Any] = {}
    for view, choose in _as_taken(loaded, sizes.slider_worlds).items():
        live = loaded.live(view=view.partition(",")[0], choose=choose, worlds=sizes.slider_worlds).live
        steps = {name: _steps(live, name, sizes.steps) for name in live.used}
        slowest = max(steps, key=steps.__getitem__)
        found[view] = {
            "slowest_seconds": steps[slowest],
            "slowest": slowest,
            "median_seconds": statistics.median(steps.values()),
            "assumptions": len(steps),
        }
    return {"worlds": sizes.slider_worlds, "views": found}


def _as_taken(loaded: Loaded, worlds: int) -> dict[str, list[str]]:
    """Return, by a name for it, each view with what actors do taken as what is likeliest, and the choices that this decides.

    A view whose choices are weighed stands there twice, the second time as it is, with every profile of what actors may do.
    """
    found: dict[str, list[str]] = {}
    for view in loaded.scenario.views:
        slider = loaded.live(view=view, worlds=worlds)
        options = {choice: {name: e.value for name, e in chances.items()} for choice, chances in slider.answer.chosen.items()}
        found[view] = [f"{choice}={max(chances, key=chances.__getitem__)}" for choice, chances in options.items() if chances]
        if slider.answer.rests_on:
            found[f"{view}, choices weighed"] = []
    return found


def _steps(live: Live, name: str, repetitions: int) -> float:
    """Return the seconds of the slowest of the steps of one assumption: from its median up and back, down and back."""
    program, place = live.program, live.program.assumptions.index(name)
    ends = quantiles(program, np.repeat([[0.95], [0.05]], len(program.assumptions), axis=1))[:, place].tolist()
    median = float(live.started[place])
    if ends[0] == ends[1]:  # a point
        ends = [median * 0.8, median * 0.6]
    moves: list[list[float]] = [[] for _ in range(4)]
    for _ in range(repetitions):
        for move, value in zip(moves, (ends[0], median, ends[1], median), strict=True):
            begun = time.perf_counter()
            live.change(name, value)
            move.append(time.perf_counter() - begun)
    return max(min(move) for move in moves)


# ---------------------------------------------------------------- growth


def growth(sizes: Sizes) -> dict[str, Any]:
    """Measure what more events and causes, or more draws, cost on the standard argument, and more players in a game."""
    draws, copies = sizes.growth
    small, large = (Loaded(scenario=standard(copies=n), path=_nowhere(), warnings=()) for n in (1, copies))
    times = 4
    contenders: dict[str, Callable[[], object]] = {}
    for verb in ("linchpins", "paths", "watch"):
        sizes_of = {
            "small": (small, draws),
            f"{copies} times the events": (large, draws),
            f"{times} times the draws": (small, times * draws),
        }
        for name, (loaded, of) in sizes_of.items():
            contenders[f"{verb}, {name}"] = partial(getattr(loaded, verb), views="ranges", draws=of)
    contenders["cruxes, small"] = partial(small.cruxes, "points", "ranges", draws=draws)
    contenders[f"cruxes, {copies} times the events"] = partial(large.cruxes, "points", "ranges", draws=draws)
    contenders[f"cruxes, {times} times the draws"] = partial(small.cruxes, "points", "ranges", draws=times * draws)
    generator = np.random.default_rng(1)
    for players in (2, 3, 4):
        payoffs = generator.normal(size=(sizes.games, players, *(2,) * players))
        contenders[f"quantal response, {players} players, {sizes.games:,} games"] = partial(quantal_response, payoffs, 1.0)
    found = taken(contenders, max(1, sizes.repetitions // 2))
    for name, case in found.items():
        verb = name.partition(",")[0]
        base = found.get(f"{verb}, small")
        case["ratio"] = case["fastest_seconds"] / base["fastest_seconds"] if base else None
    return {"draws": draws, "copies": copies, "cases": found}


def _nowhere() -> Any:
    from pathlib import Path  # noqa: PLC0415 - the standard argument has no file

    return Path("standard")


# ---------------------------------------------------------------- a table of swings beside a peer's


def swings(sizes: Sizes) -> dict[str, Any]:
    """Measure rows of the table of swings by the engine and by a peer, and check that they find the same chances."""
    program = compile_view(standard(), "ranges")
    count_of = len(program.assumptions)
    places = np.linspace(0, count_of - 1, sizes.swings).astype(int)
    middle, low, high = quantiles(program, np.repeat([[0.5], [0.05], [0.95]], count_of, axis=1))
    rows = np.repeat(middle[None], 2 * len(places), axis=0)
    for k, place in enumerate(places):
        rows[2 * k, place], rows[2 * k + 1, place] = low[place], high[place]
    tally = Tally(event=program.events[-1], by=HORIZON)

    def engine(some: Floats, worlds: int) -> Floats:
        counted = count(program, [Run()], [tally], seed=1, values=some, worlds=worlds, threads=1, steps=1, chances_only=True)
        return np.asarray(counted.by_draw[0, 0].sum(axis=1) / worlds)

    every = np.repeat(middle[None], 2 * count_of, axis=0)
    every[np.arange(count_of) * 2, np.arange(count_of)] = low
    every[np.arange(count_of) * 2 + 1, np.arange(count_of)] = high
    measured = taken({"engine": lambda: engine(every, sizes.swing_worlds)}, sizes.repetitions)["engine"]
    exact = engine(rows, 1 << 18)
    per_row = measured["processor_seconds"] / len(every)
    return {
        "rows": len(rows),
        "worlds": sizes.swing_worlds,
        "tolerance": TOLERANCE,
        "engine_seconds_per_row": per_row,
        "peers": {"pyagrum": _peer(program, rows, exact, sizes.swing_worlds, per_row)},
    }


def _peer(program: Program, rows: Floats, exact: Floats, worlds: int, per_row: float) -> dict[str, Any]:
    """Measure a peer's rows; only its sampling is timed, not what it takes to hand it the tables."""
    seconds, chances = [], []
    for k, row in enumerate(rows):
        sampler = peers.pyagrum_sampler(cut(_at(program, row)))
        if isinstance(sampler, str):
            return {"seconds_per_row": None, "reason": sampler}
        begun = time.process_time()
        chances.append(sampler(worlds, 1 + k))
        seconds.append(time.process_time() - begun)
    off = float(np.abs(np.array(chances) - exact).max())
    swing, true = np.array(chances[1::2]) - chances[::2], exact[1::2] - exact[::2]
    return {
        "seconds_per_row": statistics.median(seconds),
        "engine_is_faster_by": statistics.median(seconds) / per_row,
        "largest_difference_of_a_chance": off,
        "largest_difference_of_a_swing": float(np.abs(swing - true).max()),
        "agrees": off <= TOLERANCE,
    }


def _at(program: Program, row: Floats) -> Program:
    """Return the program with one value of each assumption."""
    return replace(program, shape=np.full_like(program.shape, Shape.POINT), first=row, second=np.zeros_like(row))


# ---------------------------------------------------------------- telling


def told(found: dict[str, Any]) -> str:
    """Return what was found as tables."""
    facts = found["machine"]
    lines = [f"{facts['processor']}, {facts['cores']} cores, {facts['system']}, Python {facts['python']}", ""]
    lines += [f"{'central-asia':46} {'median s':>10} {'fastest s':>10} {'processor s':>12}"]
    for name, case in found["verbs"]["cases"].items():
        lines.append(f"  {name:44} {case['median_seconds']:10.3f} {case['fastest_seconds']:10.3f} {case['processor_seconds']:12.3f}")
    lines += ["", f"A slider step at {found['slider']['worlds']:,} worlds, ms"]
    for view, case in found["slider"]["views"].items():
        slow = f"slowest {case['slowest_seconds'] * 1e3:.1f} ({case['slowest']})"
        lines.append(f"  {view:20} median {case['median_seconds'] * 1e3:5.1f}, {slow}, of {case['assumptions']} assumptions")
    lines += ["", "Growth on the standard argument, in multiples of the small case"]
    for name, case in found["growth"]["cases"].items():
        times = "" if case["ratio"] is None else f"{case['ratio']:8.2f}"
        lines.append(f"  {name:44} {case['fastest_seconds']:10.3f} s {times}")
    table = found["swings"]
    lines += [
        "",
        f"A row of the table of swings, {table['worlds']:,} worlds: engine {table['engine_seconds_per_row'] * 1e3:.2f} ms on one thread",
    ]
    for name, peer in table["peers"].items():
        if peer["seconds_per_row"] is None:
            lines.append(f"  {name}: {peer['reason']}")
            continue
        agrees = "" if peer["agrees"] else "  DISAGREES"
        off = f"chances differ by up to {peer['largest_difference_of_a_chance']:.4f} (tolerance {table['tolerance']})"
        lines.append(
            f"  {name}: {peer['seconds_per_row'] * 1e3:.0f} ms, engine is {peer['engine_is_faster_by']:,.0f} x as fast; {off}{agrees}"
        )
    return "\n".join([*lines, "", *aims.told(aims.explain_aims(found))])


def main() -> int:
    """Measure and print; the exit code is 1 where a peer finds other chances or, in whole sizes, an aim is missed."""
    parser = argparse.ArgumentParser(description="Measure how long it takes to explain an answer.")
    parser.add_argument("--json", action="store_true", help="print everything that was measured as JSON")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it works")
    parser.add_argument("--only", choices=["verbs", "slider", "growth", "swings"], help="measure one part; prints JSON")
    arguments = parser.parse_args()
    sizes = QUICK if arguments.quick else WHOLE
    parts: dict[str, Callable[[Sizes], dict[str, Any]]] = {"verbs": verbs, "slider": slider, "growth": growth, "swings": swings}
    found: dict[str, Any] = {"machine": machine(), "quick": arguments.quick, "cores": os.cpu_count()}
    for name, part in parts.items():
        if arguments.only in {None, name}:
            print(f"measuring: {name}", file=sys.stderr)
            found[name] = part(sizes)
    if arguments.only:
        print(json.dumps(found, indent=1))
        return 0
    aimed = aims.explain_aims(found)
    found["aims"] = [aim.to_dict() for aim in aimed]
    print(json.dumps(found, indent=1) if arguments.json else told(found))
    agree = all(peer.get("agrees", True) for peer in found["swings"]["peers"].values())
    met = arguments.quick or all(aim.met for aim in aimed)
    return 0 if agree and met else 1


if __name__ == "__main__":
    raise SystemExit(main())
