"""No code is found by trying within its life, and nobody keeps others from theirs by trying."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.records import Records, WorkshopSettings
from bot.records import join_codes as join
from bot.records.sign_ins import FIRST_WAIT, LONGEST_WAIT, REMEMBERED
from bot.records.store import now
from bot.records.workshop_tables import sign_in_attempts
from bot.web import codes as practice
from bot.web.guesses import FREE, FREE_IN_ALL, FREE_MEANWHILE
from bot.web.tokens import hash_of, new_token

OpenSite = Callable[..., Any]

WRONG_JOIN, WRONG_PRACTICE = "CDFGHJ", "0000-0000-0000"


def tries_an_hour(free: int) -> int:
    """The most that one place can try in any hour: all that are free at once, and then one after each wait."""
    tried, passed, wait = free, timedelta(0), FIRST_WAIT
    while passed + wait <= REMEMBERED:
        tried, passed, wait = tried + 1, passed + wait, min(2 * wait, LONGEST_WAIT)
    return tried


def test_the_sum_in_the_documentation_is_right() -> None:
    """docs/security.md says so in words; whoever changes a length or a limit finds out here."""
    assert tries_an_hour(FREE) <= 70
    join_codes = len(join.ALPHABET) ** join.LENGTH
    assert join_codes > 113_000_000
    # A workshop's code lives for a term of 120 days, ten workshops are kept at once, and somebody guesses all the time.
    lives, open_ones = 120 * 24, 10
    from_one_place = tries_an_hour(FREE) * lives * open_ones / join_codes
    assert from_one_place < 0.02
    from_a_thousand_places = (FREE_IN_ALL + 1000 * tries_an_hour(FREE_MEANWHILE)) * 24 * open_ones / join_codes
    assert from_a_thousand_places < 0.05, "a day of it, which nobody overlooks"
    # Ten million practices, and guessing from a thousand places for a hundred years.
    practices = len(practice.ALPHABET) ** practice.LENGTH
    for_ever = (FREE_IN_ALL + 1000 * tries_an_hour(FREE_MEANWHILE)) * 24 * 365 * 100
    assert for_ever * 10_000_000 / practices < 0.15
    assert math.log2(256 ** len(bytes.fromhex(hash_of(new_token())))) == 256


def test_codes_and_tokens_are_drawn_from_all_that_there_are() -> None:
    for draw, alphabet in ((practice.new_code, practice.ALPHABET), (join.new_join_code, join.ALPHABET)):
        drawn = [draw() for _ in range(2000)]
        assert len(set(drawn)) >= len(drawn) - 3, "two may be the same by chance"
        assert all({code[place] for code in drawn} == set(alphabet) for place in range(len(drawn[0])))
    assert len({new_token() for _ in range(2000)}) == 2000


def wrong(site: Any, kind: str) -> int:
    path, code = ("/api/practice", WRONG_PRACTICE) if kind == "practice" else (f"/api/join/{WRONG_JOIN}", None)
    status: int = site.get(path, code).status_code
    return status


@pytest.fixture
def right_of(kept: Records) -> Callable[[Any, str], Callable[[Any], int]]:
    """What opens with a right code, for each kind."""

    def make(site: Any, kind: str) -> Callable[[Any], int]:
        if kind == "practice":
            code = site.from_address("198.51.100.1").post("/api/practice").json()["code"]
            return lambda who: int(who.get("/api/practice", code).status_code)
        someone = kept.add_facilitator("Ama", "hash", "facilitator").id
        workshop = kept.open_workshop(someone, "Monday", WorkshopSettings(scenarios=["poverty"]))
        return lambda who: int(who.get(f"/api/join/{workshop.join_code}").status_code)

    return make


@pytest.mark.parametrize("kind", ["join", "practice"])
def test_after_many_wrong_codes_from_one_place_no_more_are_taken_for_a_while(
    open_site: OpenSite, right_of: Any, later: Callable[[timedelta], None], kind: str
) -> None:
    site = open_site()
    right = right_of(site, kind)
    missed = 404 if kind == "join" else 401
    assert [wrong(site, kind) for _ in range(FREE + 1)] == [missed] * FREE + [429]
    assert right(site) == 429, "not even a right one: else trying would go on"
    assert right(site.from_address("203.0.113.8")) == 200, "elsewhere nobody notices"
    later(FIRST_WAIT)
    assert right(site) == 200


@pytest.mark.parametrize("kind", ["join", "practice"])
def test_who_types_nonsense_keeps_nobody_out_who_is_in_already(open_site: OpenSite, right_of: Any, kind: str) -> None:
    site = open_site()
    right = right_of(site, kind)
    assert right(site) == 200
    for _ in range(FREE + 1):
        wrong(site, kind)
    assert right(site) == 200, "one person in the room has typed it: it is right here"


@pytest.mark.parametrize("kind", ["join", "practice"])
def test_guessing_from_many_places_makes_all_places_careful_and_lets_right_codes_in(
    open_site: OpenSite, right_of: Any, kept: Records, kind: str
) -> None:
    site = open_site()
    right = right_of(site, kind)
    for _ in range(FREE_IN_ALL // 100):
        with kept._writing() as connection:
            rows = [{"key_hash": hash_of(f"{kind} everywhere"), "at": now()}] * 100
            connection.execute(insert(sign_in_attempts), rows)
    missed = 404 if kind == "join" else 401
    assert [wrong(site, kind) for _ in range(FREE_MEANWHILE + 1)] == [missed] * FREE_MEANWHILE + [429]
    assert right(site.from_address("203.0.113.8")) == 200


def test_what_cannot_be_a_code_is_no_try(open_site: OpenSite, right_of: Any) -> None:
    site = open_site()
    for _ in range(FREE + 1):
        assert site.get("/api/join/ABC").status_code == 404
        assert site.get("/api/practice", "the token of some session").status_code == 401
    assert right_of(site, "join")(site) == 200


def test_one_line_with_many_addresses_is_one_place(open_site: OpenSite) -> None:
    site = open_site()
    tried = [wrong(site.from_address(f"2001:db8::{number:x}"), "join") for number in range(FREE + 1)]
    assert tried[-1] == 429


def test_a_trainee_can_have_another_code_and_the_old_one_opens_nothing(open_site: OpenSite, kept: Records) -> None:
    site = open_site()
    old = site.post("/api/practice").json()["code"]
    trainee = kept.trainee(hash_of(old.replace("-", "")))
    assert trainee is not None
    session = kept.open_session("poverty", "live", 3, hash_of("token"), trainee.id).id
    assert site.get(f"/api/sessions/{session}", old).status_code == 200
    changed = site.post("/api/practice/code", old)
    assert changed.status_code == 200
    new = changed.json()["code"]
    for path in ("/api/practice", f"/api/sessions/{session}"):
        assert site.get(path, old).status_code == 401
        assert site.get(path, new).status_code == 200
    assert site.post("/api/practice/code", old).status_code == 401
