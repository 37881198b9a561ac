"""How one finds the conversation to practise, and what somebody who comes back is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

DESKTOP = ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=320, height=640)
SIZES = [pytest.param(DESKTOP, id="desktop"), pytest.param(NARROW, id="narrow")]
TALLEST = 3_000
"""Pixels: half of what twenty large cards took."""


def cards(page: Page) -> Locator:
    return page.get_by_role("list", name="Conversations to practise").get_by_role("article")


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search")


def opened(page: Page) -> Any:
    """Chosen from the list; what has been asked of the server when the talk begins."""
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    with page.expect_request(lambda request: request.url.endswith("/api/sessions")) as asked:
        page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible()
    return asked.value.post_data_json


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_conversations_fit_a_short_page_that_anybody_can_use(
    visit: Callable[..., Page], accessible: Callable[[Page], None], size: ViewportSize, dark: bool
) -> None:
    page = visit(size, dark=dark)
    all_there = len(page.evaluate("async () => (await fetch('/api/scenarios')).json()"))
    expect(cards(page)).to_have_count(all_there)
    if size is DESKTOP:
        assert page.evaluate("() => document.documentElement.scrollHeight") < TALLEST
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    cards(page).first.get_by_text("More about it").click()
    expect(cards(page).first.get_by_role("heading", name="You practise")).to_be_visible()
    accessible(page)


def test_on_a_slow_network_one_is_asked_for_a_moment(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(cards(page).first).to_be_visible()

    def slowly(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/api/scenarios", slowly)
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    expect(page.get_by_text("One moment …")).to_be_visible()
    expect(page.get_by_role("heading", name="An angry parent")).to_be_focused()


def test_the_bar_takes_one_row_even_on_the_smallest_phone(visit: Callable[..., Page]) -> None:
    page = visit(NARROW)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    bar = page.get_by_role("banner").bounding_box()
    assert bar is not None
    assert bar["height"] < 60
    for role, name in (("link", "My practice"), ("button", "Worried about a real child?"), ("combobox", "Language")):
        box = page.get_by_role(role, name=name).bounding_box()  # type: ignore[arg-type]
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_words_need_not_be_exact(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(cards(page).first).to_be_visible()
    all_there = cards(page).count()
    for words, title in (
        ("the medicaton", "Refused medication"),
        ("dawn pritchards son", "An angry parent"),
        ("shouting, joey", "An angry parent"),
        ("divorced", "Divorce: whose side are you on?"),
    ):
        search(page).fill(words)
        expect(cards(page).get_by_role("heading", name=title, exact=True)).to_be_visible()
        assert cards(page).count() < all_there
    expect(page.get_by_role("status").filter(has_text="of 20 conversations")).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    expect(cards(page)).to_have_count(all_there)
    expect(search(page)).to_be_focused()


def test_what_one_looks_for_is_still_there_when_one_comes_back(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("combobox", name="Subject").select_option(label="When a parent is angry or let down")
    page.get_by_role("combobox", name="Strategy").select_option(label="Let the parent let off steam")
    page.get_by_role("combobox", name="Level").select_option(label="Demanding")
    expect(cards(page).get_by_role("heading", name="An angry parent")).to_be_visible()
    left = cards(page).count()
    assert left < 5
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    expect(page.get_by_role("heading", name="What you know")).to_be_visible()
    page.go_back()
    expect(cards(page)).to_have_count(left)
    expect(page.get_by_role("combobox", name="Level")).to_have_value("2")
    expect(page.get_by_role("link", name="Read the briefing: An angry parent")).to_be_focused()
    expect(page.get_by_role("link", name="Read the briefing: An angry parent")).to_be_in_viewport()


def test_who_finds_nothing_is_taken_to_the_coach_with_the_same_words(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    search(page).fill("a helicopter on the roof")
    expect(page.get_by_text("No conversation fits all of that.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Tell the coach what you look for").click()
    expect(page.locator(".entry.own")).to_contain_text("a helicopter on the roof")
    expect(page.locator(".entry.coach").nth(1)).to_be_visible()


def test_the_coach_answers_what_one_finds_hard(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("textbox", name="What do you find hard?").fill("I freeze when a parent shouts at me")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.own")).to_have_count(1)
    expect(page.locator(".entry.own")).to_contain_text("I freeze when a parent shouts at me")
    expect(page.locator(".entry.coach").last).to_contain_text("angry", ignore_case=True)


def test_one_sets_out_with_a_goal_and_with_how_sure_one_feels(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    page.get_by_text("One goal of your own").click()
    page.get_by_role("radio", name="Let the parent let off steam").check()
    page.get_by_text("How sure do you feel?").click()
    for question, answer in (("let the parent talk", "2"), ("stay warm", "3"), ("say kindly", "5, very sure")):
        page.get_by_role("group", name=question).get_by_role("radio", name=answer).check()
    page.get_by_role("radio", name="When I ask").check()
    accessible(page)
    with page.expect_request(lambda request: request.url.endswith("/api/sessions")) as asked:
        page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible()
    wishes: Any = asked.value.post_data_json
    assert wishes["goal"] == "let_off_steam"
    assert wishes["confidence"] == {"two_way": 2, "empathy": 3, "boundaries": 5}
    assert wishes["coaching"] == "request"


def test_nothing_but_the_start_is_needed(visit: Callable[..., Page]) -> None:
    page = visit()
    wishes = opened(page)
    assert wishes["goal"] is None
    assert wishes["confidence"] is None
    assert wishes["coaching"] == "live"


@pytest.mark.parametrize("size", SIZES)
def test_the_start_is_always_in_sight_and_hides_nothing_that_has_the_focus(
    visit: Callable[..., Page], size: ViewportSize
) -> None:
    page = visit(size)
    page.get_by_role("link", name="Read the briefing: Shut out of the class chat").click()
    start = page.get_by_role("button", name="Start the conversation")
    expect(start).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        expect(start).to_be_in_viewport()
        place = page.evaluate(
            """() => {
              const { activeElement } = document.querySelector('alongside-chat').shadowRoot;
              const form = activeElement.getRootNode().querySelector('form.start');
              if (form.contains(activeElement)) return 'start';
              const covered = activeElement.getBoundingClientRect().bottom > form.getBoundingClientRect().top + 1;
              return covered ? 'covered' : 'seen';
            }"""
        )
        assert place != "covered"
        if place == "start":
            return
    raise AssertionError("Tab never came to the button to start")


def test_who_comes_back_sees_how_far_they_are_and_goes_on_where_they_were(
    visit: Callable[..., Page], reply: Callable[[Page, str], None]
) -> None:
    page = visit()
    opened(page)
    for text in (
        "I'm sorry, we should have rung you at once. How is he now?",
        "What did he say?",
        "How was it for you?",
    ):
        reply(page, text)
    page.get_by_role("link", name="Conversations").click()
    expect(page.get_by_text("You have practised 1 conversation.")).to_be_visible()
    page.get_by_role("button", name="Go on with it: An angry parent").click()
    expect(page.locator(".entry.own").first).to_contain_text("we should have rung you at once")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page).to_have_title("Your summary – Alongside")
    page.get_by_role("link", name="Conversations", exact=True).click()
    mine = cards(page).filter(has=page.get_by_role("heading", name="An angry parent", exact=True))
    expect(mine).to_contain_text("Your best")
    expect(mine).to_contain_text("Two-way")
    expect(page.get_by_role("button", name="Go on with it")).to_have_count(0)
    expect(cards(page).filter(has_text="Your best")).to_have_count(1)
