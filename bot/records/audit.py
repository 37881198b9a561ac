"""Who took what out of a workshop, and who saw what in all of them."""

from __future__ import annotations

from sqlalchemy import insert, select

from bot.records.facilitator_values import Look
from bot.records.store import Store, now, utc
from bot.records.workshop_tables import facilitators, looked_at

BY_ITSELF = 0
"""In place of a facilitator's id: what is done when its time has come, by nobody."""


class Audit(Store):
    """What the records know of those who saw and took what."""

    def note_taken(
        self, facilitator: int, action: str, workshop: int, participant: int | None = None, detail: str | None = None
    ) -> None:
        """Note that somebody took something out, or that it was deleted; each time anew.

        `detail` must hold nothing that anybody typed. Raises RecordsUnavailable.
        """
        row = {"at": now(), "facilitator_id": facilitator, "action": action, "workshop_id": workshop}
        with self._writing() as connection:
            connection.execute(insert(looked_at).values(row | {"participant_id": participant, "detail": detail}))

    def was_noted(self, facilitator: int, action: str, workshop: int, detail: str) -> bool:
        """Whether it is noted that somebody did that in a workshop. Raises RecordsUnavailable."""
        row = {"facilitator_id": facilitator, "action": action, "workshop_id": workshop, "detail": detail}
        query = select(looked_at.c.id).where(*(looked_at.c[column] == value for column, value in row.items()))
        with self._reading() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def all_looks(self, most: int, before: int | None = None) -> list[tuple[int, Look]]:
        """Who saw, took or deleted what in any workshop, the latest first, with its number in the list.

        With `before` only what came before that number. Raises RecordsUnavailable.
        """
        by = facilitators.c.id == looked_at.c.facilitator_id
        query = select(looked_at, facilitators.c.name).outerjoin(facilitators, by)
        if before is not None:
            query = query.where(looked_at.c.id < before)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(looked_at.c.id.desc()).limit(most)).all()
        return [
            (row.id, Look(utc(row.at), row.name or "", row.action, row.workshop_id, row.participant_id, row.detail))
            for row in rows
        ]
