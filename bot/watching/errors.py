"""What may be told of an error: its kind and where it happened. Its text may hold what somebody typed."""

from __future__ import annotations

import traceback
from itertools import islice

MOST_PLACES = 8


def kind_of(error: BaseException) -> str:
    """The names of an error and of those behind it: `NoAnswer from ConnectError`."""
    return " from ".join(type(one).__name__ for one in islice(_chain(error), 4))


def places_of(error: BaseException) -> str:
    """Where an error was raised, the innermost place first: `bot.web.rasa:82 < bot.web.conversations:120`."""
    frames = [
        f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return " < ".join(islice(reversed(frames), MOST_PLACES)) or "an unknown place"


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return chain
