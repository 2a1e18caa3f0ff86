"""What tests of the page share: a scenario that has everything, its whole page, and a bundle small enough to look at."""

from pathlib import Path
from typing import Any

import pytest

from ifso.report.page import bundle
from ifso.verbs.loading import Loaded
from ifso.verbs.page import whole_page

from .arguing import SMALL, load, request


@pytest.fixture(scope="session")
def dam(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load(tmp_path_factory.mktemp("dam"))


@pytest.fixture(scope="session")
def page(dam: Loaded) -> dict[str, Any]:
    return whole_page(request(dam, **SMALL), dam.path, written="2026-06-01")


@pytest.fixture
def small_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bundle"
    folder.mkdir()
    (folder / "page.js").write_text('const mark = "<!---->", end = "</script>"; export { mark, end };\n', encoding="utf-8")
    (folder / "page.css").write_text("body { color: black }\n", encoding="utf-8")
    monkeypatch.setattr(bundle, "FOLDER", folder)
    return folder
