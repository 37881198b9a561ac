"""The look back on a conversation."""

from __future__ import annotations

import asyncio

from litestar.datastructures import State as AppState

from bot.coaching.debrief.report import Report, debrief
from bot.web.problems import nothing_to_report


async def report_of(session: str, state: AppState) -> Report:
    """The report on a session's current role-play, over or not. Raises Problem 409 if there is none."""
    record, turns = await asyncio.gather(
        asyncio.to_thread(state.records.session, session), asyncio.to_thread(state.records.turns, session)
    )
    scenario = state.scenarios.get(record.scenario) if record and record.scenario else None
    if record is None or scenario is None:
        raise nothing_to_report()
    # What the parent keeps back is part of the look back, not of a look ahead in the middle of the talk.
    return await asyncio.to_thread(debrief, scenario, turns, state.coach, reveal=not record.playing)
