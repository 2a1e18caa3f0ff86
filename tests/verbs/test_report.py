"""Reports as a caller of the Python interface writes them."""

import json
from datetime import date
from pathlib import Path

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.report.page import bundle
from ifso.verbs.report import report

SMALL = {"draws": 2, "worlds": 64}


@pytest.fixture(autouse=True)
def small_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bundle"
    folder.mkdir()
    for name in ("page.js", "page.css"):
        (folder / name).write_text("/* */", encoding="utf-8")
    monkeypatch.setattr(bundle, "FOLDER", folder)


def test_a_report_is_written_and_its_file_returned(tmp_path: Path) -> None:
    path = ifso.load("tutorial").report(tmp_path / "report.html", **SMALL)
    assert path == tmp_path / "report.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_request_has_the_same_bytes_but_for_the_date() -> None:
    loaded = ifso.load("tutorial")
    one, other = (report(loaded.scenario, loaded.path, **SMALL, written=date(1987, 6, 5)) for _ in range(2))
    assert one == other
    later = report(loaded.scenario, loaded.path, **SMALL, written=date(1986, 7, 4))
    assert later != one
    assert later.replace("1986-07-04", "1987-06-05").replace("4 July 1986", "5 June 1987") == one


def test_data_alone_need_no_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bundle, "FOLDER", tmp_path / "nowhere")
    loaded = ifso.load("tutorial")
    assert json.loads(report(loaded.scenario, loaded.path, data=True, **SMALL))["mode"] == "report"
    with pytest.raises(UsageError, match="has not been built"):
        report(loaded.scenario, loaded.path, draws=10**6)  # at once, before anything is computed


def test_an_earlier_report_is_overwritten_and_nothing_else(tmp_path: Path) -> None:
    loaded, path = ifso.load("tutorial"), tmp_path / "report.html"
    for text in ("", "<!doctype html><html>mine</html>"):
        path.write_text(text, encoding="utf-8")
        if text:
            with pytest.raises(UsageError, match="is no report of ifso"):
                loaded.report(path, **SMALL)
            assert path.read_text(encoding="utf-8") == text
        loaded.report(path, force=bool(text), **SMALL)
        loaded.report(path, **SMALL)
        loaded.report(path, data=True, **SMALL)
        loaded.report(path, **SMALL)


def test_the_scenarios_own_files_are_never_overwritten(tmp_path: Path) -> None:
    source = ifso.load("central-asia").path
    for file in source.parent.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    loaded = ifso.load(tmp_path / source.name)
    for name in ("central-asia.yaml", "central-asia.lock.json", "commentary.md"):
        with pytest.raises(UsageError, match="is a file of the scenario"):
            loaded.report(tmp_path / name, force=True)


@pytest.mark.parametrize(("target", "said"), [(3, "not to the number 3"), (None, "not to None")])
def test_a_target_is_a_path(target: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        ifso.load("tutorial").report(target)  # type: ignore[arg-type] # which is the point


def test_a_folder_and_a_place_that_is_not_there_are_refused(tmp_path: Path) -> None:
    loaded = ifso.load("tutorial")
    with pytest.raises(UsageError, match="is a folder"):
        loaded.report(tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        loaded.report(tmp_path / "nowhere" / "report.html", **SMALL)


def test_an_unknown_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Nothing can be asked for by `path`"):
        ifso.load("tutorial").report(tmp_path / "report.html", path="x")
