"""A site that knows its own address keeps links, cookies and browsers to it."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest
from litestar.testing import TestClient

from bot.records import Records, WorkshopSettings
from bot.records.passwords import hash_of_password

OpenSite = Callable[..., Any]

PUBLIC = "https://practice.college.example"
PASSWORD = "harbour violet ladder"
OURS = {"X-Alongside": "facilitator"}


@pytest.fixture
def ama(kept: Records) -> int:
    return kept.add_facilitator("Ama", hash_of_password(PASSWORD), "facilitator").id


def sign_in(site: Any, **headers: str) -> Any:
    body = {"name": "Ama", "password": PASSWORD}
    return site.post("/api/facilitator/sign-in", json=body, headers=OURS | headers)


def known(site: OpenSite, **settings: str) -> Any:
    """The site as it stands behind a web server that speaks https for it."""
    return site("practice.college.example", public_url=PUBLIC, **settings)


def test_where_people_come_by_https_cookies_go_by_nothing_else_and_no_neighbour_can_set_them(
    open_site: OpenSite, ama: int
) -> None:
    answer = sign_in(known(open_site), Origin=PUBLIC)
    assert answer.status_code == 200
    given = [cookie for header in answer.headers.get_list("set-cookie") for cookie in SimpleCookie(header).values()]
    for cookie in given:
        assert cookie.key.startswith("__Host-alongside_"), "browsers take such a name from this very host alone"
        assert (bool(cookie["secure"]), cookie["httponly"], cookie["samesite"].lower()) == (True, True, "strict")
        assert (cookie["path"], cookie["domain"]) == ("/", "")
    (token,) = (cookie.value for cookie in given if cookie.key.endswith("_facilitator"))
    site = known(open_site)
    for name, status in (("__Host-alongside_facilitator", 200), ("alongside_facilitator", 401)):
        brought = {"Cookie": f"{name}={token}"}
        assert site.get("/api/facilitator/me", headers=brought).status_code == status


@pytest.mark.parametrize("path", ["/", "/api/site", "/static/api.js", "/nowhere", "/widget.js"])
def test_browsers_are_told_to_come_by_https_alone_for_a_year(open_site: OpenSite, path: str) -> None:
    assert known(open_site).get(path).headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in open_site().get(path).headers, "there may be no https to come by"


@pytest.mark.parametrize(
    "host", ["evil.example", "practice.college.example.evil.example", "practice.college.example:1"]
)
@pytest.mark.parametrize("path", ["/", "/api/site", "/static/api.js", "/api/facilitator/me"])
def test_a_strangers_name_that_leads_here_opens_nothing(open_site: OpenSite, host: str, path: str) -> None:
    refused = known(open_site).get(path, headers={"Host": host})
    assert (refused.status_code, refused.json()["error"]["code"]) == (421, "not_this_address")
    assert host not in refused.text
    assert refused.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "10.0.3.7", "[::1]:8000"])
def test_the_machine_itself_and_whatever_watches_over_it_are_let_in(open_site: OpenSite, host: str) -> None:
    assert known(open_site).get("/api/site", headers={"Host": host}).status_code == 200
    assert known(open_site).get("/health", headers={"Host": "alongside-7f9c"}).status_code == 503


@pytest.mark.parametrize(
    "origin",
    ["http://practice.college.example", "https://practice.college.example:8443", "https://evil.example", "null"],
)
def test_only_pages_of_that_very_address_may_change_something(open_site: OpenSite, ama: int, origin: str) -> None:
    refused = sign_in(known(open_site), Origin=origin)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_from_here")


def test_a_link_on_the_projector_leads_to_that_address_whatever_the_request_says(
    open_site: OpenSite, ama: int, kept: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    import segno

    drawn: list[str] = []
    make = segno.make

    def note(text: str, **more: Any) -> Any:
        drawn.append(text)
        return make(text, **more)

    monkeypatch.setattr(segno, "make", note)
    workshop = kept.open_workshop(ama, "Monday", WorkshopSettings(scenarios=["poverty"]))
    site = known(open_site)
    cookie = sign_in(site).headers["set-cookie"].split(";")[0]
    for host in ("practice.college.example", "127.0.0.1:8000"):
        sent = {"Cookie": cookie, "Host": host, "X-Forwarded-Host": "evil.example"}
        assert site.get(f"/api/workshops/{workshop.id}/qr.svg", headers=sent).status_code == 200
    assert drawn == [f"{PUBLIC}/join/{workshop.join_code}"] * 2


def test_what_a_web_server_in_front_says_of_https_is_believed_and_what_a_visitor_says_is_not(
    open_site: OpenSite, ama: int
) -> None:
    site = open_site()
    behind = sign_in(site, **{"X-Forwarded-Proto": "https"})
    assert "secure" in behind.headers["set-cookie"].lower()
    direct = TestClient(site.app)
    body = {"name": "Ama", "password": PASSWORD}
    headers = OURS | {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
    told = direct.post("/api/facilitator/sign-in", json=body, headers=headers)
    assert "secure" not in told.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/join//evil.example",
        "/join/%2F%2Fevil.example",
        "/static//evil.example/api.js",
        "/\\evil.example",
    ],
)
def test_no_address_of_ours_leads_to_another_site(open_site: OpenSite, path: str) -> None:
    answer = open_site().get(path)
    goes_to = answer.headers.get("location", "/")
    assert goes_to.startswith("/")
    assert not goes_to.startswith(("//", "/\\"))
