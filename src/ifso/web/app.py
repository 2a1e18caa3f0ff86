"""What the server answers, by address: the frame, its program and style, the page's data, and the connection over which all else goes.

Owns the routes; nothing else has an address, and no folder is served. Leaves who may ask to :mod:`ifso.web.guard`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from ifso.ground.diagnostics import IfsoError, UsageError
from ifso.report.page.bundle import HOW_TO_BUILD, UNBUILT, bundle
from ifso.web.guard import Gate, Guard
from ifso.web.jobs import in_words
from ifso.web.live import Talk
from ifso.web.pages import frame_page, missing_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp
    from starlette.websockets import WebSocket

    from ifso.web.opened import Opened

KINDS = {"page.js": "text/javascript", "page.css": "text/css"}
"""The page's program and its style, in the order in which the bundle has them."""


async def _ahead(opened: Opened) -> None:
    """Make the first page ready before anybody asks."""
    with contextlib.suppress(IfsoError):  # it is said to whoever asks
        await opened.page(opened.question_of(None))


def application(opened: Opened, gate: Gate) -> ASGIApp:
    """Return the server's application for a scenario that is open."""

    async def frame(_: Request) -> Response:
        try:
            await asyncio.to_thread(bundle)
        except UsageError as problem:
            return HTMLResponse(missing_page(problem.message, problem.hint), status_code=503)
        loaded = opened.reading.loaded
        return HTMLResponse(frame_page(loaded.scenario.title, loaded.path.name))

    async def bundled(request: Request) -> Response:
        name = request.url.path.removeprefix("/")
        try:
            texts = await asyncio.to_thread(bundle)
        except UsageError:
            return Response(f"{UNBUILT} {HOW_TO_BUILD}", status_code=503, media_type="text/plain")
        return Response(texts[tuple(KINDS).index(name)], media_type=KINDS[name])

    async def page(request: Request) -> Response:
        await opened.look()
        try:
            text = await opened.page(opened.question_of(request.query_params.get("question")))
        except IfsoError as problem:
            message, hint = in_words(problem)
            return JSONResponse({"message": message, "hint": hint}, status_code=409)
        return Response(text, media_type="application/json")

    async def live(socket: WebSocket) -> None:
        await Talk(socket, opened, socket.query_params.get("question")).hold()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        opened.jobs.start()
        tasks = [asyncio.create_task(opened.follow()), asyncio.create_task(_ahead(opened))]
        try:
            yield
        finally:
            opened.jobs.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    routes = [
        Route("/", frame),
        *(Route(f"/{name}", bundled) for name in KINDS),
        Route("/page.json", page),
        WebSocketRoute("/live", live),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.router.redirect_slashes = False
    return Guard(app, gate)
