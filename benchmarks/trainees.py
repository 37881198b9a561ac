"""Trainees for a measurement: they talk with the bare bot or with the product over HTTP, and time each answer."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import statistics
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple

import aiohttp

from bot.settings import ROOT

SCENARIO = "angry_parent"
WAIT = aiohttp.ClientTimeout(total=60)


def teachers_words() -> list[str]:
    """Replies as teachers give them, good and bad: those of the gold data to this scenario."""
    lines = (ROOT / "tests" / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [one["reply"] for one in map(json.loads, lines) if one["scenario"] == SCENARIO]


class NotAnswered(Exception):
    """What came back is not the answer to what was said."""


class Crowd(NamedTuple):
    """What many have met who talk at once."""

    per_second: float
    """Turns that were answered."""
    times: list[float]
    """Seconds of each."""
    refused: list[str]
    """What was said instead of an answer."""


class Trainee(ABC):
    """Somebody who talks. `say` gives the seconds until the whole answer was there.

    Raises NotAnswered for an answer that is none.
    """

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self._http = http
        self._address = address

    async def open(self) -> None:  # noqa: B027  # Not everybody has to say that they begin.
        """Begin a talk."""

    @abstractmethod
    async def say(self, text: str) -> float:
        """Say something and wait for the answer."""


class BareTrainee(Trainee):
    """Talks with the bare bot."""

    async def open(self) -> None:
        """A new conversation."""
        self._sender = secrets.token_hex(16)

    async def say(self, text: str) -> float:
        """Hear the echo."""
        began = time.perf_counter()
        body = {"sender": self._sender, "message": text}
        async with self._http.post(f"{self._address}/webhooks/rest/webhook", json=body) as answer:
            said = await answer.json()
        taken = time.perf_counter() - began
        if [one.get("text") for one in said] != [text]:
            raise NotAnswered(f"The bare bot answered {str(said)[:200]}")
        return taken


class ProductTrainee(Trainee):
    """Talks with a parent. When the parent has left, the next talk begins in the same session, as by its button."""

    async def open(self) -> None:
        """A new session."""
        body = {"scenario": SCENARIO, "seed": random.randrange(2**31)}
        opened = await self._post("/api/sessions", body, {})
        self._path = f"/api/sessions/{opened['session']}/replies"
        self._own = {"Authorization": f"Bearer {opened['token']}"}
        self._over = False

    async def say(self, text: str) -> float:
        """Hear the parent."""
        if self._over:
            again = {"text": "Begin", "payload": f'/begin{{"scenario": "{SCENARIO}"}}'}
            await self._post(self._path, again, self._own)
        began = time.perf_counter()
        said = await self._post(self._path, {"text": text, "client_id": secrets.token_hex(16)}, self._own)
        taken = time.perf_counter() - began
        if said["turn"] is None:
            raise NotAnswered(f"That was no turn: {str(said)[:200]}")
        self._over = said["ended"] is not None
        return taken

    async def _post(self, path: str, body: object, headers: dict[str, str]) -> dict[str, object]:
        async with self._http.post(self._address + path, json=body, headers=headers) as answer:
            if answer.status not in (200, 201):
                raise NotAnswered(f"{answer.status} {(await answer.text())[:200]}")
            said: dict[str, object] = await answer.json()
            return said


Kind = Callable[[aiohttp.ClientSession, str], Trainee]


async def one_talk(kind: Kind, address: str, words: Sequence[str]) -> list[float]:
    """One person alone with it; the seconds of each turn."""
    async with aiohttp.ClientSession(timeout=WAIT) as http:
        trainee = kind(http, address)
        await trainee.open()
        return [await trainee.say(text) for text in words]


async def many_talks(
    kind: Kind,
    address: str,
    words: Sequence[str],
    trainees: int,
    seconds: float,
    turns: int = 12,
    pause: tuple[float, float] = (0.0, 0.0),
) -> Crowd:
    """So many people for so long, each with a new talk after some turns, or when one was refused.

    `pause` is how long, at least and at most, a person needs for the next reply.
    """
    late = time.perf_counter() + seconds
    times: list[float] = []
    refused: list[str] = []

    async def talk(dice: random.Random) -> None:
        trainee = kind(http, address)
        await trainee.open()
        for _ in range(turns):
            taken = await trainee.say(dice.choice(words))
            if time.perf_counter() > late:
                return
            times.append(taken)
            await asyncio.sleep(dice.uniform(*pause))

    async def person(number: int) -> None:
        dice = random.Random(number)
        await asyncio.sleep(dice.uniform(0, pause[1]))
        while time.perf_counter() < late:
            try:
                await talk(dice)
            except (NotAnswered, aiohttp.ClientError, asyncio.TimeoutError) as error:  # noqa: PERF203
                refused.append(f"{type(error).__name__}: {error}")
                await asyncio.sleep(0.1)

    async with aiohttp.ClientSession(timeout=WAIT, connector=aiohttp.TCPConnector(limit=0)) as http:
        await asyncio.gather(*(person(number) for number in range(trainees)))
    return Crowd(len(times) / seconds, times, refused)


def share_at(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def median(values: Sequence[float]) -> float:
    """The middle one; not a number if there are none."""
    return statistics.median(values) if values else float("nan")
