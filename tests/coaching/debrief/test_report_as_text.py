"""The report can be kept as a text that reads well in any editor."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.debrief.report import debrief
from bot.coaching.debrief.text import WIDTH, as_document, as_text
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import Line

FREELY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_document_says_what_it_is_and_that_the_people_are_made_up(talk: Any) -> None:
    text = as_document(talk.reply("Hello.", (1, 1, None), 8, 3).report(), date(2026, 1, 5))
    assert text.startswith("An angry parent\n===============\n")
    assert "practised on 5 January 2026." in " ".join(text.split())
    assert "Dawn Pritchard and Joey are made up." in " ".join(text.split())


def test_goal_and_confidence_are_told(talk: Any) -> None:
    course = ConfidenceCourse(Confidence(2, 3, 1), Confidence(4, 3, 2))
    talk.reply("We should have rung you. I'm sorry.", (1, 3, None), 5, 5, "admit_mistake")
    text = as_text(talk.report(goal="admit_mistakes", confidence=course))
    assert "YOUR GOAL\nAdmit even small mistakes (Leenders et al., 2019):" in text
    assert "- Reply 1: “We should have rung you. I'm sorry”" in text
    assert "Two-way communication: 2 before, 4 after" in text
    assert "didn't show" in as_text(talk.report(goal="offer_choices"))


def test_confidence_asked_only_once_is_told_for_that_once(talk: Any) -> None:
    text = as_text(talk.report(confidence=ConfidenceCourse(Confidence(2, 3, 1))))
    assert "Empathy: 3 before\n" in text
    assert "after" not in text.split("HOW SURE YOU FELT")[1].split("\n\n")[0]


def test_a_weak_moment_is_told_with_what_it_could_have_been(talk: Any) -> None:
    talk.reply("You spoil that boy.", (0, 0, None), 10, 1, "blame")
    report = talk.report()
    text = as_text(report)
    assert "- You: You spoil that boy." in text
    assert f"- It could have been: “{report.weakest[0].wording}”" in text


def test_a_reply_given_again_is_told_before_and_after(talk: Any) -> None:
    talk.reply("Calm down.", (0, 0, None), 10, 1, "dismiss")
    taken = talk.turns.pop()
    talk.state = taken.before
    text = as_text(talk.reply("You had a fright.", (1, 3, None), 7, 4, "name_feeling").report(earlier=[taken]))
    assert "- You first: Calm down." in text
    assert "- You then: You had a fright." in text


def test_the_conversation_carries_scores_and_comments(talk: Any) -> None:
    report = talk.reply("You spoil that boy.", (0, 0, None), 10, 1, "blame").report()
    text = as_text(report, transcript=True)
    assert "You (1): You spoil that boy.\n    Two-way communication 0, empathy 0." in text
    assert talk.turns[0].advice.try_next in text


def test_whoever_spoke_at_the_table_has_their_name_before_their_words_once(at_the_table: Any) -> None:
    both = Line(id="a", says=("Elif: One.", "Two."), calls_for=("empathy",))
    at_the_table.lines = [both, both]
    text = as_text(at_the_table.reply("No.", (0, 0, None), 9, 2, line=both).report(), transcript=True)
    assert "Elif: Elif:" not in text
    assert f"- Elif: One.\n- {at_the_table.scenario.parent.name}: Two." in text


@FREELY
@given(data=st.data())
def test_the_document_keeps_to_its_width_and_loses_no_word(
    data: st.DataObject, conversations: Any, coach: Coach
) -> None:
    scenario, turns = data.draw(conversations)
    report = debrief(scenario, turns, coach)
    whole, kept = as_text(report, transcript=True), as_text(report, transcript=True, width=WIDTH)
    assert kept.split() == whole.split()
    for line in as_document(report).split("\n"):
        assert len(line) <= WIDTH or len(line.split()) <= 2
