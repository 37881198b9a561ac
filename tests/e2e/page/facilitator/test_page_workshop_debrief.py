"""A group looks back on its own words: the wall, pictures, replays and ratings, by mouse and by keyboard."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.records import Consent, Records

pytestmark = pytest.mark.rasa

TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 375, "height": 812}
CONSENTS = (*(Consent(read=True, show=True, improve=True),) * 5, Consent(read=False, show=True), Consent(read=True))
PROBE = "angry_parent/probe/where_were_you"

Check = Callable[[Page], None]


class Debrief:
    """The debrief of a filled workshop, on the page of its facilitator."""

    def __init__(self, page: Page, served: str, group: Any) -> None:
        self.page, self.group = page, group
        self._room = f"{served}/facilitator#/workshop/{group.workshop.id}"

    def open(self, place: str, heading: str) -> Page:
        self.page.goto(f"{self._room}/{place}")
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        return self.page

    def wall(self) -> Page:
        page = self.open(f"wall/{PROBE}", "The wall")
        expect(cards(page).first).to_be_visible()
        return page


def cards(page: Page) -> Locator:
    return page.locator(".wall-card")


def letters(page: Page) -> list[str]:
    return cards(page).locator(".letter [aria-hidden]").all_inner_texts()


def scores(page: Page) -> Locator:
    return cards(page).locator(".scores")


@pytest.fixture
def debrief(
    enter: Callable[..., Page],
    new_name: str,
    product: Any,
    served: str,
    fill_workshop: Callable[..., Any],
) -> Callable[..., Debrief]:
    """Opens the room of a facilitator in whose workshop seven people have talked."""

    def come(**wishes: Any) -> Debrief:
        page = enter(**wishes)
        url = f"sqlite:///{product.data}/alongside.db"
        records = Records(url)
        me = next(one.id for one in records.facilitators() if one.name == new_name)
        records.close()
        return Debrief(page, served, fill_workshop(url, me, CONSENTS))

    return come


def test_a_facilitator_leads_a_debrief_at_the_wall_with_the_keyboard_alone(debrief: Callable[..., Debrief]) -> None:
    page = debrief().wall()
    assert letters(page) == sorted(set(letters(page)))
    assert len(letters(page)) == 6
    expect(page.get_by_text("1 reply is not here")).to_be_visible()
    cards(page).first.focus()
    page.keyboard.press("ArrowRight")
    expect(cards(page).nth(1)).to_be_focused()
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Discuss 1 picked reply")).to_be_visible()
    expect(cards(page).nth(1)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("h")
    expect(cards(page)).to_have_count(5)
    expect(cards(page).last).to_be_focused()
    expect(page.get_by_text("1 hidden")).to_be_visible()
    expect(scores(page)).to_have_count(0)
    page.keyboard.press("r")
    expect(scores(page)).to_have_count(5)
    page.keyboard.press("r")
    expect(scores(page)).to_have_count(0)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    expect(cards(page).first).not_to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Reply")).to_be_visible()


def test_letters_are_no_keys_elsewhere_and_can_be_switched_off(debrief: Callable[..., Debrief]) -> None:
    page = debrief().wall()
    page.get_by_label("Moment").focus()
    page.keyboard.press("r")
    page.get_by_label("Sort by").focus()
    page.keyboard.press("h")
    expect(scores(page)).to_have_count(0)
    expect(cards(page)).to_have_count(6)
    page.get_by_label("Letter keys").uncheck()
    cards(page).first.focus()
    page.keyboard.press("r")
    page.keyboard.press("h")
    page.keyboard.press("ArrowRight")
    expect(cards(page).nth(1)).to_be_focused()
    expect(scores(page)).to_have_count(0)
    expect(cards(page)).to_have_count(6)


def test_the_wall_is_sorted_by_a_score_once_it_is_revealed_and_letters_stay(debrief: Callable[..., Debrief]) -> None:
    page = debrief().wall()
    said = dict(zip(letters(page), page.locator(".reply-words").all_inner_texts(), strict=True))
    assert page.get_by_label("Sort by").locator("option[value=empathy]").is_disabled()
    page.get_by_role("button", name="Reveal the scores").click()
    expect(page.get_by_role("button", name="Cover the scores")).to_be_focused()
    page.get_by_label("Sort by").focus()
    page.get_by_label("Sort by").select_option("empathy")
    expect(page.locator(".wall[aria-busy]")).to_have_count(0)
    expect(page.get_by_label("Sort by")).to_have_value("empathy")
    expect(page.get_by_label("Sort by")).to_be_focused()
    pips = [card.locator(".score").nth(1).locator(".pip.full").count() for card in cards(page).all()]
    assert pips == sorted(pips, reverse=True)
    assert pips[0] > pips[-1]
    assert {*letters(page)} == {*said}


def test_a_picked_reply_is_discussed_large_and_its_scores_come_with_the_groups_votes(
    debrief: Callable[..., Debrief], product: Any, accessible: Check
) -> None:
    room = debrief()
    page = room.wall()
    letter = letters(page)[0]
    page.get_by_role("button", name=f"Pick reply {letter} for discussion").click()
    page.get_by_role("button", name="Discuss 1 picked reply").click()
    expect(page.get_by_role("heading", level=1, name=f"Reply {letter}")).to_be_visible()
    expect(page.locator(".top-bar")).to_be_hidden()
    records = Records(f"sqlite:///{product.data}/alongside.db")
    turn = int(next(iter(records.wall_marks(room.group.workshop.id).marks.picked)))
    for who in room.group.participants[:3]:
        assert records.vote(who, (2, 3, None), turn)
    expect(page.get_by_text("3 votes so far")).to_be_visible()
    expect(page.locator(".ballot")).to_have_count(0)
    page.keyboard.press("r")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Empathy"))
    expect(row.get_by_role("cell").nth(3)).to_contain_text("3")
    expect(page.locator(".ballot .given").first).to_contain_text("Coach")
    assert not records.vote(room.group.participants[3], (1, 1, None), turn), "the vote is over"
    records.close()
    accessible(page)
    page.keyboard.press("a")
    expect(page.get_by_text("What the parent answered").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1, name="The wall")).to_be_visible()


def test_pictures_have_their_tables_and_are_taken_along(debrief: Callable[..., Debrief], tmp_path: Path) -> None:
    page = debrief().open("group", "Pictures of the group")
    figure = page.get_by_role("figure", name="How the scores spread")
    expect(figure.get_by_role("img", name="How the scores spread")).to_be_visible()
    figure.get_by_text("The figures as a table").click()
    expect(figure.get_by_role("row")).to_have_count(13)
    kept = {}
    for kind in ("SVG", "PNG", "CSV"):
        with page.expect_download() as download:
            figure.get_by_role("button", name=f"Save “How the scores spread” as {kind}").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        kept[kind] = file.read_bytes()
    assert kept["CSV"].decode("utf-8-sig").splitlines()[0] == "Score,Points,Replies,Of replies,Share"
    assert b'fill="#1d5c57"' in kept["SVG"]
    assert b"How the scores spread" in kept["SVG"]
    width, height = struct.unpack(">II", kept["PNG"][16:24])
    assert width > height > 300


def test_a_conversation_is_replayed_step_by_step_with_a_comment(debrief: Callable[..., Debrief]) -> None:
    page = debrief().open("talks", "Conversations")
    expect(page.get_by_text("1 conversation is not here")).to_be_visible()
    page.get_by_role("link", name="Replay Amber Heron 0").click()
    expect(page.get_by_text("Reply 1 of")).to_be_visible()
    expect(page.locator(".coachs .scores")).to_be_hidden()
    first = page.locator(".said-step.own").inner_text()
    page.get_by_role("button", name="Next", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Reply 2 of")).to_be_visible()
    assert page.locator(".said-step.own").inner_text() != first
    page.get_by_text("What the coach made of it").click()
    expect(page.locator(".coachs .scores")).to_be_visible()
    page.get_by_role("button", name="Add a comment").click()
    page.get_by_label("Your comment").fill("Here she begins to listen.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The comment is saved.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_text("Here she begins to listen.")).to_be_visible()
    page.get_by_role("button", name="Delete the comment “Here she begins to listen.”").click()
    expect(page.get_by_text("Here she begins to listen.")).to_have_count(0)


def test_two_conversations_stand_side_by_side(debrief: Callable[..., Debrief], accessible: Check) -> None:
    page = debrief().open("talks", "Conversations")
    for name in ("Amber Heron 0", "Amber Heron 1"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Replay the two side by side").click()
    expect(page.get_by_role("heading", level=1, name="Two conversations side by side")).to_be_visible()
    expect(page.locator(".replay-column")).to_have_count(2)
    boxes = [box for one in page.locator(".replay-column").all() if (box := one.bounding_box())]
    assert boxes[0]["y"] == boxes[1]["y"]
    accessible(page)


def test_a_facilitator_rates_blindly_with_the_keyboard_and_then_sees_how_far_they_agree(
    debrief: Callable[..., Debrief], accessible: Check
) -> None:
    page = debrief().open("rating", "Rating")
    expect(page.get_by_text("covered until you have saved yours")).to_be_visible()
    page.get_by_role("button", name="Save and compare").click()
    expect(page.get_by_text("Still to be scored: Two-way, Empathy, Boundaries.")).to_be_visible()
    for key in ("2", "1", "-"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Beside each other")).to_be_focused()
    expect(page.get_by_text("You have rated 1 of")).to_be_visible()
    expect(page.get_by_text("have scored one reply")).not_to_have_count(0)
    accessible(page)
    page.get_by_role("button", name="Next one to rate").click()
    expect(page.get_by_text("covered until you have saved yours")).to_be_visible()
    page.locator(".rate-row input").first.focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.get_by_role("heading", name="Beside each other")).to_be_visible()


def test_corrections_are_saved_as_a_gold_file(debrief: Callable[..., Debrief], tmp_path: Path) -> None:
    page = debrief().open("rating", "Rating")
    page.locator(".rate-row input").first.focus()
    # Until one is rated whose author agreed that it improves the scoring: most of them have.
    for _ in range(4):
        for key in ("0", "0", "0", "Enter"):
            page.keyboard.press(key)
        expect(page.get_by_role("heading", name="Beside each other")).to_be_focused()
        page.get_by_role("button", name="Next one to rate").click()
        expect(page.get_by_text("covered until you have saved yours")).to_be_visible()
        page.locator(".rate-row input").first.focus()
    with page.expect_download() as download:
        page.get_by_role("button", name="correction").click()
    file = tmp_path / "gold.jsonl"
    download.value.save_as(file)
    assert '"readings"' in file.read_text(encoding="utf-8")
    assert download.value.suggested_filename.endswith(".jsonl")


PLACES = [
    (f"wall/{PROBE}", "The wall"),
    ("group", "Pictures of the group"),
    ("talks", "Conversations"),
    ("rating", "Rating"),
]


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_every_page_of_the_debrief_fits_a_tablet_and_a_phone_and_is_accessible(
    debrief: Callable[..., Debrief], accessible: Check, size: dict[str, int]
) -> None:
    room = debrief(size=size, dark=size is PHONE)
    for place, heading in PLACES:
        page = room.open(place, heading)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        accessible(page)
    page = room.wall()
    page.get_by_role("button", name="Reveal the scores").click()
    expect(scores(page).first).to_be_visible()
    accessible(page)


def test_an_empty_workshop_says_what_to_do(
    enter: Callable[..., Page],
    make_workshop: Callable[..., dict[str, Any]],
    show: Callable[[Page, str, str], None],
    accessible: Check,
) -> None:
    page = enter()
    workshop = make_workshop(page)
    for place, heading, words in (
        ("wall", "The wall", "Nobody has talked yet"),
        ("group", "Pictures of the group", "No pictures yet"),
        ("talks", "Conversations", "No conversation to replay"),
        ("rating", "Rating", "Nothing to rate yet"),
    ):
        show(page, f"workshop/{workshop['id']}/{place}", heading)
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        expect(page.get_by_role("link", name="To the board")).to_be_visible()
        accessible(page)
