"""Workshops are made in two minutes, changed, shown on a projector, ended, and deleted for good."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

pytestmark = pytest.mark.rasa

Enter = Callable[..., Page]
Check = Callable[[Page], None]
Make = Callable[..., dict[str, Any]]
Join = Callable[..., Any]
Show = Callable[[Page, str, str], None]

TABLET = ViewportSize(width=1024, height=768)
UPRIGHT = ViewportSize(width=768, height=1024)
PHONE = ViewportSize(width=375, height=812)


def test_a_workshop_is_there_after_one_press(enter: Enter, accessible: Check) -> None:
    page = enter()
    page.get_by_role("link", name="New workshop").click()
    accessible(page)
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Workshop, ")
    expect(page.locator(".join-code")).to_have_text(re.compile(r"^[A-Z0-9]{3} [A-Z0-9]{3}$"))
    expect(page.get_by_text("Nobody has joined yet.")).to_be_visible()
    expect(page.get_by_text("This address works on this machine only.")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Workshops", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(1)
    accessible(page)


def test_conversations_are_chosen_and_ordered_by_keyboard(enter: Enter, show: Show) -> None:
    page = enter()
    show(page, "new", "New workshop")
    picked = page.get_by_role("list", name="In this workshop").get_by_role("listitem")
    for _ in range(2):
        page.get_by_role("button", name="Take out:").first.focus()
        page.keyboard.press("Enter")
    expect(picked).to_have_text(["None yet. Add one from the list."])
    page.get_by_role("button", name="Create the workshop").press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Choose at least one conversation.")).to_be_visible()
    page.get_by_role("searchbox", name="Search").fill("angry parent")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add: An angry parent")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("searchbox", name="Search").fill("too little care")
    page.get_by_role("button", name="Add: Signs of too little care").press("Enter")
    up = page.get_by_role("button", name="Move up: Signs of too little care")
    up.press("Enter")
    expect(up).to_be_focused()
    expect(page.locator(".picker [role=status]")).to_have_text("Signs of too little care: now 1 of 2.")
    expect(picked.locator("strong")).to_have_text(["Signs of too little care", "An angry parent"])
    page.get_by_role("button", name="Create the workshop").press("Enter")
    order = page.get_by_role("list").filter(has_text="An angry parent").get_by_role("listitem")
    expect(order).to_have_text(["Signs of too little care", "An angry parent"])


def test_conversations_are_ordered_with_the_mouse(enter: Enter, show: Show) -> None:
    page = enter()
    show(page, "new", "New workshop")
    titles = page.get_by_role("list", name="In this workshop").locator("strong")
    first, second = titles.all_inner_texts()
    rows = page.get_by_role("list", name="In this workshop").get_by_role("listitem")
    rows.nth(1).drag_to(rows.nth(0))
    expect(titles).to_have_text([second, first])


def test_everything_that_is_wished_holds_and_can_be_changed(enter: Enter, show: Show, accessible: Check) -> None:
    page = enter()
    show(page, "new", "New workshop")
    page.get_by_role("textbox", name="Title").fill("Home visits, two weeks")
    page.get_by_role("radio", name="At the end").check()
    page.get_by_role("checkbox", name="People may take a reply again").uncheck()
    page.get_by_role("checkbox", name="Limit the time of each talk").check()
    page.get_by_label("Minutes for a talk").fill("0")
    page.get_by_role("radio", name="Names they choose").check()
    page.get_by_role("radio", name="Between two dates").check()
    page.get_by_label("Keep everything for").fill("30")
    page.get_by_label("Whom can people turn to").fill("Robin Vale, extension 12")
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.get_by_text("A whole number from 1 to 180.")).to_be_visible()
    expect(page.get_by_label("Minutes for a talk")).to_be_focused()
    expect(page.get_by_text("Say when it closes")).to_be_visible()
    accessible(page)
    page.get_by_label("Minutes for a talk").fill("20")
    page.get_by_label("Closes").fill("2090-12-24T16:00")
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.get_by_role("heading", name="Home visits, two weeks", level=1)).to_be_visible()
    rules = page.locator(".facts-list")
    for rule in ("at the end", "20 minutes", "chosen by people", "24 Dec", "30 days", "Robin Vale, extension 12"):
        expect(rules).to_contain_text(rule)

    page.get_by_role("link", name="Change").click()
    expect(page.get_by_label("Minutes for a talk")).to_have_value("20")
    page.get_by_role("textbox", name="Title").fill("Home visits, three weeks")
    page.get_by_role("checkbox", name="Limit the time of each talk").uncheck()
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("heading", name="Home visits, three weeks", level=1)).to_be_visible()
    expect(rules).to_contain_text("no limit")


def test_what_people_were_promised_stays(
    enter: Enter, make_workshop: Make, join: Join, show: Show, accessible: Check
) -> None:
    page = enter()
    workshop = make_workshop(page, consent_text="We talk about it among ourselves.")
    join(workshop, "Sal")
    show(page, f"workshop/{workshop['id']}/edit", "Change “Year 4 team”")
    expect(page.get_by_label("What people read before")).not_to_be_editable()
    expect(page.get_by_role("radio", name="Their own names")).to_be_disabled()
    accessible(page)
    page.get_by_role("textbox", name="Title").fill("Year 5 team")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("heading", name="Year 5 team", level=1)).to_be_visible()


def test_the_code_fills_a_projector_and_counts_who_comes(
    enter: Enter, make_workshop: Make, join: Join, show: Show, accessible: Check, served: str
) -> None:
    page = enter()
    workshop = make_workshop(page)
    code = workshop["join_code"]
    show(page, f"workshop/{workshop['id']}/join", "Join the workshop")
    expect(page.get_by_text(f"The code is {' '.join(code)}")).to_be_attached()
    size = page.locator(".huge-code").evaluate("code => parseFloat(getComputedStyle(code).fontSize)")
    assert size >= 150, "readable from the last row"
    picture = page.get_by_role("img", name=f"QR code that leads to {served}/join/{code}")
    expect(picture).to_be_visible()
    drawn = "image => image.decode().then(() => image.naturalWidth > 0)"
    assert picture.evaluate(drawn)
    expect(page.get_by_text("Nobody has joined yet")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    accessible(page)
    join(workshop, "Sal")
    expect(page.get_by_text("1 person joined")).to_be_visible(timeout=3_000)
    join(workshop, "Kim")
    expect(page.get_by_text("2 people joined")).to_be_visible(timeout=3_000)
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", name="Year 4 team", level=1)).to_be_visible()


def test_the_address_on_the_projector_leads_to_where_one_joins(
    enter: Enter, make_workshop: Make, visit: Callable[..., Page], served: str
) -> None:
    code = make_workshop(enter())["join_code"]
    page = visit()
    page.goto(f"{served}/join/{code}")
    assert page.url == f"{served}/#/join/{code}"


def test_a_workshop_is_ended_after_asking(enter: Enter, make_workshop: Make, show: Show, accessible: Check) -> None:
    page = enter()
    workshop = make_workshop(page)
    show(page, f"workshop/{workshop['id']}", "Year 4 team")
    page.get_by_role("button", name="End the workshop").click()
    page.get_by_role("button", name="Let it go on").click()
    expect(page.get_by_role("heading", name="Let people join")).to_be_visible()
    page.get_by_role("button", name="End the workshop").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(page.get_by_text("You can still look back on it.")).to_be_visible()
    expect(page.get_by_role("heading", name="Let people join")).to_have_count(0)
    accessible(page)


def test_a_workshop_is_deleted_only_by_typing_its_code(
    enter: Enter, make_workshop: Make, join: Join, show: Show, accessible: Check
) -> None:
    page = enter(faults=True)
    workshop = make_workshop(page)
    join(workshop, "Sal")
    place = f"workshop/{workshop['id']}"
    show(page, place, "Year 4 team")
    page.get_by_role("button", name="Delete the workshop").click()
    dialog = page.get_by_role("dialog", name="Delete “Year 4 team”?")
    expect(dialog).to_contain_text("What 1 person said in it")
    accessible(page)
    dialog.get_by_role("button", name="Delete everything in it").click()
    expect(dialog.get_by_text("That is not the code.")).to_be_visible()
    dialog.get_by_role("textbox").fill("AAA AAA")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("That is not the code.")).to_be_visible()
    dialog.get_by_role("textbox").fill(workshop["join_code"].lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("“Year 4 team” is deleted.")
    expect(page.get_by_role("heading", name="Your first workshop")).to_be_visible()
    show(page, place, "That did not work")


def test_a_workshop_that_is_being_deleted_is_not_asked_after_meanwhile(
    enter: Enter, make_workshop: Make, show: Show
) -> None:
    page = enter()
    workshop = make_workshop(page)
    show(page, f"workshop/{workshop['id']}", "Year 4 team")

    def slowly(route: Route) -> None:
        if route.request.method == "DELETE":
            answer = route.fetch()
            page.wait_for_timeout(3_000)
            route.fulfill(response=answer)
        else:
            route.continue_()

    page.route(f"**/api/workshops/{workshop['id']}", slowly)
    page.get_by_role("button", name="Delete the workshop").click()
    page.get_by_role("dialog").get_by_role("textbox").fill(workshop["join_code"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("“Year 4 team” is deleted.")


def test_somebody_elses_workshop_is_not_there(
    enter: Enter,
    make_workshop: Make,
    show: Show,
    at_the_door: Enter,
    sign_in: Callable[..., None],
    add_facilitator: Any,
) -> None:
    workshop = make_workshop(enter())
    add_facilitator("Somebody Else")
    other = at_the_door(faults=True)
    sign_in(other, "Somebody Else")
    expect(other.get_by_role("heading", name="Your first workshop")).to_be_visible()
    for part in ("", "/board", "/join", "/edit"):
        show(other, f"workshop/{workshop['id']}{part}", "That did not work")


def test_what_was_said_is_taken_along_and_it_is_noted_who_took_it(
    enter: Enter, make_workshop: Make, join: Join, show: Show, accessible: Check, new_name: str
) -> None:
    page = enter()
    workshop = make_workshop(page)
    place = f"workshop/{workshop['id']}/take"
    show(page, place, "Year 4 team Taking along")
    expect(page.get_by_role("heading", name="There is nothing to take along yet")).to_be_visible()
    expect(page.get_by_text("Nobody has looked")).to_be_visible()
    sal = join(workshop, "Sal")
    sal.begin()
    sal.reply("We should have rung you. I'm sorry. What did he say when he came home?")
    page.reload()
    expect(page.get_by_text("1 person, 1 talk, 1 reply.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Workbook (XLSX)").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.path().stat().st_size > 5_000
    expect(page.get_by_text("is on its way to your downloads.")).to_be_visible()
    accessible(page)
    page.get_by_role("checkbox", name="With names").check()
    with page.expect_download():
        page.get_by_role("button", name="Tables (CSV)").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sal (opens beside this page)").click()
    expect(opened.value.get_by_text("Sal").first).to_be_visible()
    page.reload()
    noted = page.get_by_role("row").filter(has_text=new_name)
    expect(noted).to_have_count(3)
    expect(noted.filter(has_text="took along").filter(has_text="with names").first).to_be_visible()
    accessible(page)


@pytest.mark.parametrize(("size", "dark"), [(TABLET, False), (UPRIGHT, True), (PHONE, False), (PHONE, True)])
def test_every_page_fits_its_screen(
    enter: Enter,
    make_workshop: Make,
    join: Join,
    show: Show,
    accessible: Check,
    size: ViewportSize,
    dark: bool,
) -> None:
    page = enter(administrator=True, size=size, dark=dark)
    workshop = make_workshop(
        page, "A long title for the teachers of Years 4, 5 and 6 who meet on Thursdays", minutes=20
    )
    join(workshop, "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley").begin()
    for place in ("", "new", "people", "account", *(f"workshop/{workshop['id']}/{part}" for part in PARTS)):
        show(page, place, "")
        page.wait_for_timeout(200)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{place} is {wide} pixels wide"
        accessible(page)


PARTS = ("", "edit", "join", "board", "projector", "take")
