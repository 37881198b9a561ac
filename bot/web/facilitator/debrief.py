"""The debrief of a workshop: its handlers, each taking `mine: Own`."""

from __future__ import annotations

from bot.web.facilitator.group import show_group
from bot.web.facilitator.ratings import (
    count_to_rate,
    delete_rating,
    list_to_rate,
    rate,
    show_agreement,
    show_to_rate,
    take_corrections,
)
from bot.web.facilitator.replay import delete_comment, list_talks, show_replay, write_comment
from bot.web.facilitator.wall import list_moments, list_turns, mark_reply, show_wall

DEBRIEF = [
    list_moments,
    list_turns,
    show_wall,
    mark_reply,
    show_group,
    list_talks,
    show_replay,
    write_comment,
    delete_comment,
    list_to_rate,
    count_to_rate,
    show_to_rate,
    rate,
    delete_rating,
    show_agreement,
    take_corrections,
]
