"""Several processes of the page: one at a time speaks in a session, and one at a time tidies up."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.topology.services import Redis
from bot.records import RecordsUnavailable
from bot.web.turns_to_speak import turns_to_speak


def test_two_pages_take_turns_in_a_session_and_not_across_sessions(redis_server: Redis) -> None:
    async def talk() -> list[str]:
        one, other = turns_to_speak(redis_server.url), turns_to_speak(redis_server.url)
        heard: list[str] = []

        async def second() -> None:
            async with other.turn_in("a"):
                heard.append("second")

        async with one.turn_in("a"):
            waiting = asyncio.create_task(second())
            async with other.turn_in("b"):
                heard.append("elsewhere")
            await asyncio.sleep(0.1)
            heard.append("first")
        await waiting
        await one.close()
        await other.close()
        return heard

    assert asyncio.run(talk()) == ["elsewhere", "first", "second"]


def test_only_one_page_tidies_up_at_a_time(redis_server: Redis) -> None:
    async def tidy() -> list[bool]:
        one, other = turns_to_speak(redis_server.url), turns_to_speak(redis_server.url)
        found = []
        async with one.alone() as first, other.alone() as second:
            found += [first, second]
        async with other.alone() as later:
            found.append(later)
        await one.close()
        await other.close()
        return found

    assert asyncio.run(tidy()) == [True, False, True]


def test_without_redis_people_are_told_to_wait_a_moment(redis_server: Redis) -> None:
    async def talk() -> None:
        turns = turns_to_speak(redis_server.url)
        redis_server.stop()
        with pytest.raises(RecordsUnavailable):
            async with turns.turn_in("a"):
                pass
        with pytest.raises(RecordsUnavailable):
            async with turns.alone():
                pass
        await turns.close()

    asyncio.run(talk())


def test_a_fault_of_ones_own_is_not_taken_for_one_of_redis(redis_server: Redis) -> None:
    async def talk() -> None:
        turns = turns_to_speak(redis_server.url)
        with pytest.raises(KeyError):
            async with turns.turn_in("a"):
                raise KeyError("a")
        async with turns.turn_in("a"):
            pass
        await turns.close()

    asyncio.run(talk())
