"""The one strategy that the trainee set out to practise, and where it showed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.debrief.strategies import words_that_show
from bot.coaching.feedback.advice import StrategyNote
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn


class Goal(Struct, frozen=True, forbid_unknown_fields=True):
    """A trainee's own goal for one talk."""

    strategy: StrategyNote
    turns: tuple[int, ...]
    """Numbers of the replies in which it showed; none when it did not."""
    words: tuple[str, ...]
    """The words that showed it, one for each of the turns."""


def goal_of(goal: str | None, scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> Goal | None:
    """Where the strategy with that id showed; None without a goal, and for a strategy that there is no longer."""
    if goal is None or goal not in coach.strategies:
        return None
    words = words_that_show(goal, scenario, turns, coach)
    return Goal(coach.strategy(goal), tuple(words), tuple(words.values()))
