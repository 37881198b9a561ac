"""When Rasa was killed before it had noted what happened, the records count, and nobody's words go astray."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.greeting import ActionFallback
from bot.actions.stage import Stage
from bot.actions.teacher_reply import ActionTeacherReply

WARM = "I'm so sorry, we should have rung you that same hour. What did he tell you?"
NEXT = "And how did he sleep?"


def sent(text: str, stands: str | None, client_id: str = "a") -> dict[str, Any]:
    """A message as the web hands it on, with how the talk stands by the records."""
    return {"text": text, "metadata": {"reply": text, "client_id": client_id, "stands": stands}}


def stands(trainee: Any, stage: Stage) -> str:
    session = stage.records.session(trainee.session)
    assert session is not None
    return session.stands


def test_words_for_the_parent_reach_the_parent_although_rasa_forgot_that_the_talk_began(
    in_talk: Any, shared_stage: Stage
) -> None:
    in_talk.slot, in_talk.in_loop = None, False
    message = sent(WARM, stands(in_talk, shared_stage))
    (first,) = in_talk.sends(ActionFallback(), message)
    assert first["again"] is True
    assert in_talk.in_loop
    second = in_talk.sends(ActionTeacherReply(), message)
    assert [one["speaker"] for one in second] == ["coach", "parent"]
    assert [turn.reply for turn in shared_stage.records.turns(in_talk.session)] == [WARM]


def test_words_for_the_coach_do_not_reach_the_parent_although_rasa_forgot_the_pause(
    in_talk: Any, shared_stage: Stage
) -> None:
    before = in_talk.slot
    in_talk.presses("pause")
    in_talk.slot, in_talk.in_loop = before, True
    (first,) = in_talk.sends(ActionTeacherReply(), sent("What is empathy?", stands(in_talk, shared_stage)))
    assert first["again"] is True
    assert not in_talk.in_loop
    assert in_talk.slot["paused"] is True
    assert shared_stage.records.turns(in_talk.session) == []


def test_nothing_is_said_to_a_parent_who_has_left_although_rasa_forgot_that_the_talk_was_finished(
    in_talk: Any, shared_stage: Stage
) -> None:
    in_talk.says(WARM)
    before = in_talk.slot
    in_talk.presses("finish")
    in_talk.slot, in_talk.in_loop = before, True
    (first,) = in_talk.sends(ActionTeacherReply(), sent(NEXT, stands(in_talk, shared_stage)))
    assert first["again"] is True
    assert not in_talk.in_loop
    assert len(shared_stage.records.turns(in_talk.session)) == 1


@pytest.mark.parametrize("command", ["hint", "pause", "retry", "finish"])
def test_a_button_is_about_what_the_parent_said_last_although_rasa_forgot_the_last_turn(
    in_talk: Any, shared_stage: Stage, command: str
) -> None:
    before = in_talk.slot
    in_talk.says(WARM)
    at_best = in_talk.slot
    in_talk.slot = before
    message = {"text": f"/{command}", "intent": {"name": command}, "metadata": {"stands": "on"}}
    messages = in_talk.sends(ActionTeacherReply(), message)
    assert not any(one.get("again") for one in messages)
    state = in_talk.slot["state"]
    assert state == (before["state"] if command == "retry" else at_best["state"])


def test_a_conversation_that_was_left_stays_left(in_talk: Any, shared_stage: Stage) -> None:
    in_talk.presses("start_over")
    assert in_talk.slot is None
    (first, *_) = in_talk.sends(ActionFallback(), sent("qwertz", stands(in_talk, shared_stage)))
    assert not first.get("again")
    assert not in_talk.in_loop


def test_how_the_trainee_is_coached_is_kept_when_rasa_catches_up(in_talk: Any, shared_stage: Stage) -> None:
    in_talk.presses("choose_coaching", coaching="end")
    before = in_talk.slot
    in_talk.presses("pause")
    in_talk.slot, in_talk.in_loop = before, True
    in_talk.sends(ActionTeacherReply(), sent(NEXT, "paused"))
    assert in_talk.slot["coaching"] == "end"


@pytest.mark.parametrize("known", [None, "on"])
def test_an_ordinary_reply_is_simply_answered(in_talk: Any, known: str | None) -> None:
    said = in_talk.sends(ActionTeacherReply(), sent(WARM, known))
    assert [one["speaker"] for one in said] == ["coach", "parent"]
