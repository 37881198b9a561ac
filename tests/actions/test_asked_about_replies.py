"""The coach speaks about a reply when asked: why it got its scores, what to try next, and what a parent needs now."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.coaching import ActionCoaching
from bot.actions.feedback import ActionFeedback
from bot.actions.scenarios import ActionBegin, ActionBrief
from bot.actions.stage import Stage
from bot.actions.talk import Talk
from bot.actions.why import ActionWhy

WARM = "I'm so sorry, we should have rung you that same hour. What did he tell you?"
COLD = "You should have called us earlier. Calm down please."
BUTTONS = {"live", "request", "end"}


def kinds(messages: list[dict[str, Any]]) -> list[str]:
    return [message.get("kind", message["speaker"]) for message in messages]


def payloads(messages: list[dict[str, Any]]) -> list[str]:
    return [button["payload"] for message in messages for button in message.get("buttons", [])]


@pytest.fixture
def on_request(trainee: Any) -> Any:
    """A trainee in a talk, who hears from the coach only when they ask."""
    trainee.presses("begin", scenario="angry_parent", seed=3, coaching="request")
    return trainee


def test_who_wants_to_be_coached_on_request_gets_no_tips(on_request: Any, shared_stage: Stage) -> None:
    assert kinds(on_request.says(COLD)) == ["parent"]
    assert shared_stage.records.session(on_request.session).coaching == "request"  # type: ignore[union-attr]
    assert shared_stage.records.turns(on_request.session)[0].scored.scores.empathy == 0, "scored it is all the same"


@pytest.mark.parametrize("typed", ["feedback", "Feedback please."])
def test_asked_for_feedback_the_coach_gives_the_tip_on_the_last_reply(on_request: Any, typed: str) -> None:
    on_request.says(COLD)
    said = on_request.says(typed)
    assert kinds(said) == ["feedback"]
    assert "“You should have called us earlier" in said[0]["text"]
    assert said[0]["advice"]["try_next"] in said[0]["text"]
    assert on_request.slot["state"]["turn"] == 1, "asking is no reply"


def test_asked_why_the_coach_explains_every_score_with_its_words(in_talk: Any) -> None:
    in_talk.says(COLD)
    said = in_talk.says("explain my scores")
    assert kinds(said) == ["why"]
    why = said[0]["why"]
    assert [score["dimension"] for score in why["scores"]] == ["two_way", "empathy"]
    assert why["scores"][1]["decided"][0]["words"] in COLD
    for part in (why["scores"][1]["reason"], why["scores"][1]["higher"]["try_next"], why["strategy"]["name"]):
        assert part in said[0]["text"]
    assert in_talk.slot["state"]["turn"] == 1


@pytest.mark.parametrize("typed", ["Why?", "why", "How was that?", "Why did you do that?"])
def test_what_a_teacher_could_say_is_said_to_the_parent(in_talk: Any, typed: str) -> None:
    assert kinds(in_talk.says(typed))[-1] == "parent"
    assert in_talk.slot["state"]["turn"] == 1


def test_an_earlier_reply_and_a_single_score_can_be_asked_about_by_button(in_talk: Any) -> None:
    in_talk.says(COLD)
    in_talk.says(WARM)
    why = in_talk.presses("why", turn=1, score="empathy")[0]["why"]
    assert (why["turn"], [score["dimension"] for score in why["scores"]]) == (1, ["empathy"])
    assert "reply 1, " in in_talk.presses("feedback", turn=1)[0]["text"]
    assert in_talk.presses("why", turn=99)[0]["why"]["turn"] == 2


def test_while_paused_one_asks_in_ones_own_words(in_talk: Any) -> None:
    in_talk.says(COLD)
    in_talk.says(WARM)
    in_talk.presses("pause")
    said = in_talk.asks(ActionWhy(), "Why only 0 for empathy in reply 1?")
    assert (said[0]["why"]["turn"], len(said[0]["why"]["scores"])) == (1, 1)
    assert payloads(said) == ["/resume"]
    assert "did not come into that reply" in in_talk.asks(ActionWhy(), "why no score for boundaries?")[0]["text"]
    assert payloads(in_talk.asks(ActionFeedback(), "how was that?")) == ["/resume"]


def test_after_the_end_the_coach_still_explains(in_talk: Any) -> None:
    in_talk.says(COLD)
    in_talk.says("finish")
    said = in_talk.asks(ActionWhy(), "why?")
    assert said[0]["why"]["turn"] == 1
    assert "/retry" in payloads(said)


@pytest.mark.parametrize("command", ["why", "feedback"])
def test_before_the_first_reply_the_coach_says_what_to_do_first(in_talk: Any, command: str) -> None:
    said = in_talk.presses(command)
    assert kinds(said) == ["notice"]
    assert "have not answered Dawn yet" in said[0]["text"]


@pytest.mark.parametrize("command", ["why", "feedback", "progress"])
def test_as_in_an_exam_the_coach_keeps_it_until_the_end(trainee: Any, command: str) -> None:
    trainee.presses("begin", scenario="angry_parent", coaching="end")
    trainee.says(COLD)
    said = trainee.presses(command)
    assert kinds(said) == ["notice"]
    assert '/choose_coaching{"coaching": "request"}' in payloads(said)
    trainee.says("finish")
    assert kinds(trainee.presses(command)) == [command]


def test_one_can_change_ones_mind_about_the_coaching_in_the_middle_of_a_talk(in_talk: Any) -> None:
    assert kinds(in_talk.says(WARM)) == ["tip", "parent"]
    said = in_talk.presses("choose_coaching", coaching="request")
    assert "until you ask" in said[0]["text"]
    assert in_talk.in_loop
    assert kinds(in_talk.says("And how did he sleep?")) == ["parent"]
    in_talk.presses("choose_coaching", coaching="live")
    assert kinds(in_talk.says("What would help him most now?")) == ["tip", "parent"]


@pytest.mark.parametrize("first", ["scenario", "coaching"])
def test_the_wish_is_remembered_whether_said_before_or_after_choosing(trainee: Any, first: str) -> None:
    if first == "scenario":
        trainee.asks(ActionBrief(), "poverty", scenario="poverty")
        assert payloads(trainee.asks(ActionCoaching(), "only when I ask", coaching="request"))[0] == "/begin"
    else:
        trainee.asks(ActionCoaching(), "only when I ask", coaching="request")
        trainee.asks(ActionBrief(), "poverty", scenario="poverty")
    trainee.asks(ActionBegin(), "yes")
    assert kinds(trainee.says("Thank you for coming in. How are things at home?")) == ["parent"]


def test_parent_and_coaching_can_be_chosen_in_one_breath(trainee: Any) -> None:
    wishes = {"scenario": "angry_parent", "coaching": "end"}
    assert kinds(trainee.asks(ActionCoaching(), "an angry parent, tips only at the end", **wishes)) == ["briefing"]
    trainee.asks(ActionBegin(), "yes")
    assert kinds(trainee.says(WARM)) == ["parent"]


def test_words_about_a_parent_do_not_change_the_coaching(trainee: Any) -> None:
    trainee.asks(ActionBrief(), "the angry one who shouts at the end", scenario="angry_parent", coaching="end")
    trainee.presses("choose_scenario", scenario="angry_parent")
    trainee.asks(ActionBegin(), "yes")
    assert kinds(trainee.says(WARM)) == ["tip", "parent"]


def test_an_unclear_wish_is_asked_back_with_a_button_for_each_way(trainee: Any) -> None:
    said = trainee.asks(ActionCoaching(), "can I change when you give tips?")
    assert {payload.split('"')[3] for payload in payloads(said)} == BUTTONS


def test_a_word_inside_a_longer_one_is_not_heard_by_itself(trainee: Any, shared_stage: Stage) -> None:
    heard: list[list[str]] = []

    class Listening(ActionCoaching):
        def speak(self, talk: Talk) -> None:
            heard.append(talk.entity("scenario"))
            super().speak(talk)

    entities = [
        {"entity": "scenario", "value": "good_child", "start": 5, "end": 10},
        {"entity": "coaching", "value": "request", "start": 0, "end": 10},
        {"entity": "scenario", "value": "poverty", "start": 20, "end": 25},
    ]
    trainee.sends(Listening(), {"text": "keep quiet please in money trouble", "entities": entities})
    assert heard == [["poverty"]]


def test_a_page_gets_the_hint_whole_and_in_its_three_parts(in_talk: Any) -> None:
    hint = in_talk.says("hint")[0]
    assert list(hint["hint"]) == ["need", "move", "wording"]
    assert all(part in hint["text"] for part in hint["hint"].values())


def test_in_a_terminal_the_hint_comes_step_by_step_and_anew_for_each_line(trainee: Any) -> None:
    trainee.channel = "cmdline"
    trainee.presses("begin", scenario="angry_parent", seed=3)
    first, second, third, again = (trainee.says("hint")[0]["text"] for _ in range(4))
    assert "Try: " not in first
    assert "Say “hint” again" in first
    assert "Try: " in second
    assert "For instance" not in second
    assert "For instance" in third
    assert "again" not in third.splitlines()[-1]
    assert again == third
    trainee.says(WARM)
    assert "Try: " not in trainee.says("hint")[0]["text"]
    trainee.says("retry")
    assert trainee.says("hint")[0]["text"] == first
