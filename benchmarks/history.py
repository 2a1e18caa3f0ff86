"""How long history takes: building the panel from the datasets' files, and answering from it, beside the same question in plain pandas.

Needs the datasets: ``--mirror FOLDER`` or ``IFSO_DATA_MIRROR``. Prints tables, or with ``--json`` everything that was measured. ``--quick``
repeats less. The panel is built in a process and a cache folder of its own, from the files as they are. A warm answer is everything
between a written reference class and its result (the panel's files read and held against their checksums, the class parsed and checked,
evaluated, intervals and cases) in a process that has the libraries loaded. pandas has its frames in memory and counts hits, misses, unknown
and comparison years, without intervals or cases; so the ratio says at least how much faster history is. Where the two do not find the
same, or an aim is missed in a whole run, the exit code is 1. Answers and pandas take turns, and both are told in processor time; the wall
is told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

from measuring import machine, peak_memory, turns

if TYPE_CHECKING:
    from plain_pandas import Counted

    from ifso.history.results import BaseRate

AIM_SECONDS, AIM_MB, AIM_ANSWER = 10.0, 1500.0, 0.050
CLASSES: dict[str, dict[str, Any]] = {
    "bases": {
        "when": "irregular_exit or foreign_imposed_exit",
        "where": "us_troops < 100 and (main_arms_supplier in (RUS, CHN) or allied(RUS) or allied(CHN))",
        "then": "us_troops >= 100 within 5 years",
        "compare": {"matched on": ["region", "decade"]},
    },
    "contagion": {"when": "irregular_exit", "then": "any neighbour (civil_conflict_onset) within 5 years"},
    "pact_gone": {
        "when": "irregular_exit and defence_pact(other)",
        "each": "major_power",
        "where": "defence_pact(other)",
        "then": "(not defence_pact(other)) within 5 years",
        "by": "other",
    },
    "failure": {"when": "autocratic_regime", "then": "regime_failure", "by": "regime_type"},
    "un_move": {"when": "regime_failure", "then": "lowest(un_distance(USA)) within 5 years <= un_distance(USA) the year before - 0.5"},
    "honoured": {"when": "interstate_conflict_onset", "each": "owed_defence_by", "then": "fights_beside(other) in years 0 to 1"},
    "domino": {
        "when": "democratic_breakdown",
        "then": "any neighbour (democratic_breakdown) within 3 years",
        "compare": {"matched on": ["region", "decade"]},
    },
}
"""The six kinds of question; the last has two."""


def built() -> dict[str, Any]:
    """Build the panel in this process, and tell how long each part took and how much memory it needed."""
    begun = (time.perf_counter(), time.process_time())
    from ifso.history.building import build  # noqa: PLC0415 - loading is a part of it
    from ifso.history.keeping import load_panel  # noqa: PLC0415
    from ifso.history.reading import load  # noqa: PLC0415
    from ifso.history.variables import TABLES  # noqa: PLC0415

    panel = load_panel()
    seconds, processor = time.perf_counter() - begun[0], time.process_time() - begun[1]
    memory = peak_memory()
    tables = {name: load(name) for name in TABLES}  # the kept ones
    again = time.process_time()
    build(tables)
    return {
        "seconds": seconds, "processor_seconds": processor, "deriving_processor_seconds": time.process_time() - again,
        "peak_mb": memory, "states": len(panel.states), "variables": len(panel.columns) + len(panel.ties) + 1,
    }  # fmt: skip


def building(repetitions: int) -> dict[str, Any]:
    """Build the panel from the files several times, each in a process and a cache of its own."""
    runs = []
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, "--build"]
            done = subprocess.run(command, env=os.environ | {"IFSO_DATA_CACHE": folder}, capture_output=True, text=True, check=True)
            runs.append(json.loads(done.stdout))
    found = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    found["repetitions"] = repetitions
    return found | {"within_aim": found["seconds"] < AIM_SECONDS and found["peak_mb"] < AIM_MB}


def answering(repetitions: int) -> dict[str, Any]:
    """Answer each class and count the same in pandas, in turns."""
    from plain_pandas import QUESTIONS, frames  # noqa: PLC0415 - heavy, and not wanted where the panel is built

    from ifso.ground.reference import Written  # noqa: PLC0415
    from ifso.history.asking import base_rate  # noqa: PLC0415
    from ifso.history.classes import read  # noqa: PLC0415
    from ifso.history.keeping import load_panel  # noqa: PLC0415

    walls: dict[str, list[float]] = {name: [] for name in CLASSES}

    def answer(name: str) -> BaseRate:
        begun = time.perf_counter()
        asked, complaints = read(Written.of(name, CLASSES[name]))
        if asked is None:
            raise SystemExit("\n".join(complaint.message for complaint in complaints))
        found = base_rate(asked, load_panel())
        walls[name].append(time.perf_counter() - begun)
        return found

    load_panel()
    data = frames(load_panel())
    told = {}
    for name, question in QUESTIONS.items():
        found = answer(name)
        counted = question(data, found.years)
        seconds = turns({"ours": lambda _, name=name: answer(name), "pandas": lambda _, q=question, y=found.years: q(data, y)}, repetitions)  # type: ignore[misc]
        ours, pandas = (statistics.median(seconds[who]) for who in ("ours", "pandas"))
        told[name] = {
            "processor_seconds": ours,
            "wall_seconds": statistics.median(walls[name][2:]),
            "fastest_wall_seconds": min(walls[name][2:]),
            "within_aim": min(walls[name][2:]) < AIM_ANSWER,
            "pandas_processor_seconds": pandas,
            "pandas_takes_times": pandas / ours,
            "k": found.rate.k,
            "n": found.rate.n,
            "unknown": found.rate.unknown,
            "agrees": agrees(found, counted),
        }
    return told


def agrees(found: BaseRate, counted: Counted) -> bool:
    """Tell whether both have counted the same."""
    same = (found.rate.k, found.rate.n, found.rate.unknown) == (counted.k, counted.n, counted.unknown)
    if found.comparison is None:
        return same and counted.compared is None
    return same and (found.comparison.rate.k, found.comparison.rate.n) == counted.compared


def told(found: dict[str, Any]) -> str:
    """Return what was measured as tables."""
    build = found["building"]
    whole = f"{build['seconds']:.1f} s (aim {AIM_SECONDS:g}), {build['processor_seconds']:.1f} s of processor time"
    memory = f"{build['peak_mb']:.0f} MB (aim {AIM_MB:g})"
    lines = [
        f"panel from files   {whole}, {build['deriving_processor_seconds']:.2f} of them deriving; {memory}",
        "",
        f"{'warm answer':<12}{'wall ms':>9}{'fastest':>9}{'cpu ms':>9}{'pandas ms':>11}{'times':>7}{'k of n':>14}  agrees",
    ]
    lines += [
        f"{name:<12}{row['wall_seconds'] * 1e3:>9.1f}{row['fastest_wall_seconds'] * 1e3:>9.1f}{row['processor_seconds'] * 1e3:>9.1f}"
        f"{row['pandas_processor_seconds'] * 1e3:>11.1f}{row['pandas_takes_times']:>7.1f}{row['k']:>7} of {row['n']:<5}  {row['agrees']}"
        for name, row in found["answering"].items()
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure and print; the exit code is 1 where pandas counts something else or, without ``--quick``, an aim is missed."""
    parser = argparse.ArgumentParser(description="Measure how long history takes.")
    parser.add_argument("--json", action="store_true", help="print everything that was measured as JSON")
    parser.add_argument("--quick", action="store_true", help="repeat less")
    parser.add_argument("--mirror", help="folder with the datasets' files; default: IFSO_DATA_MIRROR")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.mirror:
        os.environ["IFSO_DATA_MIRROR"] = arguments.mirror
    if arguments.build:
        print(json.dumps(built()))
        return 0
    found: dict[str, Any] = {"machine": machine(), "quick": arguments.quick}
    print("measuring: building", file=sys.stderr)
    found["building"] = building(1 if arguments.quick else 3)
    print("measuring: answering", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IFSO_DATA_CACHE"] = folder
        found["answering"] = answering(3 if arguments.quick else 15)
    print(json.dumps(found, indent=1) if arguments.json else told(found))
    rows = found["answering"].values()
    met = arguments.quick or all(part["within_aim"] for part in (found["building"], *rows))
    return 0 if met and all(row["agrees"] for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
