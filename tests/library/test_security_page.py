"""What the pages on security and data protection promise has its test, and their numbers are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import fields

from bot.records.sign_ins import IDLE, LONGEST, LONGEST_WAIT, REMEMBERED
from bot.serving.patience import HEADERS_WITHIN
from bot.settings import Settings
from bot.web.app import LARGEST_REQUEST
from bot.web.guesses import FREE, FREE_IN_ALL, FREE_MEANWHILE
from bot.web.limits import ARRIVES_WITHIN

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "docs/security.md").read_text(encoding="utf-8")
SHEET = (ROOT / "docs/data-protection.md").read_text(encoding="utf-8")
REPORTING = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PAGES = {"security.md": SECURITY, "data-protection.md": SHEET, "SECURITY.md": REPORTING}

TESTS = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
}

ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<stopped>[^|]+) \|$", re.MULTILINE)


def test_every_test_that_the_page_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", SECURITY))
    assert len(named) > 60
    assert named - TESTS == set()


def test_nothing_is_said_to_be_stopped_without_a_test() -> None:
    threats, _, _ = SECURITY.partition("## A facilitator of another workshop")
    rows = [row for row in ROW.finditer(threats) if row["what"].strip() not in ("wants to", "what", "---")]
    assert len(rows) > 20
    bare = [row["what"] for row in rows if "test_" not in row["stopped"] and "#codes" not in row["stopped"]]
    assert bare == []


@pytest.mark.parametrize(
    "told",
    [
        f"nothing {Settings().keep_sessions_days} days after the last word",
        f"{Settings().replies_per_minute} replies a minute",
        f"{Settings().requests_per_minute:,} requests and {Settings().begun_per_minute} beginnings a minute",
        f"Headers within {HEADERS_WITHIN:.0f} seconds, the whole of a request within {ARRIVES_WITHIN:.0f}",
        f"{LARGEST_REQUEST // 1024} kB at most",
        f"try {FREE} wrong ones within an hour",
        f"together have {FREE_IN_ALL:,} an hour",
        f"each place has {FREE_MEANWHILE}, so that",
    ],
)
def test_the_page_on_security_tells_the_numbers_of_the_program(told: str) -> None:
    assert told in " ".join(SECURITY.split())


def test_its_words_for_numbers_are_right_too() -> None:
    assert (IDLE.total_seconds(), LONGEST.days) == (12 * 3600, 7), "twelve hours, a week"
    assert LONGEST_WAIT.total_seconds() == 900, "a quarter of an hour"
    assert REMEMBERED.total_seconds() == 3600, "an hour"


@pytest.mark.parametrize(
    "told",
    [
        f"{Settings().keep_sessions_days} days after the last word",
        f"{Settings().keep_practices_days} days after the last conversation",
    ],
)
def test_the_sheet_for_schools_tells_for_how_long_things_are_kept(told: str) -> None:
    assert told in SHEET


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_and_every_page_that_is_named_exists(page: str) -> None:
    text, folder = PAGES[page], ROOT if page == "SECURITY.md" else ROOT / "docs"
    settings = {f"ALONGSIDE_{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(r"ALONGSIDE_[A-Z_]+[A-Z]", text)) - settings == set()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (folder / link).exists(), link
    assert not re.search(r"\{\w+\}", text)
