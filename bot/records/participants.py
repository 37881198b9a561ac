"""Who takes part in a workshop, under which name, and what they agree to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, or_, select, update

from bot.coaching.group.talks import Consent
from bot.records.errors import NameTaken, UnknownParticipant, UnknownTrainee, UnknownWorkshop
from bot.records.facilitators import key_of
from bot.records.store import Store, as_json, now, utc
from bot.records.tables import sessions, talks, trainees, turns
from bot.records.workshop_tables import (
    comments,
    extensions,
    marks,
    notes,
    participants,
    ratings,
    statements,
    votes,
    workshops,
)
from bot.records.workshop_values import Note, Participant, Participation, Place, SessionRules
from bot.records.workshops import workshop_from, workshops_counted

SEEN_EVERY = timedelta(seconds=30)
"""How exactly it is kept when a participant was seen last, so that a page that asks often costs little writing."""


class _KeptConsent(Consent, frozen=True, kw_only=True):
    at: datetime


class Participants(Store):
    """What the records know of participants."""

    def join(self, workshop: int, trainee: int, names: Iterable[str], consent: Consent) -> Participant:
        """Let a trainee take part, under the first of the names that nobody in the workshop has.

        Who takes part already stays who they are; only what they agree to is as they say now.
        Raises UnknownWorkshop, UnknownTrainee, NameTaken if all names are taken, RecordsUnavailable.
        """
        at = now()
        with self._writing() as connection:
            # Held, so that two cannot take the same name, and nobody joins what is being deleted.
            held = select(workshops.c.id).where(workshops.c.id == workshop).with_for_update()
            if connection.execute(held).first() is None:
                raise UnknownWorkshop(workshop)
            if connection.execute(select(trainees.c.id).where(trainees.c.id == trainee)).first() is None:
                raise UnknownTrainee(trainee)
            here = participants.c.workshop_id == workshop
            agreed = as_json(_kept(consent, at))
            own = connection.execute(select(participants).where(here, participants.c.trainee_id == trainee)).first()
            if own is not None:
                back = {"consent": agreed, "withdrawn_at": None, "seen_at": at}
                connection.execute(update(participants).where(participants.c.id == own.id).values(back))
                _take_back(connection, own.id, consent)
                return _known(connection, own.id)
            taken = {key_of(name) for name in connection.execute(select(participants.c.name).where(here)).scalars()}
            name = next((name for name in names if key_of(name) not in taken), None)
            if name is None:
                raise NameTaken()
            row = {"workshop_id": workshop, "trainee_id": trainee, "name": name, "joined_at": at, "seen_at": at}
            (id,) = connection.execute(insert(participants).values(row | {"consent": agreed})).inserted_primary_key
            return _known(connection, id)

    def participant(self, workshop: int, id: int) -> Participant | None:
        """The participant of that id in that workshop; None if there is none. Raises RecordsUnavailable."""
        query = select(participants).where(participants.c.workshop_id == workshop, participants.c.id == id)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else participant_from(row)

    def participants(self, workshop: int) -> list[Participant]:
        """Who takes part in a workshop or has done so, by name. Raises RecordsUnavailable."""
        query = select(participants).where(participants.c.workshop_id == workshop).order_by(participants.c.name)
        with self._reading() as connection:
            return [participant_from(row) for row in connection.execute(query)]

    def participations(self, trainee: int) -> list[Participation]:
        """The workshops that a trainee takes part in, the latest first. Raises RecordsUnavailable."""
        query = select(participants).where(participants.c.trainee_id == trainee, participants.c.withdrawn_at.is_(None))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(participants.c.joined_at.desc(), participants.c.id.desc())).all()
            return [_participation(connection, participant_from(row)) for row in rows]

    def participation(self, trainee: int, workshop: int) -> Participation | None:
        """A workshop as a trainee takes part in it; None if they do not, or no longer. Raises RecordsUnavailable."""
        with self._reading() as connection:
            row = connection.execute(select(participants).where(*_taking_part(trainee, workshop))).first()
            return None if row is None else _participation(connection, participant_from(row))

    def seen(self, trainee: int, workshop: int, place: Place) -> Participation:
        """Note that a participant's page is open, and at which step. Raises UnknownParticipant, RecordsUnavailable."""
        found = self.participation(trainee, workshop)
        if found is None:
            raise UnknownParticipant(trainee)
        at, mine = now(), participants.c.id == found.participant.id
        if found.participant.place != place or at - found.participant.seen_at > SEEN_EVERY:
            with self._writing() as connection:
                connection.execute(update(participants).where(mine).values(seen_at=at, place=place))
        return found

    def set_consent(self, trainee: int, workshop: int, consent: Consent) -> Participant:
        """Keep what a participant agrees to from now on.

        Words that may no longer be shown leave the wall, and what waits to be told to a Learning Record Store is told
        no more. Raises UnknownParticipant, RecordsUnavailable.
        """
        with self._writing() as connection:
            mine = _held(connection, trainee, workshop)
            agreed = as_json(_kept(consent, now()))
            connection.execute(update(participants).where(participants.c.id == mine).values(consent=agreed))
            _take_back(connection, mine, consent)
            return _known(connection, mine)

    def leave(self, trainee: int, workshop: int) -> None:
        """Take part no longer: nothing is agreed to any more, and the sessions are the trainee's own alone.

        The name is forgotten. Raises UnknownParticipant, RecordsUnavailable.
        """
        at = now()
        with self._deleting() as connection:
            mine = _held(connection, trainee, workshop)
            # A comment may quote what it is about.
            for table in (marks, votes, ratings, comments):
                connection.execute(delete(table).where(table.c.turn_id.in_(_turns_of(mine))))
            connection.execute(delete(statements).where(statements.c.session_id.in_(_sessions_of(mine))))
            connection.execute(update(sessions).where(sessions.c.participant_id == mine).values(participant_id=None))
            left = {"consent": as_json(_kept(Consent(), at)), "withdrawn_at": at, "name": f"({mine})", "place": None}
            connection.execute(update(participants).where(participants.c.id == mine).values(left))

    def rules_of(self, session: str) -> SessionRules | None:
        """What a session has to keep to; None if it belongs to no workshop. Raises RecordsUnavailable."""
        query = select(participants.c.id, participants.c.workshop_id)
        query = query.join(sessions, sessions.c.participant_id == participants.c.id).where(sessions.c.id == session)
        with self._reading() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            workshop = connection.execute(workshops_counted().where(workshops.c.id == row.workshop_id)).first()
            found = workshop_from(workshop)
            latest = select(talks.c.began_at).where(talks.c.session_id == session).order_by(talks.c.number.desc())
            began = connection.execute(latest.limit(1)).scalar()
            given = extensions_of(connection, found.id)
        until = time_limit(found.settings.minutes, None if began is None else utc(began), row.id, given)
        return SessionRules(found, row.id, until)


def consent_from(kept: str) -> Consent:
    """What somebody agrees to, as it stands in their row."""
    return _as_agreed(msgspec.json.decode(kept, type=_KeptConsent))


def participant_from(row: Any) -> Participant:
    """A participant as they stand in their row."""
    agreed = msgspec.json.decode(row.consent, type=_KeptConsent)
    return Participant(
        id=row.id,
        workshop=row.workshop_id,
        trainee=row.trainee_id,
        name=row.name,
        joined_at=utc(row.joined_at),
        seen_at=utc(row.seen_at),
        place=row.place,
        consent=_as_agreed(agreed),
        consent_at=agreed.at,
        withdrawn_at=None if row.withdrawn_at is None else utc(row.withdrawn_at),
    )


def extensions_of(connection: Any, workshop: int) -> list[Any]:
    """The rows of the time given on top in a workshop."""
    rows: list[Any] = connection.execute(select(extensions).where(extensions.c.workshop_id == workshop)).all()
    return rows


def time_limit(minutes: int | None, began: datetime | None, participant: int, given: Iterable[Any]) -> datetime | None:
    """When the time of a talk is over: its minutes, and what was given on top since it began."""
    if minutes is None or began is None:
        return None
    more = sum(
        row.minutes for row in given if utc(row.created_at) >= began and row.participant_id in (None, participant)
    )
    return began + timedelta(minutes=minutes + more)


def _as_agreed(kept: _KeptConsent) -> Consent:
    return Consent(kept.read, kept.show, kept.improve, kept.tell)


def _kept(consent: Consent, at: datetime) -> _KeptConsent:
    return _KeptConsent(consent.read, consent.show, consent.improve, consent.tell, at=at)


def _known(connection: Any, id: int) -> Participant:
    return participant_from(connection.execute(select(participants).where(participants.c.id == id)).one())


def _taking_part(trainee: int, workshop: int) -> tuple[Any, ...]:
    mine = participants.c.trainee_id == trainee
    return mine, participants.c.workshop_id == workshop, participants.c.withdrawn_at.is_(None)


def _held(connection: Any, trainee: int, workshop: int) -> int:
    query = select(participants.c.id).where(*_taking_part(trainee, workshop)).with_for_update()
    found: int | None = connection.execute(query).scalar()
    if found is None:
        raise UnknownParticipant(trainee)
    return found


def _take_back(connection: Any, participant: int, consent: Consent) -> None:
    """Undo what was done with somebody's words and figures and is not agreed to, or no longer."""
    if not consent.show:
        for table in (marks, votes):
            connection.execute(delete(table).where(table.c.turn_id.in_(_turns_of(participant))))
    if not consent.tell:
        waiting = statements.c.sent_at.is_(None) & statements.c.session_id.in_(_sessions_of(participant))
        connection.execute(delete(statements).where(waiting))


def _sessions_of(participant: int) -> Any:
    return select(sessions.c.id).where(sessions.c.participant_id == participant)


def _turns_of(participant: int) -> Any:
    return select(turns.c.id).where(turns.c.session_id.in_(_sessions_of(participant)))


def _participation(connection: Any, participant: Participant) -> Participation:
    workshop = workshop_from(
        connection.execute(workshops_counted().where(workshops.c.id == participant.workshop)).one()
    )
    for_me = or_(notes.c.participant_id.is_(None), notes.c.participant_id == participant.id)
    # What was said to all before somebody came is not meant for them.
    later = notes.c.created_at >= participant.joined_at
    query = select(notes).where(notes.c.workshop_id == workshop.id, for_me, later).order_by(notes.c.id)
    sent = tuple(Note(row.id, row.participant_id, row.text, utc(row.created_at)) for row in connection.execute(query))
    own = connection.execute(select(sessions.c.id).where(sessions.c.participant_id == participant.id)).scalars()
    picked = select(marks.c.turn_id).where(marks.c.workshop_id == workshop.id, marks.c.kind == "picked").limit(1)
    return Participation(
        workshop=workshop,
        participant=participant,
        notes=sent,
        until=_until(connection, participant, workshop.settings.minutes),
        sessions=tuple(own),
        voting=connection.execute(picked).first() is not None,
    )


def _until(connection: Any, participant: Participant, minutes: int | None) -> datetime | None:
    if minutes is None:
        return None
    own = select(func.max(talks.c.id)).join(sessions, sessions.c.id == talks.c.session_id)
    latest = own.where(sessions.c.participant_id == participant.id).scalar_subquery()
    row = connection.execute(select(talks.c.began_at, talks.c.ended_at).where(talks.c.id == latest)).first()
    if row is None or row.ended_at is not None:
        return None
    return time_limit(minutes, utc(row.began_at), participant.id, extensions_of(connection, participant.workshop))
