"""Puts into the outbox what happens in workshops, in the transaction in which it happens."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.coaching.group.statements import Site, Statement, begun, ended, replied
from bot.coaching.group.talks import GroupTalk, GroupTurn
from bot.coaching.roleplay.scenario import Scenario
from bot.records.outbox import enqueue
from bot.records.participants import consent_from
from bot.records.rows import session_from, sessions_with_talks, turn_from
from bot.records.store import Event, Hook, utc
from bot.records.tables import sessions, talks, turns
from bot.records.workshop_tables import participants

log = logging.getLogger(__name__)


def telling(site: Site, scenarios: Mapping[str, Scenario]) -> Hook:
    """What `Records` calls when a talk begins, a reply is given, a talk ends.

    Only talks in workshops are told, of participants who have agreed to it; not those in a scenario that is no more.
    """

    def tell(connection: Any, session_id: str, event: Event) -> None:
        found = _talk(connection, session_id, event)
        if found is None:
            return
        workshop, talk = found
        scenario = scenarios.get(talk.scenario)
        if scenario is None:
            return
        try:
            statement = _statement(site, talk, scenario, str(workshop), event)
        except ValueError as error:
            # Nobody loses a reply because it cannot be told elsewhere.
            log.warning("A statement cannot be made: %s", error)
        else:
            enqueue(connection, workshop, session_id, statement)

    return tell


def _statement(site: Site, talk: GroupTalk, scenario: Scenario, workshop: str, event: Event) -> Statement:
    if event == "begun":
        return begun(site, talk, scenario, workshop)
    if event == "replied":
        return replied(site, talk, talk.turns[-1], scenario, workshop)
    return ended(site, talk, scenario, workshop)


def _talk(connection: Any, session_id: str, event: Event) -> tuple[int, GroupTalk] | None:
    """The workshop and the current talk, with the replies that the event needs; None if it is told to nobody."""
    columns = (participants.c.id.label("who"), participants.c.workshop_id, participants.c.consent)
    query = sessions_with_talks().add_columns(*columns)
    query = query.join(participants, participants.c.id == sessions.c.participant_id)
    here = (sessions.c.id == session_id) & participants.c.withdrawn_at.is_(None) & talks.c.id.is_not(None)
    row = connection.execute(query.where(here).order_by(talks.c.number.desc()).limit(1)).first()
    if row is None or not consent_from(row.consent).tell:
        return None
    said = _replies(connection, row.talk_id, event)
    session = session_from(row)
    return row.workshop_id, GroupTalk(
        participant=str(row.who),
        session=session.id,
        scenario=session.scenario or "",
        turns=tuple(said),
        number=session.talk or 1,
        began_at=session.began_at,
        ended_at=session.ended_at,
        ended=session.ended,
        over=not session.playing,
        difficulty=session.opening.difficulty if session.opening else "usual",
        confidence=session.confidence,
    )


def _replies(connection: Any, talk: int, event: Event) -> Sequence[GroupTurn]:
    if event == "begun":
        return ()
    query = select(turns).where(turns.c.talk_id == talk, turns.c.superseded_at.is_(None))
    if event == "replied":
        query = query.order_by(turns.c.number.desc()).limit(1)
    rows = connection.execute(query if event == "replied" else query.order_by(turns.c.number)).all()
    return [GroupTurn(row.id, turn_from(row), row.attempt, at=utc(row.created_at)) for row in rows]
