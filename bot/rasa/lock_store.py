"""Rasa's locks, kept in Redis, for several processes of Rasa that serve the same conversations.

Rasa's own store reads a lock from Redis, changes it and writes it back: of 80 messages sent at once to two processes it
loses some, and damages conversations. And who waits looks once a second. See `bot/locks.py` for what is used instead.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from bot.locks import Locks, LocksUnavailable


class RedisLocks(LockStore):
    """One message at a time in each conversation, in the order in which they came, whichever process they came to."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        if not endpoint_config.url:
            raise ValueError("the lock store needs the address of Redis as its url")
        self._locks = Locks(endpoint_config.url, "rasa")

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncIterator[TicketLock]:
        """Hold the conversation's lock meanwhile. How long it lasts and how it is waited for is decided here.

        Raises LockError if Redis cannot be reached, or the turn does not come.
        """
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._locks.held(conversation_id))
            except LocksUnavailable as error:
                raise LockError(str(error)) from error
            yield TicketLock(conversation_id)
