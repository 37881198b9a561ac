"""The coach's view of a reply, for those who hear it only when they ask."""

from __future__ import annotations

from bot.actions.asked_about import turn_asked_about, what_next
from bot.actions.coach_action import CoachAction
from bot.actions.talk import Talk
from bot.actions.tip import say_scores, tip_for
from bot.coaching.feedback.wording import opening_words


class ActionFeedback(CoachAction):
    """Say what worked in the last reply and what to try next."""

    command = "feedback"

    def speak(self, talk: Talk) -> None:
        """At any moment: in the talk, while paused, and after the end."""
        turn = turn_asked_about(talk)
        if turn is None:
            return
        tip = tip_for(talk, turn)
        before = talk.stage.conversation.says.feedback.format(turn=turn.number, reply=opening_words(turn.reply))
        talk.coach("feedback", f"{before}\n{tip['text']}", what_next(talk), advice=tip["advice"])
        if talk.in_terminal:
            say_scores(talk, turn)
