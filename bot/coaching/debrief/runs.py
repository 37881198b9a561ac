"""One practice session at a glance: what a trainee sees of it in the list of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.coaching.debrief.confidence import ConfidenceCourse
from bot.coaching.debrief.share import share_of_talk
from bot.coaching.debrief.strategies import ids_used
from bot.coaching.debrief.transcript import Averages, averages_of
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.coaching.turn import Turn

Coaching = Literal["live", "request", "end"]
"""When the coach speaks: after every reply, when asked, or at the end."""


class Run(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one session: a scenario that was played once."""

    session: str
    scenario: str
    coaching: Coaching
    began_at: datetime
    updated_at: datetime
    turns: Sequence[Turn]
    """The replies that count, in order; those taken back are left out."""
    ended: End | None = None
    """How the parent ended it; None while it goes on, and when the trainee stopped before its end."""
    over: bool = False
    """Whether it has ended, by the parent or by the trainee."""
    difficulty: Difficulty = "usual"
    goal: str | None = None
    """Id of the strategy that the trainee set out to practise."""
    confidence: ConfidenceCourse | None = None


class PracticeSession(Struct, frozen=True, forbid_unknown_fields=True):
    """One session at a glance."""

    session: str
    scenario: str
    title: str
    coaching: Coaching
    difficulty: Difficulty
    began_at: datetime
    updated_at: datetime
    ended: End | None
    over: bool
    replies: int
    averages: Averages
    share_of_talk: float | None
    """The teacher's share of all words, from 0 to 1; None as long as nothing has been replied."""
    strategies: tuple[str, ...]
    """Ids of the strategies that showed."""
    goal: str | None
    confidence: ConfidenceCourse | None


def summary_of(run: Run, scenarios: Mapping[str, Scenario], coach: Coach) -> PracticeSession:
    """The session at a glance. A scenario that there is no longer has its id for a title, and credits no strategy."""
    scenario = scenarios.get(run.scenario)
    return PracticeSession(
        session=run.session,
        scenario=run.scenario,
        title=scenario.title if scenario else run.scenario,
        coaching=run.coaching,
        difficulty=run.difficulty,
        began_at=run.began_at,
        updated_at=run.updated_at,
        ended=run.ended,
        over=run.over,
        replies=len(run.turns),
        averages=averages_of(run.turns),
        share_of_talk=round(share_of_talk(run.turns, scenario), 3) if run.turns else None,
        strategies=ids_used(scenario, run.turns, coach) if scenario else (),
        goal=run.goal,
        confidence=run.confidence,
    )
