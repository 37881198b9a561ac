"""Nothing that was typed is lost, whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

Say = Callable[[Page, str], None]

KIND = "I am so sorry, we should have rung you at once. How is he now?"
REPLIES = "**/api/sessions/*/replies"


def test_a_reload_in_the_middle_shows_everything_again(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    reply(page, KIND)
    page.get_by_role("textbox").fill("I was just going to say")
    said = page.locator(".entry .bubble").all_inner_texts()
    scores = page.locator(".strip").get_by_text("Empathy").count()
    page.reload()
    expect(page.locator(".entry.parent")).to_have_count(2)
    assert page.locator(".entry .bubble").all_inner_texts() == said
    assert page.locator(".strip").get_by_text("Empathy").count() == scores
    expect(page.get_by_role("textbox")).to_have_value("I was just going to say")
    reply(page, "What would help him most tomorrow?")
    expect(page.locator(".turn-feedback")).to_have_count(2)


def test_a_dropped_connection_keeps_the_reply_and_sends_it_again_once(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit(faults=True)
    begin(page)
    sent: list[str] = []

    def drop_after_arrival(route: Route) -> None:
        """The server hears the reply; its answer gets lost."""
        sent.append((route.request.post_data_json or {})["client_id"])
        if len(sent) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(REPLIES, drop_after_arrival)
    page.get_by_role("textbox").fill(KIND)
    page.keyboard.press("Enter")
    expect(page.locator(".entry.own.unsent")).to_contain_text(KIND)
    expect(page.get_by_role("status").filter(has_text="Nothing you wrote is lost")).to_be_visible()
    expect(page.get_by_role("textbox")).to_be_focused()

    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".unsent")).to_have_count(0)
    assert len(sent) == 2
    assert sent[0] == sent[1]
    page.reload()
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".entry.own")).to_have_count(1)


def test_a_reply_goes_through_by_itself_when_a_part_was_missing_for_a_moment(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit(faults=True)
    begin(page)
    sent: list[str] = []

    def missing_once(route: Route) -> None:
        sent.append((route.request.post_data_json or {})["client_id"])
        if len(sent) == 1:
            route.fulfill(status=503, json={"error": {"code": "coach_unavailable", "message": "Wait a moment."}})
        else:
            route.continue_()

    page.route(REPLIES, missing_once)
    page.get_by_role("textbox").fill(KIND)
    page.keyboard.press("Enter")
    expect(page.locator(".thinking")).to_contain_text("wait a moment")
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".unsent")).to_have_count(0)
    expect(page.locator(".entry.own")).to_have_count(1)
    assert len(sent) == 2
    assert sent[0] == sent[1]


def test_an_unsent_reply_is_still_there_after_a_reload(visit: Callable[..., Page], begin: Callable[..., None]) -> None:
    page = visit(faults=True)
    begin(page)
    page.route(REPLIES, lambda route: route.abort("connectionrefused"))
    page.get_by_role("textbox").fill(KIND)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send again")).to_be_visible()
    page.reload()
    expect(page.locator(".entry.own.unsent")).to_contain_text(KIND)
    page.unroute(REPLIES)
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".entry.parent")).to_have_count(2)


def test_a_double_click_sends_once(visit: Callable[..., Page], begin: Callable[..., None]) -> None:
    page = visit()
    begin(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/replies") else None)
    page.get_by_role("textbox").fill(KIND)
    page.get_by_role("button", name="Send", exact=True).dblclick()
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".entry.own")).to_have_count(1)
    assert len(sent) == 1


@pytest.mark.parametrize(("text", "says"), [("   ", "Write something first"), ("x" * 4001, "1 character too many")])
def test_what_cannot_be_sent_stays_in_the_box_with_a_reason(
    visit: Callable[..., Page], begin: Callable[..., None], text: str, says: str
) -> None:
    page = visit()
    begin(page)
    box = page.get_by_role("textbox")
    box.fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(says)
    expect(page.get_by_text(says), "told once").to_have_count(1)
    expect(box).to_have_value(text)
    expect(box).to_be_focused()


@pytest.mark.parametrize(
    "text", ["<b>bold</b> <img src=x onerror=alert(1)>", "/shrugs", "\U0001f642\U0001f642", "Wat erg!"]
)
def test_odd_replies_are_shown_as_they_were_typed(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, text: str
) -> None:
    page = visit()
    begin(page)
    reply(page, text)
    expect(page.locator(".entry.own")).to_have_count(1)
    assert page.locator(".entry.own img").count() == 0
    shown: str = page.locator(".entry.own .bubble").evaluate(
        """(bubble) => [...bubble.childNodes]
          .filter((node) => node.nodeType === 3 || node.matches('mark'))
          .map((node) => node.textContent).join('')"""
    )
    assert shown == text


def test_the_last_words_stay_in_sight_unless_the_reader_has_scrolled_up(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit(ViewportSize(width=375, height=700))
    begin(page)
    for text in (KIND, "How did he sleep?", "What would help him most tomorrow?"):
        reply(page, text)
        expect(page.locator(".entry.parent").last.locator(".bubble").last).to_be_in_viewport()
    page.locator(".scroller").evaluate("(scroller) => scroller.scrollTo(0, 0)")
    page.get_by_role("button", name="Hint").click()
    expect(page.locator(".entry.coach.hint")).to_be_attached()
    expect(page.get_by_role("button", name="Latest words")).to_be_visible()
    assert page.locator(".scroller").evaluate("(scroller) => scroller.scrollTop") == 0
    page.get_by_role("button", name="Latest words").click()
    expect(page.locator(".entry.coach.hint")).to_be_in_viewport()


def test_an_unknown_step_or_scenario_is_told_in_words(visit: Callable[..., Page]) -> None:
    page = visit()
    page.evaluate("() => { window.location.hash = '#/briefing/nobody'; }")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no conversation with that name.")
    page.evaluate("() => { window.location.hash = '#/summary'; }")
    expect(page.get_by_text("There is no conversation to sum up.")).to_be_visible()


def test_a_server_that_cannot_be_reached_is_told_in_words_with_a_way_on(visit: Callable[..., Page]) -> None:
    page = visit(faults=True)
    page.route("**/api/scenarios", lambda route: route.abort("connectionrefused"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The conversations could not be fetched.")
    page.unroute("**/api/scenarios")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Read the briefing: An angry parent")).to_be_visible()


@pytest.mark.parametrize(
    ("press", "asks", "then"),
    [("Hint", "hint", ".entry.coach.hint"), ("Pause", "pause", ".time-out"), ("Try again", "retry", ".own.earlier")],
)
def test_what_was_asked_of_the_coach_can_be_asked_again_when_the_connection_dropped(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say, press: str, asks: str, then: str
) -> None:
    page = visit(faults=True)
    begin(page)
    reply(page, KIND)
    way = f"**/api/sessions/*/{asks}*"
    page.route(way, lambda route: route.abort("connectionrefused"))
    page.get_by_role("textbox").fill("I was just going to say")
    page.get_by_role("button", name=press).click()
    told = page.get_by_role("status").filter(has_text="The connection dropped")
    expect(told).to_be_visible()
    page.unroute(way)
    told.get_by_role("button", name="Try again").click()
    expect(page.locator(then)).to_be_visible()
    expect(told).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_value("I was just going to say")


def test_finishing_can_be_asked_again_when_the_connection_dropped(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit(faults=True)
    begin(page)
    reply(page, KIND)
    page.route("**/finish", lambda route: route.abort("connectionrefused"))
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    told = page.get_by_role("status").filter(has_text="The connection dropped")
    expect(told).to_be_visible()
    page.unroute("**/finish")
    told.get_by_role("button", name="Try again").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page).to_have_title("Your summary – Alongside")


def test_a_conversation_that_could_not_be_opened_is_opened_at_the_next_try(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit(faults=True)
    failed: list[str] = []

    def drop_once(route: Route) -> None:
        failed.append(route.request.url)
        if len(failed) == 1:
            route.abort("connectionrefused")
        else:
            route.continue_()

    page.route("**/api/sessions", drop_once)
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.get_by_role("alert")).to_contain_text("The connection dropped")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_focused()
    again.click()
    expect(page.locator(".entry.parent")).to_have_count(1)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_while_the_coach_wakes_up_one_is_told_and_what_was_begun_goes_on_by_itself(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    asleep = [True]
    page.route("**/api/awake", lambda route: route.fulfill(json={"awake": not asleep[0]}))
    page.reload()
    told = page.get_by_role("status").filter(has_text="The coach is waking up")
    expect(told).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".thinking")).to_be_visible()
    expect(told).to_be_visible()
    expect(page.locator(".entry.parent")).to_have_count(0)
    asleep[0] = False
    expect(page.locator(".entry.parent")).to_have_count(1)
    expect(told).to_have_count(0)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_a_slow_answer_is_told_after_a_while_and_still_comes(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit()
    begin(page)
    held: list[Route] = []
    page.route(REPLIES, lambda route: held.append(route))
    page.get_by_role("textbox").fill(KIND)
    page.keyboard.press("Enter")
    expect(page.locator(".entry.own")).to_contain_text(KIND)
    expect(page.locator(".thinking")).to_contain_text("This takes longer than usual", timeout=8_000)
    held[0].continue_()
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".thinking")).to_be_hidden()


def test_a_reload_while_a_reply_is_on_its_way_loses_nothing_and_says_nothing_twice(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit(faults=True)
    begin(page)
    arrived: list[bool] = []

    def lose_the_answer(route: Route) -> None:
        """The server hears the reply, and the page is left before its answer comes."""
        route.fetch()
        arrived.append(True)

    page.route(REPLIES, lose_the_answer)
    page.get_by_role("textbox").fill(KIND)
    page.keyboard.press("Enter")
    expect(page.locator(".entry.own")).to_contain_text(KIND)
    while not arrived:
        page.wait_for_timeout(50)
    page.reload()
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".entry.own")).to_have_count(1)
    expect(page.locator(".unsent")).to_have_count(0)


def second_tab(page: Page) -> Page:
    """The same conversation in another tab, as a browser duplicates one."""
    kept = page.evaluate("() => JSON.stringify(window.sessionStorage.getItem('alongside'))")
    other = page.context.new_page()
    other.add_init_script(
        f"window.sessionStorage.getItem('alongside') ?? window.sessionStorage.setItem('alongside', {kept})"
    )
    other.goto(page.url)
    expect(other.locator(".entry.parent").first).to_be_visible()
    return other


def test_two_tabs_with_one_conversation_stay_of_one_mind(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    begin(page)
    other = second_tab(page)
    page.get_by_role("textbox").fill("I was just going to say")
    reply(other, KIND)
    expect(page.locator(".entry.own")).to_contain_text("I am so sorry")
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.get_by_text("went on in another window")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("I was just going to say")
    reply(page, "What would help him most tomorrow?")
    expect(other.locator(".entry.own")).to_have_count(2)
    expect(other.locator(".turn-feedback")).to_have_count(2)


def test_a_tab_that_did_not_hear_of_the_other_catches_up_when_it_speaks(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit()
    page.add_init_script("delete window.BroadcastChannel")
    page.reload()
    begin(page)
    other = second_tab(page)
    reply(other, KIND)
    expect(page.locator(".entry.own")).to_have_count(0)
    page.get_by_role("textbox").fill("What would help him most tomorrow?")
    page.keyboard.press("Enter")
    expect(page.locator(".entry.own")).to_have_count(2)
    expect(page.locator(".entry.parent")).to_have_count(3)
    expect(page.locator(".turn-feedback")).to_have_count(2)


def test_words_for_a_conversation_that_was_ended_elsewhere_are_kept(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    page = visit(faults=True)
    page.add_init_script("delete window.BroadcastChannel")
    page.reload()
    begin(page)
    reply(page, KIND)
    other = second_tab(page)
    other.get_by_role("button", name="Finish").click()
    other.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(other).to_have_title("Your summary – Alongside")
    page.get_by_role("textbox").fill("One more thing.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You have finished")).to_be_focused()
    page.get_by_role("button", name="Take the last reply again").click()
    expect(page.get_by_role("textbox")).to_have_value("One more thing.")


def test_the_conversation_can_be_continued_on_another_device(
    visit: Callable[..., Page], begin: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    begin(page)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Continue on another device").click()
    dialog = page.get_by_role("dialog", name="Continue on another device")
    code = dialog.get_by_label("Your code").inner_text()
    assert code == page.evaluate(
        "() => localStorage.getItem('alongside-practice') ?? sessionStorage.getItem('alongside-practice')"
    )
    accessible(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="Copy the code").click()
    expect(dialog.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == code


def test_a_keyboard_that_covers_the_page_leaves_the_box_and_the_last_words_in_sight(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Say
) -> None:
    """Some browsers lay the keyboard over the page and only tell what is left to see."""
    page = visit(ViewportSize(width=390, height=844))
    page.add_init_script(
        """window.left = Object.assign(new EventTarget(), {height: 844, scale: 1});
        Object.defineProperty(window, 'visualViewport', {value: window.left});"""
    )
    page.reload()
    begin(page)
    reply(page, KIND)

    def lowest(selector: str) -> float:
        box = page.locator(selector).last.bounding_box()
        assert box is not None
        return box["y"] + box["height"]

    page.evaluate("() => { window.left.height = 500; window.left.dispatchEvent(new Event('resize')); }")
    page.wait_for_timeout(200)
    assert lowest(".log > .entry.parent .bubble") < lowest("textarea") <= 500
    page.evaluate("() => { window.left.height = 844; window.left.dispatchEvent(new Event('resize')); }")
    page.wait_for_timeout(200)
    assert lowest("textarea") > 700
