"""Looking back: how it went and why, what it could have been, and what one takes along."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

KIND = "You're right to be furious. We should have rung you that same hour, and we didn't. I'm sorry. How is he now?"
CURT = "Calm down. You need to let us handle this."
OPEN = "What has he told you about it at home?"
UNSURE = {"two_way": 2, "empathy": 3, "boundaries": 1}

PHONE = ViewportSize(width=320, height=640)
REPORT = "**/api/sessions/*/report"

Access = dict[str, str]
Talk = Callable[..., Access]
LookBack = Callable[..., None]


@pytest.fixture
def talk(served: str) -> Talk:
    """Have a conversation: replies one after the other, None takes the last one back. Gives the right to look at it."""

    def have(page: Page, *replies: str | None, finish: bool = True, code: str | None = None, **wishes: Any) -> Access:
        def ask(path: str, token: str | None, **body: Any) -> Any:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            answer = page.request.post(f"{served}/api/{path}", headers=headers, data=body)
            assert answer.ok, answer.text()
            return answer.json()

        opened = ask("sessions", code, scenario="angry_parent", seed=7, **wishes)
        path = f"sessions/{opened['session']}"
        for reply in replies:
            if reply is None:
                ask(f"{path}/retry", opened["token"])
            else:
                ask(f"{path}/replies", opened["token"], text=reply)
        if finish:
            ask(f"{path}/finish", opened["token"])
        return {"session": opened["session"], "token": opened["token"]}

    return have


@pytest.fixture
def look_back() -> LookBack:
    """Look back on the conversation of this tab, as after a reload."""

    def look(page: Page, access: Access, *, shown: bool = True) -> None:
        kept = {"access": access, "scenario": "angry_parent", "coaching": "live"}
        page.evaluate("(kept) => window.sessionStorage.setItem('alongside', JSON.stringify(kept))", kept)
        page.evaluate("() => { window.location.hash = '#/summary'; }")
        page.reload()
        if shown:
            expect(page.locator(".report-head h1")).to_be_visible()

    return look


def part(page: Page, title: str) -> Locator:
    """The part of the summary with that heading."""
    return page.get_by_role("region", name=title, exact=True)


def test_the_summary_begins_with_how_it_ended_and_why(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    look_back(page, talk(page, CURT, None, KIND, OPEN, CURT))
    expect(page.get_by_role("heading", level=1)).to_contain_text("An angry parent")
    expect(page.locator(".report-head .lead")).to_contain_text("What helped most was your reply 1")
    expect(page.locator(".portrait")).to_have_text(re.compile("^Dawn seems "))
    expect(page.locator(".averages")).to_contain_text("of 3 on average")
    accessible(page)


def test_ones_own_goal_is_shown_with_the_words_that_reached_it(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, CURT, goal="admit_mistakes"))
    goal = page.locator(".own-goal")
    expect(goal).to_contain_text("You wanted to try: Admit even small mistakes. You did, in reply 1:")
    expect(goal.locator("blockquote")).to_contain_text("We should have rung you that same hour")
    expect(goal).to_contain_text("Source: Leenders et al. (2019)")


def test_a_goal_that_did_not_show_is_shown_where_it_would_have_fitted(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, CURT, goal="admit_mistakes"))
    goal = page.locator(".own-goal")
    expect(goal).to_contain_text("It did not show this time.")
    expect(goal).to_contain_text("It would have fitted in reply 1.")
    expect(goal.locator("blockquote")).not_to_be_empty()


def test_how_sure_one_feels_is_asked_once_and_then_stands_beside_before(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, confidence=UNSURE))
    card = page.locator(".sureness-card")
    scales = card.get_by_role("group")
    expect(scales).to_have_count(3)
    scales.nth(0).get_by_role("radio", name="4").check()
    card.get_by_role("button", name="Keep my answers").click()
    expect(card.get_by_role("alert")).to_have_text("Please answer all three, or leave them all.")
    for each in range(3):
        scales.nth(each).get_by_role("radio", name="4").check()
    accessible(page)
    card.get_by_role("button", name="Keep my answers").click()
    expect(card.get_by_role("heading")).to_be_focused()
    expect(card).to_contain_text("2 → 4")
    accessible(page)
    page.reload()
    expect(card).to_contain_text("1 → 4")
    card.get_by_role("button", name="Change my answers").click()
    expect(scales.nth(0).get_by_role("radio", name="4")).to_be_focused()


def test_the_picture_shows_the_words_of_the_reply_one_points_at(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, OPEN, CURT))
    replies = page.get_by_role("tablist", name="Replies").get_by_role("tab")
    expect(replies).to_have_count(3)
    replies.nth(2).hover()
    words = page.get_by_role("tabpanel")
    expect(words).to_have_count(1)
    expect(words).to_contain_text("Calm down")
    expect(words).to_contain_text(re.compile(r"Anger \d+ → \d+, trust \d+ → \d+\."))
    replies.nth(2).click()
    page.keyboard.press("ArrowLeft")
    expect(replies.nth(1)).to_be_focused()
    expect(replies.nth(1)).to_have_attribute("aria-selected", "true")
    expect(words).to_contain_text(OPEN.rstrip("?"))
    page.keyboard.press("Home")
    expect(words).to_contain_text("Your strongest moment")


def test_the_picture_can_be_heard_and_read_as_a_table(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, CURT))
    expect(page.get_by_role("img", name=re.compile(r"^Empathy, reply by reply: 3, \d\.$"))).to_be_visible()
    expect(
        page.get_by_role("img", name=re.compile(r"^Anger, reply by reply: .* Trust, reply by reply: "))
    ).to_be_visible()
    expect(page.get_by_text(re.compile(r"Anger went from 8 to \d+, trust from 3 to \d+"))).to_be_visible()
    first = page.get_by_role("tab").first
    expect(first).to_have_text(re.compile(r"Reply 1\. Two-way 3, Empathy 3, Boundaries –\. Anger \d+, trust \d+\."))
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("columnheader", name="Trust")).to_be_visible()


def test_a_weak_reply_stands_beside_what_it_could_have_been(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, CURT))
    weak = part(page, "What a reply could have been").get_by_role("listitem").filter(has_text="Calm down").first
    expect(weak.locator(".parent-said")).to_contain_text("Dawn Pritchard")
    expect(weak.locator(".own-said mark")).to_have_text("Calm down")
    expect(weak.locator(".better .wording")).not_to_be_empty()
    expect(weak.locator(".lesson")).to_contain_text("Source: ")


def test_a_reply_taken_again_is_shown_before_and_after(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, CURT, None, KIND))
    again = part(page, "Replies you took again")
    expect(again).to_contain_text("the second scored higher")
    expect(again.locator(".side").nth(0)).to_contain_text("Calm down")
    expect(again.locator(".side").nth(1)).to_contain_text("We should have rung you")


def test_the_coach_comments_on_every_reply_in_the_transcript(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, CURT))
    comments = page.locator(".transcript .comment")
    expect(comments).to_have_count(2)
    expect(comments.nth(1).get_by_text("Try next:")).to_be_hidden()
    comments.nth(1).get_by_text("What the coach says").click()
    expect(comments.nth(1).get_by_text("Try next:")).to_be_visible()


def test_the_contents_lead_to_every_part(visit: Callable[..., Page], talk: Talk, look_back: LookBack) -> None:
    page = visit()
    look_back(page, talk(page, KIND, CURT))
    contents = page.get_by_role("navigation", name="In this summary").get_by_role("link")
    titles = contents.all_inner_texts()
    assert titles == page.locator(".chapter h2").all_inner_texts()
    part(page, "Who did the talking").locator("summary").click()
    expect(page.get_by_text("of all words")).to_be_hidden()
    page.get_by_role("link", name="Who did the talking").click()
    expect(page.get_by_text("of all words")).to_be_in_viewport()
    expect(part(page, "Who did the talking").locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("of all words")).to_be_hidden()


def test_on_a_phone_the_longer_parts_wait_to_be_opened(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit(PHONE)
    look_back(page, talk(page, KIND, CURT))
    expect(page.get_by_role("tablist", name="Replies")).to_be_visible()
    expect(page.locator(".transcript")).to_be_hidden()
    page.get_by_role("tab", name="Reply 2").click()
    page.get_by_role("button", name="Read all of it").click()
    expect(page.locator(".transcript mark").get_by_text("Calm down")).to_be_in_viewport()
    folded = page.locator(".fold:not([open]) > summary")
    while folded.count():
        folded.first.click()
    accessible(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(
    ("button", "ending"), [("Download to read (text)", "txt"), ("Download as data (JSON)", "json")]
)
def test_what_is_kept_of_a_conversation_can_be_taken_along(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, tmp_path: Path, button: str, ending: str
) -> None:
    page = visit()
    access = talk(page, KIND)
    look_back(page, access)
    with page.expect_download() as saving:
        page.get_by_role("button", name=button).click()
    assert re.fullmatch(rf"alongside-angry_parent-\d{{4}}-\d\d-\d\d\.{ending}", saving.value.suggested_filename)
    saving.value.save_as(tmp_path / "kept")
    kept = (tmp_path / "kept").read_text(encoding="utf-8")
    if ending == "json":
        assert json.loads(kept)["session"] == access["session"]
    assert "We should have rung you that same hour" in kept
    expect(page.get_by_role("status").filter(has_text="Saved as alongside-angry_parent-")).to_be_visible()


def test_a_deleted_conversation_is_gone_and_the_page_says_what_went_with_it(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    look_back(page, talk(page, KIND))
    page.get_by_role("button", name="Delete this conversation").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Delete this conversation")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The conversation has been deleted.")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("Nothing else was deleted.")).to_be_visible()
    accessible(page)
    page.reload()
    expect(page.get_by_text("There is no conversation to sum up.")).to_be_visible()


def test_a_conversation_that_still_goes_on_keeps_its_secrets_and_leads_back(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    look_back(page, talk(page, KIND, finish=False))
    expect(page.get_by_role("heading", level=1)).to_contain_text("How it stands")
    expect(part(page, "What stayed unsaid")).to_contain_text("You can see this when the conversation is over.")
    expect(page.locator(".sureness-card")).to_have_count(0)
    page.get_by_role("link", name="Go on with this conversation").click()
    expect(page.get_by_role("textbox")).to_be_visible()


def test_an_older_conversation_of_ones_practice_can_be_looked_back_on_and_gone_on_with(
    visit: Callable[..., Page], served: str, talk: Talk
) -> None:
    page = visit()
    code = page.request.post(f"{served}/api/practice").json()["code"]
    older = talk(page, KIND, finish=False, code=code)
    talk(page, CURT, code=code)
    place = f"#/summary/{older['session']}"
    page.evaluate("(place) => { window.location.hash = place; }", place)
    expect(page.get_by_role("heading", level=1)).to_have_text("This summary is not open here.")
    page.evaluate("(code) => window.localStorage.setItem('alongside-practice', code)", code)
    page.reload()
    expect(page.locator(".transcript").get_by_text("You're right to be furious")).to_be_visible()
    page.get_by_role("link", name="Go on with this conversation").click()
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(page.locator(".entry.own")).to_contain_text("We should have rung you that same hour")


def test_an_older_conversation_that_was_deleted_no_longer_belongs_to_the_practice(
    visit: Callable[..., Page], served: str, talk: Talk
) -> None:
    page = visit(faults=True)
    code = page.request.post(f"{served}/api/practice").json()["code"]
    older, newer = (talk(page, reply, code=code) for reply in (KIND, CURT))
    page.evaluate("(code) => window.localStorage.setItem('alongside-practice', code)", code)
    page.evaluate("(place) => { window.location.hash = place; }", f"#/summary/{older['session']}")
    page.get_by_role("button", name="Delete this conversation").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The conversation has been deleted.")
    left = page.request.get(f"{served}/api/practice", headers={"Authorization": f"Bearer {code}"}).json()
    assert [each["session"] for each in left["sessions"]] == [newer["session"]]
    page.reload()
    expect(page.get_by_text("It may have been deleted")).to_be_visible()


def test_what_to_practise_next_leads_there(visit: Callable[..., Page], talk: Talk, look_back: LookBack) -> None:
    page = visit()
    look_back(page, talk(page, CURT))
    expect(part(page, "What to practise next").get_by_role("listitem").first).not_to_be_empty()
    part(page, "What to practise next").get_by_role("link", name="Practise it again").click()
    expect(page).to_have_title("Before you start: An angry parent – Alongside")


def test_a_conversation_without_a_reply_has_a_summary_that_invites(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    look_back(page, talk(page))
    expect(page.get_by_text("You did not reply in this conversation")).to_be_visible()
    expect(part(page, "What you can practise here").get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_role("tablist")).to_have_count(0)
    accessible(page)


def test_a_slow_summary_says_that_it_is_coming(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    waiting: list[Route] = []
    page.route(REPORT, lambda route: waiting.append(route))
    look_back(page, talk(page, KIND), shown=False)
    expect(page.get_by_role("status").filter(has_text="Putting your summary together")).to_be_visible()
    accessible(page)
    waiting[0].continue_()
    expect(page.locator(".report-head h1")).to_be_focused()


def test_a_summary_that_does_not_come_can_be_asked_for_again(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit(faults=True)
    page.route(REPORT, lambda route: route.abort("connectionreset"))
    look_back(page, talk(page, KIND), shown=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("The summary could not be fetched.")
    page.unroute(REPORT)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".report-head h1")).to_be_focused()


def test_in_dutch_the_summary_says_which_words_stay_english(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack, accessible: Callable[[Page], None]
) -> None:
    page = visit()
    page.evaluate("() => window.localStorage.setItem('alongside-preferences', JSON.stringify({language: 'nl'}))")
    look_back(page, talk(page, KIND, CURT))
    expect(page.get_by_role("heading", name="De keerpunten")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    for words in (".lead", ".better .wording", ".moment blockquote", ".transcript .words", ".next-steps"):
        assert page.locator(f".report {words}").first.get_attribute("lang") == "en-GB", words
    accessible(page)


def test_in_another_page_there_is_a_file_instead_of_that_pages_print(
    visit: Callable[..., Page], talk: Talk, look_back: LookBack
) -> None:
    page = visit()
    access = talk(page, KIND)
    look_back(page, access)
    expect(page.get_by_role("button", name="Print or save as PDF")).to_be_visible()
    page.evaluate(
        """() => {
          const inAnotherPage = document.createElement('alongside-chat');
          document.querySelector('alongside-chat').replaceWith(inAnotherPage);
        }"""
    )
    page.get_by_role("button", name="Go on with it").click()
    page.get_by_role("button", name="Read your summary").click()
    expect(page.get_by_role("button", name="Download to read (text)")).to_be_visible()
    expect(page.get_by_role("button", name="Print or save as PDF")).to_have_count(0)
