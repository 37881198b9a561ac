"""Transactions, and the conversions between columns and values."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from typing import Any, Literal

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from bot.records.engine import engine_for, for_writing
from bot.records.errors import RecordsUnavailable, UnknownSession
from bot.records.tables import sessions, talks
from bot.records.values import Message

log = logging.getLogger(__name__)


Event = Literal["begun", "replied", "ended"]
"""What can happen to a session's current role-play."""

Hook = Callable[[Any, str, Event], None]
"""Called with the connection and the session's id, in the transaction in which something happened."""


class Store:
    """One database, used from any thread. `hook`, if there is one, hears of all that happens in role-plays."""

    def __init__(self, url: str, hook: Hook | None = None) -> None:
        self._engine = engine_for(url)
        self._hook = hook
        self._for_writing = for_writing(self._engine)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """A transaction that only reads. Raises RecordsUnavailable."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise RecordsUnavailable(str(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """A transaction that is committed at its end. Raises RecordsUnavailable; nothing is changed then."""
        try:
            with self._for_writing.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise RecordsUnavailable(str(error)) from error

    def _happened(self, connection: Any, session_id: str, event: Event) -> None:
        if self._hook is not None:
            self._hook(connection, session_id, event)

    @contextmanager
    def _deleting(self) -> Iterator[Any]:
        """As `_writing`, for what has to be gone for good: afterwards SQLite's files no longer hold it.

        Raises RecordsUnavailable; nothing is changed then.
        """
        with self._writing() as connection:
            yield connection
        self.wipe()

    def wipe(self) -> bool:
        """Empty SQLite's write-ahead log, in which pages stand as they were; whether that could be done now.

        Deleted rows are overwritten where they stood (`secure_delete`), but what the log holds of them stays until it
        is used again. Somebody who reads all the while can keep it; `compact` makes up for that at night.
        PostgreSQL keeps its own house.
        """
        try:
            with self._bare() as connection:
                return connection is None or empty_log(connection)
        except (SQLAlchemyError, sqlite3.Error):
            log.warning("The write-ahead log could not be emptied now.")
            return False

    def compact(self) -> None:
        """Write the database anew without anything that was deleted: pages may keep shreds of rows that moved.

        Writers wait meanwhile, some hundred milliseconds for a term's workshops. Raises RecordsUnavailable.
        """
        try:
            with self._bare() as connection:
                if connection is not None:
                    connection.execute("vacuum")
                    empty_log(connection)
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise RecordsUnavailable(type(error).__name__) from error

    @contextmanager
    def _bare(self) -> Iterator[Any]:
        """SQLite's own connection, outside of any transaction; None for another database."""
        if self._engine.dialect.name != "sqlite":
            yield None
            return
        with closing(self._engine.raw_connection()) as pooled:
            yield pooled.dbapi_connection


def empty_log(connection: Any) -> bool:
    """Empty the write-ahead log of an SQLite database; whether nobody was in the way."""
    (busy, _, _) = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(timezone.utc)


def utc(value: datetime) -> datetime:
    """A time as read from the database; SQLite forgets that it is UTC."""
    return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def as_json(value: Any) -> str:
    """A value as the text of its JSON: unlike a JSON column it takes every character in every database."""
    return msgspec.json.encode(value).decode()


def messages_from(text: str) -> tuple[Message, ...]:
    """Messages as they were recorded."""
    return msgspec.json.decode(text, type=tuple[Message, ...])


def lock_session(connection: Any, session_id: str) -> None:
    """Let one writer at a time change a session. Raises UnknownSession."""
    # SQLite has locked the whole database by then; PostgreSQL locks the row.
    if connection.execute(_THERE, {"session": session_id}).first() is None:
        raise UnknownSession(session_id)


def current_talk(connection: Any, session_id: str) -> Any:
    """The row of the role-play that was begun last. Raises UnknownSession if none was."""
    row = connection.execute(_LATEST_TALK, {"session": session_id}).first()
    if row is None:
        raise UnknownSession(session_id)
    return row


# Made once: what every turn asks is asked often, and SQLAlchemy takes longer to make a query than SQLite to answer it.
_THERE = select(sessions.c.id).where(sessions.c.id == bindparam("session")).with_for_update()
_LATEST_TALK = select(talks).where(talks.c.session_id == bindparam("session")).order_by(talks.c.number.desc()).limit(1)
