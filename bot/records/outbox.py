"""Statements on their way to a Learning Record Store: kept with what they tell of, until the store has them.

A statement is written in the transaction of the turn that it is about: it is there if and only if the turn is. Its id
follows from what it is about, so however often it is sent the store has it once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import func, insert, select, update

from bot.records.store import Store, as_json, now
from bot.records.workshop_tables import statements

LONGEST_TROUBLE = 200

Statement = dict[str, Any]
"""An xAPI statement, with its `id`."""


class Waiting(Struct, frozen=True):
    """A statement to be sent now."""

    id: str
    statement: str
    """Its JSON."""
    tries: int
    """How often sending it has failed."""


class OutboxState(Struct, frozen=True):
    """How far the statements of a workshop have got."""

    sent: int
    waiting: int
    refused: int
    """Those that the store will never take."""
    trouble: str | None
    """What went wrong last with one that waits or was refused; None if all is well."""


def enqueue(connection: Any, workshop: int, session: str, made: Statement) -> None:
    """Put a statement into the outbox, in the transaction of what it tells of; once under each id."""
    known = select(statements.c.id).where(statements.c.id == made["id"])
    if connection.execute(known).first() is None:
        at = now()
        row = {"id": made["id"], "workshop_id": workshop, "session_id": session, "statement": as_json(made)}
        connection.execute(insert(statements).values(row | {"created_at": at, "tries": 0, "next_at": at}))


class Outbox(Store):
    """What the records know of statements to be sent."""

    def claim_statements(self, most: int, lease: timedelta) -> list[Waiting]:
        """The oldest statements that are due, for this process to send: nobody else gets them before the lease is over.

        Raises RecordsUnavailable.
        """
        at = now()
        due = select(statements).where(statements.c.next_at <= at).order_by(statements.c.created_at, statements.c.id)
        with self._reading() as connection:
            if connection.execute(due.with_only_columns(statements.c.id).limit(1)).first() is None:
                return []  # As is most often so: then nobody has to wait for a writer that changes nothing.
        with self._writing() as connection:
            rows = connection.execute(due.limit(most).with_for_update(skip_locked=True)).all()
            taken = statements.c.id.in_([row.id for row in rows])
            connection.execute(update(statements).where(taken).values(next_at=at + lease))
        return [Waiting(row.id, row.statement, row.tries) for row in rows]

    def statement_sent(self, id: str) -> None:
        """Note that the store has a statement. Raises RecordsUnavailable."""
        self._change_statements([id], sent_at=now(), next_at=None, trouble=None)

    def statement_refused(self, id: str, trouble: str) -> None:
        """Note that the store will never take a statement, and why. Raises RecordsUnavailable."""
        more = statements.c.tries + 1
        self._change_statements([id], next_at=None, tries=more, trouble=trouble[:LONGEST_TROUBLE])

    def statement_failed(self, id: str, again_at: datetime, trouble: str) -> None:
        """Note that sending a statement failed, and when to try again. Raises RecordsUnavailable."""
        more = statements.c.tries + 1
        self._change_statements([id], next_at=again_at, tries=more, trouble=trouble[:LONGEST_TROUBLE])

    def release_statements(self, ids: Collection[str], again_at: datetime) -> None:
        """Give claimed statements back untried, to be sent at that time. Raises RecordsUnavailable."""
        self._change_statements(ids, next_at=again_at)

    def outbox_state(self, workshop: int) -> OutboxState:
        """How far the statements of a workshop have got. Raises RecordsUnavailable."""
        sent, waits = statements.c.sent_at.is_not(None), statements.c.next_at.is_not(None)
        counts = select(func.count(statements.c.sent_at), func.count(statements.c.next_at), func.count(statements.c.id))
        troubled = select(statements.c.trouble).where(statements.c.trouble.is_not(None), ~sent)
        troubled = troubled.order_by(waits, statements.c.created_at.desc()).limit(1)
        here = statements.c.workshop_id == workshop
        with self._reading() as connection:
            done, waiting, all_of_them = connection.execute(counts.where(here)).one()
            trouble = connection.execute(troubled.where(here)).scalar()
        return OutboxState(done, waiting, all_of_them - done - waiting, trouble)

    def _change_statements(self, ids: Collection[str], **changes: Any) -> None:
        if ids:
            with self._writing() as connection:
                connection.execute(update(statements).where(statements.c.id.in_(ids)).values(**changes))
