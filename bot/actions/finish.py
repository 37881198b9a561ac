"""Finishing a conversation and looking back on it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.actions.coach_action import CoachAction
from bot.actions.scenarios import say_nobody_there
from bot.actions.talk import Talk
from bot.coaching.debrief.report import debrief
from bot.coaching.debrief.text import as_text
from bot.coaching.roleplay.line import End
from bot.records import Message


class ActionFinish(CoachAction):
    """End the conversation if it is on, and say what there is to look back on."""

    command = "finish"

    def speak(self, talk: Talk) -> None:
        """Asked again after the end, it gives the summary again."""
        role_play, says = talk.role_play, talk.stage.conversation.says
        if role_play is None or role_play.state is None or talk.play is None:
            say_nobody_there(talk)
            return
        talk.stage.records.end_session(talk.session)
        if role_play.state.ended is None:
            talk.role_play = replace(role_play, finished=True, paused=False)
            text = says.finished if role_play.state.turn else says.nothing_yet
            talk.coach("summary", text.format(parent=talk.parent), _after(talk), ended=None)
        else:
            talk.messages.append(ending_of(talk, role_play.state.ended))
        if talk.in_terminal and role_play.state.turn:
            say_report(talk)


def ending_of(talk: Talk, ended: End) -> Message:
    """How the conversation has ended, and what can be done now."""
    child = talk.play.scenario.parent.child if talk.play else ""
    text = talk.stage.conversation.says.ended[ended].format(parent=talk.parent, child=child)
    return {"speaker": "coach", "kind": "summary", "text": text, "ended": ended, "buttons": _after(talk)}


def say_over(talk: Talk) -> None:
    """The answer to whatever is said to a parent who has left."""
    talk.coach("notice", talk.stage.conversation.says.over.format(parent=talk.parent), _after(talk))


def say_report(talk: Talk) -> None:
    """The whole report as text, where no page shows it."""
    if talk.play is not None:
        turns = talk.stage.records.turns(talk.session)
        talk.coach("summary", as_text(debrief(talk.play.scenario, turns, talk.stage.coach)))


def _after(talk: Talk) -> list[dict[str, str]]:
    if talk.rules is not None and not talk.rules.retries:
        return talk.buttons("finish", "start_over")
    return talk.buttons("retry", "finish", "start_over")
