"""The way to the database: SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

BUSY_TIMEOUT_MS = 15_000
"""How long one process waits for another's write to end before it gives up."""


POSTGRES_PATIENCE = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""Seconds, and at the end milliseconds, after which a PostgreSQL that has silently gone is no longer waited for."""


def is_sqlite(url: str) -> bool:
    """Whether that is the URL of an SQLite file."""
    return bool(make_url(url).get_backend_name() == "sqlite")


def engine_for(url: str) -> Any:
    """An engine whose transactions keep what they have acknowledged.

    SQLite runs in WAL mode, so that readers and the one writer do not block each other, with
    `synchronous=FULL`: a commit is on the disk before it returns, so that neither `kill -9` nor a
    power cut loses a turn that was answered. The price is one fsync a turn.

    Values never stand in error messages or logs (`hide_parameters`): they hold what people typed.
    """
    parsed = make_url(url)
    if not is_sqlite(url):
        return create_engine(
            url,
            future=True,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            pool_timeout=10,
            connect_args=POSTGRES_PATIENCE,
        )
    if parsed.database and not parsed.database.startswith("file:"):
        _lay_out(Path(parsed.database))
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _lay_out(file: Path) -> None:
    """Make the file if there is none, for its owner alone; SQLite makes those beside it likewise."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # What is wrong with the place SQLite tells by itself.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def for_writing(engine: Any) -> Any:
    """The same engine for transactions that write: SQLite then takes its write lock at the start.

    A transaction that reads first and writes later would fail at once, whatever the busy timeout,
    when another has written in between.
    """
    return engine.execution_options(alongside_writes=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: it would begin them too late, and none around DDL.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("alongside_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
