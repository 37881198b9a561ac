"""A workshop that a test's facilitator runs with a program, and the steps of those who take part in it."""

from __future__ import annotations

from typing import Any

import httpx
from playwright.sync_api import Locator, Page, ViewportSize, expect

SIZES = [ViewportSize(width=1280, height=800), ViewportSize(width=320, height=640)]
"""A desktop, and the narrowest page that must work."""
SOON = 8_000
"""Milliseconds within which the page has heard of something, a busy machine included."""


class Workshop:
    """A workshop, run by its facilitator with a program."""

    def __init__(self, web: httpx.Client, **settings: Any) -> None:
        self._web = web
        wish = {"scenarios": ["angry_parent", "poverty"], "contact": "Marieke Vos, room 1.12"} | settings
        made = self._ask("POST", "", {"title": "Tuesday group", "settings": wish})
        self.code, self.id, self.path = made["join_code"], made["id"], made["join_path"]

    def tells(self, text: str) -> None:
        """Send a message to all."""
        self._ask("POST", f"/{self.id}/notes", {"text": text})

    def gives_time(self, minutes: int) -> None:
        """Give more time to all."""
        self._ask("POST", f"/{self.id}/extend", {"minutes": minutes})

    def marks(self, turn: int, mark: str | None) -> None:
        """Pick a reply, reveal its scores, or neither."""
        self._ask("PUT", f"/{self.id}/wall/{turn}", {"mark": mark})

    def ends(self) -> None:
        """End it."""
        self._ask("POST", f"/{self.id}/end")

    def board(self) -> Any:
        """Who takes part, and how."""
        return self._ask("GET", f"/{self.id}/board")["participants"]

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        answer = self._web.request(method, f"/api/workshops{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


def come(page: Page, workshop: Workshop) -> None:
    """Open the link that stands on the projector."""
    page.goto(f"{page.url.split('/#')[0].rstrip('/')}{workshop.path}")
    expect(page.get_by_role("heading", name="Tuesday group")).to_be_visible()


def join(page: Page, workshop: Workshop, *allowed: str, name: str | None = None) -> None:
    """Join by the link, allowing what is named."""
    come(page, workshop)
    for each in allowed:
        page.get_by_role("checkbox", name=each).check()
    if name is not None:
        page.get_by_role("textbox").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("You have joined, as")).to_be_visible()


def begin(page: Page) -> None:
    """Start the next conversation of the workshop."""
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible()


def to_workshop(page: Page) -> None:
    """Go to the page of the workshop, by the strip above every step."""
    strip(page).get_by_role("link", name="Tuesday group").click()
    expect(page.get_by_role("heading", name="Tuesday group", level=1)).to_be_visible()


def strip(page: Page) -> Locator:
    """What stands above every step."""
    return page.get_by_role("region", name="Your workshop")
