"""Pictures of the group: figures only, each as a plain table from which it is drawn."""

from __future__ import annotations

import asyncio
from typing import Annotated

from litestar import get
from litestar.datastructures import State as AppState
from litestar.params import QueryParameter
from msgspec import Meta, Struct

from bot.coaching.group.pictures import pictures_of
from bot.coaching.group.table import Table
from bot.coaching.group.talks import GroupTalk, with_a_reply
from bot.records import Records
from bot.web.facilitator.access import Me
from bot.web.facilitator.workshops import Own
from bot.web.problems import documented
from bot.web.shapes import LONGEST_ID


class GroupPictures(Struct):
    """What a group has done, in figures."""

    scenarios: Annotated[list[str], Meta(description="Ids of the scenarios that somebody has replied in.")]
    talks: Annotated[int, Meta(description="Role-plays with a reply, of those asked for.")]
    participants: Annotated[int, Meta(description="Who had them.")]
    tables: list[Table]


@get("/group", summary="Show pictures of the group", responses=documented(400, 401, 404, 503), operation_id="group")
async def show_group(
    mine: Own,
    me: Me,
    state: AppState,
    scenario: Annotated[
        str | None, QueryParameter(max_length=LONGEST_ID, description="Only role-plays of this scenario.")
    ] = None,
) -> GroupPictures:
    """How the scores spread and run, how talks ended, who talked, what was used and missed: nobody's words or name."""
    records: Records = state.records
    await asyncio.to_thread(records.note_look, me.id, "group", mine.id, None, scenario)
    talks = with_a_reply(await asyncio.to_thread(records.group_talks, mine.id))
    return await asyncio.to_thread(_pictures, talks, scenario, state)


def _pictures(talks: list[GroupTalk], scenario: str | None, state: AppState) -> GroupPictures:
    met = list(dict.fromkeys(talk.scenario for talk in talks))
    wanted = [talk for talk in talks if scenario in (None, talk.scenario)]
    tables = pictures_of(wanted, state.scenarios, state.coach)
    return GroupPictures(met, len(wanted), len({talk.participant for talk in wanted}), list(tables))
