"""When the coach speaks about the replies: after each, when asked, or at the end."""

from __future__ import annotations

from msgspec.structs import replace

from bot.actions.coach_action import CoachAction
from bot.actions.coaching_wish import WAYS, coaching_buttons, coaching_named
from bot.actions.role_play import NOBODY_YET
from bot.actions.scenarios import say_briefing, scenario_buttons, scenario_named
from bot.actions.talk import Button, Talk
from bot.actions.what_helps import say_what_helps


class ActionCoaching(CoachAction):
    """Agree on when the coach speaks."""

    command = "coaching"

    def speak(self, talk: Talk) -> None:
        """It holds from now on: in the talk that is on, and in those to come."""
        says, role_play = talk.stage.conversation.says, talk.role_play
        wish = coaching_named(talk)
        in_talk = role_play is not None and role_play.on
        if wish is None and not in_talk and say_what_helps(talk):
            return
        if talk.rules is not None:
            talk.coach("notice", says.coaching_settled, _what_now(talk))
            return
        if wish is None:
            talk.coach("notice", says.coached_unsure, coaching_buttons(talk, *WAYS))
            return
        nobody_there = role_play is None or role_play.state is None or role_play.over
        talk.role_play = replace(role_play or NOBODY_YET, coaching=wish)
        scenario = scenario_named(talk)
        if nobody_there and scenario is not None:
            # "An angry parent, tips only when I ask."
            say_briefing(talk, scenario)
        else:
            talk.coach("notice", says.coached[wish], _what_now(talk))


def _what_now(talk: Talk) -> list[Button]:
    role_play = talk.role_play
    if role_play is None or talk.play is None or role_play.over:
        return scenario_buttons(talk)
    if role_play.state is None:
        return talk.buttons("begin", "list_scenarios")
    return talk.buttons("resume") if role_play.paused else []
