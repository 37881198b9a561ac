"""Trainees: those who come back to practise, and all that each of them has practised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, func, insert, select, update

from bot.coaching.turn import Turn
from bot.records.rows import session_from, sessions_with_talks, turn_from
from bot.records.store import Store, now, utc
from bot.records.tables import asides, sessions, talks, trainees, turns
from bot.records.values import Practised, Trainee


class Trainees(Store):
    """What the records know of trainees."""

    def open_trainee(self, code_hash: str) -> Trainee:
        """Begin a trainee's practice, to be found again by the hash of its code. Raises RecordsUnavailable."""
        at = now()
        with self._writing() as connection:
            row = {"code_hash": code_hash, "created_at": at}
            (id,) = connection.execute(insert(trainees).values(row)).inserted_primary_key
        return Trainee(id, at)

    def trainee(self, code_hash: str) -> Trainee | None:
        """The trainee whose code has that hash; None if there is none. Raises RecordsUnavailable."""
        query = select(trainees).where(trainees.c.code_hash == code_hash)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else Trainee(row.id, utc(row.created_at))

    def change_code(self, trainee: int, code_hash: str) -> bool:
        """Let a practice be found by another code, and by the old one no more; whether there is such a practice.

        Raises RecordsUnavailable.
        """
        with self._writing() as connection:
            own = update(trainees).where(trainees.c.id == trainee).values(code_hash=code_hash)
            return bool(connection.execute(own).rowcount)

    def sessions_of(self, trainee: int) -> list[str]:
        """Ids of all of a trainee's sessions, also of those without a role-play. Raises RecordsUnavailable."""
        with self._reading() as connection:
            return list(connection.execute(select(sessions.c.id).where(sessions.c.trainee_id == trainee)).scalars())

    def practised(self, trainee: int) -> list[Practised]:
        """A trainee's sessions with their current role-plays, the oldest first; without those that have none.

        Raises RecordsUnavailable.
        """
        latest = select(func.max(talks.c.id)).join(sessions, sessions.c.id == talks.c.session_id)
        latest = latest.where(sessions.c.trainee_id == trainee).group_by(talks.c.session_id)
        query = sessions_with_talks().where(talks.c.id.in_(latest)).order_by(talks.c.began_at, talks.c.id)
        columns = select(turns.c.session_id, turns.c.turn)
        count = turns.c.talk_id.in_(latest) & turns.c.superseded_at.is_(None)
        with self._reading() as connection:
            rows = connection.execute(query).all()
            said = connection.execute(columns.where(count).order_by(turns.c.number)).all()
        replies: defaultdict[str, list[Turn]] = defaultdict(list)
        for row in said:
            replies[row.session_id].append(turn_from(row))
        return [Practised(session_from(row), tuple(replies[row.id])) for row in rows]

    def delete_trainee(self, trainee: int, sessions_known: Collection[str]) -> bool:
        """Delete a trainee and all that was said in those sessions, unless there are more of them by now.

        True if nothing of the trainee is left; false if there are sessions beside the known ones: then nothing
        was deleted. Raises RecordsUnavailable.
        """
        with self._deleting() as connection:
            here = select(trainees.c.id).where(trainees.c.id == trainee).with_for_update()
            connection.execute(here).first()
            own = select(sessions.c.id).where(sessions.c.trainee_id == trainee)
            if not set(connection.execute(own).scalars()) <= set(sessions_known):
                return False
            for table in (asides, turns, talks):
                connection.execute(delete(table).where(table.c.session_id.in_(own)))
            connection.execute(delete(sessions).where(sessions.c.trainee_id == trainee))
            connection.execute(delete(trainees).where(trainees.c.id == trainee))
        return True
