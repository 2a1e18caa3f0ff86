"""Asking history: how often something followed, among which occasions, with every case by name.

Owns the way from a file, or from plain values, to the base rates that come back. Leaves understanding a class, the panel and the counting
to history, and words and pictures to the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import Diagnostic, UsageError
from ifso.ground.reference import Written
from ifso.report.findings import Findings
from ifso.scenario.meaning import Classes
from ifso.verbs.check import Understood, understand, understand_classes
from ifso.verbs.finding import find_scenario
from ifso.verbs.loading import Loaded
from ifso.verbs.varying import known

if TYPE_CHECKING:
    import polars as pl

    from ifso.history.classes import ReferenceClass
    from ifso.history.panel import Panel
    from ifso.history.results import BaseRate


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRates(Findings, Mapping[str, "BaseRate"]):
    """What history answers to the reference classes of a file, by name."""

    warnings: tuple[Diagnostic, ...] = ()
    """What is doubtful in the file."""
    is_of_argument: bool = False
    """Whether the file holds an argument beside them, so that they can be locked for its views."""

    def __getitem__(self, name: str) -> BaseRate:
        return self.found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def to_dict(self) -> dict[str, Any]:
        """Return every base rate as plain values, the same that ``ifso base-rate --json`` prints."""
        from ifso.report.plain_history import base_rates_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return base_rates_dict(self)

    def frame(self) -> pl.DataFrame:
        """Return the cases as a table, one row each.

        Columns: base_rate, state, iso3, gw, other, year, outcome (hit, miss, unknown), seen (years, as a list), who, group, notes (lists).
        """
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        texts, years = pl.List(pl.String), pl.List(pl.Int64)
        schema: dict[str, pl.DataType | type[pl.DataType]] = {
            "base_rate": pl.String, "state": pl.String, "iso3": pl.String, "gw": pl.Int64, "other": pl.String, "year": pl.Int64,
            "outcome": pl.String, "seen": years, "who": texts, "group": pl.String, "notes": texts,
        }  # fmt: skip
        rows = [
            (name, c.state, c.iso3, c.gw, c.other, c.year, c.outcome.value, list(c.seen), list(c.who), c.group, list(c.notes))
            for name, rate in self.found.items()
            for c in rate.cases
        ]
        return pl.DataFrame(rows, schema=schema, orient="row")

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {rate.rate.k} of {rate.rate.n}" for name, rate in self.found.items())
        return f"<ifso base rates: {counts}>"

    def __str__(self) -> str:
        from ifso.report.base_rate import base_rates_text  # noqa: PLC0415

        return base_rates_text(self)

    def _repr_html_(self) -> str:
        from ifso.report.base_rate import base_rates_html  # noqa: PLC0415

        return base_rates_html(self)


def base_rate(
    asked: str | Path | Loaded | Mapping[str, Any],
    name: str | None = None,
    *,
    mirror: str | Path | None = None,
    progress: Callable[[float], None] | None = None,
) -> BaseRates:
    """Ask history one reference class of a file, or all of them.

    ``asked`` is a file, the name of an example, a scenario that has been loaded, or a mapping such as ``{"when": "coup", "then": "coup
    within 5 years"}``. ``mirror`` is a folder with the datasets' files; without one they are fetched once and kept. ``progress`` is told
    the share done of building the panel, where it is not kept yet. Raises ``Invalid``
    with every diagnostic where a class is not understood, and ``UsageError`` where a request cannot be met or a dataset cannot be had.
    """
    understood = _understood(asked, name)
    if not understood.asked:
        hint = "Add for example `base rates: {coups: {when: coup, then: coup within 5 years}}`."
        raise UsageError("The file has no reference class.", hint=hint)
    chosen = understood.asked if name is None else {n: understood.asked[n] for n in [known(name, understood.asked, "base rate")]}
    return BaseRates(
        title=understood.classes.title,
        found=MappingProxyType(count(chosen, mirror, progress)),
        beside=understood.classes.beside,
        limits=MappingProxyType({n: reference_class.limits for n, reference_class in chosen.items()}),
        warnings=understood.warnings,
        is_of_argument=not understood.classes.alone,
    )


def _understood(asked: object, name: str | None) -> Understood:
    if isinstance(asked, Loaded):
        return understand(asked.path)
    if isinstance(asked, str | Path):
        return understand(find_scenario(str(asked)))
    if not isinstance(asked, Mapping):
        said = f"History is asked through a file, an example, a scenario or a mapping, not through {type(asked).__name__}."
        raise UsageError(said, hint='Give for example {"then": "coup"}.')
    try:
        written = Written.of(name or "asked", asked)
    except ValueError as problem:
        raise UsageError(f"This is no reference class: {problem}.", hint='Give for example {"then": "coup"}.') from None
    if "then" not in written.texts:
        raise UsageError("This is no reference class: it lacks `then`.", hint='Give for example {"then": "coup"}.')
    classes = Classes(name=written.name, title=written.said.get("asks", ""), base_rates={written.name: written}, alone=True)
    return understand_classes(classes)


def count(
    asked: Mapping[str, ReferenceClass], mirror: str | Path | None, progress: Callable[[float], None] | None = None
) -> dict[str, BaseRate]:
    """Return what history answers; each panel, cut at a year or not, is loaded once.

    Raises ``UsageError`` where the mirror is no folder, a dataset cannot be had or a class asks for what cannot be told.
    """
    from ifso.history.asking import base_rate as ask_history  # noqa: PLC0415 - numpy and tables only where they are needed
    from ifso.history.keeping import load_panel  # noqa: PLC0415
    from ifso.verbs.data import folder_of  # noqa: PLC0415 - the cards are loaded only to ask

    folder = folder_of(mirror)
    panels: dict[int | None, Panel] = {}
    found = {}
    for name, reference_class in asked.items():
        if reference_class.as_of not in panels:
            panels[reference_class.as_of] = load_panel(reference_class.as_of, mirror=folder, progress=progress)
        found[name] = ask_history(reference_class, panels[reference_class.as_of])
    return found
