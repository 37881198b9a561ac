"""Taking part in a workshop: keeping to its rules, hearing the facilitator, deciding about one's words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.page.taking_part import SIZES, SOON, Workshop, begin, come, join, strip, to_workshop

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

WARM = "I'm so sorry, we should have rung you at once. How is Joey now?"


def test_the_rules_of_the_workshop_hold_and_one_may_also_practise_outside_it(
    visit: Callable[..., Page],
    workshop: Callable[..., Workshop],
    reply: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
) -> None:
    group = workshop(coaching="end", retries=False)
    page = visit()
    join(page, group)
    expect(page.get_by_text("Each reply counts: none can be taken back.")).to_be_visible()
    page.get_by_role("button", name="Worried about a real child?").click()
    expect(page.get_by_role("dialog").get_by_text("Marieke Vos, room 1.12")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    expect(page.get_by_text("This is part of the workshop Tuesday group.")).to_be_visible()
    expect(page.get_by_role("radio", name="After each reply")).to_have_count(0)
    accessible(page)
    page.get_by_role("link", name="Practise it on your own instead").click()
    expect(page.get_by_role("radio", name="After each reply")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("This is part of the workshop Tuesday group.")).to_be_visible()
    # It holds from the first reply on, also where the page has not heard of the workshop since.
    page.route("**/here", lambda _: None)
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible()
    reply(page, WARM)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Try again"))).to_have_count(0)
    page.unroute("**/here")  # what was held back goes on
    expect(page.locator(".own mark")).to_have_count(0)
    me: dict[str, Any] = {}
    for _ in range(40):  # until the page has told where it is
        (me,) = group.board()
        if me["condition"] == "talking":
            break
        page.wait_for_timeout(250)
    assert (me["condition"], me["scenario"], me["turn"]) == ("talking", "angry_parent", 1)


def test_messages_are_heard_calmly_also_in_the_middle_of_a_talk(
    visit: Callable[..., Page], workshop: Callable[..., Workshop], accessible: Callable[[Page], None]
) -> None:
    group = workshop()
    page = visit()
    join(page, group)
    begin(page)
    page.get_by_role("textbox").fill("I am so")
    group.tells("Ten minutes to the break.")
    expect(strip(page).get_by_role("status").filter(has_text="Ten minutes to the break.")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value("I am so")
    accessible(page)
    strip(page).get_by_role("button", name="Got it").click()
    expect(strip(page).get_by_text("Ten minutes to the break.")).to_have_count(0)
    expect(strip(page).get_by_role("link", name="Tuesday group")).to_be_focused()
    page.reload()
    expect(page.locator(".entry.parent").first).to_be_visible()
    expect(strip(page)).to_be_visible()
    expect(page.get_by_text("Ten minutes to the break.")).to_have_count(0)
    to_workshop(page)
    notes = page.get_by_role("region", name="From your facilitator")
    expect(notes).to_contain_text("Ten minutes to the break.")
    group.tells("We begin again.")
    expect(notes.get_by_text("We begin again.")).to_be_visible(timeout=SOON)


def test_one_is_told_before_the_time_is_over_and_can_still_finish_then(
    visit: Callable[..., Page],
    workshop: Callable[..., Workshop],
    reply: Callable[[Page, str], None],
    began_earlier: Callable[..., None],
) -> None:
    group = workshop(minutes=7)
    page = visit(faults=True)
    join(page, group)
    begin(page)
    said = strip(page).get_by_role("status")
    expect(strip(page).get_by_text("7 minutes left")).to_be_visible(timeout=SOON)
    reply(page, WARM)
    began_earlier(minutes=2, seconds=10)
    expect(said.filter(has_text="You have 5 minutes left in this conversation.")).to_have_count(1, timeout=SOON)
    group.gives_time(10)
    expect(said.filter(has_text="Your facilitator has given you more time")).to_have_count(1, timeout=SOON)
    began_earlier(minutes=20)
    expect(said.filter(has_text="Your time is over")).to_have_count(1, timeout=SOON)
    page.get_by_role("textbox").fill("And one more thing")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("The time for this conversation is over")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("And one more thing")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Your summary")).to_be_visible()
    to_workshop(page)
    expect(page.get_by_role("link", name="Look back: An angry parent")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Money trouble")).to_contain_text("Next")


@pytest.mark.parametrize("where", ["workshop", "practice"])
def test_what_one_allows_can_be_seen_and_changed_at_any_time(
    visit: Callable[..., Page], workshop: Callable[..., Workshop], accessible: Callable[[Page], None], where: str
) -> None:
    group = workshop()
    page = visit()
    join(page, group, "My facilitator may read", "My words may be shown")
    if where == "practice":
        page.get_by_role("link", name="My practice").click()
        expect(page.get_by_text("You allow: reading, showing to the group.")).to_be_visible()
        page.get_by_text("What you allow").click()
    expect(page.get_by_role("checkbox", name="My facilitator may read")).to_be_checked()
    page.get_by_role("checkbox", name="My words may be shown").uncheck()
    page.get_by_role("checkbox", name="My conversations may help").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. It holds from now on.")).to_be_visible()
    assert group.board()[0]["consent"] == {"read": True, "show": False, "improve": True, "tell": False}
    accessible(page)
    page.reload()
    if where == "practice":
        page.get_by_text("What you allow").click()
    expect(page.get_by_role("checkbox", name="My words may be shown")).not_to_be_checked()


def test_leaving_the_workshop_is_asked_about_and_holds_everywhere(
    visit: Callable[..., Page], workshop: Callable[..., Workshop], reply: Callable[[Page, str], None]
) -> None:
    group = workshop()
    page = visit()
    join(page, group, "My facilitator may read")
    begin(page)
    reply(page, WARM)
    to_workshop(page)
    page.get_by_role("button", name="Leave the workshop").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave it").click()
    expect(page.get_by_role("heading", name=re.compile("You have left the workshop"))).to_be_focused()
    expect(strip(page)).to_have_count(0)
    assert group.board() == []
    page.get_by_role("main").get_by_role("link", name="My practice").click()
    expect(page.get_by_role("link", name="Look back: An angry parent")).to_be_visible()
    expect(page.get_by_role("heading", name="Workshops")).to_have_count(0)


def test_another_device_takes_part_with_the_code_of_the_practice(
    visit: Callable[..., Page], workshop: Callable[..., Workshop], reply: Callable[[Page, str], None]
) -> None:
    group = workshop(coaching="end", retries=False)
    page = visit()
    join(page, group)
    code = re.search(r"(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}", page.get_by_text("Your code, ").inner_text())
    assert code is not None
    begin(page)
    reply(page, WARM)

    other = visit(ViewportSize(width=390, height=844))
    other.get_by_role("link", name="My practice").click()
    other.get_by_role("textbox", name="Your code").fill(code[0])
    other.get_by_role("button", name="Fetch my practice").click()
    to_workshop(other)
    other.get_by_role("button", name="Go on: An angry parent").click()
    expect(other.locator(".entry.own")).to_contain_text("we should have rung you at once")
    expect(other.get_by_role("button", name=re.compile("^Try again"))).to_have_count(0)
    assert len(group.board()) == 1


def test_when_the_workshop_is_over_one_is_told_what_now(
    visit: Callable[..., Page],
    workshop: Callable[..., Workshop],
    reply: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
) -> None:
    group = workshop()
    page = visit()
    join(page, group)
    begin(page)
    reply(page, WARM)
    to_workshop(page)
    group.ends()
    expect(page.get_by_role("heading", name="The workshop is over")).to_be_visible(timeout=SOON)
    expect(strip(page).get_by_text("The workshop is over.")).to_be_visible()
    expect(page.get_by_role("link", name="Read the briefing: Money trouble at home")).to_have_count(0)
    accessible(page)
    page.get_by_role("link", name="Conversations").click()
    page.get_by_role("link", name="Read the briefing: Money trouble at home").click()
    expect(page.get_by_role("radio", name="After each reply")).to_be_visible()
    strip(page).get_by_role("button", name="Got it").click()
    expect(strip(page)).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="My practice").click()
    page.get_by_role("link", name="Tuesday group").click()
    expect(page.get_by_role("heading", name="The workshop is over")).to_be_visible()
    late = visit()
    come(late, group)
    expect(late.get_by_text("This workshop is over, so one can no longer join it.")).to_be_visible()
    accessible(late)
    late.get_by_role("link", name="Practise on your own").click()
    expect(late.get_by_role("heading", name="Which conversation would you like to practise?")).to_be_visible()


@pytest.mark.parametrize("size", SIZES, ids=["desktop", "narrow"])
def test_a_reply_that_is_put_to_the_group_can_be_scored_by_everybody(
    visit: Callable[..., Page],
    workshop: Callable[..., Workshop],
    reply: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
    product: Any,
    size: ViewportSize,
) -> None:
    group = workshop()
    author = visit()
    join(author, group, "My words may be shown")
    begin(author)
    reply(author, WARM)
    with closing(sqlite3.connect(product.data / "alongside.db", timeout=30)) as records:
        (turn,) = records.execute("select max(id) from turns").fetchone()

    page = visit(size)
    join(page, group)
    page.get_by_role("link", name="Conversations").click()
    group.marks(turn, "picked")
    strip(page).get_by_role("link", name="The group looks at a reply").click(timeout=SOON)
    vote = page.get_by_role("region", name="The group looks at a reply")
    expect(vote).to_contain_text(WARM)
    vote.get_by_role("button", name="Give my scores").click()
    expect(vote.get_by_role("status")).to_have_text("Please give all the scores.")
    accessible(page)
    for question in vote.get_by_role("group").all():
        question.get_by_role("radio", name="2 good").check()
    vote.get_by_role("button", name="Give my scores").click()
    expect(vote.get_by_role("status")).to_contain_text("Your scores are in.")
    page.reload()
    expect(vote.get_by_role("radio", name="2 good").first).to_be_checked()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    group.marks(turn, "revealed")
    expect(vote).to_have_count(0, timeout=SOON)
