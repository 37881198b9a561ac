"""The demo workshop: written at once with times of its own, and taken away again without touching anything else.

What belongs to it can be told from everything else. Its trainees have a mark instead of the hash of a code, so that
nobody can open their practice; and a line in the list of who looked at what says which facilitators and which workshop
were made for it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, func, select, update

from bot.records.demo_rows import MARK, DemoRows, Staged, inserted
from bot.records.errors import NameTaken, UnknownParticipant
from bot.records.facilitators import key_of
from bot.records.join_codes import new_join_code
from bot.records.sessions import Sessions
from bot.records.store import as_json, now
from bot.records.tables import asides, sessions, talks, trainees, turns
from bot.records.turns import Turns
from bot.records.values import Coaching
from bot.records.workshop_tables import (
    facilitators,
    looked_at,
    notes,
    participants,
    workshops,
)
from bot.records.workshop_values import Place

FACILITATOR, COLLEAGUE = "demo", "demo colleague"
MADE_FOR_DEMO = "demo"
"""The action under which the list of who looked at what names what was made for the demo."""
OPENED_BEFORE = timedelta(minutes=3)
"""The first participant, at the most."""


class DemoWorkshop(Struct, frozen=True):
    """The demo workshop as it was written."""

    id: int
    join_code: str
    participants: tuple[int, ...]
    """Ids, in the order of the group."""
    sessions: tuple[str | None, ...]
    """For each of them the id of the session whose talk goes on."""
    replies: int


class DemoLeft(Struct, frozen=True):
    """What taking the demo away came to."""

    found: bool
    """Whether there was one."""
    own_workshops: int = 0
    """Workshops that somebody made who had signed in as the demo's facilitator: they stay, and so does the sign-in."""


class Demos(Sessions, Turns):
    """What the records know of the demo workshop, and what it takes to let its talks go on."""

    def write_demo(self, staged: Staged, password_hash: str) -> DemoWorkshop:
        """Write the demo, in place of an earlier one, whose join code it keeps.

        Raises NameTaken if a facilitator has the demo's name who was not made for it; RecordsUnavailable.
        """
        at = now()
        with self._deleting() as connection:
            code = _join_code(connection)
            _remove(connection)
            own = _facilitator(connection, FACILITATOR, password_hash, at, None)
            # Nobody signs in as the colleague, who is there for a second opinion.
            colleague = _facilitator(connection, COLLEAGUE, "", at, at)
            joined = [at - timedelta(seconds=one.idle + one.last_at) for one in staged.group]
            opened = min(joined) - OPENED_BEFORE
            row = {"facilitator_id": own, "join_code": code or _free_code(connection), "title": staged.title}
            row |= {"settings": as_json(staged.settings), "opens_at": opened, "created_at": opened}
            workshop = inserted(connection, workshops, row)
            inserted(connection, looked_at, _made(own, at, workshop))
            inserted(connection, looked_at, _made(colleague, at))
            writer = DemoRows(connection, workshop, staged, at)
            for number, one in enumerate(staged.group):
                writer.participant(one, joined[number])
            writer.opinions((own, colleague))
            for text in staged.notes:
                sent = {"workshop_id": workshop, "text": text, "created_at": at - timedelta(minutes=4)}
                inserted(connection, notes, sent)
            return DemoWorkshop(
                workshop, str(row["join_code"]), tuple(writer.participants), tuple(writer.going_on), writer.replies
            )

    def remove_demo(self) -> DemoLeft:
        """Take the demo away; the sessions of people who tried it stay theirs. Raises RecordsUnavailable."""
        with self._deleting() as connection:
            return _remove(connection)

    def open_demo_session(self, participant: int, scenario: str, coaching: Coaching, seed: int) -> str:
        """Open one more session of a made-up participant; its id. Raises UnknownParticipant, RecordsUnavailable."""
        with self._reading() as connection:
            whose = select(participants.c.trainee_id).where(participants.c.id == participant)
            trainee = connection.execute(whose).scalar()
        if trainee is None:
            raise UnknownParticipant(participant)
        return self.open_session(scenario, coaching, seed, None, trainee, participant).id

    def demo_runs(self, id: int) -> bool:
        """Whether the demo workshop is there, and nobody has ended it. Raises RecordsUnavailable."""
        with self._reading() as connection:
            running = select(workshops.c.id).where(workshops.c.id == id, workshops.c.ended_at.is_(None))
            return connection.execute(running).first() is not None

    def demo_seen(self, ids: Collection[int], place: Place | None = None) -> None:
        """Note that the pages of made-up participants are open, and at which step. Raises RecordsUnavailable."""
        there = {"seen_at": now()} | ({"place": place} if place else {})
        with self._writing() as connection:
            connection.execute(update(participants).where(participants.c.id.in_(ids)).values(there))


def _remove(connection: Any) -> DemoLeft:
    made_up = select(trainees.c.id).where(trainees.c.code_hash.startswith(MARK, autoescape=True))
    theirs = select(sessions.c.id).where(sessions.c.trainee_id.in_(made_up))
    ours = _ours(connection)
    made = [id for _, id in ours if id is not None]
    # Real people who tried the demo keep what they said; it only belongs to no workshop any more.
    here = select(participants.c.id).where(participants.c.workshop_id.in_(made))
    real = sessions.c.participant_id.in_(here) & sessions.c.id.not_in(theirs)
    connection.execute(update(sessions).where(real).values(participant_id=None))
    for table in (asides, turns, talks):
        connection.execute(delete(table).where(table.c.session_id.in_(theirs)))
    connection.execute(delete(sessions).where(sessions.c.trainee_id.in_(made_up)))
    connection.execute(delete(workshops).where(workshops.c.id.in_(made)))
    connection.execute(delete(looked_at).where(looked_at.c.workshop_id.in_(made)))
    connection.execute(delete(trainees).where(trainees.c.code_hash.startswith(MARK, autoescape=True)))
    left = 0
    for facilitator in {facilitator for facilitator, _ in ours}:
        own = select(func.count()).select_from(workshops).where(workshops.c.facilitator_id == facilitator)
        others = connection.execute(own).scalar()
        left += others
        line = (looked_at.c.facilitator_id == facilitator) & (looked_at.c.action == MADE_FOR_DEMO)
        if others:
            connection.execute(update(looked_at).where(line).values(detail=None))
        else:
            connection.execute(delete(looked_at).where(looked_at.c.facilitator_id == facilitator))
            connection.execute(delete(facilitators).where(facilitators.c.id == facilitator))
    return DemoLeft(bool(ours), left)


def _ours(connection: Any) -> list[tuple[int, int | None]]:
    """The facilitators that were made for the demo, each with its workshop or none."""
    query = select(looked_at.c.facilitator_id, looked_at.c.detail).where(looked_at.c.action == MADE_FOR_DEMO)
    query = query.join(facilitators, facilitators.c.id == looked_at.c.facilitator_id)
    query = query.where(facilitators.c.name_key.in_((key_of(FACILITATOR), key_of(COLLEAGUE))))
    return [(row.facilitator_id, int(row.detail) if row.detail else None) for row in connection.execute(query)]


def _join_code(connection: Any) -> str | None:
    made = [id for _, id in _ours(connection) if id is not None]
    code: str | None = connection.execute(select(workshops.c.join_code).where(workshops.c.id.in_(made))).scalar()
    return code


def _free_code(connection: Any) -> str:
    code = new_join_code()
    while connection.execute(select(workshops.c.id).where(workshops.c.join_code == code)).first():
        code = new_join_code()
    return code


def _facilitator(connection: Any, name: str, password_hash: str, at: datetime, closed_at: datetime | None) -> int:
    """The id of one of the demo's two facilitators, who may still be there. Raises NameTaken."""
    row = connection.execute(select(facilitators).where(facilitators.c.name_key == key_of(name))).first()
    if row is None:
        new = {"name": name, "name_key": key_of(name), "role": "facilitator", "created_at": at}
        return inserted(connection, facilitators, new | {"password_hash": password_hash, "closed_at": closed_at})
    if row.id not in {facilitator for facilitator, _ in _ours(connection)}:
        raise NameTaken(name)
    connection.execute(
        update(facilitators).where(facilitators.c.id == row.id).values(password_hash=password_hash, closed_at=closed_at)
    )
    id: int = row.id
    return id


def _made(facilitator: int, at: datetime, workshop: int | None = None) -> dict[str, Any]:
    row = {"at": at, "facilitator_id": facilitator, "action": MADE_FOR_DEMO}
    return row | {"detail": None if workshop is None else str(workshop)}
