"""What builds the page's bundle: when it is built, with which Node, and what is said where that fails."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path, hook: ModuleType) -> Path:
    """A source tree with a bundle that was made from it."""
    source = tmp_path / "frontend" / "src"
    source.mkdir(parents=True)
    (source / "page.ts").write_text("export {};")
    (tmp_path / "frontend" / "package-lock.json").write_text("{}")
    bundle = hook.bundle_of(tmp_path)
    bundle.mkdir(parents=True)
    for name in hook.MADE:
        (bundle / name).write_text("made")
    (bundle / hook.STAMP).write_text(hook.hash_of_sources(tmp_path))
    return tmp_path


def program(folder: Path, name: str, says: str = "", code: int = 0) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)


def test_a_bundle_made_from_these_sources_is_taken_as_it_is(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert hook.fresh(tree)
    made = hook.Bundle(str(tree), {}, None, None, "", "wheel")
    assert made.dependencies() == []
    made.initialize("standard", {})
    assert (hook.bundle_of(tree) / "page.js").read_text() == "made"


@pytest.mark.parametrize("change", ["src/page.ts", "src/parts/New.svelte", "package-lock.json", "vite.config.ts"])
def test_other_sources_ask_for_another_bundle(tree: Path, hook: ModuleType, change: str) -> None:
    path = tree / "frontend" / change
    path.parent.mkdir(exist_ok=True)
    path.write_text("changed")
    assert not hook.fresh(tree)


@pytest.mark.parametrize("lost", ["page.js", "page.css", "licences.txt", "sources.sha256"])
def test_a_part_that_is_lost_asks_for_another_bundle(tree: Path, hook: ModuleType, lost: str) -> None:
    (hook.bundle_of(tree) / lost).unlink()
    assert not hook.fresh(tree)


def test_what_npm_installs_is_no_source(tree: Path, hook: ModuleType) -> None:
    (tree / "frontend" / "node_modules" / "svelte").mkdir(parents=True)
    (tree / "frontend" / "node_modules" / "svelte" / "index.js").write_text("anything")
    assert hook.fresh(tree)


@pytest.mark.parametrize(
    ("says", "good"),
    [("v20.19.0", True), ("v20.20.2", True), ("v24.1.0", True), ("v22.12.0", True),
     ("v22.11.0", False), ("v21.7.0", False), ("v20.18.1", False), ("v18.19.0", False), ("", False)],
)  # fmt: skip
def test_which_node_is_good_enough(
    tmp_path: Path,
    hook: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    says: str,
    good: bool,  # noqa: FBT001 - a column of the table
) -> None:
    program(tmp_path / "bin", "node", says)
    program(tmp_path / "bin", "npm")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert (hook.system_node() is not None) is good


def test_node_without_npm_is_none(tmp_path: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "node", "v24.1.0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert hook.system_node() is None


def test_node_comes_as_a_package_where_the_machine_has_none(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    (hook.bundle_of(tree) / "page.js").unlink()
    monkeypatch.setenv("PATH", "")
    assert hook.Bundle(str(tree), {}, None, None, "", "wheel").dependencies() == [hook.NODE]


def test_without_any_node_the_remedy_is_named(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(hook, "packaged_node", lambda: None)
    with pytest.raises(SystemExit, match="Install Node, or `pip install"):
        hook.build(tree)


@pytest.mark.parametrize(("fails", "word"), [("ci", "Is the npm registry within reach"), ("run", "Vite could not build the page")])
def test_a_step_that_fails_is_named(
    *, tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], fails: str, word: str
) -> None:
    npm = tree / "bin" / "npm"
    program(tree / "bin", "node", "v24.1.0")
    npm.write_text(f'#!/bin/sh\n[ "$1" != {fails} ] || {{ echo "npm error"; exit 1; }}\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(SystemExit, match=word):
        hook.build(tree)
    assert f"frontend: npm {fails}" in capfd.readouterr().out


def test_a_build_that_makes_too_little_is_told_of(tree: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tree / "bin", "node", "v24.1.0")
    program(tree / "bin", "npm")
    (hook.bundle_of(tree) / "page.css").unlink()
    monkeypatch.setenv("PATH", f"{tree / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(SystemExit, match=r"Vite made no page\.css"):
        hook.build(tree)


def test_without_sources_and_bundle_it_is_said_so(tree: Path, hook: ModuleType) -> None:
    (tree / "frontend" / "package-lock.json").unlink()
    with pytest.raises(SystemExit, match=r"frontend/ is not here"):
        hook.build(tree)
