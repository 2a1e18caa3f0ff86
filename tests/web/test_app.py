"""What is answered by address, and that nothing else is."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ifso.ground.diagnostics import UsageError

from .browsing import Site

HOSTILE = """\
ifso: 1
title: "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
start: 2026-01-01
events:
  strike:
    says: "<b onclick='alert(3)'>&amp; </title>"
    resolves: x
    causes: {called: {because: "<svg/onload=alert(4)>"}}
views: {mine: {about: "${alert(5)} ]]> <!--", strike.called: 40% within 1 year}}
questions: {main: {then: strike, by: 1 years}}
"""


def test_the_frame_names_the_scenario_and_loads_the_page(site: Site) -> None:
    answer = site.client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for part in (
        "<title>If one side calls up its army",
        '<div id="ifso">',
        'href="page.css"',
        'src="page.js"',
        "<code>ifso ask standoff.yaml</code>",
    ):
        assert part in answer.text


def test_the_program_and_its_style_come_with_their_kinds(site: Site) -> None:
    assert (site.client.get("/page.js").text, site.client.get("/page.css").text) == ("// the page", "/* the page */")
    assert site.client.get("/page.js").headers["content-type"].startswith("text/javascript")
    assert site.client.get("/page.css").headers["content-type"].startswith("text/css")


def test_the_pages_data_are_there_before_the_heavy_parts(site: Site) -> None:
    answer = site.client.get("/page.json")
    page = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert page["scenario"]["sha256"] == site.opened.reading.sha256
    assert page["scenario"]["text"] == site.path.read_text(encoding="utf-8")
    assert (page["mode"], page["question"]["name"], page["answer"], page["linchpins"]) == ("served", "main", None, None)
    assert set(page["programs"]) == {"calm", "tense"}


def test_another_question_can_be_asked_for_and_an_unknown_one_is_the_first(site: Site) -> None:
    assert site.client.get("/page.json", params={"question": "alone"}).json()["question"]["name"] == "alone"
    assert site.client.get("/page.json", params={"question": "nothing"}).json()["question"]["name"] == "main"


def test_text_from_a_scenario_is_never_markup(open_site: Callable[[Path], Site], tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    site = open_site(path)
    site.let_in()
    text = site.client.get("/").text
    assert text.count("<script") == 1
    for markup in ("<img", "<b ", "<svg", "alert(1)</script>"):
        assert markup not in text
    answer = site.client.get("/page.json")
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text)["scenario"]["title"].startswith("</script><script>alert(1)")


@pytest.mark.parametrize(
    "address",
    [
        "/standoff.yaml",
        "/argument/standoff.yaml",
        "/..%2fstandoff.yaml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page.js/../../app.py",
        "/licences.txt",
        "/page.js/",
        "/page.js%00",
        "/live",
    ],
)
def test_nothing_else_has_an_address(site: Site, address: str) -> None:
    (site.path.parent / "secret.txt").write_text("a secret", encoding="utf-8")
    answer = site.client.get(address)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_a_source_outside_of_the_folder_is_not_read(open_site: Callable[[Path], Site], path: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret", encoding="utf-8")
    site = open_site(path)
    site.let_in()
    (path.parent / "link.txt").symlink_to(tmp_path / "secret.txt")
    page = site.page()
    for file in ("../secret.txt", "link.txt"):
        text = path.read_text(encoding="utf-8").split("\nsources:")[0]
        path.write_text(text + f"\nsources: {{leak: {{title: x, file: {file}}}}}\n", encoding="utf-8")
        broken = page.hear("broken")
        assert broken["findings"][0]["code"] == "source-outside"
        assert "a secret" not in json.dumps(broken)
        assert "a secret" not in site.client.get("/page.json").text


def test_a_page_that_has_not_been_built_says_how(site: Site, bundle: Path) -> None:
    (bundle / "page.js").unlink()
    answer = site.client.get("/")
    assert answer.status_code == 503
    assert "npm run build" in answer.text
    assert site.client.get("/page.js").status_code == 503


def test_a_page_can_be_opened_while_the_file_does_not_read(site: Site) -> None:
    good = site.client.get("/page.json").json()
    site.path.write_text("title: [half", encoding="utf-8")
    assert site.client.get("/page.json").json() == good
    assert site.client.get("/page.json", params={"question": "alone"}).json()["question"]["name"] == "alone"
    assert site.page().hear("broken")["findings"][0]["severity"] == "error"


def test_a_scenario_that_asks_nothing_cannot_be_shown(open_site: Callable[[Path], Site], path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").split("\nquestions:")[0] + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="asks no question"):
        open_site(path)
    assert os.listdir(path.parent) == ["standoff.yaml"]  # noqa: PTH208 - the names alone
