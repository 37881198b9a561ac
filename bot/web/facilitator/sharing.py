"""Running a workshop with others: who runs it, letting a colleague in, and going one's own way again."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, TypeAlias

from litestar import delete, get, post
from litestar.datastructures import State as AppState
from litestar.params import JSONBody, PathParameter
from msgspec import Meta, Struct

from bot.records import Records, UnknownFacilitator
from bot.records.co_facilitators import RunsWorkshop
from bot.web import workshop_problems as problems
from bot.web.facilitator.access import Me
from bot.web.facilitator.sign_in import FacilitatorName
from bot.web.facilitator.workshops import Own, only_its_owner
from bot.web.problems import documented

FacilitatorInPath: TypeAlias = Annotated[
    int, PathParameter(ge=1, le=2**31 - 1, description="Id of a facilitator who runs this workshop.")
]


class LetIn(Struct, forbid_unknown_fields=True):
    """A colleague who is to run the workshop too."""

    name: FacilitatorName


class Running(Struct):
    """Somebody who runs the workshop."""

    id: int
    name: str
    owns: Annotated[bool, Meta(description="Whether it is theirs: they alone delete it, and let others in.")]
    since: datetime

    @classmethod
    def of(cls, one: RunsWorkshop) -> Running:
        """As the others see them."""
        return cls(one.facilitator.id, one.facilitator.name, one.owns, one.since)


@get("/facilitators", summary="List who runs it", responses=documented(400, 401, 404, 503), operation_id="run_by")
async def list_running(mine: Own, state: AppState) -> list[Running]:
    """First whose workshop it is, then those who run it too."""
    return [Running.of(one) for one in await asyncio.to_thread(state.records.run_by, mine.id)]


@post(
    "/facilitators",
    status_code=200,
    summary="Let a colleague run it too",
    responses=documented(400, 401, 403, 404, 413, 422, 503),
    operation_id="let_run",
)
async def let_run(mine: Own, me: Me, data: JSONBody[LetIn], state: AppState) -> list[Running]:
    """Let another facilitator see and do all that one can oneself, but for deleting it and letting others in."""
    only_its_owner(mine, me)
    records: Records = state.records
    try:
        added = await asyncio.to_thread(records.let_run, mine.id, data.name)
    except UnknownFacilitator:
        raise problems.nobody_of_that_name(data.name) from None
    await asyncio.to_thread(records.note_taken, me.id, "let_run", mine.id, detail=added.name)
    return [Running.of(one) for one in await asyncio.to_thread(records.run_by, mine.id)]


@delete(
    "/facilitators/{facilitator:int}",
    summary="Let a colleague run it no longer",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="let_run_no_longer",
)
async def let_run_no_longer(mine: Own, me: Me, facilitator: FacilitatorInPath, state: AppState) -> None:
    """Let a colleague run it no longer, or go oneself. Ratings and comments stay."""
    if facilitator != me.id:
        only_its_owner(mine, me)
    records: Records = state.records
    names = {one.facilitator.id: one.facilitator.name for one in await asyncio.to_thread(records.run_by, mine.id)}
    if not await asyncio.to_thread(records.let_run_no_longer, mine.id, facilitator):
        raise problems.does_not_run_it()
    await asyncio.to_thread(records.note_taken, me.id, "let_run_no_longer", mine.id, detail=names.get(facilitator))


SHARING = [list_running, let_run, let_run_no_longer]
"""The handlers, each taking `mine: Own`."""
