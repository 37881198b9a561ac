"""The live board, messages to participants, and one participant in figures."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from datetime import datetime, timezone
from typing import Annotated, TypeAlias

import msgspec
from litestar import MediaType, Response, delete, get, post
from litestar.datastructures import State as AppState
from litestar.params import JSONBody, PathParameter

from bot.coaching.group.talks import GroupTalk
from bot.records import Records, UnknownWorkshop, Workshop
from bot.web import workshop_problems as problems
from bot.web.access import Asked
from bot.web.facilitator.access import Me
from bot.web.facilitator.shapes import Board, Counts, OnBoard, ParticipantDetails, SentNote, TalkInFigures, WriteNote
from bot.web.facilitator.workshops import Own
from bot.web.join import stage_of
from bot.web.problems import described, documented

ParticipantInPath: TypeAlias = Annotated[
    int, PathParameter(ge=1, le=2**31 - 1, description="Id of a participant of this workshop.")
]


@get(
    "/board",
    summary="Show the board",
    responses=documented(400, 401, 404, 503) | {200: described(Board, "Where everybody stands.")},
    operation_id="board",
)
async def show_board(mine: Own, request: Asked, state: AppState) -> Response[bytes]:
    """Where everybody stands, without a word of what was said.

    It has an `ETag`: sent back as `If-None-Match`, it gets 304 and nothing more as long as nothing has changed.
    """
    at = datetime.now(timezone.utc)
    board = _board(mine, await asyncio.to_thread(_standing, state.records, mine, at), at)
    # What changes by itself is not part of the mark: the time, and the second at which a page was seen.
    still = msgspec.structs.replace(
        board, now=mine.created_at, participants=[_without_seen(one) for one in board.participants]
    )
    mark = f'"{hashlib.sha256(msgspec.json.encode(still)).hexdigest()[:32]}"'
    headers = {"ETag": mark, "Cache-Control": "no-store"}
    if mark in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=MediaType.JSON)
    return Response(msgspec.json.encode(board), headers=headers, media_type=MediaType.JSON)


@post(
    "/notes",
    summary="Write to participants",
    responses=documented(400, 401, 403, 404, 413, 422, 503),
    operation_id="send_note",
)
async def send_note(mine: Own, data: JSONBody[WriteNote], state: AppState) -> SentNote:
    """Send a message to one participant or to all; their pages show it within seconds."""
    text = "".join(sign for sign in data.text if sign.isprintable() or sign == "\n").strip()
    if not text:
        raise problems.nothing_written()
    records: Records = state.records
    try:
        sent = await asyncio.to_thread(records.send_note, mine.id, text, data.participant)
    except UnknownWorkshop:
        raise problems.no_such_participant() from None
    return SentNote(sent.id, sent.text, sent.participant, sent.at)


@get("/notes", summary="List the messages", responses=documented(400, 401, 404, 503), operation_id="notes")
async def list_notes(mine: Own, state: AppState) -> list[SentNote]:
    """What was sent to participants in this workshop, in order."""
    found = await asyncio.to_thread(state.records.notes_in, mine.id)
    return [SentNote(one.id, one.text, one.participant, one.at) for one in found]


@get(
    "/participants/{participant:int}",
    summary="Show a participant",
    responses=documented(400, 401, 404, 503),
    operation_id="participant",
)
async def show_participant(mine: Own, me: Me, participant: ParticipantInPath, state: AppState) -> ParticipantDetails:
    """A participant's talks in this workshop, in figures; their words are read elsewhere, if they agreed."""
    records: Records = state.records
    at = datetime.now(timezone.utc)
    standing = await asyncio.to_thread(_standing, records, mine, at)
    found = next((one for one in standing if one.id == participant), None)
    if found is None:
        raise problems.no_such_participant()
    await asyncio.to_thread(records.note_look, me.id, "participant", mine.id, participant)
    talks = await asyncio.to_thread(records.group_talks, mine.id, words=False)
    return ParticipantDetails(found, [_talk_card(one) for one in talks if one.participant == str(participant)])


@delete(
    "/participants/{participant:int}",
    summary="Delete a participant",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="delete_participant",
)
async def delete_participant(mine: Own, me: Me, participant: ParticipantInPath, state: AppState) -> None:
    """Delete a participant and all that they said in this workshop, for good."""
    records: Records = state.records
    if await asyncio.to_thread(records.participant, mine.id, participant) is None:
        raise problems.no_such_participant()
    await asyncio.to_thread(records.note_look, me.id, "delete_participant", mine.id, participant)
    await state.conversations.delete_participant(mine.id, participant)


def _standing(records: Records, workshop: Workshop, at: datetime) -> list[OnBoard]:
    return [OnBoard.of(one, at) for one in records.board(workshop)]


def _board(workshop: Workshop, standing: list[OnBoard], at: datetime) -> Board:
    many = Counter(one.condition for one in standing)
    counts = Counts(
        joined=many["joined"],
        briefing=many["briefing"],
        talking=many["talking"],
        finished=many["finished"],
        stuck=sum(one.stuck for one in standing),
    )
    return Board(stage_of(workshop), workshop.title, workshop.settings.minutes, at, counts, standing)


def _without_seen(one: OnBoard) -> OnBoard:
    return msgspec.structs.replace(one, seen_at=one.joined_at)


def _talk_card(talk: GroupTalk) -> TalkInFigures:
    return TalkInFigures(
        session=talk.session,
        number=talk.number,
        scenario=talk.scenario,
        began_at=talk.began_at,
        ended_at=talk.ended_at,
        over=talk.over,
        ended=talk.ended,
        replies=len(talk.counting),
        scores=[turn.scored.scores for turn in talk.counting],
    )
