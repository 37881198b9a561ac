"""Browsers in which a facilitator has signed in before, whose tries at the password are counted by themselves.

Otherwise whoever knows a facilitator's name could keep them out in the middle of a workshop, by typing wrong passwords.
After OWASP, "Slow Down Online Guessing Attacks with Device Cookies". The cookie opens nothing. It is a name that the
browser was given, signed with what is kept of the password: nobody can make one up, and a new password voids it.
"""

from __future__ import annotations

import hashlib
import hmac

from litestar.datastructures import Cookie

from bot.records import Facilitator
from bot.web.access import Asked
from bot.web.facilitator.access import cookie_of, named_cookie
from bot.web.tokens import new_token

COOKIE = "alongside_device"

LASTS = 180 * 24 * 60 * 60
"""Seconds after the last time that somebody signed in there."""

LONGEST = 200
"""Characters of a cookie that are looked at."""


def known_device(request: Asked, facilitator: Facilitator, kept: str) -> str | None:
    """The name of the browser, if that facilitator has signed in there under the password of which that was kept."""
    device, _, signature = (cookie_of(COOKIE, request) or "")[:LONGEST].partition(".")
    expected = _signature(device, facilitator, kept)
    return device if hmac.compare_digest(signature.encode(), expected.encode()) else None


def device_cookie(request: Asked, facilitator: Facilitator, kept: str) -> Cookie:
    """The cookie by which the browser is known from now on: under the name it had, or a new one."""
    device = known_device(request, facilitator, kept) or new_token()
    return named_cookie(COOKIE, f"{device}.{_signature(device, facilitator, kept)}", LASTS, request)


def _signature(device: str, facilitator: Facilitator, kept: str) -> str:
    return hmac.new(kept.encode(), f"{facilitator.id} {device}".encode(), hashlib.sha256).hexdigest()
