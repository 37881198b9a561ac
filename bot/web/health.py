"""Whether everything works, for whoever runs the product and for what watches over it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import Literal

from litestar import Response, get
from litestar.datastructures import State as AppState
from msgspec import Struct
from redis.asyncio import from_url

from bot.records import Records, RecordsUnavailable
from bot.settings import Settings
from bot.web.problems import described, documented
from bot.web.rasa import Rasa

Condition = Literal["ok", "down"]

PATIENCE = 1.5
"""Seconds within which a part must answer to count as ready."""

FRESH = 1.0
"""Seconds for which an answer counts: however many ask, a part is not asked more often."""


class Parts(Struct):
    """The parts that must work together."""

    web: Condition
    rasa: Condition
    actions: Condition
    records: Condition


class Health(Struct):
    """Whether everything works, and which part does not."""

    status: Condition
    parts: Parts


class Live(Struct):
    """That the web part answers."""

    status: Literal["ok"]


class Ready(Struct):
    """Whether people can be let in."""

    status: Condition
    trouble: list[str]
    """What stands in the way, in words; empty if all is well."""


Question = Callable[[], Awaitable[bool]]


class Readiness:
    """Asks the parts whether they work: each once at a time, and none more often than once a second."""

    def __init__(self, questions: dict[str, Question]) -> None:
        """The names of `questions` are what people are told is down, at the start of a sentence."""
        self._asked = {part: _Asked(question) for part, question in questions.items()}

    async def trouble(self) -> list[str]:
        """What stands in the way, a sentence for each part that is down."""
        works = await asyncio.gather(*(one.works() for one in self._asked.values()))
        return [
            f"{part} did not answer within {PATIENCE:g} seconds, or said that all is not well."
            for part, well in zip(self._asked, works, strict=True)
            if not well
        ]


class _Asked:
    """One part, and what it answered last."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._answer: asyncio.Task[bool] | None = None
        self._asked_at = 0.0

    async def works(self) -> bool:
        """Whether the part works. A question that it has not answered yet is not put to it again."""
        if self._answer is None or (self._answer.done() and monotonic() - self._asked_at > FRESH):
            self._answer, self._asked_at = asyncio.create_task(self._ask()), monotonic()
        if not self._answer.done():
            await asyncio.wait([self._answer], timeout=PATIENCE)
        return self._answer.done() and self._answer.result()

    async def _ask(self) -> bool:
        try:
            return await self._question()
        except Exception:
            return False


def readiness_of(settings: Settings, rasa: Rasa, records: Records) -> Readiness:
    """What a reply needs, with those settings."""
    questions: dict[str, Question] = {
        "The database": partial(asyncio.to_thread, readable, records),
        "Rasa": rasa.is_up,
        "The action server": rasa.actions_are_up,
    }
    if settings.redis_url:
        questions["Redis"] = partial(_pongs, settings.redis_url)
    return Readiness(questions)


async def _pongs(address: str) -> bool:
    """Whether Redis answers. It has a connection of its own for that, so that none can be taken that is long dead."""
    async with from_url(address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as redis:
        return bool(await redis.ping())


@get(
    "/health",
    summary="Tell which parts work",
    responses=documented() | {503: described(Health, "A part is down; the others are told too.")},
    operation_id="health",
)
async def health(state: AppState) -> Response[Health]:
    """Ask every part; 503 if one of them is down."""
    rasa, actions, records = await asyncio.gather(
        state.rasa.is_up(), state.rasa.actions_are_up(), asyncio.to_thread(readable, state.records)
    )
    parts = Parts(web="ok", rasa=_condition(rasa), actions=_condition(actions), records=_condition(records))
    works = rasa and actions and records
    return Response(Health(_condition(works), parts), status_code=200 if works else 503)


@get("/health/live", summary="Tell that the web part answers", responses=documented(), operation_id="live")
async def live() -> Live:
    """Ask nobody else: a part that is down is no reason to start this one anew."""
    return Live("ok")


@get(
    "/health/ready",
    summary="Tell whether people can be let in",
    responses=documented() | {503: described(Ready, "Something stands in the way; it is told what.")},
    operation_id="ready",
)
async def ready(state: AppState) -> Response[Ready]:
    """Ask every part that a reply needs, with little patience and at most once a second; 503 if one is down."""
    readiness: Readiness = state.readiness
    trouble = await readiness.trouble()
    return Response(Ready(_condition(not trouble), trouble), status_code=503 if trouble else 200)


def readable(records: Records) -> bool:
    """Whether the records can be read."""
    try:
        records.check()
    except RecordsUnavailable:
        return False
    return True


def _condition(works: bool) -> Condition:
    return "ok" if works else "down"
