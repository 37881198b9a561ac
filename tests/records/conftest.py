from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.records import Records, migrate
from bot.records.engine import engine_for, for_writing
from bot.records.tables import metadata


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a database with its tables."""
    url = f"sqlite:///{tmp_path}/var/alongside.db"
    migrate(url)
    return url


@pytest.fixture
def records(database: str) -> Iterator[Records]:
    records = Records(database)
    yield records
    records.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def everywhere(request: pytest.FixtureRequest) -> Iterator[Records]:
    """Empty records in each kind of database."""
    if request.param == "sqlite":
        url = request.getfixturevalue("database")
    else:
        url = request.getfixturevalue("postgres")
        with for_writing(engine_for(url)).begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
    records = Records(url)
    yield records
    records.close()


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database with its tables; without PostgreSQL on the machine the test is left out."""
    tools = _tools()
    if tools is None:
        pytest.skip("PostgreSQL is not installed")
    with _served(tools) as url:
        migrate(url)
        yield url


def _tools() -> Path | None:
    """The folder of initdb and pg_ctl; None if PostgreSQL is not here."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql*/bin")]
    found = shutil.which("initdb")
    folders += [Path(found).parent] if found else []
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The URL of an empty database, on a socket in a folder of its own; stopped at the end."""
    place = Path(tempfile.mkdtemp(prefix="pg-"))
    # PostgreSQL refuses to be run by root.
    as_whom = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_whom:
        shutil.chown(place, "postgres")

    def run(*command: str) -> None:
        subprocess.run([*as_whom, *command], check=True, cwd=place, capture_output=True, timeout=60)

    try:
        run(str(folder / "initdb"), "-D", f"{place}/data", "-A", "trust", "-U", "alongside", "-E", "UTF8", "-N")
        options = f"-k {place} -c listen_addresses='' -c fsync=off"
        run(str(folder / "pg_ctl"), "-D", f"{place}/data", "-o", options, "-l", f"{place}/log", "-w", "start")
        try:
            yield f"postgresql://alongside@/postgres?host={place}"
        finally:
            run(str(folder / "pg_ctl"), "-D", f"{place}/data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
