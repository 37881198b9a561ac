"""Stepping out of the conversation, and back in at the same place."""

from __future__ import annotations

from bot.actions.coach_action import CoachAction
from bot.actions.finish import say_over
from bot.actions.scenarios import say_nobody_there
from bot.actions.talk import Talk


class ActionPause(CoachAction):
    """Step outside with the trainee; what they type is then for the coach."""

    command = "pause"

    def speak(self, talk: Talk) -> None:
        """Pausing twice changes nothing."""
        role_play, says = talk.role_play, talk.stage.conversation.says
        if role_play is None or role_play.state is None or talk.play is None:
            say_nobody_there(talk)
        elif role_play.over:
            say_over(talk)
        else:
            text = says.paused_already if role_play.paused else says.pause
            talk.stage.records.set_paused(talk.session, True)
            talk.role_play = role_play.stepped_out()
            talk.coach("pause", text.format(parent=talk.parent), talk.buttons("resume", "hint", "finish"))


class ActionResume(CoachAction):
    """Go back in: the parent's last line again."""

    command = "resume"

    def speak(self, talk: Talk) -> None:
        """Resuming what was not paused repeats the line all the same."""
        role_play, play, says = talk.role_play, talk.play, talk.stage.conversation.says
        if role_play is None or role_play.state is None or play is None:
            say_nobody_there(talk)
        elif role_play.over:
            say_over(talk)
        else:
            text = says.resume if role_play.paused else says.going_on
            talk.stage.records.set_paused(talk.session, False)
            talk.role_play = role_play.stepped_in()
            talk.coach("resume", text.format(parent=talk.parent))
            talk.parent_says(play.scenario, role_play.state)
