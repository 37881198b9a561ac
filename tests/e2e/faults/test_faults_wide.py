"""Several processes of each part: whatever falls or stalls, nothing is lost. `make faults` does more harm."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.faults.breaking import Plan, broken
from benchmarks.faults.whole_setup import WholeSetup
from bot.library.knowledge import read_knowledge

pytestmark = pytest.mark.rasa

WARM = "You must have been frightened for him. What would help him now?"


@pytest.fixture(scope="module")
def setup() -> Iterator[WholeSetup]:
    """Two of each part, PostgreSQL, Redis and nginx.

    Not below pytest's own folder, which each pytest that starts closes to everybody else: PostgreSQL runs as somebody
    else, and has to get to its files also when it is started again.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        with WholeSetup(folder, None) as running:
            yield running


def said_at_once(setup: WholeSetup, replies: Sequence[tuple[str, str]]) -> tuple[list[httpx.Response], Any]:
    """Say things in one talk in the same moment, by each page in turn; the answers, and the talk as it stands then."""
    opened = httpx.post(f"{setup.address}/api/sessions", json={"scenario": "poverty", "seed": 2}, timeout=60).json()
    path, own = f"/api/sessions/{opened['session']}", {"Authorization": f"Bearer {opened['token']}"}

    def say(number: int) -> httpx.Response:
        text, client_id = replies[number]
        page = setup.pages[number % len(setup.pages)]
        body = {"text": text, "client_id": client_id}
        return httpx.post(f"{page}{path}/replies", json=body, headers=own, timeout=60)

    with ThreadPoolExecutor(len(replies)) as pool:
        answers = list(pool.map(say, range(len(replies))))
    return answers, httpx.get(f"{setup.pages[0]}{path}", headers=own, timeout=60).json()


def test_a_double_click_that_reaches_two_pages_is_one_turn(setup: WholeSetup) -> None:
    answers, now = said_at_once(setup, [(WARM, "once")] * 6)
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({answer.text for answer in answers}) == 1
    assert [turn["client_id"] for turn in now["turns"]] == ["once"]


def test_two_tabs_that_speak_at_once_by_two_pages_are_heard_one_after_the_other(setup: WholeSetup) -> None:
    answers, now = said_at_once(setup, [(f"{WARM} {number}", f"tab-{number}") for number in range(4)])
    assert sorted(answer.json()["turn"] for answer in answers) == [1, 2, 3, 4]
    in_order = sorted((answer.json() for answer in answers), key=lambda answer: answer["turn"])
    assert [turn["client_id"] for turn in now["turns"]] == [answer["client_id"] for answer in in_order]


def test_nothing_is_lost_when_what_serves_is_killed_or_stalls_and_everybody_can_go_on(setup: WholeSetup) -> None:
    faults = ("kill a page", "kill Redis", "kill PostgreSQL")
    plan = Plan(faults, people=6, thinks=(0.2, 1.0), calm=(0.5, 1.0), replies=3)
    outcome = asyncio.run(broken(setup, plan, read_knowledge().plays(), lambda _: None))
    assert outcome.ledger.stuck == []
    assert outcome.verdict.lines() == []
    assert outcome.verdict.in_logs == 0
    assert outcome.ledger.acknowledged >= 18
    assert setup.unsound() == []
