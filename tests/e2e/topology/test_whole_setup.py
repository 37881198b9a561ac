"""By settings alone: whichever page, Rasa and action server a turn comes to, it is one turn of one conversation."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import create_engine, text

from benchmarks.faults.breaking import Plan, broken
from benchmarks.faults.whole_setup import WholeSetup
from benchmarks.topology.topology import Topology
from bot.library.knowledge import read_knowledge
from bot.records import Records
from bot.web.tokens import hash_of, new_token

pytestmark = pytest.mark.rasa

REPLIES = (
    "I'm sorry, {marker}. What happened at home afterwards?",
    "You're right, {marker}, we should have rung you the same day.",
    "What would help him most now, {marker}?",
    "Thank you for telling me, {marker}. How is it for you?",
)


class Trainee:
    """Somebody who practises, and keeps a list of what was said and answered."""

    def __init__(self, web: httpx.AsyncClient, number: int) -> None:
        self._web = web
        self._number = number
        self.said: list[str] = []
        self.turns: list[int] = []

    async def begin(self) -> None:
        opened = await self._web.post("/api/sessions", json={"scenario": "angry_parent", "seed": self._number})
        assert opened.status_code == 201, opened.text
        self.session = opened.json()["session"]
        self._own = {"Authorization": f"Bearer {opened.json()['token']}"}

    async def reply(self, words: str, client_id: str | None = None, past: str = "") -> dict[str, Any]:
        """Say something, through nginx or straight to one of the pages."""
        body = {"text": words, "client_id": client_id or uuid4().hex}
        address = f"{past}/api/sessions/{self.session}/replies"
        answer = await self._web.post(address, json=body, headers=self._own)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def talk(self) -> None:
        await self.begin()
        for n, words in enumerate(REPLIES):
            self.said.append(words.format(marker=f"number {self._number} reply {n}"))
            self.turns.append((await self.reply(self.said[-1]))["turn"])

    async def kept(self) -> list[str]:
        """What the site has of it."""
        answer = await self._web.get(f"/api/sessions/{self.session}", headers=self._own)
        return [turn["reply"] for turn in answer.json()["turns"]]


def through(whole: Topology) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=whole.address, timeout=60)


def events_of(whole: Topology, session: str) -> list[tuple[str, str | None, str]]:
    """What Rasa has noted of a conversation: kind, name and text of every event."""
    engine = create_engine(whole.postgres.url)
    with engine.connect() as connection:
        query = text("select type_name, action_name, data from events where sender_id = :own order by id")
        rows = connection.execute(query, {"own": session}).all()
    engine.dispose()
    return [(row.type_name, row.action_name, json.loads(row.data).get("text") or "") for row in rows]


def test_twenty_trainees_talk_at_once_and_nothing_is_lost_or_doubled(whole: Topology) -> None:
    async def talk() -> None:
        async with through(whole) as web:
            trainees = [Trainee(web, number) for number in range(20)]
            await asyncio.gather(*(trainee.talk() for trainee in trainees))
            for trainee in trainees:
                assert trainee.turns == [1, 2, 3, 4]
                assert await trainee.kept() == trainee.said
                told = [words for kind, _, words in events_of(whole, trainee.session) if kind == "user"]
                assert [words for words in told if not words.startswith("/")] == trainee.said

    asyncio.run(talk())


def test_every_page_and_every_rasa_had_a_part_in_it(whole: Topology) -> None:
    access = (whole["nginx"].folder / "access.log").read_text(encoding="utf-8")
    for web in whole.webs:
        assert web.removeprefix("http://") in access


def test_a_double_click_and_two_tabs_at_two_pages_at_once(whole: Topology) -> None:
    async def talk() -> None:
        async with through(whole) as web:
            trainee = Trainee(web, 100)
            await trainee.begin()
            twice = [trainee.reply("I'm sorry. What happened?", "once", page) for page in whole.webs]
            first, again = await asyncio.gather(*twice)
            assert first == again
            tabs = [trainee.reply(f"What helps him, tab {n}?", f"tab-{n}", page) for n, page in enumerate(whole.webs)]
            turns = [answer["turn"] for answer in await asyncio.gather(*tabs)]
            assert sorted(turns) == [2, 3]
            assert len(await trainee.kept()) == 3

    asyncio.run(talk())


def test_eighty_messages_at_once_to_two_rasas_one_by_one(whole: Topology) -> None:
    """All in one conversation: with Rasa's own locks in Redis some are lost, and conversations damaged."""
    session = uuid4().hex
    rasas = [f"http://127.0.0.1:{whole[f'rasa-{n}'].port}/webhooks/rest/webhook" for n in (1, 2)]

    async def talk() -> list[Any]:
        async with httpx.AsyncClient(timeout=120) as web:
            bodies = [{"sender": session, "message": f"what is empathy? {n}"} for n in range(80)]
            asked = [web.post(rasas[n % 2], json=body) for n, body in enumerate(bodies)]
            return [answer.json() for answer in await asyncio.gather(*asked)]

    answers = asyncio.run(talk())
    assert all(answers), "every message is answered"
    told = events_of(whole, session)
    heard = Counter(words for kind, _, words in told if kind == "user")
    assert heard == Counter(f"what is empathy? {n}" for n in range(80))
    # One by one: what follows a message belongs to it, and ends with waiting for the next.
    starts = [at for at, (kind, _, _) in enumerate(told) if kind == "user"]
    ends = [*starts[1:], len(told)]
    exchanges = {tuple(event[:2] for event in told[start:end]) for start, end in zip(starts, ends, strict=True)}
    assert len(exchanges) == 1, exchanges
    (exchange,) = exchanges
    assert exchange[-1] == ("action", "action_listen")


def test_a_facilitator_sees_one_room_from_every_page(whole: Topology) -> None:
    records, token = Records(whole.postgres.url), new_token()
    assert records.invite_first(hash_of(token)) is not None
    records.close()
    account = {"token": token, "name": "Ama Boateng", "password": "harbour violet ladder"}
    settings = {"scenarios": ["angry_parent"], "coaching": "live", "retries": True, "minutes": 15}
    here, there = (
        httpx.Client(base_url=page, headers={"X-Alongside": "facilitator"}, timeout=60) for page in whole.webs
    )
    assert here.post("/api/facilitator/accept", json=account).status_code == 201
    there.cookies = here.cookies
    workshop = there.post("/api/workshops", json={"title": "Monday group", "settings": settings}).json()
    path = f"/api/workshops/{workshop['id']}"

    joined = there.post(f"/api/join/{workshop['join_code']}", json={"consent": {"read": True}}).json()
    own = {"Authorization": f"Bearer {joined['code']}"}
    wishes = {"scenario": "angry_parent", "workshop": joined["workshop"]["id"]}
    session = here.post("/api/sessions", json=wishes, headers=own).json()["session"]
    reply = {"text": "I'm sorry. What happened?", "client_id": "a"}
    assert there.post(f"/api/sessions/{session}/replies", json=reply, headers=own).json()["turn"] == 1
    boards = [page.get(f"{path}/board").json() for page in (here, there)]
    assert [board["counts"]["talking"] for board in boards] == [1, 1]
    assert boards[0]["participants"][0]["name"] == joined["participant"]["name"]

    assert len(events_of(whole, session)) > 3
    assert here.delete(path).status_code == 204
    assert there.get(f"/api/sessions/{session}", headers=own).status_code == 401
    assert events_of(whole, session) == [], "what was typed is nowhere any more"
    here.close()
    there.close()


def test_nothing_is_lost_when_what_serves_is_killed_and_everybody_can_go_on(whole: Topology) -> None:
    """`make faults` does more harm, for longer."""
    faults = ("kill a page", "kill Redis", "kill PostgreSQL")
    setup = WholeSetup(whole)
    plan = Plan(faults, people=6, thinks=(0.2, 1.0), calm=(0.5, 1.0), replies=3)
    outcome = asyncio.run(broken(setup, plan, read_knowledge().plays(), lambda _: None))
    assert outcome.ledger.stuck == [], whole.told()
    assert outcome.verdict.lines() == []
    assert outcome.verdict.in_logs == 0
    assert outcome.ledger.acknowledged >= 18
    assert setup.unsound() == []
