"""The report says what happened, why, and what to practise next, whenever it is asked for."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.debrief.report import Report, debrief, share_of_talk
from bot.coaching.debrief.text import as_text
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import Memory

FREELY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_before_the_first_reply_there_is_a_report_that_invites_to_begin(talk: Any) -> None:
    report = talk.report()
    assert (report.turns, report.ended, report.best_turn, report.share_of_talk.teacher) == (0, None, None, None)
    assert "first reply" in report.ending
    assert {missed.id for missed in report.strategies_missed} == set(talk.scenario.strategies)
    assert all(missed.turn is None and missed.parent is None for missed in report.strategies_missed)
    assert report.next
    assert report.untold == ()
    assert as_text(report)


def test_the_end_is_explained_by_the_reply_that_cost_most(talk: Any) -> None:
    talk.reply("I see how angry you are.", (1, 3, None), 7, 4, "name_feeling")
    talk.reply("You spoil that boy.", (0, 0, None), 10, 1, "blame", ended="walkout")
    report = talk.report()
    assert report.ending.startswith("Dawn walked out.")
    assert "your reply 2, “You spoil that boy” (blame)" in report.ending
    assert report.costliest_turn is not None
    assert report.costliest_turn.turn == 2
    assert report.costliest_turn.why.endswith("Heat went from 7 to 10 and trust went from 4 to 1.")


def test_an_agreement_is_explained_by_the_reply_that_earned_it(talk: Any) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3)
    talk.reply("We should have rung you. I'm sorry.", (1, 3, None), 5, 5, "admit_mistake")
    talk.reply("Shall we look back on Friday?", (3, 1, None), 4, 6, "agree_next_step", ended="agreement")
    report = talk.report()
    assert report.best_turn is not None
    assert report.best_turn.turn == 2
    assert report.best_turn.words == "We should have rung you. I'm sorry"
    assert "admitting a mistake" in report.ending


def test_a_strategy_that_was_used_is_shown_with_the_words_that_used_it(talk: Any) -> None:
    report = talk.reply("We should have rung you. I'm sorry.", (1, 3, None), 5, 5, "admit_mistake").report()
    used = next(used for used in report.strategies_used if used.id == "admit_mistakes")
    assert used.turns == (1,)
    assert used.words == ("We should have rung you. I'm sorry",)
    assert used.citation == "Leenders et al. (2019)"


def test_an_apology_that_ends_in_blame_does_not_count_as_a_strategy(talk: Any) -> None:
    report = talk.reply("Sorry, but you spoil him.", (0, 0, None), 9, 2, "admit_mistake", "blame").report()
    assert "admit_mistakes" not in {used.id for used in report.strategies_used}


def test_a_missed_strategy_names_the_moment_that_asked_for_it(talk: Any) -> None:
    asks = next(line for line in talk.scenario.lines if line.tempts == "disclose_other")
    talk.reply("Hello.", (1, 1, None), 8, 3)
    talk.reply("We will see.", (1, 1, 1), 8, 3, "avoid", line=asks)
    missed = next(missed for missed in talk.report().strategies_missed if missed.id == "keep_confidential")
    assert missed.turn == 2
    assert missed.parent == "\n".join(asks.says)
    assert talk.scenario.parent.child in missed.wording


def test_what_is_asked_to_stay_secret_gets_an_example_about_secrets(talk: Any, scenarios: list[Scenario]) -> None:
    talk.scenario = next(scenario for scenario in scenarios if scenario.id == "neglect_concerns")
    asks = next(line for line in talk.scenario.lines if line.tempts == "keep_secret")
    talk.reply("Hm.", (1, 1, 1), 4, 3, "avoid", line=asks)
    missed = next(missed for missed in talk.report().strategies_missed if missed.id == "keep_confidential")
    assert "tell you first" in missed.wording


def test_a_concern_that_was_raised_counts_whenever_it_was_raised(talk: Any, scenarios: list[Scenario]) -> None:
    talk.scenario = next(scenario for scenario in scenarios if scenario.id == "neglect_concerns")
    chat = next(line for line in talk.scenario.lines if line.calls_for == ("two_way",))
    talk.reply("She comes in hungry, and I worry.", (1, 1, None), 4, 3, "raise_concern", line=chat)
    assert "raise_the_concern" in {used.id for used in talk.report().strategies_used}


def test_what_cost_most_is_what_to_practise_next(talk: Any) -> None:
    talk.reply("He is in the ZPD.", (1, 2, None), 8, 3, "jargon").reply("You spoil him.", (0, 0, None), 9, 1, "blame")
    remedy = talk.coach.texts.remedies["blame"]
    assert any(talk.coach.strategies[id].name in advice for id in remedy.strategies for advice in talk.report().next)


def test_the_share_of_talk_counts_each_spoken_word_once_and_no_gestures(talk: Any) -> None:
    short = Line(id="a", says=("(sits down) One two three.", "Four."), calls_for=("empathy",))
    talk.lines = [short, short, short]
    talk.reply("Five six, it's.", (1, 1, None), 8, 3).reply("Seven.", (1, 1, None), 8, 3)
    assert share_of_talk(talk.turns) == pytest.approx(4 / (4 + 3 * 4))


def test_a_conversation_without_words_has_no_share_of_talk() -> None:
    with pytest.raises(ValueError, match="without words"):
        share_of_talk([])


def test_the_share_of_talk_stands_beside_the_fields_figures(talk: Any) -> None:
    share = talk.reply("Word " * 500, (0, 1, None), 8, 3, "lecture").report().share_of_talk
    assert share.teacher is not None
    assert share.teacher > 0.6
    assert {(figure.label, figure.share) for figure in share.field} == {
        ("parent–teacher conferences", 0.8),
        ("home visits", 0.6),
        ("collective meetings", 0.95),
    }
    assert {figure.source for figure in share.field} == {"Lusse, Notten & Engbersen (2019)"}


def test_someone_who_talks_too_much_is_told_to_talk_less(talk: Any) -> None:
    assert any("% of the talking" in advice for advice in talk.reply("Word " * 500, (2, 3, None), 8, 3).report().next)


def test_what_the_parent_kept_back_stays_so_while_the_talk_goes_on(talk: Any, coach: Coach) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3)
    assert debrief(talk.scenario, talk.turns, coach, reveal=False).untold == ()
    talk.reply("Whatever.", (0, 0, None), 10, 1, "dismiss", ended="walkout")
    assert len(debrief(talk.scenario, talk.turns, coach, reveal=False).untold) > 0


def test_what_was_chosen_before_the_meeting_stands_with_what_came_of_it(at_the_table: Any) -> None:
    assert at_the_table.report().arrangements == ()
    report = at_the_table.reply("Hello.", (1, 1, None), 8, 3).report()
    chosen, *others = report.arrangements
    assert (chosen.option, chosen.as_planned, chosen.citation) == ("big_desk", False, "Bootman (2022)")
    assert chosen.effect == at_the_table.scenario.option("big_desk").effect
    assert [(other.as_planned, other.effect, other.citation) for other in others] == [(True, None, None)] * 2
    assert report.difficulty == "hard"
    text = as_text(report)
    assert chosen.effect in text
    assert "(Bootman, 2022)" in text
    assert text.count("As planned.") == 2
    assert "You chose the harder way." in text


def test_a_scenario_without_choices_says_nothing_of_them(talk: Any) -> None:
    talk.scenario = msgspec.structs.replace(talk.scenario, arrangements=())
    report = talk.reply("Hello.", (1, 1, None), 8, 3).report()
    assert report.arrangements == ()
    assert "BEFORE THE MEETING" not in as_text(report)


def test_what_was_agreed_stands_in_the_parents_words(talk: Any) -> None:
    assert "WHAT YOU AGREED" not in as_text(talk.reply("Hello.", (1, 1, None), 8, 3).report())
    settled = Memory(agreed=("I'll ring you on Friday",), steps=("you'll ring me on Friday",), meeting="Monday at four")
    report = talk.reply("I'll ring you on Friday.", (2, 2, None), 4, 6, memory=settled).report()
    assert report.agreed.steps == ("You'll ring me on Friday.",)
    assert report.agreed.in_parents_words == ("You'll ring me on Friday.", "Monday at four.")
    assert "- You'll ring me on Friday." in as_text(report)


def test_what_cannot_be_turned_round_stands_in_the_trainees_own_words(talk: Any) -> None:
    settled = Memory(agreed=("Let's try the sheet for a week",))
    report = talk.reply("Let's try the sheet for a week.", (2, 2, None), 4, 6, memory=settled).report()
    assert "In your words:\n- “Let's try the sheet for a week”" in as_text(report)


def test_who_speaks_at_the_table_stands_over_their_words_and_their_name_is_not_counted(at_the_table: Any) -> None:
    both = Line(id="a", says=("(sits down) One two.", "Elif: Three.", "Elif: Four."), calls_for=("empathy",))
    at_the_table.lines = [both, both]
    report = at_the_table.reply("Five six seven eight.", (1, 1, None), 8, 3, line=both).report()
    mother = at_the_table.scenario.parent.name
    assert [(said.name, said.text) for said in report.transcript] == [
        (mother, "(sits down) One two."),
        ("Elif", "Three.\nFour."),
        (None, "Five six seven eight."),
        (mother, "(sits down) One two."),
        ("Elif", "Three.\nFour."),
    ]
    assert report.share_of_talk.teacher == pytest.approx(4 / (4 + 2 * 4), abs=0.001)
    assert "\nElif: Three." in as_text(report, transcript=True)


@FREELY
@given(data=st.data())
def test_a_report_is_complete_for_every_conversation(data: st.DataObject, conversations: Any, coach: Coach) -> None:
    scenario, turns = data.draw(conversations)
    report = debrief(scenario, turns, coach)
    used, missed = {one.id for one in report.strategies_used}, {one.id for one in report.strategies_missed}
    assert not used & missed
    assert set(scenario.strategies) <= used | missed
    cited = {(one.source, one.citation) for one in report.strategies_used}
    cited |= {(one.source, one.citation) for one in report.strategies_missed}
    assert all(citation == coach.sources[source].citation for source, citation in cited)
    told, untold = {one.id for one in report.told}, {one.id for one in report.untold}
    assert not told & untold
    assert told | untold == ({hidden.id for hidden in scenario.worries + scenario.facts} if turns else set())
    assert [said.text for said in report.transcript if said.speaker == "teacher"] == [turn.reply for turn in turns]
    assert [point.turn for point in report.course] == [turn.number for turn in turns]
    assert {probe.id for probe in report.probes} == {probe.id for probe in scenario.probes}
    assert all(probe.turn is not None for probe in report.probes if probe.id in {turn.probe for turn in turns})
    assert 1 <= len(report.next) <= 3
    assert report.share_of_talk.teacher is None or 0 <= report.share_of_talk.teacher <= 1


@FREELY
@given(data=st.data())
def test_every_strategy_is_credited_to_words_that_were_typed(
    data: st.DataObject, conversations: Any, coach: Coach
) -> None:
    scenario, turns = data.draw(conversations)
    replies = {turn.number: " ".join(turn.reply.split()) for turn in turns}
    for used in debrief(scenario, turns, coach).strategies_used:
        assert len(used.turns) == len(used.words)
        for turn, words in zip(used.turns, used.words, strict=True):
            bare = words.removeprefix("… ").removesuffix(" …")
            assert bare == "…" or bare in replies[turn]


@FREELY
@given(data=st.data())
def test_a_report_survives_being_sent_and_reads_the_same_each_time(
    data: st.DataObject, conversations: Any, coach: Coach
) -> None:
    scenario, turns = data.draw(conversations)
    report = debrief(scenario, turns, coach)
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
    assert debrief(scenario, turns, coach) == report
    assert report.ending in as_text(report)
    assert as_text(report, transcript=True).startswith(as_text(report))
