"""How time and memory are measured, and on what machine.

Owns clocks, repetitions and the facts about the machine. Speeds are told in processor time of the whole process, not in time on the wall:
what else the machine does disturbs it less, and a peer that used several threads would gain nothing. Contenders take turns, so that all of
them meet the same conditions. Leaves what is measured to :mod:`engine`.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
PACKAGES = ("numpy", "numba", "llvmlite", "scipy", "pgmpy", "pyagrum")


def turns(contenders: Mapping[str, Callable[[int], object]], repetitions: int) -> dict[str, list[float]]:
    """Let every contender run once unmeasured and then take turns; return the seconds of processor time of each repetition.

    A contender is handed the number of the repetition, 0 for the first that isn't measured.
    """
    for contender in contenders.values():
        contender(0)
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for repetition in range(1, repetitions + 1):
        for name, contender in contenders.items():
            begun = time.process_time()
            contender(repetition)
            seconds[name].append(time.process_time() - begun)
    return seconds


def speed(seconds: Sequence[float], amount: float) -> dict[str, Any]:
    """Return the median time of some work, and the work done in a second."""
    median = statistics.median(seconds)
    return {"median_seconds": median, "fastest_seconds": min(seconds), "repetitions": len(seconds), "per_second": amount / median}


def wall(command: Sequence[str], repetitions: int, environment: Mapping[str, str]) -> tuple[list[float], str]:
    """Run a program several times; return the seconds that each took on the wall, or none and why."""
    seconds = []
    for repetition in range(repetitions + 1):
        begun = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            return [], f"exit code {done.returncode}: {lines[-1] if lines else 'no message'}"
        if repetition:  # the first may compile
            seconds.append(time.perf_counter() - begun)
    return seconds, ""


def peak_memory() -> float:
    """Return the most memory that this process has had so far, in MB.

    ``ru_maxrss`` also counts what the parent had when it started this process, so Linux's own count is preferred.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(float(line.split()[1]) / 1024 for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    import resource  # noqa: PLC0415 - not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def machine() -> dict[str, Any]:
    """Return what the numbers depend on besides the program."""
    packages: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = None
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": packages,
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    import llvmlite.binding  # type: ignore[import-untyped] # noqa: PLC0415 - has no annotations, and is slow to import

    found: str = llvmlite.binding.get_host_cpu_name()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line.partition(":")[2].strip() for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
        return f"{models[0]} ({found})" if models else found
    return platform.processor() or found
