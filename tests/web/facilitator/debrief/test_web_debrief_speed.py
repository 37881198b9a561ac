"""A debrief opens without anybody waiting, however large the group was."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bot.records import Consent
from bot.settings import Settings

ALL = Consent(read=True, show=True, improve=True)
PEOPLE, SESSIONS, REPLIES = 100, 3, 15

SECONDS = 1.5
"""Of a processor, for all that opening the debrief asks for: the moments, the first wall, and the pictures.

Not those on the clock, which also count what else the machine does meanwhile.
"""


def test_the_debrief_of_a_hundred_people_with_three_sessions_each_opens_at_once(
    facilitator: Any, room: Settings, ama: int, fill_workshop: Callable[..., Any]
) -> None:
    group = fill_workshop(
        room.database_url, ama, [ALL] * PEOPLE, each=SESSIONS, length=REPLIES, kinds=("skilled", "improving")
    )
    path = f"/api/workshops/{group.workshop.id}"

    def open_it() -> tuple[float, Any, Any, Any]:
        began = time.process_time()
        moments = facilitator.get(f"{path}/wall/moments")
        wall = facilitator.get(f"{path}/wall", params={"scenario": "angry_parent", "probe": "where_were_you"})
        pictures = facilitator.get(f"{path}/group")
        return time.process_time() - began, moments.json(), wall.json(), pictures.json()

    taken, moments, wall, pictures = min((open_it() for _ in range(2)), key=lambda one: one[0])
    assert sum(one["replies"] for one in moments) == PEOPLE * SESSIONS * REPLIES
    assert len(wall["replies"]) == PEOPLE * SESSIONS
    assert pictures["talks"] == PEOPLE * SESSIONS
    assert taken < SECONDS
