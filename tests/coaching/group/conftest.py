"""Workshops of any size: talks of several participants, with tries taken back, votes and ratings."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest

from bot.coaching.codebook import MOVES, FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.feedback.coach import Coach
from bot.coaching.group.talks import Consent, GroupTalk, GroupTurn
from bot.coaching.roleplay.line import ENDS
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn

AGREED = Consent(read=True, show=True, improve=True)
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="session")
def by_id(scenarios: list[Scenario]) -> dict[str, Scenario]:
    return {scenario.id: scenario for scenario in scenarios}


class Workshop:
    """Makes talks; the ids of turns run on through all of them."""

    def __init__(self, scenarios: dict[str, Scenario], coach: Coach, seed: int = 1) -> None:
        self.scenarios, self.coach = scenarios, coach
        self.dice = random.Random(seed)
        self.turns = 0
        self.sessions = 0

    def turn(self, scenario: Scenario, number: int, words: str | None = None, **more: Any) -> Turn:
        """A reply to the so-manieth line of the scenario that calls for one, scored by the dice unless told."""
        lines = [line for line in scenario.lines if line.calls_for]
        line = more.pop("line", lines[number % len(lines)])
        words = words or " ".join(self.dice.choices(["I", "hear", "you", "what", "happened", "sorry"], k=12))
        moves = more.pop("moves", self.dice.sample(sorted(MOVES), 2))
        scores = more.pop("scores", (self.dice.randrange(4), self.dice.randrange(4), self.dice.choice([None, 1, 3])))
        found = tuple(FoundMove(move, 0, len(words), words, f"{move}.x") for move in moves)
        scored = ScoredReply(Scores(*scores), found, Reasons("It opened.", "It was warm.", None))
        before = more.pop("before", ParentState(8, 3, "venting", line.id, seed=1, turn=number - 1))
        state = more.pop("state", msgspec.structs.replace(before, heat=6, trust=4, turn=number))
        return Turn(
            number=number,
            line=line.id,
            parent="\n".join(line.says),
            calls_for=line.calls_for,
            probe=line.probe,
            reply=words,
            scored=scored,
            advice=self.coach.advise(scored, line, words, scenario, before),
            before=before,
            state=state,
            answer=("Right.", "And now?"),
        )

    def kept(self, turn: Turn, **more: Any) -> GroupTurn:
        self.turns += 1
        return GroupTurn(self.turns, turn, at=MORNING + timedelta(seconds=self.turns), **more)

    def talk(
        self, participant: str = "p1", scenario: str = "angry_parent", replies: int | list[GroupTurn] = 3, **more: Any
    ) -> GroupTalk:
        self.sessions += 1
        if isinstance(replies, int):
            played = self.scenarios[scenario]
            replies = [self.kept(self.turn(played, number)) for number in range(1, replies + 1)]
        known: dict[str, Any] = {
            "session": f"{self.sessions:032x}",
            "label": f"Amber {participant}",
            "consent": AGREED,
            "began_at": MORNING,
            "ended_at": MORNING + timedelta(minutes=12),
            "ended": "agreement",
            "over": True,
        }
        return GroupTalk(participant=participant, scenario=scenario, turns=tuple(replies), **{**known, **more})

    def reply(self, words: str, participant: str = "p1", line: str | None = None, **more: Any) -> GroupTalk:
        """A talk of one reply to one line of the angry parent: its first that calls for one, unless told."""
        consent = more.pop("consent", AGREED)
        scenario = self.scenarios["angry_parent"]
        if line is not None:
            more["line"] = scenario.line(line)
        return self.talk(participant, replies=[self.kept(self.turn(scenario, 1, words, **more))], consent=consent)

    def group(self, participants: int, talks: int, replies: int) -> list[GroupTalk]:
        """Participants with as many talks of as many replies, each of another scenario and with another end."""
        ids = sorted(self.scenarios)
        course = ConfidenceCourse(Confidence(2, 3, 2), Confidence(3, 3, 1))
        return [
            self.talk(
                f"p{person}",
                ids[(person + number) % len(ids)],
                replies,
                ended=self.dice.choice(ENDS),
                confidence=course,
            )
            for person in range(participants)
            for number in range(talks)
        ]


@pytest.fixture
def workshop(by_id: dict[str, Scenario], coach: Coach) -> Workshop:
    return Workshop(by_id, coach)


@pytest.fixture(scope="session")
def new_workshop(by_id: dict[str, Scenario], coach: Coach) -> Callable[[int], Workshop]:
    """For tests that try many: a workshop whose dice begin with the seed."""
    return lambda seed: Workshop(by_id, coach, seed)
