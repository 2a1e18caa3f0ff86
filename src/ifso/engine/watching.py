"""What to watch: how much it would tell about the outcome to learn whether an event had happened by a date, and what the answer would be.

Owns the measure (MODEL.md, section 6): the mutual information, in bits, of the two facts "the event had happened by the date" and "the
outcome comes about by its own" (Shannon, "A Mathematical Theory of Communication", 1948; Cover and Thomas, "Elements of Information
Theory", 2006, section 2.3). Lanes of all draws weigh the same, so that what an event tells about the assumptions counts as well as what it
does. What is computed holds under one reading of a question and is never mixed with another's.

A table of finite counts looks more informative than it is, by 1 / (2 n ln 2) bits for n independent lanes and two facts that have nothing
to do with each other (Miller, "Note on the Bias of Information Estimates", 1955). The lanes here come in groups that share worlds and
draws. So the bias is taken to second order from the covariance of the cells between groups, of which Miller's is the independent case; the
standard error is to first order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Reading
from ifso.engine.blocks import Block, Lanes, lanes_of, spread
from ifso.engine.compiling import compile_view
from ifso.engine.dealing import Choosing
from ifso.engine.draws import draw
from ifso.engine.native import note
from ifso.engine.order import dependencies
from ifso.engine.play import compile_play
from ifso.engine.program import Clock, Program
from ifso.engine.readings import worlds_of
from ifso.scenario.meaning import Question, Scenario, Value

Floats = NDArray[np.float64]
DRAWS = 1000
WORLDS = 64
NEARLY = 0.9
"""Share of an event's most bits that its earliest good date must have."""
NOISE = 10.0
"""How many times its bias under independence a measured information must be: with one degree of freedom, once in 600 by chance."""
HALF = 0.5
LEAST = 0.001
"""Bits below which nothing is worth watching."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What it would tell to learn by a date whether an event had happened."""

    date: float
    """Years after the start."""
    bits: float
    """Mutual information with the outcome, less what finite counts add to it; not below 0."""
    error: float | None
    """Standard error of the bits; None where it cannot be told."""
    above_noise: bool
    """Whether so much information would hardly be measured by chance."""
    chance: float
    """How likely the event is to have happened by then."""
    if_so: float | None
    """The chance of the outcome if it has; None where it has in no lane."""
    if_not: float | None
    """The chance of the outcome if it has not."""
    if_so_error: float | None
    if_not_error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An event to watch, at every date."""

    event: str
    glances: tuple[Glance, ...]
    leads: float | None
    """Of the lanes in which both come about by the question's date, in how many the event comes before the outcome, or at the same instant
    and not as what follows from it; None where there are none. Where it is small, the event tells of the outcome only after the fact."""

    @property
    def follows(self) -> bool:
        """Tell whether the event mostly comes after the outcome."""
        return self.leads is not None and self.leads < HALF

    @property
    def tells(self) -> bool:
        """Tell whether its best date tells something that is not noise."""
        return self.best.above_noise and self.best.bits >= LEAST

    @property
    def best(self) -> Glance:
        """The earliest date that tells nearly as much as any."""
        most = max(glance.bits for glance in self.glances)
        return next(glance for glance in self.glances if glance.bits >= NEARLY * most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What to watch under one reading of a question, the event that tells most first."""

    reading: Reading
    chance: float | None
    """How likely the outcome is as things stand; None where no lane counts."""
    error: float | None
    entropy: float
    """Bits that there are to learn about the outcome."""
    events: tuple[Watched, ...]
    draws: int
    worlds: int
    """For each draw."""
    seed: int
    weighed: int
    """Worlds in which actors weighed their choices under every draw; 0 where none did that could tell."""

    @property
    def telling(self) -> tuple[Watched, ...]:
        """The events whose best date tells something that is not noise, and that do not mostly follow the outcome."""
        return tuple(w for w in self.events if w.tells and not w.follows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewWatching:
    """What to watch under one view, reading by reading; readings are never mixed."""

    view: str
    about: str
    readings: tuple[Watching, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlists:
    """What to watch under several views, on the same worlds."""

    scenario: Scenario
    question: Question
    fixed: Mapping[str, float]
    """Events made to happen (years from the start) or prevented (infinity) beside the question."""
    views: tuple[ViewWatching, ...]


def find_watchlists(
    scenario: Scenario, question: Question, views: Sequence[str], readings: Sequence[Reading], dates: Sequence[float], *,
    fixed: Mapping[str, float], assumed: Mapping[str, Value], seed: int = 0, draws: int = DRAWS, worlds: int = WORLDS,
    threads: int | None = None, progress: Callable[[float], None] | None = None,
) -> Watchlists:  # fmt: skip
    """Measure what events would tell under several views and readings; ``assumed`` values take the place of every view's own.

    Raises ``KeyError`` for an unknown view, assumption or event, or for a reading that the question does not have.
    """
    found, done, parts = [], 0, len(views) * len(readings)
    for name in views:
        program = compile_view(scenario, name, assumed)
        play, values = compile_play(scenario, name, program), draw(program, seed, 0, draws)
        choosing = Choosing(program, play, question, fixed, values, seed=seed, threads=threads)
        watched = []
        for reading in readings:
            report = (lambda share, done=done: progress((done + share) / parts)) if progress else None
            watched.append(watch(choosing, reading, dates, worlds=worlds, threads=threads, progress=report))
            done += 1
        found.append(ViewWatching(view=name, about=scenario.views[name].about, readings=tuple(watched)))
    return Watchlists(scenario=scenario, question=question, fixed=fixed, views=tuple(found))


def watch(
    choosing: Choosing, reading: Reading, dates: Sequence[float], *, worlds: int = WORLDS, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Watching:  # fmt: skip
    """Measure what every event would tell at ascending dates, in years after the start, under one of a question's readings.

    ``choosing`` has the question and the draws; a draw is in one profile of options, as likely as actors are to take it. Left out are the
    outcome, options, what is fixed, and what the reading takes as learnt. Raises ``KeyError`` for an unknown event, or for a reading that
    the question does not have.
    """
    program, question, play = choosing.program, choosing.question, choosing.play
    run, condition = worlds_of(question, choosing.fixed, reading)
    options = {f"{move.choice}.{option}" for move in play.moves for option in move.options} if play else set()
    events = [event for event in program.events if event not in options]
    lanes = lanes_of(program, choosing.mixture(run, events), condition, events, values=choosing.values, seed=choosing.seed, worlds=worlds)
    outcome = program.events.index(question.then)
    tables, ahead = _tables(lanes, outcome, question.by, np.array(dates, dtype=np.float64), threads=threads, progress=progress)
    left_out = {question.then, *options, *run.fixed, *(() if condition is None else (condition.event,))}
    whole = tables[:, outcome].sum(axis=(1, 2))
    happened = tables[:, outcome, :, 1].sum(axis=1)
    chance = float(happened.sum() / whole.sum()) if whole.sum() else None
    found = [
        Watched(event=event, glances=_glances(tables[:, e], dates, lanes), leads=float(ahead[e, 1] / ahead[e, 0]) if ahead[e, 0] else None)
        for e, event in enumerate(program.events)
        if event not in left_out and chance is not None
    ]
    return Watching(
        reading=reading, chance=chance,
        error=float(spread(happened[:, None], whole[:, None])[0]) if lanes.is_known and chance is not None else None,
        entropy=_entropy(chance or 0.0), events=tuple(sorted(found, key=lambda w: -w.best.bits)), draws=lanes.draws, worlds=lanes.worlds,
        seed=choosing.seed, weighed=lanes.mixture.weighed,
    )  # fmt: skip


class _Noted(NamedTuple):
    group: int
    table: Floats
    ahead: Floats


def _tables(
    lanes: Lanes, outcome: int, by: float, dates: Floats, *, threads: int | None, progress: Callable[[float], None] | None,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return the weights by group, event, first date and outcome, and :func:`ifso.engine.noting.note`'s ``ahead``."""
    events, after = len(lanes.program.events), _after(lanes.program, outcome)

    def noted(block: Block) -> _Noted:
        made = lanes.simulate(block)
        table, ahead = np.zeros((events, dates.size + 1, 2)), np.zeros((events, 2))
        note(made.times, made.weights, outcome, float(by), dates, after, table, ahead)
        return _Noted(block.group, table, ahead)

    tables, ahead = np.zeros((lanes.groups, events, dates.size + 1, 2)), np.zeros((events, 2))
    for n, part in enumerate(lanes.each(noted, lanes.blocks, threads)):
        tables[part.group] += part.table
        ahead += part.ahead
        if progress:
            progress((n + 1) / len(lanes.blocks))
    return tables, ahead


def _after(program: Program, outcome: int) -> NDArray[np.int64]:
    """Return by event whether it follows from the outcome where both happen at the same instant: 1 if so, else 0."""
    needs, found = dependencies(program, [Clock.AT_ONCE]), {outcome}
    while more := {event for event, before in enumerate(needs) if not found.isdisjoint(before)} - found:
        found |= more
    return np.array([event in found - {outcome} for event in range(len(program.events))], dtype=np.int64)


def _entropy(p: float) -> float:
    return 0.0 if p in (0.0, 1.0) else -p * math.log2(p) - (1 - p) * math.log2(1 - p)


def _glances(table: Floats, dates: Sequence[float], lanes: Lanes) -> tuple[Glance, ...]:
    """Return what an event tells at every date, from its weights by group, first date and outcome."""
    by_date = table.cumsum(axis=1)[:, :-1]
    whole = table.sum(axis=1)
    cells = np.stack([by_date, whole[:, None] - by_date], axis=2)  # by group, date, whether it has happened (yes, no), outcome (no, yes)
    bits, error, bias = information(cells)
    total = cells.sum(axis=0)
    happened = total.sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        answers = total[..., 1] / happened
        errors = np.stack([spread(cells[:, :, i, 1], cells[:, :, i].sum(axis=2)) for i in range(2)], axis=1)
    return tuple(
        Glance(
            date=float(date),
            bits=max(0.0, float(bits[t] - bias[t])),
            error=float(error[t]) if lanes.is_known else None,
            above_noise=bool(lanes.is_known and bits[t] > NOISE * bias[t] and bits[t] - bias[t] > 2 * error[t]),
            chance=float(happened[t, 0] / happened[t].sum()),
            if_so=_known(answers[t, 0]), if_not=_known(answers[t, 1]),
            if_so_error=_known(errors[t, 0]) if lanes.is_known else None, if_not_error=_known(errors[t, 1]) if lanes.is_known else None,
        )
        for t, date in enumerate(dates)
    )  # fmt: skip


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def information(cells: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the mutual information of tables in bits, as counted, its standard error and its bias; each of shape (T).

    ``cells`` (G, T, rows, columns) are weights by independent groups.
    """
    groups = len(cells)
    total = cells.sum(axis=0)
    weight = total.sum(axis=(1, 2), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = total / weight
        rows, columns = p.sum(axis=2, keepdims=True), p.sum(axis=1, keepdims=True)
        score = np.where(p > 0, np.log2(p / (rows * columns)), 0.0)
        bits = (p * score).sum(axis=(1, 2))
        rest = cells - cells.sum(axis=(2, 3), keepdims=True) * p
        scale = groups / max(1, groups - 1) / weight[:, 0, 0] ** 2
        error = np.sqrt((((rest * score).sum(axis=(2, 3))) ** 2).sum(axis=0) * scale)
        curved = [
            np.where(share > 0, r**2 / share, 0.0).sum(axis=(0, 2, 3))
            for r, share in ((rest, p), (rest.sum(axis=3, keepdims=True), rows), (rest.sum(axis=2, keepdims=True), columns))
        ]
        bias = (curved[0] - curved[1] - curved[2]) * scale / (2 * math.log(2))
    return np.nan_to_num(bits), np.nan_to_num(error), np.nan_to_num(bias)
