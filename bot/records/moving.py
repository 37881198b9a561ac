"""All that is kept, from one database into another: all or nothing, and counted on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.records.backup import NO_RECORDS, lines_of, put_back, snapshot_of, tables_of
from bot.records.engine import engine_for, for_writing, is_sqlite
from bot.records.errors import RecordsUnavailable
from bot.records.migrate import migrate
from bot.records.rasa_events import EVENTS, copy_events, count_events, events_file


class Miscounted(Exception):
    """Something has not arrived as it was sent; then nothing has been moved. The text says of what."""


class Moved(Struct, frozen=True):
    """What arrived."""

    rows: Mapping[str, int]
    """How many there are of each table, Rasa's events among them."""


def move(source: str, rasa_file: Path, target: str) -> Moved:
    """Copy all records, and all that Rasa remembers, into the empty database at `target`; the source stays as it is.

    What Rasa remembers is in `rasa_file` if the source is an SQLite file, whose writers have to wait meanwhile.
    All or nothing: every table is counted on both sides before anything stands. Raises NotEmpty, Miscounted,
    RecordsUnavailable.
    """
    migrate(source)
    with _reading(source) as here, _remembered(source, here, rasa_file) as remembered:
        revision = MigrationContext.configure(here).get_current_revision()
        tables = tables_of(here, NO_RECORDS)
        sent = {table.name: _count(here, table) for table in tables} | {EVENTS: count_events(remembered)}

        def arrive(there: Any) -> None:
            copy_events(remembered, there)
            arrived = {table.name: _count(there, table) for table in tables_of(there, NO_RECORDS)}
            _compare(sent, arrived | {EVENTS: count_events(there)})

        put_back(target, revision, {table.name: lines_of(here, table) for table in tables}, replace=False, also=arrive)
    return Moved(sent)


@contextmanager
def _reading(url: str) -> Iterator[Any]:
    """A connection that sees one moment. Nobody writes into an SQLite file meanwhile."""
    engine = engine_for(url)
    try:
        with (for_writing(engine) if is_sqlite(url) else snapshot_of(engine)).connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise RecordsUnavailable(type(error).__name__) from error
    finally:
        engine.dispose()


@contextmanager
def _remembered(source: str, here: Any, rasa_file: Path) -> Iterator[Any]:
    """A connection to what Rasa remembers."""
    if is_sqlite(source):
        rasa_file.parent.mkdir(parents=True, exist_ok=True)
        with events_file(rasa_file) as connection:
            yield connection
    else:
        yield here


def _count(connection: Any, table: Any) -> int:
    count: int = connection.execute(select(func.count()).select_from(table)).scalar()
    return count


def _compare(sent: Mapping[str, int], arrived: Mapping[str, int]) -> None:
    wrong = [
        f"{name} ({arrived.get(name, 0):,} of {count:,})" for name, count in sent.items() if arrived.get(name) != count
    ]
    if wrong:
        raise Miscounted(", ".join(wrong))
