"""Inside the role-play everything is said to the parent, but for the few commands."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from bot.actions.stage import Stage
from bot.actions.teacher_reply import COMMANDS, ActionTeacherReply
from bot.settings import read_settings

WARM = "I'm so sorry, we should have rung you that same hour. What did he tell you?"


def spoken(messages: list[dict[str, Any]], speaker: str) -> list[str]:
    return [message["text"] for message in messages if message["speaker"] == speaker]


def test_the_parent_speaks_first_and_then_takes_whatever_is_typed(trainee: Any) -> None:
    said = trainee.presses("begin", scenario="angry_parent", seed=3)
    assert [message["speaker"] for message in said] == ["parent"]
    assert trainee.in_loop
    assert trainee.followed_by == "action_listen"


def test_a_reply_gets_a_tip_and_the_parents_answer(in_talk: Any, shared_stage: Stage) -> None:
    said = in_talk.says(WARM)
    assert [message["speaker"] for message in said] == ["coach", "parent"]
    assert said[0]["advice"]["strategy"]["citation"]
    assert "))" not in said[0]["text"]
    assert said[1]["bubbles"]
    assert in_talk.slot["state"]["turn"] == 1
    assert [turn.reply for turn in shared_stage.records.turns(in_talk.session)] == [WARM]


def test_coaching_at_the_end_keeps_the_tips_back(trainee: Any) -> None:
    trainee.presses("begin", scenario="angry_parent", coaching="end")
    assert [message["speaker"] for message in trainee.says(WARM)] == ["parent"]


def test_the_same_client_id_gives_the_same_answer_and_one_turn(in_talk: Any, shared_stage: Stage) -> None:
    first = in_talk.says(WARM, client_id="a")
    assert in_talk.says(WARM, client_id="a") == first
    assert len(shared_stage.records.turns(in_talk.session)) == 1
    assert in_talk.slot["state"]["turn"] == 1


def test_a_late_repetition_does_not_take_the_talk_back(in_talk: Any) -> None:
    first = in_talk.says(WARM, client_id="a")
    in_talk.says("And how did he sleep?", client_id="b")
    assert in_talk.says(WARM, client_id="a") == first
    assert in_talk.slot["state"]["turn"] == 2


def test_a_tracker_that_lags_behind_goes_on_from_the_records(in_talk: Any, shared_stage: Stage) -> None:
    before = in_talk.slot
    in_talk.says(WARM, client_id="a")
    in_talk.slot = before
    in_talk.says("And how did he sleep?", client_id="b")
    assert [turn.number for turn in shared_stage.records.turns(in_talk.session)] == [1, 2]
    assert in_talk.slot["state"]["turn"] == 2


@pytest.mark.parametrize("typed", ["hint", "Hint.", "  HINT "])
def test_the_exact_word_is_for_the_coach(in_talk: Any, typed: str) -> None:
    said = in_talk.says(typed)
    assert [message["kind"] for message in said] == ["hint"]
    assert in_talk.slot["state"]["turn"] == 0


@pytest.mark.parametrize(
    "typed",
    ["I have a hint for you", "/greet", "/hint", "/restart", "/session_start", "Can we pause here for a second?", "…"],
)
def test_anything_else_is_said_to_the_parent(in_talk: Any, shared_stage: Stage, typed: str) -> None:
    assert spoken(in_talk.says(typed), "parent")
    assert shared_stage.records.turns(in_talk.session)[-1].reply == typed


def test_every_word_that_is_a_command_has_its_action(shared_stage: Stage) -> None:
    assert set(shared_stage.conversation.words) <= set(COMMANDS)


def test_pausing_and_resuming_goes_on_at_the_same_place(in_talk: Any, shared_stage: Stage) -> None:
    line = spoken(in_talk.says(WARM), "parent")[-1]
    said = in_talk.presses("pause")
    assert said[0]["kind"] == "pause"
    assert not in_talk.in_loop
    assert in_talk.followed_by == "action_listen"
    assert shared_stage.records.session(in_talk.session).paused  # type: ignore[union-attr]
    said = in_talk.presses("resume")
    assert in_talk.in_loop
    assert spoken(said, "parent") == [line]
    in_talk.says("And how did he sleep?")
    assert in_talk.slot["state"]["turn"] == 2


def test_retrying_takes_the_last_reply_back(in_talk: Any, shared_stage: Stage) -> None:
    line = spoken(in_talk.says(WARM), "parent")[-1]
    in_talk.says("Calm down, it is only hair.")
    assert spoken(in_talk.says("retry"), "parent") == [line]
    in_talk.says("You are furious, and no wonder.")
    assert [turn.reply for turn in shared_stage.records.turns(in_talk.session)] == [
        WARM,
        "You are furious, and no wonder.",
    ]


def test_there_is_nothing_to_take_back_before_the_first_reply(in_talk: Any) -> None:
    said = in_talk.presses("retry")
    assert "nothing to take back" in spoken(said, "coach")[0]
    assert in_talk.in_loop


def test_insults_end_in_a_walkout_that_can_be_taken_back(in_talk: Any, shared_stage: Stage) -> None:
    for _ in range(25):
        said = in_talk.says("Calm down, you are being ridiculous. This is your own fault, you stupid woman.")
        if not in_talk.in_loop:
            break
    assert said[-1]["kind"] == "summary"
    assert said[-1]["ended"] == "walkout"
    assert in_talk.followed_by == "action_listen"
    in_talk.presses("retry")
    assert in_talk.in_loop
    assert shared_stage.records.session(in_talk.session).playing  # type: ignore[union-attr]


def test_finishing_early_closes_the_talk(in_talk: Any, shared_stage: Stage) -> None:
    in_talk.says(WARM)
    said = in_talk.says("finish")
    assert said[-1]["kind"] == "summary"
    assert not in_talk.in_loop
    assert not shared_stage.records.session(in_talk.session).playing  # type: ignore[union-attr]


def test_a_reply_after_the_end_is_answered_by_the_coach(in_talk: Any) -> None:
    in_talk.says(WARM)
    in_talk.says("finish")
    said = in_talk.sends(ActionTeacherReply(), {"text": "Hello?"})
    assert said[0]["kind"] == "notice"
    assert said[0]["buttons"]


def test_starting_over_leaves_the_talk_and_offers_the_choice(in_talk: Any) -> None:
    said = in_talk.says("start over")
    assert not in_talk.in_loop
    assert in_talk.slot is None
    assert len(said[0]["buttons"]) >= 4


def test_when_the_records_fail_nothing_is_lost_and_the_reply_can_be_sent_again(in_talk: Any) -> None:
    in_talk.says(WARM, client_id="a")
    slot = in_talk.slot
    database = sqlite3.connect(read_settings().database_url.removeprefix("sqlite:///"))
    database.execute("alter table turns rename to gone")
    try:
        said = in_talk.says("And how did he sleep?", client_id="b")
    finally:
        database.execute("alter table gone rename to turns")
        database.close()
    assert said[0]["kind"] == "notice"
    assert said[0]["again"] is True
    assert in_talk.slot == slot
    assert in_talk.in_loop
    assert spoken(in_talk.says("And how did he sleep?", client_id="b"), "parent")


def test_a_talk_that_was_deleted_ends_with_words(in_talk: Any, shared_stage: Stage) -> None:
    shared_stage.records.delete_session(in_talk.session)
    said = in_talk.says(WARM)
    assert said[0]["kind"] == "notice"
    assert not in_talk.in_loop
