"""What the parent makes of a proposal: accepted, bargained over or refused, by mood and diary."""

from __future__ import annotations

from bot.coaching.codebook import Proposal
from bot.coaching.roleplay.conditions import Situation, holds
from bot.coaching.roleplay.diary import clashes
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Verdict


def verdict_on(dynamics: Dynamics, now: Situation, proposal: Proposal) -> Verdict:
    """What the parent makes of it. A willing parent whose diary is full at that time bargains for another."""
    kinds = (each for each in dynamics.receptions if each.proposal == proposal.kind)
    mood: Verdict = next((each.verdict for each in kinds if holds(each.when, now)), "refuse")
    return "bargain" if mood == "accept" and clashes(now.scenario, proposal) else mood
