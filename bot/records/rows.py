"""From rows of the tables to values."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records.store import messages_from, utc
from bot.records.tables import sessions, talks, trainees
from bot.records.values import Aside, KeptTurn, SessionRecord


def sessions_with_talks() -> Any:
    """A query for sessions, a row for each of their role-plays, or one without; `session_from` reads its rows."""
    return (
        select(sessions, trainees.c.code_hash, *(column.label(f"talk_{column.name}") for column in talks.c))
        .outerjoin(talks, talks.c.session_id == sessions.c.id)
        .outerjoin(trainees, trainees.c.id == sessions.c.trainee_id)
    )


def session_from(row: Any) -> SessionRecord:
    """A session as it stands in a row of `sessions_with_talks`, with the role-play of that row."""
    opened = SessionRecord(
        id=row.id,
        token_hash=row.token_hash,
        opened_for=row.opened_for,
        coaching=row.coaching,
        seed=row.seed,
        created_at=utc(row.created_at),
        updated_at=utc(row.updated_at),
        trainee=row.trainee_id,
        code_hash=row.code_hash,
        participant=row.participant_id,
    )
    if row.talk_id is None:
        return opened
    return msgspec.structs.replace(
        opened,
        talk=row.talk_number,
        scenario=row.talk_scenario,
        coaching=row.talk_coaching,
        seed=row.talk_seed,
        opening=msgspec.json.decode(row.talk_opening, type=ParentState),
        paused=row.talk_paused,
        began_at=utc(row.talk_began_at),
        ended_at=None if row.talk_ended_at is None else utc(row.talk_ended_at),
        ended=row.talk_ended,
        goal=row.talk_goal,
        confidence=_confidence_from(row.talk_confidence_before, row.talk_confidence_after),
    )


def turn_from(row: Any) -> Turn:
    """A turn without what surrounds it."""
    return msgspec.json.decode(row.turn, type=Turn)


def kept_from(row: Any) -> KeptTurn:
    """A turn as it stands in its row."""
    return KeptTurn(
        turn_from(row),
        messages_from(row.messages),
        row.client_id,
        utc(row.created_at),
        taken_back_at=None if row.superseded_at is None else utc(row.superseded_at),
    )


def aside_from(row: Any) -> Aside:
    """What was said beside the turns, as it stands in its row."""
    return Aside(row.asked, messages_from(row.messages), row.client_id, utc(row.created_at))


def _confidence_from(before: str | None, after: str | None) -> ConfidenceCourse | None:
    told = [None if text is None else msgspec.json.decode(text, type=Confidence) for text in (before, after)]
    return ConfidenceCourse(*told) if any(told) else None
