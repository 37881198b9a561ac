"""A scenario as its author writes it: who the parent is, what happened, and all that can be said.

Every class here is the strict schema of a part of `bot/knowledge/scenarios/*.yml`; its lines are in `line.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.codebook import SourceKey, Weekday
from bot.coaching.roleplay.face import Face
from bot.coaching.roleplay.line import Change, Id, Level, Line, Words

Difficulty = Literal["usual", "hard"]
"""How hard the same parent is played."""

Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day, as "14:30"."""


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
    face: Face = Face()
    """What the drawn portrait looks like."""


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


class Voice(Struct, frozen=True, forbid_unknown_fields=True):
    """A third person at the table who also speaks: the student, the other parent."""

    name: Annotated[str, Meta(pattern=r"^[^:{}()]{1,40}$")]
    """As the trainee sees it, and as their bubbles begin: "Mila"."""
    relation: Words
    """To the child, or "herself" for the student."""
    age: Annotated[int, Meta(ge=3, le=99)]
    face: Face = Face()
    """What the drawn portrait looks like."""


class Harder(Struct, frozen=True, forbid_unknown_fields=True):
    """The same parent on a worse day, for those who want it harder."""

    about: Words
    """What makes it harder, for the trainee: "She has already been to the head."."""
    start: Start
    temper: Temper = Temper()


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to arrange the meeting."""

    id: Id
    label: Words
    """What the teacher does: "At the small table, side by side"."""
    effect: Words
    """What came of it, for the debrief: "With the desk between you she felt like a pupil."."""
    heat: Change = 0
    trust: Change = 0


class Arrangement(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the teacher chooses before the meeting: when, who comes, where to sit, a cup of tea."""

    id: Id
    asks: Words
    """The question to the trainee: "Where do you sit?"."""
    source: SourceKey
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=4)]
    """The first is what happens when nothing is chosen; it should change nothing."""


class Diary(Struct, frozen=True, forbid_unknown_fields=True):
    """When the parent can come or be rung."""

    days: Annotated[tuple[Weekday, ...], Meta(min_length=1)]
    earliest: Clock
    latest: Clock


class Scenario(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole scenario."""

    id: Id
    title: Words
    """What the trainee picks from the list: "An angry parent"."""
    subject: Words
    """One sentence: what it is about."""
    theme: Id
    """What kind of conversation it is (an id of themes.yml)."""
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
    lines: Annotated[tuple[Line, ...], Meta(min_length=50)]
    temper: Temper = Temper()
    called: tuple[Words, ...] = ()
    """Other words by which a trainee may ask the coach for it, each in one scenario only: "bullying", "class chat"."""
    content_note: Words | None = None
    voices: tuple[Voice, ...] = ()
    """Who else is at the table."""
    hard: Harder | None = None
    arrangements: tuple[Arrangement, ...] = ()
    """Choices before the meeting, with their consequences."""
    diary: Diary | None = None
    """None for a parent to whom any time is as good as another."""
    """A warning for subjects that may touch the trainee, if it needs one."""

    def line(self, id: str) -> Line:
        """The line with that id. Raises KeyError if there is none."""
        for line in self.lines:
            if line.id == id:
                return line
        raise KeyError(id)

    def start_of(self, difficulty: Difficulty) -> Start:
        """How the parent walks in; as usual where the scenario has no harder way."""
        return self.hard.start if difficulty == "hard" and self.hard else self.start

    def temper_of(self, difficulty: Difficulty) -> Temper:
        """How this parent differs from others."""
        return self.hard.temper if difficulty == "hard" and self.hard else self.temper

    def option(self, id: str) -> Option:
        """The option of an arrangement with that id. Raises KeyError if there is none."""
        for arrangement in self.arrangements:
            for option in arrangement.options:
                if option.id == id:
                    return option
        raise KeyError(id)
