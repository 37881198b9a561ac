"""`alongside backup` and `alongside restore`: everything that is kept, in one file, while it is in use."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

import msgspec
import typer
from msgspec import Struct

from bot.commands.archive import check_archive, rows_in
from bot.commands.outcome import BadInput, Failed
from bot.records import RecordsUnavailable
from bot.records.backup import NotEmpty, UnknownVersion, put_back, read_all
from bot.records.engine import is_sqlite
from bot.records.rasa_events import copy_events, events_file, write_events
from bot.serving.checks import CannotStart, check_stopped
from bot.serving.files import tracker_file
from bot.settings import Settings, SettingsError, read_settings

ABOUT, RECORDS, TRACKER = "about.json", "records/", "rasa.db"
FORMAT = 1
PATIENCE = 15.0
"""Seconds to wait for Rasa to finish writing."""


class About(Struct):
    """What a backup says of itself."""

    format: int
    made_at: datetime
    revision: str
    """Version of the tables."""
    rows: dict[str, int]
    """How many there are of each table."""


def back_up(file: Path) -> None:
    """Write all that is kept to a new file, as it stands at one moment, while it is in use. Raises BadInput and Failed.

    The file holds all that people typed, and can be read by its owner alone.
    """
    settings = _settings()
    if file.exists():
        raise BadInput(f"{file} exists already: take another name, or move it away.")
    part = file.with_name(f".{file.name}.part")
    try:
        # A new file of our own: somebody else's, or a link to one, may stand there in a folder that others can write.
        part.unlink(missing_ok=True)
        with closing(os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")) as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                about = _write(archive, settings)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except RecordsUnavailable as error:
        raise Failed(f"the database cannot be read, and no backup was made: {error}") from error
    except sqlite3.Error as error:
        raise Failed(f"{tracker_file(settings)} cannot be read, and no backup was made: {error}") from error
    except OSError as error:
        raise Failed(f"no backup was made: {error.strerror or error}: {file}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    typer.echo(f"{file} holds {_told(about)}. It can be read by you alone: keep it as safe as the database.")


def restore(file: Path, replace: bool) -> None:
    """Put everything back as it was when the backup was made, all or nothing. Raises BadInput and Failed."""
    settings = _settings()
    try:
        check_stopped(settings.data)
    except CannotStart as error:
        raise Failed(str(error)) from error
    try:
        with zipfile.ZipFile(file) as archive:
            check_archive(archive, ABOUT, TRACKER, settings.data)
            about = _about(archive, file)
            tables = {table: rows_in(archive, f"{RECORDS}{table}.jsonl") for table in about.rows}
            if is_sqlite(settings.database_url):
                put_back(settings.database_url, about.revision, tables, replace)
                _put_tracker_back(archive, settings)
            else:
                with _tracker_in(archive, settings) as tracker, events_file(tracker) as remembered:
                    put_back(settings.database_url, about.revision, tables, replace, partial(copy_events, remembered))
    except NotEmpty as error:
        raise BadInput(
            "there are records here already, which would be lost: --replace puts the backup in their place."
        ) from error
    except UnknownVersion as error:
        raise BadInput(f"{file} was made by a newer version of Alongside: bring this one up to date first.") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError) as error:
        raise BadInput(f"{file} is no backup, or is damaged. Nothing was changed.") from error
    except RecordsUnavailable as error:
        raise Failed(f"the database cannot be written, and nothing was changed: {error}") from error
    except sqlite3.Error as error:
        raise Failed(f"the records are back, but {tracker_file(settings)} cannot be written: {error}") from error
    except OSError as error:
        raise Failed(f"{error.strerror or error}: {error.filename or file}") from error
    typer.echo(f"Everything is as it was on {about.made_at:%d %B %Y at %H:%M} UTC: {_told(about)}.")
    typer.echo("What was deleted since then is back too: delete it again. Facilitators sign in anew.")


def _write(archive: zipfile.ZipFile, settings: Settings) -> About:
    def keep(table: str, lines: Iterator[bytes]) -> None:
        with archive.open(f"{RECORDS}{table}.jsonl", "w", force_zip64=True) as out:
            out.writelines(lines)

    made_at = datetime.now(timezone.utc)
    revision, rows = read_all(settings.database_url, keep)
    # After the records: where Rasa is ahead of them, a conversation goes on from what is recorded.
    with tempfile.TemporaryDirectory(dir=settings.data) as folder:
        copy = Path(folder) / TRACKER
        if not is_sqlite(settings.database_url):
            write_events(settings.database_url, copy)
            archive.write(copy, TRACKER)
        elif tracker_file(settings).is_file():
            _copy(tracker_file(settings), copy)
            archive.write(copy, TRACKER)
    about = About(FORMAT, made_at, revision, rows)
    archive.writestr(ABOUT, msgspec.json.format(msgspec.json.encode(about), indent=2))
    return about


def _about(archive: zipfile.ZipFile, file: Path) -> About:
    about = msgspec.json.decode(archive.read(ABOUT), type=About)
    if about.format != FORMAT:
        raise UnknownVersion(about.format)
    if any(f"{RECORDS}{table}.jsonl" not in archive.namelist() for table in about.rows):
        raise zipfile.BadZipFile(str(file))
    return about


def _put_tracker_back(archive: zipfile.ZipFile, settings: Settings) -> None:
    with _tracker_in(archive, settings) as copy:
        _copy(copy, tracker_file(settings))


@contextmanager
def _tracker_in(archive: zipfile.ZipFile, settings: Settings) -> Iterator[Path]:
    """What Rasa remembers, as a file that is there meanwhile; an empty one if the backup has none."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.data) as folder:
        copy = Path(folder) / TRACKER
        if TRACKER in archive.namelist():
            archive.extract(TRACKER, folder)
        yield copy


def _copy(source: Path, target: Path) -> None:
    """Copy an SQLite database as it stands, while others use it; one that does not exist is empty."""
    with (
        closing(sqlite3.connect(source, timeout=PATIENCE)) as old,
        closing(sqlite3.connect(target, timeout=PATIENCE)) as new,
    ):
        old.backup(new)


def _told(about: About) -> str:
    kinds = {"workshops": "workshop", "participants": "participant", "sessions": "conversation", "turns": "reply"}
    counts = [(about.rows.get(table, 0), one) for table, one in kinds.items()]
    told = [f"{n:,} {one if n == 1 else one.replace('reply', 'replie') + 's'}" for n, one in counts]
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsError as error:
        raise BadInput(str(error)) from error
