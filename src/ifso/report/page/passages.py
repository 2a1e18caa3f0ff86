"""Sources with their texts, and which passages of them something rests on.

Owns the step from places in characters, as the scenario holds them, to places in UTF-16 code units, in which a browser counts, and who
quotes which passage. Leaves finding a passage in its source to the scenario room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ifso.scenario.meaning import Quote, Scenario

PLANE = 0xFFFF
"""The last character that takes one code unit; those beyond take two."""


class Texts:
    """The texts of a scenario's sources, by name, with the places of their characters in UTF-16."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the text of every source that has one."""
        self.texts = texts
        self._wide = {name: [at for at, character in enumerate(text) if ord(character) > PLANE] for name, text in texts.items()}

    def unit(self, source: str, character: int) -> int:
        """Return the place of a character, counted from 0, in code units."""
        wide = self._wide[source]
        return character + bisect_right(wide, character - 1)

    def quotes(self, quotes: Sequence[Quote]) -> list[dict[str, Any]]:
        """Return quotations as plain values; the places of a passage whose source has no text are -1."""
        return [{"source": q.source, "passage": q.passage, **dict(zip(("begin", "end"), self._ends(q), strict=True))} for q in quotes]

    def passages(self, scenario: Scenario, source: str) -> list[dict[str, Any]]:
        """Return the quoted passages of a source in the order of its text, each with all that rests on it."""
        found: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for quote, by in _quoting(scenario):
            if quote.source == source and source in self.texts and quote.start >= 0:
                resting = found.setdefault(self._ends(quote), [])
                if by not in resting:
                    resting.append(by)
        return [{"begin": begin, "end": end, "quoted_by": by} for (begin, end), by in sorted(found.items(), key=lambda one: one[0])]

    def _ends(self, quote: Quote) -> tuple[int, int]:
        if quote.start < 0 or quote.source not in self.texts:
            return -1, -1
        return self.unit(quote.source, quote.start), self.unit(quote.source, quote.end)


def sources(scenario: Scenario, texts: Texts) -> list[dict[str, Any]]:
    """Return the sources of a scenario with their texts; one that is only cited has an empty one."""
    return [
        {
            "name": source.name,
            "title": source.title,
            "author": source.author,
            "kind": source.kind,
            "published": source.published,
            "link": source.link,
            "text": texts.texts.get(source.name, ""),
            "passages": texts.passages(scenario, source.name),
        }
        for source in scenario.sources.values()
    ]


def _quoting(scenario: Scenario) -> Iterator[tuple[Quote, dict[str, Any]]]:
    """Yield every quotation of a scenario with what it is quoted by."""
    for kind, name, modifier, quotes in _carriers(scenario):
        for quote in quotes:
            yield quote, {"is": kind, "name": name, "modifier": modifier}


def _carriers(scenario: Scenario) -> Iterator[tuple[str, str, int | None, tuple[Quote, ...]]]:
    yield from _argued(scenario)
    yield from _held(scenario)


def _argued(scenario: Scenario) -> Iterator[tuple[str, str, int | None, tuple[Quote, ...]]]:
    for event in scenario.events.values():
        yield "event", event.name, None, event.quotes
        for cause in event.causes:
            yield "cause", cause.path, None, cause.quotes
            for n, modifier in enumerate(cause.modifiers):
                yield "modifier", cause.path, n, modifier.quotes
    for choice in scenario.choices.values():
        yield "choice", choice.name, None, choice.quotes
        for option in choice.options.values():
            yield "option", option.path, None, option.quotes
    for interest in scenario.interests:
        yield "interest", interest.weight, None, interest.quotes


def _held(scenario: Scenario) -> Iterator[tuple[str, str, int | None, tuple[Quote, ...]]]:
    for view in scenario.views.values():
        for value in view.values.values():
            yield "value", value.assumption, None, value.quotes
        for decided in view.choices.values():
            yield "choice", decided.choice, None, decided.quotes
    for seen in scenario.observed.seen.values() if scenario.observed else ():
        yield "news", seen.event, None, seen.quotes
