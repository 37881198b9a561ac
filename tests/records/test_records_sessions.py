"""Sessions: opened, begun, paused, ended, deleted."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.coaching.roleplay.state import ParentState
from bot.records import Records, RecordsUnavailable, SessionRecord, UnknownSession

OPENING = ParentState(heat=6, trust=4, phase="opening", line="hello", seed=3, said=("hello",))
WORDS = [{"speaker": "parent", "text": "You wanted to see me?", "line": "hello"}]


def known(records: Records, session: str) -> SessionRecord:
    record = records.session(session)
    assert record is not None
    return record


def test_a_new_session_knows_what_it_was_opened_for_and_when_in_utc(records: Records) -> None:
    opened = records.open_session("poverty", "end", 42, "ab" * 32)
    assert records.session(opened.id) == opened
    assert (opened.opened_for, opened.coaching, opened.seed, opened.token_hash) == ("poverty", "end", 42, "ab" * 32)
    assert (opened.talk, opened.scenario, opened.playing) == (None, None, False)
    assert opened.created_at.tzinfo == timezone.utc
    assert abs(datetime.now(timezone.utc) - opened.created_at) < timedelta(minutes=1)


def test_no_two_sessions_share_an_id(records: Records) -> None:
    assert len({records.open_session(None, "live", 1, None).id for _ in range(50)}) == 50


def test_a_talk_in_the_terminal_gets_its_session_once(records: Records) -> None:
    first = records.ensure_session("shell", "end", 5)
    assert records.ensure_session("shell") == first
    assert records.begin("another shell", "poverty", 5, "live", OPENING).id == "another shell"


def test_a_role_play_is_found_again(records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    begun = records.begin(session, "special_care", 3, "end", OPENING)
    assert known(records, session) == begun
    assert (begun.talk, begun.scenario, begun.coaching, begun.seed) == (1, "special_care", "end", 3)
    assert begun.opening == OPENING
    assert begun.playing


def test_changing_ones_mind_before_the_first_reply_leaves_no_empty_role_play_behind(records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    records.begin(session, "special_care", 3, "live", OPENING)
    begun = records.begin(session, "poverty", 4, "live", OPENING)
    assert (begun.talk, begun.scenario) == (1, "poverty")


def test_a_pause_lasts_until_it_is_over(records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    records.begin(session, "poverty", 3, "live", OPENING)
    records.set_paused(session, True)
    assert known(records, session).paused
    records.set_paused(session, False)
    assert not known(records, session).paused


def test_a_role_play_finished_early_has_no_end_of_its_own_and_finishes_once(records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    records.begin(session, "poverty", 3, "live", OPENING)
    records.end_session(session)
    over = known(records, session)
    assert (over.playing, over.ended) == (False, None)
    assert over.ended_at is not None
    records.end_session(session)
    assert known(records, session).ended_at == over.ended_at


def test_a_deleted_session_leaves_nothing_behind(records: Records) -> None:
    session = records.open_session("poverty", "live", 1, "00").id
    other = records.open_session("poverty", "live", 1, "00").id
    records.begin(session, "poverty", 3, "live", OPENING)
    records.keep_aside(session, "a secret", WORDS, "a")
    assert records.delete_session(session)
    assert records.session(session) is None
    assert records.asides(session) == []
    assert records.turns(session) == []
    assert not records.delete_session(session)
    assert known(records, other)


def test_what_needs_a_role_play_says_so_when_there_is_none(records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    for act in (records.end_session, records.supersede_last, lambda id: records.set_paused(id, True)):
        with pytest.raises(UnknownSession):
            act(session)
        with pytest.raises(UnknownSession):
            act("nobody")


def test_records_that_cannot_be_reached_say_so_without_what_people_typed(tmp_path: object) -> None:
    records = Records(f"sqlite:///{tmp_path}/no-tables.db")
    with pytest.raises(RecordsUnavailable):
        records.check()
    with pytest.raises(RecordsUnavailable) as failure:
        records.keep_aside("s", "my secret", [], None)
    assert "secret" not in str(failure.value)
