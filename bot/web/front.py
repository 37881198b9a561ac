"""The address by which people know this site, and what follows from it: cookies, links, names that are refused."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from bot.settings import Settings
from bot.web.problems import Problem

A_YEAR = 31_536_000
"""Seconds for which browsers then ask for this site by https alone."""

ASKED_BY_MACHINES = "/health"
"""Looked at by what watches over the site, which knows it by whatever name."""


class Front:
    """The site as it is known outside.

    With a public address, links name it and no other; requests under another name are refused, because a stranger's
    name that leads here (DNS rebinding) would make the stranger's page one of ours; and https there keeps cookies and
    browsers to https. Without one, a request is believed about its own name: there is nothing to compare it with.
    """

    def __init__(self, public_url: str) -> None:
        self._origin = public_url.rstrip("/").lower()
        self._host = urlsplit(self._origin).netloc
        self.secure = self._origin.startswith("https://")

    @classmethod
    def of(cls, settings: Settings) -> Front:
        """As it is set."""
        return cls(settings.public_url)

    def origin(self, connection: ASGIConnection[Any, Any, Any, Any]) -> str:
        """What links begin with, such as https://practice.college.example."""
        return self._origin or str(connection.base_url).rstrip("/")

    def secured(self, connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
        """Whether cookies are to go by https alone."""
        return self.secure or connection.url.scheme == "https"

    def is_ours(self, origin: str, host: str) -> bool:
        """Whether a page of that origin is a page of this site, which was asked for as that host."""
        origin, host = origin.lower(), host.lower()
        return origin == self._origin if self._host == host else urlsplit(origin).netloc == host

    def takes(self, host: str) -> bool:
        """Whether a request under that name is for this site. An address of digits is nobody's name."""
        host = host.lower()
        return not self._host or host == self._host or _names_nobody(host)


class Named:
    """Refuses requests under a name that is not this site's. Raises Problem 421."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        self._app = app
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or not."""
        if scope["type"] == ScopeType.HTTP and not scope["path"].startswith(ASKED_BY_MACHINES):
            host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
            if not self._front.takes(host):
                raise not_this_address()
        await self._app(scope, receive, send)


def not_this_address() -> Problem:
    """A name that leads here and is not this site's."""
    return Problem(
        421,
        "not_this_address",
        "Alongside is not known under this address. Open the one that you were given. If you run this site: "
        "ALONGSIDE_PUBLIC_URL is to hold the address that people use.",
    )


def _names_nobody(host: str) -> bool:
    """Whether a host is this machine's own name for itself, or an address in digits."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
