"""What stands behind an answer: from a request to linchpins, paths, choices and what to watch, each in short.

Owns how much is simulated for an answer that is to explain itself: enough for the first few of each, far less than the command of each part
takes for all its figures.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ifso.ground.calendar import milestones
from ifso.verbs.requesting import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from ifso.engine.linchpins import Linchpins
    from ifso.engine.results import Answer
    from ifso.report.hinges import Hinges

DRAWS, WORLDS = 250, 1024
"""Most draws and worlds that are taken of a request's own."""
KERNELS = ("surmise", "trace", "count_links", "note")
"""What is compiled for it beside the engine."""


def hinges_of(request: Request, answer: Answer, progress: Callable[[float], None] | None = None) -> Hinges:
    """Find what the answer to a request hinges on, with the request's seed; ``progress`` is told the share done.

    A request for few draws or worlds is met with as few here; one for many is met with many in the answer alone.
    """
    from ifso.engine.facing import find_choices  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.hinging import find_linchpins  # noqa: PLC0415
    from ifso.engine.linchpins import Depth, Effort  # noqa: PLC0415
    from ifso.engine.paths import find_paths  # noqa: PLC0415
    from ifso.engine.random import GROUP  # noqa: PLC0415
    from ifso.engine.readings import readings_of  # noqa: PLC0415
    from ifso.engine.watching import find_watchlists  # noqa: PLC0415
    from ifso.report.hinges import TOP, Hinges  # noqa: PLC0415

    scenario, question, views = request.scenario, request.question, request.views
    first = readings_of(question)[0]
    tell = progress or (lambda _: None)
    settings: dict[str, Any] = {"fixed": request.fixed, "assumed": request.assumed, "seed": request.seed, "threads": request.threads}
    draws, worlds = min(request.draws or DRAWS, DRAWS), min(request.worlds or WORLDS, WORLDS)
    whole = -(-worlds // GROUP) * GROUP
    effort = Effort(blocks=8, swing_worlds=min(512, whole), effect_draws=4, effect_worlds=min(128, whole), weigh_worlds=min(512, whole))
    some: dict[str, Any] = {"draws": draws, "worlds": min(64, worlds), **settings}
    linchpins = find_linchpins(scenario, question, views, effort=effort, depth=Depth.EFFECTS, **settings)
    tell(0.4)
    paths = find_paths(scenario, question, views, first, top=TOP, **some)
    tell(0.6)
    choices = find_choices(scenario, question, views, draws=min(100, draws), worlds=worlds, **settings) if scenario.choices else None
    tell(0.8)
    dates = milestones(scenario.start, question.by)
    watch = find_watchlists(scenario, question, views, [first], dates, **some) if dates else None
    tell(1.0)
    return Hinges(linchpins=_as_answered(linchpins, answer), paths=paths, choices=choices, watch=watch)


def _as_answered(found: Linchpins, answer: Answer) -> Linchpins:
    """Return linchpins that move the answer as it was simulated for itself, more exactly than linchpins need it."""
    from ifso.engine.replicating import Measured  # noqa: PLC0415 - the engine is loaded only to compute

    first = {view.view: next(iter(view.answered.chances.values())) for view in answer.views}
    views = (
        replace(view, answer=Measured(value=e.value, error=e.error) if (e := first[view.view]) is not None else None)
        for view in found.views
    )  # fmt: skip
    return replace(found, views=tuple(views))
