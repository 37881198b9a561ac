"""A hint for the next reply."""

from __future__ import annotations

from bot.actions.coach_action import CoachAction
from bot.actions.finish import say_over
from bot.actions.scenarios import say_nobody_there
from bot.actions.talk import Talk


class ActionHint(CoachAction):
    """Say what the parent needs now and how it could sound."""

    command = "hint"

    def speak(self, talk: Talk) -> None:
        """Also while paused: that is a good moment to think."""
        role_play, play = talk.role_play, talk.play
        if role_play is None or role_play.state is None or play is None:
            say_nobody_there(talk)
        elif role_play.over:
            say_over(talk)
        else:
            hint = talk.stage.coach.hint(play.line(role_play.state), role_play.state, play.scenario)
            talk.coach("hint", hint.as_text(), talk.buttons("resume") if role_play.paused else ())
