"""What an actor faces, in sentences.

Owns the dilemma in words, computed from the payoffs by interest: what one option rather than another costs and buys; and the words for
profiles, mixes and replies. The sentences take no side: what an event is worth is a view's, and is called a reading where the page can.
Leaves tables and charts to :mod:`ifso.report.choices`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ifso.report.words import interval, listed, percent, points
from ifso.scenario.meaning import Fixed, Mixed, Reasoned

if TYPE_CHECKING:
    from ifso.engine.choosing import Comparison, Faced, Mixes, Stake, ViewChoices
    from ifso.engine.estimating import Estimate
    from ifso.engine.play import Move

SMALL = 0.02
"""Share of the largest part below which an interest is not spoken of."""
NOISE = 2.0
"""Standard errors within which a difference is not told from none."""


def strategy_name(faced: Faced, strategy: int) -> str:
    """Return an actor's strategy by the names of its options."""
    return " + ".join(faced.strategies[strategy])


def worth(value: float) -> str:
    """Return what something is worth, with two digits that tell."""
    return f"{value:.1f}" if abs(value) >= 0.95 else f"{value:.2f}" if abs(value) >= 0.095 else f"{value:.2g}"


def signed(value: float) -> str:
    """Return what something is worth beyond something else."""
    text = worth(value)
    return text if text.startswith("-") else f"+{text}"


def worth_range(e: Estimate) -> str:
    """Return the 90% interval of what something is worth beyond something else; empty where it has collapsed to a point."""
    return "" if e.low is None or e.high is None or e.low == e.high else f"{signed(e.low)} to {signed(e.high)}"


def mix_words(faced: Faced) -> str:
    """Return the chances of an actor's strategies with their intervals."""
    said = []
    for strategy, chance in enumerate(faced.mix):
        name = strategy_name(faced, strategy)
        if chance is None:
            said.append(f"{name} –")
            continue
        spread = interval(chance)
        said.append(f"{name} {percent(chance.value)}{f' ({spread})' if spread else ''}")
    return ", ".join(said)


def profile_words(players: Sequence[Faced], mixes: Mixes) -> str:
    """Return a profile of mixes: a name where a strategy is certain, else the chances."""
    said = []
    for faced, mix in zip(players, mixes, strict=True):
        sure = next((i for i, chance in enumerate(mix) if chance > 1 - 1e-6), None)
        if sure is not None:
            said.append(f"{faced.actor} {strategy_name(faced, sure)}")
        else:
            parts = [f"{strategy_name(faced, i)} {percent(chance)}" for i, chance in enumerate(mix) if chance > 1e-6]
            said.append(f"{faced.actor} {' or '.join(parts)}")
    return "; ".join(said)


def decided_words(move: Move) -> str:
    """Return what a view says of a choice."""
    match move.decision:
        case Fixed(option=option):
            return f"fixed: {option}"
        case Mixed(chances=chances):
            return f"mixed: {', '.join(f'{option} {percent(chances[option])}' for option in move.options)}"
        case Reasoned():
            return f"reasoned: {' or '.join(move.options)}"


def dilemma(faced: Faced, comparison: Comparison) -> str:
    """Say what one strategy rather than another costs and buys, interest by interest."""
    one, other = strategy_name(faced, comparison.strategy), strategy_name(faced, comparison.other)
    parts = _telling(comparison)
    if not parts:
        return f"Between {one} and {other} nothing moves that {faced.actor} has an interest in."
    costs = [_part(stake) for stake in parts if stake.worth.value < 0]
    buys = [_part(stake) for stake in parts if stake.worth.value > 0]
    total, spread = comparison.worth, worth_range(comparison.worth)
    whole = f"{signed(total.value)} in all{f' ({spread})' if spread else ''}"
    if costs and buys:
        return f"Choosing {one} rather than {other} costs {faced.actor} {listed(costs)} and buys {listed(buys)}: {whole}."
    verb = "buys" if buys else "costs"
    no = "costs it nothing" if buys else "buys it nothing"
    return f"Choosing {one} rather than {other} {verb} {faced.actor} {listed(buys or costs)} and {no}: {whole}."


def _telling(comparison: Comparison) -> list[Stake]:
    """Return the stakes worth speaking of, the largest first."""
    told = [s for s in comparison.stakes if abs(s.worth.value) > NOISE * (s.worth.error or 0.0) and s.worth.value != 0]
    largest = max((abs(s.worth.value) for s in told), default=0.0)
    return sorted((s for s in told if abs(s.worth.value) >= SMALL * largest), key=lambda s: -abs(s.worth.value))


def _part(stake: Stake) -> str:
    change = points(abs(stake.change.value)).removeprefix("+")
    return f"{worth(abs(stake.worth.value))} in {stake.event} ({change} {'more' if stake.change.value > 0 else 'less'} likely)"


def reply_words(found: ViewChoices, place: int) -> Iterator[str]:
    """Say what an actor's best reply is, and to what."""
    faced = found.players[place]
    others = [player for i, player in enumerate(found.players) if i != place]
    if not faced.replies:
        return
    sure = min(reply.sure for reply in faced.replies)
    if faced.dominant is not None:
        name = strategy_name(faced, faced.dominant)
        if not others:
            yield f"Best: {name}{_sure(found, faced.replies[0].sure)}."
        else:
            verb = "chooses" if len(others) == 1 else "choose"
            yield f"Best reply: {name}, whatever {listed([other.actor for other in others])} {verb}{_sure(found, sure)}."
        return
    for best in dict.fromkeys(reply.best for reply in faced.replies):
        to = [reply for reply in faced.replies if reply.best == best]
        against = [", ".join(strategy_name(other, s) for other, s in zip(others, reply.others, strict=True)) for reply in to]
        sure = min(reply.sure for reply in to)
        yield f"Best reply: {strategy_name(faced, best)} to {' · '.join(against) if others else 'nothing'}{_sure(found, sure)}."


def _sure(found: ViewChoices, share: float) -> str:
    """Say in how many of the draws something holds."""
    return "" if found.draws == 1 else f" (in {'all' if share == 1.0 else f'at least {percent(share)}'} of the draws)"
