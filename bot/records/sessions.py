"""Sessions and the role-plays in them."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.coaching.debrief.confidence import Confidence
from bot.coaching.roleplay.state import ParentState
from bot.records.errors import UnknownParticipant, UnknownSession, UnknownTrainee
from bot.records.rows import session_from, sessions_with_talks
from bot.records.store import Store, as_json, current_talk, lock_session, now
from bot.records.tables import asides, sessions, talks, trainees, turns
from bot.records.values import Coaching, SessionRecord
from bot.records.workshop_tables import participants


class Sessions(Store):
    """What the records know of sessions."""

    def open_session(
        self,
        scenario: str | None,
        coaching: Coaching,
        seed: int,
        token_hash: str | None,
        trainee: int | None = None,
        participant: int | None = None,
    ) -> SessionRecord:
        """Open a session under a new id that nobody can guess, in that trainee's practice or on its own.

        As a participant's session it belongs to their workshop too.
        Raises UnknownTrainee, UnknownParticipant, RecordsUnavailable.
        """
        session_id = secrets.token_hex(16)
        row = _new_session(session_id, scenario, coaching, seed, token_hash) | {
            "trainee_id": trainee,
            "participant_id": participant,
        }
        with self._writing() as connection:
            if trainee is not None:
                # Held, so that the practice cannot be deleted between the look and the insertion.
                here = select(trainees.c.id).where(trainees.c.id == trainee).with_for_update()
                if connection.execute(here).first() is None:
                    raise UnknownTrainee(trainee)
            if participant is not None:
                taking_part = (participants.c.id == participant) & participants.c.withdrawn_at.is_(None)
                taking_part &= participants.c.trainee_id == trainee
                if connection.execute(select(participants.c.id).where(taking_part).with_for_update()).first() is None:
                    raise UnknownParticipant(participant)
            connection.execute(insert(sessions).values(row))
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
        with self._reading() as connection:
            return session_in(connection, session_id)

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
        mind, or the same request twice, leaves no empty ones behind; with the same scenario, what the trainee
        set out with stays. Raises RecordsUnavailable.
        """
        with self._writing() as connection:
            _ensure(connection, session_id, coaching, seed)
            lock_session(connection, session_id)
            latest = select(func.max(talks.c.number)).where(talks.c.session_id == session_id)
            number = connection.execute(latest).scalar() or 0
            replied = select(turns.c.talk_id).where(turns.c.session_id == session_id)
            is_empty = (talks.c.session_id == session_id) & (talks.c.number == number) & talks.c.id.not_in(replied)
            empty = connection.execute(select(talks).where(is_empty)).first()
            connection.execute(delete(talks).where(is_empty))
            same = empty is not None and empty.scenario == scenario
            connection.execute(
                insert(talks).values(
                    session_id=session_id,
                    number=number + (empty is None),
                    scenario=scenario,
                    coaching=coaching,
                    seed=seed,
                    opening=as_json(opening),
                    paused=False,
                    began_at=now(),
                    goal=empty.goal if same else None,
                    confidence_before=empty.confidence_before if same else None,
                )
            )
            touch(connection, session_id)
            self._happened(connection, session_id, "begun")
        return self._known(session_id)

    def set_out(self, session_id: str, goal: str | None, confidence: Confidence | None) -> SessionRecord:
        """Keep what the trainee sets out with in the current role-play: a strategy's id, and how sure they feel.

        Raises UnknownSession, RecordsUnavailable.
        """
        before = None if confidence is None else as_json(confidence)
        return self._note(session_id, goal=goal, confidence_before=before)

    def look_back(self, session_id: str, confidence: Confidence) -> SessionRecord:
        """Keep how sure the trainee feels after the current role-play; asked again, the last answer counts.

        Raises UnknownSession, RecordsUnavailable.
        """
        return self._note(session_id, confidence_after=as_json(confidence))

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
                self._happened(connection, session_id, "ended")

    def delete_session(self, session_id: str) -> bool:
        """Delete a session and all that was said in it; whether there was one. Raises RecordsUnavailable."""
        with self._deleting() as connection:
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

    def _note(self, session_id: str, **changes: Any) -> SessionRecord:
        # The session is not touched: that tells until when the conversation went on.
        with self._writing() as connection:
            lock_session(connection, session_id)
            talk = current_talk(connection, session_id)
            connection.execute(update(talks).where(talks.c.id == talk.id).values(**changes))
        return self._known(session_id)

    def _known(self, session_id: str) -> SessionRecord:
        found = self.session(session_id)
        if found is None:
            raise UnknownSession(session_id)
        return found


def session_in(connection: Any, session_id: str) -> SessionRecord | None:
    """The session of that id with its current role-play; None if there is none."""
    row = connection.execute(_SESSION, {"session": session_id}).first()
    return None if row is None else session_from(row)


def touch(connection: Any, session_id: str) -> None:
    """Note that something happened in the session."""
    connection.execute(_TOUCH, {"session": session_id, "at": now()})


_SESSION = sessions_with_talks().where(sessions.c.id == bindparam("session")).order_by(talks.c.number.desc()).limit(1)
_TOUCH = update(sessions).where(sessions.c.id == bindparam("session")).values(updated_at=bindparam("at"))


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
