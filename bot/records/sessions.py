"""Sessions and the role-plays in them."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, select, update

from bot.coaching.roleplay.state import ParentState
from bot.records.errors import UnknownSession
from bot.records.store import Store, as_json, current_talk, lock_session, now, utc
from bot.records.tables import asides, sessions, talks, turns
from bot.records.values import Coaching, SessionRecord


class Sessions(Store):
    """What the records know of sessions."""

    def open_session(
        self, scenario: str | None, coaching: Coaching, seed: int, token_hash: str | None
    ) -> SessionRecord:
        """Open a session under a new id that nobody can guess. Raises RecordsUnavailable."""
        session_id = secrets.token_hex(16)
        with self._writing() as connection:
            connection.execute(insert(sessions).values(_new_session(session_id, scenario, coaching, seed, token_hash)))
        return self._known(session_id)

    def ensure_session(self, session_id: str, coaching: Coaching = "live", seed: int = 0) -> SessionRecord:
        """The session of that id, opened now if it is new: talks in a terminal do not come through the web.

        Raises RecordsUnavailable.
        """
        with self._writing() as connection:
            _ensure(connection, session_id, coaching, seed)
        return self._known(session_id)

    def session(self, session_id: str) -> SessionRecord | None:
        """The session of that id with its current role-play; None if there is none. Raises RecordsUnavailable."""
        query = (
            select(sessions, *(column.label(f"talk_{column.name}") for column in talks.c))
            .outerjoin(talks, talks.c.session_id == sessions.c.id)
            .where(sessions.c.id == session_id)
            .order_by(talks.c.number.desc())
            .limit(1)
        )
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _session_from(row)

    def begin(
        self,
        session_id: str,
        scenario: str,
        seed: int,
        coaching: Coaching,
        opening: ParentState,
    ) -> SessionRecord:
        """Begin a role-play: the first of its session, or the next.

        A role-play in which nothing has been replied yet gives way to the new one, so that changing one's
        mind, or the same request twice, leaves no empty ones behind. Raises RecordsUnavailable.
        """
        with self._writing() as connection:
            _ensure(connection, session_id, coaching, seed)
            lock_session(connection, session_id)
            latest = select(func.max(talks.c.number)).where(talks.c.session_id == session_id)
            number = connection.execute(latest).scalar() or 0
            replied = select(turns.c.talk_id).where(turns.c.session_id == session_id)
            empty = (talks.c.session_id == session_id) & (talks.c.number == number) & talks.c.id.not_in(replied)
            number = number + 1 - connection.execute(delete(talks).where(empty)).rowcount
            connection.execute(
                insert(talks).values(
                    session_id=session_id,
                    number=number,
                    scenario=scenario,
                    coaching=coaching,
                    seed=seed,
                    opening=as_json(opening),
                    paused=False,
                    began_at=now(),
                )
            )
            touch(connection, session_id)
        return self._known(session_id)

    def set_paused(self, session_id: str, paused: bool) -> None:
        """Pause the current role-play, or resume it. Raises UnknownSession, RecordsUnavailable."""
        self._change_talk(session_id, paused=paused)

    def end_session(self, session_id: str) -> None:
        """Close the current role-play, before its end if need be; closing it twice changes nothing.

        An end that the parent made is recorded with its turn. Raises UnknownSession, RecordsUnavailable.
        """
        with self._writing() as connection:
            lock_session(connection, session_id)
            talk = current_talk(connection, session_id)
            if talk.ended_at is None:
                connection.execute(update(talks).where(talks.c.id == talk.id).values(ended_at=now(), paused=False))
                touch(connection, session_id)

    def delete_session(self, session_id: str) -> bool:
        """Delete a session and all that was said in it; whether there was one. Raises RecordsUnavailable."""
        with self._writing() as connection:
            for table in (asides, turns, talks):
                connection.execute(delete(table).where(table.c.session_id == session_id))
            return bool(connection.execute(delete(sessions).where(sessions.c.id == session_id)).rowcount)

    def check(self) -> None:
        """Whether the records can be read. Raises RecordsUnavailable if not."""
        with self._reading() as connection:
            connection.execute(select(sessions.c.id).limit(1)).first()

    def _change_talk(self, session_id: str, **changes: Any) -> None:
        with self._writing() as connection:
            lock_session(connection, session_id)
            talk = current_talk(connection, session_id)
            connection.execute(update(talks).where(talks.c.id == talk.id).values(**changes))
            touch(connection, session_id)

    def _known(self, session_id: str) -> SessionRecord:
        found = self.session(session_id)
        if found is None:
            raise UnknownSession(session_id)
        return found


def touch(connection: Any, session_id: str) -> None:
    """Note that something happened in the session."""
    connection.execute(update(sessions).where(sessions.c.id == session_id).values(updated_at=now()))


def _ensure(connection: Any, session_id: str, coaching: Coaching, seed: int) -> None:
    known = connection.execute(select(sessions.c.id).where(sessions.c.id == session_id)).first()
    if known is None:
        connection.execute(insert(sessions).values(_new_session(session_id, None, coaching, seed, None)))


def _new_session(
    session_id: str, scenario: str | None, coaching: Coaching, seed: int, token_hash: str | None
) -> dict[str, Any]:
    at = now()
    return {
        "id": session_id,
        "token_hash": token_hash,
        "opened_for": scenario,
        "coaching": coaching,
        "seed": seed,
        "created_at": at,
        "updated_at": at,
    }


def _session_from(row: Any) -> SessionRecord:
    opened = SessionRecord(
        id=row.id,
        token_hash=row.token_hash,
        opened_for=row.opened_for,
        coaching=row.coaching,
        seed=row.seed,
        created_at=utc(row.created_at),
        updated_at=utc(row.updated_at),
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
    )
