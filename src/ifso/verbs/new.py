"""Beginning a scenario: a first file to fill in, or a copy of an example to change."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import make_folder, read_bounded, write_atomic
from ifso.scenario.load import load_classes, load_scenario
from ifso.scenario.locking import LARGEST as LARGEST_LOCK
from ifso.scenario.locking import lock_path
from ifso.scenario.reading.sources import LARGEST as LARGEST_SOURCE
from ifso.scenario.schema import schema_text
from ifso.scenario.written import LARGEST as LARGEST_SCENARIO
from ifso.verbs.finding import exists, find_scenario

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


LOCK = ".lock.json"
"""Ending of a lock file, which goes by the name of its scenario."""


def new(path: Path, *, start: date, example: str | None = None, force: bool = False) -> tuple[Path, ...]:
    """Write a scenario to ``path``, with its sources and the schema beside it, and return the files that were written.

    With ``example``, a copy of that example or file, which may hold reference classes alone. Nothing is overwritten unless ``force`` is
    given. Raises ``UsageError``, and ``Invalid`` where what is to be copied has errors.
    """
    if path.name in ("", ".."):
        raise UsageError("The file needs a name.", hint="Write for example `ifso new my-argument`.")
    if not path.suffix:
        path = path.with_name(f"{path.name}.yaml")
    scenario, beside = (template(start).encode(), {}) if example is None else _copied(find_scenario(example))
    beside[SCHEMA] = schema_text().encode()
    beside = {lock_path(path).name if name == LOCK else name: data for name, data in beside.items()}
    texts = {path: scenario, **{path.parent / name: data for name, data in beside.items()}}
    if len(texts) == len(beside):
        raise UsageError(f"{path} is the name of a file that belongs beside the scenario.", hint="Choose another name.")
    standing = [file for file, data in texts.items() if file.name != SCHEMA and _stands(file, data)]
    if standing and not force:
        raise UsageError(f"{standing[0]} exists already.", hint="Choose another name, or overwrite it with --force.")
    for file, data in texts.items():
        make_folder(file.parent)
        write_atomic(file, data)
    return tuple(texts)


def _copied(origin: Path) -> tuple[bytes, dict[str, bytes]]:
    """Return the text of a scenario as a copy of it begins, and the texts of its sources and of its lock by name."""
    classes, _ = load_classes(origin)
    sources = [] if classes.alone else [source.file for source in load_scenario(origin)[0].sources.values() if source.file]
    text = _with_schema_beside(read_bounded(origin, LARGEST_SCENARIO))
    found = {name: read_bounded(origin.parent / name, LARGEST_SOURCE) for name in sources}
    lock = lock_path(origin)
    return text, {**found, **({LOCK: read_bounded(lock, LARGEST_LOCK)} if exists(lock) else {})}


def _stands(file: Path, data: bytes) -> bool:
    """Tell whether a file stands where another is to be written. Raises ``UsageError`` where that is no file at all."""
    return exists(file) and read_bounded(file, len(data)) != data


def _with_schema_beside(text: bytes) -> bytes:
    """Let the first line of a scenario name the schema beside it."""
    mark = codecs.BOM_UTF8 if text.startswith(codecs.BOM_UTF8) else b""
    text = text.removeprefix(mark)
    first, _, rest = text.partition(b"\n")
    line = FIRST_LINE.encode().replace(b"\n", b"\r\n" if first.endswith(b"\r") else b"\n")
    return mark + line + (rest if first.startswith(b"# yaml-language-server:") else text)
