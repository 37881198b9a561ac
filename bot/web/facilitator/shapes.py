"""What goes in and out of the facilitator's part of the interface. Each class is a schema of the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.codebook import Scores
from bot.coaching.roleplay.line import End, Phase
from bot.records import Consent, Standing, Workshop, WorkshopSettings
from bot.records.workshop_values import MOST_MINUTES, Condition, Place
from bot.web.facilitator.links import join_path
from bot.web.join import Stage, stage_of
from bot.web.shapes import WorkshopId

LONGEST_TITLE = 120
LONGEST_NOTE = 1_000

Moment = Annotated[datetime, Meta(tz=True)]


class WorkshopWish(Struct, forbid_unknown_fields=True):
    """A workshop as its facilitator wants it."""

    title: Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
    settings: WorkshopSettings
    opens_at: Annotated[Moment | None, Meta(description="With its time zone; null for now.")] = None
    closes_at: Annotated[Moment | None, Meta(description="Null if it stays open until it is ended.")] = None


class WorkshopCard(Struct):
    """A workshop."""

    id: int
    title: str
    join_code: str
    join_path: Annotated[str, Meta(description="Where on this site one joins.")]
    stage: Stage
    settings: WorkshopSettings
    opens_at: datetime
    closes_at: datetime | None
    ended_at: datetime | None
    created_at: datetime
    delete_after: Annotated[
        date | None, Meta(description="The last day on which its data are kept; null before its end.")
    ]
    participants: Annotated[int, Meta(description="How many have joined and not left.")]
    facilitator: Annotated[int, Meta(description="Id of the facilitator whose it is.")]
    run_by: Annotated[str, Meta(description="Their name.")]

    @classmethod
    def of(cls, workshop: Workshop) -> WorkshopCard:
        """As its facilitator sees it."""
        return cls(
            id=workshop.id,
            title=workshop.title,
            join_code=workshop.join_code,
            join_path=join_path(workshop.join_code),
            stage=stage_of(workshop),
            settings=workshop.settings,
            opens_at=workshop.opens_at,
            closes_at=workshop.closes_at,
            ended_at=workshop.ended_at,
            created_at=workshop.created_at,
            delete_after=workshop.delete_after,
            participants=workshop.participants,
            facilitator=workshop.facilitator,
            run_by=workshop.run_by,
        )


class Extend(Struct, forbid_unknown_fields=True):
    """More time in the talks that are on."""

    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)]
    participant: Annotated[WorkshopId | None, Meta(description="For whom; null for all.")] = None


class WriteNote(Struct, forbid_unknown_fields=True):
    """A message to participants."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_NOTE)]
    participant: Annotated[WorkshopId | None, Meta(description="To whom; null for all.")] = None


class SentNote(Struct):
    """A message that was sent."""

    id: int
    text: str
    participant: int | None
    at: datetime


class OnBoard(Struct):
    """Where a participant stands, without a word of what was said."""

    id: int
    name: str
    condition: Annotated[Condition, Meta(description="Joined, reading a briefing, talking, or done with a talk.")]
    stuck: Annotated[bool, Meta(description="In a talk, not paused, and without a reply for two minutes.")]
    place: Annotated[Place | None, Meta(description="The step that their page shows.")]
    scenario: str | None
    session: Annotated[str | None, Meta(description="Id of their session now.")]
    turn: Annotated[int, Meta(description="Replies in their present talk.")]
    phase: Phase | None
    heat: Annotated[int | None, Meta(description="How angry the parent is: 0 calm, 10 beside themselves.")]
    trust: int | None
    paused: bool
    ended: End | None
    talks: Annotated[int, Meta(description="Talks begun in this workshop.")]
    finished: Annotated[int, Meta(description="Talks of them that are over.")]
    joined_at: datetime
    seen_at: datetime
    since: Annotated[datetime, Meta(description="When anything last happened.")]
    until: Annotated[datetime | None, Meta(description="When the time for their talk is over.")]
    consent: Consent

    @classmethod
    def of(cls, standing: Standing, at: datetime) -> OnBoard:
        """As the board shows them at that moment."""
        who = standing.participant
        return cls(
            id=who.id,
            name=who.name,
            condition=standing.condition,
            stuck=standing.is_stuck(at),
            place=who.place,
            scenario=standing.scenario,
            session=standing.session,
            turn=standing.turn,
            phase=standing.phase,
            heat=standing.heat,
            trust=standing.trust,
            paused=standing.paused,
            ended=standing.ended,
            talks=standing.talks,
            finished=standing.finished,
            joined_at=who.joined_at,
            seen_at=who.seen_at,
            since=standing.since,
            until=standing.until,
            consent=who.consent,
        )


class Counts(Struct):
    """How many are where."""

    joined: int
    briefing: int
    talking: int
    finished: int
    stuck: int


class Board(Struct):
    """A workshop while it runs."""

    stage: Stage
    title: str
    minutes: int | None
    now: Annotated[datetime, Meta(description="When this changed or was asked for first, here.")]
    counts: Counts
    participants: Annotated[list[OnBoard], Meta(description="By name.")]


class TalkInFigures(Struct):
    """A talk of a participant in this workshop, in figures."""

    session: str
    number: Annotated[int, Meta(description="Of the talk in its session.")]
    scenario: str
    began_at: datetime | None
    ended_at: datetime | None
    over: bool
    ended: End | None
    replies: int
    scores: Annotated[list[Scores], Meta(description="Of each reply that counts, in order.")]


class ParticipantDetails(Struct):
    """A participant, and what they have done in this workshop, in figures."""

    participant: OnBoard
    talks: Annotated[list[TalkInFigures], Meta(description="The oldest first.")]


class LookCard(Struct):
    """Somebody saw, took or deleted something."""

    at: datetime
    facilitator: str
    action: str
    participant: int | None
    detail: str | None
