"""Joining a workshop: with its code alone, without an account."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from datetime import datetime, timezone
from itertools import chain, count
from typing import Annotated, Literal

from litestar import get, post
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from bot.coaching.pseudonyms import Pseudonyms
from bot.records import Coaching, Consent, NameTaken, Records, Trainee, UnknownTrainee, UnknownWorkshop, Workshop
from bot.records.join_codes import read_join_code
from bot.records.workshop_values import Names
from bot.web import workshop_problems as problems
from bot.web.access import Asked
from bot.web.codes import new_code, shown
from bot.web.guesses import Guesses
from bot.web.practice_access import practice_if_named
from bot.web.problems import documented, no_such_practice
from bot.web.tokens import hash_of
from bot.web.workshop_rules import check_open

LONGEST_NAME = 60

Stage = Literal["waiting", "open", "over"]
"""Whether a workshop opens later, is open, or is over."""


class WorkshopInfo(Struct):
    """A workshop as one sees it who joins."""

    id: int
    title: str
    stage: Stage
    opens_at: datetime
    closes_at: datetime | None
    scenarios: Annotated[list[str], Meta(description="Ids, in the order in which they are offered.")]
    coaching: Coaching
    retries: bool
    minutes: Annotated[int | None, Meta(description="Time limit of a talk; null for none.")]
    names: Names
    consent_text: str
    keep_days: Annotated[int, Meta(description="Days after the end for which everything is kept.")]
    contact: Annotated[str, Meta(description="Whom to turn to with real worries about a child; may be empty.")]
    tells: Annotated[
        bool, Meta(description="Whether there is a Learning Record Store that is told of the talks of those who agree.")
    ]

    @classmethod
    def of(cls, workshop: Workshop, tells: bool) -> WorkshopInfo:
        """As a participant may see it."""
        settings = workshop.settings
        return cls(
            id=workshop.id,
            title=workshop.title,
            stage=stage_of(workshop),
            opens_at=workshop.opens_at,
            closes_at=workshop.closes_at,
            scenarios=list(settings.scenarios),
            coaching=settings.coaching,
            retries=settings.retries,
            minutes=settings.minutes,
            names=settings.names,
            consent_text=settings.consent_text,
            keep_days=settings.keep_days,
            contact=settings.contact,
            tells=tells,
        )


class Join(Struct, forbid_unknown_fields=True):
    """Under which name one takes part, and what one agrees to."""

    consent: Consent
    name: Annotated[
        Annotated[str, Meta(max_length=LONGEST_NAME)] | None,
        Meta(description="Needed where names are real or chosen; where they are drawn it does not count."),
    ] = None


class ParticipantCard(Struct):
    """Who one is in a workshop."""

    id: int
    name: str
    consent: Consent


class Joined(Struct):
    """What one needs from now on. The code is shown this once."""

    participant: ParticipantCard
    code: Annotated[
        str | None, Meta(description="Of the new practice; null for who joined with a practice of their own.")
    ]
    workshop: WorkshopInfo


@get(
    "/api/join/{code:str}",
    summary="Show what one joins",
    responses=documented(400, 404, 429, 503),
    operation_id="look_before_joining",
)
async def look_before_joining(code: FromPath[str], request: Asked, state: AppState) -> WorkshopInfo:
    """What one joins with this code, to be read before one agrees to anything."""
    return WorkshopInfo.of(await _workshop_under(code, request, state), state.tells_lrs)


@post(
    "/api/join/{code:str}",
    summary="Join a workshop",
    responses=documented(400, 401, 404, 409, 413, 422, 429, 503),
    operation_id="join",
    dependencies={"trainee": Provide(practice_if_named)},
    security=[{}, {"code": []}],
)
async def join(
    code: FromPath[str],
    data: JSONBody[Join],
    trainee: NamedDependency[Trainee | None],
    request: Asked,
    state: AppState,
) -> Joined:
    """Take part. It starts a practice, whose code opens it on any device; who brings a code joins with that one.

    Joining again changes only what one agrees to.
    """
    records: Records = state.records
    workshop = await _workshop_under(code, request, state)
    check_open(workshop)
    names = _names(workshop, data.name, state.pseudonyms)
    own_code = None if trainee else new_code()
    if own_code is not None:
        trainee = await asyncio.to_thread(records.open_trainee, hash_of(own_code))
    assert trainee is not None
    try:
        joined = await asyncio.to_thread(records.join, workshop.id, trainee.id, names, data.consent)
    except (NameTaken, UnknownWorkshop, UnknownTrainee) as error:
        if own_code is not None:
            await asyncio.to_thread(records.delete_trainee, trainee.id, [])
        if isinstance(error, UnknownTrainee):
            raise no_such_practice() from None
        raise (
            problems.name_taken(data.name or "") if isinstance(error, NameTaken) else problems.no_such_code()
        ) from None
    card = ParticipantCard(joined.id, joined.name, joined.consent)
    info = WorkshopInfo.of(workshop, state.tells_lrs)
    return Joined(card, shown(own_code) if own_code else None, info)


def stage_of(workshop: Workshop) -> Stage:
    """Whether it opens later, is open, or is over."""
    at = datetime.now(timezone.utc)
    if workshop.is_over(at):
        return "over"
    return "open" if workshop.opens_at <= at else "waiting"


async def _workshop_under(code: str, request: Asked, state: AppState) -> Workshop:
    """The workshop that is joined with that code. Raises Problem 404, and 429 after too many wrong ones."""
    records: Records = state.records
    guesses: Guesses = state.guesses
    found = await guesses.found_under("join", read_join_code(code), request, records.workshop_by_code)
    if found is None:
        raise problems.no_such_code()
    return found


def _names(workshop: Workshop, wished: str | None, pseudonyms: Pseudonyms) -> Iterable[str]:
    """The names that one may have, best first. Raises Problem 422."""
    if workshop.settings.names == "generated":
        return pseudonyms.drawn(random.SystemRandom())
    name = " ".join("".join(sign for sign in wished or "" if sign.isprintable()).split())
    if not any(sign.isalnum() for sign in name):
        raise problems.name_needed()
    if workshop.settings.names == "chosen":
        return [name]
    # Two people may really have the same name.
    return chain([name], (f"{name} ({number})" for number in count(2)))
