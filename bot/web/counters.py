"""Counts how often something happens in a minute: in this process, or in Redis for all processes together."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

WINDOW = 60
"""Seconds."""

MOST_KEYS = 100_000
"""That a process counts at the same time, some ten megabytes; with more it begins anew."""

PATIENCE = 0.5
"""Seconds that Redis may take for an answer."""

REST = 5.0
"""Seconds for which Redis is left alone when it gave none."""


class Counts(Protocol):
    """Something that counts."""

    async def count(self, keys: Sequence[str]) -> list[int]:
        """Count one for each of the keys; how many each has had within the minute."""

    async def close(self) -> None:
        """Give back what is held."""


class OwnCounts:
    """Counts in this process."""

    def __init__(self) -> None:
        self._minute = -1
        self._counts: Counter[str] = Counter()

    async def count(self, keys: Sequence[str]) -> list[int]:
        """As `Counts.count`."""
        minute = int(time.time() // WINDOW)
        if minute != self._minute or len(self._counts) > MOST_KEYS:
            self._minute, self._counts = minute, Counter()
        self._counts.update(keys)
        return [self._counts[key] for key in keys]

    async def close(self) -> None:
        """There is nothing to give back."""


class SharedCounts:
    """Counts in Redis; while that gives no answer, each process counts for itself, and nobody is kept out."""

    def __init__(self, url: str) -> None:
        self._redis: Redis[bytes] = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self._own = OwnCounts()
        self._rests_until = 0.0

    async def count(self, keys: Sequence[str]) -> list[int]:
        """As `Counts.count`."""
        if not keys or time.monotonic() < self._rests_until:
            return await self._own.count(keys)
        minute = int(time.time() // WINDOW)
        try:
            async with self._redis.pipeline(transaction=False) as pipe:
                for key in keys:
                    name = f"alongside:minute:{minute}:{key}"
                    pipe.incr(name)
                    pipe.expire(name, 2 * WINDOW)
                counted = await pipe.execute()
        except (RedisError, OSError) as error:
            log.warning("Redis does not count just now: %s", type(error).__name__)
            self._rests_until = time.monotonic() + REST
            return await self._own.count(keys)
        return [int(number) for number in counted[::2]]

    async def close(self) -> None:
        """Give the connections back."""
        await self._redis.close()


def left_of_window() -> int:
    """Seconds until everything is counted anew, at least one."""
    return WINDOW - int(time.time()) % WINDOW
