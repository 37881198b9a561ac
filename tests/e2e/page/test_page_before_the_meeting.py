"""What one chooses before the meeting, who sits at the table, and what the summary makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

SIZES = [
    pytest.param(ViewportSize(width=1280, height=800), id="desktop"),
    pytest.param(ViewportSize(width=390, height=844), id="phone"),
]
TO_BOTH = "Elif, what do you think? And how do you see it, Mrs Kaya?"


def open_briefing(page: Page, title: str) -> None:
    page.get_by_role("link", name=f"Read the briefing: {title}").click()
    expect(page.get_by_role("heading", name="Before the meeting")).to_be_visible()


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible()


def say(page: Page, text: str) -> None:
    """Say something and wait for the answer; at a table of three it may come from two."""
    replies = page.locator(".turn-feedback").count()
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".turn-feedback")).to_have_count(replies + 1)
    expect(page.locator(".send[aria-disabled=true]")).to_have_count(0)


def finish(page: Page) -> None:
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page).to_have_title("Your summary – Alongside")


@pytest.mark.parametrize("size", SIZES)
def test_the_meeting_can_be_arranged_and_the_summary_says_what_came_of_it(
    visit: Callable[..., Page], accessible: Callable[[Page], None], size: ViewportSize
) -> None:
    page = visit(size)
    open_briefing(page, "Shut out of the class chat")
    seats = page.get_by_role("group", name="Where do you sit?")
    expect(seats.get_by_role("radio").first).to_be_checked()
    expect(page.get_by_role("radio", name="The usual way")).to_be_checked()
    seats.get_by_role("radio", name=re.compile("corner of a low table")).check()
    page.get_by_role("radio", name="The harder way").check()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    start(page)
    say(page, "Thank you for coming in. I'm sorry, we should have seen it. What did Temi tell you?")
    finish(page)
    arranged = page.get_by_role("region", name="What you chose before the meeting")
    expect(arranged).to_contain_text("You chose the harder way.")
    expect(arranged).to_contain_text("the tea was hot")
    expect(arranged).to_contain_text("Bootman (2022)")
    expect(arranged.get_by_text("as planned")).to_have_count(2)
    expect(page.get_by_role("region", name="What you agreed")).to_contain_text("No next step was settled.")
    accessible(page)


def test_the_meeting_is_arranged_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit()
    open_briefing(page, "Shut out of the class chat")
    seats = page.get_by_role("group", name="Where do you sit?")
    for _ in range(30):
        page.keyboard.press("Tab")
        if seats.locator(":focus").count():
            break
    expect(seats.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(seats.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".entry.parent").first).to_be_visible()


def test_starting_again_keeps_what_was_arranged(visit: Callable[..., Page]) -> None:
    page = visit()
    open_briefing(page, "Shut out of the class chat")
    page.get_by_role("radio", name=re.compile("corner of a low table")).check()
    start(page)
    say(page, "What did you see?")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Start over").click()
    with page.expect_request(lambda request: request.url.endswith("/api/sessions")) as opened:
        page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    assert "corner" in (opened.value.post_data_json or {})["chosen"]
    expect(page.locator(".entry.own")).to_have_count(0)
    expect(page.locator(".entry.parent").first).to_be_visible()
    say(page, "What did you see?")
    finish(page)
    page.get_by_role("link", name="Practise it again").click()
    expect(page.get_by_role("radio", name=re.compile("corner of a low table"))).to_be_checked()


def test_at_a_table_of_three_one_sees_who_speaks_also_after_a_reload(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    open_briefing(page, "A conference with the student there")
    start(page)
    expect(page.get_by_role("textbox", name="Your reply to Nurten Kaya and Elif")).to_be_visible()
    for _ in range(4):
        say(page, TO_BOTH)
    who = page.locator(".entry.parent .who")
    expect(who.filter(has_text="Elif").first).to_be_visible()
    expect(who.filter(has_text="Nurten Kaya").first).to_be_visible()
    assert not any("Elif:" in words for words in page.locator(".entry.parent .bubble").all_inner_texts())
    accessible(page)
    before = page.locator(".entry.parent").all_inner_texts()
    page.reload()
    expect(page.locator(".entry.parent")).to_have_count(len(before))
    assert page.locator(".entry.parent").all_inner_texts() == before
    finish(page)
    expect(page.locator(".transcript").get_by_role("heading", name="Elif", exact=True).first).to_be_visible()


def test_a_parent_without_choices_has_none(visit: Callable[..., Page]) -> None:
    """Every parent with choices shows all of them, and no one else shows the heading."""
    page = visit()
    cards = page.evaluate("async () => (await fetch('/api/scenarios')).json()")
    for card in cards:
        page.goto(f"{page.url.split('#')[0]}#/briefing/{card['id']}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(card["title"])
        asked = [each["asks"] for each in card["arrangements"]]
        expect(page.locator(".arrangement legend")).to_have_text(asked)
        expect(page.get_by_role("radio", name="The harder way")).to_have_count(1 if card["hard"] else 0)
        expect(page.get_by_text("You can pause or stop at any moment.")).to_have_count(1 if card["content_note"] else 0)
