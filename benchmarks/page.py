"""How long the page takes from a slider to the redrawn answer, in a browser without a window.

Builds a report that stands alone and opens it in Chromium. Every slider is moved to several places, one after the other, each when the
answer to the one before is there; the time runs from the slider's event to the moment when the answer, which is simulated anew in 20,000
worlds, is in the page and laid out. What the engine alone takes of it is told beside. A screen then shows it with its next frame.

Prints a table, or with ``--json`` everything that was measured. Needs ``playwright`` and a Chromium (``IFSO_CHROMIUM``, or Debian's). Other
work on the machine adds to the times: ``load`` tells of it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from measuring import machine

import ifso

MEDIAN_MS, P95_MS = 16.0, 50.0
"""What is aimed at: a frame of a screen, and three."""
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PLACES = (0.2, 0.35, 0.5, 0.65, 0.8)
"""Of each slider, in parts of its track."""
NOTICING = """
window.answers = [];
const Plain = window.Worker;
window.Worker = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.type !== "answered" || data.answer.settled) return;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        document.body.getBoundingClientRect();
        window.answers.push({ at: performance.now(), took: data.answer.took });
        channel.port1.close();
      };
      channel.port2.postMessage(null);
    });
  }
};
"""
"""Run before the page's own script: notes when an answer from the worker is in the page, after what Svelte changes for it, and laid out."""
MOVING = """
async ({ places, rounds }) => {
  const found = [];
  const sliders = [...document.querySelectorAll("input[type=range]")];
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (let round = 0; round < rounds; round++) {
    for (const slider of sliders) {
      const name = document.querySelector(`label[for="${slider.id}"]`)?.textContent ?? slider.id;
      const [low, high, before] = [Number(slider.min), Number(slider.max), slider.value];
      for (const place of places) {
        const known = window.answers.length;
        const begun = performance.now();
        set.call(slider, String(Math.round(low + (high - low) * place)));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        while (window.answers.length === known && performance.now() - begun < 10000) await rest(0);
        const answer = window.answers[known];
        if (!answer) throw new Error(`no answer to ${name}`);
        found.push({ round, name, place, ms: answer.at - begun, took: answer.took });
        await rest(20);
      }
      const known = window.answers.length;
      set.call(slider, before);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      while (window.answers.length === known) await rest(1);
    }
  }
  return found;
}
"""


def chromium() -> str | None:
    """Return the browser's program, or None."""
    named = os.environ.get("IFSO_CHROMIUM")
    found = (named and shutil.which(named), "/usr/bin/chromium", shutil.which("chromium"))
    return next((path for path in found if path and Path(path).exists()), None)


def measured(path: Path, browser: str, rounds: int) -> list[dict[str, Any]]:
    """Move every slider of a report; return each move with its milliseconds, those of the engine beside."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an error of its own where it is missing

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        try:
            page = started.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(NOTICING)
            page.goto(path.as_uri())
            page.locator("input[type=range]").first.wait_for()
            page.evaluate("async () => { while (!window.answers.length) await new Promise((resolve) => setTimeout(resolve, 50)); }")
            page.get_by_role("button", name=re.compile("^Show all [0-9]+ numbers$")).click()
            found: list[dict[str, Any]] = page.evaluate(MOVING, {"places": list(PLACES), "rounds": rounds})
            return found
        finally:
            started.close()


def told(moves: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the moves come to, those of the first round aside, in which the browser compiles."""
    last = [move for move in moves if move["round"] > 0] or moves

    def of(key: str) -> dict[str, float]:
        values = sorted(move[key] for move in last)
        return {"median": statistics.median(values), "p95": values[min(len(values) - 1, int(0.95 * len(values)))], "most": values[-1]}

    names = dict.fromkeys(move["name"] for move in last)
    slowest = sorted(((statistics.median(m["ms"] for m in last if m["name"] == name), name) for name in names), reverse=True)
    return {
        "moves": len(last), "sliders": len(names), "ms": of("ms"), "engine_ms": of("took"),
        "slowest": [{"slider": name, "median_ms": ms} for ms, name in slowest[:5]],
    }  # fmt: skip


def main() -> int:
    """Measure and print; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description="Measure how long the page takes from a slider to the redrawn answer.")
    parser.add_argument("--json", action="store_true", help="print everything that was measured as JSON")
    parser.add_argument("--example", default="central-asia")
    parser.add_argument("--rounds", type=int, default=3, help="how often every slider is moved; the first round is not counted")
    options = parser.parse_args()
    browser = chromium()
    if browser is None:
        print("There is no Chromium: install Debian's chromium, or name one in IFSO_CHROMIUM.", file=sys.stderr)
        return 2
    before = machine()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        ifso.load(options.example).report(path, draws=60, worlds=128)
        found = told(measured(path, browser, options.rounds))
    met = {"median": found["ms"]["median"] <= MEDIAN_MS, "p95": found["ms"]["p95"] <= P95_MS}
    if options.json:
        print(
            json.dumps(
                {"example": options.example, **found, "aims_ms": {"median": MEDIAN_MS, "p95": P95_MS}, "met": met, "machine": before}
            )
        )
    else:
        print(f"{options.example}: {found['moves']} moves of {found['sliders']} sliders, 20,000 worlds")
        for key, title in (("ms", "slider to redrawn answer"), ("engine_ms", "of it the engine")):
            times = found[key]
            print(f"  {title:<26} median {times['median']:6.1f} ms   95% {times['p95']:6.1f} ms   most {times['most']:6.1f} ms")
        for key, aim in (("median", MEDIAN_MS), ("p95", P95_MS)):
            print(f"  aim for {key:<6} {aim:4.0f} ms  {'met' if met[key] else 'MISSED'}")
        for one in found["slowest"]:
            print(f"  {one['median_ms']:6.1f} ms  {one['slider']}")
        print(f"  {before['processor']}, {before['cores']} cores, load {before['load']}")
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
