"""Who saw and took what, in all workshops: for administrators."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated

from litestar import get
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from msgspec import Meta, Struct

from bot.records import Facilitator
from bot.web.facilitator.access import SIGNED_IN, administrators
from bot.web.problems import documented

MOST = 200


class NotedLook(Struct):
    """Somebody saw, took or deleted something."""

    number: Annotated[int, Meta(description="Its place in the list.")]
    at: datetime
    facilitator: Annotated[str, Meta(description="Empty for what was deleted because its time was over.")]
    action: str
    workshop: Annotated[int | None, Meta(description="The id, also of a workshop that is no more.")]
    participant: int | None
    detail: str | None


@get(
    "/audit",
    summary="Show who saw and took what",
    responses=documented(400, 401, 403, 503),
    operation_id="audit",
    security=SIGNED_IN,
    dependencies={"administrator": Provide(administrators, sync_to_thread=False)},
)
async def show_audit(
    administrator: NamedDependency[Facilitator],
    state: AppState,
    before: Annotated[
        int | None, QueryParameter(ge=1, le=2**31 - 1, description="Only what came before this number in the list.")
    ] = None,
) -> list[NotedLook]:
    """Who saw, took or deleted what in any workshop, the latest first, some hundred at a time. For administrators."""
    found = await asyncio.to_thread(state.records.all_looks, MOST, before)
    return [
        NotedLook(number, look.at, look.facilitator, look.action, look.workshop, look.participant, look.detail)
        for number, look in found
    ]
