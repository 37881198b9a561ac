"""What is left behind: conversations that nobody can open any more, and practices that nobody has used for long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.records.store import Store
from bot.records.tables import sessions, trainees
from bot.records.workshop_tables import participants

AT_ONCE = 200
"""How many are told at a time: each is deleted by itself, while others talk."""


class Leftovers(Store):
    """What the records hold for nobody."""

    def sessions_left(self, before: datetime) -> list[str]:
        """Ids of sessions in which nothing was said since then, and which belong to no practice; the oldest first.

        Those of a terminal are not among them: they have no token that could be too old. Raises RecordsUnavailable.
        """
        left = sessions.c.trainee_id.is_(None) & sessions.c.token_hash.is_not(None) & (sessions.c.updated_at < before)
        query = select(sessions.c.id).where(left).order_by(sessions.c.updated_at).limit(AT_ONCE)
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def practices_left(self, before: datetime) -> list[int]:
        """Ids of trainees who were here before then for the last time, and take part in no workshop that is kept.

        Raises RecordsUnavailable.
        """
        last = select(func.max(sessions.c.updated_at)).where(sessions.c.trainee_id == trainees.c.id).scalar_subquery()
        taking_part = select(participants.c.trainee_id)
        left = (
            (trainees.c.created_at < before) & trainees.c.id.not_in(taking_part) & ((last.is_(None)) | (last < before))
        )
        query = select(trainees.c.id).where(left).order_by(trainees.c.id).limit(AT_ONCE)
        with self._reading() as connection:
            return list(connection.execute(query).scalars())
