"""The places in a line that are filled from the talk: what was proposed, when, and what was agreed."""

from __future__ import annotations

import re

from bot.coaching.roleplay.conditions import Situation
from bot.coaching.roleplay.diary import clashes
from bot.coaching.roleplay.line import Line

PLACES = ("when", "what", "agreed")
"""The places that a line may have, each in braces."""

_PLACE = re.compile(rf"(^|[.!?:…] |\) )?\{{({'|'.join(PLACES)})\}}")
_LAST_STEPS = 2
"""Steps that a parent repeats at the end, beside the meeting: the last ones count."""


def places_of(line: Line) -> frozenset[str]:
    """The places that have to be filled before a line can be said."""
    return frozenset(match[2] for bubble in line.says if "{" in bubble for match in _PLACE.finditer(bubble))


def fillings(now: Situation) -> dict[str, str]:
    """What there is to fill in, by place."""
    memory = now.state.memory
    found: dict[str, str] = {}
    if memory.when:
        found["when"] = memory.when
    put = sorted(now.scored.proposals, key=lambda each: not clashes(now.scenario, each))
    what = [each.retold for each in put if each.kind != "apology" and each.retold]
    if what:
        # What was put last, but rather a time that suits than one that does not.
        found["what"] = what[-1]
    agreed = [*memory.steps[-_LAST_STEPS:], *([memory.meeting] if memory.meeting else [])]
    if agreed:
        found["agreed"] = _listed(agreed)
    return found


def filled(line: Line, values: dict[str, str]) -> tuple[str, ...]:
    """The bubbles of a line with their places filled. Raises KeyError for a place without a value."""
    return tuple(_PLACE.sub(lambda match: _fill(match, values), bubble) for bubble in line.says)


def _fill(match: re.Match[str], values: dict[str, str]) -> str:
    before, words = match[1], values[match[2]]
    begins = before is not None and not before.startswith(":")
    return (before or "") + (words[:1].upper() + words[1:] if begins else words)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
