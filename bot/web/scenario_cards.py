"""What is told of a scenario before one begins it. Each class is a schema of the OpenAPI document."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.roleplay.face import Face
from bot.coaching.roleplay.line import Level


class ParentCard(Struct):
    """Who one talks to."""

    name: str
    relation: str
    child: str
    age: Annotated[int, Meta(description="The child's age in years.")]
    face: Annotated[Face, Meta(description="What their portrait looks like.")]


class TeacherCard(Struct):
    """Who one is."""

    name: str
    role: str


class VoiceCard(Struct):
    """Who else is at the table."""

    name: str
    relation: Annotated[str, Meta(description="To the child, or “herself” for the student.")]
    age: int
    face: Annotated[Face, Meta(description="What their portrait looks like.")]


class OptionCard(Struct):
    """One way to arrange the meeting."""

    id: str
    label: str


class ArrangementCard(Struct):
    """Something the teacher chooses before the meeting. The first option holds when nothing is chosen."""

    id: str
    asks: Annotated[str, Meta(description="The question to the trainee.")]
    options: list[OptionCard]
    citation: Annotated[str, Meta(description="What the choice rests on.")]


class StartCard(Struct):
    """How the parent walks in on a usual day."""

    heat: Level
    trust: Level


class HarderCard(Struct):
    """The same parent on a worse day."""

    about: Annotated[str, Meta(description="What makes it harder.")]


class ThemeCard(Struct):
    """What kind of conversation it is."""

    id: str
    name: str


class StrategyCard(Struct):
    """A documented strategy that one practises."""

    id: str
    name: str
    about: str
    citation: Annotated[str, Meta(description="What it rests on.")]


class ScenarioCard(Struct):
    """A scenario as one chooses it, and what the teacher knows beforehand."""

    id: str
    title: str
    subject: str
    theme: ThemeCard
    level: Annotated[int, Meta(ge=1, le=3, description="1 gentle, 3 hard.")]
    minutes: int
    strategies: Annotated[list[StrategyCard], Meta(description="The documented strategies one practises.")]
    goals: list[str]
    briefing: Annotated[list[str], Meta(description="A paragraph each.")]
    teacher: TeacherCard
    parent: ParentCard
    start: StartCard
    content_note: str | None
    voices: list[VoiceCard]
    arrangements: list[ArrangementCard]
    hard: Annotated[HarderCard | None, Meta(description="Null where there is no harder way.")]
