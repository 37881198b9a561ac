"""Trainees come back with a code, find all that they practised, and can have it deleted."""

from __future__ import annotations

from datetime import timezone

import msgspec
import pytest
from sqlalchemy import event

from bot.coaching.codebook import Reasons, ScoredReply, Scores
from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import Records, SessionRecord, UnknownSession, UnknownTrainee

OPENING = ParentState(heat=6, trust=4, phase="opening", line="hello", seed=3, said=("hello",))
UNSURE, SURE = Confidence(1, 2, 1), Confidence(4, 4, 3)


def known(records: Records, session: str) -> SessionRecord:
    record = records.session(session)
    assert record is not None
    return record


def open_talk(records: Records, trainee: int | None, scenario: str = "poverty") -> str:
    session = records.open_session(scenario, "live", 3, "ab" * 32, trainee).id
    records.begin(session, scenario, 3, "live", OPENING)
    return session


def reply(records: Records, session: str, words: str) -> Turn:
    """Record a reply as the conversation does."""
    before = records.latest_state(session)
    assert before is not None
    note = StrategyNote("ask_the_parent", "Ask the parent", "Ask.", "L", "Leenders et al. (2019)")
    turn = Turn(
        number=before.turn + 1,
        line=before.line,
        parent="You wanted to see me?",
        calls_for=("two_way",),
        probe=None,
        reply=words,
        scored=ScoredReply(Scores(two_way=2, empathy=1, boundaries=None), (), Reasons("You asked.", "You told.")),
        advice=Advice(None, "Ask.", "How is she at home?", note),
        before=before,
        state=msgspec.structs.replace(before, turn=before.turn + 1),
        answer=("Hm.",),
    )
    records.keep_turn(session, turn, [{"speaker": "parent", "text": "Hm."}], words)
    return turn


def test_a_trainee_is_found_by_the_hash_of_the_code_and_by_nothing_else(records: Records) -> None:
    trainee = records.open_trainee("aa" * 32)
    assert records.trainee("aa" * 32) == trainee
    assert records.trainee("bb" * 32) is None
    assert trainee.created_at.tzinfo == timezone.utc


def test_a_session_opened_in_a_practice_knows_whose_it_is(records: Records) -> None:
    trainee = records.open_trainee("aa" * 32)
    session = known(records, open_talk(records, trainee.id))
    assert (session.trainee, session.code_hash) == (trainee.id, "aa" * 32)
    alone = known(records, open_talk(records, None))
    assert (alone.trainee, alone.code_hash) == (None, None)


def test_no_session_opens_in_a_practice_that_is_no_more(records: Records) -> None:
    trainee = records.open_trainee("aa" * 32)
    assert records.delete_trainee(trainee.id, [])
    with pytest.raises(UnknownTrainee):
        records.open_session("poverty", "live", 3, None, trainee.id)


def test_all_that_was_practised_comes_back_oldest_first_with_the_replies_that_count(records: Records) -> None:
    trainee = records.open_trainee("aa" * 32)
    first, second = open_talk(records, trainee.id), open_talk(records, trainee.id, "special_care")
    records.open_session(None, "live", 3, None, trainee.id)
    other = open_talk(records, records.open_trainee("bb" * 32).id)
    reply(records, other, "somebody else's words")
    reply(records, first, "taken back")
    records.supersede_last(first)
    own = [reply(records, first, "one"), reply(records, first, "two")]
    practised = records.practised(trainee.id)
    assert [one.session for one in practised] == [known(records, first), known(records, second)]
    assert [one.turns for one in practised] == [tuple(own), ()]


def test_a_long_practice_takes_no_more_questions_to_the_database_than_a_short_one(records: Records) -> None:
    def questions(trainee: int) -> int:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(records._engine, "before_cursor_execute", note)
        practised = records.practised(trainee)
        event.remove(records._engine, "before_cursor_execute", note)
        assert all(len(one.turns) == 3 for one in practised)
        return len(asked)

    short, long = records.open_trainee("aa" * 32).id, records.open_trainee("bb" * 32).id
    for trainee, sessions in ((short, 1), (long, 12)):
        for _ in range(sessions):
            session = open_talk(records, trainee)
            for number in range(3):
                reply(records, session, f"reply {number}")
    assert questions(long) == questions(short)


def test_starting_over_in_a_session_leaves_the_current_role_play_in_the_list(records: Records) -> None:
    trainee = records.open_trainee("aa" * 32)
    session = open_talk(records, trainee.id)
    reply(records, session, "one")
    records.begin(session, "special_care", 3, "live", OPENING)
    (practised,) = records.practised(trainee.id)
    assert (practised.session.scenario, practised.turns) == ("special_care", ())


def test_the_history_of_a_session_holds_every_word_also_of_earlier_role_plays(records: Records) -> None:
    trainee = records.open_trainee("aa" * 32)
    session = records.open_session(None, "live", 3, None, trainee.id).id
    records.keep_aside(session, "what can I practise?", [], "q")
    records.begin(session, "poverty", 3, "live", OPENING)
    reply(records, session, "hasty")
    records.supersede_last(session)
    reply(records, session, "better")
    records.keep_aside(session, None, [{"speaker": "coach", "text": "Ask her."}])
    records.begin(session, "special_care", 3, "end", OPENING)
    reply(records, session, "another")
    (history,) = records.histories(trainee.id)
    assert records.history(session) == history
    assert history.session == known(records, session)
    assert [aside.asked for aside in history.asides] == ["what can I practise?"]
    assert [talk.session.scenario for talk in history.talks] == ["poverty", "special_care"]
    assert [kept.turn.reply for talk in history.talks for kept in talk.turns] == ["hasty", "better", "another"]
    assert [kept.taken_back_at is None for kept in history.talks[0].turns] == [False, True]
    assert len(history.talks[0].asides) == 1
    assert records.history("nobody") is None


def test_a_practice_is_deleted_with_all_that_was_said_and_nobody_elses(records: Records) -> None:
    trainee, other = records.open_trainee("aa" * 32), records.open_trainee("bb" * 32)
    own, theirs = open_talk(records, trainee.id), open_talk(records, other.id)
    for session in (own, theirs):
        reply(records, session, f"said in {session}")
        records.keep_aside(session, "a question", [], "q")
    assert not records.delete_trainee(trainee.id, []), "a session that the caller does not know of yet"
    assert records.session(own) is not None
    assert records.delete_trainee(trainee.id, records.sessions_of(trainee.id))
    assert records.trainee("aa" * 32) is None
    assert records.session(own) is None
    assert records.history(own) is None
    assert records.trainee("bb" * 32) == other
    assert len(records.turns(theirs)) == len(records.asides(theirs)) == 1
    assert records.delete_trainee(trainee.id, []), "asked for again there is nothing left to do"


def test_goal_and_confidence_stay_with_the_role_play(records: Records) -> None:
    session = open_talk(records, None)
    assert (known(records, session).goal, known(records, session).confidence) == (None, None)
    at = known(records, session).updated_at
    records.set_out(session, "ask_the_parent", UNSURE)
    records.look_back(session, UNSURE)
    now = records.look_back(session, SURE)
    assert now == known(records, session)
    assert (now.goal, now.confidence) == ("ask_the_parent", ConfidenceCourse(UNSURE, SURE))
    assert now.updated_at == at, "answering a question about oneself is no time in conversation"


def test_beginning_the_same_scenario_again_before_the_first_reply_keeps_the_goal(records: Records) -> None:
    session = open_talk(records, None)
    records.set_out(session, "ask_the_parent", UNSURE)
    again = records.begin(session, "poverty", 3, "live", OPENING)
    assert (again.talk, again.goal, again.confidence) == (1, "ask_the_parent", ConfidenceCourse(UNSURE))
    other = records.begin(session, "special_care", 3, "live", OPENING)
    assert (other.talk, other.goal, other.confidence) == (1, None, None)


def test_there_is_no_goal_without_a_role_play(records: Records) -> None:
    session = records.open_session(None, "live", 3, None).id
    with pytest.raises(UnknownSession):
        records.set_out(session, "ask_the_parent", None)
    with pytest.raises(UnknownSession):
        records.look_back(session, SURE)
