"""Rasa's own record of the conversations, where it stands in the same database: in PostgreSQL.

Rasa makes its table by itself, but several that start at once get into each other's way: here it is made once.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, delete

from bot.records.store import Store

EVENTS = "events"

_metadata = MetaData()

events = Table(
    EVENTS,
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255), nullable=False, index=True),
    Column("type_name", String(255), nullable=False),
    Column("timestamp", Float),
    Column("intent_name", String(255)),
    Column("action_name", String(255)),
    Column("data", Text),
)
"""As `rasa.core.tracker_store.SQLTrackerStore` has it."""


def make_events(connection: Any) -> None:
    """Make Rasa's table, unless it is there or Rasa has a file of its own."""
    if connection.dialect.name != "sqlite":
        _metadata.create_all(connection)


class RasaEvents(Store):
    """What Rasa remembers of the conversations, as far as it stands in this database."""

    def forget_in_rasa(self, session_ids: Collection[str]) -> None:
        """Delete all that Rasa remembers of some sessions. Raises RecordsUnavailable."""
        with self._deleting() as connection:
            connection.execute(delete(events).where(events.c.sender_id.in_(session_ids)))
