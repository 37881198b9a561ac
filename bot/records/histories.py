"""All that is kept of sessions, for those who want to take it with them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from bot.records.rows import aside_from, kept_from, session_from, sessions_with_talks
from bot.records.store import Store
from bot.records.tables import asides, sessions, talks, turns
from bot.records.values import Aside, KeptSession, KeptTalk, KeptTurn, SessionRecord


class Histories(Store):
    """Sessions with every role-play in them, replies that were taken back and questions to the coach included."""

    def history(self, session_id: str) -> KeptSession | None:
        """All that is kept of a session; None if there is none. Raises RecordsUnavailable."""
        return next(iter(self._kept(sessions.c.id == session_id)), None)

    def histories(self, trainee: int) -> list[KeptSession]:
        """All that is kept of a trainee's sessions, the oldest first. Raises RecordsUnavailable."""
        return self._kept(sessions.c.trainee_id == trainee)

    def _kept(self, which: Any) -> list[KeptSession]:
        own = select(sessions.c.id).where(which)
        order = (sessions.c.created_at, sessions.c.id, talks.c.number)
        with self._reading() as connection:
            rows = connection.execute(sessions_with_talks().where(which).order_by(*order)).all()
            said = connection.execute(select(turns).where(turns.c.session_id.in_(own)).order_by(turns.c.id)).all()
            beside = connection.execute(select(asides).where(asides.c.session_id.in_(own)).order_by(asides.c.id)).all()
        replies: defaultdict[int, list[KeptTurn]] = defaultdict(list)
        for row in said:
            replies[row.talk_id].append(kept_from(row))
        words: defaultdict[tuple[str, int | None], list[Aside]] = defaultdict(list)
        for row in beside:
            words[row.session_id, row.talk_id].append(aside_from(row))
        now: dict[str, SessionRecord] = {}
        played: defaultdict[str, list[KeptTalk]] = defaultdict(list)
        for row in rows:
            now[row.id] = session = session_from(row)
            if row.talk_id is not None:
                talk = KeptTalk(session, tuple(replies[row.talk_id]), tuple(words[row.id, row.talk_id]))
                played[row.id].append(talk)
        return [KeptSession(now[id], tuple(played[id]), tuple(words[id, None])) for id in now]
