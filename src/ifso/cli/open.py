"""``ifso open``."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json, Question, Scenario

GRACE = 1.0
"""Seconds that what is being computed has to end once the server has stopped."""


def open_page(
    file: Scenario,
    question: Question = None,
    port: Annotated[int, typer.Option("--port", metavar="N", help="Serve on this port. Default: a free one.", show_default=False)] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address and open no browser.")] = False,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Serve on this address of the machine.")] = "127.0.0.1",
    allow_network: Annotated[bool, typer.Option("--allow-network", help="Let --host be an address that other machines reach. Whoever gets the page's address can then read the scenario and save into it.")] = False,
    json: Json = False,
) -> int:  # fmt: skip
    """Open a scenario in the browser: see it, move its numbers, weigh it, save a view of your own."""
    from ifso.cli.printing import say, shell, show_json, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.finding import find_scenario  # noqa: PLC0415

    path = find_scenario(file)

    from ifso.report.page.bundle import bundle  # noqa: PLC0415 - the server is loaded only to serve
    from ifso.verbs.page import KERNELS  # noqa: PLC0415
    from ifso.verbs.requesting import get_ready  # noqa: PLC0415
    from ifso.web.opened import Opened  # noqa: PLC0415
    from ifso.web.serving import bind, open_browser, serve  # noqa: PLC0415

    opened = Opened(path, question=question)
    bundle()  # before a port is taken
    bound = bind(host, port, network=allow_network)

    def ready() -> None:
        address = bound.address(bound.gate.token)
        if json:
            show_json({"address": address, "port": bound.gate.port})
        else:
            typer.echo(address)
        sys.stdout.flush()
        shown = not no_browser and open_browser(bound.address(bound.gate.ticket))
        if json:
            return
        say(("Opening it in the browser. " if shown else "Open this address in a browser. ") + "Ctrl-C ends it.")

    def stopped() -> None:
        if not json:
            say(f"Stopped. Next: {shell('ask', file)}")
        threading.Thread(target=_end, args=(GRACE,), daemon=True).start()

    get_ready(None if json else wait, *KERNELS)
    serve(opened, bound, ready, stopped)
    return Exit.FINE


def _end(after: float) -> None:
    """End the process after so many seconds, whatever is still being computed; the engine's threads cannot be told to."""
    time.sleep(after)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(Exit.FINE)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("open")(open_page)
