"""One thing at a time in each session: within this process, or among all processes that share a Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack, asynccontextmanager
from typing import Protocol
from weakref import WeakValueDictionary

from bot.locks import Locks, LocksUnavailable
from bot.records import RecordsUnavailable
from bot.watching.metrics import TURNS_WAITING

UPKEEP = "upkeep"
"""What one process at a time does."""


class TurnsToSpeak(Protocol):
    """Gives out turns in the order of asking."""

    def turn_in(self, session: str) -> AbstractAsyncContextManager[None]:
        """Have the session to oneself meanwhile. Raises RecordsUnavailable if turns cannot be given just now."""

    def alone(self) -> AbstractAsyncContextManager[bool]:
        """Whether this process does the upkeep meanwhile: no other one does. Raises RecordsUnavailable."""

    async def close(self) -> None:
        """Give back what is held."""


class WithinThisProcess:
    """For the only process that serves the page."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn_in(self, session: str) -> AsyncIterator[None]:
        """As `TurnsToSpeak.turn_in`; never raises."""
        lock = self._locks.setdefault(session, asyncio.Lock())
        async with lock:
            yield

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """There is no other."""
        yield True

    async def close(self) -> None:
        """There is nothing to give back."""


class AmongAll:
    """For any number of processes on any number of machines."""

    def __init__(self, redis_url: str) -> None:
        self._locks = Locks(redis_url, "web")

    @asynccontextmanager
    async def turn_in(self, session: str) -> AsyncIterator[None]:
        """As `TurnsToSpeak.turn_in`."""
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._locks.held(session))
            except LocksUnavailable as error:
                raise RecordsUnavailable(str(error)) from error
            yield

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """As `TurnsToSpeak.alone`."""
        async with AsyncExitStack() as stack:
            try:
                free = await stack.enter_async_context(self._locks.held_if_free(UPKEEP))
            except LocksUnavailable as error:
                raise RecordsUnavailable(str(error)) from error
            yield free

    async def close(self) -> None:
        """Give the connections back."""
        await self._locks.close()


class Counted:
    """Other turns, with a figure of how many wait for theirs."""

    def __init__(self, turns: TurnsToSpeak) -> None:
        self._turns = turns
        self.alone = turns.alone
        self.close = turns.close

    @asynccontextmanager
    async def turn_in(self, session: str) -> AsyncIterator[None]:
        """As `TurnsToSpeak.turn_in`."""
        with ExitStack() as waiting:
            waiting.enter_context(TURNS_WAITING.track_inprogress())
            async with self._turns.turn_in(session):
                waiting.close()
                yield


def turns_to_speak(redis_url: str) -> TurnsToSpeak:
    """Turns as the settings want them: by Redis if there is one."""
    return Counted(AmongAll(redis_url) if redis_url else WithinThisProcess())
