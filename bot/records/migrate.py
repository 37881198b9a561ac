"""Brings a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.records.engine import engine_for, for_writing
from bot.records.errors import RecordsUnavailable
from bot.records.rasa_events import make_events

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"

_POSTGRES_LOCK = 7_205_117_301
"""Any number will do, as long as every process of the product takes the same."""


def migrate(url: str) -> None:
    """Make or change the tables as needed, all or nothing; safe when several processes start at once.

    Raises RecordsUnavailable.
    """
    # Here, so that the processes which only read and write records start without it.
    from alembic import command

    try:
        engine = engine_for(url)
        with for_writing(engine).begin() as connection:
            lock_migrations(connection)
            command.upgrade(alembic_on(connection), "head")
            make_events(connection)
        engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        raise RecordsUnavailable(str(error)) from error


def alembic_on(connection: Any) -> Config:
    """What Alembic needs to run the migrations in a connection's transaction."""
    from alembic.config import Config

    config = Config()
    # Alembic reads "%" as the start of a placeholder.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def lock_migrations(connection: Any) -> None:
    """Let one process at a time change tables, until its transaction ends; SQLite has one writer in any case."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})
