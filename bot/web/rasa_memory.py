"""Rasa's own record of the conversations, as far as a person may have it deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Protocol

from bot.records import Records, RecordsUnavailable
from bot.records.engine import is_sqlite
from bot.settings import Settings

PATIENCE = 15.0
"""Seconds to wait for Rasa to finish writing."""

FILE = "rasa.db"
"""In the data folder."""


class RasaMemory(Protocol):
    """What Rasa remembers."""

    def forget(self, sessions: Collection[str]) -> None:
        """Delete all that Rasa remembers of some sessions: its interface has no way to do that.

        Raises RecordsUnavailable; then nothing is deleted, and it can be tried again.
        """

    def compact(self) -> None:
        """Write the record anew without a shred of what was deleted. Raises RecordsUnavailable."""


def memory_of(settings: Settings, records: Records) -> RasaMemory:
    """Where Rasa remembers with those settings: in a file of its own, or beside the records."""
    return InFile(settings.data / FILE) if is_sqlite(settings.database_url) else InDatabase(records)


class InDatabase:
    """A table beside the records in PostgreSQL, which keeps its own house."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def forget(self, sessions: Collection[str]) -> None:
        """As `RasaMemory.forget`."""
        self._records.forget_in_rasa(sessions)

    def compact(self) -> None:
        """There is nothing to do."""


class InFile:
    """An SQLite file that Rasa has to itself."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def forget(self, sessions: Collection[str]) -> None:
        """As `RasaMemory.forget`."""
        if not self._file.is_file():
            return
        try:
            with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as connection, connection:
                connection.execute("pragma secure_delete = on")
                # The table is there once Rasa has been told something.
                if connection.execute("select 1 from sqlite_master where name = 'events'").fetchone():
                    connection.executemany("delete from events where sender_id = ?", [(one,) for one in sessions])
                    connection.commit()
                    # What the write-ahead log holds of them would stay until it is used again.
                    connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        except sqlite3.Error as error:
            raise RecordsUnavailable(type(error).__name__) from error

    def compact(self) -> None:
        """As `RasaMemory.compact`."""
        if not self._file.is_file():
            return
        try:
            with closing(sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None)) as connection:
                connection.execute("vacuum")
                connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        except sqlite3.Error as error:
            raise RecordsUnavailable(type(error).__name__) from error
