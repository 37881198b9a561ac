"""`alongside migrate-to`: from SQLite into PostgreSQL with everything, or not at all."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, insert, select, text

from benchmarks.topology.services import PostgreSQL
from bot.cli import main
from bot.records import Records
from bot.records.backup import NO_RECORDS, lines_of, tables_of
from bot.records.engine import engine_for
from bot.records.migrate import migrate
from bot.records.rasa_events import events, events_file

SWALLOW = """
create function swallow() returns trigger language plpgsql as $$
begin
    return case when new.id = 2 then null else new end;
end $$;
create function lay_in_wait() returns event_trigger language plpgsql as $$
begin
    if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.comments') then
        create trigger swallow before insert on comments for each row execute function swallow();
    end if;
end $$;
create event trigger lay_in_wait on ddl_command_end when tag in ('CREATE TABLE') execute function lay_in_wait();
"""
"""Takes one row away from whatever arrives, as nothing ought to and something might."""


@pytest.fixture
def empty(postgresql: PostgreSQL) -> str:
    """The URL of an empty database."""
    engine = engine_for(postgresql.url)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
    return postgresql.url


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site with a workshop full of people, of whose talks Rasa remembers something too."""
    folder = tmp_path_factory.mktemp("data")
    assert run(folder, "demo").returncode == 0
    with events_file(folder / "rasa.db") as connection:
        events.metadata.create_all(connection)
        said = [
            {
                "sender_id": f"talk-{n % 7}",
                "type_name": "user",
                "timestamp": n / 3,
                "data": f'{{"text": "Ā {n} \U0001f642"}}',
            }
            for n in range(1300)
        ]
        connection.execute(insert(events), said)
    return folder


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *command: str, database: str = "") -> Done:
    """What a command does with the site in that data folder."""
    own = {"ALONGSIDE_DATA_DIR": str(folder), "ALONGSIDE_DATABASE_URL": database}
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for key, value in own.items():
            patch.setenv(key, value)
        patch.setattr("sys.argv", ["alongside", *command])
        with pytest.raises(SystemExit) as ended:
            main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def rows(url: str) -> dict[str, list[bytes]]:
    engine = engine_for(url)
    with engine.connect() as connection:
        found = {table.name: sorted(lines_of(connection, table)) for table in tables_of(connection, NO_RECORDS)}
    engine.dispose()
    return found


def remembered(url: str) -> list[tuple[str, float, str]]:
    engine = engine_for(url)
    with engine.connect() as connection:
        query = select(events.c.sender_id, events.c.timestamp, events.c.data).order_by(events.c.id)
        found = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return found


def test_everything_arrives_and_what_was_here_stays(filled: Path, empty: str) -> None:
    source = f"sqlite:///{filled}/alongside.db"
    before = rows(source)
    done = run(filled, "migrate-to", empty)
    assert done.returncode == 0, done.stderr
    assert rows(empty) == rows(source) == before
    assert sum(len(lines) for lines in before.values()) > 500
    assert remembered(empty) == remembered(f"sqlite:///{filled}/rasa.db")
    assert f"{len(before['turns']):>10,}  turns" in done.stdout
    assert f"{1300:>10,}  what Rasa remembers" in done.stdout
    assert "ALONGSIDE_DATABASE_URL=postgresql://" in done.stdout

    # The new place is used at once: new rows do not run into those that came.
    there = Records(empty)
    session = there.open_session(None, "live", 1, None)
    assert there.session(session.id) is not None
    there.close()
    engine = engine_for(empty)
    with engine.begin() as connection:
        connection.execute(insert(events).values(sender_id="new", type_name="user"))
        assert connection.execute(select(func.max(events.c.id))).scalar() == 1301
    engine.dispose()


def test_a_database_that_holds_records_is_left_alone(filled: Path, empty: str) -> None:
    migrate(empty)
    there = Records(empty)
    there.open_session(None, "live", 1, None)
    there.close()
    before = rows(empty)
    done = run(filled, "migrate-to", empty)
    assert done.returncode == 2
    assert "holds records already" in done.stderr
    assert rows(empty) == before


def test_tables_of_somebody_else_stay(filled: Path, empty: str) -> None:
    engine = engine_for(empty)
    with engine.begin() as connection:
        connection.execute(text("create table theirs (id integer)"))
    assert run(filled, "migrate-to", empty).returncode == 0
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from theirs")).scalar() == 0
    engine.dispose()


def test_what_does_not_arrive_whole_does_not_arrive_at_all(filled: Path, empty: str) -> None:
    engine = engine_for(empty)
    with engine.begin() as connection:
        connection.execute(text(SWALLOW))
    done = run(filled, "migrate-to", empty)
    assert done.returncode == 1
    assert "not everything arrived" in done.stderr
    assert "comments (3 of 4)" in done.stderr
    assert rows(empty) == {}
    with engine.begin() as connection:
        connection.execute(text("drop event trigger lay_in_wait"))
    engine.dispose()
    assert run(filled, "migrate-to", empty).returncode == 0, "it can be tried again"


def test_not_while_it_runs(filled: Path, empty: str) -> None:
    program = "import sys; sys.stdin.read()"
    running = subprocess.Popen([sys.executable, "-c", program, "bot.serving.child", "web"], stdin=subprocess.PIPE)
    try:
        (filled / "run").mkdir(exist_ok=True)
        (filled / "run" / "web.pid").write_text(f"{running.pid}\n", encoding="utf-8")
        done = run(filled, "migrate-to", empty)
    finally:
        (filled / "run" / "web.pid").unlink()
        running.communicate()
    assert (done.returncode, "is running" in done.stderr) == (1, True)


@pytest.mark.parametrize("url", ["sqlite:///there.db", "nonsense", "mysql://alongside:hidden@10.0.0.5/name"])
def test_anything_but_postgresql_is_refused_in_one_line(filled: Path, url: str) -> None:
    done = run(filled, "migrate-to", url)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "hidden" not in done.stderr


def test_a_backup_takes_what_rasa_remembers_from_one_into_the_other(filled: Path, empty: str, tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "all.zip"
    there.mkdir()
    assert run(filled, "migrate-to", empty).returncode == 0
    before = remembered(empty)
    assert run(there, "backup", str(file), database=empty).returncode == 0
    assert run(here, "restore", str(file)).returncode == 0
    assert remembered(f"sqlite:///{here}/rasa.db") == before

    engine = engine_for(empty)
    with engine.begin() as connection:
        connection.execute(text("delete from events where id > 5"))
    engine.dispose()
    assert run(there, "restore", str(file), "--replace", database=empty).returncode == 0
    assert remembered(empty) == before
