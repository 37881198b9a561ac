"""What the records hand out: plain values, cut loose from the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from bot.coaching.debrief.confidence import ConfidenceCourse
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn

Coaching = Literal["live", "request", "end"]
"""When the coach speaks about the replies: after each, whenever the trainee asks, or only at the end."""

Stands = Literal["on", "paused", "off"]
"""How a role-play stands: on, so that what is typed is said to the parent; paused; or over, or not begun yet."""

Message = dict[str, Any]
"""What a speaker said, as it was sent: `{"speaker": "parent" | "coach", "text": …, …}`."""


class SessionRecord(Struct, frozen=True):
    """One person's session with its current role-play.

    All times are in UTC. What belongs to the role-play is None before the first one has begun.
    """

    id: str
    token_hash: str | None
    """SHA-256 of the session's token in hexadecimal; None for a session without the web."""
    opened_for: str | None
    """Id of the scenario the session was opened for; None when the coach was to help to choose."""
    coaching: Coaching
    seed: int
    created_at: datetime
    updated_at: datetime
    talk: int | None = None
    """Number of the current role-play in this session, from 1."""
    scenario: str | None = None
    """Id of the scenario being played."""
    opening: ParentState | None = None
    """The parent as they walked in."""
    paused: bool = False
    began_at: datetime | None = None
    ended_at: datetime | None = None
    """When the role-play came to its end, or was finished by the trainee."""
    ended: End | None = None
    """How it ended; None while it goes on, and when the trainee finished it before its end."""
    goal: str | None = None
    """Id of the strategy that the trainee set out to practise in this role-play."""
    confidence: ConfidenceCourse | None = None
    """How sure the trainee felt before and after this role-play; None when neither was told."""
    trainee: int | None = None
    """Whose practice the session belongs to; None for a session on its own."""
    code_hash: str | None = None
    """SHA-256 of the code of that practice in hexadecimal."""
    participant: int | None = None
    """As whose session it belongs to a workshop; None for a session outside of any."""

    @property
    def playing(self) -> bool:
        """Whether a role-play is on: begun, and not over."""
        return self.talk is not None and self.ended_at is None

    @property
    def stands(self) -> Stands:
        """How the current role-play stands."""
        if not self.playing:
            return "off"
        return "paused" if self.paused else "on"


class KeptTurn(Struct, frozen=True):
    """A turn as it stands in the records, with the messages that answered it."""

    turn: Turn
    messages: tuple[Message, ...]
    client_id: str | None
    at: datetime
    new: bool = False
    """Whether this very call recorded it."""
    taken_back_at: datetime | None = None
    """When the trainee took the reply back; None for a reply that counts."""


class Aside(Struct, frozen=True):
    """Something between the trainee and the coach that is no turn: a question, a hint."""

    asked: str | None
    """The trainee's words; None when they pressed a button."""
    messages: tuple[Message, ...]
    client_id: str | None
    at: datetime


class Trainee(Struct, frozen=True):
    """Someone who comes back to practise, known by nothing but a code."""

    id: int
    created_at: datetime


class Practised(Struct, frozen=True):
    """A session as its trainee looks back on it, with the replies that count in its current role-play, in order."""

    session: SessionRecord
    turns: tuple[Turn, ...]


class KeptTalk(Struct, frozen=True):
    """A role-play with all that was said in it, replies that were taken back included, in order."""

    session: SessionRecord
    """The session as it stood in this role-play."""
    turns: tuple[KeptTurn, ...]
    asides: tuple[Aside, ...]


class KeptSession(Struct, frozen=True):
    """All that is kept of a session."""

    session: SessionRecord
    talks: tuple[KeptTalk, ...]
    asides: tuple[Aside, ...]
    """What was said before the first role-play."""
