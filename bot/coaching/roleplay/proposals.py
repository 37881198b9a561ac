"""What the parent makes of a proposal: accepted, bargained over or refused, by mood and diary."""

from __future__ import annotations

from bot.coaching.codebook import Proposal
from bot.coaching.roleplay.conditions import Situation, holds
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Verdict
from bot.coaching.roleplay.scenario import Scenario


def verdict_on(dynamics: Dynamics, now: Situation, proposal: Proposal) -> Verdict:
    """What the parent makes of it. A willing parent whose diary is full at that time bargains for another."""
    kinds = (each for each in dynamics.receptions if each.proposal == proposal.kind)
    mood: Verdict = next((each.verdict for each in kinds if holds(each.when, now)), "refuse")
    return "bargain" if mood == "accept" and clashes(now.scenario, proposal) else mood


def clashes(scenario: Scenario, proposal: Proposal) -> bool:
    """Whether the time of a meeting is none of the parent's; a time that is not named never clashes."""
    diary = scenario.diary
    if diary is None or proposal.kind != "meeting":
        return False
    if proposal.day is not None and proposal.day not in diary.days:
        return True
    at = proposal.minute
    return at is not None and not _minute(diary.earliest) <= at <= _minute(diary.latest)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
