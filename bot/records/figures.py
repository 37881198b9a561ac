"""How much is going on, for whoever watches over the product."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.records.store import Store, now
from bot.records.tables import sessions, talks
from bot.records.workshop_tables import statements

OF_LATE = timedelta(minutes=15)
"""A talk in which nobody has said anything for longer is not going on."""

LOOKED_THROUGH = 100_000
"""Talks, the latest: enough for a country, and quickly counted however many there were before."""


class Figures(Store):
    """What the records know of how busy everybody is."""

    def talks_going_on(self) -> int:
        """Talks that are open and in which something was said of late. Raises RecordsUnavailable."""
        oldest = select(func.max(talks.c.id) - LOOKED_THROUGH).scalar_subquery()
        count = select(func.count()).select_from(talks.join(sessions, sessions.c.id == talks.c.session_id))
        going_on = (talks.c.id > oldest) & talks.c.ended_at.is_(None) & (sessions.c.updated_at > now() - OF_LATE)
        with self._reading() as connection:
            return int(connection.execute(count.where(going_on)).scalar() or 0)

    def statements_waiting(self) -> int:
        """Statements that a Learning Record Store has not got yet. Raises RecordsUnavailable."""
        with self._reading() as connection:
            waiting = select(func.count()).where(statements.c.next_at.is_not(None))
            return int(connection.execute(waiting).scalar() or 0)
