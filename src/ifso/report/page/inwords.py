"""A page in words, for whoever has no script: what was asked, what every view answers, what it hinges on, and how it was got.

Owns which parts of the data are told in this way. It is made of headings, paragraphs, lists and one table, and every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from ifso.engine.answering import Reading
from ifso.engine.estimating import Estimate
from ifso.report.chances import reading_in_words
from ifso.report.words import day, interval, likelihood, listed, percent, points, times

MOST = 3
"""Sentences on linchpins, and on what to watch, of each view."""

Plain = Mapping[str, Any]


def page_in_words(page: Plain) -> str:
    """Return the inside of the element in which the page is drawn later."""
    scenario = page["scenario"]
    about = _paragraph(scenario["about"]) if scenario["about"] else ""
    parts = [f"<h1>{_text(scenario['title'])}</h1>{about}", *_question(page)]
    if page["answer"] is not None:
        parts += [_chances(page, page["answer"]), *_hinges(page), *_watch(page)]
    return "".join([*parts, *_notes(page), _made(page)])


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>"


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>" if items else ""


def _day(written: str) -> str:
    return day(date.fromisoformat(written))


def _question(page: Plain) -> Iterator[str]:
    question = page["question"]
    if question["says"]:
        yield _paragraph(question["says"])
    lines = []
    antecedent = question["antecedent"]
    if antecedent is not None and antecedent["reading"] == "do":
        lines.append(f"If: {antecedent['says']} (made to happen on {_day(antecedent['at'])}, whatever its causes)")
    elif antecedent is not None:
        lines.append(f"Given: {antecedent['says']} (it has been learnt that this happened by {_day(antecedent['known_by'])})")
    says = {event["name"]: event["says"] for event in page["events"]}
    for also in page["also"]:
        at = also["made_to_happen"]
        lines.append(f"With: {says[also['event']]} ({f'made to happen on {_day(at)}' if at else 'prevented'})")
    lines.append(f"Then: {question['then']['says']} (by {_day(question['by'])})")
    yield _list(lines)


def _chances(page: Plain, answer: Plain) -> str:
    conditional = page["question"]["antecedent"] is not None
    rows = [row for view in answer["views"] for row in _rows(view, conditional=conditional)]
    head = "".join(f'<th scope="col">{name}</th>' for name in ("view", "reading", "chance", "90% interval", "in words (range)"))
    return f"<table><caption>What follows, under each view</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _rows(view: Plain, *, conditional: bool) -> Iterator[str]:
    for i, (reading, plain) in enumerate(view["chances"].items()):
        name = reading_in_words(Reading(reading), conditional=conditional)
        chance = _estimate(plain)
        if chance is None:
            yield _row(view["view"], name, "unknown", "", "in no world that was simulated")
        else:
            yield _row(view["view"], name, percent(chance.value), interval(chance), likelihood(chance.value))
        difference, ratio = _estimate(view["difference"]), _estimate(view["ratio"])
        if i == 1 and difference is not None:
            spread = interval(ratio, "times") if ratio else ""
            said = f"{times(ratio.value)}{f' ({spread})' if spread else ''}" if ratio else ""
            yield _row(view["view"], "difference", points(difference.value), interval(difference, "points"), said)


def _row(view: str, *cells: str) -> str:
    return f'<tr><th scope="row">{_text(view)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'


def _estimate(plain: Plain | None) -> Estimate | None:
    return None if plain is None else Estimate(**{key: plain[key] for key in ("value", "low", "high", "error")})


def _hinges(page: Plain) -> Iterator[str]:
    if page["linchpins"] is not None:
        yield "<h2>What it hinges on</h2>"
        for view in page["linchpins"]["views"]:
            said = [one["says"][0] for one in sorted(view["linchpins"], key=_reach, reverse=True) if one["says"]][:MOST]
            yield f"<h3>{_text(view['view'])}</h3>{_list(said) or _paragraph('No number tells by itself.')}"


def _reach(linchpin: Plain) -> float:
    """Return how far a number moves the answer: as another view has it, over its own range, or left out where it has none."""
    others = [other["change"]["value"] for other in linchpin["as_others"].values()]
    without = [effect["change"]["value"] for instead, effect in linchpin["instead"].items() if instead != "certain"]
    own = [linchpin["swing"]["change"]["value"]] if linchpin["swing"] else without
    return max((abs(change) for change in (*others, *own)), default=0.0)


def _watch(page: Plain) -> Iterator[str]:
    if page["watch"] is not None:
        yield "<h2>What to watch</h2>"
        for view in page["watch"]["views"]:
            said = [f"{event['event_says']} {event['says']}" for event in view["readings"][0]["events"] if event["says"]][:MOST]
            yield f"<h3>{_text(view['view'])}</h3>{_list(said) or _paragraph('No event tells beforehand.')}"


def _notes(page: Plain) -> Iterator[str]:
    sources = [
        ", ".join(part for part in (source["title"], source["author"], source["published"], source["link"]) if part)
        for source in page["sources"]
    ]  # fmt: skip
    if sources:
        yield f"<h2>Sources</h2>{_list(sources)}"
    if page["notes"]:
        yield f"<h2>Notes</h2>{_list(page['notes'])}"


def _made(page: Plain) -> str:
    written = f"Written on {_day(page['written'])} by" if page["written"] else "Written by"
    said = [f"{written} ifso {page['ifso']} from {page['scenario']['file']} ({page['scenario']['sha256'][:12]}), seed {page['seed']}."]
    if page["answer"] is not None:
        sizes = dict.fromkeys((view["draws"], view["worlds"]) for view in page["answer"]["views"])
        of = listed([f"{draws:,} draw{'s' if draws > 1 else ''} of the numbers on {worlds:,} worlds" for draws, worlds in sizes])
        said.append(f"Simulated: {of}.")
        said.append("The 90% interval is what the views' own uncertainty about their numbers makes of the answer.")
    said.append("The numbers are what follows from the argument and the views; the program takes no side in it.")
    return _paragraph(" ".join(said))
