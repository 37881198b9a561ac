"""A trainee's practice with everything behind it: opened, gone on with elsewhere, looked back on, deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytestmark = pytest.mark.rasa

SORRY = "We should have rung you that same hour, and we didn't. I'm sorry. What did he say when he came home?"
UNSURE = {"two_way": 2, "empathy": 1, "boundaries": 1}
SURE = {"two_way": 4, "empathy": 4, "boundaries": 3}


class Device:
    """Something with a browser on which the code has been typed."""

    def __init__(self, web: httpx.Client, code: str) -> None:
        self._web = web
        self._headers = {"Authorization": f"Bearer {code}"}

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self._web.request(method, f"/api{path}", headers=self._headers, **more)

    def begin(self, **wishes: Any) -> str:
        opened = self.ask("POST", "/sessions", json=wishes)
        assert opened.status_code == 201, opened.text
        return f"/sessions/{opened.json()['session']}"

    def reply(self, session: str, text: str) -> httpx.Response:
        return self.ask("POST", f"{session}/replies", json={"text": text, "client_id": uuid4().hex})


@pytest.fixture(scope="module")
def web(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60) as web:
        yield web


@pytest.fixture
def code(web: httpx.Client) -> str:
    opened: str = web.post("/api/practice").json()["code"]
    return opened


def test_a_talk_begun_on_one_device_goes_on_on_another_with_its_goal(web: httpx.Client, code: str) -> None:
    school = Device(web, code)
    session = school.begin(scenario="angry_parent", seed=3, goal="admit_mistakes", confidence=UNSURE, coaching="end")
    assert school.reply(session, SORRY).json()["turn"] == 1
    home = Device(web, code.lower().replace("-", " "))
    (listed,) = home.ask("GET", "/practice").json()["sessions"]
    assert (listed["replies"], listed["goal"], listed["confidence"]["before"]) == (1, "admit_mistakes", UNSURE)
    shown = home.ask("GET", f"/sessions/{listed['session']}").json()
    assert (shown["turns"][0]["reply"], shown["goal"], shown["playing"]) == (SORRY, "admit_mistakes", True)
    assert home.reply(session, "You must have been frightened for him.").json()["turn"] == 2
    assert home.ask("PUT", f"{session}/confidence", json=SURE).json() == {"before": UNSURE, "after": SURE}
    report = home.ask("POST", f"{session}/finish").json()["report"]
    assert report["goal"]["strategy"]["id"] == "admit_mistakes"
    assert report["goal"]["turns"] == [1]
    assert report["confidence"] == {"before": UNSURE, "after": SURE}
    practice = school.ask("GET", "/practice").json()
    assert practice["sessions"][0]["over"] is True
    assert "admit_mistakes" in {strategy["id"] for strategy in practice["progress"]["strategies"]}


def test_before_and_after_of_a_reply_tried_again_stand_side_by_side(web: httpx.Client, code: str) -> None:
    device = Device(web, code)
    session = device.begin(scenario="angry_parent", seed=3)
    hasty = device.reply(session, "Calm down.").json()
    assert device.ask("POST", f"{session}/retry?turn=1").status_code == 200
    device.reply(session, SORRY)
    (earlier,) = device.ask("GET", session).json()["earlier"]
    assert (earlier["turn"], earlier["reply"], earlier["scores"]) == (1, "Calm down.", hasty["scores"])
    assert [message["speaker"] for message in earlier["answer"]][-1] in ("parent", "coach")
    (tried,) = device.ask("GET", f"{session}/report").json()["tries"]
    assert (tried["before"]["reply"], tried["after"]["reply"]) == ("Calm down.", SORRY)


def test_a_practice_deleted_in_the_middle_of_a_reply_leaves_nothing_anywhere(
    web: httpx.Client, code: str, product: Any
) -> None:
    device = Device(web, code)
    sessions = [device.begin(scenario="poverty", seed=seed) for seed in (1, 2)]
    with ThreadPoolExecutor(5) as pool:
        replies = [pool.submit(device.reply, session, SORRY) for session in sessions]
        deleted = pool.submit(device.ask, "DELETE", "/practice")
        hinted = pool.submit(device.ask, "POST", f"{sessions[0]}/hint")
        opened = pool.submit(device.ask, "POST", "/sessions", json={"scenario": "poverty"})
    assert deleted.result().status_code == 204
    assert {one.result().status_code for one in (*replies, hinted)} <= {200, 401}
    assert opened.result().status_code in (201, 401)
    if opened.result().status_code == 201:
        sessions.append(f"/sessions/{opened.result().json()['session']}")
    assert device.ask("GET", "/practice").status_code == 401
    with (
        closing(sqlite3.connect(product.data / "rasa.db")) as rasa,
        closing(sqlite3.connect(product.data / "alongside.db")) as records,
    ):
        for session in sessions:
            id = session.removeprefix("/sessions/")
            assert device.ask("GET", session).status_code == 401
            assert rasa.execute("select count(*) from events where sender_id = ?", (id,)).fetchone() == (0,)
            for table, column in (("sessions", "id"), ("talks", "session_id"), ("turns", "session_id")):
                kept = records.execute(f"select count(*) from {table} where {column} = ?", (id,)).fetchone()
                assert kept == (0,)
