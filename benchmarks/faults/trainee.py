"""Simulated trainees. They do what the page does: whatever does not get through is sent again under the same name."""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Sequence
from typing import Any

import httpx

from benchmarks.faults.ledger import Ledger, Said, Talk, marked
from bot.settings import ROOT

TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
"""After which the page sends the same again; `bot/web/static/api.js` has the same list."""

PATIENCE = httpx.Timeout(45.0, connect=5.0)
"""Seconds, as the page has it."""

PAUSES = (0.5, 1.0, 2.0, 3.0)
"""Seconds between two tries; the last one from then on."""

STUCK = 120.0
"""Seconds after which somebody who gets no answer counts as stuck."""

DOUBLE_CLICK, TWO_TABS, TIME_OUT = 0.08, 0.04, 0.03
"""How often a trainee sends the same twice at once, says two things at once, or steps out and in again."""


class Stuck(Exception):
    """Somebody cannot go on. The text says where."""


def words_by_scenario() -> dict[str, list[str]]:
    """Replies as teachers give them, good and bad: those of the gold data."""
    lines = (ROOT / "tests" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for one in map(json.loads, lines):
        found.setdefault(one["scenario"], []).append(one["reply"])
    return found


class Trainee:
    """Somebody who practises: talk after talk, reply after reply."""

    def __init__(
        self,
        number: int,
        http: httpx.AsyncClient,
        ledger: Ledger,
        words: dict[str, list[str]],
        thinks: tuple[float, float],
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self.number = number
        self._http = http
        self._ledger = ledger
        self._words = words
        self._thinks = thinks
        self._pauses = pauses
        self._dice = random.Random(number)
        self._talk: Talk | None = None
        self._talks = 0

    async def practise(self, enough: asyncio.Event, replies: int = 0) -> None:
        """Talk until it is enough, and so many replies were answered. Who is stuck is noted, and stops."""
        answered = 0
        await asyncio.sleep(self._dice.uniform(0, self._thinks[1]))
        try:
            while not enough.is_set() or answered < replies:
                answered += await self.reply()
                await asyncio.sleep(self._dice.uniform(*self._thinks))
        except Stuck as error:
            self._ledger.stuck.append(f"trainee {self.number}: {error}")

    async def reply(self, plainly: bool = False) -> int:
        """Say one thing, or two at once; how many were answered as turns. Raises Stuck."""
        talk = self._talk if self._talk is not None and not self._talk.over else await self._open()
        chance = 1.0 if plainly else self._dice.random()
        if chance < DOUBLE_CLICK:
            said = [await self._twice(talk)]
        elif chance < DOUBLE_CLICK + TWO_TABS:
            said = await self._two_tabs(talk)
        elif chance < DOUBLE_CLICK + TWO_TABS + TIME_OUT:
            await self._time_out(talk)
            said = [await self._say(talk, self._next(talk), uuid.uuid4().hex)]
        else:
            said = [await self._say(talk, self._next(talk), uuid.uuid4().hex)]
        turns = sorted((one for one in said if one is not None), key=lambda one: one.turn)
        for one in turns:
            talk.acknowledged(one)
        return len(turns)

    async def tries_for_one(self) -> int:
        """Say one thing; how often it had to be sent. Raises Stuck."""
        if self._talk is None or self._talk.over:
            await self._open()
        assert self._talk is not None
        talk = self._talk
        await self.reply(plainly=True)
        return talk.said[-1].tries if talk.said else 1

    async def _open(self) -> Talk:
        self._talks += 1
        scenario, seed = self._dice.choice(sorted(self._words)), self._dice.randrange(2**31)
        answer, _ = await self._send("POST", "/api/sessions", {}, {"scenario": scenario, "seed": seed})
        opened = answer.json()
        talk = Talk(self.number, self._talks, scenario, seed, opened["session"], opened["token"], opened)
        self._ledger.talks.append(talk)
        self._talk = talk
        return talk

    def _next(self, talk: Talk, more: int = 1) -> str:
        words = self._dice.choice(self._words[talk.scenario])
        return marked(words, self.number, talk.number, len(talk.said) + more)

    async def _say(self, talk: Talk, text: str, client_id: str) -> Said | None:
        """Say it; None if the talk turned out to be over. Raises Stuck."""
        talk.underway = text
        body = {"text": text, "client_id": client_id}
        answer, tries = await self._send("POST", f"{talk.path}/replies", talk.own, body)
        talk.underway = None
        if answer.status_code == 409:
            talk.over = True
            return None
        said = answer.json()
        if said["turn"] is None:
            if said["playing"]:
                talk.wrong.append("what was said to the parent came to the coach")
            talk.over = True
            return None
        return Said(client_id, text, said, time.monotonic(), tries)

    async def _twice(self, talk: Talk) -> Said | None:
        text, client_id = self._next(talk), uuid.uuid4().hex
        first, second = await asyncio.gather(self._say(talk, text, client_id), self._say(talk, text, client_id))
        if first and second and _lasting(first.answer) != _lasting(second.answer):
            talk.wrong.append("a double click got two different answers")
        return first or second

    async def _two_tabs(self, talk: Talk) -> list[Said | None]:
        texts = self._next(talk, 1), self._next(talk, 2)
        return list(await asyncio.gather(*(self._say(talk, text, uuid.uuid4().hex) for text in texts)))

    async def _time_out(self, talk: Talk) -> None:
        for order in ("pause", "resume"):
            await self._send("POST", f"{talk.path}/{order}", talk.own, None)

    async def _send(
        self, method: str, path: str, own: dict[str, str], body: dict[str, Any] | None
    ) -> tuple[httpx.Response, int]:
        """Send until it is answered; the answer, and how often it was sent. Raises Stuck."""
        began, tries = time.monotonic(), 0
        while True:
            tries += 1
            try:
                answer = await self._http.request(method, path, headers=own, json=body, timeout=PATIENCE)
            except httpx.TransportError as error:
                met = type(error).__name__
            else:
                if answer.status_code < 300 or answer.status_code == 409:
                    self._ledger.longest_wait = max(self._ledger.longest_wait, time.monotonic() - began)
                    return answer, tries
                met = _name_of(answer)
                if answer.status_code not in TRANSIENT:
                    raise Stuck(f"{method} {path} was refused: {met}")
            self._ledger.met[met] += 1
            if time.monotonic() - began > STUCK:
                raise Stuck(f"{method} {path} got no answer for {STUCK:.0f} s; at last {met}")
            await asyncio.sleep(self._pauses[min(tries, len(self._pauses)) - 1])


def _lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """What is of the turn itself, not of how the session stands meanwhile."""
    return {key: value for key, value in answer.items() if key not in ("playing", "paused", "scenario")}


def _name_of(answer: httpx.Response) -> str:
    try:
        return f"{answer.status_code} {answer.json()['error']['code']}"
    except (ValueError, KeyError, TypeError):
        return f"{answer.status_code}"
