"""A page in a notebook: the same data and the same bundle as in the browser, and the still answer where it cannot be shown."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.verbs import notebook

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def asked() -> Any:
    return ifso.load("tutorial").ask(draws=10, worlds=256)


def shown(widget: Any) -> dict[str, Any]:
    bundle = widget._repr_mimebundle_()
    return bundle[0] if isinstance(bundle, tuple) else bundle


def test_an_answer_is_shown_live_and_still(asked: Any) -> None:
    bundle = asked._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) >= {VIEW, "text/html", "text/plain"}
    assert bundle["text/html"] == asked._repr_html_()
    assert bundle["text/plain"] == repr(asked)


def test_marimo_is_handed_the_widget_and_else_the_still_answer(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked._display_().page["answer"] == notebook.answer_widget(asked, asked._request, asked._path).page["answer"]
    monkeypatch.setattr(notebook, "can_show", lambda: False)
    assert asked._display_()._repr_html_() == asked._repr_html_()


def test_the_widget_is_the_bundle_with_the_page_of_the_answer(asked: Any) -> None:
    widget = notebook.answer_widget(asked, asked._request, asked._path)
    bundle = files("ifso.report") / "bundle"
    assert str(widget._esm) == (bundle / "page.js").read_text(encoding="utf-8")
    assert str(widget._css) == (bundle / "page.css").read_text(encoding="utf-8")
    page = widget.page
    assert page["mode"] == "widget"
    assert page["scenario"]["title"] == "If the rail workers strike, is there a pay deal?"
    assert page["answer"]["views"][0]["chances"]["do"]["value"] == pytest.approx(
        asked.answer.views[0].answered.chances["do"].value, abs=1e-6
    )
    assert page["linchpins"] is None
    assert json.loads(json.dumps(page, allow_nan=False)) == page
    assert "page" in widget.get_state()
    assert VIEW in shown(widget)


def test_a_page_has_everything() -> None:
    page = ifso.load("tutorial").page(draws=10, worlds=256).page
    assert page["mode"] == "widget"
    assert all(page[part] is not None for part in ("answer", "linchpins", "paths", "watch"))


def test_without_anywidget_the_answer_is_shown_still(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook._class.cache_clear()
    monkeypatch.setattr(notebook, "can_show", lambda: False)
    assert set(asked._repr_mimebundle_()) == {"text/html", "text/plain"}
    with pytest.raises(UsageError, match="anywidget") as raised:
        ifso.load("tutorial").page()
    assert 'pip install "ifso[notebook]"' in raised.value.hint


def test_a_file_that_has_changed_leaves_the_still_answer(tmp_path: Any) -> None:
    path = tmp_path / "one.yaml"
    path.write_bytes(ifso.load("tutorial").path.read_bytes())
    asked = ifso.load(path).ask(draws=10, worlds=256)
    path.write_text("ifso: 1\n")
    assert set(asked._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_the_scenario_of_another_verb_has_no_file() -> None:
    from ifso.verbs.ask import ask  # noqa: PLC0415 - the verb itself, without a file

    assert set(ask(ifso.load("tutorial").scenario, draws=10, worlds=256)._repr_mimebundle_()) == {"text/html", "text/plain"}
