"""Asked why, the coach says what decided each score, and what would have raised it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import DIMENSIONS, HELPING, MOVES, Dimension, FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.scores_explained import ScoresExplained, explain_scores
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn

Answered = tuple[Scenario, Line, ParentState, str, ScoredReply]


def turn_of(answered: Answered, coach: Coach) -> Turn:
    scenario, line, state, reply, scored = answered
    advice = coach.advise(scored, line, reply, scenario, state)
    number, parent = state.turn + 1, "\n".join(line.says)
    return Turn(number, line.id, parent, line.calls_for, line.probe, reply, scored, advice, state, state, ("Right.",))


def explained(
    coach: Coach, scenarios: list[Scenario], scores: Scores, *found: tuple[str, str], asked: tuple[Dimension, ...] = ()
) -> ScoresExplained:
    """Of a reply to an angry mother, made up of the words of its moves."""
    scenario = next(scenario for scenario in scenarios if scenario.id == "angry_parent")
    line = next(line for line in scenario.lines if set(line.calls_for) == {"two_way", "empathy"})
    reply = ". ".join(words for _, words in found) or "Okay."
    moves = [
        FoundMove(move, reply.index(words), reply.index(words) + len(words), words, f"{move}.any")
        for move, words in found
    ]
    scored = ScoredReply(scores, tuple(moves), Reasons("It asked.", "It blamed.", None))
    state = ParentState(heat=8, trust=3, phase="venting", line=line.id, seed=1, turn=2)
    return explain_scores(turn_of((scenario, line, state, reply, scored), coach), scenario, coach, asked)


BLAME = ("blame", "you should have brought him up better")
SORRY = ("admit_mistake", "we should have rung you that same hour")


def test_a_low_score_is_explained_with_the_own_words_and_a_way_up(coach: Coach, scenarios: list[Scenario]) -> None:
    why = explained(coach, scenarios, Scores(1, 0), BLAME)
    two_way, empathy = why.scores
    assert (empathy.score, empathy.reason) == (0, "It blamed.")
    assert [(each.words, each.helps) for each in empathy.decided] == [(BLAME[1], False)]
    assert two_way.higher is not None
    assert empathy.higher is not None
    assert empathy.higher.score == 2, "there is no point in aiming at a 1"
    assert BLAME[1] in empathy.higher.try_next
    assert why.wording
    text = why.as_text()
    for words in ("Empathy, 0 of 3. It blamed.", "A 2 looks like this: ", f"“{why.wording}”", why.strategy.name):
        assert words in text
    assert "))" not in text


def test_a_score_can_be_asked_about_by_itself(coach: Coach, scenarios: list[Scenario]) -> None:
    why = explained(coach, scenarios, Scores(1, 0), BLAME, asked=("empathy",))
    assert [score.dimension for score in why.scores] == ["empathy"]
    assert why.scores[0].higher is not None
    assert why.strategy == why.scores[0].higher.strategy


def test_the_highest_score_is_explained_by_the_strategy_that_was_shown(coach: Coach, scenarios: list[Scenario]) -> None:
    why = explained(coach, scenarios, Scores(2, 3), SORRY, asked=("empathy",))
    assert why.scores[0].higher is None
    assert why.wording is None
    assert why.strategy.id == "admit_mistakes"
    assert "none higher" in why.as_text()


def test_a_score_that_does_not_apply_is_left_out(coach: Coach, scenarios: list[Scenario]) -> None:
    assert explained(coach, scenarios, Scores(2, 2), asked=("boundaries",)).scores == ()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_score_of_any_reply_is_explained(data: st.DataObject, answered: Any, coach: Coach) -> None:
    drawn: Answered = data.draw(answered)
    scenario, line, _, reply, scored = drawn
    turn = turn_of(drawn, coach)
    why = explain_scores(turn, scenario, coach)
    assert [score.dimension for score in why.scores] == [d for d in DIMENSIONS if scored.scores.of(d) is not None]
    for score in why.scores:
        assert score.score == scored.scores.of(score.dimension)
        assert all(MOVES[each.move] == score.dimension for each in score.decided)
        assert all(each.helps is (each.move in HELPING) for each in score.decided)
        lacking = score.score < 3 and (score.score < 2 or score.dimension in line.calls_for)
        assert (score.higher is not None) is lacking
        if score.higher is not None:
            assert score.score < score.higher.score <= 3
            assert score.higher.try_next.strip()
    assert (why.wording is None) is all(score.higher is None for score in why.scores)
    left_open = why.as_text().replace(reply, "")
    assert "{parent}" not in left_open
    assert "{child}" not in left_open
    assert why == explain_scores(turn, scenario, coach)


@pytest.mark.parametrize(
    ("words", "scores"),
    [
        ("Why only 1 for empathy?", ("empathy",)),
        ("why did my TWO-WAY communication get a 1", ("two_way",)),
        ("two way?", ("two_way",)),
        ("explain my boundaries score and my empathy", ("empathy", "boundaries")),
        ("why?", ()),
        ("why was that empathetically so low", ()),
    ],
)
def test_the_scores_asked_about_are_heard(coach: Coach, words: str, scores: tuple[Dimension, ...]) -> None:
    assert coach.scores_in(words) == scores
