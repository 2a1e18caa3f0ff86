"""Reporting: from a scenario to a page in one file, which stands alone.

Owns what is written where, and what is never overwritten. Leaves what is in a page to :mod:`ifso.verbs.page`, and the document to
the report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from os import PathLike, fsdecode
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded, write_atomic
from ifso.scenario.locking import lock_path
from ifso.scenario.meaning import Scenario
from ifso.verbs.arguments import kind_of
from ifso.verbs.finding import exists
from ifso.verbs.observing import words
from ifso.verbs.page import KERNELS, whole_page
from ifso.verbs.requesting import get_ready, requested


def report(
    scenario: Scenario,
    path: Path,
    *,
    target: str | Path | None = None,
    force: bool = False,
    data: bool = False,
    written: date | None = None,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    as_of: str | None = None,
    observe: Sequence[str] | str = (),
    not_by: Sequence[str] | str = (),
    before_news: bool = False,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> str:
    """Return a page with everything that can be asked of a question, as an HTML document or, with ``data``, its data alone as JSON.

    ``path`` is the scenario's file. With a ``target``, the text is written there as well: to a new file or over an earlier report, with
    ``force`` over any that is not the scenario's own. ``written`` is the date that the page bears; without one it bears none, and the same
    request has the same bytes. ``draws`` and ``worlds`` are those of the answer; what explains it takes as few where they are few. The
    rest is as in :func:`ifso.verbs.ask.ask`. Raises ``UsageError`` for a request that cannot be met, where the page's program has not been
    built, or where the file may not or cannot be written.
    """
    to = None if target is None else _allowed(target, scenario, path, force=force)
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
        news=words(as_of=as_of, observe=observe, not_by=not_by, had=(), had_not=(), before_news=before_news),
    )  # fmt: skip
    from ifso.report.page.bundle import bundle  # noqa: PLC0415 - the report is drawn only when it is wanted
    from ifso.report.page.html import page_html, page_json  # noqa: PLC0415

    if not data:
        bundle()  # what is missing is said before anything is computed
    get_ready(waiting, *KERNELS)
    page = whole_page(request, path, "report", written=written.isoformat() if written else None, progress=progress)
    text = f"{page_json(page)}\n" if data else page_html(page)
    if to is not None:
        write_atomic(to, text.encode("utf-8"))
    return text


def file_of(target: object) -> Path:
    """Return the path that a report is to be written to. Raises ``UsageError`` for what is none."""
    if not isinstance(target, str | PathLike):
        raise UsageError(f"A report is written to a file, not to {kind_of(target)}.", hint='Write for example report("report.html").')
    return Path(fsdecode(target))


def _allowed(target: object, scenario: Scenario, path: Path, *, force: bool) -> Path:
    """Return the file that a report may be written to. Raises ``UsageError`` for another."""
    found = file_of(target)
    if found.is_dir():
        raise UsageError(f"{found} is a folder.", hint="Name the file in it.")
    if not exists(found):
        return found
    own = [path, lock_path(path), *(path.parent / source.file for source in scenario.sources.values() if source.file)]
    if any(one.exists() and found.samefile(one) for one in own):
        raise UsageError(f"{found} is a file of the scenario, and a report would overwrite it.", hint="Name another file.")
    if not force and not _is_report(found):
        raise UsageError(f"{found} exists, and is no report of ifso.", hint="Name another file, or overwrite it with --force.")
    return found


def _is_report(path: Path) -> bool:
    """Tell whether a file begins as what is written here does, or is empty."""
    from ifso.report.page.html import DATA_MARK, MARK  # noqa: PLC0415

    begun = read_bounded(path, len(MARK))
    return not begun or any(begun.startswith(mark.encode("ascii")[: len(MARK)]) for mark in (MARK, DATA_MARK))
