"""Writing what is generated: ``python -m ifso.scenario.generate`` in the project's folder.

Owns where the JSON Schema and the file reference lie. Tests compare them with what would be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ifso.ground.files import write_atomic
from ifso.scenario.reference import reference
from ifso.scenario.schema import schema_text


def generated(project: Path) -> Mapping[Path, str]:
    """Return the text of each generated file, by its path in a project's folder."""
    return {
        project / "src/ifso/examples/ifso.schema.json": schema_text(),
        project / "docs/reference/file.md": reference(),
    }


def main() -> None:
    """Write every generated file."""
    for path, text in generated(Path.cwd()).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode("utf-8"))


if __name__ == "__main__":
    main()
