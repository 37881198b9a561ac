"""A scenario as its author writes it: who the parent is, what happened, and all that can be said.

Every class here is the strict schema of a part of `bot/knowledge/scenarios/*.yml`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, SourceKey

Phase = Literal["opening", "venting", "exploring", "deciding", "closing"]
"""Where the conversation is: from the first words to the last."""

PHASES: tuple[Phase, ...] = ("opening", "venting", "exploring", "deciding", "closing")

End = Literal["agreement", "appointment", "stalled", "walkout"]
"""How a conversation ends: well, half well, silently badly, loudly badly."""

ENDS: tuple[End, ...] = ("agreement", "appointment", "stalled", "walkout")

Temptation = Literal["over_promise", "give_in", "disclose_other", "keep_secret", "avoid"]
"""What a line tempts the teacher to do wrong."""

Level = Annotated[int, Meta(ge=0, le=10)]
"""Heat or trust, from 0 to 10."""

Change = Annotated[int, Meta(ge=-5, le=5)]
"""What one reply adds to heat or trust."""

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, Meta(min_length=1, max_length=1200)]


class Teacher(Struct, frozen=True, forbid_unknown_fields=True):
    """The part the trainee plays: how the parent addresses them, and what they teach."""

    name: Words
    role: Words


class Parent(Struct, frozen=True, forbid_unknown_fields=True):
    """Who answers the trainee."""

    name: Words
    """As the trainee sees it, for instance "Dawn Pritchard"."""
    relation: Words
    """To the child: "mother", "father", "grandmother" …"""
    child: Words
    """The child's first name."""
    age: Annotated[int, Meta(ge=3, le=19)]
    """The child's age in years."""
    voice: Words
    """How this parent speaks, for whoever writes more lines."""


class Hidden(Struct, frozen=True, forbid_unknown_fields=True):
    """A worry or a fact that the parent keeps back until there is trust."""

    id: Id
    about: Words
    """What it is, in the coach's words, for the debrief: "her eldest was bullied here too"."""
    layer: Annotated[int, Meta(ge=1, le=3)] = 1
    """How deep it lies: 1 comes first, 3 only to a teacher who is trusted."""


class Probe(Struct, frozen=True, forbid_unknown_fields=True):
    """A standard probe: a moment that every trainee meets, so that replies can be compared."""

    id: Id
    about: Words
    """What it tests, in a few words: "asked to name the other child"."""
    from_turn: Annotated[int, Meta(ge=2, le=12)]
    """The parent says its line as the answer to this reply, or to the next one that fits."""


class When(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold for a line to be said. What is left out does not matter."""

    heat_at_least: Level | None = None
    heat_at_most: Level | None = None
    trust_at_least: Level | None = None
    trust_at_most: Level | None = None
    turn_at_least: Annotated[int, Meta(ge=1)] | None = None
    told: tuple[Id, ...] = ()
    """Worries and facts that have all been told."""
    not_told: tuple[Id, ...] = ()
    """Worries and facts of which none has been told."""
    said: tuple[Id, ...] = ()
    """Lines that have all been said."""
    not_said: tuple[Id, ...] = ()
    """Lines of which none has been said."""


class Answers(Struct, frozen=True, forbid_unknown_fields=True):
    """What in the trainee's last reply a line responds to; one of these is enough."""

    topics: tuple[Id, ...] = ()
    """Subjects of the reply (ids of topics.yml)."""
    moves: tuple[Id, ...] = ()
    """Moves found in the reply."""


class Effect(Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind of answer to one particular line does, beyond the general dynamics."""

    moves: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """Any of these moves in the reply brings it about."""
    heat: Change = 0
    trust: Change = 0


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the parent can say, once in a conversation."""

    id: Id
    says: Annotated[tuple[Words, ...], Meta(min_length=1, max_length=3)]
    """One to three bubbles. Gestures stand in round brackets: "(looks at the floor)"."""
    calls_for: tuple[Dimension, ...] = ()
    """What a good reply to it needs. Empty only in a closing line."""
    phases: tuple[Phase, ...] = ()
    """Phases in which it may be said. Empty in an opening or a closing line."""
    opens: bool = False
    """Whether it can be the parent's first line."""
    closes: End | None = None
    """The end whose last words it can be."""
    probe: Id | None = None
    """The standard probe it puts."""
    answers: Answers = Answers()
    when: When = When()
    tells: tuple[Id, ...] = ()
    """Worries and facts that it discloses."""
    tempts: Temptation | None = None
    effects: tuple[Effect, ...] = ()
    example: Words | None = None
    """A reply that a skilled teacher might give to this line, shown when the trainee asks for help."""


class Temper(Struct, frozen=True, forbid_unknown_fields=True):
    """How this parent differs from the general dynamics, in percent of a change."""

    heats: Annotated[int, Meta(ge=50, le=200)] = 100
    """How strongly heat rises."""
    cools: Annotated[int, Meta(ge=50, le=200)] = 100
    """How strongly heat falls."""
    trusts: Annotated[int, Meta(ge=50, le=200)] = 100
    """How strongly trust rises."""
    doubts: Annotated[int, Meta(ge=50, le=200)] = 100
    """How strongly trust falls."""


class Start(Struct, frozen=True, forbid_unknown_fields=True):
    """How the parent walks in."""

    heat: Level
    trust: Level


class Scenario(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole scenario."""

    id: Id
    title: Words
    """What the trainee picks from the list: "An angry parent"."""
    subject: Words
    """One sentence: what it is about."""
    level: Annotated[int, Meta(ge=1, le=3)]
    """How hard it is: 1 gentle, 3 hard."""
    minutes: Annotated[int, Meta(ge=5, le=30)]
    """How long a talk usually takes."""
    sources: Annotated[tuple[SourceKey, ...], Meta(min_length=1)]
    strategies: Annotated[tuple[Id, ...], Meta(min_length=3, max_length=8)]
    """The documented strategies it lets one practise (ids of strategies.yml)."""
    teacher: Teacher
    parent: Parent
    briefing: Annotated[tuple[Words, ...], Meta(min_length=2, max_length=6)]
    """What the teacher knows beforehand, a paragraph each."""
    goals: Annotated[tuple[Words, ...], Meta(min_length=2, max_length=4)]
    """What one learns here."""
    start: Start
    worries: Annotated[tuple[Hidden, ...], Meta(min_length=1)]
    facts: Annotated[tuple[Hidden, ...], Meta(min_length=1)]
    probes: Annotated[tuple[Probe, ...], Meta(min_length=3, max_length=3)]
    lines: Annotated[tuple[Line, ...], Meta(min_length=40)]
    temper: Temper = Temper()
    content_note: Words | None = None
    """A warning for subjects that may touch the trainee, if it needs one."""

    def line(self, id: str) -> Line:
        """The line with that id. Raises KeyError if there is none."""
        for line in self.lines:
            if line.id == id:
                return line
        raise KeyError(id)
