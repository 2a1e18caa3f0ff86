"""Beginning a scenario: a first file to fill in, or a copy of an example to change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import write_atomic
from ifso.scenario.load import load_scenario
from ifso.scenario.schema import schema_text
from ifso.verbs.finding import find_scenario

SCHEMA = "ifso.schema.json"
FIRST_LINE = f"# yaml-language-server: $schema={SCHEMA}\n"


def template(start: date) -> str:
    """Return a small scenario to fill in: it can be asked as it stands."""
    return f"""{FIRST_LINE}#
# A scenario is an argument: events, what causes them, and somebody's numbers. Change the words and the numbers, then run
#   ifso check FILE     to see what is wrong
#   ifso ask FILE       to see what follows

ifso: 1
title: If there is a crisis, does war follow?
start: {start}          # the day from which you look ahead
horizon: 5 years           # how far

events:
  crisis:
    says: There is a crisis between the two states.
    resolves: Either state recalls its ambassador.
    causes:
      dispute:             # no `after`: it can come about from the start
        because: The border has been disputed for years.

  war:
    says: There is a war between the two states.
    resolves: At least 1,000 battle deaths in twelve months, by the UCDP count.
    causes:
      escalation:
        after: crisis      # only once there is a crisis
        modified:
          until: talks     # while there are no talks the risk is what the views say ...
          by: pressure     # ... times this: 2 doubles it

  talks:
    says: The two states hold talks.
    resolves: Ministers of both states meet.
    causes:
      mediation:
        after: crisis

views:
  mine:
    about: My own reading.
    crisis.dispute: 20% per year
    war.escalation: 10% to 30% within 2 years
    talks.mediation: likely within 1 year
    pressure: 2

questions:
  main: {{if: crisis, then: war, by: 5 years}}
"""


def new(path: Path, *, start: date, example: str | None = None, force: bool = False) -> tuple[Path, ...]:
    """Write a scenario to ``path``, with its sources and the schema beside it, and return the files that were written.

    With ``example``, a copy of that example or file. Nothing is overwritten unless ``force`` is given. Raises ``UsageError``.
    """
    if not path.suffix:
        path = path.with_suffix(".yaml")
    if example is None:
        texts = {path: template(start).encode()}
    else:
        origin = find_scenario(example)
        scenario, _ = load_scenario(origin)
        sources = [s.file for s in scenario.sources.values() if s.file]
        texts = {path: _with_schema_beside(origin.read_bytes()), **{path.parent / f: (origin.parent / f).read_bytes() for f in sources}}
    texts[path.parent / SCHEMA] = schema_text().encode()
    standing = [p for p, data in texts.items() if p.exists() and not (p.name == SCHEMA or p.read_bytes() == data)]
    if standing and not force:
        raise UsageError(f"{standing[0]} exists already.", hint="Choose another name, or overwrite it with --force.")
    for file, data in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(file, data)
    return tuple(texts)


def _with_schema_beside(text: bytes) -> bytes:
    first, _, rest = text.partition(b"\n")
    return FIRST_LINE.encode() + rest if first.startswith(b"# yaml-language-server:") else FIRST_LINE.encode() + text
