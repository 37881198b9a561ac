"""What a reply puts to the parent is heard: the time, the step, and how the parent would say it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.codebook import Dimension, Proposal
from bot.coaching.scoring.clock import day_in, minute_in
from bot.coaching.scoring.scorer import Scorer


def proposals(scorer: Scorer, reply: str) -> tuple[Proposal, ...]:
    return scorer.score(reply, "What are you going to do about it?", ("two_way", "empathy")).proposals


@pytest.mark.parametrize(
    ("reply", "retold"),
    [
        ("I'll ring you on Friday to hear how it went.", "you'll ring me on Friday to hear how it went"),
        ("On Friday I'll ring you to hear what you found.", "on Friday you'll ring me to hear what I found"),
        ("I'll ring you on Friday to hear how he is.", "you'll ring me on Friday to hear how he is"),
        ("Shall we ask Mrs Farrow together to move the group?", "we ask Mrs Farrow together to move the group"),
        ("Could we make a plan together that fits you?", "we make a plan together that fits me"),
        ("I'll ring you on Thursday, when Ioan's in French.", "you'll ring me on Thursday when Ioan's in French"),
        ("How about we try it for two weeks?", "we try it for two weeks"),
        ("Let's start with ten minutes together for two weeks.", "we start with ten minutes together for two weeks"),
        ("What I can do is write it down and ring you on Friday.", "you can write it down and ring me on Friday"),
        ("I'll make a sign for you both on Monday, and in two weeks you tell me whether it helps.",
         "you'll make a sign for us both on Monday and in two weeks I tell you whether it helps"),
        ("We'll both listen to you on Thursday at four.", "you'll listen to me on Thursday at four"),
        ("il ring u on fri to hear how it went", "you'll ring me on Friday to hear how it went"),
    ],
)  # fmt: skip
def test_a_step_is_turned_into_the_parents_words(scorer: Scorer, reply: str, retold: str) -> None:
    assert retold in [proposal.retold for proposal in proposals(scorer, reply)]


def test_the_time_of_a_meeting_is_heard_with_its_day_and_hour(scorer: Scorer) -> None:
    [meeting] = [
        each
        for each in proposals(scorer, "Could you come on Monday at half past three, so that we can talk?")
        if each.kind == "meeting"
    ]
    assert (meeting.when, meeting.day, meeting.minute) == ("Monday at half past three", "monday", 15 * 60 + 30)


def test_a_talk_at_a_time_that_is_named_is_a_meeting(scorer: Scorer) -> None:
    found = proposals(scorer, "Could we meet again on Thursday at four and see together how Monday went?")
    assert ("meeting", "Thursday at four") in [(each.kind, each.when) for each in found]


@pytest.mark.parametrize(
    ("reply", "meetings"),
    [
        (
            "Shall I ring you on Monday or on Tuesday at four?",
            [("Monday", "you ring me on Monday"), ("Tuesday at four", "you ring me on Tuesday at four")],
        ),
        (
            "Shall we meet on Thursday at four, or would Friday at half past three be better?",
            [
                ("Thursday at four", "we meet on Thursday at four"),
                ("Friday at half past three", "we meet on Friday at half past three"),
            ],
        ),
        (
            "Shall we meet on Thursday at four? Or is it Friday that he swims?",
            [("Thursday at four", "we meet on Thursday at four")],
        ),
    ],
)
def test_of_two_times_to_choose_from_each_is_heard(scorer: Scorer, reply: str, meetings: list[tuple[str, str]]) -> None:
    found = [(each.when, each.retold) for each in proposals(scorer, reply) if each.kind == "meeting"]
    assert found == meetings


@pytest.mark.parametrize(
    "reply", ["Would you like me to ring you on Friday?", "Can you tell me together with him on Friday how it went?"]
)
def test_a_question_is_not_said_back_as_a_step(scorer: Scorer, reply: str) -> None:
    assert not any(each.retold and each.retold.startswith("I ") for each in proposals(scorer, reply))


def test_a_promise_without_a_deed_is_no_step(scorer: Scorer) -> None:
    assert not any(each.retold for each in proposals(scorer, "I've kept them apart today and I will tomorrow."))


def test_an_open_question_about_a_way_on_is_no_proposal(scorer: Scorer) -> None:
    assert proposals(scorer, "What could we try together?") == ()


def test_what_one_will_not_do_is_no_step(scorer: Scorer) -> None:
    assert not any(each.retold for each in proposals(scorer, "I won't ring you on Friday."))


def test_an_apology_for_an_act_is_put_to_the_parent(scorer: Scorer) -> None:
    kinds = [each.kind for each in proposals(scorer, "I should have rung you the same day. I'm sorry.")]
    assert kinds == ["apology"]


@pytest.mark.parametrize(
    ("words", "minute"),
    [
        ("thursday at four", 960), ("at a quarter to nine", 525), ("half past three", 930), ("15.30", 930),
        ("3pm", 900), ("at 8.15", 495), ("monday nine", 540), ("noon", 720), ("twenty past ten", 620),
        ("four weeks", None),
        ("in two days", None), ("monday", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_say_it(words: str, minute: int | None) -> None:
    assert minute_in(words.split()) == minute


SPOKEN = (
    "at",
    "half",
    "past",
    "to",
    "ten",
    "3",
    "12",
    "four",
    "quarter",
    "monday",
    "oclock",
    "pm",
    "15.45",
    "weeks",
    "noon",
)


@given(st.lists(st.sampled_from(SPOKEN)))
def test_any_words_give_a_minute_of_the_day_or_none(words: list[str]) -> None:
    minute = minute_in(words)
    assert minute is None or 0 <= minute < 24 * 60
    assert (day_in(words) == "monday") == ("monday" in words)


def test_a_proposal_put_as_a_question_asks_about_no_subject(scorer: Scorer) -> None:
    parent = "What are you going to do about it?"
    calls: tuple[Dimension, ...] = ("two_way", "empathy")
    assert scorer.score("Shall we start together with his reading this week?", parent, calls).asked == ()
    assert scorer.score("How does his reading go at home?", parent, calls).asked != ()


def test_an_invitation_to_both_is_said_back_by_both(scorer: Scorer) -> None:
    found = proposals(scorer, "Could you both come on Thursday at four, so that we can talk?")
    assert "we come on Thursday at four" in [str(each.retold)[:27] for each in found]
