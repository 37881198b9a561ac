"""The conversation as the parent lives it: it begins, and every reply is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.codebook import ScoredReply
from bot.coaching.roleplay.addressed import addressed
from bot.coaching.roleplay.choose import closing_line, next_lines, opening_line
from bot.coaching.roleplay.conditions import Situation
from bot.coaching.roleplay.course import end_earned, end_reached, next_phase
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.filling import filled, fillings
from bot.coaching.roleplay.line import End, Line
from bot.coaching.roleplay.react import react
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.coaching.roleplay.search import Tier
from bot.coaching.roleplay.state import ParentState

FEW_WORDS = 5
"""Replies shorter than this, such as "Tell me more", may be said again without jarring."""

STILL_IN_THE_EAR = 3
"""Replies back to which a parent notices that the same words come again."""


class Answered(Struct, frozen=True):
    """A reply as the parent took it, and what they say to it."""

    state: ParentState
    """The parent after it."""
    bubbles: tuple[str, ...]
    tier: Tier
    """Why they say just that."""
    now: Situation
    """The moment at which they chose their words: the reply weighed, nothing said yet."""


class TalkEnded(ValueError):
    """A reply was given to a conversation that has ended."""

    def __init__(self) -> None:
        super().__init__("This conversation has ended; begin a new one, or take back the last reply.")


def begin(
    scenario: Scenario,
    dynamics: Dynamics,
    seed: int,
    difficulty: Difficulty = "usual",
    chosen: tuple[str, ...] = (),
) -> ParentState:
    """The parent as they walk in, their first line said.

    `seed` decides between lines that fit equally well, here and later. `chosen` holds ids of options of the choices
    before the meeting. Raises ValueError if no line opens, KeyError for an option that the scenario does not have.
    """
    line = opening_line(scenario.lines, seed)
    start, options = scenario.start_of(difficulty), [scenario.option(id) for id in chosen]
    state = ParentState(
        heat=max(0, min(10, start.heat + sum(option.heat for option in options))),
        trust=max(0, min(10, start.trust + sum(option.trust for option in options))),
        phase="opening",
        line=line.id,
        seed=seed,
        difficulty=difficulty,
        chosen=chosen,
    )
    return _say(state, [line], {})


def answer(
    scenario: Scenario, dynamics: Dynamics, state: ParentState, scored: ScoredReply, reply: str
) -> tuple[ParentState, tuple[str, ...]]:
    """The parent after a reply, and the bubbles they say to it: the last words once the talk has ended.

    Pure: the same arguments give the same answer. Raises TalkEnded if the talk had ended before.
    """
    answered = answer_with_reasons(scenario, dynamics, state, scored, reply)
    return answered.state, answered.bubbles


def answer_with_reasons(
    scenario: Scenario, dynamics: Dynamics, state: ParentState, scored: ScoredReply, reply: str
) -> Answered:
    """The same as `answer`, and why. Raises TalkEnded if the talk had ended before."""
    now = weighed(scenario, state, scored, reply)
    now = replace(now, state=_heard(react(dynamics, now), _mark(reply)))
    end = end_reached(dynamics, now)
    if end is not None:
        return _close(now, end)
    now = replace(now, state=replace(now.state, phase=next_phase(dynamics, now)))
    pick = next_lines(dynamics, now)
    if pick is None:
        return _close(now, end_earned(dynamics, now))
    said = _say(now.state, pick.lines, fillings(now))
    return Answered(said, spoken_by(scenario, said), pick.tier, now)


def weighed(scenario: Scenario, state: ParentState, scored: ScoredReply, reply: str) -> Situation:
    """The moment at which a reply is weighed, its turn counted. Raises TalkEnded if the talk had ended before."""
    if state.ended is not None:
        raise TalkEnded
    turn = replace(state, turn=state.turn + 1)
    repeated = _mark(reply) in state.memory.heard
    return Situation(scenario, scenario.line(state.line), turn, scored, repeated, addressed(scenario, reply))


def spoken_by(scenario: Scenario, state: ParentState) -> tuple[str, ...]:
    """The bubbles that the parent has just said."""
    return state.words or scenario.line(state.line).says


def _mark(reply: str) -> str | None:
    """A short mark of what a reply says, the same however it is typed; None for a few words that may come again."""
    words = re.findall(r"\w+", reply.casefold())
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest() if len(words) >= FEW_WORDS else None


def _heard(state: ParentState, mark: str | None) -> ParentState:
    if mark is None:
        return state
    return replace(state, memory=replace(state.memory, heard=(*state.memory.heard, mark)[-STILL_IN_THE_EAR:]))


def _close(now: Situation, end: End) -> Answered:
    line = closing_line(now, end)
    said = _say(now.state, [line], fillings(now))
    return Answered(replace(said, ended=end), spoken_by(now.scenario, said), "last_words", now)


def _say(state: ParentState, lines: Sequence[Line], values: dict[str, str]) -> ParentState:
    """The parent after saying lines in one breath; the last is the one to be answered."""
    told = dict.fromkeys(id for line in lines for id in line.tells if id not in state.told)
    words = tuple(bubble for line in lines for bubble in filled(line, values))
    return replace(
        state,
        line=lines[-1].id,
        said=(*state.said, *(line.id for line in lines)),
        told=(*state.told, *told),
        words=() if words == lines[-1].says else words,
    )
