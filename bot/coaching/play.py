"""The step itself: a reply is scored, the parent answers, the coach advises."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from bot.coaching.codebook import Dimension, ScoredReply
from bot.coaching.feedback.advice import Advice
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.talk import TalkEnded, answer, begin, spoken_by
from bot.coaching.roleplay.why import Why, why
from bot.coaching.turn import Turn

__all__ = ["Adviser", "Play", "ReplyScorer", "TalkEnded", "spoken"]


class ReplyScorer(Protocol):
    """Whoever scores a reply: the three scores and the moves."""

    def score(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> ScoredReply:
        """Score `reply` as an answer to the parent's words."""
        ...


class Adviser(Protocol):
    """Whoever tells the trainee what worked and what to try next."""

    def advise(self, scored: ScoredReply, line: Line, reply: str, scenario: Scenario, state: ParentState) -> Advice:
        """Advise on a reply to `line`; `state` is the parent as the reply found them."""
        ...


class Play:
    """One scenario, ready to be played any number of times. It keeps nothing: the state is the whole conversation."""

    def __init__(self, scenario: Scenario, dynamics: Dynamics, scorer: ReplyScorer, coach: Adviser) -> None:
        self.scenario = scenario
        self._dynamics = dynamics
        self._scorer = scorer
        self._coach = coach

    def open(self, seed: int, difficulty: Difficulty = "usual", chosen: tuple[str, ...] = ()) -> ParentState:
        """A new conversation, the parent's first line said.

        Raises KeyError for an option that the scenario does not have.
        """
        return begin(self.scenario, self._dynamics, seed, difficulty, chosen)

    def line(self, state: ParentState) -> Line:
        """The line that the parent has just said."""
        return self.scenario.line(state.line)

    def answer(self, state: ParentState, reply: str) -> Turn:
        """One turn, from reply to answer. Raises TalkEnded if the conversation is over.

        Pure: the same state and reply give the same turn. Answering again from `turn.before` takes the reply back.
        """
        if state.ended is not None:
            raise TalkEnded
        line = self.line(state)
        parent = spoken(self.scenario, state)
        scored = self._scorer.score(reply, parent, line.calls_for)
        after, bubbles = answer(self.scenario, self._dynamics, state, scored, reply)
        return Turn(
            number=state.turn + 1,
            line=line.id,
            parent=parent,
            calls_for=line.calls_for,
            probe=line.probe,
            reply=reply,
            scored=scored,
            advice=self._coach.advise(scored, line, reply, self.scenario, state),
            before=state,
            state=after,
            answer=bubbles,
        )

    def why(self, turn: Turn) -> Why:
        """Why the parent answered as they did in a turn of this play."""
        return why(self.scenario, self._dynamics, turn.before, turn.scored, turn.reply)


def spoken(scenario: Scenario, state: ParentState) -> str:
    """What the parent has just said as one text, a bubble on each text line."""
    return "\n".join(spoken_by(scenario, state))
