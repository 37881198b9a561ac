"""Who may see what: whoever holds the token of a session, or the code of the practice it belongs to."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets

from litestar import Request
from litestar.datastructures import State as AppState
from litestar.params import FromPath

from bot.records import Records, SessionRecord, Trainee
from bot.web.codes import read_code
from bot.web.problems import no_such_practice, not_yours

Asked = Request[object, object, AppState]


def new_token() -> str:
    """A token of 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a token or a code: its SHA-256 in hexadecimal. It is random, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def own_session(session: FromPath[str], request: Asked) -> SessionRecord:
    """The session of the address, if the request brings its token, or its practice's code. Raises Problem 401."""
    records: Records = request.app.state.records
    secret = _bearer(request)
    found = await asyncio.to_thread(records.session, session) if secret is not None else None
    # All are compared, even when there is no such session, so that the time taken does not tell.
    by_token = _opens(secret or "", found.token_hash if found else None)
    by_code = _opens(read_code(secret or "") or "", found.code_hash if found else None)
    if found is None or not (by_token or by_code):
        raise not_yours()
    return found


async def own_practice(request: Asked) -> Trainee:
    """The trainee whose code the request brings. Raises Problem 401. A wrong code costs one look into an index."""
    records: Records = request.app.state.records
    code = read_code(_bearer(request) or "")
    found = None if code is None else await asyncio.to_thread(records.trainee, hash_of(code))
    if found is None:
        raise no_such_practice()
    return found


async def practice_if_named(request: Asked) -> Trainee | None:
    """As `own_practice`; None for a request that names none."""
    return await own_practice(request) if request.headers.get("authorization") else None


def _bearer(request: Asked) -> str | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


def _opens(secret: str, kept: str | None) -> bool:
    same = hmac.compare_digest(kept or hash_of(""), hash_of(secret))
    return same and kept is not None
