"""A whole workshop in real browsers: two facilitators and ten trainees, from making it to deleting it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Locator, Page, Request, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

SOON = 8_000
"""Milliseconds within which a trainee's page, which asks every four seconds, has heard of something."""
AT_ONCE = 10_000
"""Milliseconds within which the board shows what has happened, with thirteen browsers on a busy machine. `make
bench-workshop` measures the two seconds that are promised."""

TITLE = "Thursday group"
NOTE = "Ten more minutes, then we look back together."
PROBE = "angry_parent/probe/where_were_you"
REPLIES = (
    "I'm sorry, we should have rung you about the {}.",
    "You are right to be angry about the {}.",
    "Thank you for telling me about the {}. How can we solve this together?",
)
"""What everybody says. Nothing in the first two asks for an answer, so the third meets the standard probe for all."""
AGAIN = "I do not know about the {} yet. I'll find out and ring you tomorrow. What would help Joey most?"
TO_RATE = 11
"""Replies that both facilitators score: a kappa needs ten, and the one whose scores were revealed does not count."""


class Consent(NamedTuple):
    """What somebody allows."""

    read: bool
    show: bool
    improve: bool


BOXES = ("My facilitator may read", "My words may be shown", "My conversations may help")

PEOPLE = {
    "Perpetua": ("persimmon", Consent(True, True, True)),
    "Thaddeus": ("kumquat", Consent(True, True, False)),
    "Philippa": ("tamarind", Consent(True, False, False)),
    "Leocadia": ("medlar", Consent(False, True, False)),
    "Hyacinth": ("damson", Consent(False, False, False)),
    "Ignatius": ("sorrel", Consent(True, True, True)),
    "Marigold": ("fennel", Consent(True, False, True)),
    "Octavian": ("quince", Consent(False, True, True)),
    "Winifred": ("rambutan", Consent(False, False, True)),
    "Zebedee": ("lovage", Consent(True, True, False)),
}
"""Name, a word that nobody else types, and what they allow."""

WATCH_BOARD = """() => {
  window.seenOnBoard = {};
  const look = () => {
    for (const row of document.querySelectorAll("table.board tbody tr")) {
      const shown = `${row.querySelector(".col-name").textContent} ${row.querySelector(".col-turn").textContent}`;
      window.seenOnBoard[shown] ??= Date.now();
    }
  };
  const changes = { childList: true, characterData: true, subtree: true };
  new MutationObserver(look).observe(document.querySelector("table.board tbody"), changes);
}"""


class Trainee:
    """Somebody who takes part in a browser of their own."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.word, self.consent = PEOPLE[name]
        self.answered: list[float] = []
        """When each reply was answered, in milliseconds since 1970."""
        page.on("requestfinished", self._note)

    def join(self, code: str) -> None:
        """Join with the code alone."""
        page = self.page
        page.get_by_role("textbox", name="I have a workshop code").fill(code)
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
        for box, allowed in zip(BOXES, self.consent, strict=True):
            page.get_by_role("checkbox", name=box).set_checked(allowed)
        page.get_by_role("textbox", name="A name for the workshop").fill(self.name)
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_text(f"You have joined, as {self.name}.")).to_be_visible()

    def send(self, text: str) -> None:
        """Say something to the parent, without waiting."""
        self.page.get_by_role("textbox").fill(text.format(self.word))
        self.page.get_by_role("button", name="Send", exact=True).click()

    def is_answered(self, lines: int) -> None:
        """Wait until the parent has said so many lines and one can reply."""
        expect(self.page.locator(".entry.parent")).to_have_count(lines)
        expect(self.page.locator(".send[aria-disabled=true]")).to_have_count(0)

    def vote(self, two_way: int) -> None:
        """Score the reply that is put to the group."""
        page = self.page
        page.get_by_role("link", name="The group looks at a reply").click(timeout=SOON)
        put = page.get_by_role("region", name="The group looks at a reply")
        expect(put.get_by_role("group")).not_to_have_count(0)
        for at, question in enumerate(put.get_by_role("group").all()):
            question.get_by_role("radio").nth(2 if at else two_way).check()
        put.get_by_role("button", name="Give my scores").click()
        expect(put.get_by_role("status")).to_contain_text("Your scores are in.")

    @property
    def strip(self) -> Locator:
        """What stands above every step."""
        return self.page.get_by_role("region", name="Your workshop")

    def _note(self, request: Request) -> None:
        if request.url.endswith("/replies"):
            self.answered.append(request.timing["startTime"] + request.timing["responseEnd"])


class Room:
    """The page of a facilitator."""

    def __init__(self, page: Page, served: str, workshop: str) -> None:
        self.page = page
        self._home = f"{served}/facilitator#/workshop/{workshop}"

    def open(self, place: str, heading: str) -> Page:
        """Go to a part of the workshop."""
        self.page.goto(f"{self._home}{place}")
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        return self.page

    def rate(self, scores: Callable[[int], str], unseen: str | None = None) -> list[str]:
        """Rate replies by keyboard, blind to the coach and to whom one must not have seen; the words rated."""
        page = self.open("/rating", "Rating")
        rated = []
        for number in range(TO_RATE):
            expect(page.get_by_text("covered until you have saved yours")).to_be_visible()
            expect(page.get_by_role("heading", name="Beside each other")).to_have_count(0)
            rated.append(page.locator(".to-rate .own .as-said").inner_text())
            page.locator(".rate-row input").first.focus()
            for key in (*scores(number), "Enter"):
                page.keyboard.press(key)
            expect(page.get_by_role("heading", name="Beside each other")).to_be_focused()
            heads = page.locator(".compare").get_by_role("columnheader")
            expect(heads).to_have_text(["You", *([unseen] if unseen else []), "Coach"])
            page.get_by_role("button", name="Next one to rate").click()
        expect(page.get_by_text(f"You have rated {TO_RATE} of")).to_be_visible()
        return rated


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))


def allowed(what: str) -> set[str]:
    """The words of those who allow it."""
    return {word for word, consent in PEOPLE.values() if getattr(consent, what)}


def words_in(text: str) -> set[str]:
    """Which of the words stand in a text."""
    return {word for word, _ in PEOPLE.values() if word in text}


def names_in(text: str) -> set[str]:
    """Which of the names stand in a text."""
    return {name for name in PEOPLE if name in text}


def found_in(folder: Path) -> set[str]:
    """Which of the words and names stand anywhere in a folder and below."""
    looked_for = {*PEOPLE, *(word for word, _ in PEOPLE.values())}
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {word for word in looked_for if any(word.encode() in content for content in files)}


def taken(page: Page, button: str) -> bytes:
    """A file that is downloaded."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes()


def unpacked(archive: bytes) -> Iterator[tuple[str, str]]:
    """The files in it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for name in files.namelist():
            yield name, files.read(name).decode("utf-8-sig")


def invite_second(first: Page, at_the_door: Callable[..., Page], name: str) -> Page:
    """A second facilitator, who sees no workshop yet, accepts in a browser of their own."""
    first.get_by_role("link", name="Facilitators").click()
    first.get_by_role("button", name="Make a link").click()
    address = first.locator(".address").inner_text()
    second = at_the_door(f"#{address.split('#')[1]}")
    second.get_by_label("Your name").fill(name)
    second.get_by_label("A password", exact=True).fill("seven brown paper kites")
    second.get_by_role("button", name="Begin").click()
    expect(second.get_by_role("heading", name="Workshops", level=1)).to_be_visible()
    return second


def make_workshop_in_page(page: Page) -> tuple[str, str]:
    """Make a workshop with the form; its id and its code."""
    page.get_by_role("link", name="Workshops", exact=True).click()
    page.get_by_role("link", name="New workshop").click()
    page.get_by_role("textbox", name="Title").fill(TITLE)
    while page.get_by_role("button", name="Take out:").count():
        page.get_by_role("button", name="Take out:").first.click()
    page.get_by_role("searchbox", name="Search").fill("angry parent")
    page.get_by_role("button", name="Add: An angry parent", exact=True).click()
    page.get_by_role("radio", name="Names they choose").check()
    page.get_by_role("button", name="Create the workshop").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    return page.url.rpartition("/")[2], page.locator(".join-code").inner_text()


def talk(board: Page, trainees: list[Trainee]) -> None:
    """All talk at the same time, and the board shows it at once."""
    for one in trainees:
        one.page.get_by_role("link", name="Read the briefing: An angry parent").click()
    for one in trainees:
        expect(row(board, one.name).locator(".col-state")).to_contain_text("Briefing", timeout=SOON)
        one.page.get_by_role("button", name="Start the conversation").click()
    for one in trainees:
        one.is_answered(1)
        expect(row(board, one.name).locator(".col-state")).to_contain_text("Talking", timeout=AT_ONCE)
    board.evaluate(WATCH_BOARD)
    for number, text in enumerate(REPLIES, 1):
        for one in trainees:
            one.send(text)
        for one in trainees:
            one.is_answered(number + 1)
            expect(row(board, one.name).locator(".col-turn")).to_have_text(str(number), timeout=AT_ONCE)
    seen = board.evaluate("window.seenOnBoard")
    late = {
        f"{one.name} {number}": seen[f"{one.name} {number}"] - one.answered[number - 1]
        for one in trainees
        for number in range(1, len(REPLIES) + 1)
    }
    assert max(late.values()) <= AT_ONCE, late


def test_two_facilitators_and_ten_trainees_from_making_a_workshop_to_deleting_it(
    visit: Callable[..., Page],
    enter: Callable[..., Page],
    at_the_door: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    add_facilitator: Callable[..., None],
    make_workshop: Callable[..., dict[str, Any]],
    new_name: str,
    served: str,
    product: Any,
) -> None:
    first, second_name = enter(administrator=True), f"{new_name} and Company"
    second = invite_second(first, at_the_door, second_name)
    workshop, code = make_workshop_in_page(first)
    mine, theirs = Room(first, served, workshop), Room(second, served, workshop)
    first.get_by_label("Name with which your colleague signs in").fill(second_name)
    first.get_by_role("button", name="Let in").click()
    expect(first.get_by_text(f"{second_name} runs this workshop with you now")).to_be_visible()
    board = theirs.open("/board", "Board")

    # Ten people join with the code. The last of them is still there when everything is deleted.
    trainees = [Trainee(visit(faults=name == "Zebedee"), name) for name in PEOPLE]
    for one in trainees:
        one.join(code)
        expect(row(board, one.name).locator(".col-state")).to_have_text("Joined", timeout=AT_ONCE)

    # They talk; a message reaches all; one takes a reply again; all finish.
    talk(board, trainees)
    board.get_by_role("button", name="Message to all").click()
    board.get_by_role("dialog").get_by_role("textbox").fill(NOTE)
    board.get_by_role("dialog").get_by_role("button", name="Send").click()
    for one in trainees:
        expect(one.strip.get_by_role("status").filter(has_text=NOTE)).to_be_visible(timeout=SOON)
    again = trainees[0]
    again.page.get_by_role("button", name="Try again").click()
    expect(again.page.locator(".entry.own.earlier")).to_contain_text(again.word)
    expect(row(board, again.name).locator(".col-turn")).to_have_text("2", timeout=AT_ONCE)
    lines = again.page.locator(".entry.parent").count()
    again.send(AGAIN)
    again.is_answered(lines + 1)
    expect(row(board, again.name).locator(".col-turn")).to_have_text("3", timeout=AT_ONCE)
    for one in trainees:
        one.page.get_by_role("button", name="Finish").click()
        one.page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    for one in trainees:
        expect(one.page.get_by_role("heading", name="Your summary")).to_be_visible()
    expect(board.get_by_role("button", name="Finished 10")).to_be_visible(timeout=AT_ONCE)

    # The wall shows the replies of those who allowed it; one is picked, all vote, the scores are revealed.
    wall = mine.open(f"/wall/{PROBE}", "The wall")
    cards = wall.locator(".wall-card .reply-words")
    expect(cards).to_have_count(len(allowed("show")))
    assert words_in(" ".join(cards.all_inner_texts())) == allowed("show")
    assert words_in(wall.content()) == allowed("show")
    assert names_in(wall.content()) == set()
    expect(wall.get_by_text("4 replies are not here")).to_be_visible()
    wall.get_by_role("button", name=re.compile("Pick reply [A-Z] for discussion")).first.click()
    wall.get_by_role("button", name="Discuss 1 picked reply").click()
    expect(wall.locator(".ballot")).to_have_count(0)
    for at, one in enumerate(trainees):
        one.vote(two_way=3 if at < 6 else 1)
    expect(wall.get_by_text("10 votes so far")).to_be_visible()
    expect(wall.locator(".ballot")).to_have_count(0)
    wall.get_by_role("button", name="Reveal", exact=True).click()
    two_way = wall.get_by_role("row").filter(has=wall.get_by_role("rowheader", name="Two-way")).get_by_role("cell")
    expect(two_way.nth(1)).to_contain_text("4 Group")
    expect(two_way.nth(3)).to_contain_text("6 Group")
    for one in trainees:
        expect(one.page.get_by_role("region", name="The group looks at a reply")).to_have_count(0, timeout=SOON)

    # Both rate the same replies, and see how far they agree.
    rated = mine.rate(lambda number: f"{number % 4}{number % 3}-")
    assert words_in(" ".join(rated)) <= allowed("read") | allowed("show")
    assert theirs.rate(lambda number: f"{number % 4}{number % 2}-", unseen=new_name) == rated
    first.reload()
    pairs = first.locator(".agreement-pair")
    expect(pairs.get_by_role("heading")).to_contain_text([f"{new_name} – Coach", f"{second_name} – Coach", new_name])
    between = pairs.filter(has=first.get_by_role("heading", name=f"{new_name} – {second_name}"))
    expect(between).to_contain_text(re.compile(r"gave the same score to (1[01]) of \1 replies"))
    expect(between).to_contain_text("Weighted kappa is 1.00")

    # What leaves the workshop holds ten people by pseudonym, and the words of those who allowed it alone.
    page = mine.open("/take", "Taking along")
    expect(page.get_by_text("10 people, 10 talks, 31 replies.")).to_be_visible()
    sheets = dict(unpacked(taken(page, "Tables (CSV)")))
    people = list(csv.DictReader(io.StringIO(sheets["participants.csv"])))
    assert len({one["participant"] for one in people}) == len(people) == len(trainees)
    assert len(list(csv.DictReader(io.StringIO(sheets["ratings.csv"])))) == 2 * TO_RATE
    workbook = dict(unpacked(taken(page, "Workbook (XLSX)")))
    lines_file = taken(page, "For programs (JSON lines)").decode()
    for export in ("".join(sheets.values()), "".join(workbook.values()), lines_file):
        assert words_in(export) == allowed("read")
        assert names_in(export) == set()
        assert all(one["participant"] in export for one in people)
    corrections = page.request.get(f"{served}/api/workshops/{workshop}/corrections").text()
    assert words_in(corrections) == words_in(" ".join(rated)) & allowed("improve")

    reports = page.locator(".report-list").get_by_role("link")
    expect(reports).to_have_count(len(trainees))
    for link in reports.all():
        (name,) = names_in(link.inner_text())
        word, consent = PEOPLE[name]
        report = page.request.get(f"{served}{link.get_attribute('href')}").text()
        assert name in report
        assert words_in(report) == ({word} if consent.read else set())

    # Somebody who runs another workshop finds nothing of it.
    add_facilitator(f"{new_name} Elsewhere")
    other = at_the_door(faults=True)
    sign_in(other, f"{new_name} Elsewhere")
    expect(other.get_by_role("heading", name="Your first workshop")).to_be_visible()
    make_workshop(other, "Another group")
    for part in ("", "/board", f"/wall/{PROBE}", "/talks", "/rating", "/take"):
        Room(other, served, workshop).open(part, "That did not work")
        assert TITLE not in other.content()
    for part in ("", "/board", "/exports/zip", "/corrections"):
        assert other.request.get(f"{served}/api/workshops/{workshop}{part}").status == 404

    # Ended: everybody is told. Deleted: nothing is left, in no page and no file.
    page = mine.open("", TITLE)
    page.get_by_role("button", name="End the workshop").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(page.get_by_text("You can still look back on it.")).to_be_visible()
    for one in trainees:
        expect(one.strip.get_by_text("The workshop is over.")).to_be_visible(timeout=SOON)
    *gone, last = trainees
    for one in gone:
        one.page.context.close()
    second.get_by_role("link", name="Workshops", exact=True).first.click()
    expect(second.get_by_role("heading", name=TITLE)).to_be_visible()
    assert found_in(product.data) == {*PEOPLE, *words_in(" ".join(word for word, _ in PEOPLE.values()))}
    page.get_by_role("button", name="Delete the workshop").click()
    page.get_by_role("dialog").get_by_role("textbox").fill(code)
    page.get_by_role("button", name="Delete everything in it").click()
    expect(page.get_by_role("status")).to_have_text(f"“{TITLE}” is deleted.")
    assert found_in(product.data) == set()
    second.reload()
    expect(second.get_by_role("heading", name="Workshops", level=1)).to_be_visible()
    expect(second.get_by_text(TITLE)).to_have_count(0)
    expect(last.page.get_by_text("It may have been deleted.")).to_be_visible(timeout=SOON)
    expect(last.strip).to_have_count(0)
    expect(last.page.get_by_role("heading", name=TITLE)).to_have_count(0)
    last.page.reload()
    expect(last.page.get_by_text("You take part in no workshop yet.")).to_be_visible()
