"""Paths: the chains of causes along which an outcome came about, with their shares of the worlds in which it did.

Owns what is counted and how sure it is (MODEL.md, section 6). In every world in which the outcome came about in time the chain that fired
is traced back by the rules of :mod:`ifso.engine.tracing`; modifiers are no links of it, but those that held are told. Causes compete, and a
share says which of them was first while all were at work, as the crude probabilities of competing risks do (Kalbfleisch and Prentice, "The
Statistical Analysis of Failure Time Data", 2002, chapter 8). It does not say what would be lost without the path: another might then have
been in time. Shares are taken over all draws of the assumptions together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Reading
from ifso.engine.blocks import Block, Lanes, Simulated, ancestors, lanes_of, spread
from ifso.engine.compiling import compile_view
from ifso.engine.dealing import Choosing
from ifso.engine.draws import draw
from ifso.engine.native import count_links, trace
from ifso.engine.order import starts
from ifso.engine.play import compile_play
from ifso.engine.program import tables_of
from ifso.engine.readings import worlds_of
from ifso.scenario.meaning import Question, Scenario, Value

Floats = NDArray[np.float64]
Chain = tuple[int, ...]
"""Causes from the outcome back, and at last -1 - e where the chain begins with the fixed event e."""
DRAWS = 1000
WORLDS = 64
TOP = 10
STEPS = 1000
"""Steps of time in which the dates of paths are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A modifier of a link, and how often it held."""

    event: str
    until: bool
    """Whether it holds until the event, and not from then on."""
    ratio: str
    """The assumption that holds the hazard ratio; empty where it blocks."""
    share: float
    """Of the worlds of the path, in how many it held when the link's cause fired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A cause that fired, on a path."""

    event: str
    """What it brought about."""
    cause: str
    """Its path in the scenario: ``event.cause``."""
    chance: float
    """Of all worlds in which its trigger came in time, in how many it brought the event about in time."""
    error: float | None
    """Standard error of the chance."""
    holding: tuple[Holding, ...]
    """Its modifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain of causes along which the outcome came about."""

    begins: str
    """The event with a fixed time in which it begins; empty where it begins with a cause that waits for nothing."""
    links: tuple[Link, ...]
    """From the beginning to the outcome."""
    share: float
    """Of the worlds in which the outcome came about in time, in how many it came about in this way."""
    error: float | None
    """Standard error of the share."""
    median: float
    """Years after the start by which the outcome had come about in half of these worlds."""

    @property
    def weakest(self) -> Link | None:
        """The link with the lowest chance; None where the outcome itself is fixed."""
        return min(self.links, key=lambda link: link.chance, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """The paths to an outcome under one reading of a question, the most common first."""

    reading: Reading
    chance: float | None
    """How likely the outcome is in the worlds that were traced; None where none of them counts."""
    error: float | None
    paths: tuple[Path, ...]
    covered: float
    """The share that the listed paths cover."""
    distinct: int
    """How many paths there were, listed or not."""
    draws: int
    worlds: int
    """For each draw."""
    seed: int
    weighed: int
    """Worlds in which actors weighed their choices under every draw; 0 where none did that could tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPaths:
    """The paths under one view."""

    view: str
    about: str
    traced: Traced


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The paths to a question's outcome under several views, on the same worlds."""

    scenario: Scenario
    question: Question
    fixed: Mapping[str, float]
    """Events made to happen (years from the start) or prevented (infinity) beside the question."""
    views: tuple[ViewPaths, ...]


def find_paths(
    scenario: Scenario, question: Question, views: Sequence[str], reading: Reading, *, fixed: Mapping[str, float],
    assumed: Mapping[str, Value], seed: int = 0, draws: int = DRAWS, worlds: int = WORLDS, top: int = TOP, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Paths:  # fmt: skip
    """Trace a question's outcome back under several views; ``assumed`` values take the place of every view's own.

    Raises ``KeyError`` for an unknown view, assumption or event, or for a reading that the question does not have.
    """
    found = []
    for i, name in enumerate(views):
        report = (lambda share, i=i: progress((i + share) / len(views))) if progress else None
        program = compile_view(scenario, name, assumed)
        play, values = compile_play(scenario, name, program), draw(program, seed, 0, draws)
        choosing = Choosing(program, play, question, fixed, values, seed=seed, threads=threads)
        traced = paths(choosing, reading, worlds=worlds, top=top, threads=threads, progress=report)
        found.append(ViewPaths(view=name, about=scenario.views[name].about, traced=traced))
    return Paths(scenario=scenario, question=question, fixed=fixed, views=tuple(found))


class _Seen(NamedTuple):
    """What became of a block."""

    simulated: Simulated
    which: NDArray[np.int32]
    chains: tuple[Chain, ...]


def paths(
    choosing: Choosing, reading: Reading, *, worlds: int = WORLDS, top: int = TOP, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Traced:  # fmt: skip
    """Trace a question's outcome back under one of its readings, and return the ``top`` most common paths.

    ``choosing`` has the question and the draws; a draw is in one profile of options, as likely as actors are to take it. Raises
    ``KeyError`` for an unknown event, or for a reading that the question does not have.
    """
    question = choosing.question
    run, condition = worlds_of(question, choosing.fixed, reading)
    mixture = choosing.mixture(run, [question.then, *(() if condition is None else (condition.event,))])
    lanes = lanes_of(
        choosing.program, mixture, condition, ancestors(choosing.program, question.then), values=choosing.values, seed=choosing.seed,
        worlds=worlds,
    )  # fmt: skip
    return Tracing(lanes, question).traced(reading, top, threads, progress)


class Tracing:
    """Two passages through lanes: in the first every lane is traced back, in the second the links of the commonest paths are counted."""

    def __init__(self, lanes: Lanes, question: Question) -> None:
        self.lanes = lanes
        self.program = lanes.program
        self.tables = tables_of(lanes.program)
        self.outcome = lanes.program.events.index(question.then)
        self.by = question.by
        self.is_fixed = np.array([event in lanes.fixed for event in self.program.events])
        self._number: dict[Chain, int] = {}

    def traced(self, reading: Reading, top: int, threads: int | None, progress: Callable[[float], None] | None) -> Traced:
        """Return the most common paths."""
        lanes = self.lanes
        kept: list[_Seen] = []
        whole, happened = np.zeros(lanes.groups), np.zeros(lanes.groups)
        sums: list[Floats] = []
        for n, seen in enumerate(lanes.each(self.seen, lanes.blocks, threads)):
            numbers, group = self._numbers(seen), seen.simulated.block.group
            while len(sums) < len(self._number):
                sums.append(np.zeros(lanes.groups))
            weights = np.bincount(seen.which.ravel() + 1, seen.simulated.weights.ravel(), minlength=len(seen.chains) + 1)
            whole[group] += weights.sum()
            happened[group] += weights[1:].sum()
            for chain, number in enumerate(numbers):
                sums[number][group] += weights[chain + 1]
            if lanes.is_small:
                kept.append(seen)
            if progress:
                progress((n + 1) / len(lanes.blocks) / 2)
        by_path = np.array(sums).reshape(len(sums), lanes.groups)
        total = by_path.sum(axis=1)
        order = [int(n) for n in np.lexsort((np.arange(len(total)), -total)) if total[n] > 0]
        listed = order[:top]
        chance = float(happened.sum() / whole.sum()) if whole.sum() else None
        shares = total[listed] / happened.sum() if listed else np.zeros(0)
        errors = spread(by_path[listed].T, np.tile(happened[:, None], len(listed))) if lanes.is_known and listed else None
        chains = list(self._number)
        counted = self._links([chains[n] for n in listed], kept or None, threads)
        if progress:
            progress(1.0)
        return Traced(
            reading=reading, chance=chance,
            error=float(spread(happened[:, None], whole[:, None])[0]) if lanes.is_known and chance is not None else None,
            paths=tuple(
                self._path(chains[n], float(shares[i]), float(errors[i]) if errors is not None else None, i, counted)
                for i, n in enumerate(listed)
            ),
            covered=float(shares.sum()), distinct=len(order), draws=lanes.draws, worlds=lanes.worlds, seed=lanes.seed,
            weighed=lanes.mixture.weighed,
        )  # fmt: skip

    def seen(self, block: Block) -> _Seen:
        """Simulate a block and trace its lanes."""
        made = self.lanes.simulate(block)
        which = np.empty(made.weights.shape, dtype=np.int32)
        chains = np.empty((which.size, len(self.program.events) + 1), dtype=np.int32)
        lengths = np.empty(which.size, dtype=np.int32)
        found = np.zeros(2, dtype=np.int64)
        trace(
            *self.tables, np.uint64(self.lanes.seed), np.uint64(block.first_world), self.lanes.used,
            made.drawn.p, made.drawn.scale, made.drawn.ratios, self.is_fixed, self.outcome, float(self.by),
            made.times, made.weights, which, chains, lengths, found,
        )  # fmt: skip
        if found[1]:
            raise AssertionError(f"{found[1]} worlds have an event that nothing brought about")
        traced = tuple(tuple(chains[n, : lengths[n]].tolist()) for n in range(found[0]))
        return _Seen(made, which, traced)

    def _numbers(self, seen: _Seen) -> list[int]:
        """Return the number of each of a block's chains among all that were seen."""
        return [self._number.setdefault(chain, len(self._number)) for chain in seen.chains]

    def _links(self, listed: Sequence[Chain], kept: Sequence[_Seen] | None, threads: int | None) -> _Counted:
        """Count the links of paths over all lanes."""
        counting = _Links(self, listed)
        if not listed:
            return counting.none()
        if kept is not None:
            return counting.added(self.lanes.each(counting.count, kept, threads))
        return counting.added(self.lanes.each(lambda block: counting.count(self.seen(block)), self.lanes.blocks, threads))

    def _path(self, chain: Chain, share: float, error: float | None, place: int, counted: _Counted) -> Path:
        """Return a path in names."""
        program = self.program
        begins = program.events[-1 - chain[-1]] if chain[-1] < 0 else ""
        causes = [c for c in chain if c >= 0]
        links = []
        for k, c in enumerate(causes):
            n = counted.links.index(c)
            modifiers = range(program.modifier_start[c], program.modifier_start[c + 1])
            held = counted.holding[place][k]
            links.append(
                Link(
                    event=program.causes[c].rpartition(".")[0],
                    cause=program.causes[c],
                    chance=float(counted.chance[n]),
                    error=float(counted.error[n]) if counted.error is not None else None,
                    holding=tuple(
                        Holding(
                            event=program.events[program.modifier_event[m]],
                            until=bool(program.modifier_until[m]),
                            ratio=program.assumptions[program.modifier_ratio[m]] if program.modifier_ratio[m] >= 0 else "",
                            share=float(held[i]),
                        )
                        for i, m in enumerate(modifiers)
                    ),
                )
            )
        return Path(begins=begins, links=tuple(reversed(links)), share=share, error=error, median=counted.median[place])


class _Counted(NamedTuple):
    """What the second passage counted."""

    links: list[int]
    chance: Floats
    error: Floats | None
    holding: list[list[Floats]]
    """By path and link, how often each modifier held."""
    median: list[float]


class _Sums(NamedTuple):
    group: int
    triggered: Floats
    fired: Floats
    holding: Floats
    dates: Floats


class _Links:
    """The second passage, for some paths."""

    def __init__(self, tracing: Tracing, listed: Sequence[Chain]) -> None:
        program = tracing.program
        self.tracing = tracing
        self.listed = {chain: n for n, chain in enumerate(listed)}
        causes = [[c for c in chain if c >= 0] for chain in listed]
        self.links = sorted({c for chain in causes for c in chain})
        flat = [c for chain in causes for c in chain]
        self.path_start = starts(len(chain) for chain in causes)
        self.path_link = np.array(flat, dtype=np.int32)
        self.holding_start = starts(program.modifier_start[c + 1] - program.modifier_start[c] for c in flat)

    def none(self) -> _Counted:
        """Return what there is to tell of no path."""
        return _Counted(links=[], chance=np.zeros(0), error=None, holding=[], median=[])

    def count(self, seen: _Seen) -> _Sums:
        """Count one block."""
        tracing, made = self.tracing, seen.simulated
        place = np.array([*(self.listed.get(chain, -1) for chain in seen.chains), -1], dtype=np.int32)
        which = place[seen.which]
        triggered, fired = np.zeros(len(self.links)), np.zeros(len(self.links))
        holding = np.zeros(self.holding_start[-1])
        count_links(
            *tracing.tables, np.uint64(tracing.lanes.seed), np.uint64(made.block.first_world), tracing.lanes.used,
            made.drawn.p, made.drawn.scale, made.drawn.ratios, tracing.is_fixed, float(tracing.by), made.times, made.weights,
            np.array(self.links, dtype=np.int32), triggered, fired, which,
            self.path_start, self.path_link, self.holding_start, holding,
        )  # fmt: skip
        on = which >= 0
        times = made.times[:, tracing.outcome, :][on]
        steps = np.clip(np.ceil(times / tracing.by * STEPS).astype(np.int64), 0, STEPS)
        dates = np.zeros((len(self.listed), STEPS + 1))
        np.add.at(dates, (which[on], steps), made.weights[on])
        return _Sums(made.block.group, triggered, fired, holding, dates)

    def added(self, parts: Iterator[_Sums]) -> _Counted:
        """Add blocks up."""
        lanes = self.tracing.lanes
        triggered, fired = (np.zeros((lanes.groups, len(self.links))) for _ in range(2))
        holding, dates = np.zeros(self.holding_start[-1]), np.zeros((len(self.listed), STEPS + 1))
        for part in parts:
            triggered[part.group] += part.triggered
            fired[part.group] += part.fired
            holding += part.holding
            dates += part.dates
        chance = fired.sum(axis=0) / triggered.sum(axis=0)
        error = spread(fired, triggered) if lanes.is_known else None
        weight = dates.sum(axis=1)
        held = [
            [
                holding[self.holding_start[k] : self.holding_start[k + 1]] / weight[n]
                for k in range(self.path_start[n], self.path_start[n + 1])
            ]
            for n in range(len(self.listed))
        ]
        return _Counted(self.links, chance, error, held, [self._median(row) for row in dates])

    def _median(self, dates: Floats) -> float:
        """Return the middle of a path's dates, interpolated within a step."""
        reached = np.cumsum(dates)
        half = reached[-1] / 2
        step = int(np.searchsorted(reached, half))
        before = reached[step - 1] if step else 0.0
        return float((max(0, step - 1) + (half - before) / dates[step] * (step > 0)) / STEPS * self.tracing.by)
