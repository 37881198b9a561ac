"""Conversations replayed step by step, alone or two side by side, and what facilitators remark on them."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from typing import Annotated, TypeAlias

from litestar import delete, get, post
from litestar.datastructures import State as AppState
from litestar.params import JSONBody, PathParameter, QueryParameter
from msgspec import Meta, Struct

from bot.coaching.group.replay import Comment, Replay, Step, replay_of, side_by_side
from bot.coaching.group.talks import GroupTalk, WordsNotShared, with_a_reply
from bot.coaching.roleplay.line import End
from bot.records import Records, Workshop
from bot.web.facilitator import debrief_problems as problems
from bot.web.facilitator.access import Me
from bot.web.facilitator.wall import TurnInPath
from bot.web.facilitator.workshops import Own
from bot.web.problems import documented

LONGEST_COMMENT = 2_000
LONGEST_SESSION_ID = 128

SessionInPath: TypeAlias = Annotated[str, PathParameter(max_length=LONGEST_SESSION_ID, description="Id of a session.")]
Number = Annotated[int, QueryParameter(ge=1, le=1000, description="Number of the role-play in its session.")]
OtherSession = Annotated[
    str | None, QueryParameter(max_length=LONGEST_SESSION_ID, description="Id of a session to lay beside it.")
]


class TalkCard(Struct):
    """A role-play that can be replayed."""

    session: str
    number: Annotated[int, Meta(description="Of the role-play in its session.")]
    name: Annotated[str, Meta(description="Of the participant in this workshop.")]
    scenario: str
    began_at: datetime | None
    replies: Annotated[int, Meta(description="That count.")]
    over: bool
    ended: End | None
    comments: int


class Talks(Struct):
    """The role-plays of a workshop."""

    talks: Annotated[list[TalkCard], Meta(description="In the order in which they began.")]
    withheld: Annotated[int, Meta(description="Role-plays whose participants did not agree that they are read.")]


class Row(Struct):
    """A row of two role-plays side by side: the ids of their replies, null where one of them has none."""

    left: int | None
    right: int | None
    probe: Annotated[str | None, Meta(description="The standard moment that both met here.")]


class Replayed(Struct):
    """One role-play step by step, or two."""

    left: Replay
    right: Replay | None
    rows: list[Row]


class WriteComment(Struct, forbid_unknown_fields=True):
    """A remark on a reply."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_COMMENT)]


@get("/talks", summary="List the conversations", responses=documented(400, 401, 404, 503), operation_id="talks")
async def list_talks(mine: Own, state: AppState) -> Talks:
    """The role-plays with a reply, of those who agreed that the facilitator reads them."""
    records: Records = state.records
    talks, comments = await asyncio.gather(
        asyncio.to_thread(records.group_talks, mine.id, words=False), asyncio.to_thread(records.comments, mine.id)
    )
    met = with_a_reply(talks)
    remarks = Counter(kept.comment.turn for kept in comments)
    readable = [_card(talk, sum(remarks[one.id] for one in talk.turns)) for talk in met if talk.consent.read]
    return Talks(readable, len(met) - len(readable))


@get(
    "/sessions/{session:str}/replay",
    summary="Replay a conversation",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="replay",
)
async def show_replay(
    mine: Own,
    me: Me,
    session: SessionInPath,
    state: AppState,
    talk: Number = 1,
    beside: OtherSession = None,
    beside_talk: Number = 1,
) -> Replayed:
    """A role-play step by step, of somebody who agreed that it is read; another beside it, aligned by the probes."""
    left = await _replay(mine, me.id, session, talk, state)
    if beside is None:
        return Replayed(left, None, [Row(step.turn, None, step.probe) for step in left.steps])
    right = await _replay(mine, me.id, beside, beside_talk, state)
    rows = [Row(_id(row.left), _id(row.right), row.probe) for row in side_by_side(left, right)]
    return Replayed(left, right, rows)


@post(
    "/turns/{turn:int}/comments",
    summary="Comment on a reply",
    responses=documented(400, 401, 403, 404, 413, 422, 503),
    operation_id="comment",
)
async def write_comment(mine: Own, me: Me, turn: TurnInPath, data: JSONBody[WriteComment], state: AppState) -> Comment:
    """Keep a remark on a reply that one may read."""
    text = "".join(sign for sign in data.text if sign.isprintable() or sign == "\n").strip()
    if not text:
        raise problems.nothing_written()
    records: Records = state.records
    author = await asyncio.to_thread(records.author_of, mine.id, turn)
    if author is None:
        raise problems.nothing_to_replay()
    if not author.consent.read:
        raise problems.not_to_be_read()
    kept = await asyncio.to_thread(records.comment, mine.id, turn, me.id, text)
    if kept is None:
        raise problems.nothing_to_replay()
    return kept.comment


@delete(
    "/comments/{comment:int}",
    summary="Delete a comment",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="delete_comment",
)
async def delete_comment(
    mine: Own,
    comment: Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a comment.")],
    state: AppState,
) -> None:
    """Delete a remark, for good."""
    if not await asyncio.to_thread(state.records.delete_comment, mine.id, comment):
        raise problems.no_such_comment()


async def _replay(workshop: Workshop, facilitator: int, session: str, number: int, state: AppState) -> Replay:
    """A role-play of this workshop. Raises Problem 404, and 403 if it may not be read."""
    records: Records = state.records
    talks, comments, marks = await asyncio.gather(
        asyncio.to_thread(records.group_talks, workshop.id, session=session),
        asyncio.to_thread(records.comments, workshop.id, session),
        asyncio.to_thread(records.wall_marks, workshop.id),
    )
    talk = next((one for one in talks if one.number == number), None)
    scenario = state.scenarios.get(talk.scenario) if talk else None
    if talk is None or scenario is None:
        raise problems.nothing_to_replay()
    try:
        replay = replay_of(talk, scenario, [kept.comment for kept in comments], marks.marks, with_taken_back=True)
    except WordsNotShared:
        raise problems.not_to_be_read() from None
    detail = f"{session[:60]}/{number}"
    await asyncio.to_thread(records.note_look, facilitator, "replay", workshop.id, int(talk.participant), detail)
    return replay


def _id(step: Step | None) -> int | None:
    return None if step is None else step.turn


def _card(talk: GroupTalk, comments: int) -> TalkCard:
    return TalkCard(
        session=talk.session,
        number=talk.number,
        name=talk.label,
        scenario=talk.scenario,
        began_at=talk.began_at,
        replies=len(talk.counting),
        over=talk.over,
        ended=talk.ended,
        comments=comments,
    )
