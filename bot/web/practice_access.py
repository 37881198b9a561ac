"""Who may see a practice: whoever has its code."""

from __future__ import annotations

from bot.records import Records, Trainee
from bot.web.access import Asked, bearer_of
from bot.web.codes import read_code
from bot.web.guesses import Guesses
from bot.web.problems import no_such_practice
from bot.web.tokens import hash_of


async def own_practice(request: Asked) -> Trainee:
    """The trainee whose code the request brings. Raises Problem 401, and 429 after many wrong ones."""
    records: Records = request.app.state.records
    guesses: Guesses = request.app.state.guesses
    code = read_code(bearer_of(request) or "")
    found = await guesses.found_under("practice", code and hash_of(code), request, records.trainee)
    if found is None:
        raise no_such_practice()
    return found


async def practice_if_named(request: Asked) -> Trainee | None:
    """As `own_practice`; None for a request that names none."""
    return await own_practice(request) if request.headers.get("authorization") else None
