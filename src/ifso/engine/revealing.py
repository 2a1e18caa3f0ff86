"""What news says about choices: the answer after news where what actors do is not settled.

Owns the weights of profiles. A choice is made for what was expected when it was taken, so that the mix before the news is the prior: in
each draw of the numbers, a profile is as likely as the mix has it times how likely it makes what was observed. Draws keep the values they
had before the news, for the mix is that of their payoffs; draws, profiles and worlds are weighed together (:mod:`ifso.engine.weighing`).
The standard error counts worlds and draws, and not that the payoffs behind the mix were simulated. Leaves the mix to
:mod:`ifso.engine.expecting`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ifso.engine.answering import Answered, Asked, Reading, assumptions_used, conclude, runs_of
from ifso.engine.compiling import CERTAIN
from ifso.engine.counterfactual import abducted, imagine, times_in
from ifso.engine.evidence import rests_on
from ifso.engine.expecting import mixes
from ifso.engine.news import News, NewsEstimator, follow, weighted
from ifso.engine.play import Play, Profile
from ifso.engine.posterior import unmoved
from ifso.engine.program import Floats, Program, Run, Tally
from ifso.engine.simulating import BANDED_DRAWS, STEPS, Progress, sample
from ifso.engine.weighing import Weighed, Weighing, Weights, named
from ifso.scenario.meaning import Observed, Question


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """One way in which actors may have chosen."""

    profile: Profile
    """One of the profiles that are alike in all that can tell."""
    news: News
    log_chance: Floats
    """(D) logarithm of how likely the mix has these profiles in each draw."""

    @property
    def weights(self) -> Weights:
        """What weighs its worlds by the news."""
        return Weights(program=self.news.program, evidence=self.news.evidence, factors=self.news.posterior.pending)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Revealed:
    """News as a view takes it whose choices are not settled."""

    play: Play
    ways: tuple[Way, ...]

    @property
    def first(self) -> News:
        """The news as the first of the ways has it; program, draws and moments are those of all."""
        return self.ways[0].news

    def options(self, weighed: Weighed) -> Mapping[str, tuple[float, float]]:
        """Return how likely each option is to have been taken, before the news and after, for choices that tell."""
        before = np.array([np.exp(way.log_chance).mean() for way in self.ways])
        after = weighed.by_part.sum(axis=1)
        found = {}
        for m, move in enumerate(self.play.moves):
            for option in move.open if len({way.profile[m] for way in self.ways}) > 1 else ():
                of = [way.profile[m] == option for way in self.ways]
                found[f"{move.choice}.{move.options[option]}"] = (
                    float(before[of].sum() / before.sum()), float(after[of].sum() / after.sum()),
                )  # fmt: skip
        return found


def given_choices(play: Play, profile: Profile, observed: Observed) -> Mapping[str, float]:
    """Return the times of options that are known where a profile is played: also of those taken at the time of what has happened."""
    found = dict(play.times(profile))
    for move, taken in zip(play.moves, profile, strict=True):
        seen = observed.seen.get(move.after)
        if seen is not None and seen.happened:
            found[f"{move.choice}.{move.options[taken]}"] = seen.at
    return found


def hidden_choices(play: Play, hidden: Sequence[str], observed: Observed) -> list[str]:
    """Return the options of which no time is known because what they wait for can have happened unseen."""
    late = [move for move in play.moves if move.after in hidden and move.after not in observed.seen]
    return [f"{move.choice}.{option}" for move in late for option in move.options]


def reveal(
    program: Program, play: Play, observed: Observed, hidden: Sequence[str] = (), *, seed: int, draws: int, worlds: int,
    fixed: Mapping[str, float], open_to: Sequence[str] = (), threads: int | None = None,
) -> Revealed:  # fmt: skip
    """Return what has been observed in every way in which actors may have chosen.

    ``fixed`` events are part of the situation that actors reason in, on ``worlds`` worlds. Raises ``KeyError`` for an unknown event.
    """
    unseen = [*hidden, *hidden_choices(play, hidden, observed)]
    settings: dict[str, Any] = {"seed": seed, "draws": draws, "open_to": open_to, "drawn": unmoved(program, seed=seed, draws=draws)}
    news = [
        follow(program, observed, unseen, given=given_choices(play, profile, observed), chosen=play.times(profile), **settings)
        for profile in play.profiles
    ]
    values = news[0].posterior.values
    chances = mixes(program, play, fixed, values, seed=seed, worlds=worlds, threads=threads)
    read = {program.events[event] for event in program.modifier_event}
    telling = [m for m, move in enumerate(play.moves) if any(f"{move.choice}.{option}" in read for option in move.options)]
    alike: dict[tuple[int, ...], list[int]] = {}
    for s, profile in enumerate(play.profiles):
        alike.setdefault(tuple(profile[m] for m in telling), []).append(s)
    with np.errstate(divide="ignore"):
        return Revealed(
            play=play,
            ways=tuple(
                Way(profile=play.profiles[of[0]], news=news[of[0]], log_chance=np.log(chances[:, of].sum(axis=1))) for of in alike.values()
            ),
        )


def answer_revealed(
    revealed: Revealed, question: Question, *, fixed: Mapping[str, float], worlds: int, threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Answered, Weighed]:  # fmt: skip
    """Answer a question after the news, over the ways in which actors may have chosen."""
    news = revealed.first
    runs, tallies, asked = runs_of(question, dict(fixed))
    made_up = dict.fromkeys(name for way in revealed.ways for name in way.weights.events)
    names = tuple(dict.fromkeys([*named(tallies), *made_up]))
    values = news.posterior.values
    counts = Weighing(len(runs), tallies, names, draws=len(values), seed=news.seed, steps=STEPS)
    for first, some in counts.pieces(worlds):
        parts = []
        for way in revealed.ways:
            own = [Run(fixed=way.news.resumed.switched(run.fixed)) for run in runs]
            times = sample(
                way.news.resumed.program, own, seed=news.seed, values=way.news.resumed.rows(values), worlds=some, first_world=first,
                events=names, threads=threads,
            )  # fmt: skip
            logs = way.weights.logs(values, times[-1][:, [names.index(event) for event in way.weights.events]])
            parts.append((times, logs + way.log_chance[:, None]))
        counts.add(parts)
        if progress:
            progress((first + some) / worlds)
    return _concluded(revealed, question, counts.done(), asked=asked, runs=runs, tallies=tallies)


def answer_had_revealed(
    revealed: Revealed, question: Question, had: Mapping[str, float], *, worlds: int, threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Answered, Weighed]:  # fmt: skip
    """Answer what the question asks about had events happened at other times; actors chose as they did."""
    news, tallies = revealed.first, [Tally(event=question.then, by=question.by)]
    names, draws = named(tallies), len(revealed.first.posterior.values)
    counts = Weighing(2, tallies, names, draws=draws, seed=news.seed, steps=STEPS)
    for first, some in counts.pieces(worlds):
        parts = []
        for way in revealed.ways:
            found = abducted(way.news, first, some, threads=threads)
            pasts = [imagine(way.news, past) for past in (had, {})]
            times = np.concatenate([times_in(found, past, names, threads=threads) for past in pasts])
            parts.append((np.moveaxis(times.reshape(2, len(names), draws, some), 1, 2), found.logs + way.log_chance[:, None]))
        counts.add(parts)
        if progress:
            progress((first + some) / worlds)
    asked = {
        Reading.HAD: Asked(of=lambda m: m[..., 0], run=0),
        Reading.LEFT_ALONE: Asked(of=lambda m: m[..., 1], run=1),
    }
    return _concluded(revealed, question, counts.done(), asked=asked, runs=[Run(fixed=dict(had)), Run()], tallies=tallies)


def _concluded(
    revealed: Revealed, question: Question, weighed: Weighed, *, asked: Mapping[Reading, Asked], runs: Sequence[Run],
    tallies: Sequence[Tally],
) -> tuple[Answered, Weighed]:  # fmt: skip
    news, play = revealed.first, revealed.play
    used = set(assumptions_used(news.program, runs, tallies))
    used |= {news.program.assumptions[a] for way in revealed.ways for factor in way.weights.factors for a in rests_on(news.program, factor)}
    used |= {news.program.assumptions[a] for a in play.weights}
    places = [a for a, name in enumerate(news.program.assumptions) if name in used and name != CERTAIN]
    scores = news.posterior.scores(places)[:BANDED_DRAWS] if len(news.posterior.values) > 1 else None
    estimator = NewsEstimator(weighed.counted, scores, 0.0)
    names = tuple(news.program.assumptions[a] for a in places)
    return conclude(question, weighted(asked, len(runs), tallies), estimator, names), weighed
