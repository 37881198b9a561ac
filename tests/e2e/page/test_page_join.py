"""Joining a workshop: with its code alone, and with nothing allowed that one does not want."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.page.taking_part import SIZES, Workshop, come, join, strip

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

WARM = "I'm so sorry, we should have rung you at once. How is Joey now?"


@pytest.mark.parametrize("size", SIZES, ids=["desktop", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_one_joins_with_the_code_alone_and_need_allow_nothing(
    visit: Callable[..., Page],
    workshop: Callable[..., Workshop],
    accessible: Callable[[Page], None],
    size: ViewportSize,
    dark: bool,
) -> None:
    group = workshop(consent_text="We look back together.\nWhat is said here stays here.")
    page = visit(size, dark=dark)
    page.get_by_role("textbox", name="I have a workshop code").fill(f" {group.code[:3].lower()} {group.code[3:]}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Tuesday group")).to_be_focused()
    expect(page.get_by_text("What is said here stays here.")).to_be_visible()
    expect(page.get_by_text("Marieke Vos, room 1.12")).to_be_visible()
    mine = page.get_by_role("group", name="What may be done with your words?").get_by_role("checkbox")
    expect(mine).to_have_count(3)
    for box in mine.all():
        expect(box).not_to_be_checked()
    accessible(page)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text(re.compile(r"You have joined, as [A-Z]\w+ [A-Z]\w+\."))).to_be_visible()
    expect(page.get_by_role("list").filter(has_text="Money trouble").get_by_role("heading")).to_have_text(
        ["An angry parent", "Money trouble at home"]
    )
    (me,) = group.board()
    assert me["consent"] == {"read": False, "show": False, "improve": False, "tell": False}
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)


def test_a_wrong_code_is_told_kindly_and_can_be_mended(
    visit: Callable[..., Page], workshop: Callable[..., Workshop], accessible: Callable[[Page], None]
) -> None:
    group = workshop()
    page = visit(faults=True)
    page.get_by_role("textbox", name="I have a workshop code").fill("2B or not")
    page.get_by_role("button", name="Join").click()
    box = page.get_by_role("textbox", name="Code of the workshop")
    expect(page.get_by_role("alert")).to_contain_text("six letters and figures")
    expect(box).to_be_focused()
    expect(box).to_have_value("2B or not")
    accessible(page)
    box.fill("CCCCCC")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no workshop with the code CCCCCC")
    page.get_by_role("textbox", name="Code of the workshop").fill(group.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tuesday group")).to_be_visible()


def test_where_names_are_chosen_one_is_needed_and_nobody_takes_anothers(
    visit: Callable[..., Page], workshop: Callable[..., Workshop]
) -> None:
    group = workshop(names="chosen")
    join(visit(), group, name="Fatma")
    page = visit(faults=True)
    come(page, group)
    page.get_by_role("button", name="Join").click()
    box = page.get_by_role("textbox", name="A name for the workshop")
    expect(page.get_by_role("alert")).to_have_text("Please fill in a name.")
    expect(box).to_be_focused()
    box.fill("fatma")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("fatma")
    box.fill("Zeynep")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("You have joined, as Zeynep.")).to_be_visible()


def test_who_has_joined_and_comes_by_the_link_again_finds_the_page_of_the_workshop(
    visit: Callable[..., Page], workshop: Callable[..., Workshop]
) -> None:
    group = workshop()
    page = visit()
    join(page, group)
    come(page, group)
    expect(page.get_by_role("heading", name="The conversations, in order")).to_be_visible()
    assert len(group.board()) == 1


def test_who_takes_part_in_nothing_fetches_nothing_of_it(visit: Callable[..., Page]) -> None:
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="My practice").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    page.get_by_role("link", name="Conversations").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(strip(page)).to_have_count(0)
    assert [url for url in asked if "workshop" in url] == []


def test_the_widget_may_begin_with_joining(visit: Callable[..., Page], workshop: Callable[..., Workshop]) -> None:
    group = workshop()
    page = visit()
    script = f'<script src="/widget.js" data-workshop="{group.code}" data-open></script>'
    course = f"<!doctype html><html lang=en><title>Course</title><body><h1>Course</h1>{script}"
    page.route("**/course", lambda route: route.fulfill(body=course, content_type="text/html"))
    page.goto(f"{page.url}course")
    panel = page.get_by_role("dialog", name=re.compile("Alongside"))
    panel.get_by_role("button", name="Join").click()
    expect(panel.get_by_text("You have joined, as")).to_be_visible()
    panel.get_by_role("link", name="Read the briefing: An angry parent").click()
    expect(panel.get_by_text("This is part of the workshop Tuesday group.")).to_be_visible()


def test_the_workshop_speaks_dutch_too(
    visit: Callable[..., Page], workshop: Callable[..., Workshop], accessible: Callable[[Page], None]
) -> None:
    group = workshop(minutes=20)
    page = visit()
    join(page, group)
    page.get_by_role("combobox", name="Language").select_option("nl")
    expect(page.get_by_role("heading", name="De gesprekken, op volgorde")).to_be_visible()
    expect(page.get_by_role("region", name="Je workshop")).to_be_visible()
    accessible(page)
