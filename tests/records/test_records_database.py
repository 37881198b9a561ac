"""The database itself: its tables, its journal, its way from version to version."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.records import Records, migrate
from bot.records.engine import engine_for, for_writing
from bot.records.tables import metadata


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(database: str) -> None:
    with engine_for(database).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_constraints_that_keep_turns_single_are_in_the_database(database: str) -> None:
    file = database.removeprefix("sqlite:///")
    with sqlite3.connect(file) as connection:
        (sql,) = connection.execute("select sql from sqlite_master where name = 'turns'").fetchone()
    assert "UNIQUE (talk_id, number, attempt)" in sql
    assert "UNIQUE (session_id, client_id)" in sql


def test_migrating_twice_changes_nothing_and_keeps_the_data(database: str, records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    migrate(database)
    assert records.session(session) is not None


def test_several_processes_may_migrate_a_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    failures: list[BaseException] = []

    def run() -> None:
        try:
            migrate(url)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    Records(url).check()


def test_sqlite_keeps_what_it_acknowledged_and_readers_do_not_wait(database: str, records: Records) -> None:
    with engine_for(database).connect() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 15_000
    with for_writing(engine_for(database)).begin() as writer:
        writer.exec_driver_sql("delete from sessions")
        records.check()
