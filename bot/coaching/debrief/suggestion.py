"""What to practise next, after all the talks so far, with the reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, HELPING, Dimension
from bot.coaching.debrief.runs import PracticeSession
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.wording import fill, in_brackets, places_of
from bot.coaching.roleplay.scenario import Difficulty, Scenario

RECENT = 5
"""So many of the last sessions tell how it goes of late."""

OFTEN = 2
"""A scenario played so often among these has had its share."""

LOW = 1.7
"""A mean score of late below which it deserves the practice before anything new."""

WELL = 2.3
"""A mean of all scores from which on a talk went well enough for a harder day."""


class Suggestion(Struct, frozen=True, forbid_unknown_fields=True):
    """What to practise next, and why."""

    scenario: str
    title: str
    why: str
    """One sentence."""
    difficulty: Difficulty = "usual"
    strategy: str | None = None
    """Id of the strategy to try there, if the reason is one."""


def suggest(sessions: Sequence[PracticeSession], scenarios: Mapping[str, Scenario], coach: Coach) -> Suggestion | None:
    """The most worthwhile next talk; `sessions` are those with a reply, the oldest first.

    In order: the first talk of all; the same parent once more after a bad end; the score that has been low of late; a
    harder day of a scenario that went well; a strategy that hasn't shown yet; a parent not met yet; the parent with
    whom most is left to gain. None if there are no scenarios.
    """
    if not scenarios:
        return None
    return _Suggesting(sessions, scenarios, coach).made()


class _Suggesting:
    """The reasons, tried in turn."""

    def __init__(self, sessions: Sequence[PracticeSession], scenarios: Mapping[str, Scenario], coach: Coach) -> None:
        self._sessions = [session for session in sessions if session.scenario in scenarios]
        self._scenarios = scenarios
        self._coach = coach
        self._texts = coach.texts.debrief.suggestions

    def made(self) -> Suggestion:
        """The first reason that holds."""
        if not self._sessions:
            return self._say(self._least_met(self._scenarios.values()), self._texts.first)
        return self._again() or self._lowest() or self._harder() or self._strategy() or self._fresh() or self._more()

    def _again(self) -> Suggestion | None:
        last = self._sessions[-1]
        if len(self._sessions) > 1 and self._sessions[-2].scenario == last.scenario:
            return None
        text = self._texts.again.get(last.ended) if last.ended else None
        scenario = self._scenarios[last.scenario]
        return self._say(scenario, text, last.difficulty if scenario.hard else "usual") if text else None

    def _worn(self) -> set[str]:
        """Scenarios that have had their share of the last sessions: something else comes first."""
        recent = [session.scenario for session in self._sessions[-RECENT:]]
        return {scenario for scenario in recent if recent.count(scenario) >= OFTEN}

    def _lowest(self) -> Suggestion | None:
        means = self._means_of_late()
        low = min(means, key=means.__getitem__, default=None)
        if low is None or means[low] >= LOW:
            return None
        lifting = {scenario.id: len(self._lifting(scenario, low)) for scenario in self._scenarios.values()}
        enough = max(lifting.values()) / 2
        practising = [scenario for scenario in self._scenarios.values() if lifting[scenario.id] >= enough]
        practising = [scenario for scenario in practising if scenario.id not in self._worn()] or practising
        mean = f"{means[low]:.1f}".removesuffix(".0")
        return self._say(self._least_met(practising), self._texts.lowest[low], mean=mean)

    def _harder(self) -> Suggestion | None:
        met_hard = {session.scenario for session in self._sessions if session.difficulty == "hard"}
        for session in reversed(self._sessions):
            scenario = self._scenarios[session.scenario]
            if scenario.hard and scenario.id not in met_hard and went_well(session):
                return self._say(scenario, self._texts.harder, "hard")
        return None

    def _strategy(self) -> Suggestion | None:
        shown = {id for session in self._sessions for id in session.strategies}
        worn = self._worn()
        where = {
            id: [
                scenario
                for scenario in self._scenarios.values()
                if id in scenario.strategies and scenario.id not in worn
            ]
            for id in self._coach.strategies
            if id not in shown
        }
        new = [id for id, practising in where.items() if practising]
        if not new:
            return None
        means = self._means_of_late()
        low = min(means, key=means.__getitem__, default=None)
        id = min(new, key=lambda id: (low not in self._lifts(id), new.index(id)))
        note = self._coach.strategy(id)
        said = {"strategy": note.name, "citation": in_brackets(note.citation)}
        return self._say(self._least_met(where[id]), self._texts.strategy, "usual", id, **said)

    def _fresh(self) -> Suggestion | None:
        met = {session.scenario for session in self._sessions}
        fresh = [scenario for scenario in self._scenarios.values() if scenario.id not in met]
        return self._say(self._least_met(fresh), self._texts.fresh) if fresh else None

    def _more(self) -> Suggestion:
        best = {
            id: max(mean_of(session) for session in self._sessions if session.scenario == id) for id in self._scenarios
        }
        return self._say(self._scenarios[min(best, key=best.__getitem__)], self._texts.once_more)

    def _means_of_late(self) -> dict[Dimension, float]:
        recent = self._sessions[-RECENT:]
        means = {
            dimension: [mean for session in recent if (mean := session.averages.of(dimension)) is not None]
            for dimension in DIMENSIONS
        }
        return {dimension: fmean(values) for dimension, values in means.items() if values}

    def _lifts(self, strategy: str) -> set[Dimension]:
        return {HELPING[move] for move in self._coach.strategies[strategy].moves if move in HELPING}

    def _lifting(self, scenario: Scenario, dimension: Dimension) -> list[str]:
        return [id for id in scenario.strategies if dimension in self._lifts(id)]

    def _least_met(self, scenarios: Iterable[Scenario]) -> Scenario:
        met = [session.scenario for session in self._sessions]
        return min(scenarios, key=lambda scenario: least_met(scenario, met))

    def _say(
        self,
        scenario: Scenario,
        text: str,
        difficulty: Difficulty = "usual",
        strategy_id: str | None = None,
        **more: str,
    ) -> Suggestion:
        places = {**places_of(scenario.parent, self._coach.texts.pronouns), "title": scenario.title, **more}
        return Suggestion(scenario.id, scenario.title, fill(text, places), difficulty, strategy_id)


def least_met(scenario: Scenario, met: Sequence[str]) -> tuple[int, int, str]:
    """A key that puts first what has been played least, then what is gentler."""
    return met.count(scenario.id), scenario.level, scenario.id


def mean_of(session: PracticeSession) -> float:
    """The mean of a session's mean scores, from 0 to 3; 0 where there are none."""
    means = [mean for dimension in DIMENSIONS if (mean := session.averages.of(dimension)) is not None]
    return fmean(means) if means else 0.0


def went_well(session: PracticeSession) -> bool:
    """Whether a talk came to a good end, and with good replies."""
    return session.ended == "agreement" and mean_of(session) >= WELL
