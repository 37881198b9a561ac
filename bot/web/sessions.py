"""Sessions: opened, talked in, shown again, deleted."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Annotated, TypeAlias

from litestar import Response, Router, delete, get, post, put
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, QueryParameter

from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.debrief.report import Report
from bot.records import SessionRecord, Trainee
from bot.watching.metrics import TURN_SECONDS
from bot.web.access import own_session
from bot.web.answers import restored, said
from bot.web.downloads import DOWNLOAD, Form, SessionDownload, session_file, text_file
from bot.web.practice_access import practice_if_named
from bot.web.problems import described, documented, no_such_practice
from bot.web.reports import report_of
from bot.web.shapes import Answer, Finished, Opened, OpenSession, Reply, Restored, Retried, Said
from bot.web.workshop_problems import not_taking_part
from bot.web.workshop_rules import as_settled, time_limit_of

Security: TypeAlias = list[dict[str, list[str]]]
"""What the OpenAPI document says of what a request has to bring: one of the list."""

TOKEN_OR_CODE: Security = [{"token": []}, {"code": []}]
CODE_OR_NOTHING: Security = [{}, {"code": []}]

Own: TypeAlias = NamedDependency[SessionRecord]

LastTurn = Annotated[
    int | None,
    QueryParameter(
        name="turn",
        ge=1,
        le=1000,
        description="Number of the reply to take back. With it, the same request twice takes back one reply.",
    ),
]


@post(
    "/api/sessions",
    summary="Open a session",
    responses=documented(400, 401, 404, 409, 413, 422, 503),
    operation_id="open_session",
    dependencies={"trainee": Provide(practice_if_named)},
    security=CODE_OR_NOTHING,
)
async def open_session(
    data: JSONBody[OpenSession], trainee: NamedDependency[Trainee | None], state: AppState
) -> Opened:
    """Open a session, for a scenario or to talk to the coach first. The answer holds the first words.

    With the code of a practice the session belongs to it, and the code opens it from then on, as its own token does.
    In a workshop the practice must take part in it; then the workshop decides when the coach speaks.
    """
    participant = None
    if data.workshop is not None:
        if trainee is None:
            raise no_such_practice()
        taking_part = await asyncio.to_thread(state.records.participation, trainee.id, data.workshop)
        if taking_part is None:
            raise not_taking_part()
        data, participant = as_settled(data, taking_part, state.scenarios), taking_part.participant.id
    opened: Opened = await state.conversations.open(data, trainee and trainee.id, participant)
    return opened


@get("/", summary="Show a session again", responses=documented(400, 401, 503), operation_id="restore_session")
async def restore_session(own: Own, state: AppState) -> Restored:
    """The session as it stands, for a page that was reloaded, or another device."""
    turns, taken_back, asides, until = await asyncio.gather(
        asyncio.to_thread(state.records.kept_turns, own.id),
        asyncio.to_thread(state.records.taken_back, own.id),
        asyncio.to_thread(state.records.asides, own.id),
        asyncio.to_thread(time_limit_of, state.records, own),
    )
    return restored(own, turns, taken_back, asides, until)


@delete("/", summary="Delete a session", responses=documented(400, 401, 503), operation_id="delete_session")
async def delete_session(own: Own, state: AppState) -> None:
    """Delete the session and all that was said in it, for good."""
    await state.conversations.delete(own.id)


@post(
    "/replies",
    status_code=200,
    summary="Say something",
    responses=documented(400, 401, 409, 413, 422, 503),
    operation_id="reply",
)
async def reply(own: Own, data: JSONBody[Reply], state: AppState) -> Answer:
    """Say something to the parent, or to the coach when no role-play is on.

    The same `client_id` twice gives the same answer and one turn.
    """
    began = perf_counter()
    answer: Answer = await state.conversations.reply(own.id, data)
    if answer.turn is not None:
        TURN_SECONDS.labels("whole").observe(perf_counter() - began)
    return answer


@post("/hint", status_code=200, summary="Ask for a hint", responses=documented(400, 401, 503), operation_id="hint")
async def hint(own: Own, state: AppState) -> Said:
    """What this parent needs now, and a way to say it."""
    answer: Said = await state.conversations.order(own.id, "hint")
    return answer


@post("/pause", status_code=200, summary="Pause", responses=documented(400, 401, 503), operation_id="pause")
async def pause(own: Own, state: AppState) -> Said:
    """Step out of the conversation; what is typed now is for the coach."""
    answer: Said = await state.conversations.order(own.id, "pause")
    return answer


@post("/resume", status_code=200, summary="Resume", responses=documented(400, 401, 503), operation_id="resume")
async def resume(own: Own, state: AppState) -> Said:
    """Step back in, at the same place."""
    answer: Said = await state.conversations.order(own.id, "resume")
    return answer


@post(
    "/retry",
    status_code=200,
    summary="Take the last reply back",
    responses=documented(400, 401, 409, 503),
    operation_id="retry",
)
async def retry(own: Own, state: AppState, last: LastTurn = None) -> Retried:
    """Hear the parent's line again and answer it anew, also after the end."""
    answer: Retried = await state.conversations.retry(own.id, last)
    return answer


@post(
    "/finish",
    status_code=200,
    summary="Finish",
    responses=documented(400, 401, 409, 503),
    operation_id="finish",
)
async def finish(own: Own, state: AppState) -> Finished:
    """End the conversation, whether or not it has come to its end, and look back."""
    messages = await state.conversations.finish(own.id)
    back = await report_of(own.id, state)
    return Finished(said(messages), back.ended, back)


@get("/report", summary="Look back", responses=documented(400, 401, 409, 503), operation_id="report")
async def report(own: Own, state: AppState) -> Report:
    """The report on the conversation, over or not."""
    return await report_of(own.id, state)


@put(
    "/confidence",
    summary="Tell how sure you feel now",
    responses=documented(400, 401, 409, 413, 503),
    operation_id="confidence",
)
async def confidence(own: Own, data: JSONBody[Confidence], state: AppState) -> ConfidenceCourse:
    """Keep how sure one feels after the conversation, beside the answer before it. The last answer counts."""
    course: ConfidenceCourse = await state.conversations.look_back(own.id, data)
    return course


@get(
    "/download",
    summary="Take a session along",
    responses=documented(400, 401, 409, 503) | {200: described(SessionDownload, DOWNLOAD)},
    operation_id="download_session",
)
async def download_session(own: Own, state: AppState, form: Form = "json") -> Response[bytes]:
    """All that is kept of the session as JSON; or, with `form=text`, the report and what was said, to be read."""
    if form == "text":
        return text_file(await report_of(own.id, state), own)
    return await session_file(own, state)


own_sessions = Router(
    "/api/sessions/{session:str}",
    route_handlers=[
        restore_session,
        delete_session,
        reply,
        hint,
        pause,
        resume,
        retry,
        finish,
        report,
        confidence,
        download_session,
    ],
    dependencies={"own": Provide(own_session)},
    security=TOKEN_OR_CODE,
)
