"""Workshops: their rules, their time, and their end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, or_, select, update

from bot.records.errors import UnknownWorkshop
from bot.records.facilitator_values import Look
from bot.records.join_codes import new_join_code
from bot.records.store import Store, as_json, now, utc
from bot.records.tables import asides, sessions, talks, turns
from bot.records.workshop_tables import (
    co_facilitators,
    extensions,
    facilitators,
    looked_at,
    notes,
    participants,
    workshops,
)
from bot.records.workshop_values import Note, Workshop, WorkshopSettings

LOOKED_AGAIN_AFTER = timedelta(minutes=15)
"""A page that shows something for long asks for it again and again: that is one look."""


class Workshops(Store):
    """What the records know of workshops."""

    def open_workshop(
        self,
        facilitator: int,
        title: str,
        settings: WorkshopSettings,
        opens_at: datetime | None = None,
        closes_at: datetime | None = None,
    ) -> Workshop:
        """Open a workshop under a new join code, from now on if not from a later moment. Raises RecordsUnavailable."""
        at = now()
        with self._writing() as connection:
            code = new_join_code()
            while connection.execute(select(workshops.c.id).where(workshops.c.join_code == code)).first():
                code = new_join_code()
            row = {"facilitator_id": facilitator, "join_code": code, "created_at": at}
            row |= _columns(title, settings, opens_at or at, closes_at, None)
            (id,) = connection.execute(insert(workshops).values(row)).inserted_primary_key
            return _known(connection, id)

    def workshops(self, facilitator: int | None = None) -> list[Workshop]:
        """The workshops that a facilitator runs, or all, the newest first. Raises RecordsUnavailable."""
        query = workshops_counted().order_by(workshops.c.created_at.desc(), workshops.c.id.desc())
        if facilitator is not None:
            beside = select(co_facilitators.c.workshop_id).where(co_facilitators.c.facilitator_id == facilitator)
            query = query.where(or_(workshops.c.facilitator_id == facilitator, workshops.c.id.in_(beside)))
        with self._reading() as connection:
            return [workshop_from(row) for row in connection.execute(query)]

    def workshop(self, id: int) -> Workshop | None:
        """The workshop of that id; None if there is none. Raises RecordsUnavailable."""
        with self._reading() as connection:
            row = connection.execute(workshops_counted().where(workshops.c.id == id)).first()
        return None if row is None else workshop_from(row)

    def workshop_by_code(self, join_code: str) -> Workshop | None:
        """The workshop that is joined with that code; None if there is none. Raises RecordsUnavailable."""
        with self._reading() as connection:
            row = connection.execute(workshops_counted().where(workshops.c.join_code == join_code)).first()
        return None if row is None else workshop_from(row)

    def change_workshop(
        self, id: int, title: str, settings: WorkshopSettings, opens_at: datetime, closes_at: datetime | None
    ) -> Workshop:
        """Give a workshop another title, other rules or another time. Raises UnknownWorkshop, RecordsUnavailable."""
        with self._writing() as connection:
            before = _known(connection, id, hold=True)
            columns = _columns(title, settings, opens_at, closes_at, before.ended_at)
            connection.execute(update(workshops).where(workshops.c.id == id).values(columns))
            return _known(connection, id)

    def end_workshop(self, id: int) -> Workshop:
        """End a workshop now; ending it twice changes nothing. Raises UnknownWorkshop, RecordsUnavailable."""
        with self._writing() as connection:
            before = _known(connection, id, hold=True)
            if before.ended_at is None:
                columns = _columns(before.title, before.settings, before.opens_at, before.closes_at, now())
                connection.execute(update(workshops).where(workshops.c.id == id).values(columns))
            return _known(connection, id)

    def extend(self, id: int, minutes: int, participant: int | None = None) -> None:
        """Give more time in the talks that are on, to one participant or to all.

        Raises UnknownWorkshop, also if the participant is in another one, and RecordsUnavailable.
        """
        self._tell(extensions, id, participant, minutes=minutes)

    def send_note(self, id: int, text: str, participant: int | None = None) -> Note:
        """Send a message to one participant or to all.

        Raises UnknownWorkshop, also if the participant is in another one, and RecordsUnavailable.
        """
        note, at = self._tell(notes, id, participant, text=text)
        return Note(note, participant, text, at)

    def notes_in(self, id: int) -> list[Note]:
        """What was sent to participants of a workshop, in order. Raises RecordsUnavailable."""
        query = select(notes).where(notes.c.workshop_id == id).order_by(notes.c.id)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [Note(row.id, row.participant_id, row.text, utc(row.created_at)) for row in rows]

    def sessions_in(self, id: int, participant: int | None = None) -> list[str]:
        """Ids of the sessions in a workshop, or of one participant's in it. Raises RecordsUnavailable."""
        with self._reading() as connection:
            return list(connection.execute(_sessions_in(id, participant)).scalars())

    def delete_workshop(self, id: int, sessions_known: Collection[str]) -> bool:
        """Delete a workshop with all that was said in those sessions, unless there are more of them by now.

        True if nothing of it is left; false if there are sessions beside the known ones: then nothing was
        deleted. What participants practised outside it stays theirs. Raises RecordsUnavailable.
        """
        with self._deleting() as connection:
            connection.execute(select(workshops.c.id).where(workshops.c.id == id).with_for_update()).first()
            if not _delete_sessions(connection, _sessions_in(id), sessions_known):
                return False
            connection.execute(delete(workshops).where(workshops.c.id == id))
        return True

    def delete_participant(self, id: int, participant: int, sessions_known: Collection[str]) -> bool:
        """Delete a participant of a workshop in the same way. Raises RecordsUnavailable."""
        own = (participants.c.id == participant) & (participants.c.workshop_id == id)
        with self._deleting() as connection:
            connection.execute(select(participants.c.id).where(own).with_for_update()).first()
            if not _delete_sessions(connection, _sessions_in(id, participant), sessions_known):
                return False
            connection.execute(delete(participants).where(own))
        return True

    def workshops_due(self, today: date) -> list[int]:
        """Ids of the workshops whose data should have been deleted by that day. Raises RecordsUnavailable."""
        due = select(workshops.c.id).where(workshops.c.delete_after < today).order_by(workshops.c.id)
        with self._reading() as connection:
            return list(connection.execute(due).scalars())

    def note_look(
        self,
        facilitator: int,
        action: str,
        workshop: int | None = None,
        participant: int | None = None,
        detail: str | None = None,
    ) -> None:
        """Note that somebody looked at something, or took or deleted it; what is looked at for long is noted once.

        `detail` must hold nothing that anybody typed. Raises RecordsUnavailable.
        """
        at = now()
        row = {"facilitator_id": facilitator, "action": action, "workshop_id": workshop}
        row |= {"participant_id": participant, "detail": detail}
        same = [looked_at.c[column].is_not_distinct_from(value) for column, value in row.items()]
        lately = select(looked_at.c.id).where(*same, looked_at.c.at > at - LOOKED_AGAIN_AFTER).limit(1)
        with self._reading() as connection:
            if connection.execute(lately).first() is not None:
                return
        with self._writing() as connection:
            connection.execute(insert(looked_at).values(row | {"at": at}))

    def looks(self, workshop: int) -> list[Look]:
        """Who looked at, took or deleted what of a workshop, the latest first. Raises RecordsUnavailable."""
        query = select(looked_at, facilitators.c.name).outerjoin(
            facilitators, facilitators.c.id == looked_at.c.facilitator_id
        )
        query = query.where(looked_at.c.workshop_id == workshop).order_by(looked_at.c.id.desc())
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [
            Look(utc(row.at), row.name or "", row.action, row.workshop_id, row.participant_id, row.detail)
            for row in rows
        ]

    def _tell(self, table: Any, id: int, participant: int | None, **columns: Any) -> tuple[int, datetime]:
        at = now()
        with self._writing() as connection:
            _known(connection, id, hold=True)
            if participant is not None:
                here = (participants.c.id == participant) & (participants.c.workshop_id == id)
                if connection.execute(select(participants.c.id).where(here)).first() is None:
                    raise UnknownWorkshop(id)
            row = {"workshop_id": id, "participant_id": participant, "created_at": at} | columns
            (key,) = connection.execute(insert(table).values(row)).inserted_primary_key
        return key, at


def workshops_counted() -> Any:
    """A query for workshops, each with its participants' number and its facilitator's name, for `workshop_from`."""
    there = (participants.c.workshop_id == workshops.c.id) & participants.c.withdrawn_at.is_(None)
    count = select(func.count(participants.c.id)).where(there).scalar_subquery()
    owner = select(facilitators.c.name).where(facilitators.c.id == workshops.c.facilitator_id).scalar_subquery()
    return select(workshops, count.label("participants"), owner.label("run_by"))


def workshop_from(row: Any) -> Workshop:
    """A workshop as it stands in a row of `workshops_counted`."""
    return Workshop(
        id=row.id,
        facilitator=row.facilitator_id,
        join_code=row.join_code,
        title=row.title,
        settings=msgspec.json.decode(row.settings, type=WorkshopSettings),
        opens_at=utc(row.opens_at),
        closes_at=None if row.closes_at is None else utc(row.closes_at),
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        created_at=utc(row.created_at),
        delete_after=row.delete_after,
        participants=row.participants,
        run_by=row.run_by,
    )


def _known(connection: Any, id: int, hold: bool = False) -> Workshop:
    if hold:
        connection.execute(select(workshops.c.id).where(workshops.c.id == id).with_for_update()).first()
    row = connection.execute(workshops_counted().where(workshops.c.id == id)).first()
    if row is None:
        raise UnknownWorkshop(id)
    return workshop_from(row)


def _columns(
    title: str,
    settings: WorkshopSettings,
    opens_at: datetime,
    closes_at: datetime | None,
    ended_at: datetime | None,
) -> dict[str, Any]:
    # SQLite forgets the time zone.
    opens_at, closes_at = utc(opens_at), None if closes_at is None else utc(closes_at)
    over = ended_at or closes_at
    return {
        "title": title,
        "settings": as_json(settings),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "ended_at": ended_at,
        "delete_after": None if over is None else (over + timedelta(days=settings.keep_days)).date(),
    }


def _sessions_in(id: int, participant: int | None = None) -> Any:
    query = select(sessions.c.id).join(participants, participants.c.id == sessions.c.participant_id)
    query = query.where(participants.c.workshop_id == id)
    return query if participant is None else query.where(participants.c.id == participant)


def _delete_sessions(connection: Any, which: Any, known: Collection[str]) -> bool:
    found = list(connection.execute(which).scalars())
    if not set(found) <= set(known):
        return False
    # A few at a time: databases take only so many values in one statement.
    for at in range(0, len(found), 500):
        some = found[at : at + 500]
        for table in (asides, turns, talks):
            connection.execute(delete(table).where(table.c.session_id.in_(some)))
        connection.execute(delete(sessions).where(sessions.c.id.in_(some)))
    return True
