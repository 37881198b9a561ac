"""The interface in English and in Dutch; what the parent and the coach say is English in both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

COMPARE = """async (part) => {
  const chat = performance.getEntriesByType('resource').find(({name}) => name.endsWith('/alongside-chat.js')).name;
  const [en, nl] = await Promise.all(['en', 'nl'].map((code) => import(new URL(`texts/${part}${code}.js`, chat))));
  const differing = [], same = [];
  const kind = (value) => Array.isArray(value) ? 'list' : typeof value;
  const walk = (one, other, path) => {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const here = `${path}.${key}`;
      const kinds = [kind(one[key]), kind(other[key])];
      if (kinds[0] !== kinds[1]) differing.push(`${here}: ${kinds.join(' and ')}`);
      else if (kinds[0] === 'function') {
        if (one[key].length !== other[key].length) differing.push(`${here}: takes other things`);
      }
      else if (['object', 'list'].includes(kinds[0])) walk(one[key], other[key], here);
      else if (one[key] === other[key] && one[key].split(' ').length > 3) same.push(here);
    }
  };
  walk(en.texts, nl.texts, 'texts');
  return {differing, same};
}"""


@pytest.mark.parametrize("part", ["", "workshop."])
def test_both_languages_have_every_word(visit: Callable[..., Page], part: str) -> None:
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    compared: dict[str, list[str]] = page.evaluate(COMPARE, part)
    assert compared["differing"] == []
    assert compared["same"] == [], "sentences that nobody has translated"


def test_the_interface_speaks_dutch_when_asked_and_remembers_it(
    visit: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    page.get_by_role("combobox", name="Language").select_option("nl")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welk gesprek wil je oefenen?")
    expect(page.get_by_role("combobox", name="Taal")).to_be_focused()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    accessible(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welk gesprek wil je oefenen?")


def test_english_words_in_a_dutch_page_are_marked_as_english(visit: Callable[..., Page], reply: Any) -> None:
    page = visit()
    page.get_by_role("combobox", name="Language").select_option("nl")
    page.get_by_role("link", name="Lees de briefing: An angry parent").click()
    expect(page.get_by_text("in het Engels")).to_be_visible()
    page.get_by_role("button", name="Begin het gesprek").click()
    bubble = page.locator(".entry.parent .bubble").first
    expect(bubble).to_be_visible()
    assert bubble.evaluate("(node) => node.closest('[lang]').lang") == "en-GB"
    assert page.get_by_label("Jouw antwoord aan").evaluate("(node) => node.closest('[lang]').lang") == "nl"


def test_a_conversation_goes_on_where_it_was_when_the_language_changes(
    visit: Callable[..., Page], begin: Callable[..., None], reply: Callable[[Page, str], None]
) -> None:
    page = visit()
    begin(page)
    reply(page, "I am so sorry, we should have rung you at once. How is he now?")
    page.get_by_role("combobox", name="Language").select_option("nl")
    expect(page.get_by_role("textbox", name="Jouw antwoord aan Dawn Pritchard")).to_be_visible()
    expect(page.locator(".entry.parent")).to_have_count(2)
    expect(page.locator(".own mark").first).to_be_visible()


def test_a_code_that_opens_nothing_is_refused_in_the_language_of_the_page(visit: Callable[..., Page]) -> None:
    page = visit(faults=True)
    page.get_by_role("combobox", name="Language").select_option("nl")
    page.get_by_role("link", name="Mijn oefening").click()
    page.get_by_role("textbox", name="Je code").fill("K7QF-2M9X-4TWD")
    page.get_by_role("button", name="Haal mijn oefening op").click()
    expect(page.get_by_role("alert")).to_contain_text("Er is geen oefening met deze code.")
