"""Conversations built turn by turn."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from bot.coaching.codebook import FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.debrief.report import Report, debrief
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn


@pytest.fixture
def scenario(scenarios: list[Scenario]) -> Scenario:
    return next(scenario for scenario in scenarios if scenario.id == "angry_parent")


class Talk:
    """A conversation built turn by turn: each reply with its scores, its moves and what it did to the parent."""

    def __init__(self, scenario: Scenario, coach: Coach, heat: int = 8, trust: int = 3) -> None:
        self.scenario, self.coach = scenario, coach
        self.lines = [line for line in scenario.lines if line.calls_for]
        self.state = ParentState(heat, trust, "venting", self.lines[0].id, seed=1)
        self.turns: list[Turn] = []

    def reply(
        self, words: str, scores: tuple[int, int, int | None], heat: int, trust: int, *moves: str, **more: Any
    ) -> Talk:
        line: Line = more.pop("line", self.lines[len(self.turns)])
        found = tuple(FoundMove(move, 0, len(words), words, f"{move}.x") for move in moves)
        scored = ScoredReply(Scores(*scores), found, Reasons("It opened.", "It was warm.", None))
        following = self.lines[len(self.turns) + 1]
        after = msgspec.structs.replace(
            self.state, heat=heat, trust=trust, turn=self.state.turn + 1, line=following.id, **more
        )
        self.turns.append(
            Turn(
                number=len(self.turns) + 1,
                line=line.id,
                parent="\n".join(line.says),
                calls_for=line.calls_for,
                probe=line.probe,
                reply=words,
                scored=scored,
                advice=self.coach.advise(scored, line, words, self.scenario, self.state),
                before=self.state,
                state=after,
                answer=following.says,
            )
        )
        self.state = after
        return self

    def report(self, **more: Any) -> Report:
        return debrief(self.scenario, self.turns, self.coach, **more)


@pytest.fixture
def talk(scenario: Scenario, coach: Coach) -> Talk:
    return Talk(scenario, coach)


@pytest.fixture
def at_the_table(scenarios: list[Scenario], coach: Coach) -> Talk:
    """A talk with a mother and her daughter, arranged in one way that is not the usual."""
    talk = Talk(next(scenario for scenario in scenarios if scenario.id == "three_way"), coach)
    talk.state = msgspec.structs.replace(talk.state, chosen=("big_desk",), difficulty="hard")
    return talk
