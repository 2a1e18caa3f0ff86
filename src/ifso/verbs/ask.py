"""Asking: from a scenario and the words of a request to an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Origin, Scenario
from ifso.verbs.doubting import doubts_of
from ifso.verbs.hinges import KERNELS, hinges_of
from ifso.verbs.observing import words
from ifso.verbs.requesting import Request, get_ready, requested

if TYPE_CHECKING:
    import polars as pl
    from anywidget import AnyWidget

    from ifso.engine.results import Answer, ViewAnswer
    from ifso.report.hinges import Hinges


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """An answer as HTML, for a notebook that shows nothing live."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer as a caller of the Python interface gets it."""

    answer: Answer
    hinges: Hinges | None = None
    """What stands behind the answer, where it was to explain itself."""
    doubts: tuple[str, ...] = ()
    """Sentences on the lock from which history's numbers come: what it is older than."""
    _request: Request | None = field(default=None, repr=False, compare=False)
    _path: Path | None = field(default=None, repr=False, compare=False)
    """What was asked of which file, for a page in a notebook; None where that is not known."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, the same that ``ifso ask --json`` prints."""
        from ifso.report.plain import answer_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return answer_dict(self.answer, self.doubts, self.hinges)

    def frame(self) -> pl.DataFrame:
        """Return the chances as a table: view, reading, value, low, high, error."""
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        rows = [
            (view.view, reading.value, *((e.value, e.low, e.high, e.error) if e else (None,) * 4))
            for view in self.answer.views
            for reading, e in view.answered.chances.items()
        ]
        names = {"view": pl.String, "reading": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "error": pl.Float64}
        return pl.DataFrame(rows, schema=names, orient="row")

    def __repr__(self) -> str:
        question, scenario, views = self.answer.question, self.answer.scenario, self.answer.views
        return f"<ifso answer to {question.name!r} of {scenario.name!r} under {', '.join(view.view for view in views)}>"

    def __str__(self) -> str:
        from ifso.report.answer import answer_text  # noqa: PLC0415

        return answer_text(self.answer, doubts=self.doubts, hinges=self.hinges)

    def _repr_html_(self) -> str:
        from ifso.report.answer import answer_html  # noqa: PLC0415

        return answer_html(self.answer, self.doubts, self.hinges)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return the answer as Jupyter shows it: live where it has widgets and anywidget is installed, else as it was computed."""
        widget = self._widget()
        shown = widget._repr_mimebundle_() if widget else None
        live: dict[str, Any] = shown[0] if isinstance(shown, tuple) else shown or {}
        return {**live, "text/plain": repr(self), "text/html": self._repr_html_()}

    def _display_(self) -> object:
        """Return what marimo shows in the answer's place: the page as a widget where anywidget is installed, else the answer in HTML."""
        return self._widget() or Still(html=self._repr_html_())

    def _widget(self) -> AnyWidget | None:
        """Return the answer as a page to be shown, or None where that cannot be made: the answer then stands as it was computed."""
        if self._request is None or self._path is None:
            return None
        from ifso.verbs.notebook import answer_widget, can_show  # noqa: PLC0415 - a page is made only to be shown

        try:
            return answer_widget(self, self._request, self._path) if can_show() else None
        except UsageError:  # the page was not built, or the file has changed since
            return None


def _is_historical(view: ViewAnswer) -> bool:
    return any(held.value.origin is Origin.HISTORY for held in view.held.values())


def ask(
    scenario: Scenario,
    *,
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
    had: Sequence[str] | str = (),
    had_not: Sequence[str] | str = (),
    before_news: bool = False,
    explain: bool = False,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Asked:
    """Answer a question of a scenario under some of its views, all of them by default.

    ``by``, ``do``, ``prevent``, ``given`` and ``assume`` vary the question without editing the file, in the words of the command line:
    dates or durations, ``EVENT`` or ``EVENT@DATE``, ``ASSUMPTION=VALUE``. ``as_of``, ``observe`` and ``not_by`` add to what the file says
    has been observed, and ``before_news`` passes over the file's; ``had`` and ``had_not`` ask what would have been. ``explain`` has the
    answer say in short on what it hinges, how it comes about, what each actor faces and what to watch; not after news, of which these know
    nothing. ``draws`` (default 1,000) and ``worlds`` (default 4,096 for each draw) say how much to simulate; ``threads`` changes no bit of
    the result. ``progress`` is told the share done, ``waiting`` is called where the engine has yet to be compiled, once on each machine.
    Raises ``UsageError`` for a request that cannot be met.
    """
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
        news=words(as_of=as_of, observe=observe, not_by=not_by, had=had, had_not=had_not, before_news=before_news),
    )  # fmt: skip
    get_ready(waiting, *(KERNELS if explain else ()))

    def part(begins: float, ends: float) -> Callable[[float], None] | None:
        return (lambda share: progress(begins + (ends - begins) * share)) if progress else None

    asked = asked_by(replace(request, progress=part(0.0, 0.5) if explain else progress))
    asked = replace(asked, _request=replace(request, progress=None))
    if not explain or asked.answer.news is not None:
        return asked
    return replace(asked, hinges=hinges_of(request, asked.answer, part(0.5, 1.0)))


def asked_by(request: Request) -> Asked:
    """Answer a request."""
    from ifso.engine.answering import Sizes  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.results import Taken, answer_views  # noqa: PLC0415

    known = request.known
    taken = None
    if known.observed is not None and request.before is not None:
        taken = Taken(observed=known.observed, before=request.before, remarks=known.remarks, had=known.had)
    answer = answer_views(
        request.scenario,
        request.question,
        request.views,
        fixed=request.fixed,
        assumed=request.assumed,
        news=taken,
        seed=request.seed,
        sizes=Sizes(draws=request.draws, worlds=request.worlds),
        threads=request.threads,
        progress=request.progress,
    )
    return Asked(answer=answer, doubts=doubts_of(request.scenario) if any(map(_is_historical, answer.views)) else ())
