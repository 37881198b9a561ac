"""Everything can be done without a mouse, and what happens can be heard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

KIND = "I am so sorry, we should have rung you at once. How is he now?"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called that."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
              let here = document.activeElement;
              while (here?.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
              return (here?.getAttribute('aria-label') ?? here?.labels?.[0]?.innerText ?? here?.innerText ?? '').trim();
            }"""
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab never came to {name!r}")


def test_a_whole_conversation_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    tab_to(page, "Read the briefing: An angry parent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, "Start the conversation")
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox")
    expect(box).to_be_focused()

    page.keyboard.type("I am so sorry,")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("we should have rung you at once. How is he now?")
    expect(box).to_have_value(re.compile("sorry,\nwe"))
    page.keyboard.press("Enter")
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(box).to_be_focused()
    expect(box).to_have_value("")

    tab_to(page, "Feedback on reply 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try next").first).to_be_visible()

    tab_to(page, "Finish")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Keep talking")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Finish")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "Finish")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title("Your summary – Alongside")


def test_the_first_tab_skips_to_the_content(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_what_is_said_is_announced_once_and_in_order(visit: Callable[..., Page], begin: Callable[..., None]) -> None:
    """The log is the only place where the parent's words are added, and the trainee's own are not read back."""
    page = visit()
    begin(page)
    page.evaluate(
        """() => {
          const log = document.querySelector('alongside-chat').shadowRoot.querySelector('[role=log]');
          window.heard = [];
          new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
            const quiet = (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live]');
            if (quiet === log && node.textContent.trim()) window.heard.push(node.textContent);
          }))).observe(log, {childList: true, subtree: true});
        }"""
    )
    page.get_by_role("textbox").fill(KIND)
    page.keyboard.press("Enter")
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".send[aria-disabled=true]")).to_have_count(0)
    heard = page.evaluate("() => window.heard")
    bubbles = page.locator(".entry.parent").last.locator(".bubble").all_inner_texts()
    assert not any(KIND in words for words in heard)
    places = [next(i for i, words in enumerate(heard) if bubble in words) for bubble in bubbles]
    assert places == sorted(places)
    for bubble in bubbles:
        assert sum(bubble in words for words in heard) == 1


def test_the_mood_and_the_scores_are_said_in_words(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Callable[[Page, str], None]
) -> None:
    page = visit()
    begin(page)
    expect(page.locator(".mood")).to_have_text(re.compile("seems "))
    reply(page, KIND)
    expect(page.get_by_role("button", name=re.compile(r"Feedback on reply 1\. Two-way \d, Empathy \d, Boundaries")))
    expect(page.locator(".feedback .scores li").first).to_contain_text(re.compile(r"Two-way communication: \d of 3, "))
    expect(page.locator(".own mark + sup + .spoken").first).to_have_text(re.compile(r"\(.+\)"))
