"""Every address there is, and who may call it. An address that is missing here fails the test: say who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from bot.records import Consent, Records, WorkshopSettings
from bot.web.tokens import hash_of

Route = tuple[str, str]

ANYONE = "anyone"
SESSION = "whoever has the session's token, or the code of the practice it belongs to"
PRACTICE = "whoever has the code of the practice"
TAKING_PART = "whoever has the code of a practice that takes part in the workshop"
FACILITATOR = "any facilitator who is signed in"
ADMINISTRATOR = "an administrator"
RUNNING = "the facilitators who run the workshop, and administrators"
OWNER = "the facilitator whose workshop it is, and administrators"

WHO_MAY: dict[Route, str] = {
    ("GET", "/"): ANYONE,
    ("GET", "/facilitator"): ANYONE,
    ("GET", "/join"): ANYONE,
    ("GET", "/join/{code:str}"): ANYONE,
    ("GET", "/health"): ANYONE,
    ("GET", "/api/awake"): ANYONE,
    ("GET", "/health/live"): ANYONE,
    ("GET", "/health/ready"): ANYONE,
    ("GET", "/schema/openapi.json"): ANYONE,
    ("GET", "/schema/openapi.json/openapi.json"): ANYONE,
    ("GET", "/schema/openapi.json/{path:str}"): ANYONE,
    ("GET", "/static/{path:path}"): ANYONE,
    ("GET", "/widget.js"): ANYONE,
    ("GET", "/api/scenarios"): ANYONE,
    ("GET", "/api/site"): ANYONE,
    ("GET", "/api/join/{code:str}"): ANYONE,
    ("POST", "/api/join/{code:str}"): ANYONE,
    ("POST", "/api/sessions"): ANYONE,
    ("GET", "/api/sessions/{session:str}"): SESSION,
    ("DELETE", "/api/sessions/{session:str}"): SESSION,
    ("PUT", "/api/sessions/{session:str}/confidence"): SESSION,
    ("GET", "/api/sessions/{session:str}/download"): SESSION,
    ("POST", "/api/sessions/{session:str}/finish"): SESSION,
    ("POST", "/api/sessions/{session:str}/hint"): SESSION,
    ("POST", "/api/sessions/{session:str}/pause"): SESSION,
    ("POST", "/api/sessions/{session:str}/replies"): SESSION,
    ("GET", "/api/sessions/{session:str}/report"): SESSION,
    ("POST", "/api/sessions/{session:str}/resume"): SESSION,
    ("POST", "/api/sessions/{session:str}/retry"): SESSION,
    ("POST", "/api/practice"): ANYONE,
    ("GET", "/api/practice"): PRACTICE,
    ("DELETE", "/api/practice"): PRACTICE,
    ("POST", "/api/practice/code"): PRACTICE,
    ("GET", "/api/practice/download"): PRACTICE,
    ("GET", "/api/practice/workshops"): PRACTICE,
    ("PUT", "/api/practice/consent"): TAKING_PART,
    ("GET", "/api/practice/workshops/{workshop:int}"): TAKING_PART,
    ("DELETE", "/api/practice/workshops/{workshop:int}"): TAKING_PART,
    ("PUT", "/api/practice/workshops/{workshop:int}/here"): TAKING_PART,
    ("GET", "/api/practice/workshops/{workshop:int}/votes"): TAKING_PART,
    ("PUT", "/api/practice/workshops/{workshop:int}/votes/{turn:int}"): TAKING_PART,
    ("POST", "/api/facilitator/sign-in"): ANYONE,
    ("POST", "/api/facilitator/sign-out"): ANYONE,
    ("POST", "/api/facilitator/accept"): ANYONE,
    ("GET", "/api/facilitator/me"): FACILITATOR,
    ("PUT", "/api/facilitator/password"): FACILITATOR,
    ("GET", "/api/facilitator/invitations"): ADMINISTRATOR,
    ("POST", "/api/facilitator/invitations"): ADMINISTRATOR,
    ("DELETE", "/api/facilitator/invitations/{invitation:str}"): ADMINISTRATOR,
    ("GET", "/api/facilitator/facilitators"): ADMINISTRATOR,
    ("DELETE", "/api/facilitator/facilitators/{facilitator:int}"): ADMINISTRATOR,
    ("GET", "/api/facilitator/audit"): ADMINISTRATOR,
    ("GET", "/api/workshops"): FACILITATOR,
    ("POST", "/api/workshops"): FACILITATOR,
    ("GET", "/api/workshops/{workshop:int}"): RUNNING,
    ("PUT", "/api/workshops/{workshop:int}"): RUNNING,
    ("DELETE", "/api/workshops/{workshop:int}"): OWNER,
    ("GET", "/api/workshops/{workshop:int}/board"): RUNNING,
    ("POST", "/api/workshops/{workshop:int}/end"): RUNNING,
    ("POST", "/api/workshops/{workshop:int}/extend"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/looks"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/notes"): RUNNING,
    ("POST", "/api/workshops/{workshop:int}/notes"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/participants/{participant:int}"): RUNNING,
    ("DELETE", "/api/workshops/{workshop:int}/participants/{participant:int}"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/qr.svg"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/wall"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/wall/moments"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/wall/turns"): RUNNING,
    ("PUT", "/api/workshops/{workshop:int}/wall/{turn:int}"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/group"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/talks"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/sessions/{session:str}/replay"): RUNNING,
    ("POST", "/api/workshops/{workshop:int}/turns/{turn:int}/comments"): RUNNING,
    ("DELETE", "/api/workshops/{workshop:int}/comments/{comment:int}"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/ratings"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/ratings/count"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/ratings/{turn:int}"): RUNNING,
    ("PUT", "/api/workshops/{workshop:int}/ratings/{turn:int}"): RUNNING,
    ("DELETE", "/api/workshops/{workshop:int}/ratings/{turn:int}"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/agreement"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/corrections"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/exports"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/exports/csv"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/exports/lines"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/exports/report"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/exports/xlsx"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/exports/zip"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/participants/{participant:int}/report"): RUNNING,
    ("GET", "/api/workshops/{workshop:int}/facilitators"): RUNNING,
    ("DELETE", "/api/workshops/{workshop:int}/facilitators/{facilitator:int}"): OWNER,
    ("POST", "/api/workshops/{workshop:int}/facilitators"): OWNER,
}

BODIES: dict[str, Any] = {
    "workshop": {"title": "Mine now", "settings": {"scenarios": ["poverty"]}},
    "extend": {"minutes": 5},
    "notes": {"text": "Hello"},
    "here": {"place": "choose"},
    "password": {"old": "x", "new": "four odd words here"},
    "invitations": {},
    "replies": {"text": "Hello"},
    "confidence": {"two_way": 1, "empathy": 1, "boundaries": 1},
    "wall": {"mark": "hidden"},
    "comments": {"text": "Well put"},
    "ratings": {"two_way": 2, "empathy": 1},
    "votes": {"two_way": 2, "empathy": 1},
    "facilitators": {"name": "Third"},
}
"""What is sent along, by the last word of the address."""

QUERIES: dict[str, dict[str, str]] = {
    "turns": {"scenario": "poverty", "line": "hello"},
    "wall": {"scenario": "poverty", "line": "hello"},
    "csv": {"sheet": "sessions"},
}
"""What the address asks for behind its ?, by its last part."""

REFUSALS = {
    "not_signed_in",
    "not_from_here",
    "administrators_only",
    "only_its_owner",
    "no_such_workshop",
    "no_such_practice",
    "not_your_session",
    "not_taking_part",
}
"""The words with which somebody is turned away; any other answer is one to the matter itself."""


def those_for(who: str) -> list[Route]:
    return [route for route, may in WHO_MAY.items() if may == who]


def writing(who: str) -> list[Route]:
    return [route for route in those_for(who) if route[0] != "GET"]


IN_A_WORKSHOP = those_for(RUNNING) + those_for(OWNER)


class House:
    """Two facilitators, each with a workshop in which somebody has talked, a third one, and an administrator."""

    def __init__(self, records: Records, add_facilitator: Callable[..., Any]) -> None:
        self.records = records
        self.chief = add_facilitator("Chief", "administrator")
        self.owner, self.other, self.third = (add_facilitator(name) for name in ("Owner", "Other", "Third"))
        self.mine, self.theirs = self._workshop(self.owner.id, "mine"), self._workshop(self.other.id, "theirs")

    def _workshop(self, facilitator: int, code: str) -> dict[str, Any]:
        settings = WorkshopSettings(scenarios=["poverty"], minutes=10)
        workshop = self.records.open_workshop(facilitator, f"Title of {code}", settings)
        trainee = self.records.open_trainee(hash_of(CODES[code].replace("-", "")))
        amber = self.records.join(workshop.id, trainee.id, [f"Name in {code}"], Consent(True, True, True))
        session = self.records.open_session("poverty", "live", 3, hash_of(f"token {code}"), trainee.id, amber.id)
        return {"workshop": workshop.id, "participant": amber.id, "session": session.id}


CODES = {"mine": "AAAA-AAAA-AAAA", "theirs": "BBBB-BBBB-BBBB", "nobody's": "CCCC-CCCC-CCCC"}


@pytest.fixture
def house(records: Records, add_facilitator: Callable[..., Any]) -> House:
    return House(records, add_facilitator)


def asked(browser: Any, route: Route, ids: dict[str, Any], code: str | None = None, **headers: str) -> tuple[int, str]:
    """Call a route with those ids in its address: the status, and the code of the error if it is one."""
    method, pattern = route
    path = re.sub(r"\{(\w+):\w+\}", lambda place: str(ids.get(place[1], 1)), pattern)
    last = pattern.removesuffix("/{turn:int}").rpartition("/")[2]
    body = BODIES.get("workshop" if last in ("workshops", "{workshop:int}") else last)
    if last == "consent":
        body = {"workshop": ids["workshop"], "consent": {}}
    sent = headers | ({"Authorization": f"Bearer {code}"} if code else {})
    kind = {"json": body} if method in ("POST", "PUT") and body is not None else {}
    answer = browser.request(method, path, headers=sent, params=QUERIES.get(last), **kind)
    if answer.status_code < 400:
        return answer.status_code, ""
    return answer.status_code, answer.json()["error"]["code"]


def test_every_address_says_here_who_may_call_it(served_room: TestClient[Litestar]) -> None:
    there = {
        (method, route.path)
        for route in served_room.app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - {"HEAD", "OPTIONS"}
    }
    assert there - WHO_MAY.keys() == set(), "say in WHO_MAY who may call these"
    assert WHO_MAY.keys() - there == set(), "these are no more"


@pytest.mark.parametrize("route", IN_A_WORKSHOP)
def test_a_workshop_opens_to_its_facilitator_and_to_administrators_alone(
    house: House, browser: Any, signed_in: Callable[[str], Any], route: Route
) -> None:
    ids = house.mine
    assert asked(browser, route, ids) == (401, "not_signed_in"), "an outsider"
    assert asked(browser, route, ids, CODES["mine"]) == (401, "not_signed_in"), "a participant, with the code"
    assert asked(browser, route, ids, "token mine") == (401, "not_signed_in"), "a participant, with a token"
    made_up = {"Cookie": f"alongside_facilitator={hash_of('x')}"}
    assert asked(browser, route, ids, **made_up) == (401, "not_signed_in"), "somebody with a made-up cookie"
    other = signed_in("Other")
    assert asked(other, route, ids) == (404, "no_such_workshop"), "another facilitator"
    assert asked(other, route, ids | {"workshop": 4711}) == asked(other, route, ids), "nor do they learn that it exists"
    owner = asked(signed_in("Owner"), route, ids)
    assert owner[0] != 401
    assert owner[1] not in REFUSALS


@pytest.mark.parametrize("route", IN_A_WORKSHOP)
def test_who_is_let_into_a_workshop_may_do_all_in_it_but_what_is_its_owners(
    house: House, signed_in: Callable[[str], Any], route: Route
) -> None:
    house.records.let_run(house.mine["workshop"], "Third")
    status, code = asked(signed_in("Third"), route, house.mine)
    assert ((status, code) == (403, "only_its_owner")) == (WHO_MAY[route] == OWNER)
    assert status != 401
    assert code not in REFUSALS - {"only_its_owner"}


@pytest.mark.parametrize("route", IN_A_WORKSHOP)
def test_who_is_let_into_one_workshop_is_in_no_other_and_in_that_one_no_longer_than_they_are_wanted(
    house: House, signed_in: Callable[[str], Any], route: Route
) -> None:
    house.records.let_run(house.mine["workshop"], "Third")
    assert asked(signed_in("Third"), route, house.theirs) == (404, "no_such_workshop")
    house.records.let_run_no_longer(house.mine["workshop"], house.third.id)
    assert asked(signed_in("Third"), route, house.mine) == (404, "no_such_workshop")


@pytest.mark.parametrize("route", IN_A_WORKSHOP)
def test_an_administrator_may_look_into_every_workshop_and_it_is_noted(
    house: House, signed_in: Callable[[str], Any], route: Route
) -> None:
    status, code = asked(signed_in("Chief"), route, house.mine)
    assert status not in (401, 403)
    assert code not in REFUSALS
    assert {look.facilitator for look in house.records.looks(house.mine["workshop"])} == {"Chief"}


@pytest.mark.parametrize("route", [route for route in IN_A_WORKSHOP if route[1].count("{") > 1])
def test_ids_of_another_workshop_open_nothing_in_ones_own(
    house: House, signed_in: Callable[[str], Any], route: Route
) -> None:
    mixed = house.theirs | {"workshop": house.mine["workshop"]}
    assert asked(signed_in("Owner"), route, mixed)[0] == 404
    assert house.records.participant(house.theirs["workshop"], house.theirs["participant"]) is not None


@pytest.mark.parametrize("route", writing(RUNNING) + writing(OWNER) + writing(ADMINISTRATOR) + writing(FACILITATOR))
def test_another_sites_page_can_change_nothing_for_whoever_is_signed_in(
    house: House, signed_in: Callable[[str], Any], route: Route
) -> None:
    chief = signed_in("Chief")
    for headers in ({"X-Alongside": ""}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "same-site"}):
        assert asked(chief, route, house.mine | {"facilitator": house.other.id}, **headers) == (403, "not_from_here")


@pytest.mark.parametrize("route", those_for(FACILITATOR) + those_for(ADMINISTRATOR) + IN_A_WORKSHOP)
def test_nothing_of_the_facilitators_is_told_to_another_site(house: House, browser: Any, route: Route) -> None:
    path = re.sub(r"\{\w+:\w+\}", "1", route[1])
    wanted = {"Access-Control-Request-Method": route[0], "Access-Control-Request-Headers": "x-alongside"}
    for answer in (
        browser.options(path, headers={"Origin": "https://elsewhere.example", **wanted}),
        browser.request(route[0], path, headers={"Origin": "https://elsewhere.example"}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("route", those_for(FACILITATOR) + those_for(ADMINISTRATOR))
def test_who_is_not_signed_in_may_nothing(house: House, browser: Any, route: Route) -> None:
    for code in (None, CODES["mine"], "token mine"):
        assert asked(browser, route, house.mine, code) == (401, "not_signed_in")


@pytest.mark.parametrize("route", those_for(ADMINISTRATOR))
def test_what_administrators_do_is_theirs_alone(house: House, signed_in: Callable[[str], Any], route: Route) -> None:
    invited = house.records.invite(hash_of("token"), "facilitator", house.chief.id)
    ids = {"facilitator": house.other.id, "invitation": invited.id}
    assert asked(signed_in("Owner"), route, ids) == (403, "administrators_only")
    assert asked(signed_in("Chief"), route, ids)[0] < 300


@pytest.mark.parametrize("route", those_for(SESSION))
def test_a_session_opens_to_its_token_and_its_practice_and_not_to_facilitators(
    house: House, browser: Any, signed_in: Callable[[str], Any], route: Route
) -> None:
    for stranger in (browser, signed_in("Owner"), signed_in("Chief")):
        for secret in (None, "token theirs", CODES["theirs"], CODES["nobody's"], "x"):
            assert asked(stranger, route, house.mine, secret) == (401, "not_your_session")
    assert asked(browser, route, house.mine, CODES["mine"])[0] != 401


@pytest.mark.parametrize("route", those_for(PRACTICE) + those_for(TAKING_PART))
def test_a_practice_opens_to_its_code_and_not_to_facilitators(
    house: House, browser: Any, signed_in: Callable[[str], Any], route: Route
) -> None:
    for stranger in (browser, signed_in("Owner"), signed_in("Chief")):
        for secret in (None, "token mine", CODES["nobody's"], "x"):
            assert asked(stranger, route, house.mine, secret) == (401, "no_such_practice")


@pytest.mark.parametrize("route", those_for(TAKING_PART))
def test_a_practice_opens_only_the_workshops_it_takes_part_in(house: House, browser: Any, route: Route) -> None:
    assert asked(browser, route, house.mine, CODES["theirs"]) == (404, "not_taking_part")
    # A vote is an answer to something that is put to the vote, which nothing is here.
    assert asked(browser, route, house.mine, CODES["mine"])[1] in ("", "vote_is_over")


def test_neither_list_nor_audit_tells_of_anothers_workshop(house: House, signed_in: Callable[[str], Any]) -> None:
    assert [one["title"] for one in signed_in("Owner").get("/api/workshops").json()] == ["Title of mine"]
    assert len(signed_in("Chief").get("/api/workshops").json()) == 2
