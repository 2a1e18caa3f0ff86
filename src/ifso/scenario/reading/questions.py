"""Questions.

Owns the reading of the section ``questions`` and the horizon, which may follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ifso.ground.calendar import date_after
from ifso.ground.diagnostics import Place
from ifso.scenario.meaning import Antecedent, Done, Learnt, Question
from ifso.scenario.nodes import Entry, Mapping
from ifso.scenario.reading.desk import Desk, shape, short

LONGEST = 200.0
"""Years that a horizon may lie from the start."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A question before the horizon is known."""

    entry: Entry
    fields: dict[str, Entry]
    by: float | None


def read_questions(desk: Desk, root: Mapping, entry: Entry | None, horizon_entry: Entry | None) -> tuple[dict[str, Question], float | None]:
    """Read the section ``questions`` and the horizon; the horizon is None after a complaint about it."""
    reads = []
    for inner in desk.named(entry, "question"):
        fields = desk.record(inner.value, shape("question"), inner.key)
        if fields is not None:
            by = desk.years(fields["by"].value, fields["by"].key, "`by`") if "by" in fields else None
            reads.append(_Read(inner, fields, by))
    horizon = _horizon(desk, root, reads, horizon_entry)
    questions = (_question(desk, read, horizon) for read in reads)
    return {question.name: question for question in questions if question is not None}, horizon


def _horizon(desk: Desk, root: Mapping, reads: list[_Read], entry: Entry | None) -> float | None:
    if entry is not None:
        horizon = desk.years(entry.value, entry.key, "the horizon")
        place = desk.place(entry.value)
    else:
        known = [(read.by, read.fields["by"]) for read in reads if read.by is not None]
        if any("by" in read.fields and read.by is None for read in reads):
            return None  # complained of where it stands
        if not known:
            _complain_of_none(desk, root)
            return None
        horizon, latest = max(known, key=lambda pair: pair[0])
        place = desk.place(latest.value)
        if horizon <= 0:
            return 0.0  # each question complains of its own
    if horizon is not None and not 0 < horizon <= LONGEST:
        message = (
            "The horizon does not lie after the start."
            if horizon <= 0
            else f"The horizon lies more than {LONGEST:.0f} years from the start."
        )
        desk.complaints.add("horizon", message, place, hint="Write for example `horizon: 10 years`.")
        return None
    if horizon is not None and desk.start is not None and desk.start.year + horizon + 1 > date.max.year:
        desk.complaints.add("horizon", f"The horizon lies past the year {date.max.year}.", place, hint="Set `start` or `horizon` earlier.")
        return None
    return horizon


def _complain_of_none(desk: Desk, root: Mapping) -> None:
    place: Place = desk.written.lines.place(root.start, root.start)
    message = "The scenario has no horizon, and no question says by when."
    desk.complaints.add("horizon", message, place, hint="Add for example `horizon: 10 years`.")


def _question(desk: Desk, read: _Read, horizon: float | None) -> Question | None:
    fields, name = read.fields, read.entry.key.text
    then = desk.reference(fields["then"].value, fields["then"].key, "event", desk.events) if "then" in fields else None
    by = horizon if "by" not in fields else read.by
    if "by" in fields:
        by = _within(desk, read.by, horizon, fields["by"], after_start=True)
    antecedent = _antecedent(desk, fields, by, horizon)
    says = desk.text(fields.get("says"))
    if then is None or by is None:
        return None
    return Question(name=name, then=then, by=by, antecedent=antecedent, says=says, place=desk.place(read.entry.key))


def _antecedent(desk: Desk, fields: dict[str, Entry], by: float | None, horizon: float | None) -> Antecedent | None:
    if "if" in fields and "given" in fields:
        hint = "Ask two questions: one with `if`, one with `given`."
        desk.complain("misplaced-key", "A question has `if` or `given`, not both.", fields["given"].key, hint=hint)
        return None
    timed = {known.needs: known.key for known in shape("question").fields if known.needs}
    for needs, time in timed.items():
        if time in fields and needs not in fields:
            fitting = next((other for event, other in timed.items() if event in fields), "")
            hint = f"Write `{fitting}`." if fitting else f"Add `{needs}`, or leave out `{time}`."
            desk.complain("misplaced-key", f"`{time}` has no meaning without `{needs}`.", fields[time].key, hint=hint)
    if "if" in fields:
        event = desk.reference(fields["if"].value, fields["if"].key, "event", desk.events)
        at = 0.0 if "at" not in fields else _moment(desk, fields["at"], horizon)
        return Done(event=event, at=at) if event is not None and at is not None else None
    if "given" in fields:
        event = desk.reference(fields["given"].value, fields["given"].key, "event", desk.events)
        known = by if "known by" not in fields else _moment(desk, fields["known by"], horizon)
        return Learnt(event=event, by=known) if event is not None and known is not None else None
    return None


def _moment(desk: Desk, entry: Entry, horizon: float | None) -> float | None:
    years = desk.years(entry.value, entry.key, f"`{entry.key.text}`")
    return _within(desk, years, horizon, entry, after_start=entry.key.text == "known by")


def _within(desk: Desk, years: float | None, horizon: float | None, entry: Entry, *, after_start: bool) -> float | None:
    """Return a time that lies between start and horizon, or None after a complaint."""
    if years is None:
        return None
    what = f"`{short(entry.key.text)}`"
    if years < 0 or (after_start and years == 0):
        where = "lies before the start" if years < 0 else "is the start itself"
        desk.complain("out-of-time", f"{what} {where}, {desk.start}.", entry.value, hint="Name a later day, or set `start` earlier.")
        return None
    if horizon is not None and years > horizon:
        day = f", {date_after(desk.start, horizon)}" if desk.start is not None else ""
        desk.complain(
            "out-of-time", f"{what} lies past the horizon{day}.", entry.value, hint="Name an earlier day, or set `horizon` later."
        )
        return None
    return years
