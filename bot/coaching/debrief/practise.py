"""What to practise next: a few things, the most needed first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.debrief.share import ShareOfTalk
from bot.coaching.debrief.strategies import MissedStrategy, UsedStrategy
from bot.coaching.debrief.transcript import Averages
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.wording import fill, in_brackets, places_of
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn

GOOD = 2.5
"""A mean score from which on something else deserves the practice."""


def practise_next(
    scenario: Scenario,
    turns: Sequence[Turn],
    coach: Coach,
    averages: Averages,
    used: Sequence[UsedStrategy],
    missed: Sequence[MissedStrategy],
    share: ShareOfTalk,
) -> tuple[str, ...]:
    """One to three things: the lowest score, a strategy that would have helped, the share of talk."""
    texts = coach.texts.debrief
    places = places_of(scenario.parent, coach.texts.pronouns)
    advice: list[str] = []
    means = {dimension: mean for dimension in DIMENSIONS if (mean := averages.of(dimension)) is not None}
    if means:
        lowest = min(means, key=means.__getitem__)
        if means[lowest] < GOOD:
            advice.append(coach.texts.scores[lowest].practise)
    if turns and (id := _strategy_to_try(scenario, turns, coach, used, missed)):
        note = coach.strategy(id)
        example = fill(coach.strategies[id].example, places)
        text = texts.practise_missed
        advice.append(
            fill(text, {**places, "strategy": note.name, "citation": in_brackets(note.citation), "example": example})
        )
    if share.teacher is not None and share.teacher > share.aim:
        percent = {"percent": str(round(share.teacher * 100)), "aim": str(round(share.aim * 100))}
        advice.append(fill(texts.share_above, {**places, **percent}))
    return tuple(advice) or (fill(texts.practise_again if turns else texts.nothing_yet, places),)


def _strategy_to_try(
    scenario: Scenario,
    turns: Sequence[Turn],
    coach: Coach,
    used: Sequence[UsedStrategy],
    missed: Sequence[MissedStrategy],
) -> str | None:
    """The remedy for the hurtful move that cost most in all, else a missed strategy that had its moment."""
    known = {strategy.id for strategy in used}
    cost: Counter[str] = Counter()
    for turn in turns:
        for move in {found.move for found in turn.scored.moves} & coach.texts.remedies.keys():
            cost[move] += coach.texts.remedies[move].weight
    for move in sorted(cost, key=lambda move: (-cost[move], move)):
        new = [id for id in coach.texts.remedies[move].strategies if id not in known]
        if new:
            return next((id for id in new if id in scenario.strategies), new[0])
    return next((strategy.id for strategy in missed if strategy.turn is not None), None)
