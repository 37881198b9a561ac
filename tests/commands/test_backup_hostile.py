"""A backup is a file that somebody hands over: whatever it is made to do, nothing is changed but by whole backups."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.commands import archive
from bot.records import Records, migrate
from bot.records.backup import read_all

Change = Callable[[dict[str, bytes], Path], None]


@pytest.fixture
def alongside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    """Runs `alongside` in a place where one practice is kept: exit status and complaint."""
    url = f"sqlite:///{tmp_path}/data/alongside.db"
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", url)
    migrate(url)
    records = Records(url)
    records.open_trainee("a" * 64)
    records.close()
    with closing(sqlite3.connect(tmp_path / "data" / "rasa.db")) as rasa, rasa:
        rasa.execute("create table events (sender_id text, data text)")

    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["alongside", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return run


def everything(folder: Path) -> dict[str, list[bytes]]:
    rows: dict[str, list[bytes]] = {}
    read_all(f"sqlite:///{folder}/data/alongside.db", lambda table, lines: rows.setdefault(table, []).extend(lines))
    return rows


def talks_much_of_itself(files: dict[str, bytes], _folder: Path) -> None:
    files["about.json"] += b" " * archive.LARGEST_ABOUT


def has_a_row_without_end(files: dict[str, bytes], _folder: Path) -> None:
    files["records/trainees.jsonl"] = b'{"code_hash": "' + b"a" * (archive.LONGEST_ROW + 10) + b'"}\n'


def does_something_by_itself(files: dict[str, bytes], folder: Path) -> None:
    with closing(sqlite3.connect(folder / "evil.db")) as rasa, rasa:
        rasa.execute("create table events (sender_id text, data text)")
        rasa.execute("create trigger t after insert on events begin delete from events; end")
    files["rasa.db"] = (folder / "evil.db").read_bytes()


def is_no_database(files: dict[str, bytes], _folder: Path) -> None:
    files["rasa.db"] = b"Dear diary " * 1000


@pytest.mark.parametrize(
    "change", [talks_much_of_itself, has_a_row_without_end, does_something_by_itself, is_no_database]
)
def test_a_backup_that_is_made_to_do_harm_is_refused_and_changes_nothing(
    alongside: Callable[..., Any], tmp_path: Path, change: Change
) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    assert alongside("backup", good)[0] == 0
    with zipfile.ZipFile(good) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    change(files, tmp_path)
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    before = everything(tmp_path)
    status, complaint = alongside("restore", bad, "--replace")
    assert (status, complaint.count("\n")) == (2, 1)
    assert "no backup, or is damaged. Nothing was changed." in complaint
    assert everything(tmp_path) == before
    assert alongside("restore", good, "--replace")[0] == 0


def test_a_small_file_that_says_it_is_larger_than_the_disk_is_not_unpacked(
    alongside: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alongside("backup", tmp_path / "b")
    room = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _where: room)
    status, complaint = alongside("restore", tmp_path / "b", "--replace")
    assert (status, "no backup" in complaint) == (2, True)


def test_a_link_that_waits_where_the_backup_is_written_leads_nowhere(
    alongside: Callable[..., Any], tmp_path: Path
) -> None:
    shared, theirs = tmp_path / "shared", tmp_path / "theirs"
    shared.mkdir()
    theirs.write_text("untouched", encoding="utf-8")
    (shared / ".b.part").symlink_to(theirs)
    assert alongside("backup", shared / "b")[0] == 0
    assert theirs.read_text(encoding="utf-8") == "untouched"
    assert (shared / "b").stat().st_mode & 0o777 == 0o600
    assert not (shared / "b").is_symlink()


def test_what_is_kept_can_be_read_by_its_owner_alone(alongside: Callable[..., Any], tmp_path: Path) -> None:
    files = list((tmp_path / "data").glob("alongside.db*"))
    assert files
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
