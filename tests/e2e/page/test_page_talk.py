"""A trainee chooses, talks to the end and looks back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

Say = Callable[[Page, str], None]

KIND = "You're right to be furious. We should have rung you that same hour, and we didn't. I'm sorry. How is he now?"
CURT = "Calm down. You need to let us handle this."
CLEAR = "I can't talk about another child with you. What I can do is tell you by Thursday what we changed."

SIZES = [
    pytest.param(ViewportSize(width=1280, height=800), id="desktop"),
    pytest.param(ViewportSize(width=375, height=812), id="phone"),
]
TITLES = ["An angry parent", "Signs of too little care"]
"""Two are enough: tests/e2e/test_rasa_talks.py reaches all ends of the others, too."""


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_conversation_with_the_mouse_ends_in_a_summary(
    visit: Callable[..., Page],
    begin: Callable[..., None],
    reply: Say,
    accessible: Callable[[Page], None],
    size: ViewportSize,
) -> None:
    page = visit(size)
    expect(page.get_by_role("heading", level=1)).to_have_text("Which conversation would you like to practise?")
    accessible(page)

    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    expect(page).to_have_title("Before you start: An angry parent – Alongside")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    accessible(page)
    page.go_back()

    begin(page)
    expect(page).to_have_title(re.compile("Talking with .+ – Alongside"))
    accessible(page)

    for text in (KIND, CURT, CLEAR):
        reply(page, text)
    expect(page.locator(".turn-feedback")).to_have_count(3)
    expect(page.locator(".own mark").first).to_be_visible()
    if size["width"] < 860:  # beside the talk on a desk, on tap on a phone
        page.get_by_role("button", name=re.compile("^Feedback on reply 3")).click()
    expect(page.get_by_role("heading", name="Try next").last).to_be_visible()
    accessible(page)

    page.get_by_role("button", name="Finish").click()
    accessible(page)
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page).to_have_title("Your summary – Alongside")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    for part in (
        "How it went, reply by reply",
        "Strategies for next time",
        "Who did the talking",
        "The whole conversation",
    ):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Empathy, reply by reply: "))).to_be_visible()
    folded = page.locator(".fold:not([open]) > summary")  # on a phone the longer parts wait to be opened
    while folded.count():
        folded.first.click()
    expect(page.locator(".transcript").get_by_text("You're right to be furious")).to_be_visible()
    accessible(page)


def test_the_summary_shows_its_figures_as_a_table_too(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    reply(page, KIND)
    reply(page, CURT)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("columnheader", name="Trust")).to_be_visible()


@pytest.mark.parametrize("title", TITLES)
def test_whoever_takes_the_hints_reaches_an_agreement(
    visit: Callable[..., Page], begin: Callable[..., None], title: str
) -> None:
    page = visit()
    begin(page, title)
    ended = page.locator(".end-card")
    hints = page.locator(".entry.coach.hint")
    for taken in range(25):
        if ended.is_visible():
            break
        page.get_by_role("button", name="Hint").click()
        expect(hints).to_have_count(taken + 1, timeout=20_000)
        for step in ("Which move could help?", "Give me an example", "Put it into my box"):
            hints.last.get_by_role("button", name=step).click()
        page.keyboard.press("Enter")
        expect(page.locator(".turn-feedback")).to_have_count(taken + 1, timeout=20_000)
        expect(page.locator(".send[aria-disabled=true]")).to_have_count(0, timeout=20_000)
    expect(page.get_by_role("heading", name="You have reached an agreement")).to_be_focused()
    page.get_by_role("button", name="Read your summary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have reached an agreement")


@pytest.mark.parametrize("title", TITLES)
def test_a_parent_who_is_insulted_leaves_and_the_page_says_what_to_do(
    visit: Callable[..., Page], begin: Callable[..., None], title: str
) -> None:
    page = visit()
    begin(page, title)
    ended = page.get_by_role("link").or_(page.get_by_role("button")).filter(has_text="Read your summary")
    for _ in range(25):
        if ended.is_visible():
            break
        page.get_by_role("textbox").fill("This is your own fault, you stupid woman. Shut up and get out of my school.")
        page.keyboard.press("Enter")
        expect(page.locator(".send[aria-disabled=true]")).to_have_count(0, timeout=20_000)
    expect(ended).to_be_visible()
    expect(page.locator(".end-card h2")).to_be_focused()
    expect(page.locator(".end-card .face")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    ended.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("has left")
    page.get_by_role("link", name="Practise it again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_after_a_bad_end_the_last_reply_can_be_taken_again(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit()
    begin(page)
    for _ in range(25):
        if page.locator(".end-card").is_visible():
            break
        page.get_by_role("textbox").fill("This is your own fault, you stupid woman. Shut up and get out.")
        page.keyboard.press("Enter")
        expect(page.locator(".send[aria-disabled=true]")).to_have_count(0, timeout=20_000)
    page.get_by_role("button", name="Take the last reply again").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    before = page.locator(".entry.parent").count()
    page.keyboard.type("I am sorry. That was unkind, and you did not deserve it.")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.parent")).to_have_count(before + 1, timeout=20_000)


def test_with_the_coach_at_the_end_nothing_comes_between_trainee_and_parent(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page, coaching="At the end")
    reply(page, KIND)
    expect(page.locator(".turn-feedback")).to_have_count(0)
    expect(page.locator("mark")).to_have_count(0)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.locator(".transcript mark").first).to_be_visible()


def test_a_reply_can_be_taken_again_and_the_first_try_stays_readable(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    opening = page.locator(".entry.parent").first.locator(".bubble").first.inner_text()
    reply(page, CURT)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".entry.own.earlier")).to_contain_text("Calm down")
    expect(page.locator(".entry.parent").last).to_contain_text(opening)
    expect(page.get_by_role("textbox")).to_be_focused()
    reply(page, KIND)
    expect(page.get_by_role("button", name=re.compile("^Feedback on reply 1"))).to_be_visible()


def test_starting_over_asks_first_and_begins_the_same_conversation_anew(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    reply(page, CURT)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(page.locator(".entry.own")).to_have_count(0)
    expect(page.locator(".entry.parent")).to_have_count(1)
    reply(page, KIND)
    expect(page.get_by_role("button", name=re.compile("^Feedback on reply 1"))).to_be_visible()


def test_a_hint_helps_and_while_paused_one_talks_to_the_coach(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    begin(page)
    page.get_by_role("button", name="Hint").click()
    expect(page.locator(".entry.coach.hint")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("region", name="Dawn waits")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your words to the coach")).to_be_focused()
    accessible(page)
    coach = page.locator(".entry.coach").count()
    page.keyboard.type("What is two-way communication?")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.coach")).to_have_count(coach + 1)
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("textbox", name=re.compile("^Your reply to"))).to_be_focused()
    reply(page, KIND)
    expect(page.locator(".turn-feedback")).to_have_count(1)


def test_finishing_in_words_leads_to_the_summary_too(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    reply(page, KIND)
    page.get_by_role("textbox").fill("finish")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Read your summary").click()
    expect(page).to_have_title("Your summary – Alongside")


def test_the_coach_helps_to_choose_in_words(visit: Callable[..., Page], accessible: Callable[[Page], None]) -> None:
    page = visit()
    page.get_by_role("button", name="Talk to the coach").click()
    expect(page).to_have_title("Talking with the coach – Alongside")
    expect(page.locator(".entry.coach")).not_to_have_count(0)
    accessible(page)
    page.get_by_role("textbox").fill("I'd like to practise with an angry parent")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Let Dawn in").click()
    expect(page).to_have_title("Talking with Dawn Pritchard – Alongside")
    expect(page.locator(".entry.parent").first).to_be_visible()


def test_a_conversation_on_the_coachs_list_leads_to_its_briefing(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("button", name="Talk to the coach").click()
    page.locator(".entry.coach").get_by_role("button", name="An angry parent").click()
    expect(page).to_have_title("Before you start: An angry parent – Alongside")


def test_deleting_a_conversation_leaves_nothing_of_it(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    reply(page, KIND)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which conversation would you like to practise?")
    expect(page.get_by_text("You have a conversation open.")).to_have_count(0)
    assert "token" not in page.evaluate("() => window.sessionStorage.getItem('alongside') ?? ''")
