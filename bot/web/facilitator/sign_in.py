"""Facilitators sign in, sign out, and choose another password."""

from __future__ import annotations

import asyncio
from typing import Annotated

from litestar import Response, get, post, put
from litestar.datastructures import State as AppState
from litestar.params import JSONBody
from msgspec import Meta, Struct

from bot.records import Facilitator, Records, Role
from bot.records.facilitators import key_of
from bot.records.passwords import LONGEST, SHORTEST, hash_of_password, password_fits
from bot.web.access import Asked
from bot.web.facilitator import problems
from bot.web.facilitator.access import SIGNED_IN, Me, cookie_with, no_cookie, token_of
from bot.web.facilitator.known_devices import device_cookie, known_device
from bot.web.networks import network_of
from bot.web.problems import documented
from bot.web.tokens import hash_of, new_token

FREE_BY_NAME = 5
"""Tries in vain for one name before one has to wait; as many in each browser where its owner has signed in before."""
FREE_BY_ADDRESS = 20
"""The same for one address, from which a whole college may come."""

AT_ONCE = 2
"""Passwords that are looked at together: each takes 19 MiB and a core for a moment."""

FacilitatorName = Annotated[str, Meta(min_length=1, max_length=80)]
NewPassword = Annotated[str, Meta(min_length=SHORTEST, max_length=LONGEST)]
TypedPassword = Annotated[str, Meta(max_length=LONGEST)]


class SignIn(Struct, forbid_unknown_fields=True):
    """Name and password of a facilitator."""

    name: FacilitatorName
    password: TypedPassword


class ChangePassword(Struct, forbid_unknown_fields=True):
    """The password until now, and from now on."""

    old: TypedPassword
    new: NewPassword


class SignedIn(Struct):
    """Who is signed in."""

    id: int
    name: str
    role: Role

    @classmethod
    def of(cls, facilitator: Facilitator) -> SignedIn:
        """As the interface shows them."""
        return cls(facilitator.id, facilitator.name, facilitator.role)


class Passwords:
    """Looks at passwords, a few at a time and each as long as any other."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the password of which that was kept."""
        async with self._turns:
            return await asyncio.to_thread(password_fits, password, kept)

    async def hash_of(self, password: str) -> str:
        """What is kept of a new one."""
        async with self._turns:
            return await asyncio.to_thread(hash_of_password, password)


@post(
    "/sign-in",
    status_code=200,
    summary="Sign in",
    responses=documented(400, 401, 403, 413, 429, 503),
    operation_id="sign_in",
)
async def sign_in(data: JSONBody[SignIn], request: Asked, state: AppState) -> Response[SignedIn]:
    """Sign in with name and password. The answer sets the cookie that further requests need.

    After some tries in vain one has to wait, longer each time, up to a quarter of an hour.
    """
    facilitator, kept = await _tried(data.name, data.password, request, state)
    return await signed_in_as(facilitator, kept, request, state)


@post("/sign-out", status_code=204, summary="Sign out", responses=documented(403, 503), operation_id="sign_out")
async def sign_out(request: Asked, state: AppState) -> Response[None]:
    """Sign out on this device. Asked again there is nothing left to do."""
    token = token_of(request)
    if token:
        await asyncio.to_thread(state.records.sign_out, hash_of(token))
    return Response(None, cookies=[no_cookie(request)])


@get(
    "/me",
    summary="Tell who is signed in",
    responses=documented(401, 503),
    operation_id="who_is_signed_in",
    security=SIGNED_IN,
)
async def show_me(me: Me, request: Asked, state: AppState) -> Response[SignedIn]:
    """Who is signed in, as a page asks that has just been loaded.

    The answer sets the cookie anew, and the one that was brought is soon of no use: so is a copy that somebody took.
    """
    before, token = token_of(request), new_token()
    known = before and await asyncio.to_thread(state.records.renew, hash_of(before), hash_of(token))
    return Response(SignedIn.of(me), cookies=[cookie_with(token, request)] if known else None)


@put(
    "/password",
    status_code=204,
    summary="Choose another password",
    responses=documented(400, 401, 403, 413, 422, 429, 503),
    operation_id="change_password",
    security=SIGNED_IN,
)
async def change_password(me: Me, data: JSONBody[ChangePassword], request: Asked, state: AppState) -> Response[None]:
    """Choose another password. Other devices are signed out, and this one gets a new cookie."""
    await _tried(me.name, data.old, request, state)
    check_password(data.new, me.name)
    kept = await state.passwords.hash_of(data.new)
    await asyncio.to_thread(state.records.set_password, me.id, kept)
    token = new_token()
    await asyncio.to_thread(state.records.sign_in, hash_of(token), me.id)
    return Response(None, cookies=[cookie_with(token, request), device_cookie(request, me, kept)])


async def signed_in_as(facilitator: Facilitator, kept: str, request: Asked, state: AppState) -> Response[SignedIn]:
    """Sign somebody in under a new token, and out under the one they came with.

    `kept` is what is kept of their password.
    """
    records: Records = state.records
    before, token = token_of(request), new_token()
    if before:
        await asyncio.to_thread(records.sign_out, hash_of(before))
    await asyncio.to_thread(records.sign_in, hash_of(token), facilitator.id)
    cookies = [cookie_with(token, request), device_cookie(request, facilitator, kept)]
    return Response(SignedIn.of(facilitator), cookies=cookies)


def check_password(password: str, name: str) -> None:
    """Refuse what anybody would try first. Raises Problem 422."""
    if key_of(password) == key_of(name) or len(set(password)) < 4:
        raise problems.easily_guessed()


async def _tried(name: str, password: str, request: Asked, state: AppState) -> tuple[Facilitator, str]:
    """Who has that name and that password, and what is kept of it.

    Raises Problem 401 and 429; a name that nobody has takes as long.
    """
    records: Records = state.records
    found = await asyncio.to_thread(records.facilitator_named, name)
    device = known_device(request, *found) if found else None
    by_name, by_device = hash_of(f"name {key_of(name)}"), hash_of(f"device {device}")
    by_address = hash_of(f"address {network_of(request.client.host if request.client else None)}")
    free = {by_device: FREE_BY_NAME} if device else {by_name: FREE_BY_NAME, by_address: FREE_BY_ADDRESS}
    wait = await asyncio.to_thread(records.try_once, free)
    if wait is not None:
        raise problems.too_often(wait)
    if not await state.passwords.fits(password, found[1] if found else None) or found is None:
        raise problems.does_not_fit()
    for key in free:
        await asyncio.to_thread(records.take_back_try, key, key != by_address)
    return found
