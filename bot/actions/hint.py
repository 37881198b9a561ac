"""A hint for the next reply, in three steps."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from bot.actions.coach_action import CoachAction
from bot.actions.finish import say_over
from bot.actions.scenarios import say_nobody_there
from bot.actions.talk import Talk


class ActionHint(CoachAction):
    """Say what the parent needs now, which move meets it, and how it could sound."""

    command = "hint"

    def speak(self, talk: Talk) -> None:
        """Also while paused: that is a good moment to think.

        A page shows the steps one by one as it likes; in a terminal each time the word is typed gives one more.
        """
        role_play, play, more = talk.role_play, talk.play, talk.stage.conversation.says.hint_more
        if role_play is None or role_play.state is None or play is None:
            say_nobody_there(talk)
        elif role_play.over:
            say_over(talk)
        else:
            hint = talk.stage.coach.hint(play.line(role_play.state), role_play.state, play.scenario)
            text = hint.as_text()
            if talk.in_terminal:
                steps = hint.as_steps()
                given = min(role_play.hinted + 1, len(steps))
                talk.role_play = replace(role_play, hinted=given)
                text = "\n".join([*steps[:given], *([] if given == len(steps) else [more])])
            buttons = talk.buttons("resume") if role_play.paused else ()
            talk.coach("hint", text, buttons, hint=msgspec.to_builtins(hint))
