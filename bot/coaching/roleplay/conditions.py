"""Conditions on a moment of the conversation, as `dynamics.yml` writes them, and whether they hold."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, Score, ScoredReply
from bot.coaching.roleplay.diary import none_suits
from bot.coaching.roleplay.line import Id, Level, Line, Phase
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import Count, ParentState

Percent = Annotated[int, Meta(ge=0, le=100)]


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold at one moment. What is left out does not matter; an empty condition always holds."""

    moves: tuple[Id, ...] = ()
    """Any of these moves is in the reply."""
    without: tuple[Id, ...] = ()
    """None of these moves is in the reply."""
    remarks: tuple[Id, ...] = ()
    """Any of these remarks is in the reply."""
    calls_for: Dimension | None = None
    """The line that the reply answers calls for this."""
    two_way_at_least: Score | None = None
    two_way_at_most: Score | None = None
    empathy_at_least: Score | None = None
    empathy_at_most: Score | None = None
    boundaries_at_least: Score | None = None
    """Never holds where boundaries do not apply; nor does `boundaries_at_most`."""
    boundaries_at_most: Score | None = None
    clashes: bool | None = None
    """Whether a meeting is proposed at a time that is none of the parent's, and no other time beside it."""
    repeated: bool | None = None
    """Whether the trainee has just said the very same."""
    phases: tuple[Phase, ...] = ()
    heat_at_least: Level | None = None
    heat_at_most: Level | None = None
    trust_at_least: Level | None = None
    trust_at_most: Level | None = None
    turn_at_least: Count | None = None
    """Replies given so far, the present one included."""
    insults_at_least: Count | None = None
    insults_at_most: Count | None = None
    dismissals_at_least: Count | None = None
    dismissals_at_most: Count | None = None
    lapses_at_least: Count | None = None
    """Over-promises and surrenders together."""
    lapses_at_most: Count | None = None
    limits_at_least: Count | None = None
    hushes_at_least: Count | None = None
    secrets_at_least: Count | None = None
    broken_promises_at_least: Count | None = None
    honesty_at_least: Count | None = None
    flat_at_least: Count | None = None
    low_scores_at_least: Count | None = None
    low_scores_at_most: Count | None = None
    settled_at_least: Count | None = None
    """Next steps agreed so far."""
    settled_at_most: Count | None = None
    told_at_least: Percent | None = None
    """Share of the parent's worries told so far, in percent."""
    probes_met: bool | None = None
    """Whether all standard probes have been put."""


class Situation(Struct, frozen=True):
    """One moment: a reply to `line`, and the parent as they are when it is weighed."""

    scenario: Scenario
    line: Line
    state: ParentState
    scored: ScoredReply
    repeated: bool = False
    """Whether the trainee has said the very same in one of the last replies."""
    speaks_to: str | None = None
    """The name of whoever the reply turns to, where more than one sits at the table; None if it names nobody."""


def holds(condition: Condition, now: Situation) -> bool:
    """Whether the condition holds."""
    return _reply_fits(condition, now) and _parent_fits(condition, now) and _course_fits(condition, now)


def within(value: int | None, at_least: int | None, at_most: int | None = None) -> bool:
    """Whether a value lies between two bounds, either of which may be left open; None lies within no bound."""
    if at_least is None and at_most is None:
        return True
    if value is None:
        return False
    return (at_least is None or value >= at_least) and (at_most is None or value <= at_most)


def probes_met(scenario: Scenario, state: ParentState) -> frozenset[str]:
    """Ids of the standard probes that the parent has put so far; of all, in a talk without them."""
    if not state.probes:
        return frozenset(probe.id for probe in scenario.probes)
    said = set(state.said)
    return frozenset(line.probe for line in scenario.lines if line.probe is not None and line.id in said)


def worries_told(scenario: Scenario, state: ParentState) -> int:
    """Share of the parent's worries told so far, in percent."""
    told = sum(worry.id in state.told for worry in scenario.worries)
    return 100 * told // len(scenario.worries)


def _reply_fits(condition: Condition, now: Situation) -> bool:
    scores = now.scored.scores
    return (
        (not condition.moves or now.scored.has(*condition.moves))
        and not now.scored.has(*condition.without)
        and (not condition.remarks or any(remark in condition.remarks for remark in now.scored.remarks))
        and (condition.clashes is None or condition.clashes == none_suits(now.scenario, now.scored.proposals))
        and (condition.repeated is None or condition.repeated == now.repeated)
        and (condition.calls_for is None or condition.calls_for in now.line.calls_for)
        and within(scores.two_way, condition.two_way_at_least, condition.two_way_at_most)
        and within(scores.empathy, condition.empathy_at_least, condition.empathy_at_most)
        and within(scores.boundaries, condition.boundaries_at_least, condition.boundaries_at_most)
    )


def _parent_fits(condition: Condition, now: Situation) -> bool:
    state = now.state
    return (
        (not condition.phases or state.phase in condition.phases)
        and within(state.heat, condition.heat_at_least, condition.heat_at_most)
        and within(state.trust, condition.trust_at_least, condition.trust_at_most)
        and within(state.turn, condition.turn_at_least)
    )


def _course_fits(condition: Condition, now: Situation) -> bool:
    memory = now.state.memory
    return (
        within(memory.insults, condition.insults_at_least, condition.insults_at_most)
        and within(memory.dismissals, condition.dismissals_at_least, condition.dismissals_at_most)
        and within(memory.promises + memory.surrenders, condition.lapses_at_least, condition.lapses_at_most)
        and within(memory.limits, condition.limits_at_least)
        and within(memory.hushes, condition.hushes_at_least)
        and within(memory.secrets, condition.secrets_at_least)
        and within(memory.broken_promises, condition.broken_promises_at_least)
        and within(memory.honesty, condition.honesty_at_least)
        and within(memory.flat, condition.flat_at_least)
        and within(memory.low_scores, condition.low_scores_at_least, condition.low_scores_at_most)
        and within(len(memory.agreed), condition.settled_at_least, condition.settled_at_most)
        and (condition.told_at_least is None or worries_told(now.scenario, now.state) >= condition.told_at_least)
        and (
            condition.probes_met is None
            or condition.probes_met == (len(probes_met(now.scenario, now.state)) == len(now.scenario.probes))
        )
    )
