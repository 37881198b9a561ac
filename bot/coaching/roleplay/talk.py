"""The conversation as the parent lives it: it begins, and every reply is answered."""

from __future__ import annotations

import re
from hashlib import blake2b

from msgspec.structs import replace

from bot.coaching.codebook import ScoredReply
from bot.coaching.roleplay.choose import closing_line, next_line, opening_line
from bot.coaching.roleplay.conditions import Situation
from bot.coaching.roleplay.course import end_earned, end_reached, next_phase
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import End, Line
from bot.coaching.roleplay.react import react
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState

FEW_WORDS = 5
"""Replies shorter than this, such as "Tell me more", may be said again without jarring."""

STILL_IN_THE_EAR = 3
"""Replies back to which a parent notices that the same words come again."""


class TalkEnded(ValueError):
    """A reply was given to a conversation that has ended."""

    def __init__(self) -> None:
        super().__init__("This conversation has ended; begin a new one, or take back the last reply.")


def begin(scenario: Scenario, dynamics: Dynamics, seed: int) -> ParentState:
    """The parent as they walk in, their first line said.

    `seed` decides between lines that fit equally well, here and later. Raises ValueError if no line opens.
    """
    line = opening_line(scenario.lines, seed)
    state = ParentState(heat=scenario.start.heat, trust=scenario.start.trust, phase="opening", line=line.id, seed=seed)
    return _say(state, line)


def answer(
    scenario: Scenario, dynamics: Dynamics, state: ParentState, scored: ScoredReply, reply: str
) -> tuple[ParentState, tuple[str, ...]]:
    """The parent after a reply, and the bubbles they say to it: the last words once the talk has ended.

    Pure: the same arguments give the same answer. Raises TalkEnded if the talk had ended before.
    """
    if state.ended is not None:
        raise TalkEnded
    mark = _mark(reply)
    turn = replace(state, turn=state.turn + 1)
    now = Situation(scenario, scenario.line(state.line), turn, scored, repeated=mark in state.memory.heard)
    now = replace(now, state=_heard(react(dynamics, now), mark))
    end = end_reached(dynamics, now)
    if end is not None:
        return _close(now, end)
    now = replace(now, state=replace(now.state, phase=next_phase(dynamics, now)))
    line = next_line(dynamics, now)
    if line is None:
        return _close(now, end_earned(dynamics, now))
    return _say(now.state, line), line.says


def _mark(reply: str) -> str | None:
    """A short mark of what a reply says, the same however it is typed; None for a few words that may come again."""
    words = re.findall(r"\w+", reply.casefold())
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest() if len(words) >= FEW_WORDS else None


def _heard(state: ParentState, mark: str | None) -> ParentState:
    if mark is None:
        return state
    return replace(state, memory=replace(state.memory, heard=(*state.memory.heard, mark)[-STILL_IN_THE_EAR:]))


def _close(now: Situation, end: End) -> tuple[ParentState, tuple[str, ...]]:
    line = closing_line(now, end)
    return replace(_say(now.state, line), ended=end), line.says


def _say(state: ParentState, line: Line) -> ParentState:
    told = tuple(id for id in line.tells if id not in state.told)
    return replace(state, line=line.id, said=(*state.said, line.id), told=state.told + told)
