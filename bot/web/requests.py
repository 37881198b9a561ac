"""Every request gets a name, is timed and told of: by its route, never by its address, which holds ids and codes."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING

from litestar.datastructures import Headers
from litestar.enums import ScopeType

from bot.watching.metrics import REQUEST_SECONDS, REQUESTS, REQUESTS_UNDER_WAY
from bot.watching.request_ids import HEADER, answering, request_id_from, veiled

if TYPE_CHECKING:
    from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

NOWHERE = "none"
"""The route of requests that lead nowhere."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
"""Others are told of as "other": anybody can make one up."""

PROBES = "/health"


class Requests:
    """An ASGI application around another, outside of all its routes: so what is found nowhere is told of too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on; the answer tells its name in `X-Request-ID`."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        request_id = request_id_from(Headers.from_scope(scope).get(HEADER))
        status, began = 0, perf_counter()

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named = (HEADER.lower().encode(), request_id.encode())
                message["headers"] = [*message.get("headers", ()), named]
            await send(message)

        with answering(request_id), REQUESTS_UNDER_WAY.track_inprogress():
            try:
                await self._app(scope, receive, send_named)
            finally:
                _tell(scope, status, perf_counter() - began)


def _tell(scope: HTTPScope, status: int, took: float) -> None:
    """Count the request and tell of it. A status of 0: whoever asked went away before there was an answer."""
    route = scope.get("path_template") or NOWHERE
    method = scope["method"] if scope["method"] in METHODS else "other"
    REQUESTS.labels(method, route, str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(took)
    level = logging.DEBUG if route.startswith(PROBES) else logging.WARNING if status >= 500 else logging.INFO
    if log.isEnabledFor(level):
        beside = {"method": method, "route": route, "status": status, "ms": round(took * 1000)}
        session = scope.get("path_params", {}).get("session")
        if isinstance(session, str):
            beside["session"] = veiled(session)
        log.log(level, "Answered a request.", extra=beside)
