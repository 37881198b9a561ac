"""What comes while a facilitator looks: told at once, shown when asked for; and colleagues who run a workshop too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.records import Consent, Records

pytestmark = pytest.mark.rasa

SHOWS, HIDES = Consent(read=True, show=True), Consent()
PROBE = "angry_parent/probe/where_were_you"


class Group:
    """Four people in a workshop; the last has not agreed that anybody sees their words."""

    def __init__(self, url: str, facilitator: str, fill_workshop: Callable[..., Any]) -> None:
        records = Records(url)
        me = next(one.id for one in records.facilitators() if one.name == facilitator)
        self._records = records
        self._filled = fill_workshop(url, me, [SHOWS] * 3 + [HIDES])
        self.id = self._filled.workshop.id

    def agrees(self, place: int, consent: Consent) -> None:
        """Let somebody agree to something else."""
        self._records.set_consent(self._filled.participants[place].trainee, self.id, consent)


@pytest.fixture
def group(product: Any, new_name: str, fill_workshop: Callable[..., Any]) -> Callable[[], Group]:
    """Fills a workshop of the facilitator who has entered."""
    return lambda: Group(f"sqlite:///{product.data}/alongside.db", new_name, fill_workshop)


@pytest.fixture
def look_at(
    enter: Callable[..., Page], group: Callable[[], Group], show: Callable[[Page, str, str], None]
) -> Callable[[str, str], tuple[Page, Group]]:
    """Opens a page of a workshop that was filled for it."""

    def look(place: str, heading: str) -> tuple[Page, Group]:
        page = enter()
        workshop = group()
        show(page, f"workshop/{workshop.id}/{place}", heading)
        return page, workshop

    return look


def letters(page: Page) -> list[str]:
    return page.locator(".wall-card .letter [aria-hidden]").all_inner_texts()


def news(page: Page) -> Locator:
    return page.locator(".news")


def test_what_comes_to_the_wall_is_told_and_moves_nothing_until_it_is_asked_for(
    look_at: Callable[[str, str], tuple[Page, Group]],
) -> None:
    page, workshop = look_at(f"wall/{PROBE}", "The wall")
    before = letters(page)
    assert len(before) == 3
    workshop.agrees(3, SHOWS)
    expect(news(page)).to_contain_text("1 new reply")
    assert letters(page) == before
    page.get_by_role("button", name="Show them").click()
    expect(page.locator(".wall-card")).to_have_count(4)
    assert set(before) < set(letters(page))
    expect(news(page)).not_to_contain_text("new")


def test_what_its_author_takes_back_leaves_the_wall_that_is_on_show(
    look_at: Callable[[str, str], tuple[Page, Group]],
) -> None:
    page, workshop = look_at(f"wall/{PROBE}", "The wall")
    before = letters(page)
    workshop.agrees(0, HIDES)
    expect(page.locator(".wall-card")).to_have_count(2)
    assert set(letters(page)) < set(before)
    expect(page.get_by_text("1 reply has been taken off the wall by its author.")).to_be_visible()


def test_what_comes_to_be_rated_is_taken_in_without_another_reply_under_ones_hands(
    look_at: Callable[[str, str], tuple[Page, Group]],
) -> None:
    page, workshop = look_at("rating", "Rating")
    words = page.locator(".said-step.own .as-said").inner_text()
    workshop.agrees(3, SHOWS)
    expect(news(page)).to_contain_text("to rate")
    page.get_by_role("button", name="Take them in").click()
    expect(news(page)).not_to_contain_text("to rate")
    assert page.locator(".said-step.own .as-said").inner_text() == words


def test_scores_that_are_changed_after_the_look_leave_the_first_to_count(
    look_at: Callable[[str, str], tuple[Page, Group]],
) -> None:
    page, _ = look_at("rating", "Rating")
    for choices, send in (("000", "Save and compare"), ("333", "Save the change")):
        page.locator(".rate-row input").first.focus()
        for choice in choices:
            page.keyboard.press(choice)
        page.get_by_role("button", name=send).click()
        expect(page.get_by_role("heading", name="Beside each other")).to_be_focused()
    expect(page.get_by_text("What you gave first (Two-way 0, Empathy 0, Boundaries 0) is kept")).to_be_visible()


def test_the_overview_tells_how_many_are_there_as_they_come(
    enter: Callable[..., Page],
    make_workshop: Callable[..., dict[str, Any]],
    join: Callable[..., Any],
    show: Callable[[Page, str, str], None],
) -> None:
    page = enter()
    workshop = make_workshop(page)
    show(page, f"workshop/{workshop['id']}", "Year 4 team")
    expect(page.get_by_text("Nobody has joined yet.")).to_be_visible()
    join(workshop, "Petra")
    expect(page.get_by_text("1 person joined")).to_be_visible()


def test_a_colleague_is_let_in_rates_the_same_replies_and_goes_again(
    enter: Callable[..., Page],
    at_the_door: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    add_facilitator: Callable[..., None],
    new_name: str,
    group: Callable[[], Group],
    show: Callable[[Page, str, str], None],
    accessible: Callable[[Page], None],
) -> None:
    page, colleague = enter(faults=True), f"Colleague of {new_name}"
    add_facilitator(colleague)
    workshop = group()
    show(page, f"workshop/{workshop.id}", "Autumn term")
    page.get_by_label("Name with which your colleague signs in").fill("Nobody at all")
    page.get_by_role("button", name="Let in").click()
    expect(page.get_by_role("alert").filter(has_text="“Nobody at all”")).to_be_visible()
    page.get_by_label("Name with which your colleague signs in").fill(colleague)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{colleague} runs this workshop with you now")).to_be_visible()
    accessible(page)

    other = at_the_door()
    sign_in(other, colleague)
    other.get_by_role("link", name="Autumn term", exact=True).click()
    expect(other.get_by_text(f"{new_name} has let you in")).to_be_visible()
    expect(other.get_by_role("button", name="Delete the workshop")).to_have_count(0)
    show(other, f"workshop/{workshop.id}/rating", "Rating")
    expect(other.get_by_text("You have rated 0 of")).to_be_visible()
    show(other, f"workshop/{workshop.id}", "Autumn term")
    other.get_by_role("button", name="Leave it to the others").click()
    other.get_by_role("button", name="Leave it", exact=True).click()
    expect(other.get_by_text("“Autumn term” is no longer among your workshops.")).to_be_visible()


def test_a_report_opened_when_signed_out_asks_to_sign_in_and_then_opens(
    enter: Callable[..., Page],
    at_the_door: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    new_name: str,
    group: Callable[[], Group],
    served: str,
) -> None:
    enter()
    workshop = group()
    page = at_the_door(faults=True)
    page.goto(f"{served}/api/workshops/{workshop.id}/exports/report")
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    sign_in(page, new_name)
    expect(page.get_by_text("Nobody’s words or name stands here.")).to_be_visible()
