"""What the coach says about a reply, right after it."""

from __future__ import annotations

import msgspec

from bot.actions.talk import Talk
from bot.coaching.feedback.wording import in_brackets
from bot.coaching.turn import Turn
from bot.records import Message


def tip_for(talk: Talk, turn: Turn) -> Message:
    """What worked, what to try next, and the strategy behind it."""
    says, advice = talk.stage.conversation.says, turn.advice
    parts = [
        says.tip_next.format(try_next=advice.try_next, wording=advice.wording),
        says.tip_strategy.format(strategy=advice.strategy.name, citation=in_brackets(advice.strategy.citation)),
    ]
    if advice.worked:
        parts.insert(0, says.tip_worked.format(worked=advice.worked))
    return {"speaker": "coach", "kind": "tip", "text": "\n".join(parts), "advice": msgspec.to_builtins(advice)}


def say_scores(talk: Talk, turn: Turn) -> None:
    """The scores in one line, where no page shows them."""
    scores = turn.scored.scores
    boundaries = "–" if scores.boundaries is None else f"{scores.boundaries}/3"
    text = talk.stage.conversation.says.scores.format(
        two_way=scores.two_way, empathy=scores.empathy, boundaries=boundaries
    )
    talk.coach("tip", text)
