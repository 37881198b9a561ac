"""What is deleted is gone: not only from the tables, but from the files on the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from bot.coaching.codebook import Reasons, ScoredReply, Scores
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import Consent, Records, WorkshopSettings

OPENING = ParentState(heat=9, trust=2, phase="opening", line="open_plait", seed=7)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file in a folder and below."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found_in(folder: Path, *words: str) -> set[tuple[str, str]]:
    """In which files which of the words stand."""
    return {(name, word) for name, content in files_of(folder).items() for word in words if word.encode() in content}


class Workshop:
    """A workshop in which somebody has said something that is found nowhere else."""

    def __init__(self, records: Records) -> None:
        self.records = records
        facilitator = records.add_facilitator("Ama", "hash", "facilitator")
        self.id = records.open_workshop(facilitator.id, "Monday", WorkshopSettings(["angry_parent"])).id

    def join(self, name: str) -> tuple[int, int]:
        trainee = self.records.open_trainee(sha256(name.encode()).hexdigest()).id
        return trainee, self.records.join(self.id, trainee, [name], Consent(read=True)).id

    def say(self, who: tuple[int, int], words: str, replies: int = 3) -> str:
        """Say those words in a session, long enough for pages of their own, and ask the coach about them."""
        session = self.records.open_session("angry_parent", "live", 7, "t" * 64, *who).id
        before = self.records.begin(session, "angry_parent", 7, "live", OPENING).opening
        assert before is not None
        for number in range(1, replies + 1):
            state = msgspec.structs.replace(before, turn=number)
            turn = Turn(
                number=number,
                line="open_plait",
                parent="Who did this?",
                calls_for=("empathy",),
                probe=None,
                reply=f"{words} " * 300,
                scored=ScoredReply(Scores(1, 3), (), Reasons("So.", "So.")),
                advice=Advice(
                    "Good.", "Ask.", "What now?", StrategyNote("let_off_steam", "Let off steam", "Wait.", "L", "L")
                ),
                before=before,
                state=state,
                answer=(f"You said {words}?",),
            )
            self.records.keep_turn(session, turn, [{"speaker": "parent", "text": words}], f"{number}")
            before = state
        self.records.keep_aside(session, words, [{"speaker": "coach", "text": words}])
        return session


@pytest.fixture
def workshop(records: Records) -> Workshop:
    return Workshop(records)


@pytest.mark.parametrize(
    "delete",
    [
        lambda workshop, who, session: workshop.records.delete_session(session),
        lambda workshop, who, session: workshop.records.delete_trainee(who[0], [session]),
        lambda workshop, who, session: workshop.records.delete_participant(workshop.id, who[1], [session]),
        lambda workshop, who, session: workshop.records.delete_workshop(workshop.id, [session]),
    ],
    ids=["session", "practice", "participant", "workshop"],
)
def test_after_a_deletion_no_file_holds_what_was_typed(
    workshop: Workshop, tmp_path: Path, delete: Callable[[Workshop, tuple[int, int], str], bool]
) -> None:
    who = workshop.join("Wilhelmina")
    session = workshop.say(who, "marmalade")
    assert found_in(tmp_path, "marmalade") != set()
    assert delete(workshop, who, session)
    assert found_in(tmp_path, "marmalade") == set()


def test_a_deleted_participant_leaves_no_name_and_the_others_stay(workshop: Workshop, tmp_path: Path) -> None:
    first, second = workshop.join("Wilhelmina"), workshop.join("Theodora")
    gone, kept = workshop.say(first, "marmalade"), workshop.say(second, "rhubarb")
    workshop.records.send_note(workshop.id, "A word for Wilhelmina alone", first[1])
    assert workshop.records.delete_participant(workshop.id, first[1], [gone])
    assert found_in(tmp_path, "marmalade", "Wilhelmina") == set()
    assert len(workshop.records.turns(kept)) == 3


def test_who_leaves_a_workshop_leaves_no_name_behind(workshop: Workshop, tmp_path: Path) -> None:
    trainee, _ = workshop.join("Wilhelmina")
    workshop.records.leave(trainee, workshop.id)
    assert found_in(tmp_path, "Wilhelmina") == set()


def test_among_many_conversations_that_come_and_go_nothing_stays_after_the_night(
    workshop: Workshop, tmp_path: Path
) -> None:
    sessions = [workshop.say(workshop.join(f"Person {n}"), f"marmalade-{n:02}-", replies=1 + n % 4) for n in range(24)]
    for session in sessions[::2]:
        workshop.records.delete_session(session)
    workshop.records.compact()
    gone = [f"marmalade-{n:02}-" for n in range(0, 24, 2)]
    assert found_in(tmp_path, *gone) == set()
    assert all(found_in(tmp_path, f"marmalade-{n:02}-") for n in range(1, 24, 2))


def test_somebody_who_reads_meanwhile_is_waited_for(workshop: Workshop, tmp_path: Path, database: str) -> None:
    who = workshop.join("Wilhelmina")
    session = workshop.say(who, "marmalade")
    reading, may_end = threading.Event(), threading.Event()
    other = Records(database)

    def read() -> None:
        with other._reading() as connection:
            connection.exec_driver_sql("select count(*) from turns").scalar()
            reading.set()
            may_end.wait(5)

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait(5)
    threading.Timer(0.5, may_end.set).start()
    assert workshop.records.delete_session(session)
    reader.join()
    assert found_in(tmp_path, "marmalade") == set()


def test_a_new_workshop_does_not_inherit_who_looked_at_a_deleted_one(workshop: Workshop) -> None:
    records = workshop.records
    records.note_look(1, "transcript", workshop.id)
    assert records.delete_workshop(workshop.id, [])
    assert records.open_workshop(1, "Tuesday", WorkshopSettings(["angry_parent"])).id != workshop.id
