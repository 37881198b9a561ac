"""Workshops, and who takes part in them, as the records hand them out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.group.talks import Consent
from bot.coaching.roleplay.line import End, Phase
from bot.records.values import Coaching

Names = Literal["real", "chosen", "generated"]
"""What participants are called: by their own name, by one they choose, or by one that is drawn for them."""

Place = Literal["choose", "briefing", "talk", "summary", "practice"]
"""The step that a participant's page shows."""

Condition = Literal["joined", "briefing", "talking", "finished"]
"""What a participant is doing, as far as one can tell from outside."""

STUCK_AFTER = timedelta(minutes=2)
"""After so long without a reply somebody is stuck: nobody needs it for one answer."""

LONGEST_CONSENT = 4_000
MOST_MINUTES = 180
MOST_DAYS = 3_650


class WorkshopSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of a workshop."""

    scenarios: Annotated[
        list[Annotated[str, Meta(max_length=40)]],
        Meta(min_length=1, max_length=40, description="Ids of the scenarios, in the order in which they are offered."),
    ]
    coaching: Annotated[Coaching, Meta(description="When the coach speaks about a reply.")] = "live"
    retries: Annotated[bool, Meta(description="Whether a reply may be taken back.")] = True
    minutes: Annotated[
        Annotated[int, Meta(ge=1, le=MOST_MINUTES)] | None, Meta(description="Time limit of a talk; null for none.")
    ] = None
    probes: Annotated[
        bool, Meta(description="Whether every parent puts the standard probes, on which replies can be compared.")
    ] = True
    names: Annotated[
        Names, Meta(description="Real names, names that participants choose, or such as “Amber Heron”.")
    ] = "generated"
    consent_text: Annotated[
        str, Meta(max_length=LONGEST_CONSENT, description="What participants read before they agree to anything.")
    ] = ""
    keep_days: Annotated[
        int, Meta(ge=1, le=MOST_DAYS, description="Days after the end for which everything is kept.")
    ] = 90
    contact: Annotated[
        str, Meta(max_length=600, description="Whom participants turn to with real worries about a child.")
    ] = ""


class Workshop(Struct, frozen=True):
    """A workshop. All times are in UTC."""

    id: int
    facilitator: int
    """Whose it is."""
    join_code: str
    title: str
    settings: WorkshopSettings
    opens_at: datetime
    closes_at: datetime | None
    """When it closes by itself; None if it stays open until it is ended."""
    ended_at: datetime | None
    created_at: datetime
    delete_after: date | None
    """The last day on which its data are kept; None as long as it has no end."""
    participants: int = 0
    """How many have joined and not left."""
    run_by: str = ""
    """The name of the facilitator whose it is."""

    def is_over(self, at: datetime) -> bool:
        """Whether it was ended, or has closed."""
        return self.ended_at is not None or (self.closes_at is not None and self.closes_at <= at)


class Participant(Struct, frozen=True):
    """A trainee in a workshop."""

    id: int
    workshop: int
    trainee: int
    name: str
    joined_at: datetime
    seen_at: datetime
    place: Place | None
    consent: Consent
    consent_at: datetime
    """When they last said what they agree to."""
    withdrawn_at: datetime | None
    """Since when they take part no longer."""


class Note(Struct, frozen=True):
    """A message from the facilitator."""

    id: int
    participant: int | None
    """To whom; None if it is for all."""
    text: str
    at: datetime


class Participation(Struct, frozen=True):
    """A workshop as one of its participants sees it."""

    workshop: Workshop
    participant: Participant
    notes: tuple[Note, ...]
    until: datetime | None
    """When the time for the participant's current talk is over; None without a talk or a limit."""
    sessions: tuple[str, ...] = ()
    """Ids of the participant's sessions in the workshop."""
    voting: bool = False
    """Whether the group is asked about a reply."""


class SessionRules(Struct, frozen=True):
    """What a session has to keep to, since it belongs to a workshop."""

    workshop: Workshop
    participant: int
    until: datetime | None
    """When the time for its current talk is over; None without a talk or a limit."""


class Standing(Struct, frozen=True):
    """Where a participant stands, without a word of what was said."""

    participant: Participant
    session: str | None
    scenario: str | None
    talks: int
    """Role-plays begun in this workshop."""
    finished: int
    """Role-plays of them that are over."""
    playing: bool
    paused: bool
    turn: int
    """Replies that count in the current role-play."""
    phase: Phase | None
    heat: int | None
    trust: int | None
    ended: End | None
    since: datetime
    """When anything last happened: a reply, the beginning of a talk, joining."""
    until: datetime | None

    @property
    def condition(self) -> Condition:
        """What they are doing. The page tells of a briefing; the rest is known from the records."""
        if self.playing and self.participant.place != "briefing":
            return "talking"
        if self.participant.place == "briefing":
            return "briefing"
        return "finished" if self.talks else "joined"

    def is_stuck(self, at: datetime) -> bool:
        """Whether they are in a talk and have not replied for too long, though they have not paused."""
        return self.condition == "talking" and not self.paused and at - self.since > STUCK_AFTER
