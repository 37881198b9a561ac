"""Every turn is recorded exactly once, whatever is sent twice, killed or taken back."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import KeptTurn, Records, TurnConflict, UnknownSession

OPENING = ParentState(heat=8, trust=3, phase="opening", line="door", seed=7, said=("door",))
SORRY = "I'm sorry. What happened when she came home?"


def turn_after(before: ParentState, reply: str = SORRY, ended: End | None = None) -> Turn:
    """A turn as the role-play makes it: it follows from `before`."""
    line = f"line_{before.turn + 1}"
    state = msgspec.structs.replace(
        before,
        heat=max(0, before.heat - 1),
        phase="venting",
        line=line,
        said=(*before.said, line),
        turn=before.turn + 1,
        ended=ended,
    )
    note = StrategyNote("ask_the_parent", "Ask the parent", "Ask.", "L", "Leenders et al. (2019)")
    return Turn(
        number=state.turn,
        line=before.line,
        parent="Nobody rang me!\n(slams the door)",
        calls_for=("two_way", "empathy"),
        probe=None,
        reply=reply,
        scored=ScoredReply(
            scores=Scores(two_way=2, empathy=2, boundaries=None),
            moves=(FoundMove("apology", 0, len(reply), reply, "apology.plain"),),
            reasons=Reasons("You asked.", "You said sorry."),
        ),
        advice=Advice("You said sorry.", "Name the worry.", "You must have been scared.", note),
        before=before,
        state=state,
        answer=("She cried.",),
    )


def said(turn: Turn) -> list[dict[str, object]]:
    return [{"speaker": "parent", "text": "\n".join(turn.answer), "bubbles": list(turn.answer)}]


def play(records: Records, replies: int, session: str | None = None) -> str:
    """A session in which that many replies have been given."""
    session = session or records.open_session("angry_parent", "live", 7, None).id
    records.begin(session, "angry_parent", 7, "live", OPENING)
    for number in range(replies):
        state = records.latest_state(session)
        assert state is not None
        turn = turn_after(state, f"reply {number + 1}")
        records.keep_turn(session, turn, said(turn), f"client-{number + 1}")
    return session


def test_a_turn_comes_back_as_it_was_with_the_words_that_answered_it(records: Records) -> None:
    session = play(records, 0)
    turn = turn_after(OPENING, "Zoë — “sorry” 😀\x00<b>")
    kept = records.keep_turn(session, turn, said(turn), "a")
    assert kept.new
    assert records.turns(session) == [turn]
    assert records.turn_of(session, "a") == msgspec.structs.replace(kept, new=False)
    assert records.latest_state(session) == turn.state


def test_a_reply_sent_twice_is_one_turn_with_one_answer(records: Records) -> None:
    session = play(records, 0)
    first = turn_after(OPENING)
    again = turn_after(OPENING, "something else that came under the same name")
    kept = records.keep_turn(session, first, said(first), "a")
    repeated = records.keep_turn(session, again, [], "a")
    assert not repeated.new
    assert (repeated.turn, repeated.messages) == (kept.turn, kept.messages)
    assert records.turns(session) == [first]


def test_a_reply_sent_many_times_at_once_is_one_turn(records: Records) -> None:
    session = play(records, 0)
    turn = turn_after(OPENING)

    def send(_: int) -> KeptTurn:
        return records.keep_turn(session, turn, said(turn), "a")

    with ThreadPoolExecutor(12) as pool:
        kept = list(pool.map(send, range(36)))
    assert sum(one.new for one in kept) == 1
    assert len({msgspec.json.encode(msgspec.structs.replace(one, new=False)) for one in kept}) == 1
    assert records.turns(session) == [turn]


def test_different_replies_at_once_are_recorded_one_after_the_other_and_none_is_lost(records: Records) -> None:
    session = play(records, 0)

    def send(number: int) -> None:
        state = OPENING
        while True:
            turn = turn_after(state, f"reply {number}")
            try:
                records.keep_turn(session, turn, said(turn), f"client-{number}")
                return
            except TurnConflict as conflict:
                state = conflict.state

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(16)))
    turns = records.turns(session)
    assert [turn.number for turn in turns] == list(range(1, 17))
    assert {turn.reply for turn in turns} == {f"reply {number}" for number in range(16)}
    assert all(turn.before == before.state for before, turn in pairwise(turns))


def test_a_turn_from_an_outdated_state_is_refused_with_the_state_to_go_on_from(records: Records) -> None:
    session = play(records, 1)
    latest = records.latest_state(session)
    with pytest.raises(TurnConflict) as conflict:
        records.keep_turn(session, turn_after(OPENING), [], "late")
    assert conflict.value.state == latest
    assert len(records.turns(session)) == 1


def test_a_reply_taken_back_is_given_anew_and_stays_in_the_records_out_of_count(records: Records) -> None:
    session = play(records, 2)
    last = records.turns(session)[-1]
    assert records.supersede_last(session, number=2) == last
    assert records.supersede_last(session, number=2) is None, "the same request twice takes back one reply"
    assert records.latest_state(session) == last.before

    better = turn_after(last.before, "a better one")
    records.keep_turn(session, better, said(better), "again")
    assert [turn.reply for turn in records.turns(session)] == ["reply 1", "a better one"]
    first_try = records.turn_of(session, "client-2")
    assert first_try is not None
    assert first_try.turn == last


def test_there_is_nothing_to_take_back_before_the_first_reply(records: Records) -> None:
    assert records.supersede_last(play(records, 0)) is None


def test_the_end_is_kept_with_its_turn_and_goes_when_that_is_taken_back(records: Records) -> None:
    session = play(records, 1)
    state = records.latest_state(session)
    assert state is not None
    last = turn_after(state, "Get out.", ended="walkout")
    records.keep_turn(session, last, said(last), "last")
    over = records.session(session)
    assert over is not None
    assert (over.ended, over.playing) == ("walkout", False)
    records.supersede_last(session)
    on = records.session(session)
    assert on is not None
    assert (on.ended, on.playing) == (None, True)


def test_starting_over_begins_with_turn_one_and_keeps_the_talk_before(records: Records) -> None:
    session = play(records, 3)
    play(records, 0, session)
    record = records.session(session)
    assert record is not None
    assert record.talk == 2
    assert records.turns(session) == []
    turn = turn_after(OPENING)
    records.keep_turn(session, turn, said(turn), "new")
    assert records.turns(session) == [turn]
    earlier = records.turn_of(session, "client-3")
    assert earlier is not None


def test_there_are_no_turns_outside_a_session_and_a_role_play(records: Records) -> None:
    turn = turn_after(OPENING)
    with pytest.raises(UnknownSession):
        records.keep_turn("nobody", turn, [], "a")
    session = records.open_session(None, "live", 1, None).id
    with pytest.raises(UnknownSession):
        records.keep_turn(session, turn, [], "a")
    assert records.turns("nobody") == records.turns(session) == []
    assert records.latest_state("nobody") is None


def test_a_question_to_the_coach_is_kept_once_beside_the_turns(records: Records) -> None:
    session = play(records, 1)
    answer = [{"speaker": "coach", "text": "Ask what she needs.", "kind": "hint"}]
    kept = records.keep_aside(session, "what now?", answer, "ask")
    assert records.keep_aside(session, "what now?", [], "ask") == kept
    assert records.aside_of(session, "ask") == kept
    assert records.asides(session) == [kept]
    assert records.turn_of(session, "ask") is None


KILLED = """
    import sys
    import msgspec
    from bot.coaching.turn import Turn
    from bot.records import Records

    records, session = Records(sys.argv[1]), sys.argv[2]
    template = records.turns(session)[0]
    while True:
        before = records.latest_state(session)
        number = before.turn + 1
        state = msgspec.structs.replace(before, turn=number)
        turn = msgspec.structs.replace(template, number=number, before=before, state=state)
        records.keep_turn(session, turn, [], f"killed-{number}")
        print(number, flush=True)
"""


def test_no_turn_that_was_acknowledged_is_lost_when_the_process_is_killed(database: str, records: Records) -> None:
    session = play(records, 1)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), database, session],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in process.stdout.read().split("\n") if line]
    process.wait()

    numbers = [turn.number for turn in records.turns(session)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(acknowledged) <= set(numbers)
    # The one that was under way may be there or not; sent again, it is there once.
    state = records.latest_state(session)
    assert state is not None
    turn = turn_after(state)
    records.keep_turn(session, turn, [], "after")
    assert records.turns(session)[-1] == turn


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["reply", "repeat", "stale", "retry", "over"]), max_size=12))
def test_whatever_happens_the_turns_follow_one_another_without_a_gap(records: Records, steps: list[str]) -> None:
    session = play(records, 0)
    sent = 0
    for step in steps:
        state = records.latest_state(session)
        assert state is not None
        count = len(records.turns(session))
        turn = turn_after(OPENING if step == "stale" else state)
        if step in ("reply", "stale"):
            sent += 1
        try:
            if step in ("reply", "repeat", "stale"):
                records.keep_turn(session, turn, [], f"client-{sent}")
        except TurnConflict:
            assert step == "stale"
            assert count > 0
        if step == "retry":
            records.supersede_last(session)
        if step == "over":
            play(records, 0, session)
        turns = records.turns(session)
        assert [one.number for one in turns] == list(range(1, len(turns) + 1))
        befores = [OPENING, *(one.state for one in turns)]
        assert [one.before for one in turns] == befores[:-1]


def test_what_was_said_in_the_role_play_before_does_not_come_back_in_the_next(records: Records) -> None:
    session = records.open_session(None, "live", 1, None).id
    records.keep_aside(session, "hello", [], "a")
    play(records, 1, session)
    records.keep_aside(session, "a hint?", [], "b")
    assert [aside.asked for aside in records.asides(session)] == ["hello", "a hint?"]
    play(records, 0, session)
    records.keep_aside(session, "and now?", [], "c")
    assert [aside.asked for aside in records.asides(session)] == ["and now?"]
