"""What many practice sessions show together: scores, strategies, weeks, and what to practise next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.coaching.debrief.runs import PracticeSession, Run, summary_of
from bot.coaching.debrief.suggestion import Suggestion, least_met, mean_of, suggest
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import ENDS
from bot.coaching.roleplay.scenario import Scenario

__all__ = ["PracticeSession", "Progress", "Run", "Suggestion", "progress_of", "summary_of"]

OPEN_AT_MOST = timedelta(hours=1)
"""A talk that seems to have taken longer was left lying open, and is counted as long as such a talk usually takes."""

FAIR_LENGTH = 3
"""Replies from which on a session can be the best of its scenario."""


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


def progress_of(
    sessions: Sequence[PracticeSession], scenarios: Mapping[str, Scenario], coach: Coach, today: date
) -> Progress:
    """What the sessions of one trainee show together, whatever their order. Those without a reply do not count.

    `today` decides which week is this one; the sessions' times and it should be of the same time zone.
    """
    counting = sorted((one for one in sessions if one.replies), key=lambda one: (one.began_at, one.session))
    return Progress(
        scores=tuple(_point(one) for one in counting),
        strategies=_practised(counting, coach),
        not_yet=_not_yet(counting, scenarios, coach),
        scenarios=_by_scenario(counting),
        weeks=weeks_of([one.began_at.date() for one in counting], today),
        minutes=sum(_minutes(one, scenarios) for one in counting) if counting else None,
        suggestion=suggest(counting, scenarios, coach),
    )


def weeks_of(days: Sequence[date], today: date) -> Weeks:
    """The calendar weeks, Monday to Sunday, in which these days lie."""
    practised = {_monday(day) for day in days}
    week = _monday(today)
    if week not in practised:
        week -= timedelta(weeks=1)
    in_a_row = 0
    while week in practised:
        in_a_row += 1
        week -= timedelta(weeks=1)
    return Weeks(in_a_row, len(practised))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _point(session: PracticeSession) -> ScorePoint:
    means = session.averages
    return ScorePoint(
        session.session, session.began_at, session.scenario, means.two_way, means.empathy, means.boundaries
    )


def _practised(sessions: Sequence[PracticeSession], coach: Coach) -> tuple[PractisedStrategy, ...]:
    began: dict[str, list[datetime]] = {}
    for session in sessions:
        for id in session.strategies:
            if id in coach.strategies:
                began.setdefault(id, []).append(session.began_at)
    practised = [
        PractisedStrategy(id, note.name, note.citation, len(times), max(times))
        for id, times in began.items()
        for note in [coach.strategy(id)]
    ]
    return tuple(sorted(practised, key=lambda one: (-one.sessions, one.name)))


def _not_yet(
    sessions: Sequence[PracticeSession], scenarios: Mapping[str, Scenario], coach: Coach
) -> tuple[NewStrategy, ...]:
    """Strategies that some scenario practises, each with the one that has been played least."""
    shown = {id for session in sessions for id in session.strategies}
    met = [session.scenario for session in sessions]
    new: list[NewStrategy] = []
    for id in coach.strategies:
        where = [scenario for scenario in scenarios.values() if id in scenario.strategies]
        if id not in shown and where:
            note = coach.strategy(id)
            scenario = min(where, key=lambda scenario: least_met(scenario, met))
            new.append(NewStrategy(id, note.name, note.about, note.citation, scenario.id))
    return tuple(new)


def _by_scenario(sessions: Sequence[PracticeSession]) -> tuple[ScenarioRuns, ...]:
    """The scenario that was played last comes first."""
    played: dict[str, list[PracticeSession]] = {}
    for session in sessions:
        played[session.scenario] = [*played.pop(session.scenario, []), session]
    return tuple(
        ScenarioRuns(id, runs[-1].title, tuple(run.session for run in runs), _best(runs))
        for id, runs in reversed(played.items())
    )


def _best(runs: Sequence[PracticeSession]) -> str | None:
    """The one with the best replies on the whole; of equals the better end, then the later."""
    whole = [(place, run) for place, run in enumerate(runs) if run.over and run.replies >= FAIR_LENGTH]
    best = max(whole, key=lambda one: (mean_of(one[1]), _goodness(one[1]), one[0]), default=None)
    return best[1].session if best else None


def _goodness(session: PracticeSession) -> int:
    """How well it ended: more is better, and an open end worst."""
    return len(ENDS) - ENDS.index(session.ended) if session.ended else 0


def _minutes(session: PracticeSession, scenarios: Mapping[str, Scenario]) -> int:
    took = session.updated_at - session.began_at
    if took > OPEN_AT_MOST:
        scenario = scenarios.get(session.scenario)
        return scenario.minutes if scenario else round(OPEN_AT_MOST / timedelta(minutes=1))
    return max(1, round(took / timedelta(minutes=1)))
