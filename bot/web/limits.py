"""How much one address and one person may ask for, and how long a request may take to arrive.

A whole college may share one address, so an address may ask for much, and a person for what no person needs. What
comes from this machine itself is not limited: either it is its owner's, or a web server in front does not tell for whom
it asks (`ALONGSIDE_PROXIES`), and then all would be counted as one.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Iterator

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, ReceiveMessage, Scope, Send

from bot.settings import Settings
from bot.web.counters import Counts, OwnCounts, SharedCounts, left_of_window
from bot.web.networks import LOOPBACK, network_of
from bot.web.problems import Problem, Wait

log = logging.getLogger(__name__)

UNCOUNTED = ("/static/", "/health/")
"""What costs nothing, and the probes of what watches over the site, which ask the parts once a second at most."""

BEGINNINGS = ("/api/sessions", "/api/practice", "/api/join/")
"""Where a POST leaves something in the records, whoever makes it."""

TALK = "/api/sessions/"
"""Below which a POST lets the parent or the coach speak: the dearest thing there is."""

ARRIVES_WITHIN = 20.0
"""Seconds in which the whole of a request must be here. A reply is a few hundred bytes."""


class Limits:
    """Counts requests, and knows who has had enough for this minute."""

    def __init__(self, settings: Settings) -> None:
        self._address = settings.requests_per_minute
        self._begun = settings.begun_per_minute
        self._person = settings.replies_per_minute
        shared = settings.redis_url
        self.counts: Counts = SharedCounts(shared) if shared else OwnCounts()

    async def check(self, scope: HTTPScope) -> None:
        """Count a request. Raises Problem 429 if it is one too many."""
        path = scope["path"]
        network = network_of(scope["client"][0] if scope["client"] else None)
        if network == LOOPBACK or path.startswith(UNCOUNTED):
            return
        limited = [(key, most) for key, most in self._keys(scope, path, network) if most]
        counted = await self.counts.count([key for key, _ in limited])
        if any(number > most for number, (_, most) in zip(counted, limited, strict=True)):
            raise too_fast(left_of_window())

    def _keys(self, scope: HTTPScope, path: str, network: str) -> Iterator[tuple[str, int]]:
        yield _key("address", network), self._address
        if scope["method"] != "POST":
            return
        if path.startswith(TALK):
            yield _key("person", _header(scope, b"authorization")), self._person
        elif path.startswith(BEGINNINGS):
            yield _key("begun", network), self._begun


class Limited:
    """Keeps requests within the limits. Raises Problem 429 and 408."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or not."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        self._look_at_proxy(scope)
        await self._limits.check(scope)
        await self._app(scope, _in_time(receive), send)

    def _look_at_proxy(self, scope: HTTPScope) -> None:
        """Say once if all seem to come from a web server in front: they share that one's limits then."""
        forwarded = _header(scope, b"x-forwarded-for")
        if self._told or not forwarded or scope["client"] is None:
            return
        # Of a web server that is believed, the address has been replaced by one that it tells of.
        if scope["client"][0] not in forwarded:
            self._told = True
            log.warning(
                "Requests come through a web server that ALONGSIDE_PROXIES does not name, so that all of them are "
                "counted as one person's."
            )


def too_fast(wait: int) -> Problem:
    """More than anybody needs."""
    return Problem(
        429,
        "too_fast",
        "That was more than can be answered at once. Nothing is lost: wait {wait}, then go on.",
        {"Retry-After": str(wait)},
        wait=Wait(wait),
    )


def too_slow() -> Problem:
    """A request of which the rest does not come."""
    return Problem(
        408,
        "too_slow",
        "What you sent did not arrive in time. Nothing is lost: look at your connection, then send it again.",
        {"Connection": "close"},
    )


def _in_time(receive: Receive) -> Receive:
    """Waits for the rest of a request, and not for ever."""
    until: float | None = None
    whole = False

    async def receive_in_time() -> ReceiveMessage:
        nonlocal until, whole
        if whole:
            return await receive()  # Only word that the client has gone can come now, and it may come late.
        now = asyncio.get_running_loop().time()
        until = until or now + ARRIVES_WITHIN
        try:
            message = await asyncio.wait_for(_message(receive), max(0.0, until - now))
        except asyncio.TimeoutError:
            raise too_slow() from None
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return receive_in_time


async def _message(receive: Receive) -> ReceiveMessage:
    return await receive()


def _header(scope: HTTPScope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _key(kind: str, whose: str) -> str:
    """What is counted under: neither an address nor a secret can be read from it."""
    return f"{kind}:{hashlib.sha256(whose.encode()).hexdigest()[:24]}"
