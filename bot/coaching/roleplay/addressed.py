"""Whom a reply turns to, where more than one sits at the table."""

from __future__ import annotations

import re

from bot.coaching.roleplay.scenario import Scenario


def addressed(scenario: Scenario, reply: str) -> str | None:
    """The name of the third voice that a reply speaks to last: "Elif, what would you like?"; None for the parent."""
    places: dict[str, int] = {}
    for voice in scenario.voices:
        name = re.escape(voice.name)
        pattern = rf"(?:^|[.!?…]\s+)(?:and |so |but |what about )?{name}\b\s*[,?:]|,\s*{name}\s*[.?!]"
        for match in re.finditer(pattern, reply, re.IGNORECASE):
            places[voice.name] = match.start()
    return max(places, key=lambda name: places[name]) if places else None
