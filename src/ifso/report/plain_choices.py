"""What actors face as plain values, ready for JSON.

Owns the form of ``ifso choices --json``: every profile, every payoff with its interval and standard error, and how it was got.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np

from ifso.report.choice_words import dilemma, strategy_name
from ifso.report.plain import also_dict, estimate_dict, question_dict, scenario_dict
from ifso.scenario.meaning import Fixed, Mixed, Reasoned
from ifso.scenario.printing import origin_in_words

if TYPE_CHECKING:
    from ifso.engine.choosing import Choices, Comparison, Faced, Mixes, ViewChoices
    from ifso.engine.play import Move
    from ifso.engine.quantal import Path


def choices_dict(found: Choices) -> dict[str, Any]:
    """Return what actors face as plain values."""
    return {
        "scenario": scenario_dict(found.scenario),
        "question": question_dict(found.scenario, found.question),
        "also": also_dict(found.scenario, found.fixed),
        "views": [_view(found, view) for view in found.views],
        "method": {
            "worth": "sum over an actor's interests of weight times chance of the event by the horizon, the antecedent left to its causes",
            "mix": "logit quantal response on the principal branch (McKelvey and Palfrey 1995), in every draw of the assumptions",
            "nash": "support enumeration on mean worths, each equilibrium checked by best replies",
            "interval": "5% and 95% points over the assumptions' uncertainty",
            "error": "Monte Carlo standard error of the value, from blocks of worlds and the draws",
            "rationality": found.rationality,
            "seed": found.seed,
            "ifso": version("ifso"),
        },
    }


def _view(found: Choices, view: ViewChoices) -> dict[str, Any]:
    return {
        "view": view.view,
        "about": view.about,
        "rationality": view.rationality,
        "choices": [_move(found, move) for move in view.moves],
        "interests": [
            {"assumption": name, "value": held.value.written, "origin": held.value.origin.value, "origin_says": origin_in_words(held.value)}
            for name, held in view.weights.items()
        ],
        "actors": [_faced(view, place) for place in range(len(view.players))],
        "payoffs": [
            {
                "strategies": _strategies(view, cell.strategies),
                "worth": {faced.actor: estimate_dict(e) for faced, e in zip(view.players, cell.worth, strict=True)},
            }
            for cell in view.cells
        ],
        "at_mean_worths": _mixes(view, view.at_means) if view.at_means else None,
        "other_equilibria": [_mixes(view, mixes) for mixes in view.elsewhere],
        "branch": _branch(view, view.branch) if view.branch is not None else None,
        "nash": _nash(view),
        "outcomes": [
            {
                "options": {move.choice: option for move, option in zip(view.moves, outcome.options, strict=True)},
                "chance": estimate_dict(outcome.chance),
                "answers": {reading.value: estimate_dict(e, word=True) for reading, e in outcome.answers.items()},
            }
            for outcome in view.outcomes
        ],
        "answers": {reading.value: estimate_dict(e, word=True) for reading, e in view.answers.items()},
        "depends_on_choices": view.tells,
        "draws": view.draws,
        "draws_without_equilibrium": view.unsolved,
        "worlds": view.worlds,
    }  # fmt: skip


def _move(found: Choices, move: Move) -> dict[str, Any]:
    choice = found.scenario.choices[move.choice]
    match move.decision:
        case Fixed(option=option):
            decided: dict[str, Any] = {"how": "fixed", "option": option}
        case Mixed(chances=chances):
            decided = {"how": "mixed", "chances": dict(chances)}
        case Reasoned():
            decided = {"how": "reasoned"}
        case _:
            assert_never(move.decision)
    return {
        "choice": move.choice,
        "actor": move.actor,
        "says": choice.says,
        "after": move.after or None,
        "options": {name: option.says for name, option in choice.options.items()},
        **decided,
    }


def _faced(view: ViewChoices, place: int) -> dict[str, Any]:
    faced = view.players[place]
    others = [other for i, other in enumerate(view.players) if i != place]
    return {
        "actor": faced.actor,
        "choices": list(faced.choices),
        "mix": {strategy_name(faced, s): estimate_dict(e) for s, e in enumerate(faced.mix)},
        "dominant": None if faced.dominant is None else strategy_name(faced, faced.dominant),
        "best_replies": [
            {
                "to": {other.actor: strategy_name(other, s) for other, s in zip(others, reply.others, strict=True)},
                "best": strategy_name(faced, reply.best),
                "gain": estimate_dict(reply.gain),
                "share_of_draws": reply.sure,
            }
            for reply in faced.replies
        ],
        "comparisons": [_comparison(faced, comparison) for comparison in faced.comparisons],
    }


def _comparison(faced: Faced, comparison: Comparison) -> dict[str, Any]:
    return {
        "strategy": strategy_name(faced, comparison.strategy),
        "rather_than": strategy_name(faced, comparison.other),
        "worth": estimate_dict(comparison.worth),
        "share_of_draws": comparison.favoured,
        "interests": [
            {"event": s.event, "assumption": s.weight, "worth": estimate_dict(s.worth), "change_of_chance": estimate_dict(s.change)}
            for s in comparison.stakes
        ],
        "says": dilemma(faced, comparison),
    }


def _strategies(view: ViewChoices, strategies: tuple[int, ...]) -> dict[str, str]:
    return {faced.actor: strategy_name(faced, s) for faced, s in zip(view.players, strategies, strict=True)}


def _mixes(view: ViewChoices, mixes: Mixes) -> dict[str, dict[str, float]]:
    return {
        faced.actor: {strategy_name(faced, s): chance for s, chance in enumerate(mix)}
        for faced, mix in zip(view.players, mixes, strict=True)
    }


def _branch(view: ViewChoices, branch: Path) -> dict[str, Any]:
    return {
        "rationality": branch.rationality.tolist(),
        "mixes": {
            faced.actor: {strategy_name(faced, s): column.tolist() for s, column in enumerate(mix.T)}
            for faced, mix in zip(view.players, branch.mixes, strict=True)
        },
        "complete": branch.complete,
        "turns_back": branch.turns,
        "crossed_at": branch.crossed if branch.crossed < np.inf else None,
    }


def _nash(view: ViewChoices) -> dict[str, Any] | None:
    if view.nash is None:
        return None
    return {
        "equilibria": [
            {
                "mixes": _mixes(view, tuple(tuple(mix.tolist()) for mix in one.mixes)),
                "pure": one.is_pure,
                "strict": one.strict,
                "largest_gain": one.gain,
                "branch_leads_here": place == view.selected,
            }
            for place, one in enumerate(view.nash.equilibria)
        ],
        "complete": view.nash.complete,
        "degenerate": view.nash.degenerate,
        "supports": view.nash.supports,
    }
