"""Where the conversation goes: from phase to phase, and how it ends."""

from __future__ import annotations

from bot.coaching.roleplay.conditions import Situation, holds
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import End, Phase


def next_phase(dynamics: Dynamics, now: Situation) -> Phase:
    """The phase after the reply: that of the first passage that holds, or the present one."""
    for passage in dynamics.passages:
        if holds(passage.when, now):
            return passage.leads_to
    return now.state.phase


def end_reached(dynamics: Dynamics, now: Situation) -> End | None:
    """The end that the reply brought about, if it did; out of time, the end that was earned."""
    for ending in dynamics.endings:
        if holds(ending.when, now):
            return ending.end
    if now.state.turn >= dynamics.last_turn:
        return end_earned(dynamics, now)
    return None


def end_earned(dynamics: Dynamics, now: Situation) -> End:
    """How a conversation ends that cannot go on: as well as it stands by then."""
    return next((ending.end for ending in dynamics.out_of_time if holds(ending.when, now)), "stalled")
