"""Facilitators sign in, are invited, and lose nothing when their time is over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.rasa

Enter = Callable[..., Page]
Check = Callable[[Page], None]


def test_whoever_comes_first_signs_in_and_is_told_what_to_do(enter: Enter, accessible: Check) -> None:
    page = enter()
    expect(page.get_by_role("heading", name="Your first workshop")).to_be_visible()
    expect(page.get_by_role("listitem")).to_have_count(3)
    accessible(page)
    page.reload()
    expect(page.get_by_role("heading", name="Your first workshop")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    accessible(page)


def test_a_wrong_password_is_told_in_words_and_the_name_stays(
    at_the_door: Enter, sign_in: Callable[..., None], add_facilitator: Callable[..., None], new_name: str
) -> None:
    add_facilitator(new_name)
    page = at_the_door(faults=True)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Type your name.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    sign_in(page, new_name, "not my password at all")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Name", exact=True)).to_have_value(new_name)
    sign_in(page, new_name)
    expect(page.get_by_role("heading", name="Workshops", level=1)).to_be_visible()


def test_a_deep_link_leads_on_after_signing_in(
    at_the_door: Enter, sign_in: Callable[..., None], add_facilitator: Callable[..., None], new_name: str
) -> None:
    add_facilitator(new_name)
    page = at_the_door("#/new")
    sign_in(page, new_name)
    expect(page.get_by_role("heading", name="New workshop", level=1)).to_be_visible()


def test_an_administrator_invites_somebody_who_begins_at_once(
    enter: Enter, at_the_door: Enter, show: Callable[..., None], accessible: Check, new_name: str
) -> None:
    page = enter(administrator=True)
    page.get_by_role("link", name="Facilitators").click()
    expect(page.get_by_text("invitation").last).to_be_visible()
    withdraw = page.get_by_role("button", name="Withdraw the invitation")
    many = withdraw.count()
    page.get_by_role("button", name="Make a link").click()
    address = page.locator(".address").inner_text()
    expect(withdraw).to_have_count(many + 1)
    accessible(page)

    other = at_the_door(f"#{address.split('#')[1]}")
    expect(other.get_by_role("heading", name="Welcome, facilitator")).to_be_visible()
    accessible(other)
    other.get_by_label("Your name").fill(f"{new_name} Junior")
    other.get_by_label("A password", exact=True).fill("short")
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_text("10 characters or more: this has 5.")).to_be_visible()
    other.get_by_label("A password", exact=True).fill("seven brown paper kites")
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_role("heading", name="Workshops", level=1)).to_be_visible()
    assert "invitation" not in other.url
    expect(other.get_by_role("link", name="Facilitators")).to_have_count(0)

    page.reload()
    expect(page.get_by_role("heading", name="Facilitators", level=1)).to_be_visible()
    expect(withdraw).to_have_count(many)
    page.get_by_role("button", name=f"Close the account of {new_name} Junior").click()
    page.get_by_role("dialog").get_by_role("button", name="Close the account").click()
    expect(page.get_by_role("row", name=f"{new_name} Junior")).to_contain_text("closed on")


def test_an_invitation_that_went_astray_is_withdrawn(enter: Enter, at_the_door: Enter, accessible: Check) -> None:
    page = enter(administrator=True)
    page.get_by_role("link", name="Facilitators").click()
    page.get_by_role("button", name="Make a link").click()
    address = page.locator(".address").inner_text()
    withdraw = page.get_by_role("button", name="Withdraw the invitation for a facilitator")
    expect(withdraw.first).to_be_visible()
    many = withdraw.count()
    withdraw.first.click()
    expect(withdraw).to_have_count(many - 1)
    expect(page.locator(".address")).to_have_count(0)
    accessible(page)
    other = at_the_door(f"#{address.split('#')[1]}", faults=True)
    other.get_by_label("Your name").fill("Somebody")
    other.get_by_label("A password", exact=True).fill("seven brown paper kites")
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_role("alert")).to_contain_text("Ask the administrator for a new one")


def test_a_used_link_says_what_to_do(at_the_door: Enter) -> None:
    page = at_the_door("#invitation=nobody-has-this-token", faults=True)
    page.get_by_label("Your name").fill("Somebody")
    page.get_by_label("A password", exact=True).fill("seven brown paper kites")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("alert")).to_contain_text("Ask the administrator for a new one")
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


def test_the_password_can_be_changed(
    enter: Enter, sign_in: Callable[..., None], accessible: Check, new_name: str
) -> None:
    page = enter()
    page.get_by_role("link", name="your account").click()
    page.get_by_label("Password until now", exact=True).fill("harbour violet ladder")
    page.get_by_label("New password", exact=True).fill("seven brown paper kites")
    page.get_by_role("button", name="Show what is typed: New password").click()
    expect(page.get_by_label("New password", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("status")).to_contain_text("Your password is changed.")
    accessible(page)
    page.locator("main").get_by_role("button", name="Sign out").click()
    sign_in(page, new_name, "seven brown paper kites")
    expect(page.get_by_role("heading", name="Workshops", level=1)).to_be_visible()


def test_what_was_typed_stays_when_the_sign_in_is_over(
    enter: Enter, show: Callable[..., None], accessible: Check
) -> None:
    page = enter(faults=True)
    show(page, "new", "New workshop")
    page.get_by_role("textbox", name="Title").fill("An evening that must not be lost")
    page.context.clear_cookies()
    page.get_by_role("button", name="Create the workshop").click()
    dialog = page.get_by_role("dialog", name="Sign in to go on")
    expect(dialog).to_contain_text("Nothing is lost")
    accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill("harbour violet ladder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="An evening that must not be lost", level=1)).to_be_visible()


def test_a_server_out_of_reach_loses_nothing_either(enter: Enter, show: Callable[..., None]) -> None:
    page = enter(faults=True)
    show(page, "new", "New workshop")
    page.get_by_role("textbox", name="Title").fill("Typed on a train")
    page.context.set_offline(True)
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.locator(".form-problem")).to_contain_text("Nothing you typed is lost")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("You had begun this before.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Typed on a train")
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.get_by_role("heading", name="Typed on a train", level=1)).to_be_visible()
