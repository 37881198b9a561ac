"""When the trainee wants to hear from the coach: what they say about it, and the buttons for it."""

from __future__ import annotations

from typing import get_args

from bot.actions.talk import Button, Talk
from bot.records import Coaching

WAYS: tuple[Coaching, ...] = get_args(Coaching)


def coaching_named(talk: Talk) -> Coaching | None:
    """The way of coaching that the message names, the last if there are several; None if it names none."""
    named = [way for value in talk.entity("coaching") for way in WAYS if way == value]
    return named[-1] if named else None


def coaching_buttons(talk: Talk, *ways: Coaching) -> list[Button]:
    """A button for each of these ways of coaching."""
    titles = talk.stage.conversation.coaching_buttons
    return [{"title": titles[way], "payload": f'/choose_coaching{{"coaching": "{way}"}}'} for way in ways]
