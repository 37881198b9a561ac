"""Which reply the trainee asks about, and whether the coach may speak of it yet."""

from __future__ import annotations

import re

from bot.actions.coaching_wish import coaching_buttons
from bot.actions.scenarios import say_nobody_there
from bot.actions.talk import Button, Talk
from bot.coaching.turn import Turn

_NUMBERED = re.compile(r"\b(?:reply|turn|answer) (?:number )?(\d{1,3})\b")


def turn_asked_about(talk: Talk) -> Turn | None:
    """The turn whose number is given, else the latest; None if the coach has said why there is none to speak of."""
    role_play, says = talk.role_play, talk.stage.conversation.says
    if role_play is None or role_play.state is None or talk.play is None:
        say_nobody_there(talk)
        return None
    turns = talk.stage.records.turns(talk.session)
    if not turns:
        talk.coach("notice", says.no_reply_yet.format(parent=talk.parent), what_next(talk))
        return None
    if kept_for_the_end(talk):
        return None
    numbers = [*talk.entity("turn"), *_NUMBERED.findall(talk.reply.casefold())]
    asked = [turn for turn in turns if str(turn.number) in numbers]
    return asked[0] if asked else turns[-1]


def kept_for_the_end(talk: Talk) -> bool:
    """Whether the trainee is coached at the end, which has not come yet; the coach has then said so."""
    role_play = talk.role_play
    if role_play is None or role_play.coaching != "end" or role_play.state is None or role_play.over:
        return False
    buttons = [*talk.buttons("finish"), *coaching_buttons(talk, "request"), *what_next(talk)]
    talk.coach("notice", talk.stage.conversation.says.kept_for_the_end, buttons)
    return True


def what_next(talk: Talk) -> list[Button]:
    """What can be done after the coach has spoken of a reply: back in, or, once the parent has left, anew."""
    if talk.role_play is None or talk.role_play.on:
        return []
    return talk.buttons("resume") if talk.role_play.paused else talk.buttons("retry", "finish", "start_over")
