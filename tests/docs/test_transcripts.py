"""The commands of the documentation print what the pages show."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _load() -> ModuleType:
    name = "ifso_scripts_transcripts"
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts/transcripts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


transcripts = _load()
PAGES = [page for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]) if "```console" in page.read_text(encoding="utf-8")]


HISTORY = re.compile(r"^\$ ifso (base-rate|lock)\b", re.MULTILINE)
"""Commands that need the data."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_print_what_the_page_shows(page: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text(encoding="utf-8")
    if HISTORY.search(text):
        request.getfixturevalue("with_data")
    assert transcripts.STEP.search(text), "no block was recognised"
    _, differences = transcripts.replayed(text)
    assert differences == [], "\n\n".join(differences)


def test_the_pages_that_a_newcomer_follows_are_run() -> None:
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert {"README.md", "docs/tutorial.md"} <= names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_transcript_shows_something(page: Path) -> None:
    for step in transcripts.STEP.finditer(page.read_text(encoding="utf-8")):
        for shown in transcripts.shown_in(step["block"] or ""):
            assert re.sub(r"^\.\.\.$", "", shown.output, flags=re.MULTILINE).strip(), f"{shown.command} shows nothing"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n...\n", "a\nb\nc\n", True),
        ("...\nc\n", "a\nb\nc\n", True),
        ("...\nb\n", "a\nb\nc\n", False),
        ("a\n...\nc\n", "a\nc\n", True),
        ("", "\n", True),
        ("", "a\n", False),
        ("...\n", "Traceback (most recent call last):\n", False),
    ],
)
def test_dots_stand_for_any_lines_but_a_traceback(shown: str, printed: str, same: bool) -> None:  # noqa: FBT001 - a column of the table
    assert transcripts.agrees(shown, printed) is same


def test_a_page_is_replayed_in_order_with_its_edits() -> None:
    page = """```console
$ echo one > file; cat file
one
```

<!-- edit file: one -> two -->

```console
$ cat file
one
$ echo three
three
```

<!-- not run -->
```console
$ exit 7
never
```
"""
    true, differences = transcripts.replayed(page)
    assert len(differences) == 1
    assert differences[0].startswith("$ cat file\n")
    assert true == page.replace("$ cat file\none\n$ echo", "$ cat file\ntwo\n$ echo")


def test_an_edit_that_finds_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a a", encoding="utf-8")
    with pytest.raises(ValueError, match="2 times"):
        transcripts.edit(tmp_path / "file", "a", "b")
