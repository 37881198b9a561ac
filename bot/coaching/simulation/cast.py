"""Who takes part in the demo workshop, and what they say. The schema of `bot/knowledge/demo.yml`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.roleplay.line import Id
from bot.coaching.simulation.trainees import Text

Level = Literal["well", "halfway", "poorly"]
"""How somebody answers a standard probe."""

Now = Literal["joined", "briefing", "talking", "paused", "stuck", "finished"]
"""What somebody is doing at the moment at which the board is looked at."""

Agreed = Literal["read", "show", "improve"]


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """One participant."""

    kind: Id
    """Of trainee, as in `trainees.yml`: how they speak between the probes."""
    level: Level
    talks: tuple[Id, ...]
    """Scenarios that they have finished."""
    now: Now
    """With the scenario after those, if it is a talk."""
    consent: tuple[Agreed, ...] = ()


class Remark(Struct, frozen=True, forbid_unknown_fields=True):
    """What the facilitator wrote beside one reply to a probe."""

    probe: Id
    level: Level
    text: Text


class ProbeReplies(Struct, frozen=True, forbid_unknown_fields=True):
    """What people say at one probe."""

    well: Annotated[tuple[Text, ...], Meta(min_length=1)]
    halfway: Annotated[tuple[Text, ...], Meta(min_length=1)]
    poorly: Annotated[tuple[Text, ...], Meta(min_length=1)]

    def at(self, level: Level) -> tuple[Text, ...]:
        """Those of one level."""
        replies: tuple[Text, ...] = getattr(self, level)
        return replies


class Cast(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole demo workshop."""

    title: Annotated[str, Meta(min_length=1, max_length=120)]
    scenarios: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """In the order in which they are played."""
    minutes: Annotated[int, Meta(ge=1, le=180)]
    """Time limit of a talk."""
    consent_text: str
    contact: str
    cast: Annotated[tuple[Part, ...], Meta(min_length=1, max_length=1000)]
    notes: tuple[Text, ...] = ()
    comments: tuple[Remark, ...] = ()
    replies: dict[Id, dict[Id, ProbeReplies]] = {}
    """By scenario and probe."""
