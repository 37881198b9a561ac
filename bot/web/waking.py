"""Whether the coach is awake: the page is up a few seconds before Rasa and the actions are."""

from __future__ import annotations

from litestar import get
from litestar.datastructures import State as AppState
from msgspec import Struct

from bot.web.health import Readiness
from bot.web.problems import documented


class Awake(Struct, frozen=True):
    """Whether a conversation can begin now."""

    awake: bool


@get("/api/awake", summary="Tell whether a conversation can begin", responses=documented(), operation_id="awake")
async def awake(state: AppState) -> Awake:
    """Ask every part that a conversation needs. One that is missing is no error: the page waits, and asks again."""
    readiness: Readiness = state.readiness
    return Awake(not await readiness.trouble())
