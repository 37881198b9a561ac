"""A trainee's practice: all sessions under one code, without a name or an account."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import Annotated, TypeAlias

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from msgspec import Meta, Struct

from bot.coaching.debrief.progress import PracticeSession, Progress, Run, progress_of, summary_of
from bot.records import Practised, Trainee
from bot.web.codes import new_code, shown
from bot.web.downloads import DOWNLOAD, PracticeDownload, practice_file
from bot.web.practice_access import own_practice
from bot.web.problems import described, documented, no_such_practice
from bot.web.tokens import hash_of

CODE: list[dict[str, list[str]]] = [{"code": []}]
"""What the OpenAPI document says of routes that need the code of a practice."""

Own: TypeAlias = NamedDependency[Trainee]


class NewPractice(Struct):
    """The code of a new practice. It is shown this once: only its hash is kept."""

    code: Annotated[str, Meta(description="To be noted, and sent as bearer: `Authorization: Bearer K7QF-2M9X-4TWD`.")]


class Practice(Struct):
    """All that a trainee has practised."""

    since: datetime
    sessions: Annotated[
        list[PracticeSession],
        Meta(description="The newest first; without those in which nothing was replied, unless it is the latest."),
    ]
    progress: Progress


@post("/", summary="Start a practice", responses=documented(503), operation_id="open_practice")
async def open_practice(state: AppState) -> NewPractice:
    """Start a practice, to find one's sessions again on any device. Whoever has its code can read and delete them."""
    code = new_code()
    await asyncio.to_thread(state.records.open_trainee, hash_of(code))
    return NewPractice(shown(code))


@get("/", summary="Show a practice", responses=documented(401, 503), operation_id="practice", security=CODE)
async def show_practice(own: Own, state: AppState) -> Practice:
    """The sessions of the practice, and what they show together."""
    practised = await asyncio.to_thread(state.records.practised, own.id)
    return await asyncio.to_thread(_practice, own, practised, state)


@post(
    "/code",
    status_code=200,
    summary="Change the code of a practice",
    responses=documented(401, 503),
    operation_id="change_code",
    security=CODE,
)
async def change_code(own: Own, state: AppState) -> NewPractice:
    """Give the practice another code: somebody has seen the old one, say, which opens nothing from now on."""
    code = new_code()
    if not await asyncio.to_thread(state.records.change_code, own.id, hash_of(code)):
        raise no_such_practice()
    return NewPractice(shown(code))


@delete("/", summary="Delete a practice", responses=documented(401, 503), operation_id="delete_practice", security=CODE)
async def delete_practice(own: Own, state: AppState) -> None:
    """Delete the practice, its sessions and all that was said in them, for good."""
    await state.conversations.delete_practice(own.id)


@get(
    "/download",
    summary="Take a practice along",
    responses=documented(401, 503) | {200: described(PracticeDownload, DOWNLOAD)},
    operation_id="download_practice",
    security=CODE,
)
async def download_practice(own: Own, state: AppState) -> Response[bytes]:
    """All that is kept of the practice, as JSON."""
    return await practice_file(own, state)


own_practices = Router(
    "/api/practice",
    route_handlers=[open_practice, show_practice, change_code, delete_practice, download_practice],
    dependencies={"own": Provide(own_practice)},
)


def _practice(trainee: Trainee, practised: list[Practised], state: AppState) -> Practice:
    # Somebody who opened a scenario and left it has not practised; only what was begun last may still go on.
    runs = [_run(one) for one in practised if one.turns or one is practised[-1]]
    summaries = [summary_of(run, state.scenarios, state.coach) for run in reversed(runs)]
    today = datetime.now(timezone.utc).date()
    return Practice(trainee.created_at, summaries, progress_of(summaries, state.scenarios, state.coach, today))


def _run(practised: Practised) -> Run:
    session = practised.session
    return Run(
        session=session.id,
        scenario=session.scenario or "",
        coaching=session.coaching,
        began_at=session.began_at or session.created_at,
        updated_at=session.updated_at,
        turns=practised.turns,
        ended=session.ended,
        over=not session.playing,
        difficulty=session.opening.difficulty if session.opening else "usual",
        goal=session.goal,
        confidence=session.confidence,
    )
