"""When asked, the coach says what this parent needs now, and what its own words mean."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import HELPING
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import Line, Temptation
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState


def hint_for(coach: Coach, scenario: Scenario, line: Line, heat: int) -> str:
    return coach.hint(line, ParentState(heat, 3, "exploring", line.id, seed=1), scenario).move


def test_a_hint_for_a_furious_parent_is_to_name_what_they_feel(coach: Coach, scenarios: list[Scenario]) -> None:
    line = Line(id="a", says=("You lot!",), calls_for=("two_way", "empathy", "boundaries"))
    assert hint_for(coach, scenarios[0], line, heat=9) == "naming the feeling"


def test_when_it_is_time_to_settle_the_hint_settles(coach: Coach, scenarios: list[Scenario]) -> None:
    line = Line(id="a", says=("He sings in the bath.",), calls_for=("two_way",), example="What does he sing?")
    closing = ParentState(2, 8, "closing", line.id, seed=1)
    hint = coach.hint(line, closing, scenarios[0])
    assert hint.move == "clear next step"
    assert hint.wording != line.example


@pytest.mark.parametrize(
    ("temptation", "move"),
    [
        ("disclose_other", "keeping it private"),
        ("keep_secret", "keeping it private"),
        ("over_promise", "saying what can and cannot be done"),
        ("give_in", "saying what can and cannot be done"),
        ("avoid", "raising the concern"),
    ],
)
def test_a_hint_for_a_temptation_is_how_not_to_yield(
    coach: Coach, scenarios: list[Scenario], temptation: Temptation, move: str
) -> None:
    line = Line(id="a", says=("Please.",), calls_for=("empathy", "boundaries"), tempts=temptation)
    assert hint_for(coach, scenarios[0], line, heat=4) == move


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_hint_is_for_something_that_the_line_calls_for(data: st.DataObject, moments: Any, coach: Coach) -> None:
    scenario, line, state = data.draw(moments)
    hint = coach.hint(line, state, scenario)
    lifts = {HELPING[move] for move in HELPING if coach.texts.move_name(move) == hint.move}
    assert lifts <= set(line.calls_for)
    assert lifts
    assert "{" not in hint.as_text()
    assert line.example is None or state.phase in ("deciding", "closing") or hint.wording == line.example


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("what is two-way communication?", "Two-way communication"),
        ("Two way communication", "Two-way communication"),
        ("empathy", "Empathy"),
        ("What does keeping boundaries mean?", "Keeping boundaries"),
        ("explain an open question please", "Open question"),
        ("what's validation", "Saying that it makes sense"),
        ("what is a leading question?", "Leading question"),
        ("tell me about letting the parent let off steam", "Let the parent let off steam"),
        ("blow off steem", "Let the parent let off steam"),
        ("admit_mistakes", "Admit even small mistakes"),
        ("what is heat", "Heat"),
        ("could you tell me more about what an open question looks like in practice?", "Open question"),
    ],
)
def test_the_coach_explains_what_it_is_asked_about(coach: Coach, question: str, title: str) -> None:
    explanation = coach.explain(question)
    assert explanation is not None
    assert explanation.title == title


def test_every_strategy_is_explained_by_its_name_with_its_source(coach: Coach) -> None:
    for id, strategy in coach.strategies.items():
        for term in (strategy.name, f"What is {strategy.name.lower()}?", id):
            explanation = coach.explain(term)
            assert explanation is not None, term
            assert explanation.title == strategy.name
            assert explanation.source == coach.sources[strategy.source].citation


def test_every_move_is_explained_by_its_name(coach: Coach) -> None:
    for move in (*coach.texts.praise, *coach.texts.remedies):
        explanation = coach.explain(coach.texts.move_name(move))
        assert explanation is not None, move
        assert "{" not in explanation.text


@pytest.mark.parametrize(
    "words",
    [
        "How do I move on when a parent has lost all trust in me?",
        "",
        "   ",
        "?!",
        "photosynthesis",
        "😀",
        "x" * 5000,
        "{parent}",
    ],
)
def test_what_the_coach_does_not_know_it_does_not_explain(coach: Coach, words: str) -> None:
    assert coach.explain(words) is None
