"""A debrief opens whole, however large the group was. `make bench-workshop` measures how long that takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.records import Consent
from bot.settings import Settings

ALL = Consent(read=True, show=True, improve=True)
PEOPLE, SESSIONS, REPLIES = 100, 3, 15


def test_the_debrief_of_a_hundred_people_with_three_sessions_each_opens_whole(
    facilitator: Any, room: Settings, ama: int, fill_workshop: Callable[..., Any]
) -> None:
    group = fill_workshop(
        room.database_url, ama, [ALL] * PEOPLE, each=SESSIONS, length=REPLIES, kinds=("skilled", "improving")
    )
    path = f"/api/workshops/{group.workshop.id}"

    moments = facilitator.get(f"{path}/wall/moments").json()
    wall = facilitator.get(f"{path}/wall", params={"scenario": "angry_parent", "probe": "where_were_you"}).json()
    pictures = facilitator.get(f"{path}/group").json()
    assert sum(one["replies"] for one in moments) == PEOPLE * SESSIONS * REPLIES
    assert len(wall["replies"]) == PEOPLE * SESSIONS
    assert pictures["talks"] == PEOPLE * SESSIONS
