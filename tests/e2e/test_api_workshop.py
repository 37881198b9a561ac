"""A workshop with everything behind it: from the link that the first start prints to its end."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytestmark = pytest.mark.rasa

OURS = {"X-Alongside": "facilitator"}
SETTINGS = {"scenarios": ["poverty", "angry_parent"], "coaching": "end", "retries": False, "minutes": 15}
ASKS = "How is it for you at the moment? What would help you most?"


@pytest.fixture
def product(another_product: Any) -> Any:
    """The product as it is on its very first start."""
    another_product.start()
    return another_product


def first_link(product: Any) -> str:
    deadline = time.monotonic() + 10
    while True:
        found = re.search(r"http://\S+/facilitator#invitation=(\S+)", product.told())
        if found:
            return found[1]
        assert time.monotonic() < deadline, "the first start prints a link"
        time.sleep(0.1)


class Participant:
    """Somebody who has joined with the code alone."""

    def __init__(self, address: str, join_code: str) -> None:
        self.web = httpx.Client(base_url=address, timeout=60)
        joined = self.web.post(f"/api/join/{join_code.lower()}", json={"consent": {"read": True}}).json()
        self.name: str = joined["participant"]["name"]
        self.workshop: int = joined["workshop"]["id"]
        self.web.headers["Authorization"] = f"Bearer {joined['code']}"
        self.session = ""

    def begin(self, scenario: str) -> dict[str, Any]:
        wishes = {"scenario": scenario, "coaching": "live", "workshop": self.workshop}
        opened = self.web.post("/api/sessions", json=wishes)
        assert opened.status_code == 201, opened.text
        body: dict[str, Any] = opened.json()
        self.session = f"/api/sessions/{body['session']}"
        return body

    def reply(self, text: str) -> httpx.Response:
        return self.web.post(f"{self.session}/replies", json={"text": text, "client_id": uuid4().hex})


def test_a_workshop_from_the_first_link_to_its_end(product: Any) -> None:
    room = httpx.Client(base_url=product.address, headers=OURS, timeout=60)
    account = {"token": first_link(product), "name": "Ama Boateng", "password": "harbour violet ladder"}
    assert room.post("/api/facilitator/accept", json=account).json()["role"] == "administrator"
    workshop = room.post("/api/workshops", json={"title": "Monday group", "settings": SETTINGS}).json()
    here = f"/api/workshops/{workshop['id']}"

    with ThreadPoolExecutor(8) as at_once:
        people = list(at_once.map(lambda _: Participant(product.address, workshop["join_code"]), range(8)))
        assert len({one.name for one in people}) == 8
        opened = list(at_once.map(lambda one: one.begin("poverty"), people))
        assert all(one["playing"] and one["until"] for one in opened)
        answers = list(at_once.map(lambda one: one.reply(ASKS), people))
    assert [answer.json()["turn"] for answer in answers] == [1] * 8
    assert {message["speaker"] for answer in answers for message in answer.json()["messages"]} == {"parent"}, (
        "the workshop has the coach wait for the end, whatever a page asks for"
    )

    board = room.get(f"{here}/board").json()
    assert board["counts"] == {"joined": 0, "briefing": 0, "talking": 8, "finished": 0, "stuck": 0}
    assert {one["name"] for one in board["participants"]} == {one.name for one in people}
    assert ASKS not in str(board)

    first, second = people[0], people[1]
    assert first.reply("retry").json()["turn"] is None
    assert first.web.post(f"{first.session}/retry").json()["error"]["code"] == "no_retries"
    restored = first.web.get(first.session).json()
    assert [turn["reply"] for turn in restored["turns"]] == [ASKS]

    second.web.post(f"{second.session}/finish")
    room.post(f"{here}/notes", json={"text": "Five more minutes."})
    told = first.web.get(f"/api/practice/workshops/{workshop['id']}").json()
    assert [note["text"] for note in told["notes"]] == ["Five more minutes."]
    until = told["until"]
    assert room.post(f"{here}/extend", json={"minutes": 5}).status_code == 204
    assert first.web.get(f"/api/practice/workshops/{workshop['id']}").json()["until"] > until

    assert room.post(f"{here}/end").json()["stage"] == "over"
    assert first.reply(ASKS).json()["error"]["code"] == "workshop_over"
    assert first.web.post(f"{first.session}/finish").status_code == 200
    assert room.get(f"{here}/board").json()["counts"]["finished"] == 2

    assert room.delete(here).status_code == 204
    assert first.web.get(first.session).status_code == 401
    session = first.session.rpartition("/")[2]
    assert product.events_of(session) == [], "what was typed is nowhere any more"
    for one in people:
        one.web.close()
    room.close()
