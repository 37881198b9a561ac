"""What watches over the product learns the truth, soon, and without being a burden."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.records import Records
from bot.settings import Settings
from bot.web import health
from bot.web.app import create_app
from bot.web.health import Readiness

Client = TestClient[Litestar]


async def well() -> bool:
    return True


async def never() -> bool:
    await asyncio.sleep(60)
    return True


async def broken() -> bool:
    raise RuntimeError("whatever it is")


def counted(question: Callable[[], Awaitable[bool]], times: list[float]) -> Callable[[], Awaitable[bool]]:
    async def ask() -> bool:
        times.append(time.monotonic())
        return await question()

    return ask


def test_it_answers_that_it_lives_whatever_its_neighbours_do(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_is_not_ready_without_its_neighbours_and_says_which(client: Client) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert [sentence.partition(" did not")[0] for sentence in answer.json()["trouble"]] == ["Rasa", "The action server"]


def test_without_the_database_it_is_not_ready(alone: Settings, tmp_path: Any) -> None:
    damaged = tmp_path / "alongside.db"
    damaged.write_bytes(b"this is not a database, whatever its name" * 100)
    settings = msgspec.structs.replace(alone, database_url=f"sqlite:///{damaged}")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert client.get("/health/ready").json()["trouble"][0].startswith("The database did not")


def test_where_redis_is_set_it_is_asked_too(alone: Settings, closed_port: int, records: Records) -> None:
    settings = msgspec.structs.replace(alone, redis_url=f"redis://127.0.0.1:{closed_port}/0")

    class Up:
        is_up = actions_are_up = staticmethod(well)

    readiness = health.readiness_of(settings, Up(), records)  # type: ignore[arg-type]
    (trouble,) = asyncio.run(readiness.trouble())
    assert trouble.startswith("Redis did not answer")


def test_all_is_well_when_every_part_is() -> None:
    assert asyncio.run(Readiness({"Rasa": well, "The database": well}).trouble()) == []


def test_a_part_that_fails_to_answer_is_down() -> None:
    (trouble,) = asyncio.run(Readiness({"Rasa": broken, "The database": well}).trouble())
    assert trouble.startswith("Rasa did not")


def test_however_many_ask_a_part_is_asked_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FRESH", 0.2)
    times: list[float] = []
    readiness = Readiness({"Rasa": counted(well, times)})

    async def many() -> None:
        await asyncio.gather(*(readiness.trouble() for _ in range(50)))
        await readiness.trouble()
        await asyncio.sleep(0.3)
        await readiness.trouble()

    asyncio.run(many())
    assert len(times) == 2


def test_a_part_that_hangs_is_told_soon_and_not_asked_again_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    monkeypatch.setattr(health, "FRESH", 0.0)
    times: list[float] = []
    readiness = Readiness({"The database": counted(never, times)})

    async def again_and_again() -> None:
        for _ in range(3):
            began = time.monotonic()
            assert await readiness.trouble()
            assert time.monotonic() - began < 5

    asyncio.run(again_and_again())
    assert len(times) == 1
