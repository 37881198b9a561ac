"""What trainees say they find hard, in a running product: nothing is taken for something else."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import yaml

from bot.settings import ROOT

pytestmark = pytest.mark.rasa

SAID = ROOT / "tests" / "difficulties"


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a table of sentences."""
    rows: list[dict[str, Any]] = yaml.safe_load((SAID / name).read_text(encoding="utf-8"))
    return rows


def answer(served: str, said: str) -> dict[str, Any]:
    """The coach's first message to words with which a session begins, as the page's box sends them."""
    with httpx.Client(base_url=served, timeout=60) as web:
        opened = web.post("/api/sessions", json={}).json()
        replies = f"/api/sessions/{opened['session']}/replies"
        answered = web.post(replies, json={"text": said}, headers={"Authorization": f"Bearer {opened['token']}"})
        assert answered.status_code == 200, answered.text
        first: dict[str, Any] = answered.json()["messages"][0]
        return first


def offered(message: dict[str, Any]) -> set[str]:
    """The scenarios to which the buttons lead."""
    payloads = [button["payload"] for button in message.get("buttons", ())]
    return {payload.split('"')[3] for payload in payloads if payload.startswith("/choose_scenario")}


@pytest.mark.parametrize("row", table("sentences.yml"), ids=lambda row: row["said"])
def test_the_coach_takes_up_what_is_hard(served: str, row: dict[str, Any]) -> None:
    message = answer(served, row["said"])
    assert message["kind"] == "difficulty"
    assert offered(message) & set(row["offers"])
    assert len(offered(message)) <= 3
    assert "It can sound like this" in message["text"]
    assert message["buttons"][-1]["payload"] == "/list_scenarios"


def test_nine_of_ten_sentences_that_nothing_was_written_for_are_understood(served: str) -> None:
    missed = []
    for row in table("check.yml"):
        message = answer(served, row["said"])
        assert message["kind"] == "difficulty", row["said"]
        if not offered(message) & set(row["offers"]):
            missed.append(row["said"])
    assert len(missed) <= len(table("check.yml")) / 10, missed


@pytest.mark.parametrize("row", table("others.yml"), ids=lambda row: row["said"])
def test_what_is_no_difficulty_is_still_understood(served: str, row: dict[str, Any]) -> None:
    assert answer(served, row["said"])["kind"] == row["kind"]


def test_what_cannot_be_understood_gets_three_suggestions(served: str) -> None:
    message = answer(served, "blue trains and marmalade")
    assert message["kind"] == "difficulty"
    assert len(offered(message)) == 3
