"""A page as one file: whole, safe, and readable without a script."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.report.page import bundle
from ifso.report.page.html import in_element, page_html, page_json
from ifso.verbs.page import whole_page

from .arguing import ATTACK, EVERYTHING, SMALL, load, request

pytestmark = pytest.mark.usefixtures("small_bundle")


class Document(HTMLParser):
    """What a browser makes of a document: its elements in order, and the texts of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[dict[str, str | None], str]] = []
        self.text = ""
        self.comments: list[str] = []
        self._within: dict[str, str | None] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.raw.append((dict(attrs) | {"is": tag}, ""))
            self._within = self.raw[-1][0]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._within = None

    def handle_data(self, data: str) -> None:
        if self._within is None:
            self.text += data
        else:
            self.raw[-1] = (self.raw[-1][0], self.raw[-1][1] + data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def raws(self, element: str, kind: str | None = None) -> Iterator[str]:
        return (text for attributes, text in self.raw if attributes["is"] == element and attributes.get("type") == kind)


def test_the_document_holds_program_style_and_data(page: dict[str, Any], small_bundle: Path) -> None:
    document = Document(page_html(page))
    (data,) = document.raws("script", "application/json")
    (script,) = document.raws("script", "module")
    (style,) = document.raws("style")
    assert json.loads(data) == page
    assert style == (small_bundle / "page.css").read_text(encoding="utf-8")
    assert script == 'const mark = "\\x3C!---->", end = "\\x3C/script>"; export { mark, end };\n'
    assert ("html", {"lang": "en"}) in document.elements
    assert ("div", {"id": "ifso"}) in document.elements
    assert "If it rains, is the town flooded?" in document.text


def test_the_browser_may_run_that_script_and_fetch_nothing(page: dict[str, Any]) -> None:
    document = Document(page_html(page))
    (policy,) = (a["content"] for tag, a in document.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for rule, text in (("script-src", next(document.raws("script", "module"))), ("style-src", next(document.raws("style")))):
        (told,) = re.findall(r"^'sha256-([^']+)'$", rules[rule])
        assert b64decode(told) == sha256(text.encode("utf-8")).digest()
    assert (rules["worker-src"], rules["base-uri"], rules["form-action"]) == ("blob:", "'none'", "'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_nothing_is_fetched_from_elsewhere(page: dict[str, Any]) -> None:
    for tag, attributes in Document(page_html(page)).elements:
        assert "src" not in attributes
        assert tag not in {"iframe", "img", "object", "embed", "base"}
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "link":
            assert attributes["href"] == "data:,"


def test_the_essentials_are_there_in_words(page: dict[str, Any]) -> None:
    document = Document(page_html(page))
    for said in (
        "If: It rains for weeks. (made to happen on 1 May 2026, whatever its causes)", "Then: The town is flooded. (by 1 May 2030)",
        "made to happen", "What it hinges on", "What to watch", "Written on 1 June 2026 by ifso", "from dam.yaml", "seed 0",
        "On the dam, An engineer, 2025, https://example.org/dam",
    ):  # fmt: skip
        assert said in document.text
    likely = re.findall(r"(?:likely|chance|certain) \((\d+-\d+%)\)", document.text)
    assert likely  # a word stands beside its range
    table = [tag for tag, _ in document.elements if tag in {"table", "caption", "th", "tr"}]
    assert table[:2] == ["table", "caption"]


def hostile(folder: Path) -> dict[str, Any]:
    text = EVERYTHING.replace("If it rains, is the town flooded?", json.dumps(f"{ATTACK} title"))
    for plain in ("A dam above a town.", "On the dam", "An engineer", "It rains for weeks.", "Water runs over it.", "It owns it.", "Ice.",
                  "It mends the dam.", "The engineer's.", "The river.", "the town, kind", "A letter"):  # fmt: skip
        words = plain.removesuffix(", kind")
        text = text.replace(words, json.dumps(f"{ATTACK} {words}"), 1)
    text = text.replace("[the dam holds, ", f"[{json.dumps(ATTACK)}, the dam holds, ")
    source = f"{ATTACK}\nBefore 𝄞 all else: the dam holds. It “will break” in a wet year, and 𝄞𝄞 the town below is flooded. Nobody says."
    loaded = load(folder, text, report=source)
    return whole_page(request(loaded, **SMALL), loaded.path)


def test_a_scenario_that_tries_to_be_markup_stays_text(tmp_path: Path, page: dict[str, Any]) -> None:
    attacked = hostile(tmp_path)
    assert ATTACK in attacked["scenario"]["title"]
    assert ATTACK in attacked["sources"][0]["text"]
    good, bad = (Document(page_html(one)) for one in (page, attacked))
    assert json.loads(next(bad.raws("script", "application/json"))) == attacked
    assert [tag for tag, _ in bad.elements if tag not in {"li", "ul", "p", "h3", "tr", "td", "th"}] == [
        tag for tag, _ in good.elements if tag not in {"li", "ul", "p", "h3", "tr", "td", "th"}
    ]
    assert bad.comments == []
    assert len(bad.raw) == 3
    assert f"{ATTACK} title" in bad.text
    whole = page_html(attacked)
    assert whole.count("</script>") == 2
    assert "<script>alert" not in whole
    assert "<img" not in whole
    assert "<!--" not in whole


def test_the_same_page_has_the_same_bytes(page: dict[str, Any]) -> None:
    assert page_html(page) == page_html(json.loads(page_json(page)))


def test_a_page_without_heavy_parts_says_what_it_can(page: dict[str, Any]) -> None:
    bare = page | dict.fromkeys(("answer", "linchpins", "paths", "watch", "faced")) | {"cruxes": {}, "written": None}
    text = Document(page_html(bare)).text
    assert "Then: The town is flooded." in text
    assert "Written by ifso" in text


@pytest.mark.parametrize("lacking", ["page.js", "page.css"])
def test_a_missing_bundle_is_said_with_the_remedy(page: dict[str, Any], small_bundle: Path, lacking: str) -> None:
    (small_bundle / lacking).unlink()
    with pytest.raises(UsageError, match=bundle.UNBUILT) as told:
        page_html(page)
    assert "npm run build" in told.value.hint


def test_what_could_end_an_element_is_escaped_and_means_the_same() -> None:
    assert in_element('"<!--" + "</script>" + "<script"') == '"\\x3C!--" + "\\x3C/script>" + "\\x3Cscript"'
