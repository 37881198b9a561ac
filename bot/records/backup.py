"""All records in one portable form, read at one moment and put back in one go.

A line of JSON for each row, so that what was kept in SQLite can be put into PostgreSQL and the other way round, and a
backup of an older version into a newer one: it is laid into the tables it was made from, which are then brought up to
date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Boolean, Date, DateTime, MetaData, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.records.engine import engine_for, for_writing
from bot.records.errors import RecordsUnavailable
from bot.records.migrate import alembic_on, lock_migrations
from bot.records.rasa_events import EVENTS, make_events
from bot.records.store import utc
from bot.records.tables import metadata

SQLITES_OWN = "sqlite_sequence"
"""In which SQLite notes the ids that are not to be given again."""

OURS = frozenset({*metadata.tables, "alembic_version", EVENTS})
"""Tables of Alongside; there may be others in the same database."""

NO_RECORDS = frozenset({"alembic_version", EVENTS, SQLITES_OWN})
"""What Rasa remembers is taken along by itself."""

LEFT_OUT = NO_RECORDS | {"signed_in", "sign_in_attempts"}
"""Nobody is signed in any more after a restore: who has signed out since the backup must stay so."""

AT_ONCE = 200
"""Rows that are put back with one statement."""

Row = dict[str, Any]


class NotEmpty(Exception):
    """There is something in the records that would be lost."""


class UnknownVersion(Exception):
    """The backup was made by a newer version."""


def read_all(url: str, keep: Callable[[str, Iterator[bytes]], None]) -> tuple[str, dict[str, int]]:
    """Hand all rows of each table to `keep`, as lines of JSON and as they all stood at one moment, while others write.

    Gives the version of the tables and the number of rows in each. Raises RecordsUnavailable.
    """
    try:
        engine = engine_for(url)
        with snapshot_of(engine).connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
            if revision is None:
                raise RecordsUnavailable("there are no records yet")
            counts: dict[str, int] = {}
            for table in tables_of(connection):
                counts[table.name] = connection.execute(select(func.count()).select_from(table)).scalar()
                keep(table.name, lines_of(connection, table))
        engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        raise RecordsUnavailable(str(error)) from error
    return revision, counts


def put_back(
    url: str,
    revision: str,
    tables: Mapping[str, Iterable[bytes]],
    replace: bool,
    also: Callable[[Any], object] | None = None,
) -> None:
    """Put rows back as `read_all` gave them, all or nothing, and bring the tables up to date.

    `also` is called with the connection when that is done: what it does, or raises, belongs to it. Tables of somebody
    else in the same database are left alone.

    Raises NotEmpty if there is something already and it is not to be replaced; UnknownVersion; ValueError for lines
    that are no rows of these tables; RecordsUnavailable.
    """
    try:
        engine = engine_for(url)
        with for_writing(engine).begin() as connection:
            lock_migrations(connection)
            if not replace and _holds_something(connection):
                raise NotEmpty()
            there = MetaData()
            there.reflect(connection, only=lambda name, _: name in OURS)
            there.drop_all(connection)
            config = alembic_on(connection)
            if revision not in {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}:
                raise UnknownVersion(revision)
            command.upgrade(config, revision)
            _fill(connection, tables)
            _give_no_id_again(connection)
            command.upgrade(config, "head")
            make_events(connection)
            if also is not None:
                also(connection)
        engine.dispose()
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise RecordsUnavailable(type(error).__name__ if isinstance(error, SQLAlchemyError) else str(error)) from error


def snapshot_of(engine: Any) -> Any:
    """SQLite shows a reader one moment as it is; PostgreSQL has to be asked for it."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def tables_of(connection: Any, left_out: Collection[str] = LEFT_OUT) -> list[Any]:
    """Our tables as they are, each after those that it refers to."""
    there = MetaData()
    there.reflect(connection, only=lambda name, _: name in OURS)
    return [table for table in there.sorted_tables if table.name not in left_out]


def lines_of(connection: Any, table: Any) -> Iterator[bytes]:
    """The rows of a table, each as a line of JSON."""
    rows = connection.execution_options(stream_results=True).execute(select(table).order_by(*table.primary_key))
    for row in rows.yield_per(AT_ONCE).mappings():
        yield msgspec.json.encode({name: _plain(value) for name, value in row.items()}) + b"\n"


def _plain(value: Any) -> Any:
    return utc(value) if isinstance(value, datetime) else value


def _holds_something(connection: Any) -> bool:
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for table in tables_of(connection)
        # An unused link for the first facilitator is made with every start.
        if table.name != "invitations"
    )


def _fill(connection: Any, tables: Mapping[str, Iterable[bytes]]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("pragma defer_foreign_keys = on"))
    known = tables_of(connection, NO_RECORDS)
    strange = set(tables) - {table.name for table in known}
    if strange:
        raise ValueError(f"there is no table {', '.join(sorted(strange))}")
    for table in known:
        batch: list[Row] = []
        for line in tables.get(table.name, ()):
            batch.append(_row(table, line))
            if len(batch) == AT_ONCE:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
        _count_on(connection, table)


def _give_no_id_again(connection: Any) -> None:
    """Let new workshops and participants have ids that the list of who looked at what does not know already."""
    if "looked_at" not in {table.name for table in tables_of(connection)}:
        return
    for table, column in (("workshops", "workshop_id"), ("participants", "participant_id")):
        known = (
            f"select max(seen) from (select {column} as seen from looked_at union all select id from {table}) as ids"
        )
        last = connection.execute(text(known)).scalar()
        if last is None:
            continue
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table, "id"), last)))
        else:
            connection.execute(text(f"delete from {SQLITES_OWN} where name = '{table}'"))
            own = text(f"insert into {SQLITES_OWN} (name, seq) values ('{table}', :last)")
            connection.execute(own, {"last": last})


def _row(table: Any, line: bytes) -> Row:
    try:
        row = msgspec.json.decode(line, type=Row)
        return {name: _value(table.c[name].type, value) for name, value in row.items()}
    except (msgspec.MsgspecError, KeyError) as error:
        raise ValueError(f"a row of {table.name} cannot be read") from error


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return msgspec.convert(value, datetime)
    if isinstance(kind, Date):
        return msgspec.convert(value, date)
    # Each database has its own idea of true and false.
    return bool(value) if isinstance(kind, Boolean) else value


def _count_on(connection: Any, table: Any) -> None:
    """Let PostgreSQL number new rows after those that were put back; SQLite does so by itself."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar()
    if sequence is not None:
        last = connection.execute(select(func.max(table.c.id))).scalar()
        if last is not None:
            connection.execute(select(func.setval(sequence, last)))
