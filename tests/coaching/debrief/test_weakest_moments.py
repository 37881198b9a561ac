"""For the moments that cost most the report shows what a reply could have been."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.debrief.report import debrief
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.whole_reply import whole_reply
from bot.coaching.roleplay.scenario import Scenario

FREELY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_two_replies_that_cost_most_are_shown_the_costliest_first(talk: Any) -> None:
    talk.reply("We do not share such information.", (1, 1, None), 8, 3)
    talk.reply("You spoil that boy.", (0, 0, None), 10, 0, "blame")
    talk.reply("I see.", (1, 0, None), 10, 0)
    weakest = talk.report().weakest
    assert [moment.turn for moment in weakest] == [2, 3]
    assert weakest[0].reply == "You spoil that boy."
    assert weakest[0].words == "You spoil that boy"
    assert weakest[0].parent == talk.turns[1].parent
    assert weakest[0].why.endswith("Heat went from 8 to 10 and trust went from 3 to 0.")
    assert weakest[0].strategy == talk.turns[1].advice.strategy


def test_the_moment_that_the_report_calls_the_costliest_is_the_first(talk: Any) -> None:
    talk.reply("No.", (0, 0, None), 8, 3).reply("What you need is rules.", (1, 1, None), 9, 1, "lecture")
    report = talk.report()
    assert report.costliest_turn is not None
    assert [moment.turn for moment in report.weakest] == [report.costliest_turn.turn, 1]


def test_a_good_talk_has_no_weak_moments(talk: Any) -> None:
    talk.reply("You're right, I'm sorry. What happened at home?", (3, 3, None), 5, 5, "admit_mistake")
    talk.reply("And how is he now?", (2, 2, None), 4, 6, "open_question")
    assert talk.report().weakest == ()


def test_a_low_score_that_nobody_called_for_and_that_cost_nothing_is_no_weak_moment(talk: Any) -> None:
    plain = next(line for line in talk.scenario.lines if line.calls_for == ("empathy",))
    talk.reply("That must have been a fright.", (1, 3, None), 7, 4, "name_feeling", line=plain)
    assert talk.report().weakest == ()


def test_the_reply_that_brought_the_agreement_about_needs_no_better_one(talk: Any) -> None:
    talk.reply("Good. Friday it is.", (1, 1, None), 8, 3, "agree_next_step", ended="agreement")
    assert talk.report().weakest == ()


def test_what_the_author_of_a_line_wrote_as_a_good_reply_is_what_it_could_have_been(talk: Any) -> None:
    line = next(line for line in talk.scenario.lines if line.example and line.calls_for)
    talk.reply("No.", (0, 0, None), 9, 2, line=line)
    assert talk.report().weakest[0].wording == line.example


def test_without_an_authors_example_it_does_all_that_the_line_called_for(talk: Any, coach: Coach) -> None:
    line = next(line for line in talk.scenario.lines if line.calls_for and line.example)
    line = msgspec.structs.replace(line, example=None, calls_for=("two_way", "empathy"), tells=(), tempts=None)
    state = msgspec.structs.replace(talk.state, heat=5, phase="exploring")
    both = whole_reply(coach, line, "No.", talk.scenario, state, ("two_way", "empathy"))
    warm = whole_reply(
        coach, msgspec.structs.replace(line, calls_for=("empathy",)), "No.", talk.scenario, state, ["empathy"]
    )
    assert both.startswith(warm)
    assert both.endswith("?")
    assert both != warm


def test_what_is_a_whole_reply_in_itself_gets_no_second_word_of_understanding(talk: Any, coach: Coach) -> None:
    line = next(line for line in talk.scenario.lines if "boundaries" in line.calls_for)
    line = msgspec.structs.replace(line, example=None, calls_for=("empathy", "boundaries"), tempts=None)
    calm = next(need for need in coach.texts.needs if need.id == "calm_line")
    state = msgspec.structs.replace(talk.state, heat=8)
    assert whole_reply(coach, line, "No.", talk.scenario, state, ["empathy"]) in calm.wording


@FREELY
@given(data=st.data())
def test_a_moment_is_only_shown_where_a_reply_fell_short(data: st.DataObject, conversations: Any, coach: Coach) -> None:
    scenario, turns = data.draw(conversations)
    weakest = debrief(scenario, turns, coach).weakest
    assert len(weakest) <= 2
    assert len({moment.turn for moment in weakest}) == len(weakest)
    for moment in weakest:
        scores = [moment.scores.of(dimension) for dimension in DIMENSIONS]
        assert min(score for score in scores if score is not None) < 2
        assert moment.reply == turns[moment.turn - 1].reply


@FREELY
@given(data=st.data(), low=st.sets(st.sampled_from(DIMENSIONS)))
def test_what_a_reply_could_have_been_says_everything_once_and_leaves_no_place_open(
    data: st.DataObject, moments: Any, scenarios: list[Scenario], coach: Coach, low: Any
) -> None:
    scenario, line, state = data.draw(moments)
    line = msgspec.structs.replace(line, example=None)
    wording = whole_reply(coach, line, "Hello.", scenario, state, low)
    sentences = [sentence.strip() for sentence in re.split(r"(?<=[.?!])\s", wording)]
    assert len(sentences) == len(set(sentences))
    assert "{" not in wording
    assert len(wording.split()) >= 3
