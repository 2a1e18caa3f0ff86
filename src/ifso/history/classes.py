"""From a reference class as written to one that can be asked of a panel.

Owns the keys of a reference class and what they may say together. A class that exists is valid. Leaves the grammar and the checking of
expressions to :mod:`ifso.history.language`, and the asking to :mod:`ifso.history.asking`. Needs no data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ifso.ground.diagnostics import Diagnostic
from ifso.ground.reference import Text, Written
from ifso.history.language import syntax as s
from ifso.history.language.checking import check, members
from ifso.history.language.kinds import MOST_YEARS, Scope, Typed
from ifso.history.language.parsing import Misread, parse
from ifso.history.language.terms import Term, ahead, reach
from ifso.history.variables import FIRST_YEAR, LAST_YEAR, Kind

AT_OPENING = frozenset({"region", "decade", "autocratic_regime", "regime_type", "government_type"})
"""Variables that are settled when a year opens. What reads nothing else groups and matches by year t, all else by the year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Something that occasions are grouped by or matched on."""

    text: str
    term: Term
    kind: Kind
    values: tuple[str, ...] = ()
    """The words of a category."""

    @property
    def years(self) -> int:
        """The year at which it is looked, counted from t: 0, or -1 for the year before."""
        return 0 if reach(self.term).keys() <= AT_OPENING else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """How occasions are compared with state-years in which nothing happened."""

    matched_on: tuple[Grouping, ...] = ()
    apart: int = 0
    """Years before and after them in which ``when`` never holds; 0 where that does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceClass:
    """A reference class whose every word is understood."""

    name: str
    asks: str = ""
    """The question in words."""
    when: Term | None = None
    """What happens in year t; None: every year is an occasion."""
    where: Term | None = None
    """What holds in the year before."""
    then: Term
    """What is looked for, from year t on."""
    each: str | None = None
    """The variable whose members are the partners, in the year before: an occasion for each."""
    years: tuple[int, int] | None = None
    distinct: int = 0
    """Only the first occasion of a state, or pair, in so many years counts; 0: all do."""
    against: Against | None = None
    by: tuple[Grouping, ...] = ()
    as_of: int | None = None
    """The panel must be one that was cut after this year; None for the whole panel, which a cut after its last year is."""
    because: str = ""
    limits: tuple[str, ...] = ()
    query: Mapping[str, str]
    """What decides the result, as written."""

    @property
    def window(self) -> int:
        """Years ahead that ``then`` looks; 0 where it looks at year t itself, so that what is asked is a chance per year."""
        return ahead(self.then)

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable that the class reads."""
        terms = [term for term in (self.when, self.where, self.then) if term is not None]
        groupings = (*self.by, *(self.against.matched_on if self.against else ()))
        names = [name for term in (*terms, *(grouping.term for grouping in groupings)) for name in reach(term)]
        return tuple(dict.fromkeys([*names, *([self.each] if self.each else [])]))


def read(written: Written) -> tuple[ReferenceClass | None, tuple[Diagnostic, ...]]:
    """Understand a reference class; returns None beside the errors where there are any.

    Everything that is wrong is reported at once, each at its own words. Never raises for what somebody may write.
    """
    reading = _Reading(written)
    found = reading.whole()
    complaints = tuple(sorted(reading.found, key=lambda d: (d.place.line, d.place.column) if d.place else (0, 0)))
    return (None if any(complaint.is_error for complaint in complaints) else found), complaints


class _Reading:
    """One reading of one class."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self.found: list[Diagnostic] = []

    def say(self, text: Text, fault: Misread) -> None:
        place = text.at(fault.start, fault.end)
        self.found.append(Diagnostic(code=fault.code, message=fault.message, place=place, hint=fault.hint))

    def one(self, key: str) -> Text | None:
        """Return the text of a key, the first where somebody wrote a list."""
        texts = self.written.texts.get(key, ())
        if len(texts) > 1:
            self.say(
                texts[1],
                Misread("wrong-form", f"`{key}` is a single text.", start=0, end=len(texts[1].words), hint="Join them by `and` or `or`."),
            )
        return texts[0] if texts else None

    def whole(self) -> ReferenceClass | None:
        partner = "each" in self.written.texts
        each = self._each()
        late = "`when` may not look at years after its own: they were not known."
        when = self._truth(self.one("when"), Scope(each=partner, latest=0, late=late, kind=Kind.YES_NO))
        late = "`where` is looked at in the year before, and may not look at later years."
        where = self._truth(self.one("where"), Scope(each=partner, latest=0, late=late, kind=Kind.YES_NO))
        then = self._then(partner=partner)
        years, distinct, against = self._years(), self._span("distinct"), self._against(partner=partner)
        by, as_of = tuple(self._groupings("by", partner=partner)), self._as_of()
        if then is None:
            return None
        said = self.written.said
        limits = tuple(text.flat for text in self.written.texts.get("limits", ()))
        return ReferenceClass(
            name=self.written.name, asks=said.get("asks", ""), when=when, where=where, then=then, each=each, years=years, distinct=distinct,
            against=against, by=by, as_of=as_of, because=said.get("because", ""), limits=limits, query=self.written.query,
        )  # fmt: skip

    # --- expressions ---

    def _parsed(self, text: Text, start: int = 0, end: int | None = None) -> s.Node | None:
        try:
            return parse(text.words[start:end], start)
        except Misread as fault:
            self.say(text, fault)
            return None

    def _checked(self, text: Text, root: s.Node, scope: Scope) -> Typed | None:
        typed, faults = check(root, scope, text.words)
        for fault in faults:
            self.say(text, fault)
        return typed

    def _truth(self, text: Text | None, scope: Scope) -> Term | None:
        root = self._parsed(text) if text else None
        typed = self._checked(text, root, scope) if text and root else None
        return typed.term if typed else None

    def _then(self, *, partner: bool) -> Term | None:
        text = self.one("then")
        if text is None:
            message = f"`{self.written.name}` does not say what is looked for."
            self.found.append(Diagnostic(code="missing-key", message=message, place=self.written.place, hint="Write `then`."))
            return None
        then = self._truth(text, Scope(each=partner, kind=Kind.YES_NO))
        if then is not None and not reach(then):
            hint = "Conditions on the states go into `where`."
            self.say(text, Misread("constant-expression", "`then` looks at no year.", start=0, end=len(text.words), hint=hint))
        elif then is not None and ahead(then) < 0:
            fault = Misread(
                "looks-back",
                "`then` looks at nothing but the past.",
                start=0,
                end=len(text.words),
                hint="For example `coup within 5 years`.",
            )
            self.say(text, fault)
        return then

    def _each(self) -> str | None:
        text = self.one("each")
        root = self._parsed(text) if text else None
        if text is None or root is None:
            return None
        if not isinstance(root, s.Word):
            hint = "For example `each: neighbour`; conditions go into `where`."
            self.say(text, Misread("wrong-kind", "`each` is the name of a tie.", start=root.start, end=root.end, hint=hint))
            return None
        variable, faults = members(root)
        for fault in faults:
            self.say(text, fault)
        return variable.name if variable else None

    def _groupings(self, key: str, *, partner: bool) -> Iterator[Grouping]:
        late = "Occasions are grouped and matched by what was known in their own year."
        for text in self.written.texts.get(key, ()):
            for start, end in _cut(text.words):
                root = self._parsed(text, start, end)
                typed = self._checked(text, root, Scope(each=partner, latest=1, late=late)) if root else None
                if root is None or typed is None:
                    continue
                grouping = _grouping(" ".join(text.words[start:end].split()), typed)
                if typed.kind is Kind.NUMBER:
                    hint = "Write a comparison, such as `polyarchy >= 0.5`."
                    message = "A number has too many values to group by."
                    self.say(text, Misread("wrong-kind", message, start=root.start, end=root.end, hint=hint))
                elif grouping.years + ahead(typed.term) > 0:
                    self.say(text, Misread("reads-ahead", late, start=root.start, end=root.end, hint="What comes later belongs in `then`."))
                else:
                    yield grouping

    def _against(self, *, partner: bool) -> Against | None:
        asked = next((self.written.texts[key][0] for key in ("compare", "matched on", "apart") if key in self.written.texts), None)
        if asked is None:
            return None
        if "when" not in self.written.texts:
            message = "There is nothing to compare with: without `when` every year is an occasion."
            hint = "Say `when`, or leave `compare` out."
            self.say(asked, Misread("nothing-to-compare", message, start=0, end=len(asked.words), hint=hint))
        said = self.one("compare")
        if said is not None and said.flat != "unmatched":
            hint = "Write `compare: unmatched`, or `compare: {matched on: [region, decade]}`."
            self.say(
                said, Misread("base-rate-syntax", f"`{said.flat[:40]}` is no way to compare.", start=0, end=len(said.words), hint=hint)
            )
        return Against(matched_on=tuple(self._groupings("matched on", partner=partner)), apart=self._span("apart"))

    # --- years ---

    def _wrong_years(self, text: Text, message: str, hint: str) -> None:
        self.say(text, Misread("years", message, start=0, end=len(text.words), hint=hint))

    def _span(self, key: str) -> int:
        """Read a number of years, such as ``5 years``; 0 where there is none, or after a complaint."""
        text = self.one(key)
        if text is None:
            return 0
        found = re.fullmatch(r"\s*([0-9]{1,9})\s+years?\s*", text.words)
        if found is None:
            self._wrong_years(text, "This is no number of years.", "For example `5 years`.")
            return 0
        years = int(found[1])
        if 1 <= years <= MOST_YEARS:
            return years
        self._wrong_years(text, f"{years:,} years are out of range.", f"At least 1 and at most {MOST_YEARS}.")
        return 0

    def _years(self) -> tuple[int, int] | None:
        text = self.one("years")
        if text is None:
            return None
        found = _YEARS.fullmatch(text.words)
        if found is None:
            self._wrong_years(text, "These are no years.", "For example `1951 to 2015`, `since 1951` or `until 2015`.")
            return None
        one, other, since, until = (int(year) if year else None for year in found.groups())
        first = one or since or FIRST_YEAR
        last = other or until or one or LAST_YEAR
        if last < first:
            self._wrong_years(text, "The years end before they begin.", "Write the earlier year first.")
        elif last < FIRST_YEAR or first > LAST_YEAR:
            self._wrong_years(text, f"The panel holds the years {FIRST_YEAR} to {LAST_YEAR}.", "Ask about some of these.")
        return first, last

    def _as_of(self) -> int | None:
        text = self.one("as of")
        if text is None:
            return None
        found = re.fullmatch(r"\s*([0-9]{4})\s*", text.words)
        year = int(found[1]) if found else 0
        if found is None:
            self._wrong_years(text, "This is no year.", "For example `1964`.")
        elif not FIRST_YEAR <= year <= LAST_YEAR:
            self._wrong_years(text, f"The panel holds the years {FIRST_YEAR} to {LAST_YEAR}.", "Write one of these.")
        return year if year != LAST_YEAR else None


_YEARS = re.compile(r"\s*(?:([0-9]{4})(?:\s*(?:to|-|\N{EN DASH})\s*([0-9]{4}))?|since\s+([0-9]{4})|until\s+([0-9]{4}))\s*")


def _grouping(text: str, typed: Typed) -> Grouping:
    return Grouping(text=text, term=typed.term, kind=typed.kind, values=typed.variable.values if typed.variable else ())


def _cut(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a list begin and end: at commas that stand in no bracket and no quotation marks."""
    cuts, level, quote, begin = [], 0, "", 0
    for i, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "()":
            level += 1 if character == "(" else -1
        elif character == "," and level == 0:
            cuts.append((begin, i))
            begin = i + 1
    return [*cuts, (begin, len(text))]
