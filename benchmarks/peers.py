"""The samplers that the engine is measured against.

Owns how each is handed the argument and asked for worlds. A peer that isn't installed is left out with a message: ``pip install .[bench]``.
Each takes a number of worlds and a seed, and returns the share of them in which the last event happened.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from cut import NEVER, Cut, Variable, loop, network

Sampler = Callable[[int, int], float]
MISSING = "not installed: pip install .[bench]"
TABLES = {"pgmpy": 21**3, "pyagrum": 21**5}
"""Entries that a table may have, as each peer is fastest: 66 variables for pgmpy and 36 for pyAgrum."""


def numpy_loop(argument: Cut) -> Sampler:
    """Return the loop over years."""

    def sample(worlds: int, seed: int) -> float:
        return float(np.mean(loop(argument, worlds, seed)[-1] < NEVER))

    return sample


def pgmpy_sampler(argument: Cut, largest: int = TABLES["pgmpy"]) -> Sampler | str:
    """Return pgmpy's forward sampling, or why there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pgmpy warns about its own parts while it is imported
            factors, models, sampling = (import_module(f"pgmpy.{part}") for part in ("factors.discrete", "models", "sampling"))
    except ImportError:
        return MISSING
    variables = network(argument, largest)
    model = models.DiscreteBayesianNetwork([(parent, v.name) for v in variables for parent in v.parents])
    values = argument.years + 1
    for v in variables:
        of_parents = {"evidence": list(v.parents), "evidence_card": [values] * len(v.parents)} if v.parents else {}
        model.add_cpds(factors.TabularCPD(v.name, values, v.table.reshape(values, -1), **of_parents))
    sampler = sampling.BayesianModelSampling(model)
    last = variables[-1].name

    def sample(worlds: int, seed: int) -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            drawn = sampler.forward_sample(size=worlds, seed=seed, show_progress=False)
        return float(np.mean(np.asarray(drawn[last]).astype(int) < argument.years))

    return sample


def pyagrum_sampler(argument: Cut, largest: int = TABLES["pyagrum"]) -> Sampler | str:
    """Return pyAgrum's sampling of databases, or why there is none."""
    try:
        gum = import_module("pyagrum")
    except ImportError:
        return MISSING
    gum.setNumberOfThreads(1)
    variables = network(argument, largest)
    model = gum.BayesNet()
    for v in variables:
        model.add(gum.RangeVariable(v.name, v.name, 0, argument.years))
    for v in variables:
        for parent in v.parents:
            model.addArc(parent, v.name)
        _fill(model.cpt(v.name), v)
    last = variables[-1].name

    def sample(worlds: int, seed: int) -> float:
        gum.initRandom(seed)
        generator = gum.BNDatabaseGenerator(model)
        generator.drawSamples(worlds)
        column = list(generator.varOrderNames()).index(last)
        found = [int(generator.samplesAt(row, column)) for row in range(worlds)]
        return sum(year < argument.years for year in found) / worlds

    return sample


def _fill(table: Any, variable: Variable) -> None:
    """Write a variable's table in the order of pyAgrum's axes: numpy's first axis is the last of ``names``."""
    order = (variable.name, *variable.parents)
    table[:] = np.ascontiguousarray(np.transpose(variable.table, [order.index(name) for name in reversed(table.names)]))
