"""The page's program and its style, as they were built with the package.

Owns where they lie and what is said where they are missing. Leaves building them to the package.
"""

from __future__ import annotations

from pathlib import Path

import ifso.report
from ifso.ground.diagnostics import UsageError

FOLDER = Path(ifso.report.__file__).parent / "bundle"
UNBUILT = "The page has not been built."
HOW_TO_BUILD = "Install ifso with pip, which builds it; in a clone of the sources run `npm ci` and `npm run build` in `frontend`."


def bundle() -> tuple[str, str]:
    """Return script and style. Raises ``UsageError`` where one of them is missing."""
    try:
        return (FOLDER / "page.js").read_text(encoding="utf-8"), (FOLDER / "page.css").read_text(encoding="utf-8")
    except OSError:
        raise UsageError(UNBUILT, hint=HOW_TO_BUILD) from None
