"""The database itself: its tables, its journal, its way from version to version."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from bot.records import Records, migrate
from bot.records.engine import engine_for, for_writing
from bot.records.migrate import MIGRATIONS
from bot.records.tables import metadata


def to_version(url: str, version: str, go: Callable[[Config, str], None] = command.upgrade) -> None:
    """Bring a database to the tables of an earlier version."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with for_writing(engine_for(url)).begin() as connection:
        config.attributes["connection"] = connection
        go(config, version)


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(database: str) -> None:
    with engine_for(database).connect() as connection:
        # SQLite's own table, in which it notes the ids that are never given again.
        ours = {"compare_type": True, "include_name": lambda name, kind, _: name != "sqlite_sequence"}
        context = MigrationContext.configure(connection, opts=ours)
        # Foreign keys are compared below: SQLAlchemy overlooks what SQLite does with those of added columns.
        differences = [one for one in compare_metadata(context, metadata) if not one[0].endswith("_fk")]
    assert differences == []


def test_the_migrations_make_exactly_the_foreign_keys_that_the_code_counts_on(database: str, tmp_path: Path) -> None:
    fresh = engine_for(f"sqlite:///{tmp_path}/fresh.db")
    metadata.create_all(fresh)

    def foreign_keys(engine: Any, table: str) -> set[tuple[object, ...]]:
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(f"pragma foreign_key_list({table})").all()
        return {tuple(row)[2:] for row in rows}

    for table in metadata.tables:
        assert foreign_keys(engine_for(database), table) == foreign_keys(fresh, table)
    assert ("trainees", "trainee_id", "id", "NO ACTION", "CASCADE", "NONE") in foreign_keys(fresh, "sessions")


def test_an_older_database_keeps_every_word_when_it_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "older.db"
    to_version(f"sqlite:///{file}", "0001")
    with sqlite3.connect(file) as connection:
        connection.execute(
            "insert into sessions (id, coaching, seed, created_at, updated_at)"
            " values ('s', 'live', 1, '2026-01-05 10:00:00', '2026-01-05 10:00:00')"
        )
        connection.execute(
            "insert into talks (id, session_id, number, scenario, coaching, seed, opening, paused, began_at)"
            " values (1, 's', 1, 'poverty', 'live', 1, ?, 0, '2026-01-05 10:00:00')",
            ('{"heat": 6, "trust": 4, "phase": "opening", "line": "hello", "seed": 1}',),
        )
        connection.execute(
            "insert into asides (session_id, talk_id, asked, messages, created_at)"
            " values ('s', 1, 'my words', '[]', '2026-01-05 10:00:00')"
        )
    migrate(f"sqlite:///{file}")
    records = Records(f"sqlite:///{file}")
    session = records.session("s")
    assert session is not None
    assert (session.scenario, session.goal, session.confidence, session.trainee) == ("poverty", None, None, None)
    assert [aside.asked for aside in records.asides("s")] == ["my words"]
    to_version(f"sqlite:///{file}", "0001", command.downgrade)
    with sqlite3.connect(file) as connection:
        assert connection.execute("select asked from asides").fetchall() == [("my words",)]


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
