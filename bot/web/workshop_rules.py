"""What a session in a workshop has to keep to, on the way to the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from bot.coaching.roleplay.scenario import Scenario
from bot.records import Participation, Records, SessionRecord, Workshop
from bot.web import workshop_problems as problems
from bot.web.problems import unknown_scenario
from bot.web.shapes import OpenSession

GRACE = timedelta(seconds=15)
"""For a reply that was sent in time, and was on its way when the time was over."""


def check_open(workshop: Workshop) -> None:
    """Refuse what a workshop takes only while it is open. Raises Problem 409."""
    at = datetime.now(timezone.utc)
    if workshop.is_over(at):
        raise problems.workshop_over()
    if at < workshop.opens_at:
        raise problems.not_open_yet(workshop.opens_at)


def as_settled(wishes: OpenSession, taking_part: Participation, scenarios: Mapping[str, Scenario]) -> OpenSession:
    """What to practise, with what the workshop has settled. Raises Problem 404, 409 and 422."""
    settings = taking_part.workshop.settings
    check_open(taking_part.workshop)
    if wishes.scenario is not None and wishes.scenario not in settings.scenarios:
        if wishes.scenario not in scenarios:
            raise unknown_scenario(wishes.scenario, settings.scenarios)
        raise problems.not_in_this_workshop(wishes.scenario, settings.scenarios)
    return replace(wishes, coaching=settings.coaching)


def check_speaking(records: Records, session: SessionRecord) -> None:
    """Refuse words after the time, or after the workshop. Raises Problem 409, RecordsUnavailable."""
    rules = None if session.participant is None else records.rules_of(session.id)
    if rules is None:
        return
    at = datetime.now(timezone.utc)
    if rules.workshop.is_over(at):
        raise problems.workshop_over()
    if session.playing and rules.until is not None and at > rules.until + GRACE:
        raise problems.time_is_up()


def check_taking_back(records: Records, session: SessionRecord) -> None:
    """Refuse to take a reply back where the workshop does. Raises Problem 409, RecordsUnavailable."""
    rules = None if session.participant is None else records.rules_of(session.id)
    if rules is not None and not rules.workshop.settings.retries:
        raise problems.no_retries()


def time_limit_of(records: Records, session: SessionRecord) -> datetime | None:
    """When the time for a session's talk is over; None without a limit, or without a talk that is on."""
    if session.participant is None or not session.playing:
        return None
    rules = records.rules_of(session.id)
    return rules.until if rules else None
