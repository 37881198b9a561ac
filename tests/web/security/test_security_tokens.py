"""What opens something opens that one thing, for a while, and for whoever has it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.records import Records, sign_ins
from bot.records.passwords import _HASHER, hash_of_password, password_fits
from bot.web.tokens import hash_of

OpenSite = Callable[..., Any]

PASSWORD = "harbour violet ladder"
OURS = {"X-Alongside": "facilitator"}


def test_a_token_opens_its_own_session_and_no_other(open_site: OpenSite, kept: Records) -> None:
    site = open_site()
    mine, theirs = (kept.open_session("poverty", "live", 3, hash_of(token)).id for token in ("mine", "theirs"))
    assert site.get(f"/api/sessions/{mine}", "mine").status_code == 200
    assert site.get(f"/api/sessions/{theirs}", "mine").status_code == 401
    assert site.get(f"/api/sessions/{mine}", hash_of("mine")).status_code == 401, "what the records hold opens nothing"


def test_a_token_opens_nothing_long_after_the_last_word_and_the_code_of_the_practice_still_does(
    open_site: OpenSite, kept: Records, later: Callable[[timedelta], None]
) -> None:
    site = open_site(keep_sessions_days=30)
    trainee = kept.open_trainee(hash_of("K7QF2M9X4TWD")).id
    session = kept.open_session("poverty", "live", 3, hash_of("token"), trainee).id
    later(timedelta(days=29))
    assert site.get(f"/api/sessions/{session}", "token").status_code == 200
    later(timedelta(days=2))
    refused = site.get(f"/api/sessions/{session}", "token")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "not_your_session")
    assert "open your practice with its code" in refused.json()["error"]["message"]
    assert site.get(f"/api/sessions/{session}", "K7QF-2M9X-4TWD").status_code == 200


@pytest.fixture
def signed_in(open_site: OpenSite, kept: Records) -> Any:
    """A site at which Ama is signed in, and her cookie."""
    kept.add_facilitator("Ama", hash_of_password(PASSWORD), "facilitator")
    site = open_site()
    answer = site.post("/api/facilitator/sign-in", json={"name": "Ama", "password": PASSWORD}, headers=OURS)
    return site, answer.cookies["alongside_facilitator"]


def me(site: Any, cookie: str) -> Any:
    return site.get("/api/facilitator/me", headers={"Cookie": f"alongside_facilitator={cookie}"})


def test_the_cookie_is_another_each_time_the_page_is_loaded_and_the_old_one_soon_of_no_use(
    signed_in: Any, later: Callable[[timedelta], None]
) -> None:
    site, first = signed_in
    second = me(site, first).cookies["alongside_facilitator"]
    assert second != first
    assert me(site, first).status_code == 200, "another tab may have been loaded at the same moment"
    later(sign_ins.OVERLAP + timedelta(seconds=5))
    assert me(site, first).status_code == 401, "a copy that somebody took"
    assert me(site, second).status_code == 200


def test_a_new_password_comes_with_a_new_cookie(signed_in: Any) -> None:
    site, cookie = signed_in
    body = {"old": PASSWORD, "new": "four odd words here"}
    headers = OURS | {"Cookie": f"alongside_facilitator={cookie}"}
    changed = site.request("PUT", "/api/facilitator/password", json=body, headers=headers)
    assert changed.status_code == 204
    assert me(site, cookie).status_code == 401
    assert me(site, changed.cookies["alongside_facilitator"]).status_code == 200


def test_a_cookie_that_somebody_put_there_beforehand_is_not_signed_in_with(open_site: OpenSite, kept: Records) -> None:
    kept.add_facilitator("Ama", hash_of_password(PASSWORD), "facilitator")
    site = open_site()
    planted = "planted" * 8
    headers = OURS | {"Cookie": f"alongside_facilitator={planted}"}
    answer = site.post("/api/facilitator/sign-in", json={"name": "Ama", "password": PASSWORD}, headers=headers)
    assert answer.cookies["alongside_facilitator"] != planted
    assert me(site, planted).status_code == 401


def test_passwords_are_dear_to_try() -> None:
    """OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one thread, or more."""
    assert _HASHER.type.name == "ID"
    assert (_HASHER.memory_cost, _HASHER.time_cost, _HASHER.parallelism) >= (19 * 1024, 2, 1)
    assert _HASHER.salt_len >= 16
    assert hash_of_password(PASSWORD) != hash_of_password(PASSWORD)


def test_the_time_taken_does_not_tell_whether_there_is_somebody_of_that_name() -> None:
    from time import thread_time

    kept = hash_of_password(PASSWORD)

    def takes(whose: str | None) -> float:
        def once() -> float:
            began = thread_time()
            password_fits("wrong password", whose)
            return thread_time() - began

        return min(once() for _ in range(7))

    assert 0.5 < takes(None) / takes(kept) < 2
