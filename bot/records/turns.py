"""Turns, each recorded exactly once, and what is said beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, insert, select, update

from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records.errors import TurnConflict, UnknownSession
from bot.records.rows import aside_from, kept_from
from bot.records.sessions import session_in, touch
from bot.records.store import Store, as_json, current_talk, lock_session, messages_from, now
from bot.records.tables import asides, talks, turns
from bot.records.values import Aside, KeptTurn, Message, SessionRecord


class Turns(Store):
    """What the records know of the turns of a session's current role-play."""

    def keep_turn(
        self, session_id: str, turn: Turn, messages: Sequence[Message], client_id: str | None = None
    ) -> KeptTurn:
        """Record a turn with the messages that answer it, once, whatever is retried.

        `client_id` is the sender's own name for the reply: if the session has a turn under it already,
        that turn is handed back as it stands and nothing is written (`new` is false); say its messages
        again. When this returns, the turn is on the disk.

        Raises TurnConflict if the turn does not follow the last one recorded (work it out anew from
        the state in the exception), UnknownSession, and RecordsUnavailable.
        """
        with self._writing() as connection:
            lock_session(connection, session_id)
            known = _turn_of(connection, session_id, client_id)
            if known is not None:
                return known
            talk = current_talk(connection, session_id)
            latest = _latest_state(connection, talk)
            if turn.before != latest or turn.number != latest.turn + 1:
                raise TurnConflict(latest)
            at = now()
            attempt = connection.execute(_ATTEMPTS, {"talk": talk.id, "turn": turn.number}).scalar() + 1
            row = {"session_id": session_id, "talk_id": talk.id, "attempt": attempt, "client_id": client_id}
            row |= {"messages": as_json(messages), "created_at": at}
            connection.execute(_KEEP, row | columns_of(turn))
            ended = turn.state.ended
            end = (
                {"new_end": ended, "new_end_at": at} if ended else {"new_end": talk.ended, "new_end_at": talk.ended_at}
            )
            connection.execute(_GO_ON, {"talk": talk.id} | end)
            touch(connection, session_id)
            self._happened(connection, session_id, "replied")
            if ended:
                self._happened(connection, session_id, "ended")
        # Read back from their JSON, so that a new turn's messages equal those of a repeated one to the letter.
        return KeptTurn(turn, messages_from(as_json(messages)), client_id, at, new=True)

    def turns(self, session_id: str) -> list[Turn]:
        """The turns as they count now, in order: without replies that were taken back. Raises RecordsUnavailable."""
        return [kept.turn for kept in self.kept_turns(session_id)]

    def kept_turns(self, session_id: str) -> list[KeptTurn]:
        """As `turns`, with the messages that answered them. Raises RecordsUnavailable."""
        return self._turns_where(session_id, turns.c.superseded_at.is_(None), turns.c.number)

    def taken_back(self, session_id: str) -> list[KeptTurn]:
        """The replies of the current role-play that were taken back, in the order in which they were given.

        Raises RecordsUnavailable.
        """
        return self._turns_where(session_id, turns.c.superseded_at.is_not(None), turns.c.id)

    def turn_of(self, session_id: str, client_id: str) -> KeptTurn | None:
        """The turn that was recorded under that client id, also if it was taken back since; None if none was.

        Raises RecordsUnavailable.
        """
        with self._reading() as connection:
            return _turn_of(connection, session_id, client_id)

    def reply_of(self, session_id: str, client_id: str) -> tuple[SessionRecord, KeptTurn | Aside | None] | None:
        """The session as it stands, and what was recorded in it under that client id: a turn, an aside, or nothing.

        None if there is no such session. One look instead of three, since every reply needs all of them, twice.
        Raises RecordsUnavailable.
        """
        with self._reading() as connection:
            session = session_in(connection, session_id)
            if session is None:
                return None
            kept = _turn_of(connection, session_id, client_id)
            return session, kept or _aside_of(connection, session_id, client_id)

    def latest_state(self, session_id: str) -> ParentState | None:
        """The parent as last recorded; None before the first role-play. Raises RecordsUnavailable."""
        with self._reading() as connection:
            try:
                talk = current_talk(connection, session_id)
            except UnknownSession:
                return None
            return _latest_state(connection, talk)

    def supersede_last(self, session_id: str, number: int | None = None) -> Turn | None:
        """Take the last reply back, so that it can be given anew; the turn taken back, or None.

        With `number` only if that is the last turn: so the same request twice takes back one reply, not two.
        A role-play that had ended with it goes on. The reply stays in the records, out of count.
        Raises UnknownSession, RecordsUnavailable.
        """
        with self._writing() as connection:
            lock_session(connection, session_id)
            talk = current_talk(connection, session_id)
            row = connection.execute(_current(talk.id).order_by(turns.c.number.desc()).limit(1)).first()
            if row is None or number not in (None, row.number):
                return None
            connection.execute(update(turns).where(turns.c.id == row.id).values(superseded_at=now()))
            again = update(talks).where(talks.c.id == talk.id).values(ended=None, ended_at=None, paused=False)
            connection.execute(again)
            touch(connection, session_id)
        return kept_from(row).turn

    def keep_aside(
        self, session_id: str, asked: str | None, messages: Sequence[Message], client_id: str | None = None
    ) -> Aside:
        """Record something between the trainee and the coach that is no turn, once for each client id.

        Raises UnknownSession, RecordsUnavailable.
        """
        with self._writing() as connection:
            lock_session(connection, session_id)
            known = _aside_of(connection, session_id, client_id)
            if known is not None:
                return known
            at = now()
            talk = connection.execute(select(func.max(talks.c.id)).where(talks.c.session_id == session_id)).scalar()
            row = {"session_id": session_id, "talk_id": talk, "client_id": client_id, "asked": asked}
            connection.execute(insert(asides).values(row | {"messages": as_json(messages), "created_at": at}))
            touch(connection, session_id)
        return Aside(asked, messages_from(as_json(messages)), client_id, at)

    def aside_of(self, session_id: str, client_id: str) -> Aside | None:
        """What was recorded under that client id, if it was no turn. Raises RecordsUnavailable."""
        with self._reading() as connection:
            return _aside_of(connection, session_id, client_id)

    def asides(self, session_id: str) -> list[Aside]:
        """What was said beside the turns of the current role-play, in order; before the first one, all that was said.

        Raises RecordsUnavailable.
        """
        query = select(asides).where(asides.c.session_id == session_id).order_by(asides.c.id)
        with self._reading() as connection:
            try:
                talk = current_talk(connection, session_id)
            except UnknownSession:
                return [aside_from(row) for row in connection.execute(query)]
            here = asides.c.talk_id == talk.id
            if talk.number == 1:
                here |= asides.c.talk_id.is_(None)
            return [aside_from(row) for row in connection.execute(query.where(here))]

    def _turns_where(self, session_id: str, which: Any, order: Any) -> list[KeptTurn]:
        latest = select(func.max(talks.c.id)).where(talks.c.session_id == session_id).scalar_subquery()
        with self._reading() as connection:
            rows = connection.execute(select(turns).where(turns.c.talk_id == latest, which).order_by(order)).all()
        return [kept_from(row) for row in rows]


def _current(talk_id: Any) -> Any:
    return select(turns).where(turns.c.talk_id == talk_id, turns.c.superseded_at.is_(None))


def _latest_state(connection: Any, talk: Any) -> ParentState:
    row = connection.execute(_LATEST, {"talk": talk.id}).first()
    if row is None:
        return msgspec.json.decode(talk.opening, type=ParentState)
    return msgspec.json.decode(row.turn, type=_StateOnly).state


def _turn_of(connection: Any, session_id: str, client_id: str | None) -> KeptTurn | None:
    if client_id is None:
        return None
    row = connection.execute(_TURN_UNDER, {"session": session_id, "client": client_id}).first()
    return None if row is None else kept_from(row)


def _aside_of(connection: Any, session_id: str, client_id: str | None) -> Aside | None:
    if client_id is None:
        return None
    row = connection.execute(_ASIDE_UNDER, {"session": session_id, "client": client_id}).first()
    return None if row is None else aside_from(row)


def columns_of(turn: Turn) -> dict[str, Any]:
    """What a row holds of a turn itself."""
    scores, state = turn.scored.scores, turn.state
    return {
        "number": turn.number,
        "line": turn.line,
        "probe": turn.probe,
        "two_way": scores.two_way,
        "empathy": scores.empathy,
        "boundaries": scores.boundaries,
        "heat": state.heat,
        "trust": state.trust,
        "phase": state.phase,
        "ended": state.ended,
        "turn": as_json(turn),
    }


class _StateOnly(Struct):
    """Of a turn, how it left the parent."""

    state: ParentState


# Made once, as in bot/records/store.py.
_LATEST = _current(bindparam("talk")).order_by(turns.c.number.desc()).limit(1)
_TURN_UNDER = select(turns).where(turns.c.session_id == bindparam("session"), turns.c.client_id == bindparam("client"))
_ASIDE_UNDER = select(asides).where(
    asides.c.session_id == bindparam("session"), asides.c.client_id == bindparam("client")
)
_ATTEMPTS = select(func.count()).where(turns.c.talk_id == bindparam("talk"), turns.c.number == bindparam("turn"))
_KEEP = insert(turns)
_GO_ON = (
    update(talks)
    .where(talks.c.id == bindparam("talk"))
    .values(paused=False, ended=bindparam("new_end"), ended_at=bindparam("new_end_at"))
)
