"""Scenarios for pages: one that has everything, and one that tries to be markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ifso
from ifso.verbs.loading import Loaded
from ifso.verbs.observing import words
from ifso.verbs.requesting import Request, requested

SOURCE = "Before 𝄞 all else: the dam holds.\r\nIt “will break” in a wet year, and 𝄞𝄞 the town below is flooded.\nNobody says what then.\n"
EVERYTHING = """
ifso: 1
title: If it rains, is the town flooded?
about: A dam above a town.
start: 2026-05-01
horizon: 5 years
sources:
  report: {title: On the dam, file: report.md, author: An engineer, kind: report, published: "2025", link: "https://example.org/dam"}
  letter: {title: A letter}
actors:
  town: {name: the town, kind: town}
  upstream: FRA
  downstream: [DEU, BEL]
events:
  rain:
    says: It rains for weeks.
    resolves: 300 mm in 30 days.
    actors: [upstream]
    causes: {weather: {because: It does., after: {at least 2 of: [wet, cold, late]}}}
  wet: {says: It is wet., causes: {of_itself: {}}}
  cold: {says: It is cold., causes: {of_itself: {}}}
  late: {says: It is late in the year., causes: {of_itself: {}}, hidden: true}
  dam_breaks:
    says: The dam breaks.
    resolves: Water runs through it.
    quote: {report: "It \\"will break\\" in a wet year"}
    causes:
      overtopped:
        says: Water runs over it.
        chance: high_water
        after: rain
        quote: {report: [the dam holds, "It \\"will break\\" in a wet year"]}
        modified:
          - {once: cold, by: frost, because: Ice., quote: {report: all else}}
          - {chosen: upkeep.repair, by: blocks, because: It is mended.}
  flood:
    says: The town is flooded.
    resolves: Water stands in the market.
    actors: [town, downstream]
    causes:
      below: {after: dam_breaks, quote: {report: "𝄞𝄞 the town below"}}
      otherwise: {because: The river., chance: high_water}
choices:
  upkeep:
    actor: town
    says: Does the town mend the dam?
    because: It owns it.
    options:
      repair: {says: It mends the dam., quote: {report: Nobody says}}
      wait: {says: It waits.}
interests:
  town:
    flood: {quote: {report: is flooded}}
    cold: {because: Ice breaks what was mended.}
views:
  engineer:
    about: The engineer's.
    rain.weather: likely within 1 year
    wet.of_itself: 30% to 60% per year
    cold.of_itself: 5 of 57 within 1 year
    late.of_itself: 20% at once
    high_water: {value: 0.1% to 10% between 6 months and 2 years, quote: {report: in a wet year}}
    flood.below: 99% within 1 day
    frost: 2 to 8
    town.flood: -10 to -5
    town.cold: -0.2
    upkeep: reasoned
    rationality: 0.5
  mayor:
    else: engineer
    flood.below: 0% within 1 day
    frost: 0
    upkeep: repair
questions:
  main: {if: rain, then: flood, by: 2030-05-01}
  learnt: {given: rain, known by: 2028-05-01, then: flood, by: 2030-05-01}
  plain: {then: flood, by: 2030-05-01}
"""
ATTACK = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>]]>&amp;'\""
SMALL = {"draws": 8, "worlds": 64}


def load(folder: Path, text: str = EVERYTHING, **sources: str) -> Loaded:
    """Write a scenario with its sources, and load it."""
    for name, content in ({"report": SOURCE} | sources).items():
        (folder / f"{name}.md").write_bytes(content.encode("utf-8"))
    (folder / "dam.yaml").write_text(text, encoding="utf-8")
    return ifso.load(folder / "dam.yaml")


def request(loaded: Loaded, *, as_of: str | None = None, observe: tuple[str, ...] = (), **asked: Any) -> Request:
    """Read a request as a page's."""
    news = words(as_of=as_of, observe=observe, not_by=(), had=(), had_not=(), before_news=False)
    return requested(loaded.scenario, news=news, **asked)
