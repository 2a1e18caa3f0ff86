"""How fast the engine is, beside what else could have been used, in one run on one thread.

Prints tables, or with ``--json`` everything that was measured. ``--quick`` runs the same in small, in about half a minute: it shows that
the benchmark works, its numbers mean little. Rates come from medians of at least five repetitions (``--quick``: two), in processor time.

What is counted: a cause-draw is one cause computed in one world under one draw of the assumptions, its random number included where the
case has fresh ones. A world of the standard argument is 60 of them. The peers compute the same argument cut into yearly steps, so worlds
per second is what can be compared; their cause-draws are worlds times 60 as well.
"""

from __future__ import annotations

import os

from measuring import ONE_THREAD, machine, peak_memory, speed, turns, wall

os.environ.update(ONE_THREAD)  # before numpy and numba are imported

import argparse
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aims
import numba
import numpy as np
import peers
from cut import cut
from standard import HORIZON, Variant, standard

import ifso
from ifso.engine.compiling import compile_view
from ifso.engine.philox import fill_uniforms
from ifso.engine.program import Program, Run, Tally
from ifso.engine.simulating import Counted, count

if TYPE_CHECKING:
    from collections.abc import Callable

TOLERANCE = 0.02
"""How far the probability on cut time may be from the engine's. Cutting moves it by under 0.005, and the fewest worlds, 10,000 with
``--quick``, have a standard error of 0.005."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    repetitions: int
    shared: tuple[int, int]
    """Draws and worlds of the case in which draws share random numbers."""
    fresh: int
    """Worlds of the case with one draw."""
    cyclic: float
    """The part of these that is enough for the argument with a cycle."""
    numbers: int
    """Of the generator alone."""
    peers: int
    """Worlds of a peer."""
    asks: int
    ask_draws: int
    growth: tuple[int, int]
    """Draws and worlds of the small case of growth, of which one is then made tenfold."""
    memory: tuple[int, int]


WHOLE = Sizes(
    repetitions=5,
    shared=(1000, 4096),
    fresh=1 << 22,
    cyclic=0.1,
    numbers=1 << 27,
    peers=100_000,
    asks=5,
    ask_draws=1000,
    growth=(100, 4096),
    memory=(1000, 4096),
)
QUICK = Sizes(
    repetitions=2,
    shared=(100, 2048),
    fresh=1 << 17,
    cyclic=0.2,
    numbers=1 << 24,
    peers=10_000,
    asks=1,
    ask_draws=50,
    growth=(10, 2048),
    memory=(100, 1024),
)


def simulated(program: Program, draws: int, worlds: int, seed: int = 1) -> Counted:
    """Run a standard argument for its last event, left to its causes, on one thread."""
    tally = Tally(event=program.events[-1], by=HORIZON)
    return count(program, [Run()], [tally], seed=seed, draws=draws, worlds=worlds, threads=1)


def probability(counted: Counted) -> float:
    """Return the share of worlds and draws in which the last event happened."""
    return float(counted.by_step[0, 0, -1]) / (counted.draws * counted.worlds)


# ---------------------------------------------------------------- speeds


fill: Any = fill_uniforms
"""The engine's generator, which numba leaves without annotations."""


@numba.njit
def generate(rows, buffer):  # type: ignore[no-untyped-def] # numba infers the types
    """Fill a buffer again and again with numbers of 60 streams, as rows of worlds are filled; return something of each."""
    told = 0.0
    for row in range(rows):
        first_world = np.uint64(row // 60 * buffer.shape[1])
        fill(np.uint64(1), np.uint64(row % 60), first_world, buffer, row % 60)
        told += buffer[row % 60, row % buffer.shape[1]]
    return told


def speeds(sizes: Sizes) -> dict[str, Any]:
    """Measure the engine in both sizes and the generator alone, taking turns."""
    cases: dict[str, tuple[Callable[[int], object], float]] = {}
    for variant in Variant:
        scenario, part = standard(variant), sizes.cyclic if variant is Variant.CYCLIC else 1.0
        points, ranges = compile_view(scenario, "points"), compile_view(scenario, "ranges")
        draws, worlds = max(1, round(sizes.shared[0] * part)), sizes.shared[1]
        fresh = int(sizes.fresh * part)
        causes = len(points.causes)
        cases[f"{variant}, {draws:,} draws x {worlds:,} worlds"] = (_run(ranges, draws, worlds), causes * draws * worlds)
        cases[f"{variant}, 1 draw x {fresh:,} worlds"] = (_run(points, 1, fresh), causes * fresh)
    buffer, rows = np.empty((60, 512)), sizes.numbers // 512
    untyped: Any = generate
    cases["generator alone"] = (lambda _: untyped(rows, buffer), rows * 512)
    seconds = turns({name: case for name, (case, _) in cases.items()}, sizes.repetitions)
    found = {name: speed(seconds[name], amount) for name, (_, amount) in cases.items()}
    raw = found["generator alone"]["per_second"]
    for name, measured in found.items():
        measured["unit"] = "numbers" if name == "generator alone" else "cause-draws"
        measured["of_generator"] = measured["per_second"] / raw
    return {"aim": aims.RATE, "cases": found}


def _run(program: Program, draws: int, worlds: int) -> Callable[[int], object]:
    return lambda repetition: simulated(program, draws, worlds, seed=repetition)


def compared(sizes: Sizes) -> dict[str, Any]:
    """Measure the peers and the engine on the same argument, taking turns, and check that they find the same."""
    program = compile_view(standard(), "points")
    argument = cut(program)
    causes, exact = len(program.causes), probability(simulated(program, 1, 1 << 20))
    samplers = {"pgmpy": peers.pgmpy_sampler(argument), "pyagrum": peers.pyagrum_sampler(argument), "numpy": peers.numpy_loop(argument)}
    worlds = {"engine": sizes.fresh, **dict.fromkeys(samplers, sizes.peers)}
    shares: dict[str, list[float]] = {"engine": [], **{name: [] for name in samplers}}

    def engine(repetition: int) -> None:
        shares["engine"].append(probability(simulated(program, 1, sizes.fresh, seed=repetition)))

    def turn_of(name: str, sampler: peers.Sampler) -> Callable[[int], None]:
        return lambda repetition: shares[name].append(sampler(worlds[name], 1 + repetition))

    contenders = {"engine": engine, **{name: turn_of(name, s) for name, s in samplers.items() if not isinstance(s, str)}}
    seconds = turns(contenders, sizes.repetitions)
    found: dict[str, Any] = {name: {"per_second": None, "reason": reason} for name, reason in samplers.items() if isinstance(reason, str)}
    for name, measured in seconds.items():
        ratios = [e / worlds["engine"] / (t / worlds[name]) for e, t in zip(seconds["engine"], measured, strict=True)]
        mean = statistics.fmean(shares[name])
        found[name] = {
            **speed(measured, worlds[name]),
            "unit": "worlds",
            "cause_draws_per_second": causes * worlds[name] / statistics.median(measured),
            "engine_is_faster_by": 1 / statistics.median(ratios),
            "worlds": worlds[name],
            "probability": mean,
            "agrees": abs(mean - exact) <= TOLERANCE,
        }
    return {"probability": exact, "tolerance": TOLERANCE, "peers": found}


# ---------------------------------------------------------------- a whole answer


def asked(sizes: Sizes) -> dict[str, Any]:
    """Measure ``ifso ask central-asia`` as a whole, once compiled and on all cores, what the engine takes of it on one thread, and help."""
    command = [sys.executable, "-m", "ifso", "ask", "central-asia", "--json", "--draws", str(sizes.ask_draws)]
    many = {name: number for name, number in os.environ.items() if name not in ONE_THREAD}
    seconds, reason = wall(command, sizes.asks, many)
    helped, _ = wall([sys.executable, "-m", "ifso", "--help"], sizes.asks, many)
    whole = {
        "draws": sizes.ask_draws,
        "median_seconds": statistics.median(seconds) if seconds else None,
        "repetitions": len(seconds),
        "reason": reason,
        "aim": aims.ASK_SECONDS,
    }
    quick = {"median_seconds": statistics.median(helped) if helped else None, "repetitions": len(helped), "aim": aims.HELP_SECONDS}
    return {"whole": whole, "help": quick, "engine": _engine_part(sizes)}


def _engine_part(sizes: Sizes) -> dict[str, Any]:
    """Measure the main question of central-asia under every view: made to happen, kept from happening, left alone."""
    from ifso.engine.answering import WORLDS  # noqa: PLC0415 - what only this needs
    from ifso.scenario.load import load_scenario  # noqa: PLC0415
    from ifso.scenario.meaning import Done  # noqa: PLC0415

    scenario, _ = load_scenario(Path(str(ifso.__file__)).parent / "examples" / "central-asia" / "central-asia.yaml")
    question = scenario.questions["main"]
    event = question.antecedent.event if isinstance(question.antecedent, Done) else question.then
    at = question.antecedent.at if isinstance(question.antecedent, Done) else 0.0
    runs = [Run(fixed={event: at}), Run(fixed={event: float("inf")}), Run()]
    programs = [compile_view(scenario, view) for view in scenario.views]

    def all_views(_: int) -> None:
        for program in programs:
            count(program, runs, [Tally(event=question.then, by=question.by)], seed=1, draws=sizes.ask_draws, worlds=WORLDS, threads=1)

    begun = time.process_time()
    for view in scenario.views:
        compile_view(scenario, view)
    compiling = time.process_time() - begun
    measured = turns({"engine": all_views}, sizes.asks)["engine"]
    cost = sum(len(program.causes) for program in programs) * len(runs) * sizes.ask_draws * WORLDS
    return {**speed(measured, cost), "unit": "cause-draws", "views": len(programs), "compiling_seconds": compiling}


# ---------------------------------------------------------------- memory and growth


def memory(sizes: Sizes) -> dict[str, Any]:
    """Measure the peak memory of processes that run the standard argument in several sizes."""
    draws, worlds = sizes.memory
    cases = {
        "nothing": (0, 0),
        "default": (draws, worlds),
        "ten times the worlds": (draws, 10 * worlds),
        "ten times the draws": (10 * draws, worlds),
    }
    found = {}
    for name, (d, w) in cases.items():
        command = [sys.executable, __file__, "--memory-of", str(d), str(w)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[name] = {"draws": d, "worlds": w, "peak_mb": float(done.stdout)}
    return {"limit_mb": aims.MEMORY_MB, "cases": found}


def memory_of(draws: int, worlds: int) -> float:
    """Return this process's peak memory in MB after a run; with 0 draws, after imports alone."""
    if draws:
        simulated(compile_view(standard(), "ranges"), draws, worlds)
    return peak_memory()


def growth(sizes: Sizes) -> dict[str, Any]:
    """Measure what ten times the worlds, causes or draws cost; 10 is in proportion."""
    draws, worlds = sizes.growth
    small, large = compile_view(standard(), "ranges"), compile_view(standard(copies=10), "ranges")
    contenders = {
        "small": _run(small, draws, worlds),
        "ten times the worlds": _run(small, draws, 10 * worlds),
        "ten times the causes": _run(large, draws, worlds),
        "ten times the draws": _run(small, 10 * draws, worlds),
    }
    seconds = turns(contenders, sizes.repetitions)
    found = {}
    for name, measured in seconds.items():
        ratios = [t / base for t, base in zip(measured, seconds["small"], strict=True)]
        found[name] = {"median_seconds": statistics.median(measured), "ratio": statistics.median(ratios)}
    return {"draws": draws, "worlds": worlds, "cases": found}


# ---------------------------------------------------------------- telling


def told(found: dict[str, Any]) -> str:
    """Return what was found as tables."""
    facts = found["machine"]
    used = ", ".join(f"{name} {number}" for name, number in facts["packages"].items() if number)
    lines = [f"{facts['processor']}, {facts['cores']} cores, {facts['system']}, Python {facts['python']}, {used}", ""]
    lines += [f"{'Engine, one thread':46} {'1e9 per second':>15} {'of generator':>13}"]
    for name, case in found["speed"]["cases"].items():
        lines.append(f"  {name:44} {case['per_second'] / 1e9:15.2f} {case['of_generator']:12.0%}")
    compared_with = found["compared"]
    heads = f"{'worlds/s':>12} {'cause-draws/s':>14} {'engine is':>10} {'P(last)':>8}"
    lines += ["", f"{'Same argument, in yearly steps by peers':40} {heads}"]
    for name, peer in compared_with["peers"].items():
        if peer["per_second"] is None:
            lines.append(f"  {name:38} {peer['reason']}")
            continue
        faster = "" if name == "engine" else f"{peer['engine_is_faster_by']:,.0f} x"
        agrees = "" if peer["agrees"] else "  DISAGREES"
        rates = f"{peer['per_second']:12,.0f} {peer['cause_draws_per_second']:14.3g}"
        lines.append(f"  {name:38} {rates} {faster:>10} {peer['probability']:8.4f}{agrees}")
    whole, part = found["ask"]["whole"], found["ask"]["engine"]
    first = f"{whole['median_seconds']:.2f} s on the wall, all cores" if whole["median_seconds"] else whole["reason"]
    lines += ["", f"ifso ask central-asia: {first}; its engine, one thread: {part['median_seconds']:.2f} s for {part['views']} views"]
    lines += ["", f"Peak memory, MB (limit {found['memory']['limit_mb']})"]
    lines += [f"  {name:44} {case['peak_mb']:8.0f}" for name, case in found["memory"]["cases"].items()]
    lines += ["", "Cost, in multiples of the small case"]
    lines += [f"  {name:44} {case['ratio']:8.2f}" for name, case in found["growth"]["cases"].items()]
    return "\n".join([*lines, "", *aims.told(aims.aims(found))])


def main() -> int:
    """Measure and print; the exit code is 1 where a peer finds another probability or, in whole sizes, an aim is missed."""
    parser = argparse.ArgumentParser(description="Measure the engine's speed beside its peers.")
    parser.add_argument("--json", action="store_true", help="print everything that was measured as JSON")
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it works, in half a minute")
    parser.add_argument("--memory-of", nargs=2, type=int, metavar=("DRAWS", "WORLDS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.memory_of:
        print(memory_of(*arguments.memory_of))
        return 0
    sizes = QUICK if arguments.quick else WHOLE
    parts: dict[str, Callable[[Sizes], dict[str, Any]]] = {
        "speed": speeds, "compared": compared, "ask": asked, "memory": memory, "growth": growth,
    }  # fmt: skip
    found: dict[str, Any] = {"machine": machine(), "quick": arguments.quick}
    for name, part in parts.items():
        print(f"measuring: {name}", file=sys.stderr)
        found[name] = part(sizes)
    aimed = aims.aims(found)
    found["aims"] = [aim.to_dict() for aim in aimed]
    print(json.dumps(found, indent=1) if arguments.json else told(found))
    agree = all(peer.get("agrees", True) for peer in found["compared"]["peers"].values())
    met = arguments.quick or all(aim.met for aim in aimed)
    return 0 if agree and met else 1


if __name__ == "__main__":
    raise SystemExit(main())
