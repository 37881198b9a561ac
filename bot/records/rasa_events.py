"""Rasa's own record of the conversations: beside the records in PostgreSQL, or in an SQLite file of its own.

Rasa makes its table by itself, but several that start at once get into each other's way: in PostgreSQL it is made here,
once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.records.engine import engine_for
from bot.records.errors import RecordsUnavailable
from bot.records.store import Store

AT_ONCE = 500
"""Events that are copied with one statement."""

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


@contextmanager
def events_file(file: Path) -> Iterator[Any]:
    """A transaction on Rasa's file, which is made if there is none."""
    engine = create_engine(f"sqlite:///{file}", future=True, hide_parameters=True)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def copy_events(source: Any, target: Any) -> int:
    """Put all that Rasa remembers in one database into another in place of what it remembers there; how many events.

    Raises SQLAlchemyError.
    """
    _metadata.create_all(target)
    target.execute(delete(events))
    if not inspect(source).has_table(EVENTS):
        return 0  # The table is there once Rasa has been told something.
    rows = source.execution_options(stream_results=True).execute(select(events).order_by(events.c.id))
    for batch in rows.mappings().partitions(AT_ONCE):
        target.execute(insert(events), [dict(row) for row in batch])
    count: int = target.execute(select(func.count()).select_from(events)).scalar()
    if count and target.dialect.name == "postgresql":
        last = select(func.max(events.c.id)).scalar_subquery()
        target.execute(select(func.setval(func.pg_get_serial_sequence(EVENTS, "id"), last)))
    return count


def write_events(url: str, file: Path) -> None:
    """Write all that Rasa remembers in the database at `url` to a new file of Rasa's. Raises RecordsUnavailable."""
    engine = engine_for(url)
    try:
        with engine.connect() as source, events_file(file) as target:
            copy_events(source, target)
    except SQLAlchemyError as error:
        raise RecordsUnavailable(type(error).__name__) from error
    finally:
        engine.dispose()


def count_events(connection: Any) -> int:
    """How many events Rasa has noted there."""
    if not inspect(connection).has_table(EVENTS):
        return 0
    count: int = connection.execute(select(func.count()).select_from(events)).scalar()
    return count


class RasaEvents(Store):
    """What Rasa remembers of the conversations, as far as it stands in this database."""

    def forget_in_rasa(self, session_ids: Collection[str]) -> None:
        """Delete all that Rasa remembers of some sessions. Raises RecordsUnavailable."""
        with self._deleting() as connection:
            connection.execute(delete(events).where(events.c.sender_id.in_(session_ids)))
