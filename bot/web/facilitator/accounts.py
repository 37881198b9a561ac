"""Who the facilitators are, and how others become some."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, TypeAlias

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, PathParameter
from msgspec import Meta, Struct

from bot.records import Facilitator, InvitationOver, LastAdministrator, NameTaken, Role
from bot.web.access import Asked
from bot.web.facilitator import problems
from bot.web.facilitator.access import SIGNED_IN, administrators, from_here, who_is_signed_in
from bot.web.facilitator.audit import show_audit
from bot.web.facilitator.links import invitation_path
from bot.web.facilitator.sign_in import (
    FacilitatorName,
    NewPassword,
    SignedIn,
    change_password,
    check_password,
    show_me,
    sign_in,
    sign_out,
    signed_in_as,
)
from bot.web.problems import documented
from bot.web.tokens import hash_of, new_token

FacilitatorInPath: TypeAlias = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a facilitator.")]


class Invite(Struct, forbid_unknown_fields=True):
    """What the invited one is to be."""

    role: Role = "facilitator"


class OpenInvitation(Struct):
    """An invitation that can still be used."""

    id: Annotated[str, Meta(description="To withdraw it by.")]
    role: Role
    created_at: datetime
    expires_at: datetime


class NewInvitation(OpenInvitation):
    """A new invitation. Its token is shown this once."""

    token: str
    path: Annotated[str, Meta(description="Where on this site the invited one goes on; to be sent as a link.")]


class Accept(Struct, forbid_unknown_fields=True):
    """Name and password of a new facilitator."""

    token: Annotated[str, Meta(max_length=200, description="From the link.")]
    name: FacilitatorName
    password: NewPassword


class FacilitatorCard(Struct):
    """A facilitator."""

    id: int
    name: str
    role: Role
    created_at: datetime
    closed_at: Annotated[datetime | None, Meta(description="Since when they can no longer sign in.")]


@get(
    "/invitations",
    summary="List the open invitations",
    responses=documented(401, 403, 503),
    operation_id="invitations",
    security=SIGNED_IN,
    dependencies={"administrator": Provide(administrators, sync_to_thread=False)},
)
async def list_invitations(administrator: NamedDependency[Facilitator], state: AppState) -> list[OpenInvitation]:
    """The invitations that can still be used, the newest first. For administrators."""
    found = await asyncio.to_thread(state.records.invitations)
    return [OpenInvitation(one.id, one.role, one.created_at, one.expires_at) for one in found]


@post(
    "/invitations",
    summary="Invite somebody",
    responses=documented(400, 401, 403, 413, 503),
    operation_id="invite",
    security=SIGNED_IN,
    dependencies={"administrator": Provide(administrators, sync_to_thread=False)},
)
async def invite(administrator: NamedDependency[Facilitator], data: JSONBody[Invite], state: AppState) -> NewInvitation:
    """Make a link with which one other person becomes a facilitator within seven days. For administrators."""
    token = new_token()
    made = await asyncio.to_thread(state.records.invite, hash_of(token), data.role, administrator.id)
    return NewInvitation(made.id, made.role, made.created_at, made.expires_at, token, invitation_path(token))


@delete(
    "/invitations/{invitation:str}",
    summary="Withdraw an invitation",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="withdraw_invitation",
    security=SIGNED_IN,
    dependencies={"administrator": Provide(administrators, sync_to_thread=False)},
)
async def withdraw_invitation(
    administrator: NamedDependency[Facilitator], invitation: FromPath[str], state: AppState
) -> None:
    """Let an invitation be of no use any more: it went to the wrong person, say. For administrators."""
    if not await asyncio.to_thread(state.records.withdraw_invitation, invitation):
        raise problems.invitation_over()


@post(
    "/accept",
    summary="Accept an invitation",
    responses=documented(400, 403, 404, 409, 413, 422, 503),
    operation_id="accept_invitation",
)
async def accept(data: JSONBody[Accept], request: Asked, state: AppState) -> Response[SignedIn]:
    """Become a facilitator by an invitation, or by the link that the very first start prints; signed in at once."""
    name = " ".join(data.name.split())
    if not any(sign.isalnum() for sign in name):
        raise problems.nameless()
    check_password(data.password, name)
    # Looked up before the password is hashed, which is dear: nobody can keep the machine busy with made-up links.
    if await asyncio.to_thread(state.records.invitation, hash_of(data.token)) is None:
        raise problems.invitation_over()
    kept = await state.passwords.hash_of(data.password)
    try:
        facilitator = await asyncio.to_thread(state.records.accept, hash_of(data.token), name, kept)
    except InvitationOver:
        raise problems.invitation_over() from None
    except NameTaken:
        raise problems.name_taken(name) from None
    return await signed_in_as(facilitator, kept, request, state)


@get(
    "/facilitators",
    summary="List the facilitators",
    responses=documented(401, 403, 503),
    operation_id="facilitators",
    security=SIGNED_IN,
    dependencies={"administrator": Provide(administrators, sync_to_thread=False)},
)
async def list_facilitators(administrator: NamedDependency[Facilitator], state: AppState) -> list[FacilitatorCard]:
    """All facilitators by name, also those who can no longer sign in. For administrators."""
    found = await asyncio.to_thread(state.records.facilitators)
    return [FacilitatorCard(one.id, one.name, one.role, one.created_at, one.closed_at) for one in found]


@delete(
    "/facilitators/{facilitator:int}",
    summary="Let somebody sign in no longer",
    responses=documented(400, 401, 403, 404, 409, 503),
    operation_id="close_facilitator",
    security=SIGNED_IN,
    dependencies={"administrator": Provide(administrators, sync_to_thread=False)},
)
async def close_facilitator(
    administrator: NamedDependency[Facilitator], facilitator: FacilitatorInPath, state: AppState
) -> None:
    """Sign somebody out everywhere and let them in no more. Their workshops stay, for administrators to see."""
    try:
        closed = await asyncio.to_thread(state.records.close_facilitator, facilitator)
    except LastAdministrator:
        raise problems.last_administrator() from None
    if not closed:
        raise problems.no_such_facilitator()


accounts = Router(
    "/api/facilitator",
    route_handlers=[
        sign_in,
        sign_out,
        show_me,
        change_password,
        list_invitations,
        invite,
        withdraw_invitation,
        accept,
        list_facilitators,
        close_facilitator,
        show_audit,
    ],
    guards=[from_here],
    dependencies={"me": Provide(who_is_signed_in)},
)
