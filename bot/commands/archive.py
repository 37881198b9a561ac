"""What a file must be before anything is put back from it: whole, no larger than it says, and nothing but records."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

LARGEST_ABOUT = 1024 * 1024
"""Bytes of what a backup says of itself; it is a few hundred."""

LONGEST_ROW = 1024 * 1024
"""Bytes of one row; a reply with all that was made of it has some ten thousand."""

HARMLESS = ("table", "index")
"""What may stand in Rasa's own record. A trigger would do something by itself."""


def check_archive(archive: zipfile.ZipFile, about: str, tracker: str, data: Path) -> None:
    """Read every file of an archive once, and compare it with its check sum, before anything is changed.

    A few thousand bytes can say that they are a terabyte (a "zip bomb"), so what they say they are has to fit.
    Raises BadZipFile for what is no backup.
    """
    data.mkdir(parents=True, exist_ok=True)
    names = archive.namelist()
    if len(set(names)) != len(names) or archive.getinfo(about).file_size > LARGEST_ABOUT:
        raise zipfile.BadZipFile(about)
    if sum(entry.file_size for entry in archive.infolist()) > shutil.disk_usage(data).free:
        raise zipfile.BadZipFile("larger than the disk")
    if archive.testzip() is not None:
        raise zipfile.BadZipFile("damaged")
    if tracker in names:
        with tempfile.TemporaryDirectory(dir=data) as folder:
            _check_tracker(Path(archive.extract(tracker, folder)))


def rows_in(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The rows of a table, one at a time. Raises BadZipFile for one that is none."""
    with archive.open(name) as lines:
        while line := lines.readline(LONGEST_ROW + 1):
            if len(line) > LONGEST_ROW:
                raise zipfile.BadZipFile(name)
            yield line


def _check_tracker(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as rasa:
            kinds = {kind for (kind,) in rasa.execute("select type from sqlite_master")}
    except sqlite3.Error as error:
        raise zipfile.BadZipFile(file.name) from error
    if kinds - set(HARMLESS):
        raise zipfile.BadZipFile(file.name)
