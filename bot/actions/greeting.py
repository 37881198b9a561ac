"""Hello, help, goodbye, and what the coach says when it did not understand."""

from __future__ import annotations

from bot.actions.coach_action import CoachAction
from bot.actions.find_hard import say_not_understood
from bot.actions.scenarios import ActionBrief, say_paused, say_scenarios, scenario_named
from bot.actions.talk import Talk
from bot.actions.what_helps import say_what_helps


class ActionGreet(CoachAction):
    """Welcome the trainee and show what can be rehearsed."""

    command = "greet"

    def speak(self, talk: Talk) -> None:
        """Somebody who comes back in the middle of a conversation is told where it stands."""
        if talk.role_play is not None and talk.role_play.paused:
            say_paused(talk)
        else:
            talk.coach("greeting", talk.stage.conversation.says.greeting)
            say_scenarios(talk, talk.stage.conversation.says.choose)


class ActionHelp(CoachAction):
    """Say what can be done here."""

    command = "help"

    def speak(self, talk: Talk) -> None:
        """In a role-play only what counts there; to a cry for help with something hard, what helps with that."""
        says = talk.stage.conversation.says
        in_talk = talk.role_play is not None and talk.role_play.on
        if not in_talk and say_what_helps(talk):
            return
        if in_talk:
            talk.coach("help", says.help_in_role_play.format(parent=talk.parent))
        elif talk.role_play is not None and talk.role_play.paused:
            talk.coach("help", says.help, talk.buttons("resume", "finish"))
        else:
            talk.coach("help", says.help, talk.buttons("list_scenarios"))


class ActionGoodbye(CoachAction):
    """Say goodbye. A conversation that is on is kept, and can be gone on with."""

    command = "goodbye"

    def speak(self, talk: Talk) -> None:
        """As a command within the role-play it steps out of it."""
        role_play = talk.role_play
        if role_play is not None and role_play.on:
            talk.stage.records.set_paused(talk.session, True)
            talk.role_play = role_play.stepped_out()
        going_on = talk.role_play is not None and talk.role_play.paused
        talk.coach("goodbye", talk.stage.conversation.says.goodbye, talk.buttons("resume") if going_on else ())


class ActionFallback(CoachAction):
    """Answer what was taken for nothing else: as something that is hard, if it can be, else with what can be done."""

    command = "fallback"

    def speak(self, talk: Talk) -> None:
        """A scenario named in an unexpected sentence is understood all the same."""
        explained = talk.stage.coach.explain(talk.reply) if talk.reply.strip().endswith("?") else None
        free = talk.role_play is None or talk.role_play.state is None
        if say_what_helps(talk):
            return
        if free and explained is not None:
            talk.coach("explanation", explained.as_text())
        elif free and scenario_named(talk) is not None:
            ActionBrief().speak(talk)
        else:
            say_not_understood(talk)
