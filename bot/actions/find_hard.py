"""What a trainee finds hard, in their own words."""

from __future__ import annotations

from bot.actions.coach_action import CoachAction
from bot.actions.finish import say_over
from bot.actions.scenarios import say_paused
from bot.actions.talk import Talk
from bot.actions.what_helps import say_unclear, say_what_helps


class ActionFindHard(CoachAction):
    """Answer what somebody finds hard with what helps, and with what they could rehearse."""

    command = "find_hard"

    def speak(self, talk: Talk) -> None:
        """If it is not clear what is hard, say so, with what can be done from here."""
        if not say_what_helps(talk):
            say_not_understood(talk)


def say_not_understood(talk: Talk) -> None:
    """The answer to words of which nothing could be made, by the moment at which they are said."""
    role_play = talk.role_play
    if role_play is not None and role_play.paused:
        say_paused(talk)
    elif role_play is not None and role_play.over:
        say_over(talk)
    elif role_play is not None and talk.play is not None:
        text = talk.stage.conversation.says.fallback_chosen.format(parent=talk.parent)
        talk.coach("help", text, talk.buttons("begin", "list_scenarios"))
    else:
        say_unclear(talk)
