"""The coach as shipped, the scenarios as shipped, and conversations of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bot.coaching.codebook import MOVES, FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import PHASES, Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.library.coach_texts import read_coach
from bot.library.documents import read_document

KNOWLEDGE = Path(__file__).parents[2] / "bot" / "knowledge"


@pytest.fixture(scope="session")
def coach() -> Coach:
    return read_coach(KNOWLEDGE)


@pytest.fixture(scope="session")
def scenarios() -> list[Scenario]:
    return [read_document(file, Scenario).value for file in sorted((KNOWLEDGE / "scenarios").glob("*.yml"))]


@st.composite
def _scored(draw: DrawFn, reply: str) -> ScoredReply:
    """Any scores and any moves, each at some stretch of the reply."""
    found = []
    for move in draw(st.lists(st.sampled_from(sorted(MOVES)), max_size=5)):
        start = draw(st.integers(0, len(reply) - 1))
        end = draw(st.integers(start + 1, len(reply)))
        found.append(FoundMove(move, start, end, reply[start:end], f"{move}.any"))
    score = st.integers(0, 3)
    scores = Scores(draw(score), draw(score), draw(st.none() | score))
    return ScoredReply(scores, tuple(found), Reasons("One.", "Two.", None if scores.boundaries is None else "Three."))


REPLIES = st.text(min_size=1, max_size=200).filter(str.strip)


@pytest.fixture(scope="session")
def replies() -> SearchStrategy[str]:
    """Anything that can be typed."""
    return REPLIES


@st.composite
def _moments(draw: DrawFn, scenarios: list[Scenario]) -> tuple[Scenario, Line, ParentState]:
    scenario = draw(st.sampled_from(scenarios))
    line = draw(st.sampled_from([line for line in scenario.lines if line.calls_for]))
    return scenario, line, draw(_states(line.id))


@st.composite
def _states(draw: DrawFn, line: str) -> ParentState:
    level = st.integers(0, 10)
    return ParentState(
        draw(level), draw(level), draw(st.sampled_from(PHASES)), line, seed=1, turn=draw(st.integers(0, 24))
    )


@pytest.fixture(scope="session")
def moments(scenarios: list[Scenario]) -> SearchStrategy[tuple[Scenario, Line, ParentState]]:
    """Any line of any scenario, said by a parent in any mood."""
    return _moments(scenarios)


Answered = tuple[Scenario, Line, ParentState, str, ScoredReply]


@pytest.fixture(scope="session")
def answered(moments: SearchStrategy[tuple[Scenario, Line, ParentState]]) -> SearchStrategy[Answered]:
    """Not a turn yet: a moment, a reply and what a scorer might make of it."""

    @st.composite
    def drawn(draw: DrawFn) -> Answered:
        scenario, line, state = draw(moments)
        reply = draw(REPLIES)
        return scenario, line, state, reply, draw(_scored(reply))

    return drawn()


@pytest.fixture(scope="session")
def conversations(scenarios: list[Scenario], coach: Coach) -> SearchStrategy[tuple[Scenario, list[Turn]]]:
    """Any conversation of up to six turns, ended or not, whatever was said in it."""

    @st.composite
    def drawn(draw: DrawFn) -> tuple[Scenario, list[Turn]]:
        scenario = draw(st.sampled_from(scenarios))
        lines = draw(
            st.lists(st.sampled_from([line for line in scenario.lines if line.calls_for]), max_size=7, unique=True)
        )
        secrets = draw(st.permutations([hidden.id for hidden in scenario.worries + scenario.facts]))
        turns: list[Turn] = []
        states = [draw(_states(line.id)) for line in lines]
        for number, (line, after) in enumerate(zip(lines, states[1:], strict=False), start=1):
            before = turns[-1].state if turns else states[0]
            reply = draw(REPLIES)
            scored = draw(_scored(reply))
            last = number == len(lines) - 1
            state = ParentState(
                heat=after.heat,
                trust=after.trust,
                phase=after.phase,
                line=lines[number].id,
                seed=1,
                turn=number,
                told=tuple(secrets[:number]),
                ended=draw(st.sampled_from([None, "agreement", "appointment", "stalled", "walkout"])) if last else None,
            )
            turns.append(
                Turn(
                    number=number,
                    line=line.id,
                    parent="\n".join(line.says),
                    calls_for=line.calls_for,
                    probe=line.probe,
                    reply=reply,
                    scored=scored,
                    advice=coach.advise(scored, line, reply, scenario, before),
                    before=before,
                    state=state,
                    answer=lines[number].says,
                )
            )
        return scenario, turns

    return drawn()
