"""After a reply the coach is kind, concrete and never at a loss, and says where its advice comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import HELPING, HURTING, MOVES, FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.gap import widest_gap
from bot.coaching.feedback.wording import quote
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario, Voice
from bot.coaching.roleplay.state import ParentState

FREELY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SCOLDING = re.compile(
    r"\b(you (failed|should have|shouldn't|should not|must not|mustn't|have to stop)|wrong of you|bad (reply|answer|"
    r"teacher)|poor|unacceptable|disappoint\w*|careless|stupid|rude|shame on|never do (that|this)|terrible|awful|"
    r"unprofessional|inappropriate|incorrect|mistaken)\b",
    re.IGNORECASE,
)


@pytest.fixture
def scenario(scenarios: list[Scenario]) -> Scenario:
    return next(scenario for scenario in scenarios if scenario.id == "angry_parent")


def line_that(*calls_for: str, **more: Any) -> Line:
    return Line(id="line", says=("Nobody rang me. I want to know why.",), calls_for=calls_for, **more)  # type: ignore[arg-type]


def parent_at(heat: int = 5, **more: Any) -> ParentState:
    return ParentState(**{"heat": heat, "trust": 3, "phase": "exploring", "line": "line", "seed": 1, **more})


def scored(reply: str, two_way: int, empathy: int, boundaries: int | None = None, **moves: str) -> ScoredReply:
    """A reply with these scores, and moves given as move="the words that make it"."""
    found = [FoundMove(move, at := reply.index(words), at + len(words), words, "x") for move, words in moves.items()]
    return ScoredReply(Scores(two_way, empathy, boundaries), tuple(found), Reasons("a", "b"))


def test_what_worked_is_said_with_the_trainees_own_words(coach: Coach, scenario: Scenario) -> None:
    reply = "You must have been worried sick. It's raining."
    given_ = scored(reply, 1, 3, name_feeling="You must have been worried sick")
    advice = coach.advise(given_, line_that("empathy"), reply, scenario, parent_at())
    assert advice.worked is not None
    assert "“You must have been worried sick”" in advice.worked
    assert scenario.parent.name.split()[0] in advice.worked


@pytest.mark.parametrize(
    ("found", "quoted"),
    [
        ("should have rung you that same", "We should have rung you that same hour"),
        ("rung", "We should have rung you that same hour"),
        ("a bit of hair", "it was only a bit of hair"),
        ("What happened when he came", "What happened when he came home?"),
    ],
)
def test_a_fragment_is_quoted_so_that_it_can_be_understood(found: str, quoted: str) -> None:
    reply = "We should have rung you that same hour. Calm down please, it was only a bit of hair. " + (
        "What happened when he came home?"
    )
    at = reply.index(found)
    assert quote(reply, FoundMove("any", at, at + len(found), found, "x")) == quoted


@FREELY
@given(data=st.data())
def test_a_quotation_never_changes_what_was_typed(data: st.DataObject, answered: Any) -> None:
    *_, reply, result = data.draw(answered)
    for found in result.moves:
        words = quote(reply, found).removeprefix("… ").removesuffix(" …")
        assert words == "…" or words in " ".join(reply.split())
        assert len(words.split()) <= 16


@FREELY
@given(data=st.data())
def test_praise_is_for_something_that_helped_and_quotes_it(data: st.DataObject, answered: Any, coach: Coach) -> None:
    scenario, line, state, reply, result = data.draw(answered)
    worked = coach.advise(result, line, reply, scenario, state).worked
    if worked is not None:
        assert any(found.move in HELPING and f"“{quote(reply, found)}”" in worked for found in result.moves)


def test_nothing_in_an_insulting_reply_is_praised(coach: Coach, scenario: Scenario) -> None:
    reply = "What happened at home, you silly cow?"
    given_ = scored(reply, 1, 0, 0, open_question="What happened at home", retaliate="you silly cow")
    assert coach.advise(given_, line_that("two_way"), reply, scenario, parent_at()).worked is None


def test_understanding_that_is_taken_back_is_not_praised(coach: Coach, scenario: Scenario) -> None:
    reply = "I understand you are angry, but rules are rules."
    given_ = scored(reply, 1, 1, name_feeling="I understand you are angry", yes_but="but rules are rules")
    advice = coach.advise(given_, line_that("empathy"), reply, scenario, parent_at())
    assert advice.worked is None
    assert "but rules are rules" in advice.try_next


def test_a_kind_word_in_a_reply_that_hurts_all_the_same_is_not_praised(coach: Coach, scenario: Scenario) -> None:
    reply = "Sorry about that. Anyway, off you go."
    given_ = scored(reply, 0, 0, admit_mistake="Sorry about that")
    assert coach.advise(given_, line_that("empathy"), reply, scenario, parent_at()).worked is None


def test_the_strategy_is_one_that_the_scenario_practises_where_there_is_a_choice(
    coach: Coach, scenario: Scenario
) -> None:
    low = scored("Hm.", 3, 1)
    first = coach.advise(low, line_that("empathy"), "Hm.", scenario, parent_at(heat=8)).strategy.id
    without = msgspec.structs.replace(scenario, strategies=("solve_together",))
    second = coach.advise(low, line_that("empathy"), "Hm.", without, parent_at(heat=8)).strategy.id
    assert (first, second) == ("stay_calm", "acknowledge_agitation")


def test_a_crossed_boundary_comes_before_everything_else(coach: Coach, scenario: Scenario) -> None:
    reply = "It was Kyle. You should have watched him."
    given_ = scored(reply, 0, 0, 0, disclose_other="It was Kyle", blame="You should have watched him")
    advice = coach.advise(given_, line_that("empathy"), reply, scenario, parent_at())
    assert "It was Kyle" in advice.try_next
    assert advice.strategy.id == "keep_confidential"


def test_of_a_school_word_only_the_word_is_quoted(coach: Coach, scenario: Scenario) -> None:
    reply = "We could look at her phonological awareness this term."
    given_ = scored(reply, 1, 3, jargon="phonological awareness")
    advice = coach.advise(given_, line_that("two_way"), reply, scenario, parent_at())
    assert "“phonological awareness”" in advice.try_next


def test_what_hurt_comes_before_what_was_only_left_out(coach: Coach, scenario: Scenario) -> None:
    reply = "It's only a scratch."
    given_ = scored(reply, 1, 0, 1, dismiss="It's only a scratch")
    advice = coach.advise(given_, line_that("two_way", "boundaries"), reply, scenario, parent_at())
    assert "It's only a scratch" in advice.try_next


def test_what_the_line_calls_for_comes_before_what_it_does_not(coach: Coach) -> None:
    gap = widest_gap(scored("Hm.", 1, 2), line_that("empathy"), parent_at(), coach.texts.remedies)
    assert gap == "empathy"


def test_a_furious_parent_is_heard_first(coach: Coach) -> None:
    low = scored("Hm.", 1, 1, 1)
    line = line_that("two_way", "boundaries", "empathy")
    assert widest_gap(low, line, parent_at(heat=9), coach.texts.remedies) == "empathy"
    assert widest_gap(low, line, parent_at(heat=3), coach.texts.remedies) == "boundaries"


def test_a_reply_with_nothing_to_improve_still_gets_a_next_step(coach: Coach, scenario: Scenario) -> None:
    advice = coach.advise(scored("Hm.", 3, 3, 3), line_that("two_way"), "Hm.", scenario, parent_at(phase="deciding"))
    forward = next(step for step in coach.texts.forward if step.id == "towards_an_agreement")
    assert advice.wording in forward.wording


def test_the_wording_is_the_example_that_the_author_wrote_for_the_line(coach: Coach, scenario: Scenario) -> None:
    line = line_that("empathy", example="Of course you wanted to know at once.")
    advice = coach.advise(scored("Hm.", 1, 1), line, "Hm.", scenario, parent_at())
    assert advice.wording == "Of course you wanted to know at once."


def test_a_disclosure_can_be_said_back_in_the_parents_words(coach: Coach, scenario: Scenario) -> None:
    line = Line(
        id="line", says=("(looks away) Well.", "He hasn't slept since Tuesday."), calls_for=("two_way",), tells=("x",)
    )
    wording = coach.advise(scored("Hm.", 1, 3), line, "Hm.", scenario, parent_at()).wording
    assert "“He hasn't slept since Tuesday.”" in wording


def test_what_a_third_voice_said_is_said_back_without_its_name(coach: Coach, scenario: Scenario) -> None:
    table = msgspec.structs.replace(scenario, voices=(Voice("Kit", "himself", 9),))
    line = Line(id="line", says=("Hm.", "Kit: I couldn't sleep at all."), calls_for=("two_way",), tells=("x",))
    wording = coach.advise(scored("Hm.", 1, 3), line, "Hm.", table, parent_at()).wording
    assert "“I couldn't sleep at all.”" in wording


def test_what_is_said_back_is_what_was_really_said(coach: Coach, scenario: Scenario) -> None:
    line = Line(id="line", says=("I can make {when}.",), calls_for=("two_way",), tells=("x",))
    state = msgspec.structs.replace(parent_at(), line="line", words=("I can make Monday at four.",))
    assert "“I can make Monday at four.”" in coach.advise(scored("Hm.", 1, 3), line, "Hm.", scenario, state).wording


@FREELY
@given(data=st.data())
def test_no_advice_comes_twice_in_a_row_for_different_lines(data: st.DataObject, answered: Any, coach: Coach) -> None:
    scenario, line, state, reply, result = data.draw(answered)
    other_line = data.draw(st.sampled_from([other for other in scenario.lines if other.calls_for and other != line]))
    _, _, other_state, other_reply, other_result = data.draw(answered)
    later = msgspec.structs.replace(other_state, turn=state.turn + 1, line=other_line.id)
    one = coach.advise(result, line, reply, scenario, state)
    two = coach.advise(other_result, other_line, other_reply, scenario, later)
    assert one.try_next != two.try_next
    assert one.wording != two.wording


@FREELY
@given(data=st.data())
def test_every_piece_of_advice_rests_on_a_cited_strategy_and_leaves_no_place_unfilled(
    data: st.DataObject, answered: Any, coach: Coach
) -> None:
    scenario, line, state, reply, result = data.draw(answered)
    assume("{" not in reply)
    advice = coach.advise(result, line, reply, scenario, state)
    assert advice.strategy.id in coach.strategies
    assert advice.strategy.citation == coach.sources[advice.strategy.source].citation
    for words in (advice.worked or "ok", advice.try_next, advice.wording, advice.strategy.about):
        assert words.strip()
        assert "{" not in words
    assert advice == coach.advise(result, line, reply, scenario, state)


def coachs_voice(coach: Coach) -> Iterator[str]:
    """All that the coach says in its own voice; what a teacher could say to a parent is not in it."""
    for praise in coach.texts.praise.values():
        yield from (praise.about, *praise.praise)
    for remedy in coach.texts.remedies.values():
        yield from (remedy.about, *remedy.try_next)
    for need in coach.texts.needs:
        yield from (*need.needs, *need.try_low, *need.try_nearly)
    for step in coach.texts.forward:
        yield from step.try_next
    for score in coach.texts.scores.values():
        yield from (score.about, score.practise, *score.anchors)
    for strategy in coach.strategies.values():
        yield from (strategy.about, strategy.when)
    texts = coach.texts.debrief
    yield from (*texts.endings.values(), texts.going_on, texts.stopped, *(duty.says for duty in texts.duties))
    yield from (texts.earned, texts.cost, *texts.layers, texts.share_above)
    why = texts.suggestions
    yield from (why.first, *why.again.values(), *why.lowest.values(), why.harder, why.strategy, why.fresh)


def test_the_coach_never_scolds(coach: Coach) -> None:
    assert [text for text in coachs_voice(coach) if SCOLDING.search(text)] == []


def test_the_coach_is_short(coach: Coach) -> None:
    tips = [text for remedy in coach.texts.remedies.values() for text in remedy.try_next]
    tips += [text for need in coach.texts.needs for text in (*need.try_low, *need.try_nearly)]
    assert [tip for tip in tips if len(tip.split()) > 32] == []


def test_every_move_has_its_words(coach: Coach) -> None:
    assert set(coach.texts.praise) == set(HELPING)
    assert set(coach.texts.remedies) == set(HURTING)
    assert not any("_" in coach.texts.move_name(move) for move in MOVES)


@pytest.mark.parametrize(
    ("name", "relation", "called", "their"),
    [
        ("Dawn Pritchard", "mother", "Dawn", "her"),
        ("Mr Okafor", "father", "Mr Okafor", "his"),
        ("Sam Lee", "foster carer", "Sam", "their"),
    ],
)
def test_a_parent_is_spoken_of_as_one_would(
    coach: Coach, scenario: Scenario, name: str, relation: str, called: str, their: str
) -> None:
    parent = msgspec.structs.replace(scenario.parent, name=name, relation=relation)
    scenario = msgspec.structs.replace(scenario, parent=parent)
    reply = "How did you hear of it yourself?"
    given_ = scored(reply, 2, 1, open_question=reply)
    advice = coach.advise(given_, line_that("two_way"), reply, scenario, parent_at(turn=2))
    assert advice.worked == f"“{reply}” invites {called} to tell it in {their} own way."


@pytest.mark.parametrize("scores", [(3, 2), (1, 1), (2, 3)])
@pytest.mark.parametrize("heat", [2, 8])
def test_whoever_takes_the_coachs_wording_is_not_offered_it_again(
    coach: Coach, scenario: Scenario, scores: tuple[int, int], heat: int
) -> None:
    line = line_that("two_way", "empathy", example="You waited by the phone, and nobody rang. What happened then?")
    for asked in (line, msgspec.structs.replace(line, example=None)):
        hint = coach.hint(asked, parent_at(heat), scenario).wording
        advice = coach.advise(scored(hint, *scores), asked, hint.lower(), scenario, parent_at(heat))
        assert advice.wording.casefold() not in hint.casefold()
