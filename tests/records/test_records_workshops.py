"""Workshops: their rules and their end, who takes part, what they agree to, and where everybody stands."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, insert, select

from bot.coaching.codebook import Reasons, ScoredReply, Scores
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import (
    Consent,
    NameTaken,
    Participant,
    Records,
    UnknownParticipant,
    UnknownTrainee,
    UnknownWorkshop,
    Workshop,
    WorkshopSettings,
)
from bot.records import participants as participants_module
from bot.records import sessions as sessions_module
from bot.records import turns as turns_module
from bot.records import workshops as workshops_module
from bot.records.join_codes import ALPHABET, new_join_code, read_join_code
from bot.records.store import now as real_now
from bot.records.tables import metadata, turns
from bot.records.workshop_tables import comments, marks, ratings, votes

SETTINGS = WorkshopSettings(scenarios=["poverty", "angry_parent"], minutes=10)
OPENING = ParentState(heat=6, trust=4, phase="opening", line="hello", seed=3, said=("hello",))
ALL = Consent(read=True, show=True, improve=True)

Later = Callable[[timedelta], None]
Join = Callable[..., Participant]


@pytest.fixture
def records(everywhere: Records) -> Records:
    """Both kinds of database keep the same promises."""
    return everywhere


@pytest.fixture
def later(time_in: Callable[..., Later]) -> Later:
    """Lets time pass for the records."""
    return time_in(workshops_module, participants_module, sessions_module, turns_module)


@pytest.fixture
def ama(records: Records) -> int:
    return records.add_facilitator("Ama", "x", "facilitator").id


@pytest.fixture
def workshop(records: Records, ama: int) -> Workshop:
    return records.open_workshop(ama, "Monday group", SETTINGS)


@pytest.fixture
def join(records: Records, workshop: Workshop) -> Join:
    """Lets somebody who has never practised before take part."""

    def join(name: str, consent: Consent = ALL, where: Workshop = workshop) -> Participant:
        trainee = records.open_trainee(f"{zlib.crc32(name.encode())} {where.id}")
        return records.join(where.id, trainee.id, [name], consent)

    return join


def open_talk(records: Records, participant: Participant, scenario: str = "poverty") -> str:
    session = records.open_session(scenario, "live", 3, "ab" * 32, participant.trainee, participant.id).id
    records.begin(session, scenario, 3, "live", OPENING)
    return session


def reply(records: Records, session: str, words: str = "Hm.", heat: int = 5, ended: End | None = None) -> Turn:
    """Record a reply as the conversation does."""
    before = records.latest_state(session)
    assert before is not None
    note = StrategyNote("ask_the_parent", "Ask the parent", "Ask.", "L", "Leenders et al. (2019)")
    state = msgspec.structs.replace(before, turn=before.turn + 1, heat=heat, phase="venting", ended=ended)
    turn = Turn(
        number=state.turn,
        line=before.line,
        parent="You wanted to see me?",
        calls_for=("two_way",),
        probe=None,
        reply=words,
        scored=ScoredReply(Scores(two_way=2, empathy=1, boundaries=None), (), Reasons("You asked.", "You told.")),
        advice=Advice(None, "Ask.", "How is she at home?", note),
        before=before,
        state=state,
        answer=("Hm.",),
    )
    records.keep_turn(session, turn, [{"speaker": "parent", "text": "Hm."}])
    return turn


@given(st.text())
def test_what_is_read_as_a_join_code_could_be_one(typed: str) -> None:
    code = read_join_code(typed)
    assert code is None or (len(code) == 6 and set(code) <= set(ALPHABET))


@pytest.mark.parametrize("write", [str.lower, lambda c: f" {c[:3]} {c[3:]} ", lambda c: f"{c[:3]}–{c[3:]}"])
def test_a_join_code_is_read_however_it_is_typed_and_has_no_sign_that_looks_like_another(
    write: Callable[[str], str],
) -> None:
    code = new_join_code()
    assert read_join_code(write(code)) == code
    assert not set(ALPHABET) & set("0O1IL5S8B2Z")


def test_a_workshop_is_found_by_id_and_code_and_listed_for_its_facilitator(
    records: Records, ama: int, workshop: Workshop
) -> None:
    ben = records.add_facilitator("Ben", "x", "facilitator").id
    other = records.open_workshop(ben, "Ben's", SETTINGS)
    assert records.workshop(workshop.id) == records.workshop_by_code(workshop.join_code) == workshop
    assert (workshop.title, workshop.settings, workshop.facilitator) == ("Monday group", SETTINGS, ama)
    assert records.workshops(ama) == [workshop]
    assert records.workshops() == [other, workshop]
    assert records.workshop(987654) is None
    assert records.workshop_by_code("XXXXXX") is None


def test_data_are_kept_from_the_end_for_as_long_as_was_promised(records: Records, workshop: Workshop) -> None:
    assert workshop.delete_after is None, "as long as it goes on nothing is deleted"
    closes = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
    settings = msgspec.structs.replace(SETTINGS, keep_days=30)
    changed = records.change_workshop(workshop.id, "New title", settings, workshop.opens_at, closes)
    assert (changed.title, str(changed.delete_after)) == ("New title", "2026-03-31")
    ended = records.end_workshop(workshop.id)
    assert ended.ended_at is not None
    assert ended.delete_after == (ended.ended_at + timedelta(days=30)).date()
    assert records.end_workshop(workshop.id) == ended
    assert ended.delete_after is not None
    assert records.workshops_due(ended.delete_after) == []
    assert records.workshops_due(ended.delete_after + timedelta(days=1)) == [workshop.id]
    with pytest.raises(UnknownWorkshop):
        records.end_workshop(987654)


def test_a_participant_has_the_first_free_name_and_joins_once(records: Records, workshop: Workshop, join: Join) -> None:
    first = join("Amber Heron")
    trainee = records.open_trainee("aa" * 32).id
    second = records.join(workshop.id, trainee, ["amber heron", "Blue Finch"], Consent())
    assert (first.name, second.name) == ("Amber Heron", "Blue Finch")
    again = records.join(workshop.id, trainee, ["Another"], ALL)
    assert (again.id, again.name, again.consent) == (second.id, "Blue Finch", ALL)
    assert [one.name for one in records.participants(workshop.id)] == ["Amber Heron", "Blue Finch"]
    found = records.workshop(workshop.id)
    assert found is not None
    assert found.participants == 2
    with pytest.raises(NameTaken):
        records.join(workshop.id, records.open_trainee("bb" * 32).id, ["Blue Finch"], ALL)
    with pytest.raises(UnknownTrainee):
        records.join(workshop.id, 987654, ["X"], ALL)
    with pytest.raises(UnknownWorkshop):
        records.join(987654, trainee, ["X"], ALL)


def test_many_who_join_at_once_all_get_names_of_their_own(records: Records, workshop: Workshop) -> None:
    trainees = [records.open_trainee(f"{number}") for number in range(8)]
    names = [f"Name {number}" for number in range(8)]
    threads = [threading.Thread(target=records.join, args=(workshop.id, one.id, names, ALL)) for one in trainees]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.name for one in records.participants(workshop.id)) == names


def test_a_session_of_a_participant_knows_its_rules(records: Records, workshop: Workshop, join: Join) -> None:
    amber = join("Amber")
    session = open_talk(records, amber)
    found = records.session(session)
    assert found is not None
    assert found.participant == amber.id
    rules = records.rules_of(session)
    assert rules is not None
    assert (rules.workshop.id, rules.participant) == (workshop.id, amber.id)
    assert found.began_at is not None
    assert rules.until == found.began_at + timedelta(minutes=10)
    alone = records.open_session("poverty", "live", 3, None, amber.trainee).id
    assert records.rules_of(alone) is None


def test_no_session_opens_for_somebody_else_or_for_who_has_left(
    records: Records, workshop: Workshop, join: Join
) -> None:
    amber, blue = join("Amber"), join("Blue")
    with pytest.raises(UnknownParticipant):
        records.open_session("poverty", "live", 3, None, blue.trainee, amber.id)
    records.leave(amber.trainee, workshop.id)
    with pytest.raises(UnknownParticipant):
        records.open_session("poverty", "live", 3, None, amber.trainee, amber.id)


def test_more_time_is_for_the_talks_that_are_on_and_for_whom_it_is_given(
    records: Records, workshop: Workshop, join: Join, later: Later
) -> None:
    amber, blue = join("Amber"), join("Blue")
    sessions = [open_talk(records, amber), open_talk(records, blue)]
    later(timedelta(minutes=1))
    records.extend(workshop.id, 5)
    records.extend(workshop.id, 2, amber.id)
    later(timedelta(minutes=1))
    sessions.append(open_talk(records, amber))

    def minutes(session: str) -> float:
        rules, kept = records.rules_of(session), records.session(session)
        assert rules is not None
        assert rules.until is not None
        assert kept is not None
        assert kept.began_at is not None
        return (rules.until - kept.began_at) / timedelta(minutes=1)

    assert [minutes(session) for session in sessions] == [17, 15, 10]
    with pytest.raises(UnknownWorkshop):
        records.extend(987654, 5)
    with pytest.raises(UnknownWorkshop):
        records.extend(workshop.id, 5, 987654)


def test_notes_reach_whom_they_are_for(records: Records, workshop: Workshop, join: Join) -> None:
    amber, blue = join("Amber"), join("Blue")
    records.send_note(workshop.id, "Five more minutes.")
    records.send_note(workshop.id, "Do you need help?", blue.id)
    late = join("Late")

    def told(participant: Participant) -> list[str]:
        found = records.participation(participant.trainee, workshop.id)
        assert found is not None
        return [note.text for note in found.notes]

    assert told(amber) == ["Five more minutes."]
    assert told(blue) == ["Five more minutes.", "Do you need help?"]
    assert told(late) == [], "what was said before somebody came is not for them"


def test_the_board_tells_where_everybody_stands_without_a_word_of_what_was_said(
    records: Records, workshop: Workshop, join: Join, later: Later
) -> None:
    amber, blue, cyan, dusk, gone = (join(name) for name in ("Amber", "Blue", "Cyan", "Dusk", "Gone"))
    records.seen(blue.trainee, workshop.id, "briefing")
    talk = open_talk(records, cyan)
    reply(records, talk, "taken back", heat=9)
    records.supersede_last(talk)
    reply(records, talk, "secret one", heat=8)
    reply(records, talk, "secret two", heat=7)
    reply(records, open_talk(records, dusk), "Calm down.", ended="walkout")
    records.leave(gone.trainee, workshop.id)
    board = records.board(workshop)
    assert [(one.participant.name, one.condition) for one in board] == [
        ("Amber", "joined"),
        ("Blue", "briefing"),
        ("Cyan", "talking"),
        ("Dusk", "finished"),
    ]
    cyans, dusks = board[2], board[3]
    assert (cyans.turn, cyans.heat, cyans.phase, cyans.scenario, cyans.session) == (2, 7, "venting", "poverty", talk)
    assert (dusks.ended, dusks.talks, dusks.finished, dusks.until) == ("walkout", 1, 1, None)
    assert "secret" not in str(board)
    assert not cyans.is_stuck(real_now())
    assert cyans.is_stuck(real_now() + timedelta(minutes=2, seconds=5))
    records.set_paused(talk, True)
    assert not records.board(workshop)[2].is_stuck(real_now() + timedelta(minutes=5)), "a pause is no trouble"
    assert not dusks.is_stuck(real_now() + timedelta(minutes=5))
    assert amber.id == board[0].participant.id


def test_before_the_first_reply_the_board_shows_the_parent_as_they_walked_in(
    records: Records, workshop: Workshop, join: Join
) -> None:
    open_talk(records, join("Amber"))
    (standing,) = records.board(workshop)
    assert (standing.turn, standing.heat, standing.trust, standing.phase) == (0, 6, 4, "opening")
    assert standing.until is not None


def test_a_full_room_takes_no_more_questions_to_the_database_than_one_participant(
    records: Records, workshop: Workshop, join: Join
) -> None:
    def questions() -> int:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(records._engine, "before_cursor_execute", note)
        records.board(workshop)
        event.remove(records._engine, "before_cursor_execute", note)
        return sum(statement.startswith("SELECT") for statement in asked)

    reply(records, open_talk(records, join("One")))
    alone = questions()
    for number in range(12):
        reply(records, open_talk(records, join(f"Next {number}")))
    assert questions() == alone <= 3


def test_a_page_that_asks_often_costs_little_writing(records: Records, workshop: Workshop, join: Join) -> None:
    amber = join("Amber")
    records.seen(amber.trainee, workshop.id, "choose")
    before = records.participant(workshop.id, amber.id)
    for _ in range(3):
        records.seen(amber.trainee, workshop.id, "choose")
    assert records.participant(workshop.id, amber.id) == before
    records.seen(amber.trainee, workshop.id, "briefing")
    assert records.participant(workshop.id, amber.id) != before
    with pytest.raises(UnknownParticipant):
        records.seen(987654, workshop.id, "choose")


def put_on_the_wall(records: Records, workshop: Workshop, session: str, voter: Participant, facilitator: int) -> None:
    """Mark, vote on, rate and comment the replies of a session."""
    at = real_now()
    with records._writing() as connection:
        for turn in connection.execute(select(turns.c.id).where(turns.c.session_id == session)).scalars():
            kinds = {"turn_id": turn, "at": at}
            connection.execute(insert(marks).values(kinds | {"workshop_id": workshop.id, "kind": "picked"}))
            connection.execute(insert(votes).values(kinds | {"participant_id": voter.id, "empathy": 2}))
            rated = {"facilitator_id": facilitator, "two_way": 1, "empathy": 1, "saw_scores": False}
            connection.execute(insert(ratings).values(kinds | rated))
            said = {"workshop_id": workshop.id, "facilitator_id": facilitator, "text": "Well said: zinnia words."}
            connection.execute(insert(comments).values(said | {"turn_id": turn, "created_at": at}))


def rows_in(records: Records, *tables: str) -> list[int]:
    with records._reading() as connection:
        return [len(connection.execute(select(metadata.tables[name])).all()) for name in tables]


def test_consent_can_be_changed_and_words_no_longer_shown_leave_the_wall(
    records: Records, workshop: Workshop, join: Join, ama: int
) -> None:
    amber, blue = join("Amber"), join("Blue")
    session = open_talk(records, amber)
    reply(records, session)
    put_on_the_wall(records, workshop, session, blue, ama)
    changed = records.set_consent(amber.trainee, workshop.id, Consent(read=True))
    assert changed.consent == Consent(read=True)
    assert changed.consent_at >= amber.consent_at
    assert rows_in(records, "marks", "votes", "turns") == [0, 0, 1]


def test_who_leaves_is_forgotten_and_keeps_what_they_practised(
    records: Records, workshop: Workshop, join: Join, ama: int
) -> None:
    amber = join("Amber")
    session = open_talk(records, amber)
    reply(records, session, "my words")
    put_on_the_wall(records, workshop, session, join("Blue"), ama)
    records.leave(amber.trainee, workshop.id)
    assert [one.participant.name for one in records.board(workshop)] == ["Blue"]
    assert records.sessions_in(workshop.id) == []
    assert rows_in(records, "marks", "votes", "ratings", "comments", "turns") == [0, 0, 0, 0, 1]
    left = records.participant(workshop.id, amber.id)
    assert left is not None
    assert (left.consent, "Amber" in left.name) == (Consent(), False)
    assert records.participation(amber.trainee, workshop.id) is None
    assert [turn.reply for turn in records.turns(session)] == ["my words"]
    back = records.join(workshop.id, amber.trainee, ["Amber"], ALL)
    assert (back.id, back.withdrawn_at) == (amber.id, None)


def test_a_deleted_workshop_leaves_no_word_behind(
    records: Records, workshop: Workshop, join: Join, ama: int, database: str
) -> None:
    amber, blue = join("Zinnia Amber"), join("Zinnia Blue")
    session = open_talk(records, amber)
    reply(records, session, "zinnia words")
    records.keep_aside(session, "zinnia question", [])
    put_on_the_wall(records, workshop, session, blue, ama)
    records.send_note(workshop.id, "zinnia note", blue.id)
    records.note_look(ama, "read", workshop.id, amber.id)
    other = records.open_workshop(ama, "Another", SETTINGS)
    cyan = join("Cyan", where=other)
    theirs = open_talk(records, cyan)
    reply(records, theirs, "other words")
    assert not records.delete_workshop(workshop.id, []), "a session that the caller does not know of yet"
    assert records.workshop(workshop.id) is not None
    assert records.delete_workshop(workshop.id, records.sessions_in(workshop.id))
    assert records.workshop(workshop.id) is None
    kept = rows_in(records, "participants", "sessions", "turns", "marks", "votes", "ratings", "comments", "notes")
    assert kept == [1, 1, 1, 0, 0, 0, 0, 0]
    assert [turn.reply for turn in records.turns(theirs)] == ["other words"]
    assert [look.action for look in records.looks(workshop.id)] == ["read"], "who looked stays known"
    with records._reading() as connection:
        for table in metadata.sorted_tables:
            assert "innia" not in str(connection.execute(select(table)).all())
    if records._engine.name != "sqlite":
        return
    records.close()
    folder = Path(database.removeprefix("sqlite:///")).parent
    assert b"innia" not in b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_deleted_participant_takes_their_words_along_and_nobody_elses(
    records: Records, workshop: Workshop, join: Join
) -> None:
    amber, blue = join("Amber"), join("Blue")
    for one in (amber, blue):
        reply(records, open_talk(records, one))
    own = records.open_session("poverty", "live", 3, None, amber.trainee).id
    assert not records.delete_participant(workshop.id, amber.id, [])
    known = records.sessions_in(workshop.id, amber.id)
    assert records.delete_participant(workshop.id, amber.id, known)
    assert records.participant(workshop.id, amber.id) is None
    assert [one.participant.name for one in records.board(workshop)] == ["Blue"]
    assert records.session(own) is not None, "what was practised outside the workshop stays"
    assert rows_in(records, "turns") == [1]


def test_what_is_looked_at_for_long_is_noted_once(records: Records, workshop: Workshop, ama: int, later: Later) -> None:
    for _ in range(3):
        records.note_look(ama, "board", workshop.id)
    records.note_look(ama, "read", workshop.id, 7)
    later(timedelta(minutes=16))
    records.note_look(ama, "board", workshop.id)
    looks = records.looks(workshop.id)
    assert [(look.facilitator, look.action, look.participant) for look in looks] == [
        ("Ama", "board", None),
        ("Ama", "read", 7),
        ("Ama", "board", None),
    ]
