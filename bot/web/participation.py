"""Taking part in workshops, for those who practise: what they are told, what they agree to, and leaving."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import Annotated, TypeAlias

from litestar import Router, delete, get, put
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, PathParameter
from msgspec import Meta, Struct

from bot.records import Consent, Participation, Trainee, UnknownParticipant
from bot.records.workshop_values import Place
from bot.web import workshop_problems as problems
from bot.web.join import ParticipantCard, WorkshopInfo
from bot.web.practice_access import own_practice
from bot.web.problems import documented
from bot.web.shapes import WorkshopId

CODE: list[dict[str, list[str]]] = [{"code": []}]

Own: TypeAlias = NamedDependency[Trainee]
InPath: TypeAlias = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a workshop.")]


class Told(Struct):
    """A message from the facilitator."""

    id: int
    text: str
    at: datetime
    to_all: bool


class TakingPart(Struct):
    """A workshop as one of its participants sees it."""

    workshop: WorkshopInfo
    participant: ParticipantCard
    notes: Annotated[list[Told], Meta(description="What the facilitator has said since one joined, in order.")]
    until: Annotated[
        datetime | None, Meta(description="When the time for the present talk is over, if it has a limit.")
    ]
    now: Annotated[datetime, Meta(description="The time here, to count down by.")]
    sessions: Annotated[list[str], Meta(description="Ids of one's sessions in the workshop.")]
    voting: Annotated[bool, Meta(description="Whether there is a reply to vote on.")]


class Here(Struct, forbid_unknown_fields=True):
    """Where a participant is."""

    place: Annotated[Place, Meta(description="The step that the page shows.")]


class ChangeConsent(Struct, forbid_unknown_fields=True):
    """What one agrees to from now on."""

    workshop: WorkshopId
    consent: Consent


@get("/", summary="List one's workshops", responses=documented(401, 503), operation_id="own_workshops", security=CODE)
async def list_own(own: Own, state: AppState) -> list[TakingPart]:
    """The workshops that one takes part in, the one joined last first."""
    found = await asyncio.to_thread(state.records.participations, own.id)
    return [_taking_part(one, state) for one in found]


@get(
    "/{workshop:int}",
    summary="Show a workshop to a participant",
    responses=documented(400, 401, 404, 503),
    operation_id="own_workshop",
    security=CODE,
)
async def show_own(own: Own, workshop: InPath, state: AppState) -> TakingPart:
    """Its rules, what the facilitator has said, and until when the present talk may go on."""
    found = await asyncio.to_thread(state.records.participation, own.id, workshop)
    if found is None:
        raise problems.not_taking_part()
    return _taking_part(found, state)


@put(
    "/{workshop:int}/here",
    summary="Tell where one is",
    responses=documented(400, 401, 404, 413, 503),
    operation_id="tell_place",
    security=CODE,
)
async def tell_place(own: Own, workshop: InPath, data: JSONBody[Here], state: AppState) -> TakingPart:
    """Tell the board which step the page shows, every few seconds, and hear what there is to be heard."""
    try:
        found = await asyncio.to_thread(state.records.seen, own.id, workshop, data.place)
    except UnknownParticipant:
        raise problems.not_taking_part() from None
    return _taking_part(found, state)


@delete(
    "/{workshop:int}",
    summary="Leave a workshop",
    responses=documented(400, 401, 404, 503),
    operation_id="leave_workshop",
    security=CODE,
)
async def leave(own: Own, workshop: InPath, state: AppState) -> None:
    """Take part no longer. Nothing is agreed to any more, and what one said is one's own alone."""
    try:
        await asyncio.to_thread(state.records.leave, own.id, workshop)
    except UnknownParticipant:
        raise problems.not_taking_part() from None


@put(
    "/api/practice/consent",
    summary="Change what one agrees to",
    responses=documented(400, 401, 404, 413, 503),
    operation_id="change_consent",
    security=CODE,
    dependencies={"own": Provide(own_practice)},
)
async def change_consent(own: Own, data: JSONBody[ChangeConsent], state: AppState) -> TakingPart:
    """Agree to more, or to less; it holds at once, also for what was said before."""
    try:
        await asyncio.to_thread(state.records.set_consent, own.id, data.workshop, data.consent)
    except UnknownParticipant:
        raise problems.not_taking_part() from None
    found = await asyncio.to_thread(state.records.participation, own.id, data.workshop)
    if found is None:
        raise problems.not_taking_part()
    return _taking_part(found, state)


own_workshops = Router(
    "/api/practice/workshops",
    route_handlers=[list_own, show_own, tell_place, leave],
    dependencies={"own": Provide(own_practice)},
)


def _taking_part(found: Participation, state: AppState) -> TakingPart:
    mine = found.participant
    return TakingPart(
        workshop=WorkshopInfo.of(found.workshop, state.tells_lrs),
        participant=ParticipantCard(mine.id, mine.name, mine.consent),
        notes=[Told(note.id, note.text, note.at, note.participant is None) for note in found.notes],
        until=found.until,
        now=datetime.now(timezone.utc),
        sessions=list(found.sessions),
        voting=found.voting,
    )
