"""Files that are made to break a reader: each ends in a diagnostic or a usage error, in little time and memory."""

import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ifso

Command = Callable[..., Any]

HEAD = "ifso: 1\nstart: 2026-05-01\nhorizon: 10 years\n"
EVENTS = "events:\n  war: {resolves: x, causes: {c: {}}}\n  famine: {resolves: x, causes: {c: {after: war}}}\n"
VIEWS = "views:\n  v: {war.c: 30% within 1 year, famine.c: 30% within 1 year}\n"
QUESTIONS = "questions:\n  main: {if: war, then: famine}\n"
WHOLE = HEAD + EVENTS + VIEWS + QUESTIONS


def with_value(value: str) -> str:
    return WHOLE.replace("war.c: 30% within 1 year", f"war.c: {value}")


def bomb(levels: int) -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"] + [f"b{i}: &b{i} [{', '.join([f'*b{i - 1}' if i else '*a'] * 9)}]" for i in range(levels)]
    return "\n".join(lines) + "\n" + WHOLE


def ring(events: int) -> str:
    names = [f"e{i}" for i in range(events)]
    said = "".join(f"  {name}: {{resolves: x, causes: {{c: {{after: {names[i - 1]}}}}}}}\n" for i, name in enumerate(names))
    numbers = "".join(f"    {name}.c: 50% at once\n" for name in names)
    return f"{HEAD}events:\n{said}views:\n  v:\n{numbers}questions:\n  main: {{if: e0, then: e1}}\n"


TEXTS: dict[str, tuple[str | bytes, str]] = {
    "nothing": (b"", "empty"),
    "blanks": ("\n \n\n", "empty"),
    "a list": ("- a\n- b\n", "wrong-form"),
    "a word": ("war\n", "wrong-form"),
    "duplicate keys": (WHOLE + QUESTIONS, "duplicate-key"),
    "duplicate events": (WHOLE.replace("  famine: {", "  war: {resolves: y}\n  famine: {"), "duplicate-key"),
    "duplicate values": (with_value("30% within 1 year, war.c: 40% within 1 year"), "duplicate-key"),
    "a bomb of anchors": (bomb(30), "yaml-extra"),
    "an anchor in itself": (WHOLE + "about: &a [*a]\n", "yaml-extra"),
    "merge keys": (WHOLE + "about: {<<: {a: b}}\n", "yaml-extra"),
    "a tag that runs code": (WHOLE + "about: !!python/object/apply:os.system [echo]\n", "yaml-extra"),
    "deep lists": (WHOLE + f"about: {'[' * 10_000}\n", "too-deep"),
    "deep mappings": (WHOLE + f"about: {'{a: ' * 4_000}\n", "too-deep"),
    "deep blocks": (WHOLE + "about:\n" + "".join(f"{'  ' * i}a:\n" for i in range(1, 200)), "too-deep"),
    "deep dashes": (WHOLE + f"about:\n  {'- ' * 2_000}a\n", "too-deep"),
    "a long line": (WHOLE + f"about: {'a' * 100_000}\n", "too-large"),
    "a long name": (WHOLE.replace("famine", "f" * 500), "name"),
    "a longer name": (WHOLE.replace("famine", "f" * 5_000), "syntax"),
    "many quotation marks": (WHOLE + "about: " + '"' * 9_999 + "\n", "syntax"),
    "UTF-16": (WHOLE.encode("utf-16"), "encoding"),
    "UTF-16 without a mark": (WHOLE.encode("utf-16-le"), "control-character"),
    "UTF-32": (WHOLE.encode("utf-32"), "encoding"),
    "Latin-1": (f"{WHOLE}about: Une révolte\n".encode("latin-1"), "encoding"),
    "half a character": (WHOLE.encode() + b"about: \xc3", "encoding"),
    "a surrogate": (WHOLE.encode() + b"about: \xed\xa0\x80\n", "encoding"),
    "NUL": (WHOLE.encode() + b"about: a\0b\n", "control-character"),
    "a terminal's escape": (WHOLE.encode() + b"about: \x1b[2J\n", "control-character"),
    "an escape for NUL": (WHOLE + 'about: "\\0"\n', "control-character"),
    "random bytes": (bytes(range(256)) * 40, "encoding"),
    "a source above": (WHOLE + "sources: {s: {title: S, file: ../secret.md}}\n", "source-outside"),
    "a source at the root": (WHOLE + "sources: {s: {title: S, file: /etc/passwd}}\n", "source-outside"),
    "a source on a drive": (WHOLE + "sources: {s: {title: S, file: 'C:\\\\x'}}\n", "source-outside"),
    "a source behind a link": (WHOLE + "sources: {s: {title: S, file: out/secret.md}}\n", "source-outside"),
    "a source in a circle": (WHOLE + "sources: {s: {title: S, file: circle.md}}\n", "source-outside"),
    "a source that is a pipe": (WHOLE + "sources: {s: {title: S, file: pipe}}\n", "source-file"),
    "a source that is a folder": (WHOLE + "sources: {s: {title: S, file: folder}}\n", "source-file"),
    "a source that is huge": (WHOLE + "sources: {s: {title: S, file: huge.md}}\n", "source-file"),
    "a source of bytes": (WHOLE + "sources: {s: {title: S, file: bytes.md}}\n", "source-file"),
    "a source with a long name": (WHOLE + f"sources: {{s: {{title: S, file: {'a' * 300}}}}}\n", "source-file"),
    "year 0": (WHOLE.replace("2026-05-01", "0000-01-01"), "date"),
    "year 9999": (WHOLE.replace("2026-05-01", "9999-01-01"), "horizon"),
    "year 10000": (WHOLE.replace("2026-05-01", "10000-01-01"), "date"),
    "a day that is none": (WHOLE.replace("2026-05-01", "2026-02-30"), "date"),
    "a horizon too far": (WHOLE.replace("10 years", "1e300 years"), "duration"),
    "a horizon of nothing": (WHOLE.replace("10 years", "0 days"), "duration"),
    "a question in the past": (WHOLE.replace("then: famine", "then: famine, by: 0001-01-01"), "out-of-time"),
    "a question at the end of time": (WHOLE.replace("then: famine", "then: famine, by: 9999-12-31"), "out-of-time"),
    "too much": (with_value("1e999 within 1 year"), "timing"),
    "not a number": (with_value("nan within 1 year"), "number"),
    "infinity": (with_value("inf within 1 year"), "number"),
    "a negative chance": (with_value("-5% within 1 year"), "number"),
    "a range backwards": (with_value("50% to 20% within 1 year"), "out-of-range"),
    "nothing of nothing": (with_value("0 of 0 within 1 year"), "out-of-range"),
    "more than all": (with_value("7 of 5 within 1 year"), "out-of-range"),
    "digits without end": (with_value(f"{'9' * 5_000}% within 1 year"), "number"),
    "a window of no time": (with_value("30% within 0 years"), "duration"),
    "a window backwards": (with_value("30% between 3 and 2 years"), "timing"),
    "a certain rate": (with_value("100% per year"), "out-of-range"),
    "a ring at once": (ring(3), "instant-cycle"),
    "a long ring at once": (ring(3_000), "instant-cycle"),
    "itself at once": (WHOLE.replace("after: war", "after: famine"), "after-itself"),
}
"""What stands in the file, and a code that it earns."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with traps beside the scenario."""
    outside, inside = tmp_path_factory.mktemp("outside"), tmp_path_factory.mktemp("inside")
    (outside / "secret.md").write_text("A secret.", encoding="utf-8")
    (inside / "out").symlink_to(outside)
    (inside / "circle.md").symlink_to(inside / "circle.md")
    (inside / "folder").mkdir()
    (inside / "bytes.md").write_bytes(bytes(range(256)))
    os.mkfifo(inside / "pipe")
    for name in ("huge.md", "huge.yaml"):
        with (inside / name).open("wb") as file:
            file.truncate(100_000_000)
    return inside


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_file_earns_its_diagnostic(name: str, folder: Path, ifso: Command) -> None:
    text, code = TEXTS[name]
    (folder / "hostile.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    for command in ("check", "ask"):
        printed = ifso(command, "hostile.yaml", folder=folder)
        said = printed.out if command == "check" else printed.err
        assert printed.code == 3
        assert f"error[{code}]" in said
        assert "secret." not in said.replace("secret.md", "")
        assert "\x1b" not in said + printed.err
        assert len(said) < 60_000


@pytest.mark.parametrize(
    ("name", "code_and_words"),
    [
        ("huge.yaml", (3, "error[too-large]")),
        ("folder", (2, "folder is a folder.")),
        ("pipe", (2, "pipe is not an ordinary file.")),
        ("circle.md", (2, "Too many levels of symbolic links.")),
        ("/dev/zero", (2, "/dev/zero is not an ordinary file.")),
        ("nowhere.yaml", (2, "There is no file nowhere.yaml.")),
        ("bytes.md", (3, "error[encoding]")),
        ("a" * 5_000, (2, "There is neither a file nor an example")),
        ("a/" * 3_000 + "b.yaml", (2, "cannot be read: File name too long.")),
        ("bytes.md/a.yaml", (2, "cannot be read: Not a directory.")),
    ],
)
@pytest.mark.parametrize("command", ["check", "ask", "show"])
def test_what_is_no_scenario_at_all(name: str, code_and_words: tuple[int, str], command: str, folder: Path, ifso: Command) -> None:
    code, said = code_and_words
    printed = ifso(command, name, folder=folder)
    assert printed.code == code
    assert said in " ".join((printed.out + printed.err).split())


def test_a_huge_file_costs_no_memory(folder: Path, ifso: Command) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for arguments in (["check", "huge.yaml"], ["show", "huge.yaml", "--as", "written"]):
        assert ifso(*arguments, folder=folder).code in {2, 3}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_a_scenario_full_of_mistakes_is_told_in_full_and_cut_where_nobody_would_read(folder: Path, ifso: Command) -> None:
    (folder / "hostile.yaml").write_text(WHOLE + "".join(f"key{i}: x\n" for i in range(5_000)), encoding="utf-8")
    printed = ifso("check", "hostile.yaml", folder=folder)
    assert printed.code == 3
    assert "… and 4,900 more." in printed.out
    assert printed.out.endswith("5,000 errors\n")


def test_the_harmless_text_under_them_all_is_fine(folder: Path) -> None:
    (folder / "fine.yaml").write_text(WHOLE, encoding="utf-8")
    assert ifso.load(folder / "fine.yaml").warnings == ()
