"""What the server says against a request, it says to a trainee in the language of the page."""

from __future__ import annotations

import inspect
import re
import string
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone
from typing import Any, get_type_hints

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.coaching.roleplay.arranging import CannotBeChosen
from bot.coaching.roleplay.scenario import Scenario
from bot.library import KNOWLEDGE
from bot.library.scenarios import read_scenarios
from bot.web import front, guesses, limits, problems, workshop_problems
from bot.web.facilitator import debrief_problems
from bot.web.languages import refusals_in, told_in
from bot.web.problems import Problem, Wait

Client = TestClient[Litestar]

FACILITATORS_ALONE = {
    workshop_problems.does_not_run_it,
    workshop_problems.ends_before_it_opens,
    workshop_problems.no_such_participant,
    workshop_problems.no_such_workshop,
    workshop_problems.no_time_limit,
    workshop_problems.nobody_of_that_name,
    workshop_problems.nothing_written,
    workshop_problems.only_its_owner,
    workshop_problems.promised,
    workshop_problems.unknown_scenarios,
    workshop_problems.untitled,
}
"""What only the facilitators' pages are told, which are English."""

SAMPLES: dict[Any, Any] = {
    str: "a {word}",
    int: 90_061,
    list[str]: ["one", "two"],
    Iterable[str]: ["one", "two"],
    datetime: datetime(2026, 3, 9, 14, 5, tzinfo=timezone.utc),
    timedelta: timedelta(minutes=3),
}


def made(make: Callable[..., Problem], scenario: Scenario) -> Problem:
    hints = {name: hint for name, hint in get_type_hints(make).items() if name != "return"}
    samples = SAMPLES | {Scenario: scenario, CannotBeChosen: CannotBeChosen("two_options", "a {word}")}
    return make(**{name: samples[hint] for name, hint in hints.items() if hint in samples})


@pytest.fixture(scope="module")
def refusals() -> list[Problem]:
    scenario = next(iter(read_scenarios(KNOWLEDGE).values()))
    modules = (problems, workshop_problems, limits, guesses, front)
    functions: set[Callable[..., Any]] = {
        each for module in modules for _, each in inspect.getmembers(module, inspect.isfunction)
    }
    makers = {each for each in functions if get_type_hints(each).get("return") is Problem}
    return [made(make, scenario) for make in [*(makers - FACILITATORS_ALONE), debrief_problems.no_vote_now]]


def test_every_refusal_that_a_trainee_can_meet_is_there_in_dutch_and_no_other(refusals: list[Problem]) -> None:
    others = {code for code, _ in problems._OTHERS.values()} | {problems._SURPRISE[0]}
    chosen = {"unknown_option", "two_options", "no_harder_way"}
    assert set(refusals_in("nl")) == {each.code for each in refusals} | others | chosen


def test_in_dutch_it_says_what_it_says_in_english(refusals: list[Problem]) -> None:
    for each in refusals:
        told = told_in("nl-BE, nl;q=0.9, en;q=0.8", each.code, each.said)
        assert told is not None
        assert told != each.detail
        named = {name for _, name, _, _ in string.Formatter().parse(refusals_in("nl")[each.code]) if name}
        assert named == set(each.said), each.code
        assert all(str(value) in told for value in each.said.values() if isinstance(value, str))


def test_no_line_of_dutch_is_left_english() -> None:
    words = refusals_in("nl")
    english = re.compile(r"\b(the|your|and|this|that|you|nothing)\b", re.IGNORECASE)
    assert not [code for code, told in words.items() if english.search(told)]
    assert all(told.endswith((".", "!", "?")) for told in words.values())


@pytest.mark.parametrize(
    ("seconds", "english", "dutch"),
    [
        (1, "a second", "een seconde"),
        (30, "30 seconds", "30 seconden"),
        (60, "a minute", "een minuut"),
        (61, "2 minutes", "2 minuten"),
    ],
)
def test_a_wait_is_told_as_people_say_it(seconds: int, english: str, dutch: str) -> None:
    assert (f"{Wait(seconds)}", f"{Wait(seconds):nl}") == (english, dutch)


@pytest.mark.parametrize(
    ("accepted", "begins"),
    [
        ("nl", "Er staan nog geen woorden"),
        ("fr, nl;q=0.5", "Er staan nog"),
        ("en, nl", "There are no words"),
        ("", "There are no words"),
        ("xx", "There are no words"),
        ("../nl", "There are no words"),
    ],
)
def test_a_reply_is_refused_in_the_language_of_the_page(
    client: Client, session: Any, accepted: str, begins: str
) -> None:
    headers = session.headers | {"Accept-Language": accepted}
    response = client.post(f"{session.path}/replies", json={"text": " ", "client_id": "a"}, headers=headers)
    assert response.status_code == 422
    assert response.json()["error"]["message"].startswith(begins)


def test_what_is_refused_before_anybody_looks_at_it_is_told_in_dutch_too(client: Client) -> None:
    response = client.get("/api/nothing", headers={"Accept-Language": "nl"})
    assert response.json()["error"] == {"code": "not_found", "message": "Op dit adres is niets."}


def test_facilitators_are_answered_in_the_english_of_their_page(client: Client) -> None:
    headers = {"Accept-Language": "nl", "X-Alongside": "facilitator", "Origin": "http://testserver.local"}
    response = client.post("/api/facilitator/sign-in", content=b"no JSON", headers=headers)
    assert response.json()["error"]["message"].startswith("The request could not be read")
