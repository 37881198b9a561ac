"""What the coach does during a talk: feedback at a glance or when asked, hints in steps, a time-out, another try."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

Say = Callable[[Page, str], None]
Check = Callable[[Page], None]

KIND = "You're right to be furious. We should have rung you that same hour, and we didn't. I'm sorry. How is he now?"
CURT = "Calm down. You need to let us handle this."

MOVING = """() => document.querySelector('alongside-chat').shadowRoot.getAnimations()
  .filter((moving) => moving.playState === 'running' && moving.effect.target.closest('.breathing')).length"""
"""Counts what moves in the breathing figure."""

PHONE = ViewportSize(width=375, height=812)
SMALLEST = ViewportSize(width=320, height=640)


def last_line(page: Page) -> Locator:
    """The last bubble of what the parent said last."""
    return page.locator(".log > .entry.parent").last.locator(".bubble").last


def test_on_a_phone_the_feedback_is_three_scores_and_a_line_and_the_parents_answer_stays_in_sight(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, accessible: Check
) -> None:
    page = visit(PHONE)
    begin(page)
    reply(page, CURT)
    strip = page.get_by_role("button", name=re.compile("^Feedback on reply 1"))
    expect(strip).to_contain_text("Try next")
    expect(strip).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".place .feedback")).to_have_count(0)
    expect(last_line(page)).to_be_in_viewport()

    strip.click()
    expect(strip).to_have_attribute("aria-expanded", "true")
    expect(strip).to_be_in_viewport()
    expect(page.locator(".place .reason").first).to_be_visible()
    expect(page.get_by_role("heading", name="Try next")).to_be_visible()
    accessible(page)
    strip.click()
    expect(page.locator(".place .feedback")).to_have_count(0)


def test_the_coach_explains_each_score_with_the_words_that_decided_and_what_would_raise_it(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, accessible: Check
) -> None:
    page = visit()
    begin(page)
    reply(page, CURT)
    page.locator(".panel").get_by_text("Ask the coach why").click()
    why = page.locator(".panel .why")
    expect(why.get_by_role("heading", name=re.compile("^Two-way communication: 0 of 3"))).to_be_visible()
    expect(why.get_by_text("tells the parent what to do")).to_be_visible()
    expect(why.get_by_text("Calm down", exact=True).first).to_be_visible()
    expect(why.get_by_text("What would make it a 1:").first).to_be_visible()
    expect(page.locator(".log > .entry")).to_have_count(3)  # the talk with the parent is not disturbed
    accessible(page)


def test_on_request_a_reply_is_scored_only_when_the_trainee_asks(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, accessible: Check
) -> None:
    page = visit()
    begin(page, coaching="When I ask")
    reply(page, CURT)
    reply(page, KIND)
    expect(page.locator(".strip")).to_have_count(0)
    expect(page.locator("mark")).to_have_count(0)
    asking = page.get_by_role("button", name="How did that come across?")
    expect(asking).to_have_count(2)
    accessible(page)
    asking.first.click()
    expect(page.get_by_role("button", name=re.compile("^Feedback on reply 1"))).to_be_focused()
    expect(page.locator("mark").first).to_be_visible()
    expect(asking).to_have_count(1)
    page.reload()
    expect(page.locator(".strip")).to_have_count(1)
    expect(asking).to_have_count(1)


def test_a_hint_says_the_need_then_a_move_then_an_example_that_can_be_put_into_the_box(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, accessible: Check
) -> None:
    page = visit()
    begin(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/hint") else None)
    page.get_by_role("button", name="Hint").click()
    hint = page.locator(".entry.coach.hint")
    expect(hint.get_by_role("heading", level=3)).to_have_text(["What Dawn needs now"])
    hint.get_by_role("button", name="Which move could help?").click()
    expect(hint.get_by_role("heading", level=3)).to_have_text(["What Dawn needs now", "A move that could help"])
    accessible(page)
    page.get_by_role("button", name="Hint").click()  # the same button goes a step further too
    expect(hint.get_by_role("heading", level=3)).to_have_count(3)
    page.reload()
    expect(hint.get_by_role("heading", level=3)).to_have_count(3)
    example = hint.locator(".wording").inner_text()
    hint.get_by_role("button", name="Put it into my box").click()
    expect(page.get_by_role("textbox")).to_have_value(example)
    expect(page.get_by_role("textbox")).to_be_focused()
    assert len(asked) == 1
    page.keyboard.type(" Would you like to sit down?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-feedback")).to_have_count(1)
    page.get_by_role("button", name="Hint").click()
    expect(hint).to_have_count(2)
    expect(hint.last.get_by_role("heading", level=3)).to_have_count(1)


@pytest.mark.parametrize("size", [pytest.param(None, id="desktop"), pytest.param(SMALLEST, id="smallest")])
def test_in_a_time_out_the_parent_waits_and_the_coach_listens_also_after_a_reload(
    visit: Callable[..., Page],
    begin: Callable[..., None],
    reply: Say,
    accessible: Check,
    size: ViewportSize | None,
) -> None:
    page = visit(size) if size else visit()
    begin(page)
    reply(page, CURT)
    said = last_line(page).inner_text()
    page.get_by_role("button", name="Pause").click()
    view = page.get_by_role("region", name="Dawn waits")
    expect(view).to_be_visible()
    expect(view.get_by_role("heading", name="Dawn waits")).to_be_in_viewport()
    expect(view.locator("blockquote")).to_contain_text(re.sub(r"\(.*?\)", "", said).strip()[:20])
    expect(page.locator(".scroller > .log")).to_be_hidden()
    accessible(page)

    page.reload()
    expect(view).to_be_visible()
    view.get_by_role("button", name="Look back at the conversation").click()
    expect(page.locator(".scroller > .log")).to_be_visible()
    view.get_by_role("button", name="Hide the conversation").click()
    view.get_by_role("button", name="Why did I get these scores?").click()
    expect(page.locator(".log.aside .entry.coach").last).to_contain_text("Two-way communication")
    page.get_by_role("textbox", name="Your words to the coach").fill("What is empathy?")
    page.keyboard.press("Enter")
    answers = page.locator(".log.aside .entry.coach")
    expect(answers).to_have_count(3)
    accessible(page)

    page.get_by_role("button", name="Go on", exact=True).click()
    expect(view).to_have_count(0)
    expect(page.locator(".scroller > .log .entry.own").last).to_contain_text("What is empathy?")
    expect(page.get_by_role("textbox", name=re.compile("^Your reply to"))).to_be_focused()
    reply(page, KIND)
    expect(page.locator(".turn-feedback")).to_have_count(2)


def test_the_breathing_circle_can_be_held_still_and_is_still_for_those_who_want_less_movement(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit(still=False)
    begin(page)
    page.get_by_role("button", name="Pause").click()
    hold = page.get_by_role("button", name="Hold the circle still")
    expect(hold).to_be_visible()
    assert page.evaluate(MOVING) > 0
    hold.click()
    expect(page.get_by_role("button", name="Let the circle breathe")).to_be_visible()
    assert page.evaluate(MOVING) == 0

    calm = visit()
    begin(calm)
    calm.get_by_role("button", name="Pause").click()
    expect(calm.get_by_text("breathe in", exact=True)).to_be_visible()
    assert calm.evaluate(MOVING) == 0


@pytest.mark.parametrize("size", [pytest.param(None, id="desktop"), pytest.param(PHONE, id="phone")])
def test_a_reply_taken_again_stands_beside_the_one_before_also_after_a_reload(
    visit: Callable[..., Page],
    begin: Callable[..., None],
    reply: Say,
    accessible: Check,
    size: ViewportSize | None,
) -> None:
    page = visit(size) if size else visit()
    begin(page)
    reply(page, CURT)
    first_answer = last_line(page).inner_text()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".entry.own.earlier")).to_contain_text("Calm down")
    page.reload()  # between the two tries: the first stays readable
    expect(page.locator(".entry.own.earlier")).to_contain_text("Calm down")
    reply(page, KIND)
    second_answer = last_line(page).inner_text()

    def beside() -> None:
        tries = page.locator(".tries")
        expect(tries.locator("summary")).to_contain_text(re.compile(r"Empathy \d → 3"))
        if size:
            expect(tries.locator(".trials")).to_be_hidden()
            tries.locator("summary").click()
        before, after = tries.locator(".trial").all()
        expect(before).to_contain_text("Before")
        expect(before.locator("mark").first).to_contain_text("Calm down")
        expect(before).to_contain_text(first_answer)
        expect(after).to_contain_text("Now")
        expect(after.locator("mark").first).to_contain_text("You're right to be furious")
        expect(after).to_contain_text(second_answer)
        accessible(page)

    beside()
    page.reload()
    expect(page.locator(".entry.own.earlier")).to_contain_text("Calm down")
    beside()


def test_leaving_says_that_the_conversation_is_kept_and_it_can_be_gone_on_with(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, accessible: Check
) -> None:
    page = visit()
    begin(page)
    reply(page, KIND)
    page.keyboard.press("Escape")
    dialog = page.get_by_role("dialog", name="Leave for now?")
    expect(dialog).to_contain_text("The conversation is kept")
    accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which conversation would you like to practise?")
    page.go_back()
    expect(page.locator(".turn-feedback")).to_have_count(1)
    expect(page.locator(".entry.parent")).to_have_count(2)


def test_several_bubbles_take_their_time_and_never_long(visit: Callable[..., Page], begin: Callable[..., None]) -> None:
    page = visit(still=False)
    begin(page)
    page.get_by_role("textbox").fill(CURT)
    with page.expect_response(re.compile("/replies$")) as answered:
        page.keyboard.press("Enter")
    expect(page.locator(".entry.own")).to_have_count(1)
    bubbles = next(m["bubbles"] for m in answered.value.json()["messages"] if m["speaker"] == "parent")
    expect(page.locator(".thinking")).to_contain_text("Dawn Pritchard is about to answer")
    last = page.locator(".log > .entry.parent").last.locator(".bubble").nth(len(bubbles) - 1)
    expect(page.locator(".log > .entry.parent")).to_have_count(2, timeout=2_500)
    expect(last).to_be_visible(timeout=2_500)
