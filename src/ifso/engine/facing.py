"""From views to what their actors face.

Owns what is told from a view's profiles once they are simulated: payoffs with their intervals, best replies, what strategies cost and buy
by interest, the answer under each profile and over the mix. The branch and the Nash equilibria are those of the game of mean payoffs.
Leaves the simulation to :mod:`ifso.engine.rehearsing`, equilibria to :mod:`ifso.engine.quantal` and :mod:`ifso.engine.nash`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import product
from types import MappingProxyType

import numpy as np

from ifso.engine.choosing import Cell, Choices, Comparison, Faced, Mixes, Outcome, Reply, Stake, ViewChoices
from ifso.engine.compiling import compile_view
from ifso.engine.gaming import against
from ifso.engine.nash import Nash, nash_equilibria
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Floats, Shape
from ifso.engine.quantal import other_equilibria, principal_path, quantal_response
from ifso.engine.rehearsing import BLOCKS, Part, Rehearsal, mean
from ifso.engine.simulating import processors
from ifso.scenario.meaning import Held, Question, Scenario, Value

DRAWS, WORLDS = 64, 2048
"""Draws of the numbers, and worlds for each of them."""
CERTAIN = 32
"""How many times the worlds a program without uncertain numbers has for its one draw."""
GROUP = 64
"""Worlds come in groups of so many."""
BEYOND = 3.0
"""How far past the view's rationality the branch is followed, in multiples of it."""
AHEAD = 12.0
"""How far it is followed where the view's rationality is small, in multiples of what makes the greatest difference of payoffs 1."""
FAR, NEAR = 1e5, 0.01
"""How far it is followed to the equilibrium in which it ends, in the same multiples, and how near it must then be in every chance."""


def find_choices(
    scenario: Scenario, question: Question, views: Sequence[str], *, fixed: Mapping[str, float] | None = None,
    assumed: Mapping[str, Value] | None = None, rationality: float | None = None, draws: int = DRAWS, worlds: int | None = None,
    seed: int = 0, threads: int | None = None, progress: Callable[[float], None] | None = None,
) -> Choices:  # fmt: skip
    """Find what actors face under several views; ``assumed`` values and ``rationality`` take the place of every view's own.

    The scenario has choices. ``worlds`` is taken up to a multiple of 512. Raises ``KeyError`` for an unknown view, assumption or event.
    """
    fixed = dict(fixed or {})
    found = []
    for i, view in enumerate(views):
        program = compile_view(scenario, view, assumed)
        play = compile_play(scenario, view, program)
        if play is None:
            raise ValueError("a scenario without choices has none to weigh")
        if rationality is not None and play.is_reasoned:
            play = replace(play, rationality=rationality)
        facing = Rehearsal(program, play, question, fixed)
        certain = program.is_certain and bool(np.all(program.shape[list(play.weights)] == Shape.POINT))
        wanted = worlds or (WORLDS * CERTAIN if certain else WORLDS)
        each = -(-wanted // (BLOCKS * GROUP)) * GROUP
        workers = threads or processors()
        with ThreadPoolExecutor(workers) as pool:
            facing.simulate(1 if certain else draws, each, seed, pool, workers)
            found.append(_view(scenario, view, facing, assumed or {}, (1 if certain else draws, each * BLOCKS)))
        if progress:
            progress((i + 1) / len(views))
    return Choices(
        scenario=scenario, question=question, fixed=MappingProxyType(fixed), views=tuple(found), rationality=rationality, seed=seed
    )  # fmt: skip


def _view(scenario: Scenario, view: str, facing: Rehearsal, assumed: Mapping[str, Value], sizes: tuple[int, int]) -> ViewChoices:
    """Tell what follows for one view that has been simulated."""
    play, game, whole = facing.play, facing.game, facing.whole
    profiles = facing.estimates(lambda part: part.profiles)
    means = whole.payoffs.mean(axis=0)
    rationality = play.rationality if game else None
    at_means: Mixes = ()
    elsewhere: tuple[Mixes, ...] = ()
    branch = nash = selected = None
    if game is not None and rationality is not None:
        mixes = tuple(mix[0] for mix in quantal_response(means[None], rationality))
        at_means = _plain(mixes)
        elsewhere = tuple(_plain(other) for other in other_equilibria(means, rationality, mixes))
        greatest = max(float(np.ptp(own, axis=n).max()) for n, own in enumerate(means))
        upto = max(BEYOND * rationality, AHEAD / greatest) if greatest > 0 else max(BEYOND * rationality, 1.0)
        branch, nash = principal_path(means, upto), nash_equilibria(means)
        selected = _selected(means, nash, FAR / greatest if greatest > 0 else 0.0)
    players, cells = tuple(_faced(facing, n) for n in range(len(play.players))), _cells(facing)
    outcomes = tuple(  # last, because answers wait for the runs that the game does without
        Outcome(
            options=tuple(move.options[taken] for move, taken in zip(play.moves, profile, strict=True)), chance=profiles[s],
            answers=facing.answers(partial(_alone, s)),
        )
        for s, profile in enumerate(play.profiles)
    )  # fmt: skip
    return ViewChoices(
        view=view, about=scenario.views[view].about, moves=play.moves, rationality=rationality,
        players=players, cells=cells, branch=branch, at_means=at_means, elsewhere=elsewhere, nash=nash, selected=selected,
        outcomes=outcomes, answers=facing.answers(lambda part: part.profiles),
        tells=bool(facing.staged.telling),
        weights=MappingProxyType(_weights(scenario, view, play, assumed)),
        unsolved=int((~np.isfinite(whole.profiles).all(axis=1)).sum()), draws=sizes[0], worlds=sizes[1],
    )  # fmt: skip


def _selected(payoffs: Floats, nash: Nash, rationality: float) -> int | None:
    """Return the place of the equilibrium in which the principal branch ends."""
    end = [mix[0] for mix in quantal_response(payoffs[None], rationality)]
    off = [max(float(np.abs(a - b).max()) for a, b in zip(end, one.mixes, strict=True)) for one in nash.equilibria]
    nearest = int(np.argmin(off)) if off else 0
    return nearest if off and off[nearest] < NEAR else None


def _cells(facing: Rehearsal) -> tuple[Cell, ...]:
    if facing.game is None:
        return ()
    found = facing.estimates(lambda part: part.payoffs)
    sizes = facing.game.sizes
    each = int(np.prod(sizes))
    return tuple(
        Cell(strategies=strategies, worth=tuple(e for n in range(len(sizes)) if (e := found[n * each + flat]) is not None))
        for flat, strategies in enumerate(product(*map(range, sizes)))
    )


def _faced(facing: Rehearsal, n: int) -> Faced:
    """Return what one player faces."""
    game, play = facing.game, facing.play
    assert game is not None  # noqa: S101 - there are players where there is a game
    player = play.players[n]
    replies = []
    for others in product(*(range(size) for m, size in enumerate(game.sizes) if m != n)):
        by_draw = _of_others(facing.whole.payoffs[:, n], n, others)
        best, next_best = np.argsort(-by_draw.mean(axis=0), kind="stable")[:2].tolist()

        def gain(part: Part, others: tuple[int, ...] = others, best: int = best, next_best: int = next_best) -> Floats:
            own = _of_others(part.payoffs[:, n], n, others)
            return own[:, best] - own[:, next_best]

        estimate = facing.estimates(gain)[0]
        sure = float((by_draw[:, best] >= by_draw.max(axis=1)).mean())
        if estimate is not None:
            replies.append(Reply(others=others, best=best, gain=estimate, sure=sure))
    bests = {reply.best for reply in replies}
    strictly = all(reply.gain.value > 0 for reply in replies)
    against = _worth(n, facing.whole)
    ranked = np.argsort(-np.nan_to_num(mean(against)), kind="stable").tolist()
    pairs = [(0, 1)] if len(ranked) == 2 else [(ranked[0], other) for other in ranked[1:]]
    return Faced(
        actor=player.actor,
        choices=tuple(play.moves[m].choice for m in player.moves),
        strategies=tuple(
            tuple(play.moves[m].options[taken] for m, taken in zip(player.moves, strategy, strict=True))
            for strategy in play.strategies(player)
        ),
        mix=tuple(facing.estimates(lambda part: part.players[n])),
        replies=tuple(replies),
        dominant=bests.pop() if len(bests) == 1 and strictly else None,
        comparisons=tuple(found for a, b in pairs if (found := _compared(facing, n, a, b)) is not None),
    )


def _worth(n: int, part: Part) -> Floats:
    """Return what each strategy of a player is worth against the others' mixes; (D, strategies)."""
    return against(part.payoffs[:, n], part.players, (n,))


def _compared(facing: Rehearsal, n: int, a: int, b: int) -> Comparison | None:
    """Hold two strategies of a player against each other, the others playing their mixes; None where no draw has an equilibrium."""
    game, player = facing.game, facing.play.players[n]
    assert game is not None  # noqa: S101

    def change(part: Part) -> Floats:  # (D, interests)
        found = []
        for event, _ in player.interests:
            by_profile = part.chances[: len(game.staged.runs)][game.staged.place[0], game.events.index(event)].T  # (D, S)
            tensor = (by_profile @ game.average).reshape(len(part.values), *game.sizes)
            own = against(tensor, part.players, (n,))
            found.append(own[:, a] - own[:, b])
        return np.stack(found, axis=1)

    weights = [weight for _, weight in player.interests]
    changes = facing.estimates(change)
    worths = facing.estimates(lambda part: part.values[:, weights] * change(part))
    total = facing.sampled(lambda part: (part.values[:, weights] * change(part)).sum(axis=1))[0]
    worth = total.estimate()
    if worth is None:
        return None
    known = total.of_draws[np.isfinite(total.of_draws)]
    return Comparison(
        strategy=a,
        other=b,
        worth=worth,
        stakes=tuple(
            Stake(event=event, weight=facing.program.assumptions[weight], worth=value, change=by)
            for (event, weight), value, by in zip(player.interests, worths, changes, strict=True)
            if value is not None and by is not None
        ),
        favoured=float((known > 0).mean()),
    )


def _alone(profile: int, part: Part) -> Floats:
    """Return the chances of profiles where one is played for certain; (D, S)."""
    return np.broadcast_to(np.eye(part.profiles.shape[1])[profile], part.profiles.shape)


def _of_others(payoffs: Floats, n: int, others: tuple[int, ...]) -> Floats:
    """Return what player n gets from each strategy, (D, strategies), from its payoffs (D, strategies...), where the others take theirs."""
    found = np.moveaxis(payoffs, n + 1, 1)
    for strategy in others:
        found = found[:, :, strategy]
    return found


def _weights(scenario: Scenario, view: str, play: Play, assumed: Mapping[str, Value]) -> dict[str, Held]:
    """Return what the players' interests are worth, in the order of the text."""
    actors = {player.actor for player in play.players}
    names = {interest.weight for interest in scenario.interests if interest.actor in actors}
    held = {**scenario.held(view), **{name: Held(value=value, lender="") for name, value in assumed.items()}}
    return {name: held[name] for name in scenario.assumptions if name in names}


def _plain(mixes: Sequence[Floats]) -> Mixes:
    return tuple(tuple(mix.tolist()) for mix in mixes)
