"""A backup is whole whatever happens meanwhile, and puts everything back."""

from __future__ import annotations

import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from alembic import command

from bot.cli import main
from bot.coaching.codebook import Reasons, ScoredReply, Scores
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import Consent, Records, WorkshopSettings, migrate
from bot.records.backup import read_all
from bot.records.engine import engine_for, for_writing
from bot.records.migrate import alembic_on

Run = Callable[..., tuple[int, str, str]]

OPENING = ParentState(heat=9, trust=2, phase="opening", line="open_plait", seed=7)


class Place:
    """A data folder with its database."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.url = f"sqlite:///{data}/alongside.db"

    def records(self) -> Records:
        migrate(self.url)
        return Records(self.url)

    def everything(self) -> dict[str, list[bytes]]:
        """All rows of all tables."""
        rows: dict[str, list[bytes]] = {}
        read_all(self.url, lambda table, lines: rows.setdefault(table, []).extend(lines))
        return rows


@pytest.fixture
def here(tmp_path: Path) -> Place:
    (tmp_path / "here").mkdir()
    return Place(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Place:
    (tmp_path / "there").mkdir()
    return Place(tmp_path / "there")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `alongside` in one place: exit status, output, complaint."""

    def run(place: Place, *words: object) -> tuple[int, str, str]:
        monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(place.data))
        monkeypatch.setenv("ALONGSIDE_DATABASE_URL", place.url)
        monkeypatch.setattr("sys.argv", ["alongside", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def hold_workshop(records: Records) -> list[str]:
    """A workshop with three participants; the ids of their sessions."""
    ama = records.add_facilitator("Ama", "hash", "administrator")
    workshop = records.open_workshop(ama.id, "Möbius ‘Monday’", WorkshopSettings(["angry_parent"])).id
    records.note_look(ama.id, "board", workshop)
    sessions = []
    for n in range(3):
        trainee = records.open_trainee(f"{n}" * 64).id
        participant = records.join(workshop, trainee, [f"Heron {n}"], Consent(read=True)).id
        session = records.open_session("angry_parent", "live", 7, "t" * 64, trainee, participant).id
        records.begin(session, "angry_parent", 7, "live", OPENING)
        sessions.append(session)
    return sessions


def reply(records: Records, session: str, words: str = 'I’m sorry. \\ " \n 🙂') -> None:
    """Say something in a session."""
    before = records.latest_state(session)
    assert before is not None
    state = msgspec.structs.replace(before, turn=before.turn + 1)
    note = StrategyNote("admit_mistakes", "Admit mistakes", "Say it.", "L", "L")
    turn = Turn(
        number=state.turn,
        line=before.line,
        parent="Who did this?",
        calls_for=("empathy",),
        probe=None,
        reply=words,
        scored=ScoredReply(Scores(1, 3), (), Reasons("So.", "So.")),
        advice=Advice("Good.", "Ask.", "What now?", note),
        before=before,
        state=state,
        answer=("(sits down)",),
    )
    records.keep_turn(session, turn, [{"speaker": "parent", "text": "(sits down)"}], f"{state.turn}")


def remember(place: Place, words: str) -> None:
    """Let Rasa's own record hold something."""
    with closing(sqlite3.connect(place.data / "rasa.db")) as rasa, rasa:
        rasa.execute("pragma journal_mode = wal")
        rasa.execute("create table if not exists events (sender_id text, data text)")
        rasa.execute("insert into events values ('s', ?)", (words,))


def remembered(place: Place) -> list[str]:
    with closing(sqlite3.connect(place.data / "rasa.db")) as rasa:
        return [row[0] for row in rasa.execute("select data from events")]


@pytest.fixture
def held(here: Place) -> Iterator[Records]:
    """The records of a workshop in which everybody has said something."""
    records = here.records()
    for session in hold_workshop(records):
        reply(records, session)
        reply(records, session)
    records.supersede_last(session)
    remember(here, "what Rasa knows")
    yield records
    records.close()


def test_everything_comes_back_in_another_place(run: Run, here: Place, there: Place, held: Records) -> None:
    file = here.data / "monday.backup"
    status, said, _ = run(here, "backup", file)
    assert status == 0
    assert "1 workshop, 3 participants, 3 conversations and 6 replies" in said
    status, said, complaint = run(there, "restore", file)
    assert (status, complaint) == (0, "")
    assert "6 replies" in said
    assert there.everything() == here.everything()
    assert remembered(there) == ["what Rasa knows"]
    again = there.records()
    (workshop,) = again.workshops()
    assert workshop.title == "Möbius ‘Monday’"
    assert [standing.participant.name for standing in again.board(workshop)] == ["Heron 0", "Heron 1", "Heron 2"]


def test_what_is_new_after_a_restore_gets_numbers_of_its_own(
    run: Run, here: Place, there: Place, held: Records
) -> None:
    run(here, "backup", here.data / "b")
    run(there, "restore", here.data / "b")
    records = there.records()
    (workshop,) = records.workshops()
    assert records.open_workshop(1, "Tuesday", workshop.settings).id > workshop.id
    session = records.sessions_in(workshop.id)[0]
    reply(records, session, "And another thing.")
    assert records.turns(session)[-1].reply == "And another thing."


def test_a_backup_while_everybody_types_is_of_one_moment(run: Run, here: Place, there: Place, held: Records) -> None:
    sessions = held.sessions_in(1)
    over = threading.Event()

    def type_on(session: str) -> None:
        records = Records(here.url)
        while not over.is_set():
            reply(records, session)
            remember(here, session)
        records.close()

    typing = [threading.Thread(target=type_on, args=(session,)) for session in sessions]
    for thread in typing:
        thread.start()
    try:
        statuses = [run(here, "backup", here.data / f"{n}.backup")[0] for n in range(3)]
    finally:
        over.set()
        for thread in typing:
            thread.join()
    assert statuses == [0, 0, 0]
    for n in range(3):
        status, _, complaint = run(there, "restore", here.data / f"{n}.backup", "--replace")
        assert (status, complaint) == (0, "")
        records = there.records()
        for session in sessions:
            numbers = [turn.number for turn in records.turns(session)]
            assert numbers == list(range(1, len(numbers) + 1))
            latest = records.latest_state(session)
            assert latest is not None
            # One can go on where the backup stands.
            reply(records, session, "Where were we?")
        records.close()
    assert len(held.turns(sessions[0])) > 2


def test_nobody_is_signed_in_by_a_restore(run: Run, here: Place, there: Place, held: Records) -> None:
    held.sign_in("s" * 64, 1)
    run(here, "backup", here.data / "b")
    held.sign_out("s" * 64)
    run(there, "restore", here.data / "b")
    assert there.records().signed_in("s" * 64) is None


def test_a_backup_can_be_read_by_its_owner_alone_and_overwrites_nothing(run: Run, here: Place, held: Records) -> None:
    file = here.data / "b"
    run(here, "backup", file)
    assert file.stat().st_mode & 0o777 == 0o600
    content = file.read_bytes()
    status, _, complaint = run(here, "backup", file)
    assert (status, complaint.count("\n")) == (2, 1)
    assert "exists already" in complaint
    assert file.read_bytes() == content
    assert [path.name for path in here.data.glob(".*")] == []


def test_what_is_there_is_not_replaced_unless_asked_for(run: Run, here: Place, there: Place, held: Records) -> None:
    run(here, "backup", here.data / "b")
    there.records().open_trainee("y" * 64)
    before = there.everything()
    status, _, complaint = run(there, "restore", here.data / "b")
    assert (status, "--replace" in complaint) == (2, True)
    assert there.everything() == before
    assert run(there, "restore", here.data / "b", "--replace")[0] == 0
    assert there.everything() == here.everything()


def test_a_workshop_made_after_a_restore_does_not_inherit_who_looked_at_a_deleted_one(
    run: Run, here: Place, there: Place, held: Records
) -> None:
    last = held.open_workshop(1, "Gone", WorkshopSettings(["poverty"])).id
    held.note_look(1, "board", last)
    held.delete_workshop(last, [])
    run(here, "backup", here.data / "b")
    run(there, "restore", here.data / "b")
    new = there.records().open_workshop(1, "New", WorkshopSettings(["poverty"])).id
    assert new > last
    assert there.records().looks(new) == []


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "text", "other zip", "other rows"])
def test_a_damaged_backup_changes_nothing(run: Run, here: Place, there: Place, held: Records, damage: str) -> None:
    file = here.data / "b"
    run(here, "backup", file)
    content = file.read_bytes()
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "changed":
        middle = content.index(b"records/turns.jsonl") + 60
        file.write_bytes(
            content[:middle] + bytes(255 - byte for byte in content[middle : middle + 40]) + content[middle + 40 :]
        )
    elif damage in ("empty", "text"):
        file.write_bytes(b"" if damage == "empty" else b"Dear diary")
    else:
        with zipfile.ZipFile(file) as old:
            files = {name: old.read(name) for name in old.namelist()}
        if damage == "other rows":
            files["records/turns.jsonl"] = b'{"id": 1, "colour": "blue"}\n'
        else:
            files = {"letter.txt": b"Dear diary"}
        with zipfile.ZipFile(file, "w") as new:
            for name, each in files.items():
                new.writestr(name, each)
    records = there.records()
    records.open_trainee("y" * 64)
    before = there.everything()
    status, _, complaint = run(there, "restore", file, "--replace")
    assert (status, complaint.count("\n")) == (2, 1)
    assert "no backup, or is damaged" in complaint
    assert there.everything() == before


def test_a_backup_of_an_older_version_is_brought_up_to_date(run: Run, here: Place, there: Place) -> None:
    with for_writing(engine_for(here.url)).begin() as connection:
        command.upgrade(alembic_on(connection), "0002")
        connection.exec_driver_sql(
            "insert into sessions (id, coaching, seed, created_at, updated_at)"
            " values ('s', 'live', 1, '2026-01-05 10:00:00', '2026-01-05 10:00:00')"
        )
    assert run(here, "backup", here.data / "b")[0] == 0
    assert run(there, "restore", here.data / "b")[0] == 0
    records = there.records()
    found = records.session("s")
    assert found is not None
    assert (found.participant, found.created_at.isoformat()) == (None, "2026-01-05T10:00:00+00:00")


def test_a_backup_of_a_newer_version_is_refused(run: Run, here: Place, there: Place, held: Records) -> None:
    file = here.data / "b"
    run(here, "backup", file)
    with zipfile.ZipFile(file) as old:
        files = {name: old.read(name) for name in old.namelist()}
    about = msgspec.json.decode(files["about.json"])
    files["about.json"] = msgspec.json.encode(about | {"revision": "9999"})
    with zipfile.ZipFile(file, "w") as new:
        for name, each in files.items():
            new.writestr(name, each)
    status, _, complaint = run(there, "restore", file)
    assert (status, "newer version" in complaint) == (2, True)
    assert run(there, "restore", here.data / "no such file")[0] == 1


def test_before_anything_is_kept_there_is_nothing_to_back_up(run: Run, here: Place) -> None:
    status, _, complaint = run(here, "backup", here.data / "b")
    assert (status, complaint.count("\n")) == (1, 1)
    assert not (here.data / "b").exists()
