"""Who may see a session: whoever holds the token that was handed out with it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets

from litestar import Request
from litestar.datastructures import State as AppState
from litestar.params import FromPath

from bot.records import Records, SessionRecord
from bot.web.problems import not_yours


def new_token() -> str:
    """A token of 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal. It is random, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


async def own_session(session: FromPath[str], request: Request[object, object, AppState]) -> SessionRecord:
    """The session of the address, if the request brings its token. Raises Problem 401 otherwise."""
    records: Records = request.app.state.records
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    found = await asyncio.to_thread(records.session, session) if kind.lower() == "bearer" else None
    # Compared even when there is no such session, so that the time taken does not tell.
    right = hmac.compare_digest((found and found.token_hash) or hash_of(""), hash_of(token.strip()))
    if found is None or found.token_hash is None or not right:
        raise not_yours()
    return found
