"""xAPI 1.0.3 statements: what a Learning Record Store is told of a talk.

Three kinds: a talk was begun, a reply was given, a talk ended. Nothing that anybody typed is in them, nor a name: what
has left for another system can no longer be deleted here. The id of a statement follows from what it is about, so it
is the same whenever the statement is made, and a store that gets it twice keeps it once.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.debrief.transcript import averages_of
from bot.coaching.group.talk_tables import outcome_of
from bot.coaching.group.talks import GroupTalk, GroupTurn
from bot.coaching.roleplay.line import GOOD_ENDS
from bot.coaching.roleplay.scenario import Scenario

VERSION = "1.0.3"
"""What the header `X-Experience-API-Version` says when statements are sent."""

Statement = dict[str, Any]

_VERBS = {
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "responded": "http://adlnet.gov/expapi/verbs/responded",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "terminated": "http://adlnet.gov/expapi/verbs/terminated",
}
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_INTERACTION = "http://adlnet.gov/expapi/activities/interaction"
_COURSE = "http://adlnet.gov/expapi/activities/course"


class Site(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the practice runs, as others are told."""

    home: str
    """Its address, absolute, without a slash at its end: "https://practice.example.org". All ids begin with it."""
    language: str = "en-GB"

    def __post_init__(self) -> None:
        if not self.home.startswith(("https://", "http://")) or self.home.endswith("/"):
            raise ValueError(f'"{self.home}" is not an absolute address without a slash at its end')

    def id(self, *path: str) -> str:
        """The address of something here."""
        return "/".join((self.home, "xapi", *path))


def registration_of(site: Site, talk: GroupTalk) -> str:
    """What binds the statements of one talk together."""
    return _uuid(site, talk, "talk")


def begun(site: Site, talk: GroupTalk, scenario: Scenario, workshop: str | None = None) -> Statement:
    """That a talk was begun. `workshop` is the id of its workshop. Raises ValueError for a talk without a beginning."""
    # A talk in which nothing was said gives way to another, under the same number.
    id = _uuid(site, talk, f"begun/{talk.scenario}")
    statement = _statement(site, talk, "initialized", id, talk.began_at)
    return statement | {"object": _talk_activity(site, scenario), "context": _context(site, talk, workshop)}


def replied(site: Site, talk: GroupTalk, one: GroupTurn, scenario: Scenario, workshop: str | None = None) -> Statement:
    """That a reply was given, with its scores as extensions; boundaries are left out where they were not called for.

    A reply that was given anew has a statement of its own. Raises ValueError for a reply without a time.
    """
    turn = one.turn
    scores = {dimension: turn.scored.scores.of(dimension) for dimension in DIMENSIONS}
    name = next((probe.about for probe in scenario.probes if probe.id == turn.probe), None)
    definition: dict[str, Any] = {"type": _INTERACTION}
    if name is not None:
        definition["name"] = {site.language: name}
    extensions: dict[str, Any] = {_extension(site, name): score for name, score in scores.items() if score is not None}
    extensions[_extension(site, "reply")] = turn.number
    extensions[_extension(site, "attempt")] = one.attempt
    extensions[_extension(site, "moves")] = [found.move for found in turn.scored.moves]
    extensions[_extension(site, "heat")] = turn.state.heat
    extensions[_extension(site, "trust")] = turn.state.trust
    key = f"turns/{turn.number}/{one.attempt}"
    return _statement(site, talk, "responded", _uuid(site, talk, key), one.at) | {
        "object": _activity(site.id("scenarios", scenario.id, "lines", turn.line), definition),
        "result": {"extensions": extensions},
        "context": _context(site, talk, workshop, scenario),
    }


def ended(site: Site, talk: GroupTalk, scenario: Scenario, workshop: str | None = None) -> Statement:
    """That a talk ended: completed if the parent made the end, terminated if the trainee stopped.

    `success` is a good end, an agreement or a new appointment; a talk that was stopped has none. The mean scores over
    the replies that count are extensions. Raises ValueError for a talk that is not over, or has no time of its end.
    """
    if not talk.over:
        raise ValueError("the talk goes on")
    means = averages_of(talk.counting)
    extensions: dict[str, Any] = {
        _extension(site, name): mean for name in DIMENSIONS if (mean := means.of(name)) is not None
    }
    extensions[_extension(site, "replies")] = len(talk.counting)
    extensions[_extension(site, "end")] = outcome_of(talk)
    result: dict[str, Any] = {"completion": talk.ended is not None, "extensions": extensions}
    if talk.ended is not None:
        result["success"] = talk.ended in GOOD_ENDS
    if talk.began_at is not None and talk.ended_at is not None:
        result["duration"] = f"PT{max(0, int((talk.ended_at - talk.began_at).total_seconds()))}S"
    verb = "completed" if talk.ended is not None else "terminated"
    # A talk that had ended can go on, when its last reply is taken back: each of its ends is told.
    last = [one for one in talk.turns if not one.taken_back][-1:]
    key = "/".join(["ended", *(f"{one.turn.number}/{one.attempt}" for one in last)])
    return _statement(site, talk, verb, _uuid(site, talk, key), talk.ended_at) | {
        "object": _talk_activity(site, scenario),
        "result": result,
        "context": _context(site, talk, workshop),
    }


def _statement(site: Site, talk: GroupTalk, verb: str, id: str, at: datetime | None) -> Statement:
    if at is None:
        raise ValueError("what is told must have a time")
    return {
        "id": id,
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": site.home, "name": str(uuid5(NAMESPACE_URL, f"{site.home}/{talk.participant}"))},
        },
        "verb": {"id": _VERBS[verb], "display": {"en": verb}},
        "timestamp": _timestamp(at),
    }


def _context(site: Site, talk: GroupTalk, workshop: str | None, parent: Scenario | None = None) -> dict[str, Any]:
    activities: dict[str, Any] = {}
    if parent is not None:
        activities["parent"] = [_talk_activity(site, parent)]
    if workshop is not None:
        activities["grouping"] = [_activity(site.id("workshops", workshop), {"type": _COURSE})]
    context: dict[str, Any] = {
        "registration": registration_of(site, talk),
        "platform": "Alongside",
        "language": site.language,
        "extensions": {_extension(site, "difficulty"): talk.difficulty},
    }
    return context | ({"contextActivities": activities} if activities else {})


def _talk_activity(site: Site, scenario: Scenario) -> dict[str, Any]:
    words = {"name": {site.language: scenario.title}, "description": {site.language: scenario.subject}}
    return _activity(site.id("scenarios", scenario.id), {"type": _SIMULATION, **words})


def _activity(id: str, definition: dict[str, Any]) -> dict[str, Any]:
    return {"objectType": "Activity", "id": id, "definition": definition}


def _extension(site: Site, name: str) -> str:
    return site.id("extensions", name)


def _uuid(site: Site, talk: GroupTalk, what: str) -> str:
    return str(uuid5(NAMESPACE_URL, site.id("sessions", talk.session, "talks", str(talk.number), what)))


def _timestamp(at: datetime) -> str:
    """ISO 8601 in UTC to the millisecond. A time without a zone is one in UTC."""
    at = at.replace(tzinfo=timezone.utc) if at.tzinfo is None else at.astimezone(timezone.utc)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
