import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ifso.scenario.reading.sources import fold, nearest_passage

Complain = Callable[..., list[str]]
TEXT = "The harvest fails.\nIt fails\u00a0again: “so it is,”  they say. A well\u2010known end.\n"


@pytest.fixture
def quoting(complain: Complain, tmp_path: Path) -> Callable[[str], list[str]]:
    (tmp_path / "r.md").write_text(TEXT, encoding="utf-8")
    return lambda passage: complain(sources="{r: {title: R, file: r.md}}", events=f"{{a: {{quote: {{r: {passage}}}}}}}")


@pytest.mark.parametrize(
    "passage",
    [
        "The harvest fails.",
        "'The harvest   fails. It fails again'",
        "'\"so it is,\" they say'",
        "«so it is,“ they",
        "A well-known end",
        "[The harvest, fails again]",
    ],
)
def test_passages_stand_verbatim_up_to_space_and_typography(quoting: Callable[[str], list[str]], passage: str) -> None:
    found = quoting(passage.replace("«so it is,“ they", "'«so it is,“ they'"))
    assert found == []


@pytest.mark.parametrize("passage", ["the harvest fails", "The harvest fails again", "'The harvest fails, It'", "well–known"])
def test_words_commas_capitals_and_dashes_count(quoting: Callable[[str], list[str]], passage: str) -> None:
    (found,) = quoting(passage)
    assert found.startswith("quote-not-found: This passage does not stand in `r`.")


def test_the_nearest_passage_is_shown(quoting: Callable[[str], list[str]]) -> None:
    (found,) = quoting("The harvest failed")
    assert "The nearest passage is: “The harvest fails.”" in found
    assert nearest_passage("One. Two.", "nothing of the kind") == ""


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("a passage", "wrong-form: A quote names its source, and this is the text `a passage`."),
        ("", "empty: A quote names its source"),
        ("{r: }", "empty: A passage is empty."),
        ("{r: []}", "empty: A quote without a passage says nothing."),
        ("{s: x}", "unknown-source: There is no source `s`."),
    ],
)
def test_faults_of_quotes(complain: Complain, quote: str, said: str) -> None:
    (found,) = complain(sources="{r: {title: R}}", events=f"{{a: {{quote: {quote}}}}}")
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("../r.md", "source-outside"),
        ("a/../../r.md", "source-outside"),
        ("/etc/hostname", "source-outside"),
        ("'C:\\r.md'", "source-outside"),
        ("'\\\\host\\r.md'", "source-outside"),
        ("link.md", "source-outside"),
        ("folder/r.md", "source-outside"),
        ("nothing.md", "source-file"),
        (".", "source-file"),
        ("pipe", "source-file"),
        ("latin.md", "source-file"),
        ("large.md", "source-file"),
        ("loop.md", "source-outside"),
    ],
)
def test_files_that_are_not_read(complain: Complain, tmp_path: Path, file: str, code: str) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "r.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.md").symlink_to(outside / "r.md")
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "latin.md").write_bytes("é".encode("latin-1"))
    (tmp_path / "large.md").write_bytes(b"x" * 5_000_001)
    (found,) = complain(sources=f"{{r: {{title: R, file: {file}}}}}", events="{a: {quote: {r: The harvest fails.}}}")
    assert found.split(":")[0] == code
    assert str(tmp_path) not in found


def test_folding_keeps_the_way_back() -> None:
    document = fold("a \n b“c")
    assert document.folded == 'a b"c'
    assert document.offsets == (0, 1, 4, 5, 6, 7)
