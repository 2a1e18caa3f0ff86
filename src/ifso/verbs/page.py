"""A page: from a request to all that a browser shows of it, the light part at once and the heavy ones one by one.

Owns what a page gathers, and how much is simulated for it: what the commands of these names take by default, so that page and commands say
the same. Leaves the form of the data to :mod:`ifso.report.page`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded
from ifso.scenario.meaning import Scenario
from ifso.verbs import paths, watch
from ifso.verbs.ask import asked_by
from ifso.verbs.choices import weighed_by
from ifso.verbs.cruxes import disagreement_by
from ifso.verbs.linchpins import KERNELS as OF_LINCHPINS
from ifso.verbs.linchpins import hinged_by
from ifso.verbs.observing import NOTHING
from ifso.verbs.paths import retraced_by
from ifso.verbs.programs import programs_of
from ifso.verbs.requesting import Request
from ifso.verbs.watch import dates_of, foreseen_by

Progress = Callable[[float], None]
PARTS = ("answer", "faced", "linchpins", "paths", "watch", "cruxes")
"""The heavy parts, in the order in which a reader wants them."""
SHARES = {"answer": 0.2, "faced": 0.07, "linchpins": 0.38, "paths": 0.07, "watch": 0.1, "cruxes": 0.06}
"""Of the time that a whole page takes, about how much each takes."""
KERNELS = (*OF_LINCHPINS, *paths.KERNELS, *watch.KERNELS)
"""What is compiled for it beside the engine."""
LARGEST = 5_000_000
"""Bytes of a file, a scenario's or a source's."""


def light_page(
    request: Request,
    path: Path,
    mode: str = "served",
    *,
    written: str | None = None,
    faced: Mapping[str, Any] | None = None,
    text: bytes | None = None,
) -> dict[str, Any]:
    """Return a page's data without its heavy parts; ``path`` is the scenario's file, ``text`` what it said, where that is not read anew.

    ``faced`` is the page's part of this name, where it is known; without it, what actors choose is found by a small simulation. Raises
    ``UsageError`` where the file or one of a source is not as it was when the scenario was read.
    """
    from ifso.report.page.passages import Texts  # noqa: PLC0415 - the engine is loaded only to compute
    from ifso.report.page.whole import Gathered, light  # noqa: PLC0415

    scenario = request.scenario
    programs, notes = programs_of(request, faced)
    return light(
        Gathered(
            scenario=scenario,
            question=request.question,
            views=request.views,
            fixed=request.fixed,
            assumed=request.assumed,
            seed=request.seed,
            file=path.name,
            text=_text(path, scenario.sha256, exact=True, data=text),
            texts=Texts(
                {s.name: _text(path.parent / s.file, s.sha256, exact=False) for s in scenario.sources.values() if s.file}
            ),
            limits=_limits(scenario),
            numeric=_numeric(scenario),
            programs=programs,
            notes=notes,
        ),
        mode,
        written,
    )  # fmt: skip


def part_of(request: Request, part: str, *, pair: tuple[str, str] | None = None, progress: Progress | None = None) -> Any:
    """Compute one of :data:`PARTS` for a request, or its ``programs``, in the form that a page has it; ``progress`` is told the share done.

    ``pair`` are the two views of cruxes. Returns None where there is nothing of the kind: no choices, or no date to watch for. Raises
    ``KeyError`` for a part or a view that does not exist.
    """
    from ifso.report.page import parts  # noqa: PLC0415 - the engine is loaded only to compute

    request = replace(request, progress=progress)
    if part == "programs":
        return programs_of(request)[0]
    if part == "answer":
        asked = asked_by(request)
        return parts.answer(asked.answer, asked.doubts)
    plain = in_part(request, *_usual(part))
    found: Any = None
    match part:
        case "faced" if request.scenario.choices:
            found = parts.faced(weighed_by(plain).choices)
        case "linchpins":
            found = parts.linchpins(hinged_by(plain).linchpins)
        case "paths":
            found = parts.paths(retraced_by(plain).paths)
        case "watch" if dates_of(plain):
            found = parts.watch(foreseen_by(plain).watchlists)
        case "cruxes":
            if pair is None or not set(pair) <= set(request.scenario.views):
                raise KeyError(pair)
            found = parts.cruxes(disagreement_by(replace(plain, views=pair)).cruxes)
    return found


def whole_page(
    request: Request, path: Path, mode: str = "report", *, written: str | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Return a page's data with every part; ``path`` is the scenario's file, ``progress`` is told the share done of everything.

    Raises as :func:`light_page` does.
    """
    pairs = pairs_of(request)
    steps: list[tuple[str, tuple[str, str] | None]] = [(part, None) for part in PARTS if part != "cruxes"]
    steps += [("cruxes", pair) for pair in pairs]
    whole = sum(SHARES[part] for part, _ in steps)
    found: dict[str, Any] = {"cruxes": {}}
    done = 0.0
    for part, pair in steps:
        share = SHARES[part] / whole

        def tell(of_part: float, done: float = done, share: float = share) -> None:
            if progress is not None:
                progress(done + share * of_part)

        computed = part_of(request, part, pair=pair, progress=tell)
        if pair is None:
            found[part] = computed
        else:
            found["cruxes"][crux_key(pair)] = computed
        done += share
    return light_page(request, path, mode, written=written, faced=found["faced"]) | found


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """Return every two of a request's views, in their order."""
    return list(combinations(request.views, 2))


def crux_key(pair: tuple[str, str]) -> str:
    """Return the name under which a page has what two views disagree on."""
    return " | ".join(pair)


def in_part(request: Request, draws: int, worlds: int) -> Request:
    """Return the request of a part that explains the answer: it takes nothing as known, for of the news the answer alone takes account.

    A request for few draws or worlds is met with as few; one for many is met with many in the answer alone.
    """
    return replace(
        request,
        question=request.before or request.question,
        known=NOTHING,
        before=None,
        draws=None if request.draws is None else min(request.draws, draws),
        worlds=None if request.worlds is None else min(request.worlds, worlds),
    )


def _usual(part: str) -> tuple[int, int]:
    """Return draws and worlds that a part takes where a request names none. Raises ``KeyError`` for a part that does not exist."""
    from ifso.engine import answering, facing, linchpins, watching  # noqa: PLC0415
    from ifso.engine import paths as tracing  # noqa: PLC0415

    return {
        "faced": (facing.DRAWS, facing.WORLDS),
        "linchpins": (linchpins.Effort().draws, linchpins.Effort().worlds),
        "paths": (tracing.DRAWS, tracing.WORLDS),
        "watch": (watching.DRAWS, watching.WORLDS),
        "cruxes": (answering.DRAWS, answering.WORLDS),
    }[part]


def _text(path: Path, sha256: str, *, exact: bool, data: bytes | None = None) -> str:
    """Return the text of a file whose hash is known; ``exact`` hashes its bytes, else its text. ``data`` stand in for reading it."""
    data = read_bounded(path, LARGEST) if data is None else data
    text = data.decode("utf-8-sig", errors="replace")
    if hashlib.sha256(data if exact else text.encode("utf-8")).hexdigest() != sha256:
        raise UsageError(f"{path.name} has changed since it was read.", hint="Try again.")
    return text


def _limits(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    return {name: tuple(text.flat for text in written.texts.get("limits", ())) for name, written in scenario.base_rates.items()}


def _numeric(scenario: Scenario) -> dict[str, str]:
    """Return the numeric codes of the states that actors are; a state that has none, such as Kosovo, is left out."""
    import pycountry  # noqa: PLC0415 - a database that only maps need

    codes = dict.fromkeys(state.iso3 for actor in scenario.actors.values() for state in actor.states)
    found = {code: pycountry.countries.get(alpha_3=code) for code in codes}
    return {code: country.numeric for code, country in found.items() if country is not None}
