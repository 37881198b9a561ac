"""The page shows whatever was typed as text: nothing of it runs, and nothing of it breaks the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.fuzz.naughty import COMMANDS, DIRECTION, FLOODS, INJECTIONS, MARKS, MARKUP

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

NARROW = ViewportSize(width=320, height=640)
KIND = " I am so sorry. How is he now?"
NAUGHTIEST = [
    *MARKUP[:4],
    MARKUP[-1],
    DIRECTION[0],
    *MARKS[:2],
    INJECTIONS[0],
    INJECTIONS[3],
    COMMANDS[0],
    FLOODS[0][:3900],
]


def test_what_is_typed_is_shown_as_text_and_breaks_nothing(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Callable[[Page, str], None]
) -> None:
    page = visit(NARROW)
    opened: list[str] = []
    page.on("dialog", lambda dialog: opened.append(dialog.message))
    begin(page)
    for shown, text in enumerate(NAUGHTIEST, start=1):
        if not page.get_by_role("textbox").is_visible():
            break  # The parent has had enough, or has agreed.
        reply(page, text + KIND)
        own = page.locator(".entry.own")
        expect(own).to_have_count(shown)
        expect(own.last).to_contain_text(text)
        assert own.last.locator("script, img, svg, iframe, style, a").count() == 0
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), text[:60]
    assert page.locator(".entry.own").count() >= 5
    assert opened == []
