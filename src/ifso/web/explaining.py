"""From what a page asks to be computed to the work that computes it.

Owns what tells two pieces of work apart, and how the numbers that a reader has moved take the place of a view's. Leaves the computing to
:mod:`ifso.verbs.page`, and when it is done to :mod:`ifso.web.jobs`.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

from ifso.ground.diagnostics import UsageError
from ifso.verbs.moving import moved
from ifso.verbs.observing import words
from ifso.verbs.page import crux_key, light_page, part_of
from ifso.verbs.programs import programs_of
from ifso.verbs.requesting import Request, requested
from ifso.verbs.varying import known
from ifso.web.following import Reading
from ifso.web.jobs import Progress, Run
from ifso.web.messages import Explain

NEWS = words(as_of=None, observe=(), not_by=(), had=(), had_not=(), before_news=False)
"""What the file says has been observed is taken as known, and nothing else."""


def request_of(reading: Reading, question: str | None, asked: Explain | None = None) -> Request:
    """Return the request that a page makes: of one question, under every view, or of what a message asks."""
    scenario, views = reading.loaded.scenario, ()
    if asked is not None and asked.view is not None:
        views = (known(asked.view, scenario.views, "view"),)  # type: ignore[assignment] # one view, or none named
        scenario = moved(scenario, asked.view, asked.values, asked.chosen)
    elif asked is not None and (asked.values or asked.chosen):
        raise UsageError("Numbers are moved in a view, and the request names none.")
    if asked is not None and asked.pair is not None:
        views = tuple(known(view, scenario.views, "view") for view in asked.pair)  # type: ignore[assignment]
    return requested(scenario, question=question, views=views, news=NEWS)


def as_json(value: Any) -> str:
    """Return plain values as JSON; what is no number is a fault of ours."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def page_json(reading: Reading, question: str | None) -> str:
    """Return a page without what takes long. Raises ``UsageError`` where the scenario asks no such question."""
    return as_json(light_page(request_of(reading, question), reading.loaded.path, "served", text=reading.text))


def work_of(reading: Reading, question: str | None, asked: Explain) -> tuple[Hashable, Run]:
    """Return what tells a piece of work apart, and the work. Raises ``UsageError`` for a request that cannot be met."""
    request = request_of(reading, question, asked)
    if asked.part == "cruxes" and (asked.pair is None or asked.pair[0] == asked.pair[1]):
        raise UsageError("Cruxes lie between two views, and the request does not name two.")
    key = (
        reading.stamp, request.question.name, asked.part, asked.view, asked.pair,
        tuple(sorted(asked.values.items())), tuple(sorted(asked.chosen.items())),
    )  # fmt: skip

    def run(progress: Progress) -> str:
        progress(0.0)
        if asked.part == "history":
            return as_json(light_page(request, reading.loaded.path, "served", text=reading.text)["history"])
        return as_json(part_of(request, asked.part, pair=asked.pair, progress=progress))

    return key, run


def programs_work(reading: Reading, question: str | None, faced: str) -> tuple[Hashable, Run]:
    """Return the work that tells what runs under each view; ``faced`` is the part of this name, as JSON."""
    request = request_of(reading, question)

    def run(progress: Progress) -> str:
        progress(0.0)
        return as_json(programs_of(request, json.loads(faced))[0])

    return (reading.stamp, request.question.name, "programs after faced"), run


def key_of(asked: Explain) -> str | None:
    """Return under what name a part stands where there are several of its kind: cruxes by their pair of views."""
    return None if asked.pair is None or asked.part != "cruxes" else crux_key(asked.pair)
