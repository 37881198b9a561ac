"""Workshops: made, changed, ended, deleted, and joined with a picture of their link."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Annotated, TypeAlias

import segno
from litestar import Response, delete, get, post, put
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter

from bot.coaching.roleplay.scenario import Scenario
from bot.records import Facilitator, Records, Workshop
from bot.web import workshop_problems as problems
from bot.web.access import Asked
from bot.web.facilitator.access import SIGNED_IN, Me
from bot.web.facilitator.links import join_path
from bot.web.facilitator.shapes import Extend, LookCard, WorkshopCard, WorkshopWish
from bot.web.front import Front
from bot.web.problems import documented

Own: TypeAlias = NamedDependency[Workshop]
InPath: TypeAlias = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a workshop.")]


async def own_workshop(workshop: InPath, me: Me, request: Asked) -> Workshop:
    """The workshop of the address, if one runs it, or one is an administrator: then it is noted that one looked.

    Raises Problem 404, also for somebody else's.
    """
    records: Records = request.app.state.records
    found = await asyncio.to_thread(records.workshop, workshop)
    if found is None:
        raise problems.no_such_workshop()
    runs = found.facilitator == me.id or await asyncio.to_thread(records.runs, workshop, me.id)
    if not (runs or me.is_administrator):
        raise problems.no_such_workshop()
    if not runs:
        action = request.route_handler.operation_id
        await asyncio.to_thread(records.note_look, me.id, str(action)[:40], found.id)
    return found


def only_its_owner(workshop: Workshop, me: Facilitator) -> None:
    """Refuse what is left to the facilitator whose workshop it is, and to administrators. Raises Problem 403."""
    if not (me.is_administrator or workshop.facilitator == me.id):
        raise problems.only_its_owner(workshop.run_by)


@get(
    "/api/workshops",
    summary="List the workshops",
    responses=documented(401, 503),
    operation_id="workshops",
    security=SIGNED_IN,
)
async def list_workshops(me: Me, state: AppState) -> list[WorkshopCard]:
    """The workshops that one runs, or, for administrators, all; the newest first."""
    found = await asyncio.to_thread(state.records.workshops, None if me.is_administrator else me.id)
    return [WorkshopCard.of(one) for one in found]


@post(
    "/api/workshops",
    summary="Make a workshop",
    responses=documented(400, 401, 403, 413, 422, 503),
    operation_id="make_workshop",
    security=SIGNED_IN,
)
async def make_workshop(me: Me, data: JSONBody[WorkshopWish], state: AppState) -> WorkshopCard:
    """Make a workshop. The answer holds the code with which one joins."""
    title = _checked(data, state.scenarios, datetime.now(timezone.utc))
    made = await asyncio.to_thread(
        state.records.open_workshop, me.id, title, data.settings, data.opens_at, data.closes_at
    )
    return WorkshopCard.of(made)


@get("/", summary="Show a workshop", responses=documented(400, 401, 404, 503), operation_id="workshop")
async def show_workshop(mine: Own) -> WorkshopCard:
    """The workshop and its rules."""
    return WorkshopCard.of(mine)


@put(
    "/",
    summary="Change a workshop",
    responses=documented(400, 401, 403, 404, 409, 413, 422, 503),
    operation_id="change_workshop",
)
async def change_workshop(mine: Own, data: JSONBody[WorkshopWish], state: AppState) -> WorkshopCard:
    """Change its title, rules and dates. What those who joined have agreed to stays as it is."""
    title = _checked(data, state.scenarios, mine.opens_at)
    before, after = mine.settings, data.settings
    agreed = before.consent_text == after.consent_text and before.names == after.names
    if mine.participants and not (agreed and after.keep_days <= before.keep_days):
        raise problems.promised()
    opens_at = data.opens_at or mine.opens_at
    changed = await asyncio.to_thread(
        state.records.change_workshop, mine.id, title, data.settings, opens_at, data.closes_at
    )
    return WorkshopCard.of(changed)


@delete("/", summary="Delete a workshop", responses=documented(400, 401, 403, 404, 503), operation_id="delete_workshop")
async def delete_workshop(mine: Own, me: Me, state: AppState) -> None:
    """Delete the workshop, who took part and all that was said in it, for good. For the facilitator whose it is."""
    only_its_owner(mine, me)
    await asyncio.to_thread(state.records.note_look, me.id, "delete_workshop", mine.id)
    await state.conversations.delete_workshop(mine.id)


@post(
    "/end",
    status_code=200,
    summary="End a workshop",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="end_workshop",
)
async def end_workshop(mine: Own, state: AppState) -> WorkshopCard:
    """End it now: nobody replies any more, and all can still look back. Asked again, nothing changes."""
    return WorkshopCard.of(await asyncio.to_thread(state.records.end_workshop, mine.id))


@post(
    "/extend",
    status_code=204,
    summary="Give more time",
    responses=documented(400, 401, 403, 404, 409, 413, 503),
    operation_id="extend_workshop",
)
async def extend_workshop(mine: Own, data: JSONBody[Extend], state: AppState) -> None:
    """Give one participant, or all, more time in the talks that are on."""
    if mine.settings.minutes is None:
        raise problems.no_time_limit()
    records: Records = state.records
    if data.participant is not None:
        there = await asyncio.to_thread(records.participant, mine.id, data.participant)
        if there is None:
            raise problems.no_such_participant()
    await asyncio.to_thread(records.extend, mine.id, data.minutes, data.participant)


@get(
    "/qr.svg",
    summary="Show the link as a QR code",
    responses=documented(400, 401, 404, 503),
    operation_id="workshop_qr",
    media_type="image/svg+xml",
)
async def show_qr(mine: Own, request: Asked, state: AppState) -> Response[bytes]:
    """A picture of the link with which one joins, for a projector."""
    front: Front = state.front
    origin = front.origin(request)
    drawn = io.BytesIO()
    segno.make(f"{origin}{join_path(mine.join_code)}", error="m").save(drawn, kind="svg", border=2, svgclass=None)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@get("/looks", summary="Show who looked", responses=documented(400, 401, 404, 503), operation_id="workshop_looks")
async def list_looks(mine: Own, state: AppState) -> list[LookCard]:
    """Who saw, took or deleted what of this workshop, the latest first."""
    found = await asyncio.to_thread(state.records.looks, mine.id)
    return [LookCard(one.at, one.facilitator, one.action, one.participant, one.detail) for one in found]


def _checked(wish: WorkshopWish, scenarios: Mapping[str, Scenario], opens_at: datetime) -> str:
    """The title as it is kept. Raises Problem 422 for what does not go together."""
    title = " ".join("".join(sign for sign in wish.title if sign.isprintable()).split())
    if not title:
        raise problems.untitled()
    ids = wish.settings.scenarios
    wrong = [id for at, id in enumerate(ids) if id not in scenarios or id in ids[:at]]
    if wrong:
        raise problems.unknown_scenarios(wrong, scenarios)
    if wish.closes_at is not None and wish.closes_at <= (wish.opens_at or opens_at):
        raise problems.ends_before_it_opens()
    return title
