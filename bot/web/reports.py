"""The look back on a conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from litestar.datastructures import State as AppState

from bot.coaching.debrief.report import Report, debrief
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn
from bot.records import Records, SessionRecord
from bot.web.problems import nothing_to_report


async def report_of(session: str, state: AppState) -> Report:
    """The report on a session's current role-play, over or not. Raises Problem 409 if there is none."""
    records: Records = state.records
    record, turns, taken_back = await asyncio.gather(
        asyncio.to_thread(records.session, session),
        asyncio.to_thread(records.turns, session),
        asyncio.to_thread(records.taken_back, session),
    )
    report = None
    if record is not None:
        earlier = [kept.turn for kept in taken_back]
        report = await asyncio.to_thread(report_on, record, turns, earlier, state.scenarios, state.coach)
    if report is None:
        raise nothing_to_report()
    return report


def report_on(
    record: SessionRecord,
    turns: Sequence[Turn],
    earlier: Sequence[Turn],
    scenarios: Mapping[str, Scenario],
    coach: Coach,
) -> Report | None:
    """The report on one role-play, over or not; None before a parent was chosen, and for a scenario that is no more.

    `earlier` holds the replies that were taken back.
    """
    scenario = scenarios.get(record.scenario) if record.scenario else None
    if scenario is None:
        return None
    return debrief(
        scenario,
        turns,
        coach,
        # What the parent keeps back is part of the look back, not of a look ahead in the middle of the talk.
        reveal=not record.playing,
        goal=record.goal,
        confidence=record.confidence,
        earlier=earlier,
    )
