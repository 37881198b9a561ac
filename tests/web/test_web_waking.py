"""The page is up before the coach is, and knows it."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.web.health import Readiness


def test_until_a_conversation_can_begin_it_is_told_that_the_coach_sleeps(client: TestClient[Litestar]) -> None:
    """Here nothing answers in the place of Rasa."""
    answer = client.get("/api/awake")
    assert (answer.status_code, answer.json()) == (200, {"awake": False})


def test_once_all_parts_answer_the_coach_is_awake(
    client: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client.app.state, "readiness", Readiness({"Rasa": _well}))
    assert client.get("/api/awake").json() == {"awake": True}


async def _well() -> bool:
    return True
