"""A page in a notebook: the same bundle as in the browser, in a widget that Jupyter, marimo and others show.

Owns the widget and what is told where the extra that it needs is missing. Leaves what is in a page to :mod:`ifso.verbs.page`. A widget
computes in the reader's browser, as a report does, and asks nothing of the kernel once it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Scenario
from ifso.verbs.observing import words
from ifso.verbs.page import KERNELS, light_page, whole_page
from ifso.verbs.requesting import Request, get_ready, requested

if TYPE_CHECKING:
    from anywidget import AnyWidget

    from ifso.verbs.ask import Asked


def can_show() -> bool:
    """Tell whether anywidget is installed."""
    return find_spec("anywidget") is not None


def answer_widget(asked: Asked, request: Request, path: Path) -> AnyWidget:
    """Return the page of an answer: everything but what takes long to compute.

    Raises ``UsageError`` where anywidget or the page's program is missing, or where the scenario's file has changed since it was read.
    """
    from ifso.report.page import parts  # noqa: PLC0415 - the report is drawn only when it is wanted

    return _widget(light_page(request, path, "widget") | {"answer": parts.answer(asked.answer, asked.doubts)})


def page(
    scenario: Scenario,
    path: Path,
    *,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> AnyWidget:
    """Return a page with everything that can be asked of a question, as a widget; ``path`` is the scenario's file.

    ``draws`` and ``worlds`` are those of the answer; what explains it takes as few where they are few. The rest is as in
    :func:`ifso.verbs.ask.ask`. Raises ``UsageError`` for a request that cannot be met, and as :func:`answer_widget` does.
    """
    _class()  # what is missing is said before anything is computed
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
        news=words(as_of=None, observe=(), not_by=(), had=(), had_not=(), before_news=False),
    )  # fmt: skip
    get_ready(waiting, *KERNELS)
    return _widget(whole_page(request, path, "widget", progress=progress))


def _widget(page: dict[str, Any]) -> AnyWidget:
    from ifso.report.page.html import page_json  # noqa: PLC0415

    made: AnyWidget = _class()(page=json.loads(page_json(page)))
    return made


@lru_cache(maxsize=1)
def _class() -> Any:
    """Return the widget's class. Raises ``UsageError`` where anywidget or the page's program is missing."""
    from ifso.report.page.bundle import bundle  # noqa: PLC0415

    if not can_show():
        raise UsageError("A page in a notebook needs anywidget, which is not installed.", hint='Install it: pip install "ifso[notebook]"')
    script, style = bundle()

    import anywidget  # noqa: PLC0415 - an optional extra
    import traitlets  # noqa: PLC0415

    class Page(anywidget.AnyWidget):  # type: ignore[misc,unused-ignore]
        """The page of ifso."""

        _esm = script
        _css = style
        page = traitlets.Dict().tag(sync=True)

    return Page
