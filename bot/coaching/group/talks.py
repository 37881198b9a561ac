"""The talks of a workshop, as its debrief sees them: whose, with whom, and what the participant agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.debrief.confidence import ConfidenceCourse
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.scenario import Difficulty
from bot.coaching.turn import Turn


class Consent(Struct, frozen=True, forbid_unknown_fields=True):
    """What a participant agreed to, each apart; nothing unless they said so."""

    read: Annotated[bool, Meta(description="The facilitator may read what I say.")] = False
    show: Annotated[bool, Meta(description="My words may be shown to the group, without my name.")] = False
    improve: Annotated[bool, Meta(description="My data may be used to make the scoring better.")] = False
    tell: Annotated[
        bool, Meta(description="Figures of my talks may go to a Learning Record Store, without my name.")
    ] = False


class WordsNotShared(Exception):
    """A participant has not agreed to the use of their words that was asked for."""


class GroupTurn(Struct, frozen=True, forbid_unknown_fields=True):
    """One reply of a talk, with what the records know it by."""

    id: int
    """What marks, votes, comments and ratings refer to it by."""
    turn: Turn
    attempt: Annotated[int, Meta(ge=1)] = 1
    """1 for the first reply under its number, 2 for the one after that was taken back …"""
    taken_back: bool = False
    at: datetime | None = None


class GroupTalk(Struct, frozen=True, forbid_unknown_fields=True):
    """One role-play of a participant."""

    participant: str
    """The same in all talks of one participant, and of nobody else. It is never shown."""
    session: str
    scenario: str
    turns: tuple[GroupTurn, ...]
    """All replies in the order in which they were given, those taken back included."""
    number: Annotated[int, Meta(ge=1)] = 1
    """Of the role-play in its session."""
    label: str = ""
    """A name for the facilitator's eyes: a pseudonym, or the participant's own where the workshop uses names."""
    consent: Consent = Consent()
    began_at: datetime | None = None
    ended_at: datetime | None = None
    ended: End | None = None
    """How the parent ended it; None while it goes on, and when the trainee stopped before its end."""
    over: bool = False
    """Whether it has ended, by the parent or by the trainee."""
    difficulty: Difficulty = "usual"
    confidence: ConfidenceCourse | None = None

    @property
    def counting(self) -> tuple[Turn, ...]:
        """The replies that count, in order."""
        return tuple(one.turn for one in self.turns if not one.taken_back)

    @property
    def taken_back(self) -> tuple[Turn, ...]:
        """The replies that were taken back, in the order in which they were given."""
        return tuple(one.turn for one in self.turns if one.taken_back)


def with_a_reply(talks: Iterable[GroupTalk]) -> list[GroupTalk]:
    """The talks in which a reply counts: somebody who opened a scenario and left has not talked."""
    return [talk for talk in talks if any(not one.taken_back for one in talk.turns)]
