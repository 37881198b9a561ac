"""One name for a request and all that follows from it, in the web part, in Rasa and in the actions."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

HEADER = "X-Request-ID"
"""Where a request brings its name, if a proxy has given it one, and where the answer tells it."""

KEY = "request_id"
"""Under which it goes along to Rasa, in the message's metadata, and stands in the logs."""

_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")

_served = False


def request_id_from(given: object) -> str:
    """The name that a request came with, if it can be one; else a new one."""
    return given if isinstance(given, str) and _NAME.fullmatch(given) else secrets.token_hex(8)


def current_request_id() -> str | None:
    """The name of the request that is being answered here; None outside of any."""
    found = get_contextvars().get(KEY)
    return found if isinstance(found, str) else None


@contextmanager
def answering(request_id: str, session: str | None = None) -> Iterator[None]:
    """Meanwhile all that is told belongs to that request, and to that session, whose id itself is never told."""
    global _served
    _served = True
    about = {KEY: request_id} if session is None else {KEY: request_id, "session": veiled(session)}
    with bound_contextvars(**about):
        yield


def nobody_has_come() -> bool:
    """Whether this process has not been asked for anything yet: then there are no words that it could let slip."""
    return not _served


def veiled(session: str) -> str:
    """What logs call a session: enough to see what belongs together, and no way back to it."""
    return hashlib.sha256(session.encode(errors="replace")).hexdigest()[:10]
