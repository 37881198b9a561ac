"""One at a time, in the order of asking, across processes and machines: locks that are kept in Redis."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, TypeVar

import redis.asyncio
from redis.asyncio.lock import Lock
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import LockError, RedisError
from redis.exceptions import TimeoutError as NotInTime

log = logging.getLogger(__name__)

Done = TypeVar("Done")

LEASE = 5.0
"""Seconds after which a lock is free again whose holder was killed. Who lives renews it in time."""

LOOK_AGAIN = 0.015
"""Seconds between two looks of somebody who waits."""

KEEPS_ITS_PLACE = 2.0
"""Seconds without a look after which who waits has lost the place in the queue, and holds nobody up."""

PATIENCE = 60.0
"""Seconds that anybody waits for a turn."""

ANSWERS_WITHIN = 2.0
"""Seconds that Redis gets to answer."""

GIVEN_BACK_WITHIN = 1.0
"""Seconds for which who had the turn waits until Redis knows that it is over."""

TAKE = """
if redis.call('exists', KEYS[4]) == 1 then
    return 0
end
local holder = redis.call('get', KEYS[1])
if holder == ARGV[1] then
    redis.call('pexpire', KEYS[1], ARGV[2])
    return 1
end
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('zadd', KEYS[3], now + ARGV[3], ARGV[1])
if not redis.call('zscore', KEYS[2], ARGV[1]) then
    local last = redis.call('zrange', KEYS[2], -1, -1, 'withscores')
    redis.call('zadd', KEYS[2], (last[2] or 0) + 1, ARGV[1])
end
for _, one in ipairs(redis.call('zrange', KEYS[2], 0, -1)) do
    if (tonumber(redis.call('zscore', KEYS[3], one)) or 0) >= now then
        break
    end
    redis.call('zrem', KEYS[2], one)
    redis.call('zrem', KEYS[3], one)
end
if not holder and redis.call('zrange', KEYS[2], 0, 0)[1] == ARGV[1] then
    redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
    redis.call('zrem', KEYS[2], ARGV[1])
    redis.call('zrem', KEYS[3], ARGV[1])
    return 1
end
redis.call('pexpire', KEYS[2], 10 * ARGV[3])
redis.call('pexpire', KEYS[3], 10 * ARGV[3])
return 0
"""
"""Take the lock, or a place in the queue; asked twice by the same, it answers the same.

KEYS: the lock, the queue by order of coming, until when each keeps its place, and what is there if this one has left.
ARGV: the token of whoever asks, for how long the lock is theirs, and for how long their place is, in milliseconds.
"""

LEAVE = """
redis.call('set', KEYS[4], '', 'px', 60000)
redis.call('zrem', KEYS[2], ARGV[1])
redis.call('zrem', KEYS[3], ARGV[1])
if redis.call('get', KEYS[1]) == ARGV[1] then
    redis.call('del', KEYS[1])
end
return 1
"""
"""Give up the lock, or the place in the queue, for good: a question of the same that comes later changes nothing."""


class LocksUnavailable(Exception):
    """Redis cannot be reached, or a turn did not come within `PATIENCE`. Nothing was done."""


class NotNow(LocksUnavailable):
    """Others had the lock all the time."""


class FairLock(Lock):
    """redis-py's lock, which those who wait get in the order in which they came."""

    lua_take: Any = None
    lua_leave: Any = None

    def register_scripts(self) -> None:
        """Make known what runs in Redis."""
        super().register_scripts()
        if FairLock.lua_take is None:
            FairLock.lua_take = self.redis.register_script(TAKE)
            FairLock.lua_leave = self.redis.register_script(LEAVE)

    async def do_acquire(self, token: str | bytes) -> bool:
        """Take the lock if it is free and nobody came before; whether it is held now."""
        times = [int(self.timeout * 1000), int(KEEPS_ITS_PLACE * 1000)]
        return bool(await FairLock.lua_take(keys=self._keys(token), args=[token, *times], client=self.redis))

    async def take_again(self, token: str | bytes) -> bool:
        """Take the lock once more, before all who wait, if Redis has lost it and nobody else has it by now."""
        return bool(await super().do_acquire(token))

    async def leave(self, token: str | bytes) -> None:
        """Give up the place in the queue."""
        await FairLock.lua_leave(keys=self._keys(token), args=[token], client=self.redis)

    def _keys(self, token: str | bytes) -> list[str]:
        one = token if isinstance(token, str) else token.decode()
        return [str(self.name), f"{self.name}:queue", f"{self.name}:places", f"{self.name}:left:{one}"]


class Locks:
    """Locks by name in the Redis at `url`; `kind` keeps those of one part apart from those of another."""

    def __init__(self, url: str, kind: str) -> None:
        self._kind = kind
        self._under_way: set[asyncio.Task[Any]] = set()
        # What reaches Redis twice does no harm, so it may be said again when a connection has gone.
        self._redis: Any = redis.asyncio.from_url(
            url,
            socket_timeout=ANSWERS_WITHIN,
            socket_connect_timeout=ANSWERS_WITHIN,
            retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 4),
            retry_on_error=[NotConnected, NotInTime],
        )

    async def close(self) -> None:
        """Give the connections back."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GIVEN_BACK_WITHIN)
        await self._redis.close(close_connection_pool=True)

    async def answers(self) -> bool:
        """Whether Redis answers."""
        try:
            return bool(await self._redis.ping())
        except RedisError:
            return False

    @asynccontextmanager
    async def held(self, name: str, patience: float = PATIENCE) -> AsyncIterator[None]:
        """Hold the lock of that name meanwhile, once it is one's turn. Raises LocksUnavailable, but not later on."""
        # The braces keep the keys of one lock together where Redis is spread over several machines.
        lock = FairLock(self._redis, f"alongside:{self._kind}:{{{name}}}", LEASE, sleep=LOOK_AGAIN, thread_local=False)
        token = await self._take(lock, patience)
        over = asyncio.Event()
        renewing = asyncio.create_task(_renew(lock, token, over))
        try:
            yield
        finally:
            over.set()
            # Not cut off: what is on its way to Redis must not arrive after the release. But nobody has to wait for it.
            giving_back = self._in_background(_give_back(lock, renewing))
            await asyncio.wait([giving_back], timeout=GIVEN_BACK_WITHIN)

    async def _take(self, lock: FairLock, patience: float) -> bytes:
        """The token under which the lock is held now. Raises LocksUnavailable."""
        token = secrets.token_hex(16).encode()
        clock = asyncio.get_running_loop().time
        deadline = clock() + patience
        taken = False
        try:
            while not taken:
                # A question on its way is never cut off, by which redis-py may miss that it was, and wait for ever.
                taken = await asyncio.shield(self._in_background(lock.do_acquire(token)))
                if not taken and clock() >= deadline:
                    raise NotNow(f"{lock.name} was held by others all the time")
                if not taken:
                    await asyncio.sleep(LOOK_AGAIN)
        except RedisError as error:
            raise LocksUnavailable(type(error).__name__) from error
        finally:
            if not taken:  # Also when who asked has gone away meanwhile.
                self._in_background(_leave(lock, token))
        lock.local.token = token
        return token

    def _in_background(self, doing: Coroutine[Any, Any, Done]) -> asyncio.Task[Done]:
        """Let something come to its end whatever happens to who began it."""
        task = asyncio.create_task(doing)
        self._under_way.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # Whoever waits for it has it; if nobody does, it is nobody's.

    @asynccontextmanager
    async def held_if_free(self, name: str) -> AsyncIterator[bool]:
        """Hold the lock meanwhile unless somebody else does; whether it is held. Raises LocksUnavailable."""
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self.held(name, patience=0.0))
                free = True
            except NotNow:
                free = False
            yield free


async def _leave(lock: FairLock, token: bytes) -> None:
    with suppress(RedisError):
        await lock.leave(token)


async def _give_back(lock: FairLock, renewing: asyncio.Task[None]) -> None:
    try:
        await renewing
        await lock.release()
    except (LockError, RedisError) as error:
        # It runs out by itself, or has already.
        log.warning("A lock was not held to the end: %s", type(error).__name__)


async def _renew(lock: FairLock, token: bytes, over: asyncio.Event) -> None:
    """Keep a lock until it is over."""
    while not await _happens_within(LEASE / 4, over):
        if not await _still_held(lock, token):
            log.warning("A lock went to another while it was held.")
            return


async def _still_held(lock: FairLock, token: bytes) -> bool:
    """Renew the lease once; whether the lock is held, as far as anybody knows."""
    try:
        try:
            await lock.reacquire()
        except LockError:
            # Lost, as when Redis starts anew without what it knew, or this process has stood still for too long.
            return await lock.take_again(token)
    except RedisError:
        pass  # The next renewal can still be in time.
    return True


async def _happens_within(seconds: float, event: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except asyncio.TimeoutError:
        return False
    return True
