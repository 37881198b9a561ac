"""The report on a conversation: what happened, why, and what to practise next."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.debrief.arrangements import Agreed, Arranged, agreed_in, arrangements_of
from bot.coaching.debrief.confidence import ConfidenceCourse
from bot.coaching.debrief.disclosures import MetProbe, Told, Untold, probes_met, told_by, untold_by
from bot.coaching.debrief.goal import Goal, goal_of
from bot.coaching.debrief.practise import practise_next
from bot.coaching.debrief.share import ShareOfTalk, share_beside_the_field, share_of_talk
from bot.coaching.debrief.strategies import MissedStrategy, UsedStrategy, strategies_missed, strategies_used
from bot.coaching.debrief.transcript import (
    Averages,
    Beginning,
    Point,
    Spoken,
    averages_of,
    beginning_of,
    course_of,
    transcript_of,
)
from bot.coaching.debrief.tries import Retaken, tries_of
from bot.coaching.debrief.turning_points import TurningPoint, best_turn, costliest_turn, ending_in_words
from bot.coaching.debrief.weakest import WeakMoment, weakest_moments
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.coaching.turn import Turn

__all__ = ["Report", "debrief", "share_of_talk"]


class Report(Struct, frozen=True, forbid_unknown_fields=True):
    """All that a trainee can learn from one conversation."""

    scenario: str
    title: str
    parent: str
    """The parent's full name."""
    child: str
    ended: End | None
    """None when the parent has not made an end."""
    ending: str
    """How it ended, and which replies earned it."""
    turns: int
    """Replies given."""
    course: tuple[Point, ...]
    averages: Averages
    best_turn: TurningPoint | None
    costliest_turn: TurningPoint | None
    strategies_used: tuple[UsedStrategy, ...]
    strategies_missed: tuple[MissedStrategy, ...]
    share_of_talk: ShareOfTalk
    probes: tuple[MetProbe, ...]
    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    transcript: tuple[Spoken, ...]
    next: tuple[str, ...]
    """What to practise next, the most needed first; at least one thing."""
    arrangements: tuple[Arranged, ...] = ()
    """What was chosen before the meeting, and what came of it."""
    agreed: Agreed = Agreed()
    """What was really agreed."""
    difficulty: Difficulty = "usual"
    """How hard the parent was played."""
    goal: Goal | None = None
    """The strategy that the trainee set out to practise; None if none was chosen."""
    confidence: ConfidenceCourse | None = None
    """How sure the trainee felt before and after; None if neither was asked."""
    weakest: tuple[WeakMoment, ...] = ()
    """Up to two moments in which a better reply would have helped most, with what it could have been."""
    tries: tuple[Retaken, ...] = ()
    """Replies that were taken back and given anew, before and after."""
    began: Beginning | None = None
    """How the parent felt before the first reply; None as long as nothing has been replied."""


def debrief(
    scenario: Scenario,
    turns: Sequence[Turn],
    coach: Coach,
    *,
    reveal: bool = True,
    goal: str | None = None,
    confidence: ConfidenceCourse | None = None,
    earlier: Sequence[Turn] = (),
) -> Report:
    """The report on the turns of one conversation, in order; replies taken back come apart, as `earlier`.

    Works for a conversation that has not ended, or not begun. What the parent keeps back stays so before the first
    reply and, with `reveal` false, until the parent has made an end: for a look at the report while the talk goes on.
    With `reveal` true a talk without an end is one that the trainee stopped.
    `goal` is the id of the strategy that the trainee chose to practise.
    """
    best = best_turn(scenario, turns, coach)
    costliest = costliest_turn(scenario, turns, coach)
    averages = averages_of(turns)
    used = strategies_used(scenario, turns, coach)
    missed = strategies_missed(scenario, turns, coach)
    share = share_beside_the_field(scenario, turns, coach)
    ended = turns[-1].state.ended if turns else None
    return Report(
        scenario=scenario.id,
        title=scenario.title,
        parent=scenario.parent.name,
        child=scenario.parent.child,
        ended=ended,
        ending=ending_in_words(scenario, turns, coach, best, costliest, going_on=not reveal),
        turns=len(turns),
        course=course_of(turns),
        averages=averages,
        best_turn=best,
        costliest_turn=costliest,
        strategies_used=used,
        strategies_missed=missed,
        share_of_talk=share,
        probes=probes_met(scenario, turns),
        told=told_by(scenario, turns),
        untold=untold_by(scenario, turns, coach) if turns and (reveal or ended) else (),
        transcript=transcript_of(scenario, turns),
        next=practise_next(scenario, turns, coach, averages, used, missed, share),
        arrangements=arrangements_of(scenario, turns, coach),
        agreed=agreed_in(turns),
        difficulty=turns[0].before.difficulty if turns else "usual",
        goal=goal_of(goal, scenario, turns, coach),
        confidence=confidence,
        weakest=weakest_moments(scenario, turns, coach, costliest),
        tries=tries_of(earlier, turns),
        began=beginning_of(turns),
    )
