"""Take the pictures of the page that the documentation shows, with Chromium, from a report that stands alone.

Owns which pictures there are and how small they stay. Run it after the page has changed
(``python scripts/screenshots.py``), and look at what changed.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import ifso

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MOST = 200_000
"""Bytes of a picture."""


def main() -> int:
    """Take every picture; return 1 where one is too large."""
    chromium = os.environ.get("IFSO_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        print("There is no Chromium; name one in IFSO_CHROMIUM.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = ifso.load("central-asia").report(Path(folder) / "report.html")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1180}, reduced_motion="reduce", color_scheme="light")
        page.goto(report.as_uri())
        page.get_by_role("region", name="Present answer and tools").locator("strong").first.wait_for()
        page.evaluate("() => document.fonts.ready.then(() => true)")
        page.wait_for_timeout(1500)  # until the engine has settled
        shot = page.screenshot()
        browser.close()
    IMAGES.mkdir(exist_ok=True)
    written = IMAGES / "page.png"
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(colors=256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        written, optimize=True
    )
    print(f"{written.name}: {written.stat().st_size:,} bytes")
    return int(written.stat().st_size > MOST)


if __name__ == "__main__":
    sys.exit(main())
