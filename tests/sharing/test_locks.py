"""Locks in Redis: one at a time, in the order of asking, and nobody waits for the dead."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
import redis

import bot.locks
from benchmarks.topology.services import Redis
from bot.locks import Locks, LocksUnavailable

SHORT = 1.2
"""Seconds that the lease lasts here, so that nobody has to wait for the tests."""

HOLDER = f"""
import asyncio, sys
import bot.locks
from bot.locks import Locks

bot.locks.LEASE = bot.locks.KEEPS_ITS_PLACE = {SHORT}

async def hold():
    async with Locks(sys.argv[1], "test").held("talk"):
        print("held", flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""

WAITER = HOLDER.replace("async with", 'print("waits", flush=True)\n    async with')


@pytest.fixture(autouse=True)
def _short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.locks, "LEASE", SHORT)
    monkeypatch.setattr(bot.locks, "KEEPS_ITS_PLACE", SHORT)


def run(program: str, url: str) -> subprocess.Popen[bytes]:
    """Another process that holds or waits for the lock; it has said that it does."""
    process = subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def test_one_at_a_time_and_in_the_order_of_asking(redis_server: Redis) -> None:
    async def talk() -> list[int]:
        several = [Locks(redis_server.url, "test") for _ in range(3)]
        known: Any = redis.from_url(redis_server.url)
        order: list[int] = []
        inside = 0

        async def one(number: int) -> None:
            nonlocal inside
            async with several[number % 3].held("talk"):
                inside += 1
                assert inside == 1
                await asyncio.sleep(0.01)
                order.append(number)
                inside -= 1

        async with several[0].held("talk"):
            tasks = []
            for number in range(12):
                tasks.append(asyncio.create_task(one(number)))
                while known.zcard("alongside:test:{talk}:queue") <= number:
                    await asyncio.sleep(0.005)
            assert order == []
        await asyncio.gather(*tasks)
        assert known.keys() == [], "nothing stays behind"
        known.close()
        for locks in several:
            await locks.close()
        return order

    assert asyncio.run(talk()) == list(range(12))


def test_locks_of_other_names_and_kinds_do_not_wait(redis_server: Redis) -> None:
    async def talk() -> None:
        here, there = Locks(redis_server.url, "test"), Locks(redis_server.url, "other")
        async with here.held("a"), here.held("b"), there.held("a"):
            assert await here.answers()
        await here.close()
        await there.close()

    asyncio.run(asyncio.wait_for(talk(), 5))


def test_who_lives_keeps_the_lock_for_longer_than_its_lease(redis_server: Redis) -> None:
    async def talk() -> None:
        here, there = Locks(redis_server.url, "test"), Locks(redis_server.url, "test")
        async with here.held("talk"):
            await asyncio.sleep(2 * SHORT)
            async with there.held_if_free("talk") as free:
                assert not free
        async with there.held_if_free("talk") as free:
            assert free
        await here.close()
        await there.close()

    asyncio.run(talk())


@pytest.mark.parametrize("program", [HOLDER, WAITER], ids=["holder", "waiter"])
def test_nobody_waits_long_for_who_was_killed(redis_server: Redis, program: str) -> None:
    async def wait_for_it() -> float:
        here = Locks(redis_server.url, "test")
        began = time.monotonic()
        async with here.held("talk", patience=20):
            waited = time.monotonic() - began
        await here.close()
        return waited

    holder = run(HOLDER, redis_server.url)
    killed = [holder] if program == HOLDER else [run(WAITER, redis_server.url), holder]
    for process in killed:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert asyncio.run(wait_for_it()) < SHORT + 1


def test_who_stops_waiting_leaves_the_queue(redis_server: Redis) -> None:
    async def talk() -> float:
        here = Locks(redis_server.url, "test")
        async with here.held("talk"):
            for n in range(20):  # Each is cut off at another moment, some with a question on its way.
                impatient = asyncio.create_task(here.held("talk").__aenter__())
                await asyncio.sleep(0.002 * n)
                impatient.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await impatient
            with pytest.raises(LocksUnavailable):
                async with here.held("talk", patience=0.05):
                    pass
        began = time.monotonic()
        async with here.held("talk"):
            waited = time.monotonic() - began
        await here.close()
        return waited

    for _ in range(5):
        assert asyncio.run(talk()) < 0.5


def test_a_redis_that_forgets_everything_takes_no_lock_away(redis_server: Redis) -> None:
    async def talk() -> None:
        here, there = Locks(redis_server.url, "test"), Locks(redis_server.url, "test")
        async with here.held("talk"):
            await asyncio.to_thread(redis_server.kill)
            await asyncio.to_thread(redis_server.start)
            await asyncio.sleep(SHORT / 2)
            async with there.held_if_free("talk") as free:
                assert not free
        async with there.held("talk", patience=2):
            pass
        await here.close()
        await there.close()

    asyncio.run(talk())


def test_without_redis_it_is_told_soon(redis_server: Redis) -> None:
    async def talk() -> None:
        here = Locks(redis_server.url, "test")
        redis_server.stop()
        assert not await here.answers()
        with pytest.raises(LocksUnavailable):
            async with here.held("talk"):
                pass
        await here.close()

    began = time.monotonic()
    asyncio.run(talk())
    assert time.monotonic() - began < 10


def test_what_is_renewed_at_the_last_moment_stays_given_back(
    redis_server: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many short turns, each of which ends while its lease is being renewed."""
    monkeypatch.setattr(bot.locks, "LEASE", 0.04)

    async def talk() -> float:
        here, there = Locks(redis_server.url, "test"), Locks(redis_server.url, "test")
        longest = 0.0
        for number in range(40):
            async with here.held("talk"):
                await asyncio.sleep(0.009 + number / 20_000)
            began = time.monotonic()
            async with there.held("talk"):
                longest = max(longest, time.monotonic() - began)
        await here.close()
        await there.close()
        return longest

    assert asyncio.run(talk()) < 0.5


def test_an_answer_does_not_wait_for_a_redis_that_has_gone_meanwhile(redis_server: Redis) -> None:
    async def talk() -> float:
        here = Locks(redis_server.url, "test")
        async with here.held("talk"):
            os.kill(redis_server.pid, signal.SIGSTOP)
            began = time.monotonic()
        waited = time.monotonic() - began
        os.kill(redis_server.pid, signal.SIGCONT)
        await here.close()
        return waited

    assert asyncio.run(talk()) < 1.5
