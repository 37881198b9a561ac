"""One's own practice over time: coming back with a code, what changed, and having it deleted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

SIZES = [
    pytest.param(ViewportSize(width=1280, height=800), id="desktop"),
    pytest.param(ViewportSize(width=320, height=640), id="narrow"),
]
WARM = "I'm so sorry, we should have rung you at once. How is Joey now?"
COLD = "Calm down, please. It is school policy."
CODE = re.compile(r"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$")


def asked(page: Page, method: str, path: str, code: str | None = None, body: object = None) -> Any:
    """The answer of the interface, as the page itself would get it."""
    home = page.url.split("#")[0].rstrip("/")
    headers = {"Authorization": f"Bearer {code}"} if code else {}
    answer = page.request.fetch(f"{home}/api{path}", method=method, headers=headers, data=body)
    return answer.json() if answer.ok and answer.body() else answer.status


def practised(page: Page, *talks: tuple[str, list[str]], finish: bool = True) -> str:
    """A practice in which these replies were said, each list in a talk of its own; its code."""
    code: str = asked(page, "POST", "/practice")["code"]
    for scenario, replies in talks:
        wishes = {"scenario": scenario, "seed": 1, "goal": "stay_calm" if scenario == "angry_parent" else None}
        session = asked(page, "POST", "/sessions", code, wishes)["session"]
        for text in replies:
            asked(page, "POST", f"/sessions/{session}/replies", code, {"text": text})
        if finish:
            asked(page, "POST", f"/sessions/{session}/finish", code)
    return code


def enter(page: Page, code: str) -> None:
    """Come back with a code."""
    page.get_by_role("link", name="My practice").click()
    fetch(page, code)


def fetch(page: Page, code: str) -> None:
    """Fetch a practice on the page where its code is asked for."""
    page.get_by_role("textbox", name="Your code").fill(code)
    page.get_by_role("button", name="Fetch my practice").click()


@pytest.mark.parametrize("size", SIZES)
def test_before_the_first_conversation_there_is_a_way_on_and_a_place_for_a_code(
    visit: Callable[..., Page], accessible: Callable[[Page], None], size: ViewportSize
) -> None:
    page = visit(size)
    page.get_by_role("link", name="My practice").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your code")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Choose a conversation").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_code_that_cannot_be_right_is_told_kindly_and_can_be_mended(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit(faults=True)
    enter(page, "K7QF-2M9X")
    expect(page.get_by_role("alert")).to_contain_text("twelve letters and figures")
    expect(page.get_by_role("textbox", name="Your code")).to_be_focused()
    fetch(page, "K7QF-2M9X-4TWD")
    expect(page.get_by_role("alert")).to_contain_text("There is no practice under this code. Compare it with your note")
    expect(page.get_by_role("textbox", name="Your code")).to_have_value("K7QF-2M9X-4TWD")
    accessible(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_practised_is_there_to_be_seen(
    visit: Callable[..., Page], accessible: Callable[[Page], None], size: ViewportSize, dark: bool
) -> None:
    page = visit(size, dark=dark)
    code = practised(
        page, ("angry_parent", [COLD, "What happened?"]), ("poverty", ["How are you?"]), ("angry_parent", [WARM])
    )
    enter(page, code)
    expect(page.get_by_text("3 conversations and 4 replies")).to_be_visible()
    talks = page.get_by_role("region", name="Your conversations").get_by_role("listitem")
    expect(talks.get_by_role("heading")).to_have_text(["An angry parent", "Money trouble at home", "An angry parent"])
    expect(page.get_by_role("img", name=re.compile("Empathy, conversation by conversation: "))).to_be_visible()
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("region", name="Your scores over time", exact=True).get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(4)
    runs = page.get_by_role("region", name="An angry parent, run by run")
    expect(runs.get_by_role("columnheader")).to_have_count(2)
    expect(runs.get_by_role("row", name="Your goal")).to_contain_text("Stay calm")
    offers = page.get_by_role("region", name="Strategies", exact=True)
    expect(offers.get_by_text("Try it in:").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)


def test_a_strategy_not_used_yet_can_be_taken_up_as_the_goal_of_a_conversation(visit: Callable[..., Page]) -> None:
    page = visit()
    enter(page, practised(page, ("angry_parent", [COLD])))
    offers = page.get_by_role("region", name="Strategies", exact=True).get_by_role("listitem")
    first = offers.filter(has_text="Try it in:").first
    name = first.get_by_role("heading").inner_text()
    first.get_by_role("link").click()
    expect(page.get_by_role("radio", name=name)).to_be_checked()


def test_another_device_goes_on_in_the_middle_of_a_conversation_with_the_code_in_any_spelling(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Callable[[Page, str], None]
) -> None:
    page = visit()
    begin(page)
    reply(page, WARM)
    page.get_by_role("link", name="My practice").click()
    code = page.get_by_text(CODE).inner_text()

    other = visit(ViewportSize(width=390, height=844))
    enter(other, code.lower().replace("-", " ").replace("0", "o"))
    other.get_by_role("button", name="Go on: An angry parent").click()
    expect(other.locator(".entry.own")).to_contain_text("we should have rung you at once")
    reply(other, "What did he tell you at home?")
    page.get_by_role("link", name="Conversations").click()
    page.get_by_role("button", name="Go on with it: An angry parent").click()
    expect(page.locator(".entry.own")).to_have_count(2)


def test_an_older_conversation_can_be_looked_back_on(visit: Callable[..., Page]) -> None:
    page = visit()
    enter(page, practised(page, ("angry_parent", [WARM]), ("poverty", ["How are you?"])))
    page.get_by_role("link", name="Look back: An angry parent").click()
    expect(page).to_have_title("Your summary – Alongside")
    expect(page.get_by_text("we should have rung you at once").first).to_be_attached()


def test_one_conversation_is_deleted_and_the_rest_stays(visit: Callable[..., Page]) -> None:
    page = visit()
    code = practised(page, ("angry_parent", [WARM]), ("poverty", ["How are you?"]))
    enter(page, code)
    page.get_by_role("button", name="Delete: Money trouble at home").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("status").filter(has_text="has been deleted")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    kept = asked(page, "GET", "/practice", code)["sessions"]
    assert [talk["scenario"] for talk in kept] == ["angry_parent"]


def test_deleting_everything_asks_first_and_leaves_nothing(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    code = practised(page, ("angry_parent", [WARM]))
    enter(page, code)
    page.get_by_role("button", name="Delete everything").click()
    dialog = page.get_by_role("dialog", name="Delete everything?")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    accessible(page)
    page.keyboard.press("Escape")
    assert asked(page, "GET", "/practice", code)["sessions"]
    page.get_by_role("button", name="Delete everything").click()
    dialog.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Your practice has been deleted.")).to_be_visible()
    assert asked(page, "GET", "/practice", code) == 401
    assert page.evaluate("() => localStorage.getItem('alongside-practice')") is None


def test_everything_can_be_taken_along_as_a_file(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    enter(page, practised(page, ("angry_parent", [WARM])))
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download everything").click()
    saving.value.save_as(tmp_path / "practice.json")
    assert WARM in json.dumps(json.loads((tmp_path / "practice.json").read_text(encoding="utf-8")), ensure_ascii=False)
    expect(page.get_by_text(f"Saved as {saving.value.suggested_filename}.")).to_be_visible()


def test_a_device_remembers_a_practice_only_when_told_to_and_forgets_it_when_told_to(
    visit: Callable[..., Page], begin: Callable[..., None]
) -> None:
    page = visit()
    page.get_by_role("link", name="Read the briefing: An angry parent").click()
    page.get_by_role("checkbox", name="Remember my practice on this device").uncheck()
    page.get_by_role("button", name="Start the conversation").click()
    expect(page.locator(".entry.parent").first).to_be_visible()
    assert page.evaluate("() => localStorage.getItem('alongside-practice')") is None
    page.get_by_role("link", name="My practice").click()
    code = page.get_by_text(CODE).inner_text()
    page.get_by_role("button", name="Remember on this device").click()
    expect(page.get_by_text("This device now remembers your practice.")).to_be_visible()
    assert page.evaluate("() => localStorage.getItem('alongside-practice')") == code
    page.get_by_role("button", name="Forget on this device").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(code)
    dialog.get_by_role("button", name="Forget here").click()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    assert page.evaluate(
        "() => [localStorage, sessionStorage].map((store) => store.getItem('alongside-practice'))"
    ) == [None, None]
    page.get_by_role("link", name="Conversations").click()
    expect(page.get_by_role("button", name="Go on with it")).to_have_count(0)


def test_a_practice_deleted_elsewhere_is_no_dead_end(visit: Callable[..., Page]) -> None:
    page = visit(faults=True)
    code = practised(page, ("angry_parent", [WARM]))
    enter(page, code)
    expect(page.get_by_text("1 conversation and 1 reply")).to_be_visible()
    asked(page, "DELETE", "/practice", code)
    page.reload()
    expect(page.get_by_text("is no longer there")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your code")).to_be_visible()
