"""Transactions, and the conversions between columns and values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.records.engine import engine_for, for_writing
from bot.records.errors import RecordsUnavailable, UnknownSession
from bot.records.tables import sessions, talks
from bot.records.values import Message


class Store:
    """One database, used from any thread."""

    def __init__(self, url: str) -> None:
        self._engine = engine_for(url)
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
    row = connection.execute(select(sessions.c.id).where(sessions.c.id == session_id).with_for_update()).first()
    if row is None:
        raise UnknownSession(session_id)


def current_talk(connection: Any, session_id: str) -> Any:
    """The row of the role-play that was begun last. Raises UnknownSession if none was."""
    query = select(talks).where(talks.c.session_id == session_id).order_by(talks.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownSession(session_id)
    return row
