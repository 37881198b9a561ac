"""Codes that are typed: found if they are right, and refused before anybody has guessed one.

A join code has six signs, because it is read from a projector; a practice code has twelve. What keeps either from being
found by trying is how seldom one may be wrong. `docs/security.md` does the sum.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Literal, TypeVar

from bot.records import Records
from bot.web.access import Asked
from bot.web.networks import network_of
from bot.web.problems import Problem, Wait
from bot.web.tokens import hash_of

Kind = Literal["join", "practice"]

Found = TypeVar("Found")

FREE = 60
"""Wrong codes that one place may try within an hour without waiting: a full room types from the same address."""

FREE_IN_ALL = 3_000
"""Wrong codes within an hour, from everywhere together, after which somebody must be guessing from many places."""

FREE_MEANWHILE = 3
"""How many wrong ones each place then has. Who types the right code is not kept out."""

REMEMBERED = 10_000
"""Codes that are known to have been right, each at the place where it was typed."""


class Guesses:
    """Looks codes up, and counts the wrong ones."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._right: OrderedDict[str, None] = OrderedDict()

    async def found_under(
        self, kind: Kind, code: str | None, request: Asked, find: Callable[[str], Found | None]
    ) -> Found | None:
        """What `find` finds under a code that somebody typed; None for a wrong one, which counts.

        A code that was right at a place is looked up there whatever others do at that place: nobody keeps a room
        out by typing nonsense from a corner of it. Raises Problem 429, RecordsUnavailable.
        """
        if code is None:
            return None  # Nothing that could be a code: nobody learns from it.
        place = network_of(request.client.host if request.client else None)
        name = hash_of(f"{kind} {place} {code}")
        if name not in self._right:
            wait = await asyncio.to_thread(self._wait, kind, place)
            if wait is not None:
                raise too_many_codes(wait)
        found = await asyncio.to_thread(find, code)
        if found is None:
            self._right.pop(name, None)
            await asyncio.to_thread(self._count, kind, place)
            return None
        self._right[name] = None
        self._right.move_to_end(name)
        if len(self._right) > REMEMBERED:
            self._right.popitem(last=False)
        return found

    def _wait(self, kind: Kind, place: str) -> timedelta | None:
        crowded = self._records.wait_for({_everywhere(kind): FREE_IN_ALL}) is not None
        return self._records.wait_for({_at(kind, place): FREE_MEANWHILE if crowded else FREE})

    def _count(self, kind: Kind, place: str) -> None:
        never = 2**31
        self._records.try_once({_at(kind, place): never, _everywhere(kind): never})


def too_many_codes(wait: timedelta) -> Problem:
    """Too many codes that open nothing."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    return Problem(
        429,
        "wait_a_little",
        "From here so many wrong codes were tried that no more are taken for {wait}. "
        "Look closely at the code meanwhile.",
        {"Retry-After": str(seconds)},
        wait=Wait(seconds),
    )


def _at(kind: Kind, place: str) -> str:
    return hash_of(f"{kind} {place}")


def _everywhere(kind: Kind) -> str:
    return hash_of(f"{kind} everywhere")
