"""Whether everything works, for whoever runs the product."""

from __future__ import annotations

import asyncio
from typing import Literal

from litestar import Response, get
from litestar.datastructures import State as AppState
from litestar.openapi import ResponseSpec
from msgspec import Struct

from bot.records import Records, RecordsUnavailable
from bot.web.problems import documented

Condition = Literal["ok", "down"]


class Parts(Struct):
    """The parts that must work together."""

    web: Condition
    rasa: Condition
    actions: Condition
    records: Condition


class Health(Struct):
    """Whether everything works, and which part does not."""

    status: Condition
    parts: Parts


@get(
    "/health",
    summary="Tell which parts work",
    responses=documented() | {503: ResponseSpec(Health, description="A part is down; the others are told too.")},
    operation_id="health",
)
async def health(state: AppState) -> Response[Health]:
    """Ask every part; 503 if one of them is down."""
    rasa, actions, records = await asyncio.gather(
        state.rasa.is_up(), state.rasa.actions_are_up(), asyncio.to_thread(_readable, state.records)
    )
    parts = Parts(web="ok", rasa=_condition(rasa), actions=_condition(actions), records=_condition(records))
    works = rasa and actions and records
    return Response(Health(_condition(works), parts), status_code=200 if works else 503)


def _readable(records: Records) -> bool:
    try:
        records.check()
    except RecordsUnavailable:
        return False
    return True


def _condition(works: bool) -> Condition:
    return "ok" if works else "down"
