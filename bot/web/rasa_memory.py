"""Rasa's own record of the conversations, as far as a person may have it deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.records import RecordsUnavailable

PATIENCE = 15.0
"""Seconds to wait for Rasa to finish writing."""


def compact(tracker: Path) -> None:
    """Write the record anew without a shred of what was deleted. Raises RecordsUnavailable."""
    if not tracker.is_file():
        return
    try:
        with closing(sqlite3.connect(tracker, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.Error as error:
        raise RecordsUnavailable(type(error).__name__) from error


def forget(tracker: Path, sessions: Iterable[str]) -> None:
    """Delete all that Rasa remembers of some sessions: its interface has no way to do that.

    Raises RecordsUnavailable; then nothing is deleted, and it can be tried again.
    """
    if not tracker.is_file():
        return
    try:
        with closing(sqlite3.connect(tracker, timeout=PATIENCE)) as connection, connection:
            connection.execute("pragma secure_delete = on")
            # The table is there once Rasa has been told something.
            if connection.execute("select 1 from sqlite_master where name = 'events'").fetchone():
                connection.executemany("delete from events where sender_id = ?", [(session,) for session in sessions])
                connection.commit()
                # What the write-ahead log holds of them would stay until it is used again.
                connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.Error as error:
        raise RecordsUnavailable(type(error).__name__) from error
