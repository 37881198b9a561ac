"""When the parent can come, and when not."""

from __future__ import annotations

from collections.abc import Iterable

from bot.coaching.codebook import Proposal
from bot.coaching.roleplay.scenario import Scenario


def clashes(scenario: Scenario, proposal: Proposal) -> bool:
    """Whether the time of a meeting is none of the parent's; a time that is not named never clashes."""
    diary = scenario.diary
    if diary is None or proposal.kind != "meeting":
        return False
    if proposal.day is not None and proposal.day not in diary.days:
        return True
    at = proposal.minute
    return at is not None and not _minute(diary.earliest) <= at <= _minute(diary.latest)


def none_suits(scenario: Scenario, proposals: Iterable[Proposal]) -> bool:
    """Whether meetings are proposed, and every one of them at a time that is none of the parent's."""
    meetings = [each for each in proposals if each.kind == "meeting"]
    return bool(meetings) and all(clashes(scenario, each) for each in meetings)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
