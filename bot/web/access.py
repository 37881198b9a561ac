"""Who may see a session: whoever holds its token, or the code of the practice it belongs to."""

from __future__ import annotations

import asyncio
import hmac
from datetime import timedelta

from litestar import Request
from litestar.datastructures import State as AppState
from litestar.params import FromPath

from bot.records import Records, SessionRecord
from bot.records.store import now
from bot.web.codes import read_code
from bot.web.problems import not_yours
from bot.web.tokens import hash_of

Asked = Request[object, object, AppState]


async def own_session(session: FromPath[str], request: Asked) -> SessionRecord:
    """The session of the address, if the request brings its token, or its practice's code. Raises Problem 401.

    A token is good for a while after the last word: what was left open in a library opens nothing next term.
    """
    records: Records = request.app.state.records
    secret = bearer_of(request)
    found = await asyncio.to_thread(records.session, session) if secret is not None else None
    # All are compared, even when there is no such session, so that the time taken does not tell.
    by_token = _opens(secret or "", found.token_hash if found else None)
    by_code = _opens(read_code(secret or "") or "", found.code_hash if found else None)
    lasts: timedelta = request.app.state.token_lasts
    by_token = by_token and found is not None and now() - found.updated_at <= lasts
    if found is None or not (by_token or by_code):
        raise not_yours()
    return found


def bearer_of(request: Asked) -> str | None:
    """The secret that a request brings in its header, if it brings one."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


def _opens(secret: str, kept: str | None) -> bool:
    same = hmac.compare_digest(kept or hash_of(""), hash_of(secret))
    return same and kept is not None
