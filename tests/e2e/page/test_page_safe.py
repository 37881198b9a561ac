"""What keeps the site safe is no dead end for whoever meets it: a limit, a code that somebody has seen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

KIND = "I am so sorry, we should have rung you at once. How is he now?"
CODE = re.compile(r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$")
REFUSED = "That was more than can be answered at once. Nothing is lost: wait 40 seconds, then go on."


def test_who_is_asked_to_wait_keeps_the_reply_and_sends_it_then(
    visit: Callable[..., Page], begin: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = visit(faults=True)
    begin(page)
    refusals: list[Any] = []

    def too_fast(route: Route) -> None:
        if refusals:
            route.continue_()
            return
        refusals.append(route.request.post_data_json)
        body = json.dumps({"error": {"code": "too_fast", "message": REFUSED}})
        route.fulfill(status=429, headers={"Retry-After": "40"}, content_type="application/json", body=body)

    page.route("**/replies", too_fast)
    page.get_by_role("textbox").fill(KIND)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("wait 40 seconds")).to_be_visible()
    expect(page.locator(".entry.own")).to_contain_text(KIND)
    accessible(page)
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("wait 40 seconds")).to_have_count(0)
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".entry.own")).to_have_count(1)
    assert [refused["text"] for refused in refusals] == [KIND]


def test_a_code_that_somebody_has_seen_is_changed_for_another(
    visit: Callable[..., Page], begin: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = visit(faults=True)
    begin(page)
    page.goto(page.url.split("#")[0] + "#/practice")
    shown = page.locator("code.code")
    expect(shown).to_have_text(CODE)
    old = shown.inner_text()
    page.get_by_role("button", name="Get a new code").click()
    expect(page.get_by_role("dialog")).to_contain_text("The old one opens nothing")
    accessible(page)
    page.get_by_role("dialog").get_by_role("button", name="Keep this one").click()
    expect(shown).to_have_text(old)
    page.get_by_role("button", name="Get a new code").click()
    page.get_by_role("dialog").get_by_role("button", name="Get a new code").click()
    expect(page.get_by_text("This is your new code.")).to_be_visible()
    expect(shown).not_to_have_text(old)
    new = shown.inner_text()
    assert CODE.match(new)
    home = page.url.split("#")[0].rstrip("/")
    for code, status in ((old, 401), (new, 200)):
        headers = {"Authorization": f"Bearer {code}"}
        assert page.request.get(f"{home}/api/practice", headers=headers).status == status
    page.reload()
    expect(shown).to_have_text(new)
