"""What the trainee set out to do, how sure they felt, and what they took back stand in the report."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.debrief.report import Report, debrief
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn


def take_back(talk: Any) -> Turn:
    """The last reply is taken back; the parent is as it found them."""
    taken: Turn = talk.turns.pop()
    talk.state = taken.before
    return taken


def test_a_goal_that_was_reached_is_shown_with_the_words_that_reached_it(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3)
    talk.reply("We should have rung you. I'm sorry.", (1, 3, None), 5, 5, "admit_mistake")
    goal = talk.report(goal="admit_mistakes").goal
    assert goal is not None
    assert goal.strategy.citation == "Leenders et al. (2019)"
    assert (goal.turns, goal.words) == ((2,), ("We should have rung you. I'm sorry",))


def test_a_goal_that_was_not_reached_is_shown_all_the_same(talk: Any) -> None:
    goal = talk.reply("Hello.", (1, 1, None), 8, 3).report(goal="admit_mistakes").goal
    assert goal is not None
    assert goal.turns == ()


@pytest.mark.parametrize("goal", [None, "a_strategy_of_long_ago"])
def test_without_a_goal_or_with_one_that_there_is_no_longer_the_report_has_none(talk: Any, goal: str | None) -> None:
    assert talk.reply("Hello.", (1, 1, None), 8, 3).report(goal=goal).goal is None


def test_how_sure_the_trainee_felt_stands_before_and_after(talk: Any) -> None:
    course = ConfidenceCourse(before=Confidence(2, 3, 1), after=None)
    assert talk.reply("Hello.", (1, 1, None), 8, 3).report(confidence=course).confidence == course


@pytest.mark.parametrize("answer", [0, 6, 2.5, "3"])
def test_confidence_runs_from_one_to_five(answer: Any) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"two_way": answer, "empathy": 3, "boundaries": 3}, Confidence)


def test_a_reply_that_was_taken_back_stands_beside_the_one_that_followed(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3).reply("Calm down.", (0, 0, None), 10, 1, "dismiss")
    taken = take_back(talk)
    talk.reply("You had a fright.", (1, 3, None), 7, 4, "name_feeling")
    (retaken,) = talk.report(earlier=[taken]).tries
    assert (retaken.turn, retaken.parent) == (2, taken.parent)
    assert (retaken.before.reply, retaken.after.reply) == ("Calm down.", "You had a fright.")
    assert retaken.before.scores.empathy == 0
    assert retaken.before.answer == taken.answer
    assert [found.move for found in retaken.after.moves] == ["name_feeling"]


def test_a_reply_tried_three_times_shows_each_step(talk: Any) -> None:
    earlier = []
    for words in ("One.", "Two."):
        talk.reply(words, (1, 1, None), 8, 3)
        earlier.append(take_back(talk))
    talk.reply("Three.", (2, 2, None), 7, 4)
    tries = talk.report(earlier=earlier).tries
    assert [(one.before.reply, one.after.reply) for one in tries] == [("One.", "Two."), ("Two.", "Three.")]


def test_a_reply_taken_back_and_never_given_again_has_nothing_to_stand_beside(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3).reply("Calm down.", (0, 0, None), 10, 1, "dismiss")
    assert talk.report(earlier=[take_back(talk)]).tries == ()


def test_replies_to_other_words_of_the_parent_are_not_compared(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3).reply("Calm down.", (0, 0, None), 10, 1, "dismiss")
    later, first = take_back(talk), take_back(talk)
    talk.reply("How is he?", (3, 1, None), 7, 4).reply("And you?", (3, 1, None), 6, 5)
    tries = talk.report(earlier=[later, first]).tries
    assert [(one.turn, one.before.reply, one.after.reply) for one in tries] == [(1, "Hello.", "How is he?")]


def test_every_reply_in_the_transcript_carries_what_the_coach_says_about_it(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3).reply("How is he?", (2, 1, None), 8, 3, "open_question")
    transcript = talk.report().transcript
    assert [said.advice for said in transcript if said.speaker == "teacher"] == [turn.advice for turn in talk.turns]
    assert all(said.advice is None for said in transcript if said.speaker == "parent")


def test_a_talk_that_was_stopped_does_not_read_like_one_that_goes_on(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3)
    stopped, going_on = talk.report().ending, talk.report(reveal=False).ending
    assert stopped.startswith("You stopped")
    assert going_on.startswith("You're still talking with Dawn")


@pytest.mark.parametrize("id", ["alarming_signs", "neglect_concerns", "drinking"])
@pytest.mark.parametrize("end", ["walkout", "stalled", "appointment"])
def test_after_a_talk_about_a_childs_safety_the_duty_to_act_goes_on(
    talk: Any, scenarios: list[Scenario], id: str, end: str
) -> None:
    talk.scenario = next(scenario for scenario in scenarios if scenario.id == id)
    ending = talk.reply("Whatever.", (0, 0, None), 10, 1, "dismiss", ended=end).report().ending
    assert "safeguarding lead" in ending


@pytest.mark.parametrize("end", ["walkout", "stalled", "appointment", "agreement"])
def test_where_no_child_is_in_danger_no_duty_is_told(talk: Any, end: str) -> None:
    assert "duty" not in talk.reply("Whatever.", (0, 0, None), 10, 1, ended=end).report().ending


def test_all_of_it_survives_being_sent(talk: Any, coach: Coach) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3)
    taken = take_back(talk)
    talk.reply("Calm down.", (0, 0, None), 10, 1, "dismiss")
    course = ConfidenceCourse(Confidence(1, 2, 3), Confidence(3, 2, 1))
    report = debrief(talk.scenario, talk.turns, coach, goal="stay_calm", confidence=course, earlier=[taken])
    assert report.tries
    assert report.weakest
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
