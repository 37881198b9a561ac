"""The live board: where all participants of a workshop stand, in a few questions to the database for all of them."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import func, select

from bot.coaching.roleplay.state import ParentState
from bot.records.participants import extensions_of, participant_from, time_limit
from bot.records.store import Store, utc
from bot.records.tables import sessions, talks, turns
from bot.records.workshop_tables import participants
from bot.records.workshop_values import Standing, Workshop


class Boards(Store):
    """What the records know of a workshop while it runs."""

    def board(self, workshop: Workshop) -> list[Standing]:
        """Where everybody stands who takes part, by name. Raises RecordsUnavailable."""
        here = (participants.c.workshop_id == workshop.id) & participants.c.withdrawn_at.is_(None)
        each = select(
            sessions.c.participant_id,
            func.max(talks.c.id).label("latest"),
            func.count().label("begun"),
            func.count(talks.c.ended_at).label("over"),
        )
        each = each.join(talks, talks.c.session_id == sessions.c.id).join(
            participants, participants.c.id == sessions.c.participant_id
        )
        counted = each.where(here).group_by(sessions.c.participant_id).subquery()
        query = select(participants, counted.c.begun, counted.c.over, *_talk_columns())
        query = query.outerjoin(counted, counted.c.participant_id == participants.c.id)
        query = query.outerjoin(talks, talks.c.id == counted.c.latest).where(here).order_by(participants.c.name)
        said = select(turns.c.talk_id, turns.c.number, turns.c.phase, turns.c.heat, turns.c.trust, turns.c.created_at)
        count = turns.c.talk_id.in_(select(counted.c.latest)) & turns.c.superseded_at.is_(None)
        with self._reading() as connection:
            rows = connection.execute(query).all()
            # In order, so that of each talk the last reply stays.
            latest = {row.talk_id: row for row in connection.execute(said.where(count).order_by(turns.c.number))}
            given = extensions_of(connection, workshop.id) if workshop.settings.minutes else []
        return [_standing(row, latest.get(row.talk_id), workshop, given) for row in rows]


def _talk_columns() -> list[Any]:
    names = ("id", "session_id", "scenario", "opening", "paused", "began_at", "ended_at", "ended")
    return [talks.c[name].label(f"talk_{name}") for name in names]


def _standing(row: Any, last: Any, workshop: Workshop, given: list[Any]) -> Standing:
    participant = participant_from(row)
    if row.talk_id is None:
        nothing = (None, None, 0, 0, False, False, 0, None, None, None, None)
        return Standing(participant, *nothing, since=participant.joined_at, until=None)
    began, playing = utc(row.talk_began_at), row.talk_ended_at is None
    now = last or msgspec.json.decode(row.talk_opening, type=ParentState)
    return Standing(
        participant=participant,
        session=row.talk_session_id,
        scenario=row.talk_scenario,
        talks=row.begun,
        finished=row.over,
        playing=playing,
        paused=row.talk_paused,
        turn=last.number if last else 0,
        phase=now.phase,
        heat=now.heat,
        trust=now.trust,
        ended=row.talk_ended,
        since=utc(last.created_at) if last else began,
        until=time_limit(workshop.settings.minutes, began, participant.id, given) if playing else None,
    )
