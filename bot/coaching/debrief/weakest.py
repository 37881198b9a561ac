"""The moments in which a better reply would have helped most, and what it could have been."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, Dimension, Scores
from bot.coaching.debrief.transcript import line_of
from bot.coaching.debrief.turning_points import TurningPoint, felt, gain, heaviest_hurt
from bot.coaching.feedback.advice import StrategyNote
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.whole_reply import whole_reply
from bot.coaching.feedback.wording import opening_words, quote
from bot.coaching.roleplay.line import GOOD_ENDS
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn

FAIR = 2
"""A score from which on a reply did what the moment asked."""

MOMENTS = 2
"""So many moments are shown at most."""


class WeakMoment(Struct, frozen=True, forbid_unknown_fields=True):
    """A reply that cost something, beside a reply that would have done good."""

    turn: int
    parent: str
    """What the parent had said."""
    reply: str
    words: str
    """The trainee's words that decided it."""
    scores: Scores
    why: str
    """The reasons for the low scores, and what they did to the parent."""
    try_next: str
    """What to do in such a moment."""
    wording: str
    """What a reply could have been."""
    strategy: StrategyNote


def weakest_moments(
    scenario: Scenario, turns: Sequence[Turn], coach: Coach, costliest: TurningPoint | None
) -> tuple[WeakMoment, ...]:
    """The two moments that cost most, the costliest first; fewer of a talk that has fewer.

    The reply that the report calls the costliest goes before all others, if a better one would have helped.
    """
    first = costliest.turn if costliest else None
    costly = [turn for turn in turns if cost(turn) > 0]
    weakest = sorted(costly, key=lambda turn: (turn.number != first, -cost(turn), turn.number))[:MOMENTS]
    return tuple(_moment(scenario, turn, coach) for turn in weakest)


def cost(turn: Turn) -> int:
    """What a better reply would have spared: the points it fell short of fair, and the heat and trust it cost.

    Only a score that the parent's words called for, or one that hurt, can fall short. What a reply won makes up for
    it, and a reply that brought about a good end needs no better one.
    """
    short = sum(FAIR - (turn.scored.scores.of(dimension) or 0) for dimension in _low(turn))
    if not short or turn.state.ended in GOOD_ENDS:
        return 0
    return short - gain(turn)


def _low(turn: Turn) -> list[Dimension]:
    """The scores that were too low for the moment."""
    scores = turn.scored.scores
    return [
        dimension
        for dimension in DIMENSIONS
        if (score := scores.of(dimension)) is not None
        and (score == 0 or (score < FAIR and dimension in turn.calls_for))
    ]


def _moment(scenario: Scenario, turn: Turn, coach: Coach) -> WeakMoment:
    low = _low(turn)
    hurt = heaviest_hurt(turn, coach)
    reasons = [getattr(turn.scored.reasons, dimension) for dimension in low]
    return WeakMoment(
        turn=turn.number,
        parent=turn.parent,
        reply=turn.reply,
        words=quote(turn.reply, hurt) if hurt else opening_words(turn.reply),
        scores=turn.scored.scores,
        why=" ".join([*dict.fromkeys(reason for reason in reasons if reason), *felt(turn)]),
        try_next=turn.advice.try_next,
        wording=whole_reply(coach, line_of(scenario, turn), turn.reply, scenario, turn.before, low),
        strategy=turn.advice.strategy,
    )
