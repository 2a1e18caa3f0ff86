"""Write the numbers that the page's engine must come to as well, or with ``--check`` tell whether they are out of date.

``frontend/tests/vectors`` gets what the Python engine makes of the same programs and the same random numbers:

``random.json``
    blocks of the generator and u of some worlds, bit by bit; logarithms and exponentials; draws of a view's assumptions
``programs.json``
    times of made programs, with every clock, trigger and modifier, with cycles through time, options and fixed events, under several values
``examples.json``
    times of the examples that the package comes with
``answers.json``
    answers of the examples, each with its interval and its error

Times are kept as the bits of doubles, so that nothing is lost on the way: of a row of times a mask of the worlds in which the
event happens, and its times in these.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

import ifso
from ifso.engine.answering import Sizes, answer
from ifso.engine.compiling import compile_view, instant_order
from ifso.engine.draws import draw
from ifso.engine.elementary import hazard_of, log, spent_chance
from ifso.engine.estimating import Estimate
from ifso.engine.given import times_given
from ifso.engine.native import Kernel
from ifso.engine.order import starts
from ifso.engine.play import compile_play
from ifso.engine.program import Clock, Program, Run, Shape
from ifso.engine.random import stream_of, uniforms
from ifso.report.page.programs import program_dict
from ifso.scenario.meaning import Done, Question

Floats = NDArray[np.float64]
TO = Path(__file__).resolve().parents[1] / "frontend" / "tests" / "vectors"
SEED = 20260501
WORLDS, ROWS, MADE = 64, 4, 36
"""Worlds and rows of values of each program, and how many programs are made."""
OF_EXAMPLES = (("central-asia", "commentary"), ("southeast-asia-1965", "domino"), ("standoff", "tense"), ("tutorial", "mine"))
ANSWERED = (("central-asia", "history", "main"), ("central-asia", "history", "learnt"), ("southeast-asia-1965", "record_of_1964", "main"),
            ("standoff", "calm", "main"), ("tutorial", "mine", "main"))  # fmt: skip
ANSWER_DRAWS, ANSWER_WORLDS = 1000, 2048
NEAR = 1e-12
"""By how much numbers may differ from one platform to the next: the libraries that Python's engine takes some functions from differ."""
NAMES = "abcdef"
words = Kernel("ifso.engine.philox", "words")


@numba.njit(error_model="numpy")
def _elementary(x, y, chance, out):  # type: ignore[no-untyped-def] # numba infers the types
    for i in range(x.size):
        out[0, i], out[1, i], out[2, i] = log(x[i]), spent_chance(y[i]), hazard_of(chance[i])  # type: ignore[no-untyped-call] # inlined


def random_vectors() -> dict[str, Any]:
    """Return what the generator, the elementary functions and the draws come to."""
    block = np.empty(4, dtype=np.uint64)
    blocks = []
    for seed, stream, number in [(0, 0, 0), (2**64 - 1, 2**64 - 1, 2**64 - 1), (SEED, stream_of("cause", "a.b"), 123456789)]:
        words(np.uint64(seed), np.uint64(stream), np.uint64(number), block)
        blocks.append({"seed": f"{seed:016x}", "stream": f"{stream:016x}", "block": f"{number:016x}", "words": block.tolist()})
    streams = []
    for name, seed, first in [("a", 0, 0), ("b", SEED, 0), ("c", 2**64 - 3, 19_968)]:
        stream = stream_of("cause", name)
        streams.append({"seed": f"{seed:016x}", "stream": f"{stream:016x}", "first": first, "u": _bits(uniforms(seed, stream, first, 128))})
    at = np.arange(1, 49)
    x, y, chance = 10.0 ** (at / 3 - 9), 10.0 ** (at / 6 - 6), at / 49.0
    out = np.empty((3, at.size))
    _elementary(x, y, chance, out)
    functions = ("log", "spentChance", "hazardOf")
    elementary = {name: [_bits(of), _bits(to)] for name, of, to in zip(functions, (x, y, chance), out, strict=True)}
    scenario = ifso.load("central-asia").scenario
    program = compile_view(scenario, "history")
    chosen = [next(a for a, shape in enumerate(program.shape.tolist()) if shape == wanted) for wanted in Shape if wanted in program.shape]
    values = draw(program, SEED, 0, 1000)
    draws = [
        {
            "shape": int(program.shape[a]), "first": float(program.first[a]), "second": float(program.second[a]),
            "stream": f"{program.assumption_stream[a]:016x}", "values": _bits(values[:1000:25, a]),
        }
        for a in chosen
    ]  # fmt: skip
    return {"blocks": blocks, "streams": streams, "elementary": elementary, "draws": {"seed": f"{SEED:016x}", "every": 25, "of": draws}}


def made_program(number: int) -> Program:
    """Return a program of up to six events, which depend on each other in any way in which no instant runs in a circle."""
    random = Random(number)  # noqa: S311 - the same numbers everywhere are what is wanted

    def below(n: int) -> int:
        return int(random.random() * n)

    def some(of: Sequence[int], most: int) -> list[int]:
        return list(dict.fromkeys(of[below(len(of))] for _ in range(below(most + 1)))) if of else []

    events = [*NAMES[: 2 + below(4)], "choice.yes", "choice.no"]
    size = len(events) - 2
    causes: list[dict[str, Any]] = []
    assumptions: list[str] = []
    owners = [e for e in range(size) for _ in range(below(3) + (e == 0))]
    for k, event in enumerate(owners):
        clock = Clock(min(below(4), 2) if random.random() < 0.8 else 2)
        earlier = list(range(event)) if clock is Clock.AT_ONCE else [e for e in range(size) if e != event]
        trigger = some(earlier, 3)
        options = [] if clock is Clock.AT_ONCE else [size, size + 1]
        modifiers = [(e, below(2)) for e in some([*earlier, *options], 3)]
        causes.append({"name": f"{events[event]}.c{k}", "clock": clock, "trigger": trigger,
                       "needs": 1 + below(len(trigger)) if trigger else 0,
                       "modifiers": modifiers, "event": event,
                       "opens": round(3 * random.random(), 2) if clock is Clock.WINDOW and random.random() < 0.4 else 0.0,
                       "span": 0.0 if clock is Clock.AT_ONCE else round(0.2 + 6 * random.random(), 2)})  # fmt: skip
        assumptions += [f"p{k}", *(f"r{k}.{m}" for m in range(len(modifiers)))]
    if number % 3 == 0:  # an option that is taken when an event happens
        causes.append({"name": "choice.yes.", "clock": Clock.AT_ONCE, "trigger": [0], "needs": 1, "modifiers": [], "event": size,
                       "opens": 0.0, "span": 0.0})  # fmt: skip
        assumptions.append(f"p{len(causes) - 1}")
    place = {name: a for a, name in enumerate(assumptions)}
    modifiers = [m for cause in causes for m in cause["modifiers"]]
    ratios = [f"r{k}.{m}" for k, cause in enumerate(causes) for m in range(len(cause["modifiers"]))]
    program = Program(
        events=tuple(events), causes=tuple(cause["name"] for cause in causes), assumptions=tuple(assumptions), horizon=8.0,
        cause_start=starts(sum(cause["event"] == e for cause in causes) for e in range(len(events))),
        trigger_start=starts(len(cause["trigger"]) for cause in causes),
        trigger_event=np.array([e for cause in causes for e in cause["trigger"]], dtype=np.int32),
        trigger_needs=np.array([cause["needs"] for cause in causes], dtype=np.int32),
        clock=np.array([cause["clock"] for cause in causes], dtype=np.int32),
        opens=np.array([cause["opens"] for cause in causes], dtype=np.float64),
        span=np.array([cause["span"] for cause in causes], dtype=np.float64),
        chance=np.array([place[f"p{k}"] for k in range(len(causes))], dtype=np.int32),
        stream=np.array([stream_of("cause", f"{number}:{cause['name']}") for cause in causes], dtype=np.uint64),
        modifier_start=starts(len(cause["modifiers"]) for cause in causes),
        modifier_event=np.array([e for e, _ in modifiers], dtype=np.int32),
        modifier_until=np.array([until for _, until in modifiers], dtype=np.int32),
        modifier_ratio=np.array([place[name] if random.random() < 0.85 else -1 for name in ratios], dtype=np.int32),
        instant_rank=np.zeros(len(events), dtype=np.int32),
        shape=np.full(len(assumptions), Shape.POINT, dtype=np.int32),
        first=np.full(len(assumptions), 0.5), second=np.zeros(len(assumptions)),
        assumption_stream=np.array([stream_of("assumption", name) for name in assumptions], dtype=np.uint64),
    )  # fmt: skip
    return replace(program, instant_rank=instant_order(program))


def made_values(program: Program, number: int) -> Floats:
    """Return rows of values of every kind: chances between 0 and 1 and at both ends, ratios that block, slow, change nothing or speed."""
    random = Random(-1 - number)  # noqa: S311 - the same numbers everywhere are what is wanted
    values = np.empty((ROWS, len(program.assumptions)))
    for row in values:
        for a, name in enumerate(program.assumptions):
            pick, u = random.random(), random.random()
            if name.startswith("p"):
                row[a] = 0.0 if pick < 0.05 else 1.0 if pick < 0.15 else u
            else:
                row[a] = 0.0 if pick < 0.1 else 1.0 if pick < 0.2 else 5 * u * u
    return values


def made_vectors() -> list[dict[str, Any]]:
    """Return made programs with their times: an event made to happen, kept from happening, and left to its causes, option by option."""
    found = []
    for number in range(MADE):
        program = made_program(number)
        antecedent = number % (len(program.events) - 2)
        option = {"choice.yes": np.inf if number % 2 else 0.0, "choice.no": 0.0 if number % 2 else np.inf}
        if number % 3 == 0 and number % 2 == 0:
            del option["choice.yes"]
        if number % 5 == 4:
            option[program.events[(antecedent + 1) % (len(program.events) - 2)]] = 1.25
        name = program.events[antecedent]
        runs = [Run(fixed={**option, name: number % 4 * 0.5}), Run(fixed={**option, name: np.inf}), Run(fixed=option)]
        found.append(_vector(program, runs, antecedent, made_values(program, number)))
    return found


def example_vectors() -> list[dict[str, Any]]:
    """Return the examples' programs with their times, and what else rests on them."""
    found = []
    for example, view in OF_EXAMPLES:
        scenario = ifso.load(example).scenario
        program = compile_view(scenario, view)
        question = scenario.questions["main"]
        if not isinstance(question.antecedent, Done):
            raise TypeError(f"the question of {example} is about nothing that is done")
        play = compile_play(scenario, view, program)
        taken = {} if play is None else play.times(play.profiles[-1])
        event = question.antecedent.event
        runs = [Run(fixed={**taken, event: question.antecedent.at}), Run(fixed={**taken, event: np.inf}), Run(fixed=taken)]
        found.append(_vector(program, runs, program.events.index(event), draw(program, 0, 0, ROWS)))
    return found


def answer_vectors() -> list[dict[str, Any]]:
    """Return the answers of examples, whose choices are fixed."""
    found = []
    for example, view, name in ANSWERED:
        scenario = ifso.load(example).scenario
        program, question = compile_view(scenario, view), scenario.questions[name]
        play = compile_play(scenario, view, program)
        taken = {} if play is None else play.times(play.profiles[0])
        told = answer(program, question, fixed=taken, sizes=Sizes(draws=ANSWER_DRAWS, worlds=ANSWER_WORLDS))
        estimates: dict[str, Estimate | None] = {str(of): chance for of, chance in told.chances.items()}
        estimates |= {"difference": told.difference, "ratio": told.ratio}
        found.append({
            "program": _plain(program_dict(program, [], fixed=taken, seed=0, draws=ANSWER_DRAWS)),
            "question": _question(question),
            "estimates": {of: None if e is None else _estimate(e) for of, e in estimates.items()},
        })  # fmt: skip
    return found


def _estimate(e: Estimate) -> dict[str, float | None]:
    return {"value": e.value, "low": e.low, "high": e.high, "error": e.error}


def _question(question: Question) -> dict[str, Any]:
    antecedent = question.antecedent
    told: dict[str, Any] | None = None
    if isinstance(antecedent, Done):
        told = {"event": antecedent.event, "says": "", "reading": "do", "at": "", "at_years": antecedent.at}
    elif antecedent is not None:
        told = {"event": antecedent.event, "says": "", "reading": "given", "known_by": "", "known_by_years": antecedent.by}
    return {
        "name": question.name, "says": "", "antecedent": told, "by": "", "by_years": question.by,
        "then": {"event": question.then, "says": "", "resolves": ""},
    }  # fmt: skip


def _vector(program: Program, runs: Sequence[Run], antecedent: int, values: Floats) -> dict[str, Any]:
    u = np.array([uniforms(SEED, stream, 0, WORLDS) for stream in program.stream.tolist()]).reshape(-1, WORLDS)
    times = times_given(program, runs, u, values[np.arange(WORLDS) % len(values)], threads=1)
    rows: dict[str, int] = {}
    places = [[rows.setdefault(_masked(of_event), len(rows)) for of_event in of_run] for of_run in times]
    return {
        "program": _plain(program_dict(program, [], fixed={}, seed=SEED, draws=len(values))),
        "antecedent": antecedent,
        "runs": [{e: None if time == np.inf else time for e, time in run.fixed.items()} for run in runs],
        "worlds": WORLDS,
        "values": [_bits(column) for column in values.T],
        "times": {"rows": list(rows), "of": places},
    }


def _plain(program: Mapping[str, Any]) -> dict[str, Any]:
    """Return a program without what no vector rests on: tables are computed again."""
    return {**program, "tables": {}, "medians": []}


def _bits(values: Floats) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f8").tobytes()).decode()


def _masked(times: Floats) -> str:
    happens = np.isfinite(times)
    return base64.b64encode(np.packbits(happens, bitorder="little").tobytes()).decode() + " " + _bits(times[happens])


def vectors() -> dict[str, Any]:
    """Return everything, by file."""
    return {
        "random.json": random_vectors(),
        "programs.json": made_vectors(),
        "examples.json": example_vectors(),
        "answers.json": answer_vectors(),
    }


def differences(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Yield the places in which two vectors differ by more than platforms may."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{where}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for i, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{where}/{i}")
    elif one != other and not _are_near(one, other):
        yield where


def _are_near(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        masks, others = one.split(" "), other.split(" ")
        try:
            a, b = (np.frombuffer(base64.b64decode(text[-1], validate=True), dtype="<f8") for text in (masks, others))
        except ValueError:
            return False
        return masks[:-1] == others[:-1] and a.shape == b.shape and np.allclose(a, b, rtol=NEAR, atol=0.0)
    numbers = isinstance(one, float) and isinstance(other, float)
    return numbers and bool(np.isclose(one, other, rtol=NEAR, atol=0.0))


def stale() -> list[str]:
    """Return the places in which the files differ from what the engine comes to now."""
    found = []
    for name, made in vectors().items():
        path = TO / name
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        found += [f"{name}{where}" for where in differences(kept, json.loads(json.dumps(made)))]
    return found


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="tell whether the files are out of date, and write nothing")
    if parser.parse_args().check:
        found = stale()
        print("\n".join(found[:20]) or "up to date")
        return int(bool(found))
    TO.mkdir(parents=True, exist_ok=True)
    for name, made in vectors().items():
        (TO / name).write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
