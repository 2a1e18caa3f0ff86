"""Sliding: a question that is answered again, at once, whenever one of its numbers changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Decision, Exactly, Fixed, Kind, Question, Scenario
from ifso.scenario.numbers import Misread, parse_value
from ifso.verbs.arguments import kind_of, texts
from ifso.verbs.requesting import get_ready, requested
from ifso.verbs.varying import known

if TYPE_CHECKING:
    from ifso.engine.answering import Answered
    from ifso.engine.live import Live


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """A question under one view, with one value for each assumption: to begin with the medians of the view's."""

    scenario: Scenario
    question: Question
    view: str
    live: Live

    @property
    def answer(self) -> Answered:
        """The answer under the present values: ``chances`` by reading, ``difference``, ``ratio``, ``curves``; no interval over numbers."""
        return self.live.answered

    @property
    def values(self) -> Mapping[str, float]:
        """The present values of the assumptions on which the answer rests, in the order of the scenario."""
        of = dict(zip(self.live.program.assumptions, self.live.values.tolist(), strict=True))
        return MappingProxyType({name: of[name] for name in self.live.used})

    def set(self, assumption: str, value: float | str) -> Answered:
        """Give an assumption another value, a number or a text such as ``30%``, and return the answer.

        A chance may be 0 or 1. How long a cause takes stays as the view has it. Raises ``UsageError`` for an unknown assumption and for
        what cannot be its value.
        """
        shared = {cause.path: cause.chance for cause in self.scenario.causes}
        name = shared.get(assumption, assumption)
        kind = self.scenario.assumptions[known(name, {**self.scenario.assumptions, **shared}, "assumption")].kind
        return self.live.change(name, _number(name, value, kind))

    def reset(self) -> Answered:
        """Return to the values at the beginning, and return the answer."""
        return self.live.reset()

    def __repr__(self) -> str:
        told = ", ".join(f"{reading}: {chance.value:.1%}" for reading, chance in self.answer.chances.items() if chance)
        return f"<ifso slider on {self.question.name!r} of {self.scenario.name!r} under {self.view}: {told}>"


def _number(name: str, value: float | str, kind: Kind) -> float:
    if isinstance(value, str):
        try:
            number, _ = parse_value(f"{value} at once" if kind is Kind.CHANCE else value, kind)  # a chance alone says no time
        except Misread as problem:
            raise UsageError(f"{name}: {problem.message}", hint=problem.hint) from None
        if not isinstance(number, Exactly):
            raise UsageError(f"{name}: `{value}` is not one number.", hint="Write for example `30%` or 0.3.")
        return number.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{name}: a value is a number or a text, not {kind_of(value)}.", hint="Write for example 0.3 or `30%`.")
    most = 1.0 if kind is Kind.CHANCE else float("inf")
    least = -float("inf") if kind is Kind.WEIGHT else 0.0
    if not least <= value <= most or abs(value) == float("inf"):
        raise UsageError(f"{name}: {value:g} cannot be its value.", hint=f"A {kind.value} lies between {least:g} and {most:g}.")
    return float(value)


def _decided(scenario: Scenario, choose: Sequence[str]) -> Mapping[str, Decision]:
    found: dict[str, Decision] = {}
    for text in choose:
        name, equals, option = (part.strip() for part in text.partition("="))
        if not equals:
            raise UsageError(f"choose: `{text}` has no `=`.", hint="Write for example `CHOICE=OPTION`.")
        choice = scenario.choices[known(name, scenario.choices, "choice")]
        found[name] = Fixed(option=known(option, choice.options, "option"))
    return found


def live(
    scenario: Scenario,
    *,
    view: str | None = None,
    question: str | None = None,
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    choose: Sequence[str] | str = (),
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    waiting: Callable[[], None] | None = None,
) -> Slider:
    """Have a question answered again whenever a number changes, under one view, the first by default.

    ``choose`` has choices taken, as in ``CHOICE=OPTION``, where the view weighs or mixes them; taken choices make a step quicker.
    ``worlds`` (default 50,000) are those of every answer. The rest is as in :func:`ifso.verbs.ask.ask`; what has been observed is passed
    over. Raises ``UsageError`` for a request that cannot be met.
    """
    request = requested(
        scenario, question=question, views=() if view is None else (view,), by=by, do=do, prevent=prevent, given=given, assume=assume,
        worlds=worlds, seed=seed, threads=threads,
    )  # fmt: skip
    decided = _decided(scenario, texts(choose, "choose", "CHOICE=OPTION"))
    get_ready(waiting)

    from ifso.engine.compiling import compile_view  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.live import LIVE_WORLDS, Live  # noqa: PLC0415
    from ifso.engine.play import compile_play  # noqa: PLC0415

    name = request.views[0]
    program = compile_view(scenario, name, request.assumed)
    play = compile_play(scenario, name, program, decided)
    sliding = Live(
        program, request.question, play=play, fixed=request.fixed, seed=request.seed, worlds=request.worlds or LIVE_WORLDS,
        threads=request.threads,
    )  # fmt: skip
    return Slider(scenario=scenario, question=request.question, view=name, live=sliding)
