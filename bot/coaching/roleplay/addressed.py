"""Whom a reply turns to, where more than one sits at the table."""

from __future__ import annotations

import re

from bot.coaching.roleplay.scenario import Scenario


def addressed(scenario: Scenario, reply: str) -> str | None:
    """The full name of whoever a reply speaks to last: "Elif, what would you like?"; None if it names nobody."""
    if not scenario.voices:
        return None
    places: dict[str, int] = {}
    for full, names in _names(scenario):
        name = rf"(?:{'|'.join(map(re.escape, names))})"
        pattern = rf"(?:^|[.!?…]\s+)(?:and |so |but |what about )?{name}\b\s*[,?:]|,\s*{name}\s*[.?!]"
        for match in re.finditer(pattern, reply, re.IGNORECASE):
            places[full] = match.start()
    return max(places, key=lambda name: places[name]) if places else None


def says(scenario: Scenario, speaker: str, bubble: str) -> bool:
    """Whether a bubble is said by the voice, or the parent, of that name."""
    voices = [voice.name for voice in scenario.voices]
    if speaker in voices:
        return bubble.startswith(f"{speaker}:")
    return not any(bubble.startswith(f"{voice}:") for voice in voices)


def _names(scenario: Scenario) -> list[tuple[str, list[str]]]:
    """Everybody at the table, with the names by which they are called."""
    first, *_, last = scenario.parent.name.split()
    parent = [scenario.parent.name, first, *(f"{title} {last}" for title in ("Mr", "Mrs", "Ms", "Miss", "Mr.", "Mrs."))]
    return [(voice.name, [voice.name]) for voice in scenario.voices] + [(scenario.parent.name, parent)]
