"""What the parent feels, knows to have said, and remembers."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.roleplay.line import End, Level, Phase
from bot.coaching.roleplay.scenario import Difficulty

Count = Annotated[int, Meta(ge=0)]


class Memory(Struct, frozen=True, forbid_unknown_fields=True):
    """What the parent does not forget within a conversation."""

    insults: Count = 0
    dismissals: Count = 0
    promises: Count = 0
    """Guarantees that nobody can give."""
    surrenders: Count = 0
    """Times the teacher gave in."""
    limits: Count = 0
    """Times the teacher held a limit with care."""
    hushes: Count = 0
    """Times the teacher told the parent to calm down."""
    secrets: Count = 0
    """Times the teacher promised that nobody would hear of it."""
    broken_promises: Count = 0
    """Times the teacher went back on such a promise."""
    honesty: Count = 0
    """Times the teacher owned up to not knowing something."""
    flat: Count = 0
    """Replies in a row that neither opened the exchange nor showed empathy."""
    low_scores: Count = 0
    """Replies in a row that hurt."""
    heard: tuple[str, ...] = ()
    """Marks of the last longer replies, by which the parent notices one that comes again."""
    agreed: tuple[str, ...] = ()
    """The trainee's own words for the next steps they have settled."""
    steps: tuple[str, ...] = ()
    """Those steps as the parent would say them: "you'll ring me on Friday"."""
    meeting: str | None = None
    """The meeting they have settled, in the parent's words."""
    when: str | None = None
    """The last time to meet or talk that was proposed and did not clash with the parent's diary."""


class ParentState(Struct, frozen=True, forbid_unknown_fields=True):
    """What the trainee can feel of the parent.

    `heat` and `trust` run from 0 to 10. `line` is the id of the line the parent has just said,
    which the next reply answers. `said` and `told` hold ids in order. `seed` decides between
    lines that fit equally well, so the same script gives the same conversation.
    """

    heat: Level
    trust: Level
    phase: Phase
    line: str
    seed: int
    turn: Count = 0
    """Replies given so far."""
    said: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    memory: Memory = Memory()
    ended: End | None = None
    difficulty: Difficulty = "usual"
    chosen: tuple[str, ...] = ()
    """The options that the teacher chose before the meeting."""
    words: tuple[str, ...] = ()
    """The bubbles that the parent has just said, where they differ from those of the line: places filled in."""
    probes: bool = True
    """Whether the parent puts the standard probes."""
