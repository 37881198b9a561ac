"""Facilitators sign in and out, invite others, and nobody guesses a password or acts through another site's page."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest

from bot.records import Records
from bot.records.passwords import hash_of_password
from bot.web.tokens import hash_of

PASSWORD = "harbour violet ladder"
OURS = {"X-Alongside": "facilitator"}


def sign_in(browser: Any, name: str = "Ama Boateng", password: str = PASSWORD) -> Any:
    return browser.sign_in(name, password)


def test_who_signs_in_is_known_until_signing_out(browser: Any, ama: int) -> None:
    me = {"id": ama, "name": "Ama Boateng", "role": "administrator"}
    answer = sign_in(browser, " ama  boateng")
    assert (answer.status_code, answer.json()) == (200, me)
    assert browser.get("/api/facilitator/me").json() == me
    assert browser.post("/api/facilitator/sign-out").status_code == 204
    refused = browser.get("/api/facilitator/me")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "not_signed_in")


def test_signing_out_ends_the_cookie_itself_and_not_only_on_this_device(browser: Any, ama: int) -> None:
    sign_in(browser)
    token = browser.cookies["alongside_facilitator"]
    browser.post("/api/facilitator/sign-out")
    stolen = browser.get("/api/facilitator/me", headers={"Cookie": f"alongside_facilitator={token}"})
    assert stolen.status_code == 401


@pytest.mark.parametrize(
    ("address", "secure"), [("http://testserver.local", False), ("https://testserver.local", True)]
)
def test_the_cookie_is_for_this_site_alone_and_for_no_script(
    new_browser: Callable[..., Any], ama: int, records: Records, address: str, secure: bool
) -> None:
    headers = sign_in(new_browser(address)).headers.get_list("set-cookie")
    given = {cookie.key: cookie for header in headers for cookie in SimpleCookie(header).values()}
    assert set(given) == {"alongside_facilitator", "alongside_device"}
    for cookie in given.values():
        assert (cookie["httponly"], cookie["samesite"].lower(), bool(cookie["secure"])) == (True, "strict", secure)
        assert cookie["domain"] == ""
        assert len(cookie.value) >= 43
    token = given["alongside_facilitator"].value
    assert records.signed_in(token) is None, "the token itself is not in the records"


def test_signing_in_again_gives_a_new_token_and_voids_the_old(browser: Any, ama: int) -> None:
    sign_in(browser)
    first = browser.cookies["alongside_facilitator"]
    sign_in(browser)
    assert browser.cookies["alongside_facilitator"] != first
    old = {"Cookie": f"alongside_facilitator={first}"}
    browser.cookies.clear()
    assert browser.get("/api/facilitator/me", headers=old).status_code == 401


def test_a_wrong_password_and_an_unknown_name_look_the_same(browser: Any, ama: int) -> None:
    wrong, unknown = sign_in(browser, password="harbour violet"), sign_in(browser, name="Nobody")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["error"]["code"] == "does_not_fit"
    assert "set-cookie" not in wrong.headers


@pytest.mark.parametrize("name", ["Ama Boateng", "Nobody at all"])
def test_after_five_tries_one_has_to_wait_and_is_told_how_long(browser: Any, ama: int, name: str) -> None:
    for _ in range(5):
        assert sign_in(browser, name, "wrong password").status_code == 401
    refused = sign_in(browser, name)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "wait_a_little")
    assert 25 <= int(refused.headers["retry-after"]) <= 30
    assert re.search(r"Try again in \d+ seconds", refused.json()["error"]["message"])
    assert sign_in(browser, "Somebody else", "wrong").status_code == 401, "others are not kept waiting"


def test_one_address_cannot_try_name_after_name(browser: Any, ama: int) -> None:
    tries = [sign_in(browser, f"name {number}", "x").status_code for number in range(21)]
    assert tries == [401] * 20 + [429]


def test_signing_in_rightly_makes_earlier_mistakes_forgotten(browser: Any, ama: int) -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in(browser, password="wrong password")
        assert sign_in(browser).status_code == 200


def keep_out(browser: Any, name: str = "Ama Boateng") -> None:
    """Type wrong passwords until one has to wait."""
    while sign_in(browser, name, "wrong password").status_code == 401:
        pass


def test_nobody_is_kept_out_of_the_browser_that_they_use_by_somebody_who_knows_their_name(
    new_browser: Callable[..., Any], ama: int
) -> None:
    own, other = new_browser(), new_browser()
    sign_in(own)
    own.post("/api/facilitator/sign-out")
    keep_out(other)
    assert sign_in(other).status_code == 429
    assert sign_in(own).status_code == 200
    assert sign_in(other).status_code == 429, "still, with the right password too"


def test_tries_in_a_browser_that_is_known_are_counted_too_and_for_it_alone(
    new_browser: Callable[..., Any], ama: int
) -> None:
    one, other, new = new_browser(), new_browser(), new_browser()
    sign_in(one)
    sign_in(other)
    keep_out(one)
    assert sign_in(one).status_code == 429
    assert sign_in(other).status_code == 200
    assert sign_in(new).status_code == 200


def test_a_browser_is_known_for_whoever_signed_in_there_under_the_password_of_that_time(
    new_browser: Callable[..., Any], ama: int, records: Records
) -> None:
    ben, own = new_browser(), new_browser()
    records.add_facilitator("Ben", hash_of_password("six odd words for Ben here"), "facilitator")
    sign_in(ben, "Ben", "six odd words for Ben here")
    sign_in(own)
    before = own.cookies["alongside_device"]
    changed = own.put("/api/facilitator/password", json={"old": PASSWORD, "new": "four odd words here"})
    assert changed.status_code == 204
    keep_out(new_browser())
    assert sign_in(ben, password="four odd words here").status_code == 429, "known for Ben, not for Ama"
    stolen = new_browser()
    stolen.cookies.set("alongside_device", before)
    assert sign_in(stolen, password="four odd words here").status_code == 429, "that password is no more"
    assert sign_in(own, password="four odd words here").status_code == 200


@pytest.mark.parametrize("made_up", ["", ".", "a.b", f"{'x' * 43}.{'0' * 64}", "é.ü", "." * 5000])
def test_a_browser_cannot_make_itself_known(new_browser: Callable[..., Any], ama: int, made_up: str) -> None:
    keep_out(new_browser())
    liar = new_browser()
    headers = {"Cookie": f"alongside_device={made_up}".encode("latin-1")}
    body = {"name": "Ama Boateng", "password": PASSWORD}
    assert liar.post("/api/facilitator/sign-in", json=body, headers=headers).status_code == 429


STRANGER = "https://elsewhere.example"
NOT_FROM_HERE: list[dict[str, str]] = [
    {"X-Alongside": ""},
    {"X-Alongside": "trainee"},
    OURS | {"Origin": STRANGER},
    OURS | {"Origin": "null"},
    OURS | {"Origin": "http://testserver.local:8001"},
    OURS | {"Sec-Fetch-Site": "cross-site"},
    OURS | {"Sec-Fetch-Site": "same-site"},
    OURS | {"Sec-Fetch-Site": "none"},
]


@pytest.mark.parametrize("headers", NOT_FROM_HERE)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "sign-in", {"name": "Ama Boateng", "password": PASSWORD}),
        ("POST", "sign-out", None),
        ("POST", "invitations", {"role": "administrator"}),
        ("POST", "accept", {"token": "t", "name": "Mallory", "password": "four odd words here"}),
        ("PUT", "password", {"old": PASSWORD, "new": "four odd words here"}),
        ("DELETE", "facilitators/1", None),
    ],
)
def test_another_sites_page_can_change_nothing(
    browser: Any, ama: int, records: Records, headers: dict[str, str], method: str, path: str, body: Any
) -> None:
    sign_in(browser)
    refused = browser.request(method, f"/api/facilitator/{path}", json=body, headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_from_here")
    assert browser.get("/api/facilitator/me").status_code == 200
    assert records.invitations() == []
    assert records.facilitator_named("Ama Boateng") is not None


def test_our_own_page_may(browser: Any, ama: int) -> None:
    here = {"Origin": "http://testserver.local", "Sec-Fetch-Site": "same-origin"}
    body = {"name": "Ama Boateng", "password": PASSWORD}
    assert browser.post("/api/facilitator/sign-in", json=body, headers=here).status_code == 200


@pytest.mark.parametrize("path", ["/api/facilitator/me", "/api/facilitator/facilitators", "/api/facilitator/sign-in"])
def test_no_other_site_may_read_or_ask_whatever_sites_show_the_widget(browser: Any, ama: int, path: str) -> None:
    sign_in(browser)
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-alongside"}
    for answer in (
        browser.get(path, headers={"Origin": STRANGER}),
        browser.options(path, headers={"Origin": STRANGER, **wanted}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "no-store" in answer.headers["cache-control"]


def test_an_invited_facilitator_chooses_name_and_password_once(new_browser: Callable[..., Any], ama: int) -> None:
    chief, guest = new_browser(), new_browser()
    sign_in(chief)
    made = chief.post("/api/facilitator/invitations", json={"role": "facilitator"})
    assert made.status_code == 201
    token = made.json()["token"]
    assert made.json()["path"] == f"/facilitator#invitation={token}"
    assert [one["role"] for one in chief.get("/api/facilitator/invitations").json()] == ["facilitator"]
    assert token not in chief.get("/api/facilitator/invitations").text
    body = {"token": token, "name": "Ama BOATENG", "password": "four odd words here"}
    taken = guest.post("/api/facilitator/accept", json=body)
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "name_taken")
    accepted = guest.post("/api/facilitator/accept", json=body | {"name": "  Ben  Cole "})
    assert (accepted.status_code, accepted.json()["name"]) == (201, "Ben Cole")
    assert guest.get("/api/facilitator/me").json()["role"] == "facilitator"
    again = new_browser().post("/api/facilitator/accept", json=body | {"name": "Cleo"})
    assert (again.status_code, again.json()["error"]["code"]) == (404, "invitation_over")


def test_an_invitation_that_went_to_the_wrong_person_is_withdrawn(new_browser: Callable[..., Any], ama: int) -> None:
    chief = new_browser()
    sign_in(chief)
    wrong, right = (chief.post("/api/facilitator/invitations", json={}).json() for _ in range(2))
    assert chief.delete(f"/api/facilitator/invitations/{wrong['id']}").status_code == 204
    body = {"name": "Mallory", "password": "four odd words here"}
    refused = new_browser().post("/api/facilitator/accept", json=body | {"token": wrong["token"]})
    assert refused.json()["error"]["code"] == "invitation_over"
    assert [one["id"] for one in chief.get("/api/facilitator/invitations").json()] == [right["id"]]
    assert chief.delete(f"/api/facilitator/invitations/{wrong['id']}").status_code == 404
    accepted = new_browser().post("/api/facilitator/accept", json=body | {"token": right["token"]})
    assert accepted.status_code == 201


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("Ben", "short", "unreadable_request"),
        ("Benedict Cole", "benedict cole", "easily_guessed"),
        ("Ben", "aaaaaaaaaaaa", "easily_guessed"),
        ("...", "four odd words here", "no_name"),
        ("", "four odd words here", "unreadable_request"),
        ("x" * 81, "four odd words here", "unreadable_request"),
        ("Ben", "x1y2" * 51, "unreadable_request"),
    ],
)
def test_a_name_or_password_that_will_not_do_leaves_the_invitation_usable(
    browser: Any, ama: int, records: Records, name: str, password: str, code: str
) -> None:
    records.invite(hash_of("the token"), "facilitator", ama)
    refused = browser.post("/api/facilitator/accept", json={"token": "the token", "name": name, "password": password})
    assert refused.json()["error"]["code"] == code
    assert len(records.invitations()) == 1
    assert password not in refused.text or len(password) < 6


def test_a_facilitator_may_invite_nobody_and_see_no_list(browser: Any, ama: int, add_facilitator: Any) -> None:
    add_facilitator("Ben")
    sign_in(browser, "Ben")
    for method, path in (
        ("GET", "invitations"),
        ("POST", "invitations"),
        ("GET", "facilitators"),
        ("DELETE", f"facilitators/{ama}"),
    ):
        refused = browser.request(method, f"/api/facilitator/{path}", json={})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "administrators_only")


def test_an_administrator_closes_the_others_but_not_the_last(
    new_browser: Callable[..., Any], ama: int, add_facilitator: Any
) -> None:
    ben = add_facilitator("Ben").id
    chief, other = new_browser(), new_browser()
    sign_in(chief)
    sign_in(other, "Ben")
    assert chief.delete(f"/api/facilitator/facilitators/{ben}").status_code == 204
    assert other.get("/api/facilitator/me").status_code == 401
    assert sign_in(other, "Ben").status_code == 401
    assert chief.delete(f"/api/facilitator/facilitators/{ben}").status_code == 404
    last = chief.delete(f"/api/facilitator/facilitators/{ama}")
    assert (last.status_code, last.json()["error"]["code"]) == (409, "last_administrator")
    listed = chief.get("/api/facilitator/facilitators").json()
    assert [(one["name"], one["closed_at"] is None) for one in listed] == [("Ama Boateng", True), ("Ben", False)]


def test_a_new_password_signs_other_devices_out(new_browser: Callable[..., Any], ama: int) -> None:
    here, there = new_browser(), new_browser()
    sign_in(here)
    sign_in(there)
    wrong = here.put("/api/facilitator/password", json={"old": "wrong password", "new": "four odd words here"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "does_not_fit")
    done = here.put("/api/facilitator/password", json={"old": PASSWORD, "new": "four odd words here"})
    assert done.status_code == 204
    assert here.get("/api/facilitator/me").status_code == 200
    assert there.get("/api/facilitator/me").status_code == 401
    assert sign_in(there).status_code == 401
    assert sign_in(there, password="four odd words here").status_code == 200


def test_names_and_passwords_are_in_no_log(browser: Any, ama: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(browser, "Secretive Name", "secret password")
    browser.post("/api/facilitator/accept", json={"token": "secret token", "name": "s", "password": "secret secret"})
    assert "ecret" not in caplog.text
