"""Rasa can fall behind the records, for instance when it was killed in the middle of a turn: then the records count.

What the trainee typed comes with a word on how the talk stands by the records, so that in the ordinary case nothing
has to be looked up.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.actions.role_play import RolePlay
from bot.actions.talk import Talk, as_recorded
from bot.records.values import Stands


def catch_up(talk: Talk) -> bool:
    """Take over from the records what Rasa does not know; whether the message came to the wrong one because of that.

    Words that were meant for the parent and came to the coach, or the other way round, are to be sent again: with
    what is remembered now they come to the right one. Raises RecordsUnavailable.
    """
    if talk.stands is None or not _may_be_behind(talk):
        return False
    recorded = as_recorded(talk)
    if recorded is None:
        return False
    before = talk.role_play
    talk.role_play = _as_coached(recorded, before) if _has_fallen_behind(before, recorded) else before
    return not talk.pressed and _stands(before) != _stands(talk.role_play)


def _may_be_behind(talk: Talk) -> bool:
    # A button may ask for what the parent said last; whether that is still the last costs a look.
    in_talk = talk.role_play is not None and talk.role_play.state is not None
    return _stands(talk.role_play) != talk.stands or (talk.pressed and in_talk)


def _has_fallen_behind(remembered: RolePlay | None, recorded: RolePlay) -> bool:
    if remembered is None or remembered.state is None:
        # One that has been left, or not begun again yet, is not to be forgotten only because it was.
        return _stands(recorded) != "off"
    return _stands(remembered) != _stands(recorded) or remembered.state != recorded.state


def _as_coached(recorded: RolePlay, remembered: RolePlay | None) -> RolePlay:
    return recorded if remembered is None else replace(recorded, coaching=remembered.coaching)


def _stands(role_play: RolePlay | None) -> Stands:
    if role_play is None or role_play.state is None or role_play.over:
        return "off"
    return "paused" if role_play.paused else "on"
