"""What many practice sessions show together: scores, strategies, weeks, and what to practise next."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bot.coaching.debrief.runs import PracticeSession, Run, summary_of
from bot.coaching.roleplay.scenario import Difficulty

__all__ = ["PracticeSession", "Progress", "Run", "summary_of"]


class ScorePoint(Struct, frozen=True, forbid_unknown_fields=True):
    """The mean scores of one session, from 0 to 3; None where there was none."""

    session: str
    at: datetime
    scenario: str
    two_way: float | None
    empathy: float | None
    boundaries: float | None


class PractisedStrategy(Struct, frozen=True, forbid_unknown_fields=True):
    """A strategy that has shown in the trainee's replies."""

    id: str
    name: str
    citation: str
    sessions: int
    """In how many sessions."""
    last: datetime
    """When the last of these began."""


class NewStrategy(Struct, frozen=True, forbid_unknown_fields=True):
    """A strategy that has not shown yet, and where it can be practised."""

    id: str
    name: str
    about: str
    citation: str
    scenario: str


class ScenarioRuns(Struct, frozen=True, forbid_unknown_fields=True):
    """All sessions of one scenario."""

    scenario: str
    title: str
    runs: tuple[str, ...]
    """Ids of the sessions, the oldest first."""
    best: str | None
    """The session that went best; None when none has come to its end yet."""


class Weeks(Struct, frozen=True, forbid_unknown_fields=True):
    """Calendar weeks in which something was replied."""

    in_a_row: int
    """Up to this week, or up to the last if there has been no practice yet in this one."""
    total: int


class Suggestion(Struct, frozen=True, forbid_unknown_fields=True):
    """What to practise next, and why."""

    scenario: str
    title: str
    why: str
    """One sentence."""
    difficulty: Difficulty = "usual"
    strategy: str | None = None
    """Id of the strategy to try there, if the reason is one."""


class Progress(Struct, frozen=True, forbid_unknown_fields=True):
    """All that a trainee can see of their practice over time."""

    scores: tuple[ScorePoint, ...]
    """The oldest first."""
    strategies: tuple[PractisedStrategy, ...]
    """The most used first."""
    not_yet: tuple[NewStrategy, ...]
    scenarios: tuple[ScenarioRuns, ...]
    weeks: Weeks
    minutes: int | None
    """Time in conversation, about; None before the first reply."""
    suggestion: Suggestion | None
