"""``ifso report``: what is written where, and what is said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifso.report.page import bundle

Command = Callable[..., Any]
SIZES = ["--draws", "2", "--worlds", "64"]


@pytest.fixture(autouse=True)
def small_bundle(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    for name in ("page.js", "page.css"):
        (folder / name).write_text("/* */", encoding="utf-8")
    monkeypatch.setattr(bundle, "FOLDER", folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780300800")
    return folder


def test_a_report_goes_by_the_name_of_the_scenario(ifso: Command, tmp_path: Path) -> None:
    printed = ifso("report", "tutorial", *SIZES, folder=tmp_path)
    assert (printed.code, printed.out, printed.err) == (0, "tutorial.html\n", "Next: ifso open tutorial\n")
    text = (tmp_path / "tutorial.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Written on 1 June 2026 by ifso" in text
    again = ifso("report", "tutorial", *SIZES, folder=tmp_path)
    assert again.code == 0
    assert (tmp_path / "tutorial.html").read_text(encoding="utf-8") == text


def test_a_report_can_be_printed(ifso: Command, tmp_path: Path) -> None:
    written = ifso("report", "tutorial", "-o", "one.html", *SIZES, folder=tmp_path)
    printed = ifso("report", "tutorial", "-o", "-", *SIZES, folder=tmp_path)
    assert written.out == "one.html\n"
    assert printed.raw == (tmp_path / "one.html").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["one.html"]


def test_the_data_alone(ifso: Command, tmp_path: Path) -> None:
    printed = ifso("report", "standoff", "--json", "--view", "calm", "--by", "1 year", "--seed", "7", *SIZES, folder=tmp_path)
    page = json.loads(printed.out)
    assert (page["seed"], page["written"], page["question"]["by"]) == ("7", "2026-06-01", "2027-01-01")
    assert [view["name"] for view in page["views"]] == ["calm"]
    assert list(tmp_path.iterdir()) == []
    written = ifso("report", "standoff", "--json", "-o", "page.json", *SIZES, folder=tmp_path)
    assert written.out == "page.json\n"
    assert json.loads((tmp_path / "page.json").read_text(encoding="utf-8"))["format"] == 1


def test_news_of_the_request_are_taken_into_account(ifso: Command, tmp_path: Path) -> None:
    printed = ifso(
        "report", "standoff", "--json", "--as-of", "2026-07-01", "--observe", "north_mobilises@2026-03-01", *SIZES, folder=tmp_path
    )
    page = json.loads(printed.out)
    assert page["answer"]["observed"]["as_of"] == "2026-07-01"
    assert page["notes"][0].startswith("The answers take account")
    assert page["programs"]["calm"]["fixed"]["north_mobilises"] == pytest.approx(59 / 365)


def test_a_file_of_somebodys_is_overwritten_only_by_force(ifso: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("<p>mine</p>", encoding="utf-8")
    refused = ifso("report", "tutorial", "-o", "mine.html", *SIZES, folder=tmp_path)
    assert refused.code == 2
    assert refused.err == "error: mine.html exists, and is no report of ifso.\nhint: Name another file, or overwrite it with --force.\n"
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "<p>mine</p>"
    assert ifso("report", "tutorial", "-o", "mine.html", "--force", *SIZES, folder=tmp_path).code == 0


def test_a_page_that_has_not_been_built_is_said_with_the_remedy(ifso: Command, tmp_path: Path, small_bundle: Path) -> None:
    (small_bundle / "page.js").unlink()
    printed = ifso("report", "tutorial", folder=tmp_path)
    assert printed.code == 2
    assert printed.err.startswith("error: The page has not been built.\nhint: Install ifso with pip, which builds it;")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "9" * 30])
def test_a_time_that_is_none_is_a_usage_error(epoch: str, ifso: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    printed = ifso("report", "tutorial", folder=tmp_path)
    assert printed.code == 2
    assert printed.err.startswith(f"error: SOURCE_DATE_EPOCH is `{epoch}`, which is no time.")
