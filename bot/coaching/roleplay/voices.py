"""Who says what where others than the parent speak too: a bubble of a third voice begins with its name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from bot.coaching.roleplay.scenario import Scenario


class Speech(Struct, frozen=True):
    """What one person says without another speaking in between."""

    name: str
    """The parent's full name, or a third voice's."""
    bubbles: tuple[str, ...]
    """The words alone, without the name before them."""


def by_speaker(scenario: Scenario, bubbles: Iterable[str]) -> tuple[Speech, ...]:
    """The bubbles of a line, those of one speaker in a row together."""
    said = [_said(scenario, bubble) for bubble in bubbles]
    return tuple(
        Speech(name, tuple(words for _, words in run)) for name, run in groupby(said, key=lambda speech: speech[0])
    )


def _said(scenario: Scenario, bubble: str) -> tuple[str, str]:
    """The speaker's name and the words of one bubble."""
    for voice in scenario.voices:
        if bubble.startswith(f"{voice.name}:"):
            return voice.name, bubble[len(voice.name) + 1 :].strip()
    return scenario.parent.name, bubble
