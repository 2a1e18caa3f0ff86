"""What would have happened, in the worlds that agree with what was observed.

Owns the three steps of a counterfactual (Pearl, "Causality", 2nd ed. 2009, theorem 7.1.7). Abduction: every cause of every world gets the E
with which what was observed came about. A cause that had not fired by a date needs more hazard than it had spent, H + E with E fresh from
the world's own u, since the exponential distribution has no memory. Of the causes of an event that happened one fired at that moment, each
as probably as its share of the hazard then; it gets E = H, and the others more. Action: events get the times that they are imagined to have
had. Prediction: the world runs anew from the start with these numbers, and what was observed comes about again or does not. Where what is
imagined is what happened, the world is the one that was observed, and runs on as it would have.

Where the likelihood rests on what nobody knows, worlds are weighed as after news (:mod:`ifso.engine.weighing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Answered, Asked, Reading, assumptions_used, conclude
from ifso.engine.evidence import Columns, Evidence, jump, speed_at, spent
from ifso.engine.given import times_given
from ifso.engine.news import News, NewsEstimator, weighted
from ifso.engine.program import Clock, Floats, Program, Run, Tally
from ifso.engine.random import stream_of, uniforms
from ifso.engine.resuming import Resumed, resumed
from ifso.engine.simulating import BANDED_DRAWS, STEPS, Progress, sample
from ifso.engine.weighing import Weighed, Weighing, Weights, named
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Question

LEAST = 2.0**-60
MOST = 1.0 - 2.0**-53
"""Bounds of u."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worlds:
    """Worlds that agree with what was observed, each under every draw; N lanes, one draw after the other."""

    e: Floats
    """(C, N) the hazard at which every cause fires."""
    values: Floats
    """(N, A)."""
    logs: Floats
    """(D, w) logarithms of the worlds' weights."""


def abducted(news: News, first_world: int, worlds: int, *, threads: int | None = None) -> Worlds:
    """Return worlds that agree with the news, with the numbers by which they came about."""
    program, draws = news.program, news.posterior.values
    weights = Weights(program=program, evidence=news.evidence, factors=news.posterior.pending)
    times, logs = news.evidence.times, np.zeros((len(draws), worlds))
    values = np.repeat(draws, worlds, axis=0)
    if news.is_weighed:
        run = Run(fixed=news.resumed.fixed)
        rows = news.resumed.rows(draws)
        made_up = sample(
            news.resumed.program, [run], seed=news.seed, values=rows, worlds=worlds, first_world=first_world, events=weights.events,
            threads=threads,
        )[0]  # fmt: skip
        logs = weights.logs(draws, made_up)
        times = np.repeat(times, len(values), axis=1)
        times[[program.events.index(event) for event in weights.events]] = np.moveaxis(made_up, 1, 0).reshape(-1, len(values))
    fresh = _numbers("cause", program, news.seed, first_world, worlds)
    e = np.stack([np.tile(-np.log1p(-u), len(draws)) for u in fresh]) if len(fresh) else np.empty((0, len(values)))
    columns: Columns = list(values.T)
    for event, causes in enumerate(_causes(program)):
        at, not_by = news.evidence.happened[event], news.evidence.not_by[event]
        if at > 0.0 and causes:
            choice = np.tile(uniforms(news.seed, stream_of("news", program.events[event]), first_world, worlds), len(draws))
            _happen(program, list(causes), columns, times, at=float(at), choice=choice, e=e)
        elif np.isnan(at) and 0.0 <= not_by < NEVER:
            for c in causes:
                e[c] += spent(program, c, columns, times, float(not_by))
    return Worlds(e=e, values=values, logs=logs)


def _causes(program: Program) -> Iterator[range]:
    """Yield the causes of each event."""
    for event in range(len(program.events)):
        yield range(program.cause_start[event], program.cause_start[event + 1])


def _numbers(domain: str, program: Program, seed: int, first_world: int, worlds: int) -> list[NDArray[np.float64]]:
    streams = program.stream.tolist() if domain == "cause" else [stream_of(domain, path) for path in program.causes]
    return [uniforms(seed, stream, first_world, worlds) for stream in streams]


def _happen(
    program: Program, causes: list[int], columns: Columns, times: Floats, *, at: float, choice: Floats, e: Floats,
) -> None:  # fmt: skip
    """Let one of an event's causes fire at a moment, in every lane, and the others not by then; ``choice`` (N) in (0, 1) tells which.

    At an instant at which several act at once, more than one may fire: each fires as it would, given that one does.
    """
    lanes = len(choice)
    jumps = {c: np.broadcast_to(jump(program, c, columns, times, at), lanes) for c in causes}
    speeds = {c: np.broadcast_to(speed_at(program, c, columns, times, at), lanes) for c in causes}
    left, total = np.add.reduce(list(jumps.values())), np.add.reduce(list(speeds.values()))
    takes_time, found, reached = left <= 0.0, np.zeros(lanes, dtype=bool), np.zeros(lanes)
    for c in causes:
        used = np.broadcast_to(spent(program, c, columns, times, at), lanes)
        if program.clock[c] == Clock.AT_ONCE:
            e[c] = np.where(jumps[c] > 0.0, _jumped(e[c], jumps[c], left, found), used + e[c])
            left = left - jumps[c]
            continue
        before, reached = reached, reached + speeds[c]
        mine = takes_time & (before <= choice * total) & (choice * total < reached)
        e[c] = np.where(mine, used, used + e[c])


def _jumped(fresh: Floats, own: Floats, left: Floats, found: NDArray[np.bool_]) -> Floats:
    """Return E of a cause at once at the moment of its jump ``own``, and note in ``found`` where it fires.

    ``left`` is the hazard of this jump and those after it. Where none has fired yet, one of those left does, and this one with its chance
    divided by that of any: a u below it stands, drawn in by the latter, for E within the jump, and one above it for E beyond.
    """
    u, chance = -np.expm1(-fresh), -np.expm1(-own)
    any_fires = np.where(found, 1.0, -np.expm1(-np.maximum(left, own)))
    fires = u * any_fires < chance
    with np.errstate(divide="ignore"):
        beyond = own + fresh + np.log1p(-np.minimum(chance / np.where(own > 0.0, any_fires, 1.0), 1.0))
    found |= fires & (own > 0.0)
    return np.where(fires, -np.log1p(-u * any_fires), beyond)


def imagine(news: News, had: Mapping[str, float]) -> Resumed:
    """Return the program that runs from the start with a past imagined otherwise, and what every run of it fixes.

    What happened before the start, or has no causes, stays as it was unless it is imagined otherwise; before the start nothing fires.
    """
    evidence, program = news.evidence, news.program
    given = ~(evidence.happened > 0.0) | (np.diff(program.cause_start) == 0)
    happened = np.where(given, evidence.happened, np.nan)
    for event, time in had.items():
        happened[program.events.index(event)] = time if time < NEVER else np.nan
    not_by = np.where(np.isin(program.events, [event for event, time in had.items() if time == NEVER]), NEVER, -np.inf)
    start = resumed(program, Evidence(happened=happened, not_by=not_by, known_to=0.0), 0.0)
    never = {event: NEVER for event, time in had.items() if time == NEVER}
    return Resumed(program=start.program, fixed={**news.chosen, **start.fixed, **never}, since=0.0, switches=frozenset())


def answer_had(
    news: News, question: Question, had: Mapping[str, float], *, worlds: int, threads: int | None = None, progress: Progress | None = None,
) -> tuple[Answered, Weighed]:  # fmt: skip
    """Answer what the question asks about had events happened at other times, infinity for never, beside what is to be expected as it is.

    The antecedent of the question is left out. Raises ``KeyError`` for an unknown event.
    """
    tallies = [Tally(event=question.then, by=question.by)]
    otherwise, as_it_is = imagine(news, had), imagine(news, {})
    names = named(tallies)
    draws = len(news.posterior.values)
    counts = Weighing(2, tallies, names, draws=draws, seed=news.seed, steps=STEPS)
    for first, some in counts.pieces(worlds):
        found = abducted(news, first, some, threads=threads)
        times = np.concatenate([times_in(found, past, names, threads=threads) for past in (otherwise, as_it_is)])
        counts.add([(np.moveaxis(times.reshape(2, len(names), draws, some), 1, 2), found.logs)])
        if progress:
            progress((first + some) / worlds)
    weighed = counts.done()
    used = assumptions_used(news.program, [Run(fixed=dict(had)), Run()], tallies)
    scores = None
    if not news.program.is_certain:
        scores = news.posterior.scores([news.program.assumptions.index(name) for name in used])[:BANDED_DRAWS]
    asked = {
        Reading.HAD: Asked(of=lambda m: m[..., 0], run=0),
        Reading.LEFT_ALONE: Asked(of=lambda m: m[..., 1], run=1),
    }
    estimator = NewsEstimator(weighed.counted, scores, news.posterior.doubt)
    return conclude(question, weighted(asked, 2, tallies), estimator, used), weighed


def times_in(worlds: Worlds, past: Resumed, events: tuple[str, ...], *, threads: int | None = None) -> Floats:
    """Return the times of events in worlds with a past; shape (1, events, N)."""
    u = np.clip(-np.expm1(-worlds.e), LEAST, MOST)
    times = times_given(past.program, [Run(fixed=past.fixed)], u, worlds.values, e=worlds.e, events=events, threads=threads)
    found: Floats = times[:, [past.program.events.index(event) for event in events]]
    return found
