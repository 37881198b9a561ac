"""Who may do what on the facilitator's side: whoever is signed in, from this site's own pages."""

from __future__ import annotations

import asyncio
from typing import Any, TypeAlias

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from bot.records import Facilitator, Records
from bot.records.sign_ins import LONGEST
from bot.web.access import Asked
from bot.web.facilitator import problems
from bot.web.front import Front
from bot.web.tokens import hash_of

COOKIE = "alongside_facilitator"
HOST = "__Host-"
"""Begins the name of a cookie where the site is known to be asked by https: browsers then take it from this host alone,
and no other site of the college can put one of its own in its place."""
HEADER, OURS = "X-Alongside", "facilitator"
"""A page of another site cannot put this header on a request unless this site allows it, which it never does."""

SIGNED_IN: list[dict[str, list[str]]] = [{"facilitator": []}]
"""What the OpenAPI document says of routes for those who are signed in."""

Me: TypeAlias = NamedDependency[Facilitator]

_HARMLESS = ("GET", "HEAD", "OPTIONS")


def from_here(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Let nothing be changed by a request that another site's page may have made. Raises Problem 403.

    Browsers name the page's site in `Origin` and `Sec-Fetch-Site`; what names none is no browser, and has no cookie
    that it was not given.
    """
    if isinstance(connection, Request) and connection.method in _HARMLESS:
        return
    headers = connection.headers
    origin = headers.get("origin")
    ours = headers.get(HEADER) == OURS
    near = headers.get("sec-fetch-site", "same-origin") == "same-origin"
    front: Front = connection.app.state.front
    same = origin is None or front.is_ours(origin, headers.get("host", ""))
    if not (ours and near and same):
        raise problems.not_from_here()


async def who_is_signed_in(request: Asked) -> Facilitator:
    """The facilitator whose cookie the request brings. Raises Problem 401."""
    records: Records = request.app.state.records
    token = token_of(request)
    found = await asyncio.to_thread(records.signed_in, hash_of(token)) if token else None
    if found is None:
        raise problems.not_signed_in()
    return found


def administrators(me: Me) -> Facilitator:
    """The same, if they are an administrator. Raises Problem 403."""
    if not me.is_administrator:
        raise problems.administrators_only()
    return me


def token_of(request: Asked) -> str | None:
    """The token in the request's cookie."""
    return cookie_of(COOKIE, request)


def cookie_with(token: str, request: Asked) -> Cookie:
    """The cookie of somebody who is signed in."""
    return named_cookie(COOKIE, token, int(LONGEST.total_seconds()), request)


def no_cookie(request: Asked) -> Cookie:
    """What takes the cookie away again."""
    return named_cookie(COOKIE, "", 0, request)


def cookie_of(name: str, request: Asked) -> str | None:
    """What the request brings in the cookie that was given under that name."""
    return request.cookies.get(_name(name, request.app.state.front))


def named_cookie(name: str, value: str, max_age: int, request: Asked) -> Cookie:
    """A cookie that no script can read, that goes to this site alone, and only from its own pages.

    `max_age` is in seconds; 0 takes it away.
    """
    front: Front = request.app.state.front
    secure, name = front.secured(request), _name(name, front)
    return Cookie(name, value=value, path="/", max_age=max_age, httponly=True, samesite="strict", secure=secure)


def _name(name: str, front: Front) -> str:
    return f"{HOST}{name}" if front.secure else name
