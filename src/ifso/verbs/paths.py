"""Paths: from a scenario and the words of a request to the chains of causes along which the outcome came about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ifso.scenario.meaning import Scenario
from ifso.verbs.arguments import MOST_TOP, whole
from ifso.verbs.reading import reading_of
from ifso.verbs.requesting import Request, get_ready, requested

if TYPE_CHECKING:
    import polars as pl

    from ifso.engine.answering import Reading
    from ifso.engine.paths import Paths

KERNELS = ("trace", "count_links")
"""What is compiled for it beside the engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraced:
    """The paths to an outcome, as a caller of the Python interface gets them."""

    paths: Paths

    def to_dict(self) -> dict[str, Any]:
        """Return the paths as plain values, the same that ``ifso paths --json`` prints."""
        from ifso.report.plain_paths import paths_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return paths_dict(self.paths)

    def frame(self) -> pl.DataFrame:
        """Return a table with a row for each view, path and link.

        Columns: view, path (1 is the most common), share, share_error, begins, link (1 is the first), cause, event, chance, chance_error.
        A path without links has one row.
        """
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        rows: list[tuple[Any, ...]] = []
        for view in self.paths.views:
            for n, path in enumerate(view.traced.paths, start=1):
                whole = (view.view, n, path.share, path.error, path.begins or None)
                links: list[tuple[Any, ...]] = [
                    (k, one.cause, one.event, one.chance, one.error) for k, one in enumerate(path.links, start=1)
                ]
                rows += [(*whole, *link) for link in links or [(None,) * 5]]
        kinds = {
            "view": pl.String, "path": pl.Int64, "share": pl.Float64, "share_error": pl.Float64, "begins": pl.String, "link": pl.Int64,
            "cause": pl.String, "event": pl.String, "chance": pl.Float64, "chance_error": pl.Float64,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def __repr__(self) -> str:
        found = self.paths
        return f"<ifso paths of {found.question.name!r} of {found.scenario.name!r} under {', '.join(view.view for view in found.views)}>"

    def __str__(self) -> str:
        from ifso.report.paths import paths_text  # noqa: PLC0415

        return paths_text(self.paths)

    def _repr_html_(self) -> str:
        from ifso.report.paths import paths_html  # noqa: PLC0415

        return paths_html(self.paths)


def paths(
    scenario: Scenario,
    *,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    reading: str | None = None,
    top: int | None = None,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Retraced:
    """Find the chains of causes along which a question's outcome came about, the most common first.

    ``reading`` says in which worlds: ``do``, ``do not``, ``given``, ``given not`` or ``left alone``, by default the question's first.
    ``top`` (default 10) is how many paths of each view are told; ``draws`` (default 1,000) and ``worlds`` (default 64 for each draw) say
    how much to simulate. The rest is as in :func:`ifso.verbs.ask.ask`. Raises ``UsageError`` for a request that cannot be met.
    """
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
    )  # fmt: skip
    top = None if top is None else whole(top, "top", 10, least=1, most=MOST_TOP)
    wanted = reading_of(request.question, reading)
    get_ready(waiting, *KERNELS)
    return retraced_by(request, wanted, top)


def retraced_by(request: Request, wanted: Reading | None = None, top: int | None = None) -> Retraced:
    """Find the paths that a request asks for: under a reading, by default the question's first, and so many of each view."""
    from ifso.engine.paths import DRAWS, TOP, WORLDS, find_paths  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.readings import readings_of  # noqa: PLC0415

    found = find_paths(
        request.scenario, request.question, request.views, wanted or readings_of(request.question)[0], fixed=request.fixed,
        assumed=request.assumed, seed=request.seed, draws=request.draws or DRAWS, worlds=request.worlds or WORLDS, top=top or TOP,
        threads=request.threads, progress=request.progress,
    )  # fmt: skip
    return Retraced(paths=found)
