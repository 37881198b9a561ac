"""Why a reply got the scores it got."""

from __future__ import annotations

import msgspec

from bot.actions.asked_about import turn_asked_about, what_next
from bot.actions.coach_action import CoachAction
from bot.actions.talk import Talk
from bot.coaching.codebook import DIMENSIONS, Dimension
from bot.coaching.feedback.scores_explained import explain_scores


class ActionWhy(CoachAction):
    """Explain the scores of the last reply: the reasons, the words that decided, and what would have raised them."""

    command = "why"

    def speak(self, talk: Talk) -> None:
        """All scores, or those that are named: "why only 1 for empathy?"."""
        turn = turn_asked_about(talk)
        if turn is None or talk.play is None:
            return
        says, coach = talk.stage.conversation.says, talk.stage.coach
        asked = _asked(talk)
        explained = explain_scores(turn, talk.play.scenario, coach, asked)
        if explained.scores:
            before = says.why.format(turn=turn.number, reply=explained.reply)
            text = f"{before}\n\n{explained.as_text()}"
        else:
            names = " and ".join(coach.texts.scores[dimension].name for dimension in asked)
            text = says.why_not_scored.format(score=names, parent=talk.parent)
        talk.coach("why", text, what_next(talk), why=msgspec.to_builtins(explained))


def _asked(talk: Talk) -> tuple[Dimension, ...]:
    """The scores asked about: of a button those it names, of words those that stand in them."""
    if talk.pressed:
        named = talk.entity("score")
        return tuple(dimension for dimension in DIMENSIONS if dimension in named)
    return talk.stage.coach.scores_in(talk.reply)
