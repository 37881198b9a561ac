"""What people take along of their own: files of all that is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Annotated, Literal, TypeAlias

import msgspec
from litestar import MediaType, Response
from litestar.datastructures import State as AppState
from litestar.params import QueryParameter
from msgspec import Meta, Struct

from bot.coaching.debrief.confidence import ConfidenceCourse
from bot.coaching.debrief.report import Report
from bot.coaching.debrief.text import as_text
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.records import (
    Aside,
    Coaching,
    Consent,
    KeptSession,
    KeptTalk,
    KeptTurn,
    Participation,
    SessionRecord,
    Trainee,
)
from bot.web.answers import judged, said
from bot.web.problems import not_yours
from bot.web.reports import report_on
from bot.web.shapes import Judged, Message

DOWNLOAD = "A file to keep, named in the header `Content-Disposition`."

Form: TypeAlias = Annotated[
    Literal["json", "text"],
    QueryParameter(description="JSON for programs, with everything; or text for people, with the report."),
]


class KeptReply(Judged, kw_only=True):
    """A reply, with what it answered and what answered it."""

    at: datetime
    parent: Annotated[str, Meta(description="What the parent had said.")]
    answer: list[Message]
    taken_back_at: Annotated[datetime | None, Meta(description="Null for a reply that counts.")]


class KeptQuestion(Struct):
    """Something between the trainee and the coach."""

    at: datetime
    asked: Annotated[str | None, Meta(description="Null when a button was pressed.")]
    answer: list[Message]


class KeptConversation(Struct):
    """One role-play with everything in it."""

    scenario: str
    coaching: Coaching
    difficulty: Difficulty
    chosen: list[str]
    seed: int
    goal: str | None
    confidence: ConfidenceCourse | None
    began_at: datetime
    ended_at: datetime | None
    ended: End | None
    replies: Annotated[list[KeptReply], Meta(description="In the order in which they were given.")]
    questions: list[KeptQuestion]
    report: Annotated[Report | None, Meta(description="Null where the scenario is no more.")]


class SessionDownload(Struct):
    """All that is kept of a session."""

    session: str
    opened_at: datetime
    updated_at: datetime
    questions: Annotated[list[KeptQuestion], Meta(description="Before the first conversation with a parent.")]
    conversations: list[KeptConversation]


class KeptNote(Struct):
    """What a facilitator wrote."""

    at: datetime
    text: str


class KeptParticipation(Struct):
    """A workshop that the practice takes part in."""

    title: str
    name: Annotated[str, Meta(description="Under which one takes part.")]
    joined_at: datetime
    consent: Consent
    consent_at: Annotated[datetime, Meta(description="When one last said what one agrees to.")]
    notes: list[KeptNote]


class PracticeDownload(Struct):
    """All that is kept of a practice."""

    since: datetime
    workshops: list[KeptParticipation]
    sessions: Annotated[list[SessionDownload], Meta(description="The oldest first.")]


async def session_file(own: SessionRecord, state: AppState) -> Response[bytes]:
    """All that is kept of a session. Raises Problem 401 if it was deleted meanwhile."""
    kept = await asyncio.to_thread(state.records.history, own.id)
    if kept is None:
        raise not_yours()
    content = await asyncio.to_thread(_session, kept, state.scenarios, state.coach)
    return _file(_json(content), MediaType.JSON, own.scenario or "session", own.began_at or own.created_at, "json")


async def practice_file(trainee: Trainee, state: AppState) -> Response[bytes]:
    """All that is kept of a practice."""
    kept = await asyncio.to_thread(state.records.histories, trainee.id)
    joined = await asyncio.to_thread(state.records.participations, trainee.id)
    content = await asyncio.to_thread(_practice, trainee, kept, joined, state.scenarios, state.coach)
    return _file(_json(content), MediaType.JSON, "practice", datetime.now(timezone.utc), "json")


def text_file(report: Report, own: SessionRecord) -> Response[bytes]:
    """The report and what was said, to be read."""
    text = as_text(report, transcript=True)
    at = own.began_at or own.created_at
    return _file(f"{text}\n".encode(), MediaType.TEXT, report.scenario, at, "txt")


def _practice(
    trainee: Trainee,
    kept: Sequence[KeptSession],
    joined: Sequence[Participation],
    scenarios: Mapping[str, Scenario],
    coach: Coach,
) -> PracticeDownload:
    return PracticeDownload(
        since=trainee.created_at,
        workshops=[_participation(one) for one in joined],
        sessions=[_session(session, scenarios, coach) for session in kept],
    )


def _participation(joined: Participation) -> KeptParticipation:
    mine = joined.participant
    return KeptParticipation(
        title=joined.workshop.title,
        name=mine.name,
        joined_at=mine.joined_at,
        consent=mine.consent,
        consent_at=mine.consent_at,
        notes=[KeptNote(note.at, note.text) for note in joined.notes],
    )


def _session(kept: KeptSession, scenarios: Mapping[str, Scenario], coach: Coach) -> SessionDownload:
    return SessionDownload(
        session=kept.session.id,
        opened_at=kept.session.created_at,
        updated_at=kept.session.updated_at,
        questions=[_question(aside) for aside in kept.asides],
        conversations=[_conversation(talk, scenarios, coach) for talk in kept.talks],
    )


def _conversation(talk: KeptTalk, scenarios: Mapping[str, Scenario], coach: Coach) -> KeptConversation:
    record = talk.session
    turns = [kept.turn for kept in talk.turns if kept.taken_back_at is None]
    earlier = [kept.turn for kept in talk.turns if kept.taken_back_at is not None]
    return KeptConversation(
        scenario=record.scenario or "",
        coaching=record.coaching,
        difficulty=record.opening.difficulty if record.opening else "usual",
        chosen=list(record.opening.chosen) if record.opening else [],
        seed=record.seed,
        goal=record.goal,
        confidence=record.confidence,
        began_at=record.began_at or record.created_at,
        ended_at=record.ended_at,
        ended=record.ended,
        replies=[_reply(kept) for kept in talk.turns],
        questions=[_question(aside) for aside in talk.asides],
        report=report_on(record, turns, earlier, scenarios, coach),
    )


def _reply(kept: KeptTurn) -> KeptReply:
    return KeptReply(
        **judged(kept),
        at=kept.at,
        parent=kept.turn.parent,
        answer=said(kept.messages),
        taken_back_at=kept.taken_back_at,
    )


def _question(aside: Aside) -> KeptQuestion:
    return KeptQuestion(aside.at, aside.asked, said(aside.messages))


def _json(content: Struct) -> bytes:
    # Line by line, for the curious who open it.
    return msgspec.json.format(msgspec.json.encode(content), indent=2)


def _file(content: bytes, media_type: str, subject: str, at: datetime, ending: str) -> Response[bytes]:
    name = f"alongside-{subject}-{at:%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
